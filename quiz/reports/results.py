"""Everybody's finished quizzes, a row each, with the usual columns or those that another system wants."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo

from quiz.questions.diagnostics import nearest, quoted
from quiz.reports.csv_text import csv_text
from quiz.store.finished import FinishedAttempt

COLUMNS = (
    *("name", "team", "site", "guest", "from", "game", "bank", "title", "version", "date", "began", "minutes"),
    *("questions", "mark", "pass_mark", "passed", "points", "on_board", "id"),
)
"""What can be told of a finished quiz, in the usual order."""


class ColumnsError(ValueError):
    """Columns were asked for that do not exist; the text says which, and what there is."""


def results_csv(
    attempts: Iterable[FinishedAttempt],
    titles: Mapping[str, str],
    columns: Mapping[str, str] | None = None,
    zone: tzinfo | None = None,
) -> str:
    """Return a table with a row for each finished quiz; no cell is a formula.

    ``titles`` are the banks' by id, ``columns`` the headings wanted, each with the name of one of ``COLUMNS``; ``zone``
    is where days are told, None for the machine's own.
    """
    wanted = columns or {name: name for name in COLUMNS}
    rows = results_rows(attempts, titles, zone)
    return csv_text([list(wanted), *([row[name] for name in wanted.values()] for row in rows)])


def results_rows(
    attempts: Iterable[FinishedAttempt], titles: Mapping[str, str], zone: tzinfo | None = None
) -> Iterator[dict[str, object]]:
    """Yield what is told of each finished quiz, by the names of ``COLUMNS``; marks are in per cent."""
    for one in attempts:
        began, ended = (datetime.fromtimestamp(at / 1000, zone) for at in (one.started_at, one.ended_at))
        values = (
            *(one.name, one.team, one.site, _yes(one.guest), one.origin, one.game_id or ""),
            *(one.bank_id, titles.get(one.bank_id, ""), one.bank_version),
            *(ended.date().isoformat(), f"{began:%Y-%m-%d %H:%M}", max(round((one.ended_at - one.started_at) / 60_000), 0)),
            *(one.length, one.mark, one.pass_mark, _yes(one.passed), one.points, _yes(one.on_board), one.id),
        )
        yield dict(zip(COLUMNS, values, strict=True))


def read_columns(text: str) -> dict[str, str]:
    """Return headings with the column below each, as in ``Employee=name,Completed=date``. Raises ColumnsError."""
    wanted: dict[str, str] = {}
    for part in text.split(","):
        heading, equals, name = (piece.strip() for piece in part.rpartition("="))
        if not equals or not heading:
            raise ColumnsError(
                f"{quoted(part.strip())} is not a column. Write a heading and what stands below it: Course=bank"
            )
        if name not in COLUMNS:
            raise ColumnsError(f"There is no column {quoted(name)}. {nearest(name, COLUMNS)}")
        if heading in wanted:
            raise ColumnsError(f"The heading {quoted(heading)} stands there twice. Give each column its own.")
        wanted[heading] = name
    return wanted


def _yes(so: bool) -> str:
    return "yes" if so else "no"
