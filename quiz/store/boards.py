"""The board's reads, and the best-score table that makes them cheap: the first rows of an index, not a count of attempts."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from quiz.store.connection import Connection
from quiz.store.records import BoardPlace, BoardRow, Improvement
from quiz.store.rows import as_record, safe_name, safe_team

ALL_BANKS = ""
"""Kept in place of a bank's id for all banks together."""

ALL_SITES = ""
"""Kept in place of a site for all sites together."""

# The best attempt of each player at each bank, on each site or on all together, in the shape of the table "best".
_BEST = """
SELECT {site} AS site, bank_id, player_id, points, mark, ended_at AS reached_at FROM (
    SELECT site, bank_id, player_id, points, mark, ended_at, ROW_NUMBER() OVER (
        PARTITION BY {each} bank_id, player_id ORDER BY points DESC, mark DESC, ended_at
    ) AS place
    FROM attempts WHERE {span} outcome = 'finished' AND on_board = 1
) AS placed WHERE place = 1
"""
_BEST_OF_ALL_SITES = _BEST.replace("{site}", "''").replace("{each}", "")
_BEST_OF_EACH_SITE = _BEST.replace("{site}", "site").replace("{each}", "site,").replace("{span}", "{span} site <> '' AND")
_BOARD_ORDER = "ORDER BY points DESC, mark DESC, reached_at, line"
"""The order of players, teams and sites alike, which is also that of the index on the table "best"."""
_SUM_OF_BEST = """
SELECT site, '' AS bank_id, player_id, SUM(points) AS points, AVG(mark) AS mark, MAX(reached_at) AS reached_at
"""
_INSERT_BEST = "INSERT INTO best (site, bank_id, player_id, points, mark, reached_at) "
_SET_BEST = (
    "ON CONFLICT (site, bank_id, player_id) DO UPDATE "
    "SET points = excluded.points, mark = excluded.mark, reached_at = excluded.reached_at "
)
_KEEP_BEST = (
    f"{_INSERT_BEST} SELECT site, :bank_id, :player_id, :points, :mark, :ended_at "
    f"FROM (SELECT '' AS site UNION SELECT :site) AS sites WHERE 1 = 1 {_SET_BEST}"
    "WHERE excluded.points > best.points OR (excluded.points = best.points AND (excluded.mark > best.mark "
    # The clocks of machines that share a store may differ: what ended first is not always what is written first.
    "OR (excluded.mark = best.mark AND excluded.reached_at < best.reached_at)))"
)
_ADD_UP = (
    f"{_INSERT_BEST} {_SUM_OF_BEST} FROM best "
    f"WHERE player_id = :player_id AND site IN ('', :site) AND bank_id <> '' GROUP BY site, player_id {_SET_BEST}"
)


class BoardSpan(Struct, frozen=True, kw_only=True):
    """Which results count on a board, and how many lines of it are read."""

    since: int | None = None
    """Only what ended then or later; milliseconds since 1970 in UTC."""
    until: int | None = None
    """Only what ended before."""
    site: str = ALL_SITES
    """Only what was played on this site."""
    most: int | None = None
    """Only the first so many lines."""

    @property
    def is_of_all_time(self) -> bool:
        """Whether results of any date count; the best of these are known."""
        return self.since is None and self.until is None


def hold_player(connection: Connection, player_id: str) -> None:
    """Keep others from adding up the player's bests until this transaction ends; they would miss its attempts."""
    connection.execute("UPDATE players SET created_at = created_at WHERE id = :player", {"player": player_id})


def change(connection: Connection, site: str) -> None:
    """Note that a board has changed on a site. Last in a transaction: nobody of the site finishes until it ends."""
    connection.execute(
        "INSERT INTO board_revision (site, revision) VALUES (:site, 1) "
        "ON CONFLICT (site) DO UPDATE SET revision = board_revision.revision + 1",
        {"site": site},
    )


def keep_bests(connection: Connection, ends: Sequence[Mapping[str, object]]) -> None:
    """Update the bests of each site and of all sites with finished attempts. Use inside a transaction.

    Each of ``ends`` has site, bank_id, player_id, points, mark and ended_at. Always sorted by player, so that two games
    ending at once cannot deadlock.
    """
    ordered = sorted(ends, key=lambda end: str(end["player_id"]))
    names = ("site", "bank_id", "player_id", "points", "mark", "ended_at")
    connection.execute_many(_KEEP_BEST, [{name: end[name] for name in names} for end in ordered])
    connection.execute_many(_ADD_UP, [{name: end[name] for name in ("site", "player_id")} for end in ordered])


