"""Reads the rows of a table as questions: finds its headings, decides once how its keys are meant, and counts every row.

``delimited`` and ``workbooks`` supply the rows, ``headings`` says what columns mean, ``table_rows`` what one row says.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from msgspec import Struct

from quiz.banks.formats.exchange import (
    Hints,
    Imported,
    ImportReport,
    LeftOut,
    SourceKeys,
    Tally,
    refuse_faulty,
    with_ids,
)
from quiz.banks.formats.headings import (
    ALL_OPTIONS,
    ROW_NUMBER,
    TICKS,
    Layout,
    find_layout,
    option_place,
    plain_heading,
    repeats_headings,
)
from quiz.banks.formats.markup import is_html, without_entities
from quiz.banks.formats.question_import import QuestionImport
from quiz.banks.formats.table_columns import NAME_THEM, Row, columns_fault, first_filled, headings_fault
from quiz.banks.formats.table_keys import ContestedKeys, KeyedRow, KeyRule, decide
from quiz.banks.formats.table_rows import (
    FileRules,
    TableRow,
    file_rules,
    question_of_row,
    row_of_cells,
    source_of_row,
)
from quiz.banks.formats.table_ticks import cross_is_no_tick, with_key
from quiz.banks.formats.workbook_child import ERROR, NO_VALUE
from quiz.banks.rules import source_diagnostics
from quiz.questions.characters import REFUSED_CHARACTER
from quiz.questions.diagnostics import quoted
from quiz.questions.question import Question

_MOST_NAMED = 20
_FEWEST_OPTIONS = 2
_AS_HELD = frozenset(("", ROW_NUMBER, "id", "source checked", "seconds", "weight", "difficulty"))
"""Columns whose dates and figures are taken as stored, whatever the cell shows."""
_TOO_LONG_FIX = 'Put "quotes" round texts with commas; a remark of your own stands under a heading of its own.'
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_EXPLAINED = ("text of the question",)
"""The beginning of a second row of headings that explains the columns (Wayground's sheet)."""
# Columns that mean nothing without a question: sheets come with these filled in for questions still to be written.
_BARE = frozenset(("", ROW_NUMBER, ALL_OPTIONS, "id", "seconds", "type", "topic", *TICKS))


class _Body(Struct, frozen=True):
    """The rows of a table, sorted by what they are."""

    layout: Layout
    questions: list[tuple[int, dict[str, str]]]
    bare: list[int]
    """The numbers of rows without a question."""
    refused: int = 0
    """How many rows were left out, and already reported, because their cells may not be what they seem."""
    figures: Mapping[int, frozenset[str]] = {}
    """The columns in which a row has a figure itself, not the text of one, by row number."""


def read_table(rows: Iterable[Row], report: ImportReport, hints: Hints, lost: int = 0) -> Imported:
    """Return the questions of a table; each row that is not blank becomes one, or is listed with its number.

    ``lost`` further rows could not be read, and are already reported.
    """
    filled = [row for row in rows if any(map(str.strip, row.cells))]
    layout = find_layout(first_filled(row.cells for row in filled), hints.columns)
    fault = columns_fault(layout, hints, filled) if layout else None
    if layout and not fault:
        return _TableReading(report, hints, lost).read(_body(layout, filled, report, hints.columns))
    fault = fault or headings_fault(filled, hints)
    report.fault(fault.line, "columns", fault.message, fault.fix)
    tally = Tally(rows=len(filled) + lost, questions=0, left_out=len(filled) + lost, others=0)
    return Imported(questions=(), problems=report.problems(), tally=tally)


def _body(layout: Layout, filled: Sequence[Row], report: ImportReport, named: Mapping[str, str]) -> _Body:
    """Sort the rows below the headings, and report what is beside and above them."""
    columns = [heading.column for heading in layout.headings]
    questions: list[tuple[int, dict[str, str]]] = []
    bare: list[int] = [row.number for row in filled[: layout.place]]
    refused = 0
    figures: dict[int, frozenset[str]] = {}
    beside: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in filled[layout.place + 1 :]:
        cells = {column: _cell(cell) for column, cell in zip(columns, row.cells, strict=False) if column}
        if why := _unreadable(row, layout):
            report.fault(row.number, "row", f"{_label(cells)}: {why}", why.fix)
            refused += 1
            continue
        if row.figures:
            figures[row.number] = frozenset(columns[place] for place in row.figures if place < len(columns))
        _note_beside(row, columns, beside)
        explains = (
            not questions and plain_heading(cells["question"]).startswith(_EXPLAINED) if "question" in cells else False
        )
        if (
            explains
            or repeats_headings(row.cells, layout, named)
            or not any(text for column, text in cells.items() if column not in _BARE)
        ):
            bare.append(row.number)
        else:
            questions.append((row.number, cells))
    heading_row = filled[layout.place].number
    _report_beside(layout, heading_row, beside, report)
    if bare:
        message = f"No question stands in {_ranges(bare)}: titles, remarks, or no more than a number."
        report.advice(bare[0], "no-question", message, "Look whether anything there should have come along.")
    return _Body(layout, questions, bare, refused, figures)


def _unreadable(row: Row, layout: Layout) -> LeftOut | None:
    """Return why the cells of a row may not be what they seem; None if they are."""
    if any(map(str.strip, row.cells[layout.width :])):
        return LeftOut("row", "the row has more cells than the headings.", _TOO_LONG_FIX)
    if _is_broken_off(row, layout):
        return LeftOut(
            "row", "its question goes on in the next cell, so that all others may be moved by one.", _TOO_LONG_FIX
        )
    for place, held in row.unclear.items():
        if place < layout.width and layout.headings[place].column not in _AS_HELD:
            message = f"the cell {_letters(place)}{row.number} holds {held}, and what it shows cannot be told."
            return LeftOut("row", message, "Give the cell the format Text, and write what it is to say.")
    return None


def _is_broken_off(row: Row, layout: Layout) -> bool:
    """Say whether a comma has split a question without quotes: ``How much, in kg?``."""
    place = next(i for i, heading in enumerate(layout.headings) if heading.column == "question")
    if place + 1 >= len(row.cells) or row.cells[place + 1][:1] != " ":
        return False
    asked, following = row.cells[place].rstrip(), row.cells[place + 1].rstrip()
    return following.endswith("?") and not asked.endswith(("?", ".", "!", ":", ")"))


def _note_beside(row: Row, columns: Sequence[str], beside: dict[int, list[tuple[int, str]]]) -> None:
    """Note the cells of a row that are in no column that is read."""
    for place, cell in enumerate(row.cells):
        if (place >= len(columns) or not columns[place]) and cell.strip():
            beside[place].append((row.number, cell.strip()))


def _report_beside(
    layout: Layout, heading_row: int, beside: Mapping[int, list[tuple[int, str]]], report: ImportReport
) -> None:
    for place, cells in sorted(beside.items()):
        text = layout.texts[place].strip() if place < len(layout.texts) else ""
        if not place and not text and [cell for _, cell in cells] == [str(number) for number in range(1, len(cells) + 1)]:
            # A first column that only numbers the questions.
            continue
        numbers = [number for number, _ in cells]
        name = f"The column {quoted(text)}" if text else f"Column {_letters(place)}, which has no heading,"
        message = f"{name} was left behind: {_ranges(numbers)}."
        fix = f"If it is one of our columns, say which, for example --column topic={quoted(text)}." if text else NAME_THEM
        report.advice(heading_row, "column", message, fix)


class _TableReading:
    """A table being read."""

    def __init__(self, report: ImportReport, hints: Hints, lost: int) -> None:
        self._report = report
        self._lost = lost
        self._hints = hints
        self._questions: list[Question] = []
        self._wanted: list[str] = []
        self._sources = SourceKeys()
        self._left_out = 0
        self._ticked = self._crosses = False

    def read(self, body: _Body) -> Imported:
        self._ticked = bool(body.layout.columns.intersection(TICKS))
        self._crosses = self._ticked and cross_is_no_tick(cells for _, cells in body.questions)
        rows = [(number, row) for number, cells in body.questions if (row := self._row(number, cells, body))]
        keyed = [KeyedRow(number, row.key, row.options) for number, row in rows if row.is_keyed]
        keys = _lost_options(body, rows) or self._key_rule(keyed, body.layout)
        if isinstance(keys, ContestedKeys):
            self._report.fault(keys.line, "key", keys.message, keys.fix)
            self._left_out += len(rows)
        else:
            options = sum(column.startswith("option ") for column in body.layout.columns)
            rules = file_rules([row for _, row in rows], keys, options)
            for number, row in rows:
                self._read_row(number, row, rules)
        return self._imported(body)

    def _key_rule(self, keyed: Sequence[KeyedRow], layout: Layout) -> KeyRule | ContestedKeys:
        if self._ticked:
            return KeyRule("number")
        hints = self._hints
        if hints.count_from is None:
            hints = msgspec.structs.replace(hints, count_from=layout.start)
        return decide(keyed, hints.correct or layout.kind, hints)

    def _imported(self, body: _Body) -> Imported:
        settled = with_ids(self._questions, self._wanted)
        others = len(body.bare) + 1
        rows, left_out = others + len(body.questions) + body.refused + self._lost, self._left_out + body.refused + self._lost
        tally = Tally(rows=rows, questions=len(settled), left_out=left_out, others=others)
        return Imported(questions=settled, problems=self._report.problems(), sources=self._sources.sources, tally=tally)

    def _row(self, number: int, cells: dict[str, str], body: _Body) -> TableRow | None:
        try:
            if column := next((column for column, text in cells.items() if text in (NO_VALUE, ERROR)), ""):
                fix = "Mend and save it in your spreadsheet program, or write the value in place of the formula."
                what = "a formula without a value" if cells[column] == NO_VALUE else "an error, such as #N/A"
                raise LeftOut("left-out", f"its column {column} holds {what}.", fix)
            if not body.layout.plain:
                cells = self._without_markup(number, cells)
            if not cells.get("question"):
                raise LeftOut("left-out", "it asks nothing.", "Fill the column question.")
            cells = with_key(cells, self._crosses) if self._ticked else cells
            return row_of_cells(cells, body.figures.get(number, frozenset()))
        except LeftOut as error:
            self._leave_out(number, cells, error)
            return None

    def _without_markup(self, number: int, cells: dict[str, str]) -> dict[str, str]:
        """Return the cells as plain text; one that is only a tag may be about that tag, and stays."""
        cells = {
            column: without_entities(text) if "&" in text and "<" not in text else text for column, text in cells.items()
        }
        marked = [column for column, text in cells.items() if is_html(text)]
        if not marked:
            return cells
        made = QuestionImport(self._report, number, _label(cells))
        plain = {column: text for column in marked if (text := made.plain(cells[column], "moodle"))}
        if plain:
            made.report_markup()
        return cells | plain

    def _read_row(self, number: int, row: TableRow, rules: FileRules) -> None:
        try:
            source = source_of_row(row.cells, date.today())
            if source and (diagnostic := next(source_diagnostics(source), None)):
                raise LeftOut("left-out", _lower(diagnostic.message), diagnostic.fix)
            key = self._sources.key_of(source) if source else None
            behind: list[LeftOut] = []
            question = question_of_row(row, rules, key, behind.append)
            refuse_faulty(question, self._sources.sources)
        except LeftOut as error:
            self._leave_out(number, row.cells, error)
            return
        if not source and (title := row.cells.get("source title")):
            behind.append(
                LeftOut("", f"the source {quoted(title)} has no address.", "Write one into the column source address.")
            )
        for detail in behind:
            self._report.advice(number, "left-behind", f"{_label(row.cells)}: left behind: {detail}", detail.fix)
        self._wanted.append(row.cells.get("id") or question.prompt)
        self._questions.append(question)

    def _leave_out(self, number: int, cells: Mapping[str, str], why: LeftOut) -> None:
        self._report.fault(number, "row", f"{_label(cells)}: {why}", why.fix)
        self._left_out += 1


def _label(cells: Mapping[str, str]) -> str:
    return quoted(cells.get("question") or cells.get("id") or "A row", 50)


def _lost_options(body: _Body, rows: Sequence[tuple[int, TableRow]]) -> ContestedKeys | None:
    """Return what is wrong if all keys count options but no column holds any, since their headings are unknown."""
    if any(column.startswith(("option", "wrong")) for column in body.layout.columns) or not rows:
        return None
    headings = zip(body.layout.texts, body.layout.headings, strict=True)
    unknown = [text.strip() for text, heading in headings if text.strip() and not heading.column]
    if len(unknown) < _FEWEST_OPTIONS or not all(option_place(row.key) for _, row in rows if row.key):
        return None
    message = (
        f"Every key is the number or letter of an option, but no column is known for options ({', '.join(unknown[:4])})."
    )
    fix = f'Say which are: --column "option 1={unknown[0]}" --column "option 2={unknown[1]}", and so on.'
    return ContestedKeys(rows[0][0], message, fix)


def _cell(cell: str) -> str:
    text = cell.strip()
    if text.isascii() and text.isprintable():
        return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = REFUSED_CHARACTER.sub("", text).strip()
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def _ranges(numbers: Sequence[int]) -> str:
    """Write row numbers briefly: ``rows 1 to 7, 9``."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    some = ", ".join(" to ".join(map(str, part)) for part in parts[:_MOST_NAMED])
    rest = sum(part[-1] - part[0] + 1 for part in parts[_MOST_NAMED:])
    return f"row{'' if len(numbers) == 1 else 's'} {some}{f' and {rest} more' if rest else ''}"


def _letters(place: int) -> str:
    """Return the name of a column as spreadsheets write it: A, B, … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
