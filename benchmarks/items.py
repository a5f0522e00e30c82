"""Statistics of questions, against fetching the responses they are made from."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.processes import child, medians, output_of
from benchmarks.table import Line, ratio_line
from quiz.store.store import open_store

_ATTEMPTS, _LENGTH, _QUESTIONS = 10_000, 10, 300
_NUMBERS = "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :count) "
_FILL_PLAYER = (
    "INSERT INTO players (id, name, name_key, team, team_key, created_at) VALUES ('p', 'Player', 'player', '', '', 0)"
)
_FILL_ATTEMPTS = (
    f"{_NUMBERS} INSERT INTO attempts (id, player_id, bank_id, bank_version, bank_hash, mode, preset, seed, questions, "
    "length, possible, pass_mark, started_at, ended_at, outcome, mark, points, passed) "
    "SELECT 'attempt-' || n, 'p', 'bank', '1', 'x', 'quiz', 'steady', n, '[]', 10, 10, 80, n, n + 1, 'finished', 50, 0, 0 "
    "FROM numbers"
)
# 31 and 300 have no common factor, so that the ten questions of an attempt differ; marks look random.
_FILL_RESPONSES = (
    f"{_NUMBERS} INSERT INTO responses (attempt_id, position, question_id, outcome, given, mark, weight, points, seconds, "
    f"answered_at) SELECT 'attempt-' || (n / {_LENGTH}), n % {_LENGTH}, 'question-' || (n * 31 % {_QUESTIONS}), 'answered', "
    """'{"kind":"picked","options":[' || (n * 7919 % 4) || ']}', n * 7919 % 4 = 1, 1, 0, 5, n FROM numbers"""
)


def measure(folder: Path, times: int) -> list[Line]:
    """Compare the figures of 300 questions, ten of them in each attempt, with fetching the 100,000 responses."""
    file = folder / "items.db"
    open_store(str(file)).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(_FILL_PLAYER)
        connection.execute(_FILL_ATTEMPTS, {"count": _ATTEMPTS})
        connection.execute(_FILL_RESPONSES, {"count": _ATTEMPTS * _LENGTH})
    figures, report, fetching = medians(times, *(partial(_seconds, how, file) for how in ("figures", "report", "fetch")))
    of = f"of {_QUESTIONS} questions and {_ATTEMPTS * _LENGTH:,} responses / fetching these"
    return [ratio_line(f"Figures {of}", figures, fetching, 5), ratio_line(f"Report {of}", report, fetching, 5)]


def _seconds(how: str, file: Path) -> float:
    return float(output_of(child("items", how, file), file.parent))