def recount(connection: Connection, player_id: str) -> None:
    """Recompute a player's bests from all their attempts, after some came or went. Use inside a transaction."""
    connection.execute("DELETE FROM best WHERE player_id = :player", {"player": player_id})
    each = (best.format(span="player_id = :player AND") for best in (_BEST_OF_ALL_SITES, _BEST_OF_EACH_SITE))
    total = f"{_SUM_OF_BEST} FROM best WHERE player_id = :player AND bank_id <> '' GROUP BY site, player_id"
    for bests in (*each, total):
        connection.execute(f"{_INSERT_BEST} {bests}", {"player": player_id})


def sites(connection: Connection) -> list[str]:
    """Return the names of the sites with anything on a board. Use inside a reading."""
    rows = connection.execute(
        "SELECT site FROM board_revision WHERE site <> '' "
        "AND EXISTS (SELECT 1 FROM best WHERE best.site = board_revision.site)"
    )
    return [str(row[0]) for row in rows]


def ordered_players(connection: Connection, bank_id: str, span: BoardSpan) -> list[BoardRow]:
    """Return players in the order of the board; ``bank_id`` is '' for all banks. Use inside a reading.

    A span of time is searched for among all attempts; without one the bests are known.
    """
    rows = connection.execute(
        "SELECT best.player_id AS line, name, team, best.points, best.mark, best.bank_id, best.reached_at "
        f"FROM {_table(bank_id, span)} AS best JOIN players ON players.id = best.player_id "
        f"WHERE best.bank_id = :bank AND best.site = :site {_BOARD_ORDER}{_limit(span)}",
        _values(bank_id, span),
    )
    names = ("key", "name", "team", "points", "mark", "bank", "at")
    return _sound(dict(zip(names, row, strict=True)) for row in rows)


def ordered_teams(connection: Connection, bank_id: str, span: BoardSpan) -> list[BoardRow]:
    """Return teams by the mean of their members' points, as ``ordered_players`` does. Use inside a reading."""
    players = f"{_table(bank_id, span)} AS best JOIN players ON players.id = best.player_id"
    return _ordered_groups(connection, bank_id, span, "team_key", "team", f"{players} WHERE best.site = :site AND")


def ordered_sites(connection: Connection, bank_id: str, span: BoardSpan) -> list[BoardRow]:
    """Return named sites by the mean of the best points reached on each, as ``ordered_teams`` does.

    Somebody who has played on several counts on each. ``span`` names no site. Use inside a reading.
    """
    table = _table(bank_id, span, each_site=True)
    found = _ordered_groups(connection, bank_id, span, "site", "site", f"{table} AS best WHERE")
    return [replace(row, team="") for row in found]


def _ordered_groups(
    connection: Connection, bank_id: str, span: BoardSpan, key: str, name: str, source: str
) -> list[BoardRow]:
    rows = connection.execute(
        f"SELECT {key} AS line, MIN({name}), AVG(best.points) AS points, AVG(best.mark) AS mark, MIN(best.bank_id), "
        f"MAX(best.reached_at) AS reached_at, COUNT(*) FROM {source} best.bank_id = :bank AND {key} <> '' "
        f"GROUP BY {key} {_BOARD_ORDER}{_limit(span)}",
        _values(bank_id, span),
    )
    names = ("key", "team", "points", "mark", "bank", "at", "members")
    return _sound({**dict(zip(names, row, strict=True)), "name": row[1]} for row in rows)


def place(connection: Connection, bank_id: str, player_id: str, attempt_id: str, until: int) -> BoardPlace | None:
    """Return a player's place at a bank, and what it would be without the attempt and those after ``until``.

    Rows are counted, not fetched. None where the player is not on that board. Use inside a reading.
    """
    row = connection.execute(
        "SELECT MAX(mine.points), COUNT(*), SUM(CASE WHEN best.points > mine.points THEN 1 ELSE 0 END), "
        "MAX(mine.points_before), "
        "SUM(CASE WHEN best.points > mine.points_before AND best.player_id <> :player THEN 1 ELSE 0 END), "
        "MAX(mine.best_before) "
        "FROM best CROSS JOIN (SELECT best.points, points_before, best_before FROM best CROSS JOIN ("
        "SELECT MAX(points) AS points_before, MAX(mark) AS best_before FROM attempts WHERE player_id = :player "
        "AND bank_id = :bank AND outcome = 'finished' AND on_board = 1 AND id <> :attempt AND ended_at <= :until"
        ") AS earlier WHERE best.site = '' AND best.bank_id = :bank AND best.player_id = :player) AS mine "
        "WHERE best.site = '' AND best.bank_id = :bank",
        {"bank": bank_id, "player": player_id, "attempt": attempt_id, "until": until},
    )[0]
    names = ("points", "players", "above", "points_before", "above_before", "best_before")
    found = dict(zip(names, row, strict=True))
    with suppress(ValueError, TypeError):
        return as_record(found, BoardPlace) if found["players"] else None
    return None


