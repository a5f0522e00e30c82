"""Reads the questions of workbooks (xlsx, xlsm, xls, ods), whatever they claim to hold: see ``workbook_child``."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec

from quiz.banks.formats import number_formats, workbook_child
from quiz.banks.formats.exchange import Hints, Imported, ImportReport, Tally, joined
from quiz.banks.formats.file_reading import UnusableFileError, open_archive
from quiz.banks.formats.headings import find_layout
from quiz.banks.formats.table_columns import Row, first_filled
from quiz.banks.formats.tables import read_table
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.questions.diagnostics import quoted
from quiz.questions.text import plural

_LONGEST = 120
"""The most seconds that reading a workbook may take."""
_MOST_NAMED = 20
_SAVE_ANEW = "Open it in your spreadsheet program and save it anew as an Excel workbook, or as CSV."
_COPY = "Copy the questions alone into a new workbook, and save that."


class _Sheet(msgspec.Struct, array_like=True):
    name: str
    rows: list[list[str]]
    formats: list[tuple[int, int, str]]
    """Row, position and number format of cells that hold a figure or a date."""
    is_hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    """The numbers of rows that are not shown."""


def read_xlsx(content: bytes, file: str, hints: Hints | None = None) -> Imported:
    """Return the questions of each sheet with headings in a workbook; the others are reported."""
    hints = hints or Hints()
    report = ImportReport(file)
    try:
        sheets = _sheets(content)
    except UnusableFileError as error:
        report.fault(0, "table", error.message, error.fix)
        return Imported(questions=(), problems=report.problems())
    tables = [sheet for sheet in sheets if find_layout(first_filled(sheet.rows), hints.columns)] or sheets[:1]
    read = {sheet.name for sheet in tables}
    for sheet in sheets:
        if sheet.name not in read:
            message = (
                f"The sheet {quoted(sheet.name)} has no headings and was left behind ({plural(len(sheet.rows), 'row')})."
            )
            report.advice(0, "other-sheet", message, "If it holds questions, give it headings as the others have them.")
    if not tables:
        report.fault(0, "table", "The workbook is empty.", "Look whether it is the right one.")
    return _joined([_read_sheet(sheet, file, len(tables) > 1, hints) for sheet in tables], report)


def _read_sheet(sheet: _Sheet, file: str, named: bool, hints: Hints) -> Imported:
    report = ImportReport(f"{file}, {sheet.name}" if named else file)
    formats: dict[int, dict[int, str]] = defaultdict(dict)
    for number, place, code in sheet.formats:
        formats[number][place] = code
    rows = [_row(number, cells, formats.get(number, {})) for number, cells in enumerate(sheet.rows, 1) if cells]
    first = next((row.number for row in rows if any(map(_has_refused, row.cells))), 0)
    if first:
        message = "Characters that mislead or cannot be seen were taken out, the first of them here."
        report.advice(first, "refused-character", message, "See that the text still reads well.")
    _report_hidden(sheet, rows, report)
    return read_table(rows, report, hints)


def _report_hidden(sheet: _Sheet, rows: Sequence[Row], report: ImportReport) -> None:
    """Report that hidden sheets and rows were read as well: they may be old, or no longer wanted."""
    fix = "Take it out, and import the workbook again, where it is not wanted."
    if sheet.is_hidden:
        report.advice(0, "hidden", f"The sheet {quoted(sheet.name)} is hidden, and was read as well.", fix)
    filled = {row.number for row in rows if any(map(str.strip, row.cells))}
    if hidden := [number for number in sheet.hidden_rows if number in filled]:
        some = ", ".join(map(str, hidden[:_MOST_NAMED])) + (" and others" if len(hidden) > _MOST_NAMED else "")
        rows_are = f"Row {some} is" if len(hidden) == 1 else f"Rows {some} are"
        report.advice(hidden[0], "hidden", f"{rows_are} hidden in the sheet, and read as well.", fix)


def _row(number: int, cells: list[str], formats: dict[int, str]) -> Row:
    """Return a row as it is shown, with the cells whose shown text is unknown."""
    texts = list(cells)
    unclear: dict[int, str] = {}
    for place, code in formats.items():
        text = cells[place]
        seen = _shown(text, code)
        if seen is None:
            unclear[place] = f"the date or time {text}" if code == workbook_child.DATE else f"the figure {text}"
        else:
            texts[place] = seen
    return Row(number, tuple(texts), frozenset(formats), unclear)


def _shown(text: str, code: str) -> str | None:
    if code == workbook_child.UNKNOWN:
        # A fraction may be shown as a percentage.
        return None if abs(float(text)) < 1 else text
    if code == workbook_child.DATE:
        return None
    return text if code == workbook_child.GENERAL else number_formats.shown(text, code)


def _has_refused(cell: str) -> bool:
    return not (cell.isascii() and cell.isprintable()) and bool(REFUSED_CHARACTER.search(cell.replace("\r", "")))


def _joined(parts: list[Imported], report: ImportReport) -> Imported:
    """Return the results of all sheets as one."""
    questions, sources = joined(parts)
    tallies = [part.tally for part in parts if part.tally]
    return Imported(
        questions=questions,
        problems=(*report.problems(), *(problem for part in parts for problem in part.problems)),
        sources=sources,
        tally=Tally(
            rows=sum(tally.rows for tally in tallies),
            questions=sum(tally.questions for tally in tallies),
            left_out=sum(tally.left_out for tally in tallies),
            others=sum(tally.others for tally in tallies),
        ),
    )


def _child() -> list[str]:
    """Return the command that runs the child. A frozen program has no Python beside it, so it runs itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, workbook_child.IN_FROZEN]
    return [sys.executable, "-P", str(Path(workbook_child.__file__))]


def _sheets(content: bytes) -> list[_Sheet]:
    """Return the sheets that hold anything. Raises UnusableFileError."""
    if content.startswith(b"PK"):
        open_archive(content).close()
    try:
        done = subprocess.run(_child(), input=content, capture_output=True, timeout=_LONGEST, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise UnusableFileError(f"The workbook could not be read within {_LONGEST} seconds.", _COPY) from None
    if done.returncode == workbook_child.FAR_OUT:
        cell = done.stdout.decode("ascii", "replace")
        fix = "Delete the rows and columns beyond your questions (Ctrl+End shows the last cell), and save it."
        raise UnusableFileError(f"The cell {quoted(cell)} stands far beyond any table of questions.", fix)
    if done.returncode == workbook_child.BROKEN:
        raise UnusableFileError(f"The workbook cannot be read: {done.stdout.decode('utf-8', 'replace')}.", _SAVE_ANEW)
    if done.returncode:
        most = f"{workbook_child.MOST_MEMORY // 2**20:,} MB"
        raise UnusableFileError(f"To read the workbook would take more memory than {most}, or it is damaged.", _COPY)
    return msgspec.msgpack.decode(done.stdout, type=list[_Sheet])
