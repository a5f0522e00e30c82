"""Reads question tables from CSV files and spreadsheets, and writes them as CSV. ``table_rows`` says what columns mean.

A spreadsheet that has none of our columns but questions from row 14 on is read as the sheet of the common live quizzes:
number, question, four answers, seconds, numbers of the right answers.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
from msgspec import Struct

from quiz.banks.formats.exchange import (
    Exported,
    Imported,
    ImportReport,
    LeftOut,
    SourceKeys,
    clean_lines,
    not_carried,
    unique_ids,
)
from quiz.banks.formats.table_rows import (
    COLUMNS,
    question_of_row,
    row_of_question,
    source_of_row,
)
from quiz.banks.model import Bank
from quiz.banks.rules import question_diagnostics, source_diagnostics
from quiz.questions.diagnostics import nearest, quoted
from quiz.questions.question import Question
from quiz.questions.text import REFUSED_CHARACTER

LIVE_QUIZ_FIRST_ROW = 14
_LIVE_QUIZ_COLUMNS = ("", "question", *(f"option {n}" for n in range(1, 5)), "seconds", "correct")
_LONGEST_CELL = 20_000
_MOST_COLUMNS = 200
_LARGEST_WORKBOOK = 100_000_000
"""Bytes that a workbook may unpack to."""
# A cell that begins so is a formula to a spreadsheet; an apostrophe before it makes it text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_OTHER_NAMES = {
    "prompt": "question",
    "question text": "question",
    "answer": "correct",
    "correct answer": "correct",
    "correct answers": "correct",
    "right": "correct",
    "category": "topic",
    "time limit": "seconds",
    "time": "seconds",
    "feedback": "explanation",
    "reason": "explanation",
    "source": "source title",
    "url": "source address",
    "source url": "source address",
}


class _Row(Struct, frozen=True):
    """A row with the line or row number under which people find it."""

    number: int
    cells: tuple[str, ...]


def read_csv(text: str, file: str) -> Imported:
    """Return the questions of a table whose cells are parted by commas, semicolons or tabs."""
    report = ImportReport(file)
    text = clean_lines(text, report)
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    rows: list[_Row] = []
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    try:
        before = 0
        for cells in reader:
            rows.append(_Row(before + 1, tuple(cells)))
            before = reader.line_num
    except csv.Error as error:
        fix = 'A text with commas, quotes or line ends stands in "double quotes".'
        report.fault(max(reader.line_num, 1), "table", f"The table cannot be read beyond this line: {error}.", fix)
    return _Reading(report).read(rows)


def read_xlsx(content: bytes, file: str) -> Imported:
    """Return the questions on the first sheet of a workbook that has any (xlsx, xlsm, xls, ods)."""
    import python_calamine

    report = ImportReport(file)
    if _unpacked(content) > _LARGEST_WORKBOOK:
        fix = "Copy the questions into a new workbook, without pictures and other sheets."
        report.fault(0, "table", "The workbook is too large to be one of questions.", fix)
        return Imported(questions=(), problems=report.problems())
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(content))
        sheets = [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in workbook.sheet_names]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the library raises several kinds, and for some broken files a panic of its own
        fix = "Open it in your spreadsheet program and save it anew as an Excel workbook, or as CSV."
        report.fault(0, "table", f"The workbook cannot be read: {str(error)[:200] or type(error).__name__}.", fix)
        return Imported(questions=(), problems=report.problems())
    filled = [(name, rows) for name, rows in sheets if any(any(cell != "" for cell in row) for row in rows)]
    for name, _ in filled[1:]:
        report.advice(0, "other-sheet", f"The sheet {quoted(name)} was left behind.", "Import one sheet at a time.")
    rows = [_Row(number, tuple(map(_text, row))) for number, row in enumerate(filled[0][1] if filled else [], 1)]
    return _Reading(report).read(rows)


def write_csv(bank: Bank) -> Exported:
    """Return the bank as a table that ``read_csv`` and any spreadsheet program can read."""
    problems = []
    rows: list[dict[str, str]] = []
    for position, question in enumerate(bank.questions):
        row = row_of_question(question, bank)
        if row is None:
            message = f"{quoted(question.id)}: a table cannot hold this {question.type} question."
            problems.append(not_carried(bank, position, message, "Share the TOML file for it.", left_out=True))
            continue
        rows.append({column: _guarded(cell) for column, cell in row.items()})
        if len(question.sources) > 1:
            behind = ", ".join(question.sources[1:])
            message = f"{quoted(question.id)}: a row has one source; left behind: {behind}."
            problems.append(not_carried(bank, position, message, "Share the TOML file for them."))
    used = [column for column in COLUMNS if column == "question" or any(row.get(column) for row in rows)]
    text = io.StringIO()
    writer = csv.DictWriter(text, used, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return Exported(text=text.getvalue(), problems=tuple(problems))


def _unpacked(content: bytes) -> int:
    """Return how many bytes a workbook unpacks to; 0 for one that is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return 0