def most_improved(connection: Connection, bank_id: str, since: int | None, site: str) -> Improvement | None:
    """Return the largest rise from a player's first quiz at a bank to the latest; '' is for any bank, and for any site.

    Only quizzes on boards count, and only people's: a nickname in one live game need not be the same guest in another.
    None where nobody has risen by a whole per cent. Use inside a reading.
    """
    at_bank = "" if bank_id == ALL_BANKS else "AND bank_id = :bank "
    from_when = "" if since is None else "AND ended_at >= :since "
    at_site = "" if site == ALL_SITES else "AND site = :site AND site <> '' "
    maybe = {"bank": bank_id or None, "since": since, "site": site or None}
    values = {name: value for name, value in maybe.items() if value is not None}
    rows = connection.execute(
        "SELECT name, bank_id, first_mark, latest_mark FROM ("
        "SELECT player_id, bank_id, MAX(CASE WHEN from_first = 1 THEN mark END) AS first_mark, "
        "MAX(CASE WHEN from_latest = 1 THEN mark END) AS latest_mark FROM ("
        "SELECT player_id, bank_id, mark, "
        "ROW_NUMBER() OVER (PARTITION BY bank_id, player_id ORDER BY ended_at, id) AS from_first, "
        "ROW_NUMBER() OVER (PARTITION BY bank_id, player_id ORDER BY ended_at DESC, id DESC) AS from_latest "
        f"FROM attempts WHERE outcome = 'finished' AND on_board = 1 {at_bank}{from_when}{at_site}"
        ") AS placed GROUP BY bank_id, player_id"
        ") AS risen JOIN players ON players.id = player_id WHERE guest = 0 AND latest_mark - first_mark >= 1 "
        "ORDER BY latest_mark - first_mark DESC, latest_mark DESC, name, bank_id LIMIT 10",
        values,
    )
    names = ("name", "bank", "first", "latest")
    for row in rows:
        with suppress(ValueError, TypeError):
            found = dict(zip(names, row, strict=True))
            return as_record(found | {"name": safe_name(found["name"])}, Improvement)
    return None


def _table(bank_id: str, span: BoardSpan, *, each_site: bool = False) -> str:
    """Return a table or query shaped like "best" for what counts within ``span``, with ``each_site`` by sites."""
    if span.is_of_all_time:
        return "best"
    conditions = (
        "ended_at >= :since AND" if span.since is not None else "",
        "ended_at < :until AND" if span.until is not None else "",
        "site = :site AND" if span.site else "",
    )
    best = _BEST_OF_EACH_SITE if span.site or each_site else _BEST_OF_ALL_SITES
    within = best.format(span=" ".join(conditions))
    if bank_id != ALL_BANKS:
        return f"({within})"
    return f"({_SUM_OF_BEST} FROM ({within}) AS each_bank GROUP BY site, player_id)"


def _limit(span: BoardSpan) -> str:
    return "" if span.most is None else " LIMIT :most"


def _values(bank_id: str, span: BoardSpan) -> dict[str, object]:
    maybe = {"since": span.since, "until": span.until, "most": span.most}
    return {"bank": bank_id, "site": span.site} | {name: value for name, value in maybe.items() if value is not None}


def _sound(lines: Iterable[dict[str, Any]]) -> list[BoardRow]:
    """Return the lines that are valid: one bad row does not hide the board."""
    rows = []
    for values in lines:
        with suppress(ValueError, TypeError):
            rows.append(_row(values))
    return rows


def _row(values: dict[str, Any]) -> BoardRow:
    safe = {"name": safe_name(values["name"]), "team": safe_team(values["team"]), "bank": values["bank"] or None}
    points, mark = round(float(values["points"]), 1), round(float(values["mark"]), 2)
    return as_record(values | safe | {"points": points, "mark": mark}, BoardRow)
