"""A large school's pack of evidence, against reading its rows with sqlite3 alone."""

import hashlib
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.processes import child, medians, output_of
from benchmarks.table import Line, ratio_line
from quiz.banks.loading import load_library
from quiz.banks.model import Bank
from quiz.paths import shipped_banks
from quiz.store.store import open_store

_STAFF, _BANKS, _YEARS, _LENGTH = 300, 6, 5, 10
_ATTEMPTS = _STAFF * _BANKS * _YEARS
_YEAR = 365 * 86_400_000
_BEGAN = 1_640_000_000_000
"""In December 2021: the last of five years of quizzes ends before the day of the pack."""
_NUMBERS = "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :count) "
_FILL_PLAYERS = (
    f"{_NUMBERS} INSERT INTO players (id, name, name_key, team, team_key, created_at) "
    "SELECT 'p' || n, 'Person ' || n, 'person ' || n, 'Team ' || (n % 12), 'team ' || (n % 12), 0 FROM numbers"
)
_FILL_ATTEMPT = (
    "INSERT INTO attempts (id, player_id, bank_id, bank_version, bank_hash, mode, preset, seed, questions, length, "
    "possible, pass_mark, started_at, ended_at, outcome, mark, points, passed) "
    "VALUES (?, ?, ?, ?, ?, 'quiz', 'steady', 0, '[]', 10, 10, 80, ?, ?, 'finished', ?, 5000, ?)"
)
_FILL_RESPONSE = (
    "INSERT INTO responses (attempt_id, position, question_id, outcome, given, mark, weight, points, seconds, certainty, "
    'answered_at) VALUES (?, ?, ?, \'answered\', \'{"kind":"picked","options":[1]}\', ?, 1, 500, 5, ?, 0)'
)


def measure(folder: Path, times: int) -> list[Line]:
    """Compare the whole pack, including reading the list of staff and writing the file, with reading its rows."""
    file, staff = folder / "evidence.db", folder / "staff.csv"
    banks = [*load_library([shipped_banks()]).banks.values()][:_BANKS]
    open_store(str(file)).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        _fill(connection, banks)
    rows = [f"Person {number},Team {number % 12}" for number in range(_STAFF)]
    staff.write_text("\n".join(["name,team", *rows]), encoding="utf-8")
    pack, bare = medians(times, *(partial(_seconds, how, file, staff) for how in ("pack", "fetch")))
    what = f"{_STAFF} staff, {_BANKS} banks, {_YEARS} years, {_ATTEMPTS:,} attempts, {_ATTEMPTS * _LENGTH:,} responses"
    return [ratio_line(f"Pack of evidence: {what} / reading the rows", pack, bare, 3)]


def _fill(connection: sqlite3.Connection, banks: list[Bank]) -> None:
    """Let everybody play every bank once a year, with a different text each year, lastly today's; marks look random."""
    connection.execute(_FILL_PLAYERS, {"count": _STAFF})
    for year in range(_YEARS):
        for bank in banks:
            text = bank.text if year == _YEARS - 1 else f"{bank.text}# As it was in year {year}\n"
            sha = hashlib.sha256(text.encode()).hexdigest()
            kept = (sha[:16], sha, bank.id, str(2021 + year), bank.title, text, year)
            connection.execute("INSERT INTO bank_material VALUES (?, ?, ?, ?, ?, ?, ?)", kept)
            for who in range(_STAFF):
                attempt, at = f"{bank.id}-{year}-{who}", _BEGAN + year * _YEAR + who * 80_000_000
                played = (attempt, f"p{who}", bank.id, kept[3], kept[0], at, at + 400_000, 60 + who * 7 % 41, who % 20 > 0)
                connection.execute(_FILL_ATTEMPT, played)
                asked = ((who * 7 + place) % len(bank.questions) for place in range(_LENGTH))
                connection.executemany(
                    _FILL_RESPONSE,
                    (
                        (attempt, place, bank.questions[number].id, (who + number) % 4 > 0, number % 3 + 1)
                        for place, number in enumerate(asked)
                    ),
                )


def _seconds(how: str, file: Path, staff: Path) -> float:
    return float(output_of(child("evidence", how, file, staff), file.parent))