class _Reading:
    """One table while it is read."""

    def __init__(self, report: ImportReport) -> None:
        self._report = report
        self._questions: list[Question] = []
        self._wanted: list[str] = []
        self._keys = SourceKeys()

    def read(self, rows: Sequence[_Row]) -> Imported:
        columns, body = self._layout(rows)
        for row in body:
            cells = {column: _cell(cell) for column, cell in zip(columns, row.cells[:_MOST_COLUMNS], strict=False) if column}
            # Rows that are only numbered, as the sheets of live quizzes have them, hold nothing.
            if any(cell for column, cell in cells.items() if column not in ("seconds", "id")):
                self._read_row(row.number, cells)
        ids = unique_ids(self._wanted)
        changed: list[Question] = [
            msgspec.structs.replace(question, **_settled(identifier))
            for question, identifier in zip(self._questions, ids, strict=True)
        ]
        return Imported(questions=tuple(changed), problems=self._report.problems(), sources=self._keys.sources)

    def _layout(self, rows: Sequence[_Row]) -> tuple[Sequence[str], Sequence[_Row]]:
        """Return the column of each cell, and the rows that hold questions."""
        for place, row in enumerate(rows[:LIVE_QUIZ_FIRST_ROW]):
            columns = [_column(cell) for cell in row.cells[:_MOST_COLUMNS]]
            if "question" in columns and len(set(columns) & set(COLUMNS)) > 1 and not _is_live_quiz(rows):
                self._report_unknown(row, columns)
                return [column if column in COLUMNS else "" for column in columns], rows[place + 1 :]
        if _is_live_quiz(rows):
            return _LIVE_QUIZ_COLUMNS, [row for row in rows if row.number >= LIVE_QUIZ_FIRST_ROW]
        fix = "Name the columns in the first row: question, option 1, option 2, correct, and so on."
        self._report.fault(1, "columns", "The table has no column named question.", fix)
        return (), ()

    def _report_unknown(self, row: _Row, columns: Iterable[str]) -> None:
        for column in columns:
            if column and column not in COLUMNS:
                message = f"The column {quoted(column)} was left behind."
                self._report.advice(row.number, "column", message, nearest(column, COLUMNS)[:200])

    def _read_row(self, number: int, cells: dict[str, str]) -> None:
        label = quoted(cells.get("question") or cells.get("id") or "A row", 50)
        try:
            if not cells.get("question"):
                raise LeftOut("left-out", "it asks nothing.", "Fill the column question.")
            source = source_of_row(cells, date.today())
            if source and (diagnostic := next(source_diagnostics(source), None)):
                raise LeftOut("left-out", _lower(diagnostic.message), diagnostic.fix)
            question = question_of_row(cells, self._keys.key_of(source) if source else None)
            fault = next(
                (f for f in question_diagnostics(question, self._keys.sources, draft=True) if f.level == "fault"), None
            )
            if fault:
                raise LeftOut("left-out", _lower(fault.message), fault.fix)
        except LeftOut as error:
            self._report.fault(number, "row", f"{label}: {error}", error.fix)
            return
        self._wanted.append(cells.get("id") or question.prompt)
        self._questions.append(question)


def _settled(identifier: str) -> dict[str, Any]:
    return {"id": identifier}


def _is_live_quiz(rows: Sequence[_Row]) -> bool:
    """Say whether questions stand from row 14 on as the sheets of live quizzes have them."""
    first = next((row for row in rows if row.number == LIVE_QUIZ_FIRST_ROW), None)
    if first is None or len(first.cells) < len(_LIVE_QUIZ_COLUMNS):
        return False
    number, question, one, two, _, _, seconds, correct = (cell.strip() for cell in first.cells[:8])
    return number.isdecimal() and bool(question and one and two) and seconds.isdecimal() and bool(correct)


def _column(cell: str) -> str:
    """Return the name of the column that a heading means."""
    name = " ".join(cell.replace("_", " ").replace("-", " ").split()).casefold()
    if match := re.fullmatch(r"(?:option|answer|choice)? ?(\d{1,2}|[a-t])", name):
        place = match[1]
        return f"option {int(place) if place.isdecimal() else ord(place) - ord('a') + 1}"
    if match := re.fullmatch(r"why ?(\d{1,2})", name):
        return f"why {int(match[1])}"
    return _OTHER_NAMES.get(name, name)


def _text(value: object) -> str:
    """Return what a cell of a spreadsheet says."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | timedelta) else ""


def _cell(cell: str) -> str:
    text = REFUSED_CHARACTER.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")).strip()[:_LONGEST_CELL]
    return text[1:] if _GUARDED.match(text) else text


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
