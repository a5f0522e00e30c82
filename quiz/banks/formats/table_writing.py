"""Writes a bank as a table: one row per question, as CSV or as a workbook. ``table_rows`` says what the cells are."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from quiz.banks.formats.exchange import Exported, not_carried
from quiz.banks.formats.headings import COLUMNS, PLAIN
from quiz.banks.formats.markup import has_markup
from quiz.banks.formats.table_rows import TYPES_IN_TABLES
from quiz.banks.model import NOT_READ, Bank
from quiz.questions.diagnostics import PlacedDiagnostic
from quiz.questions.question import Question

KEY_HEADING = "correct (number)"
"""The heading of the key in our tables, so that it is never taken for an option's text."""
# A cell that begins like this is a formula to a spreadsheet; an apostrophe before it makes it text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class Table(Struct, frozen=True):
    """A bank in rows, and what they cannot hold."""

    rows: list[list[str]]
    """The headings first."""
    problems: tuple[PlacedDiagnostic, ...]


def write_csv(bank: Bank) -> Exported:
    """Return the bank as a table that ``read_csv`` and any spreadsheet program can read."""
    table = table_of(bank)
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_guarded(cell) for cell in row] for row in table.rows)
    return Exported(text=text.getvalue(), problems=table.problems)


def write_xlsx(bank: Bank) -> Exported:
    """Return the bank as an Excel workbook. Raises ModuleNotFoundError if openpyxl is not installed."""
    table = table_of(bank)
    return Exported(text="", content=workbook_of(table.rows, "Questions"), problems=table.problems)


def workbook_of(rows: Sequence[Sequence[Any]], title: str) -> bytes:
    """Return a workbook of one sheet; texts are never formulas. Raises ModuleNotFoundError without openpyxl."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in rows:
        cells: list[Any] = []
        for value in row:
            cell = WriteOnlyCell(sheet, value if value != "" else None)
            if isinstance(value, str) and value:
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def table_of(bank: Bank) -> Table:
    """Return the bank's questions in rows under headings."""
    problems: list[PlacedDiagnostic] = []
    rows: list[dict[str, str]] = []
    for position, question in enumerate(bank.questions):
        row = row_of_question(question, bank)
        if row is None:
            why = f'a table has no "{question.type}" questions.'
            if type(question) in TYPES_IN_TABLES:
                why = f'a row cannot hold "{question.type}" questions with so many parts, or with an arrow in one.'
            problems.append(not_carried(bank, position, why, "Share the TOML file for it.", left_out=True))
            continue
        rows.append(row)
        for message in _left_behind(question, bank):
            problems.append(not_carried(bank, position, message, "Share the TOML file for it."))
    used = [column for column in COLUMNS if column == "question" or any(row.get(column) for row in rows)]
    named = {"correct": KEY_HEADING}
    if any(has_markup(cell) for row in rows for cell in row.values()):
        named["question"] = f"question {PLAIN}"
    headings = [named.get(column, column) for column in used]
    return Table([headings, *([row.get(column, "") for column in used] for row in rows)], tuple(problems))


def _left_behind(question: Question, bank: Bank) -> Iterator[str]:
    if len(question.sources) > 1:
        yield "the other sources, since a row has one source."
    for key in question.sources[:1]:
        source = bank.sources.get(key)
        if source and (source.review_by or source.note):
            yield "when the source is to be read again, and notes on it."
    if question.allow:
        yield "which advice is not wanted."


def row_of_question(question: Question, bank: Bank) -> dict[str, str] | None:
    """Return the row of a question; None if a row cannot hold it. Of several sources, the first is kept."""
    in_table = TYPES_IN_TABLES.get(type(question))
    cells = in_table.write(question) if in_table else None
    if cells is None or not cells.keys() <= set(COLUMNS):
        return None
    source = next((bank.sources[key] for key in question.sources if key in bank.sources), None)
    if source:
        cells |= {"source title": source.title, "source publisher": source.publisher}
        checked = source.checked.isoformat() if source.was_read else NOT_READ
        cells |= {"source address": source.url, "source checked": checked}
        cells |= {"source kind": source.kind or ""}
    seconds = question.time_limit
    shared = {
        "id": question.id,
        "type": question.type,
        "topic": question.topic,
        "fact": question.fact or "",
        "question": question.prompt,
        "explanation": question.explanation,
        "action": question.action,
        "hint": question.hint,
        "difficulty": str(question.difficulty or ""),
        "weight": "" if question.weight == 1 else repr(question.weight),
        "seconds": "" if seconds is None else seconds if isinstance(seconds, str) else repr(seconds),
        "shuffle": "" if question.shuffle else "false",
    }
    return shared | cells


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
