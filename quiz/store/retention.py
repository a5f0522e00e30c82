"""How long a store keeps what people did, and what in it is older. Nothing is deleted unasked."""

from msgspec import Struct
from msgspec.structs import asdict

from quiz.store import boards
from quiz.store.connection import Connection
from quiz.store.due import forget_due

_KEEP_FOR = "keep_for"
_OLD_ATTEMPTS = "COALESCE(ended_at, shown_at, started_at) < :before"
_OLD_GAMES = "COALESCE(ended_at, began_at) < :before"
_OLD_FLAGS = "flagged_at < :before"
# An acknowledgement on a certificate that stays, stays with it.
_OLD_ACKNOWLEDGEMENTS = (
    "acknowledged_at < :before AND NOT EXISTS (SELECT 1 FROM certificates JOIN attempts ON attempts.id = attempt_id "
    f"WHERE acknowledgement_id = acknowledgements.id AND NOT {_OLD_ATTEMPTS})"
)
_OLD_PLAYERS = (
    "created_at < :before AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.player_id = players.id) "
    "AND NOT EXISTS (SELECT 1 FROM flags WHERE flags.player_id = players.id) "
    "AND NOT EXISTS (SELECT 1 FROM acknowledgements WHERE acknowledgements.player_id = players.id)"
)


class Overdue(Struct, frozen=True):
    """How much is too old, or has been deleted for that."""

    attempts: int
    games: int
    flags: int
    players: int
    """Names under which nothing is kept any more."""
    acknowledgements: int = 0
    """Those of policies that no remaining certificate names."""

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return any(asdict(self).values())


def keep_for(connection: Connection) -> str:
    """Return the store's rule, for example ``18m``; empty where there is none. Use inside a reading."""
    rows = connection.execute("SELECT value FROM store_settings WHERE name = :name", {"name": _KEEP_FOR})
    return str(rows[0][0]) if rows else ""


def set_keep_for(connection: Connection, period: str) -> None:
    """Set the rule, or remove it with an empty one. Use inside a transaction."""
    connection.execute("DELETE FROM store_settings WHERE name = :name", {"name": _KEEP_FOR})
    if period:
        connection.execute(
            "INSERT INTO store_settings (name, value) VALUES (:name, :value)", {"name": _KEEP_FOR, "value": period}
        )


def overdue(connection: Connection, before: int) -> Overdue:
    """Count what nobody has touched since ``before``, in milliseconds UTC. Use inside a reading."""
    conditions = {"attempts": _OLD_ATTEMPTS, "games": _OLD_GAMES, "flags": _OLD_FLAGS, "players": _OLD_PLAYERS}
    conditions["acknowledgements"] = _OLD_ACKNOWLEDGEMENTS
    counts = {
        table: connection.execute(f"SELECT COUNT(*) FROM {table} WHERE {condition}", {"before": before})[0][0]
        for table, condition in conditions.items()
    }
    return Overdue(**counts)


def delete_overdue(connection: Connection, before: int) -> Overdue:
    """Delete that, with all that belongs to it; the boards follow. Returns what has gone. Use inside a transaction."""
    values = {"before": before}
    touched = connection.execute(f"SELECT DISTINCT player_id FROM attempts WHERE {_OLD_ATTEMPTS} ORDER BY player_id", values)
    attempts = connection.changed(f"DELETE FROM attempts WHERE {_OLD_ATTEMPTS}", values)
    for (player_id,) in touched:
        boards.recount(connection, str(player_id))
        forget_due(connection, str(player_id))
    gone = Overdue(
        attempts=attempts,
        games=connection.changed(f"DELETE FROM games WHERE {_OLD_GAMES}", values),
        flags=connection.changed(f"DELETE FROM flags WHERE {_OLD_FLAGS}", values),
        acknowledgements=connection.changed(f"DELETE FROM acknowledgements WHERE {_OLD_ACKNOWLEDGEMENTS}", values),
        players=connection.changed(f"DELETE FROM players WHERE {_OLD_PLAYERS}", values),
    )
    if gone:
        boards.change(connection, "")
    return gone
