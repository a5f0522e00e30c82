"""A run sheet as Markdown."""

import re
from collections.abc import Iterable, Iterator

from quiz.questions.handout import Labelled
from quiz.reports.run_sheet import CARD_NOTE, CARDS, Sheet


def markdown_sheet(sheet: Sheet) -> str:
    """Return the sheet as Markdown. Text of the bank is escaped: it never becomes markup."""
    lines = [f"# {_plain(sheet.title)}", "", _plain(sheet.summary), "", _plain(sheet.overview), ""]
    for number, question in enumerate(sheet.questions, 1):
        lines += [f"## {number}. {_plain(question.prompt)}", "", f"*{_plain(question.how)}*", ""]
        lines += [*_list_lines(question.shown), ""]
        lines += [f"**Key:** {_plain(line)}  " for line in question.key] + [""]
        lines += [_plain(question.explanation), ""] if question.explanation else []
        lines += ["**Talk about**", "", *_list_lines(question.talk), ""] if question.talk else []
        lines += [f"**Do now:** {_plain(question.action)}", ""] if question.action else []
        lines += [f"- {_plain(line)}" for line in question.source_lines] + [""]
    cards = " | ".join(f"**{letter}** {sign}" for letter, sign in CARDS)
    return "\n".join([*lines, "---", "", CARD_NOTE, "", f"| {cards} |", "|---|---|---|---|", ""])


def _list_lines(lines: Iterable[Labelled]) -> Iterator[str]:
    yield from (f"- **{_plain(label)}** {_plain(text)}" if label else f"- {_plain(text)}" for label, text in lines)


# Markup inside a line, and at its beginning, where it would make a heading, a list or a quotation.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&]|^[-+#=]")
_LIST = re.compile(r"^(\d+)([.)])")


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup, and keep the text on one line."""
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", " ".join(text.split())))
