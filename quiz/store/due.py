"""How many questions are due again, as last forecast, for a shell to show as it starts. Imports nothing heavy."""

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
    """About how long they take."""
    next_at: int
    """The moment it starts, in milliseconds since 1970, UTC."""


_DUE_NOW = (
    "SELECT questions, minutes, next_at FROM due JOIN players ON players.id = player_id "
    "WHERE name_key = :key AND next_at <= :at ORDER BY questions DESC LIMIT 1"
)


def due_now(connection: Connection, name: str, at: int) -> Due | None:
    """Return how much a top-up asks the person of this name ``at`` a moment. Use inside a reading.

    None where that is unknown: there is no such person, or a new forecast is needed.
    """
    rows = connection.execute(_DUE_NOW, {"key": name.casefold(), "at": at})
    return Due(*map(int, rows[0])) if rows else None


def due_in_file(file: Path, name: str, at: int) -> Due | None:
    """Return the same straight from a file of scores, unopened as a store, which takes only a moment.

    None as well where that fails: it is older, damaged, of another program, or missing. Opening it would say which.
    """
    if not file.is_file():
        return None
    # Reading must leave nothing behind, as SQLite would where there is no log yet.
    mode = "mode=ro" if beside(file, "-wal").exists() else "mode=ro&immutable=1"
    with (
        suppress(sqlite3.Error, ValueError),
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True)) as raw,
    ):
        rows = raw.execute(_DUE_NOW, {"key": name.casefold(), "at": at}).fetchall()
        return Due(*map(int, rows[0])) if rows else None
    return None


def keep_due(connection: Connection, player_id: str, due: Sequence[Due]) -> None:
    """Replace the forecast. Use inside a transaction."""
    forget_due(connection, player_id)
    rows = [one._asdict() | {"player": player_id} for one in due]
    connection.execute_many(
        "INSERT INTO due (player_id, questions, minutes, next_at) VALUES (:player, :questions, :minutes, :next_at)", rows
    )


def forget_due(connection: Connection, player_id: str) -> None:
    """Drop the forecast, which new answers have made stale. Use inside a transaction."""
    connection.execute("DELETE FROM due WHERE player_id = :player", {"player": player_id})
