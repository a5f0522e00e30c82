"""The board of a store with many attempts, against one with few."""

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.processes import child, medians, output_of
from benchmarks.table import Line, ratio_line
from quiz.store.store import open_store

_PLAYERS, _BANKS = 500, 2
_NUMBERS = "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :count) "
_FILL_PLAYERS = (
    f"{_NUMBERS} INSERT INTO players (id, name, name_key, team, team_key, created_at) "
    "SELECT 'p' || n, 'Player ' || n, 'player ' || n, 'Team ' || (n % 20), 'team ' || (n % 20), n FROM numbers"
)
# One number n stands for a player (n % 500), a bank and points that look thrown.
_FILL_ATTEMPTS = (
    f"{_NUMBERS} INSERT INTO attempts (id, player_id, bank_id, bank_version, bank_hash, mode, preset, seed, questions, "
    "length, possible, pass_mark, started_at, ended_at, outcome, mark, points, passed) "
    f"SELECT 'a' || n, 'p' || (n % {_PLAYERS}), 'bank-' || (n / {_PLAYERS} % {_BANKS}), '1', 'x', 'quiz', 'steady', n, "
    "'[]', 10, 10, 80, n, n + 1, 'finished', n * 7919 % 101, n * 7919 % 1009, 0 FROM numbers"
)
_FILL_BEST = (
    "INSERT INTO best SELECT bank_id, player_id, MAX(points), MAX(mark), MIN(ended_at) FROM attempts "
    "GROUP BY bank_id, player_id"
)
_FILL_SUMS = "INSERT INTO best SELECT '', player_id, SUM(points), AVG(mark), MAX(reached_at) FROM best GROUP BY player_id"


def measure(folder: Path, times: int) -> list[Line]:
    """Compare the board of all banks at 1,000,000 attempts with that at 1,000, of as many players."""
    few, many = _filled(folder / "few.db", 1_000), _filled(folder / "many.db", 1_000_000)
    ours, small = medians(
        times,
        lambda: float(output_of(child("board", many), folder)),
        lambda: float(output_of(child("board", few), folder)),
    )
    what = f"Board of {_PLAYERS} players, first 20: 1,000,000 attempts / 1,000"
    return [ratio_line(what, ours, small, 2, "ms")]


def _filled(file: Path, attempts: int) -> Path:
    open_store(str(file)).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(_FILL_PLAYERS, {"count": _PLAYERS})
        connection.execute(_FILL_ATTEMPTS, {"count": attempts})
        connection.execute(_FILL_BEST)
        connection.execute(_FILL_SUMS)
    return file
