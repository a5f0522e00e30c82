"""What the pages of a pack look like, and what a file of it is."""

from datetime import date

from msgspec import Struct

from quiz.reports.certificate import day_in_full
from quiz.reports.csv_text import csv_bytes
from quiz.reports.html_page import html_page, html_text

INDEX = "index.html"
"""The page to start from."""
PEOPLE = "people/"
"""The folder of everything that names staff."""
NAMES_STAFF = "This names staff: for the data protection lead and whoever audits, and for nobody else."
"""At the top of each page there."""

_STYLE = """
body { max-width: 60rem; }
h1 { line-height: 1.2; }
h2 { color: #0550ae; font-size: 1.15rem; border-top: 1px solid #aab; padding-top: .8rem; margin: 1.6rem 0 .4rem; }
h3 { font-size: 1rem; margin: 1rem 0 .2rem; }
a { color: #0550ae; }
nav, footer { color: #445; font-size: .85rem; }
footer { border-top: 1px solid #aab; margin-top: 2rem; padding-top: .5rem; }
p, li { max-width: 46rem; overflow-wrap: anywhere; }
.names { border-left: 4px solid #944600; padding-left: .7rem; }
.wide { overflow-x: auto; margin: .8rem 0 1.2rem; }
table { border-collapse: collapse; width: 100%; min-width: 36rem; font-size: .95em; }
caption { text-align: left; font-weight: 700; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .28rem .6rem .28rem 0; border-bottom: 1px solid #ccd; }
th[scope="row"] { font-weight: 600; }
thead th { border-bottom: 2px solid #0550ae; }
td, th[scope="row"] { overflow-wrap: anywhere; min-width: 4.5em; }
th[scope="row"] { min-width: 7.5em; }
tr { break-inside: avoid; }
@media print { nav { display: none; } .wide { overflow: visible; } table { min-width: 0; }
  thead { display: table-header-group; } body { font-size: 9.5pt; } footer { margin-top: 1rem; } }
@page { size: A4; margin: 14mm 15mm; }
"""


class PackFile(Struct, frozen=True, kw_only=True):
    """A file in the archive, and what the index says about it."""

    path: str
    """Its path, with ``/`` between folders."""
    content: bytes
    about: str
    """What it is, in a few words."""


def pack_page(path: str, about: str, title: str, body: str, day: date, style: str = "") -> PackFile:
    """Return a page of the pack. ``body`` is HTML already; everything else is text."""
    up = "../" * path.count("/")
    back = "" if path == INDEX else f'<nav><a href="{up}{INDEX}">All of the evidence</a></nav>\n'
    foot = f"<footer>As it stood on {html_text(day_in_full(day))}</footer>"
    page = html_page(title, f"{back}<h1>{html_text(title)}</h1>\n{body}\n{foot}", _STYLE + style)
    return PackFile(path=path, content=page.encode(), about=about)


def paragraphs(*sentences: str, kind: str = "") -> str:
    """Return paragraphs of text, the empty ones left out."""
    mark = f' class="{kind}"' if kind else ""
    return "\n".join(f"<p{mark}>{html_text(sentence)}</p>" for sentence in sentences if sentence)


def pack_table(path: str, about: str, text: str) -> PackFile:
    """Return a table for a spreadsheet, as a file of the pack."""
    return PackFile(path=path, content=csv_bytes(text), about=about)


def names_staff(path: str) -> bool:
    """Say whether a file of a pack names staff."""
    return path.startswith(PEOPLE)
