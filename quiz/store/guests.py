"""The guests of live games: how the store names them, and giving them to the people the host says they are."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from quiz.store import boards
from quiz.store.connection import Connection
from quiz.store.due import forget_due
from quiz.store.players import player_made
from quiz.store.rows import safe_name, safe_team

_MARK = "guest\n"
"""Begins a guest's name_key: no name can hold it, so a guest's key is never a person's."""


class Guest(Struct, frozen=True):
    """Somebody who played in a live game and is not a person in the store."""

    name: str
    team: str
    """As they said in that game."""
    has_played_here: bool
    """Whether there is a person of that name, perhaps somebody else."""


def guest_key(name: str) -> str:
    """Return the name_key of the guest of this name."""
    return f"{_MARK}{name.casefold()}"


def guests_of(connection: Connection, game_id: str) -> list[Guest]:
    """Return the guests who have attempts of a game, by name. Use inside a reading."""
    rows = connection.execute(
        "SELECT players.name, MAX(attempts.team), MAX(CASE WHEN people.id IS NULL THEN 0 ELSE 1 END) "
        "FROM attempts JOIN players ON players.id = attempts.player_id "
        f"LEFT JOIN players AS people ON people.guest = 0 AND people.name_key = substr(players.name_key, {len(_MARK) + 1}) "
        "WHERE attempts.game_id = :game AND players.guest = 1 "
        "GROUP BY players.id, players.name, players.name_key ORDER BY players.name_key",
        {"game": game_id},
    )
    return [Guest(safe_name(name), safe_team(team), bool(has_played)) for name, team, has_played in rows]


def claim(connection: Connection, new_id: Callable[[], str], game_id: str, names: Iterable[str], at: int) -> int:
    """Give guests' attempts in a game to the people of the same names; return how many guests had any.

    A new person gets name and team as given on the pad; an existing one keeps both, since joining is not signing in. A
    guest's attempts in other games stay the guest's. Use inside a transaction.
    """
    found = [_claimed(connection, new_id, game_id, key, at) for key in sorted({guest_key(name) for name in names})]
    sites = [site for site in found if site is not None]
    for site in sorted(set(sites)):
        boards.change(connection, site)
    return len(sites)


def _claimed(connection: Connection, new_id: Callable[[], str], game_id: str, key: str, at: int) -> str | None:
    """Give one guest's attempts away and return the site they were played at; None where the guest has none."""
    rows = connection.execute(
        "SELECT players.id, players.name, MAX(attempts.team), MAX(attempts.site) "
        "FROM players JOIN attempts ON attempts.player_id = players.id "
        "WHERE players.name_key = :key AND players.guest = 1 AND attempts.game_id = :game GROUP BY players.id, players.name",
        {"key": key, "game": game_id},
    )
    if not rows:
        return None
    guest, name, team, site = map(str, rows[0])
    made, _ = player_made(connection, key.removeprefix(_MARK), new_id(), safe_name(name), safe_team(team), at)
    person = made.id
    for player in sorted((guest, person)):
        boards.hold_player(connection, player)
    connection.execute(
        "UPDATE attempts SET player_id = :person WHERE game_id = :game AND player_id = :guest",
        {"person": person, "game": game_id, "guest": guest},
    )
    for player in (guest, person):
        boards.recount(connection, player)
    forget_due(connection, person)
    connection.execute(
        "DELETE FROM players WHERE id = :guest AND NOT EXISTS (SELECT 1 FROM attempts WHERE player_id = :guest)",
        {"guest": guest},
    )
    return site
