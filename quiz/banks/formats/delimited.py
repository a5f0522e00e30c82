"""Reads text tables separated by commas, semicolons, tabs or bars, whichever makes sense of the headings."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

from quiz.banks.formats.exchange import Hints, Imported, ImportReport, clean_lines
from quiz.banks.formats.headings import find_layout
from quiz.banks.formats.table_columns import Row, first_filled
from quiz.banks.formats.tables import read_table
from quiz.questions.text import plural

_MARKS = ",;\t|"
_LOOKED_AT = 60
"""How many rows are searched for headings, including blank ones."""
_FIX = 'A text with commas, quotes or line ends stands in "double quotes", and a quote within it is written twice.'


def read_csv(text: str, file: str, hints: Hints | None = None) -> Imported:
    """Return the questions of a table whose cells are separated by commas, semicolons, tabs or bars."""
    hints = hints or Hints()
    report = ImportReport(file)
    text = clean_lines(text, report)
    text, mark = _mark_of(text, hints)
    lost: list[int] = []
    rows = list(_rows(text, mark, report, lost))
    return read_table(rows, report, hints, lost=len(lost))


def _mark_of(text: str, hints: Hints) -> tuple[str, str]:
    """Return the text and its separator: as its first line says (``sep=;``), else by its headings."""
    first, _, _ = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        # The line stays as a blank one, so that the others keep their numbers.
        return text[len(first) :], first[-1]
    return text, max(_MARKS, key=lambda mark: _columns_known(text, mark, hints))


def _columns_known(text: str, mark: str, hints: Hints) -> tuple[int, int]:
    """Return how many columns the headings name with this separator, and, for ties, the first row's cells, blanks twice."""
    head = "\n".join(text.split("\n", 4 * _LOOKED_AT)[: 4 * _LOOKED_AT])
    rows: list[Sequence[str]] = []
    try:
        rows.extend(islice(csv.reader(io.StringIO(head), delimiter=mark), _LOOKED_AT))
    except csv.Error:
        return 0, 0
    layout = find_layout(first_filled(rows), hints.columns)
    return len(layout.columns) if layout else 0, rows[0].count("") + len(rows[0]) if rows else 0


def _rows(text: str, mark: str, report: ImportReport, lost: list[int]) -> Iterator[Row]:
    """Yield the rows with the numbers of their first lines; if quotes are broken, report it and note the rest as lost."""
    reader = csv.reader(io.StringIO(text), delimiter=mark, strict=True)
    before = 0
    try:
        for cells in reader:
            yield Row(before + 1, tuple(cells))
            before = reader.line_num
    except csv.Error as error:
        lost += [number for number, line in enumerate(text.split("\n"), 1) if number > before and line.strip()]
        message = f"The table cannot be read from this line on ({error}): {plural(len(lost), 'line')}."
        report.fault(before + 1, "table", message, f"{_FIX} Look at the quotes in this line.")
