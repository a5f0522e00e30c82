"""The board of a store with many attempts against one with few, and of one site among many against that site alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.processes import child, medians, output_of
from benchmarks.table import Line, ratio_line
from quiz.store.store import open_store

_PLAYERS, _BANKS, _SITES = 500, 2, 50
_NUMBERS = "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :count) "
_FILL_PLAYERS = (
    f"{_NUMBERS} INSERT INTO players (id, name, name_key, team, team_key, created_at) "
    "SELECT 'p' || n, 'Player ' || n, 'player ' || n, 'Team ' || (n % 20), 'team ' || (n % 20), n FROM numbers"
)
# A number n determines a player, a bank, points that look random, and the player's site if there are sites.
_FILL_ATTEMPTS = (
    f"{_NUMBERS} INSERT INTO attempts (id, player_id, bank_id, bank_version, bank_hash, mode, preset, seed, questions, "
    "length, possible, pass_mark, started_at, ended_at, outcome, mark, points, passed, site) "
    f"SELECT 'a' || n, 'p' || (n % :players), 'bank-' || (n / :players % {_BANKS}), '1', 'x', 'quiz', 'steady', n, "
    "'[]', 10, 10, 80, n, n + 1, 'finished', n * 7919 % 101, n * 7919 % 1009, 0, "
    f"CASE WHEN :sites THEN 'Site ' || (n % :players / {_PLAYERS}) ELSE '' END FROM numbers"
)
_BEST = "INSERT INTO best SELECT {site}, bank_id, player_id, MAX(points), MAX(mark), MIN(ended_at) FROM attempts "
_FILL_BEST = (
    _BEST.format(site="''") + "GROUP BY bank_id, player_id",
    _BEST.format(site="site") + "WHERE site <> '' GROUP BY site, bank_id, player_id",
    "INSERT INTO best SELECT site, '', player_id, SUM(points), AVG(mark), MAX(reached_at) FROM best "
    "GROUP BY site, player_id",
)


def measure(folder: Path, times: int) -> list[Line]:
    """Compare the board of all banks at 1,000,000 attempts with that at 1,000 by as many players; and by sites."""
    few, many = _filled(folder / "few.db", 1_000), _filled(folder / "many.db", 1_000_000)
    ours, small = medians(times, lambda: _seconds(few.parent, many), lambda: _seconds(few.parent, few))
    what = f"Board of {_PLAYERS} players, first 20: 1,000,000 attempts / 1,000"
    return [ratio_line(what, ours, small, 2, "ms"), _of_one_site(folder, times)]


def _of_one_site(folder: Path, times: int) -> Line:
    """Compare the board of one of 50 sites with that of a store that has only this site."""
    trust, alone = _filled(folder / "trust.db", 1_000_000, _SITES), _filled(folder / "alone.db", 1_000_000 // _SITES, 1)
    ours, theirs = medians(times, lambda: _seconds(folder, trust, "Site 0"), lambda: _seconds(folder, alone))
    what = f"Board of one of {_SITES} sites, first 20, 1,000,000 attempts / a store with that site alone"
    return ratio_line(what, ours, theirs, 1.5, "ms")


def _seconds(folder: Path, file: Path, site: str = "") -> float:
    return float(output_of(child("board", file, site), folder))


def _filled(file: Path, attempts: int, sites: int = 0) -> Path:
    """Make a store of 500 players, or of that many on each of ``sites``."""
    players = _PLAYERS * max(sites, 1)
    open_store(str(file)).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(_FILL_PLAYERS, {"count": players})
        connection.execute(_FILL_ATTEMPTS, {"count": attempts, "players": players, "sites": sites})
        for statement in _FILL_BEST:
            connection.execute(statement)
    return file
