"""The board's reads, and the best-score table that makes them cheap: the first rows of an index, not a count of attempts."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from quiz.store.connection import Connection
from quiz.store.records import BoardRow
from quiz.store.rows import as_record, safe_name, safe_team

ALL_BANKS = ""
"""What is written for the id of a bank where all banks are meant together."""

# The best attempt of each player at each bank within a span of time, in the shape of the table "best".
_BEST_SINCE = """
SELECT bank_id, player_id, points, mark, ended_at AS reached_at FROM (
    SELECT bank_id, player_id, points, mark, ended_at, ROW_NUMBER() OVER (
        PARTITION BY bank_id, player_id ORDER BY points DESC, mark DESC, ended_at
    ) AS place
    FROM attempts WHERE ended_at >= :since AND outcome = 'finished' AND on_board = 1
) AS placed WHERE place = 1
"""
_SUM_OF_BEST = """
SELECT '' AS bank_id, player_id, SUM(points) AS points, AVG(mark) AS mark, MAX(reached_at) AS reached_at
"""


def keep_best(connection: Connection, bank_id: str, player_id: str, end: Mapping[str, object]) -> None:
    """Put a finished attempt among the best, if it is. ``end`` has points, mark and at. Use inside a transaction."""
    better = connection.changed(
        "INSERT INTO best (bank_id, player_id, points, mark, reached_at) "
        "VALUES (:bank, :player, :points, :mark, :at) ON CONFLICT (bank_id, player_id) DO UPDATE "
        "SET points = excluded.points, mark = excluded.mark, reached_at = excluded.reached_at "
        "WHERE excluded.points > best.points OR (excluded.points = best.points AND (excluded.mark > best.mark "
        # The clocks of machines that share a store may differ: what ended first is not always what is written first.
        "OR (excluded.mark = best.mark AND excluded.reached_at < best.reached_at)))",
        {"bank": bank_id, "player": player_id, **{name: end[name] for name in ("points", "mark", "at")}},
    )
    if better:
        connection.execute(
            f"INSERT INTO best (bank_id, player_id, points, mark, reached_at) {_SUM_OF_BEST} "
            "FROM best WHERE player_id = :player AND bank_id <> '' GROUP BY player_id "
            "ON CONFLICT (bank_id, player_id) DO UPDATE "
            "SET points = excluded.points, mark = excluded.mark, reached_at = excluded.reached_at",
            {"player": player_id},
        )


def players(connection: Connection, bank_id: str, since: int | None, most: int | None) -> list[BoardRow]:
    """Return players by points; ``bank_id`` is '' for all banks. Use inside a reading."""
    rows = connection.execute(
        "SELECT players.id, name, team, best.points, best.mark, best.bank_id, best.reached_at "
        f"FROM {_table(bank_id, since)} AS best JOIN players ON players.id = best.player_id "
        "WHERE best.bank_id = :bank ORDER BY best.points DESC, best.mark DESC, best.reached_at, best.player_id"
        + (" LIMIT :most" if most is not None else ""),
        _values(bank_id, since, most),
    )
    names = ("key", "name", "team", "points", "mark", "bank", "at")
    return _sound(dict(zip(names, row, strict=True)) for row in rows)


def teams(connection: Connection, bank_id: str, since: int | None, most: int | None) -> list[BoardRow]:
    """Return teams by the mean of their members' points, as ``players`` does. Use inside a reading."""
    rows = connection.execute(
        "SELECT team_key, MIN(team), AVG(best.points), AVG(best.mark), MIN(best.bank_id), MAX(best.reached_at), COUNT(*) "
        f"FROM {_table(bank_id, since)} AS best JOIN players ON players.id = best.player_id "
        "WHERE best.bank_id = :bank AND team_key <> '' GROUP BY team_key ORDER BY 3 DESC, 4 DESC, 6, 1"
        + (" LIMIT :most" if most is not None else ""),
        _values(bank_id, since, most),
    )
    names = ("key", "team", "points", "mark", "bank", "at", "members")
    return _sound({**dict(zip(names, row, strict=True)), "name": row[1]} for row in rows)


def _table(bank_id: str, since: int | None) -> str:
    if since is None:
        return "best"
    if bank_id != ALL_BANKS:
        return f"({_BEST_SINCE})"
    return f"({_SUM_OF_BEST} FROM ({_BEST_SINCE}) AS each_bank GROUP BY player_id)"


def _values(bank_id: str, since: int | None, most: int | None) -> dict[str, object]:
    values: dict[str, object] = {"bank": bank_id}
    if since is not None:
        values["since"] = since
    if most is not None:
        values["most"] = most
    return values


def _sound(lines: Iterable[dict[str, Any]]) -> list[BoardRow]:
    """Return the lines whose values are what they should be: one bad row does not hide the board."""
    rows = []
    for values in lines:
        with suppress(ValueError, TypeError):
            rows.append(_row(values))
    return rows


def _row(values: dict[str, Any]) -> BoardRow:
    safe = {"name": safe_name(values["name"]), "team": safe_team(values["team"]), "bank": values["bank"] or None}
    points, mark = round(float(values["points"]), 1), round(float(values["mark"]), 2)
    return as_record(values | safe | {"points": points, "mark": mark}, BoardRow)
