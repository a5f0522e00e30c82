"""How many of the staff are overdue, as lines to read and as a table for a spreadsheet. It names nobody."""

from quiz.banks.model import in_words
from quiz.questions.text import printable
from quiz.reports.csv_text import csv_text
from quiz.reports.overdue import OverdueRow, OverdueTable

_WIDEST = 30
_HIDDEN = "–"


def overdue_lines(table: OverdueTable) -> list[str]:
    """Return the table in plain lines; hidden figures are dashes."""
    when = in_words(table.day) if table.by != "year" else "the same day of each year"
    shown = [*table.rows, *([table.total] if table.total else [])]
    width = max((min(len(row.label), _WIDEST) for row in shown), default=0)
    lines = [f"Overdue at {when}: {', '.join(table.courses)}", f"{'':<{width}}  people    done  overdue"]
    lines += [f"{row.label:<{width}}  {_figure(row.people):>6}  {_figure(row.done):>6}  {_overdue(row):>7}" for row in shown]
    if any(None in (row.people, row.done, row.overdue) for row in shown):
        lines.append(f"{_HIDDEN} is hidden: fewer than {table.fewest} people, or it would tell of them.")
    return [printable(line) for line in lines]


def overdue_csv(table: OverdueTable) -> str:
    """Return the table for a spreadsheet; hidden figures are empty."""
    shown = [*table.rows, *([table.total] if table.total else [])]
    cells = ((row.label, *("" if cell is None else cell for cell in (row.people, row.done, row.overdue))) for row in shown)
    return csv_text([(table.by, "people", "done", "overdue"), *cells])


def _figure(count: int | None) -> str:
    return _HIDDEN if count is None else str(count)


def _overdue(row: OverdueRow) -> str:
    return _figure(row.overdue)
