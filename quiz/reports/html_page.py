"""Pages of HTML that need nothing else: no script, nothing from elsewhere, to be read on a screen and printed."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape

from quiz.questions.text import printable

_STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
body { color: #101418; background: #fff; }
h1 { color: #0550ae; margin-bottom: .2rem; }
.small { color: #445; font-size: .85rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .8rem; margin: .4rem 0; }
dt { font-weight: 700; } dd { margin: 0; }
dd, a, code { overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; padding: 0; } }
"""


def html_page(title: str, body: str, style: str = "") -> str:
    """Return a whole document; ``body`` is HTML already, ``title`` is text, ``style`` comes after what all pages share."""
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{html_text(title)}</title>
<style>{_STYLE}{style}</style></head>
<body><main>
{body}
</main></body>
</html>
"""


def style_digest(style: str = "") -> str:
    """Return the hash that lets a page made with ``style`` through a server's Content-Security-Policy."""
    return b64encode(sha256(f"{_STYLE}{style}".encode()).digest()).decode()


def html_text(text: str) -> str:
    """Return text as HTML that shows just that: it never becomes markup, and nothing in it is obeyed or hidden."""
    return escape(printable(text, keep="\n"))


def html_list(lines: Iterable[tuple[str, str]]) -> str:
    """Return labels, each with its text; empty for none."""
    rows = "".join(f"<dt>{html_text(label)}</dt><dd>{html_text(text)}</dd>" for label, text in lines)
    return f"<dl>{rows}</dl>" if rows else ""


def html_table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of text whose first column heads each row; on a narrow screen only the table scrolls sideways."""
    head = "".join(f'<th scope="col">{html_text(heading)}</th>' for heading in headings)
    lines = "\n".join(_row(cells) for cells in rows)
    name = html_text(caption)
    return f"""<div class="wide" role="region" tabindex="0" aria-label="{name}"><table><caption>{name}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{lines}
</tbody></table></div>"""


def _row(cells: Sequence[str]) -> str:
    # A figure and its % stay on one line.
    first, *others = (html_text(cell).replace(" %", "&nbsp;%") for cell in cells)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'
