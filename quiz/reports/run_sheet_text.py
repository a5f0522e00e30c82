"""A run sheet as one HTML page that needs nothing else, and as Markdown."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from quiz.banks.model import Source
from quiz.questions.handout import Labelled
from quiz.reports.feedback import source_line
from quiz.reports.run_sheet import Sheet, SheetQuestion

_STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
body { color: #101418; background: #fff; }
h1 { color: #0550ae; margin-bottom: .2rem; }
h2 { font-size: 1.05rem; margin: 0 0 .4rem; }
section { border-top: 1px solid #aab; padding: 1rem 0 .6rem; break-inside: avoid; }
.small { color: #445; font-size: .85rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .8rem; margin: .4rem 0; }
dt { font-weight: 700; } dd { margin: 0; }
.key { border-left: 4px solid #0550ae; padding-left: .7rem; }
.key p { margin: .2rem 0; }
.card { break-before: page; display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.card div { border: 2px solid #101418; border-radius: 1rem; text-align: center; padding: 1.5rem 0; font-size: 1.1rem; }
.card b { display: block; font-size: 7rem; line-height: 1.1; }
@media print { body { margin: 0; max-width: none; } }
"""
_CARDS = (("A", "● True · scam"), ("B", "■ False · genuine"), ("C", "▲"), ("D", "◆"))
_CARD_NOTE = "Answer card: print one page for each person, cut it in four, and hold up your answer when the host says so."


def html_sheet(sheet: Sheet) -> str:
    """Return the sheet as an HTML document. Text of the bank is escaped: it never becomes markup."""
    body = "\n".join(_html_question(number, question) for number, question in enumerate(sheet.questions, 1))
    cards = "".join(f"<div><b>{letter}</b>{escape(sign)}</div>" for letter, sign in _CARDS)
    title = escape(sheet.title)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}: run sheet</title>
<style>{_STYLE}</style></head>
<body><main>
<h1>{title}</h1>
<p>{escape(sheet.summary)}</p>
<p class="small">{escape(_overview(sheet))}</p>
{body}
<section class="small">{escape(_CARD_NOTE)}</section>
<div class="card">{cards}</div>
</main></body>
</html>
"""


def _html_question(number: int, question: SheetQuestion) -> str:
    parts = [
        f"<section>\n<h2>{number}. {escape(question.prompt)}</h2>",
        f'<p class="small">{escape(_how(question))}</p>',
        _html_list(question.shown),
        '<div class="key">',
        *(f"<p><b>Key</b> {escape(line)}</p>" for line in question.key),
    ]
    if question.explanation:
        parts.append(f"<p>{escape(question.explanation)}</p>")
    if question.talk:
        parts.append(f"<p><b>Talk about</b></p>{_html_list(question.talk)}")
    if question.action:
        parts.append(f"<p><b>Do now</b> {escape(question.action)}</p>")
    parts += [f'<p class="small">{escape(line)}</p>' for line in _sources(question.sources)]
    return "\n".join([*(part for part in parts if part), "</div>\n</section>"])


def _html_list(lines: Iterable[Labelled]) -> str:
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in lines)
    return f"<dl>{rows}</dl>" if rows else ""


def markdown_sheet(sheet: Sheet) -> str:
    """Return the sheet as Markdown. Text of the bank is escaped: it never becomes markup."""
    lines = [f"# {_plain(sheet.title)}", "", _plain(sheet.summary), "", _plain(_overview(sheet)), ""]
    for number, question in enumerate(sheet.questions, 1):
        lines += [f"## {number}. {_plain(question.prompt)}", "", f"*{_plain(_how(question))}*", ""]
        lines += [*_markdown_list(question.shown), ""]
        lines += [f"**Key:** {_plain(line)}  " for line in question.key] + [""]
        lines += [_plain(question.explanation), ""] if question.explanation else []
        lines += ["**Talk about**", "", *_markdown_list(question.talk), ""] if question.talk else []
        lines += [f"**Do now:** {_plain(question.action)}", ""] if question.action else []
        lines += [f"- {_plain(line)}" for line in _sources(question.sources)] + [""]
    cards = " | ".join(f"**{letter}** {sign}" for letter, sign in _CARDS)
    return "\n".join([*lines, "---", "", _CARD_NOTE, "", f"| {cards} |", "|---|---|---|---|", ""])


def _markdown_list(lines: Iterable[Labelled]) -> Iterator[str]:
    yield from (f"- **{_plain(label)}** {_plain(text)}" if label else f"- {_plain(text)}" for label, text in lines)


# Inside a line, and what makes a heading, a list or a quotation of a line that begins with it.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&]|^[-+#=]")
_LIST = re.compile(r"^(\d+)([.)])")


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup, and keep the text on one line."""
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", " ".join(text.split())))


def _how(question: SheetQuestion) -> str:
    time = f"{question.seconds:g} seconds" if question.seconds else "no time limit"
    return " · ".join(part for part in (question.kind, time, question.topic) if part)


def _overview(sheet: Sheet) -> str:
    draft = ["Draft: still being written"] if sheet.draft else []
    length = f"{len(sheet.questions)} questions, about {sheet.minutes} minutes with talking"
    return " · ".join([*draft, length, *([sheet.about] if sheet.about else [])])


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    yield from (f"Source: {source_line(source)}" for source in sources)
