"""How many questions are due again, as it was reckoned last: read at once where a shell starts. Imports nothing heavy."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from quiz.store.connection import Connection
from quiz.store.location import beside


class Due(NamedTuple):
    """How much a top-up asks from some moment on."""

    questions: int
    minutes: int
    """About how long these take."""
    next_at: int
    """From when on, in milliseconds since 1970, UTC."""


_DUE_NOW = (
    "SELECT questions, minutes, next_at FROM due JOIN players ON players.id = player_id "
    "WHERE name_key = :key AND next_at <= :at ORDER BY questions DESC LIMIT 1"
)


def due_now(connection: Connection, name: str, at: int) -> Due | None:
    """Return how much a top-up asks the person of this name ``at`` a moment. Use inside a reading.

    None where that is not known: nobody is called so, or it has to be reckoned anew.
    """
    rows = connection.execute(_DUE_NOW, {"key": name.casefold(), "at": at})
    return Due(*map(int, rows[0])) if rows else None


def due_in_file(file: Path, name: str, at: int) -> Due | None:
    """Return the same from a file of scores that nobody has opened, of which all else is left unread, in a moment.

    None, too, where it cannot be read so: it is older, damaged, of another program, not there. Who opens it says which.
    """
    if not file.is_file():
        return None
    # As everywhere: who only reads leaves nothing behind, which SQLite would where there is no log yet.
    mode = "mode=ro" if beside(file, "-wal").exists() else "mode=ro&immutable=1"
    with (
        suppress(sqlite3.Error, ValueError),
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True)) as raw,
    ):
        rows = raw.execute(_DUE_NOW, {"key": name.casefold(), "at": at}).fetchall()
        return Due(*map(int, rows[0])) if rows else None
    return None


def keep_due(connection: Connection, player_id: str, due: Sequence[Due]) -> None:
    """Keep what was reckoned, in the place of what was known. Use inside a transaction."""
    forget_due(connection, player_id)
    rows = [one._asdict() | {"player": player_id} for one in due]
    connection.execute_many(
        "INSERT INTO due (player_id, questions, minutes, next_at) VALUES (:player, :questions, :minutes, :next_at)", rows
    )


def forget_due(connection: Connection, player_id: str) -> None:
    """Forget what was reckoned: somebody's answers are others now. Use inside a transaction."""
    connection.execute("DELETE FROM due WHERE player_id = :player", {"player": player_id})
