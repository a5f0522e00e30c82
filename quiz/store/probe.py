"""Tries whether a store can be used, by real writes in a transaction that is rolled back. Makes and migrates nothing."""

import stat
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from quiz.store import schema
from quiz.store.connection import Connection
from quiz.store.errors import MissingStoreError, StoreError
from quiz.store.location import how_to_put_back, store_file
from quiz.store.maintenance import check_integrity
from quiz.store.migration import tables_made_by, version_of
from quiz.store.postgres import PostgresConnection
from quiz.store.retention import Overdue, keep_for, overdue
from quiz.store.sqlite import SqliteConnection
from quiz.store.sqlite_errors import translate_error

_LONG = "x" * 2**18
"""Written on trial: too long to wait in memory, so that a full disk shows."""


class _TakenBackError(Exception):
    """Ends the trial, so that its transaction is rolled back."""


def try_store(address: str) -> None:
    """Try the store at an address; where there is none yet none is made. Raises StoreError where nothing can be kept."""
    file = store_file(address)
    if file is not None:
        with suppress(MissingStoreError):
            try_file(file, deep=False)
    elif address != ":memory:":
        try_database(address)


def try_file(file: Path, *, deep: bool) -> None:
    """Try the store in an existing SQLite file; with ``deep`` read all of it. An empty one is left empty.

    Raises StoreError, MissingStoreError for a link to what is not there.
    """
    _refuse_what_cannot_be_read(file)
    # Read-only first: a file that is not ours must not even change its journal mode.
    with closing(SqliteConnection(file, read_only=True)) as connection:
        version = version_of(connection, schema.scripts())
    if version == 0:
        return
    with closing(SqliteConnection(file)) as connection:
        # With so small a cache a long text is written at once, not at the end of the transaction.
        with connection.reading():
            connection.execute("PRAGMA cache_size = 1")
        _try(connection, version)
    if deep and (damage := check_integrity(str(file))):
        raise StoreError(f"{file} is damaged: {damage[0]}.", how_to_put_back(str(file)))


def _refuse_what_cannot_be_read(file: Path) -> None:
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise StoreError(f"{file} is not an ordinary file.", "Keep the scores elsewhere: quiz --store FILE.")
        # SQLite says only that a file cannot be opened; this says why.
        with file.open("rb"):
            pass
    except FileNotFoundError:
        return
    except OSError as error:
        raise translate_error(error, str(file)) from error


def try_database(url: str) -> str:
    """Try the store in a PostgreSQL database and return where it is, without a password. Raises StoreError."""
    with closing(PostgresConnection(url)) as connection:
        _try(connection, version_of(connection, schema.scripts()))
    return connection.location


def overdue_in(address: str, before: Callable[[str], int]) -> tuple[str, Overdue] | None:
    """Return how long a store keeps what people did, and how much in it is older; None where no rule says so.

    ``before`` turns a rule into a time, in milliseconds UTC. A store that is missing or of an earlier version has no rule.
    Raises StoreError.
    """
    file, scripts = store_file(address), schema.scripts()
    try:
        connection = SqliteConnection(file, read_only=True) if file else PostgresConnection(address)
    except MissingStoreError:
        return None
    with closing(connection):
        if version_of(connection, scripts) < len(scripts):
            return None
        with connection.reading():
            rule = keep_for(connection)
            return (rule, overdue(connection, before(rule))) if rule else None


def _try(connection: Connection, version: int) -> None:
    """Do what playing does to a store of this version, and roll it back."""
    # An older store has the tables of its time; the next quiz updates it.
    tables = tables_made_by(schema.scripts()[:version])
    with suppress(_TakenBackError), connection.transaction():
        if not tables:
            connection.execute(
                "CREATE TABLE players (id TEXT, name TEXT, name_key TEXT, team TEXT, team_key TEXT, created_at BIGINT)"
            )
        connection.execute(
            "INSERT INTO players (id, name, name_key, team, team_key, created_at) VALUES (:key, :key, :key, :long, :key, 0)",
            {"key": "quiz doctor, taken back at once", "long": _LONG},
        )
        for table in tables:
            connection.execute(f"INSERT INTO {table} SELECT * FROM {table} WHERE 1 = 0")
            connection.execute(f"DELETE FROM {table} WHERE 1 = 0")
        if tables:
            connection.execute("UPDATE board_revision SET revision = revision WHERE 1 = 0")
            connection.execute("UPDATE attempts SET points = points WHERE 1 = 0")
        raise _TakenBackError
