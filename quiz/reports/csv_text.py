"""Tables for spreadsheets, in which nothing that somebody typed is run as a formula."""

import csv
import io
from collections.abc import Iterable

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as a CSV text; a text that could be a formula has an apostrophe before it, a figure stays one."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow(_harmless(cell) if isinstance(cell, str) else cell for cell in row)
    return text.getvalue()


def csv_bytes(text: str) -> bytes:
    """Return a CSV text as a file, with the byte order mark without which spreadsheets assume an older encoding."""
    return text.encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) or cell.startswith(_FORMULA) else cell
