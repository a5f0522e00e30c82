"""A run sheet as one HTML page that needs nothing else."""

from html import escape

from quiz.reports.html_page import html_list, html_page
from quiz.reports.run_sheet import CARD_NOTE, CARDS, Sheet, SheetQuestion

_STYLE = """
h2 { font-size: 1.05rem; margin: 0 0 .4rem; }
section { border-top: 1px solid #aab; padding: 1rem 0 .6rem; break-inside: avoid; }
.key { border-left: 4px solid #0550ae; padding-left: .7rem; }
.key p { margin: .2rem 0; }
.card { break-before: page; display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.card div { border: 2px solid #101418; border-radius: 1rem; text-align: center; padding: 1.5rem 0; font-size: 1.1rem; }
.card b { display: block; font-size: 7rem; line-height: 1.1; }
"""


def html_sheet(sheet: Sheet) -> str:
    """Return the sheet as an HTML document. Text of the bank is escaped: it never becomes markup."""
    body = "\n".join(_question(number, question) for number, question in enumerate(sheet.questions, 1))
    cards = "".join(f"<div><b>{letter}</b>{escape(sign)}</div>" for letter, sign in CARDS)
    heading = f"<h1>{escape(sheet.title)}</h1>\n<p>{escape(sheet.summary)}</p>"
    overview = f'<p class="small">{escape(sheet.overview)}</p>'
    note = f'<section class="small">{escape(CARD_NOTE)}</section>\n<div class="card">{cards}</div>'
    return html_page(f"{sheet.title}: run sheet", "\n".join((heading, overview, body, note)), _STYLE)


def _question(number: int, question: SheetQuestion) -> str:
    parts = [
        f"<section>\n<h2>{number}. {escape(question.prompt)}</h2>",
        f'<p class="small">{escape(question.how)}</p>',
        html_list(question.shown),
        '<div class="key">',
        *(f"<p><b>Key</b> {escape(line)}</p>" for line in question.key),
    ]
    if question.explanation:
        parts.append(f"<p>{escape(question.explanation)}</p>")
    if question.talk:
        parts.append(f"<p><b>Talk about</b></p>{html_list(question.talk)}")
    if question.action:
        parts.append(f"<p><b>Do now</b> {escape(question.action)}</p>")
    parts += [f'<p class="small">{escape(line)}</p>' for line in question.source_lines]
    return "\n".join([*(part for part in parts if part), "</div>\n</section>"])
