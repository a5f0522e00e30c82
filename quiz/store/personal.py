"""Everything kept about one person, or one guest of live games: raw rows, and seats in games."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from msgspec import Struct

from quiz.questions.names import tidy_name
from quiz.store import schema
from quiz.store.connection import Connection
from quiz.store.guests import guest_key
from quiz.store.migration import tables_made_by
from quiz.store.players import player_of_key
from quiz.store.rows import from_json

_JOINED, _RENAMED = '{"event":"joined"%', '{"event":"renamed"%'


class Seat(Struct, frozen=True, kw_only=True):
    """A live game in which somebody played. Times are milliseconds since 1970, UTC."""

    game_id: str
    code: str
    title: str
    began_at: int
    ended_at: int | None
    members: frozenset[str]
    """Their ids in the game's events; more than one if they joined twice."""
    events: tuple[dict[str, Any], ...]
    """What they did there, as kept: the names they used, what they answered."""


class PersonalData(Struct, frozen=True, kw_only=True):
    """What a store keeps about somebody."""

    name: str
    team: str
    guest: bool
    """Whether this is a guest of live games, whose name anybody may have typed."""
    player_id: str | None
    """None for a guest who joined games but never answered."""
    rows: dict[str, list[dict[str, Any]]]
    """Every row, by table, with its raw values; ``players`` comes first."""
    seats: tuple[Seat, ...]
    """The live games, the latest first."""


def personal_data(connection: Connection, name: str, *, guest: bool) -> PersonalData | None:
    """Return what is kept of the person, or the guest, of this name; None where nothing is. Use inside a reading."""
    player = player_of_key(connection, guest_key(name) if guest else name.casefold())
    player_id = player.id if player else None
    seats = tuple(_seats(connection, player_id, name if guest else None))
    if player_id is None and not seats:
        return None
    return PersonalData(
        name=player.name if player else name,
        team=player.team if player else "",
        guest=guest,
        player_id=player_id,
        rows=_rows(connection, player_id) if player_id else {},
        seats=seats,
    )


def live_members(connection: Connection, game_id: str) -> dict[str, tuple[str, str, bool]]:
    """Return the member, the player and whether that is a guest for each attempt from a game, by the attempt's id."""
    rows = connection.execute(
        "SELECT attempts.id, bank_id, player_id, guest FROM attempts JOIN players ON players.id = player_id "
        "WHERE game_id = :game",
        {"game": game_id},
    )
    members = ((row, _member_of(row[0], game_id, row[1])) for row in rows)
    return {str(row[0]): (member, str(row[2]), bool(row[3])) for row, member in members if member}


def _member_of(attempt_id: object, game_id: str, bank_id: object) -> str:
    """Return the member whose attempt it is, from its id as made in ``quiz.store.games``; empty if it names none."""
    text, before, after = str(attempt_id), f"{game_id}-", f"-{bank_id}"
    return text[len(before) : -len(after)] if text.startswith(before) and text.endswith(after) else ""


def _rows(connection: Connection, player_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return the player's rows in every table that refers to players or attempts."""
    rows = {}
    # Only our own tables: on a server another program may have some beside them.
    made = tables_made_by(schema.scripts())
    for table, columns in sorted(made.items(), key=lambda one: (one[0] != "players", one[0] != "attempts", one[0])):
        if table == "players":
            condition = "id = :player"
        elif "player_id" in columns:
            condition = "player_id = :player"
        elif "attempt_id" in columns:
            condition = "attempt_id IN (SELECT id FROM attempts WHERE player_id = :player)"
        else:
            continue
        rows[table] = rows_as_dicts(connection, table, condition, {"player": player_id})
    return rows


def rows_as_dicts(connection: Connection, table: str, condition: str, values: dict[str, object]) -> list[dict[str, Any]]:
    """Return the rows of a table that meet a condition, by column name. Use inside a reading."""
    columns = sorted(connection.columns(table))
    found = connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {condition}", values)
    rows = [dict(zip(columns, row, strict=True)) for row in found]
    orders = [column for column in ("started_at", "acknowledged_at", "attempt_id", "position") if column in columns]
    return sorted(rows, key=lambda row: [str(row[column]).zfill(20) for column in orders])


def _seats(connection: Connection, player_id: str | None, guest_name: str | None) -> Iterator[Seat]:
    """Yield the games of a player's attempts, and those in which a guest of this name sat, the latest first.

    A seat whose attempts belong to a person is not the guest's.
    """
    members: dict[str, set[str]] = {}
    mine = connection.execute(
        "SELECT DISTINCT game_id FROM attempts WHERE player_id = :player AND game_id IS NOT NULL", {"player": player_id}
    )
    for (game_id,) in mine:
        members[str(game_id)] = {
            member for member, player, _ in live_members(connection, str(game_id)).values() if player == player_id
        }
    if guest_name is not None:
        for game_id, named in _named(connection, guest_name).items():
            persons = {member for member, _, guest in live_members(connection, game_id).values() if not guest}
            members.setdefault(game_id, set()).update(named - persons)
    for row in connection.execute("SELECT id, code, plan, began_at, ended_at FROM games ORDER BY began_at DESC, id"):
        if found := members.get(str(row[0])):
            yield _seat(connection, row, frozenset(found))


def _seat(connection: Connection, row: tuple[Any, ...], members: frozenset[str]) -> Seat:
    game_id, code, plan, began_at, ended_at = row
    return Seat(
        game_id=str(game_id),
        code=str(code),
        title=", ".join(_titles(_decoded(plan))),
        began_at=began_at,
        ended_at=ended_at,
        members=members,
        events=tuple(event for _, event in events_of(connection, str(game_id)) if str(event.get("player")) in members),
    )


def _titles(plan: dict[str, Any]) -> Iterator[str]:
    banks = plan.get("banks")
    yield from (str(bank.get("title", "")) for bank in banks if isinstance(bank, dict)) if isinstance(banks, list) else ()


def _named(connection: Connection, name: str) -> dict[str, set[str]]:
    """Return the members who ever used a name in live games, by the game's id."""
    found: dict[str, set[str]] = {}
    rows = connection.execute(
        "SELECT game_id, event FROM game_events WHERE event LIKE :joined OR event LIKE :renamed",
        {"joined": _JOINED, "renamed": _RENAMED},
    )
    for game_id, text in rows:
        event = _decoded(text)
        if tidy_name(str(event.get("name", ""))).casefold() == name.casefold():
            found.setdefault(str(game_id), set()).add(str(event.get("player")))
    return found


def events_of(connection: Connection, game_id: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the events of a game with their numbers; damaged ones are empty. Use inside a reading."""
    rows = connection.execute(
        "SELECT number, event FROM game_events WHERE game_id = :game ORDER BY number", {"game": game_id}
    )
    for number, text in rows:
        yield number, _decoded(text)


def _decoded(text: object) -> dict[str, Any]:
    """Return a JSON object, empty if it is damaged: that is nobody's."""
    with suppress(ValueError):
        found: dict[str, Any] = from_json(text, dict)
        return found
    return {}
