"""Tries whether a store can be used: does the real thing in a transaction and takes it back. Nothing is made or migrated."""

import os
import re
import sqlite3
import stat
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path

from quiz.paths import is_missing
from quiz.store import schema
from quiz.store.connection import Row, Values
from quiz.store.errors import StoreError
from quiz.store.postgres import PostgresConnection
from quiz.store.sqlite import BUSY_SECONDS, _sqlite_in_words

_TABLE = re.compile(r"^CREATE TABLE (\w+)", re.MULTILINE)
_VERSION_TABLE = "schema_version"
_ELSEWHERE = "Keep the scores elsewhere: quiz --store FILE."
_LONG = "x" * 2**18
"""Written on trial: more than waits in memory, so that a full disk shows itself."""

_Run = Callable[[str, Values], Sequence[Row]]


class _TakenBackError(Exception):
    """Ends the trial, so that its transaction is rolled back."""


def try_file(file: Path, *, deep: bool) -> None:
    """Try the store in a SQLite file that is there; with ``deep`` check all of it. Raises StoreError."""
    _refuse_what_is_no_file(file)
    try:
        # Neither made, should it be gone meanwhile, nor put into another mode.
        address = f"{file.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as raw:
            _try_sqlite(raw, str(file), deep)
    except (sqlite3.Error, OSError) as error:
        raise _sqlite_in_words(error, str(file)) from error


def _refuse_what_is_no_file(file: Path) -> None:
    if file.is_symlink() and is_missing(file):
        target = os.readlink(file)  # noqa: PTH115
        mend = "Take the link away, or put the file back where it leads."
        raise StoreError(f"{file} is a link to {target}, which is not there.", mend)
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise StoreError(f"{file} is no ordinary file.", _ELSEWHERE)
        # SQLite says of every file that it cannot open only that; this says why.
        with file.open("rb"):
            pass
    except OSError as error:
        raise _sqlite_in_words(error, str(file)) from error


def _try_sqlite(raw: sqlite3.Connection, place: str, deep: bool) -> None:
    def run(statement: str, values: Values) -> Sequence[Row]:
        return raw.execute(statement, values).fetchall()

    # In so small a cache a long text does not wait for the end of the transaction: it is written at once.
    raw.execute("PRAGMA cache_size = 1")
    tables = {name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'", {})}
    wanted = _wanted(tables, run, place)
    raw.execute("BEGIN IMMEDIATE")
    try:
        _write(run, wanted)
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
    if deep and (said := run("PRAGMA quick_check(1)", {})) != [("ok",)]:
        mend = f"Put a copy of it back in its place. {_ELSEWHERE}"
        raise StoreError(f"{place} is damaged: {said[0][0] if said else 'it cannot be checked'}.", mend)


def try_database(url: str) -> str:
    """Try the store in a PostgreSQL database and return where it is, without a password. Raises StoreError."""
    with closing(PostgresConnection(url)) as connection, suppress(_TakenBackError), connection.transaction():
        names = (_VERSION_TABLE, *_tables(schema.scripts()))
        tables = {name for name in names if connection.has_table(name)}

        def run(statement: str, values: Values) -> Sequence[Row]:
            return connection.execute(statement, values)

        _write(run, _wanted(tables, run, connection.place))
        raise _TakenBackError
    return connection.place


def _tables(scripts: Sequence[str]) -> list[str]:
    return [name for script in scripts for name in _TABLE.findall(script)]


def _wanted(tables: set[str], run: _Run, place: str) -> list[str]:
    """Return the tables that the store must have, none for an empty one. Raises StoreError where it is not one of ours."""
    if not tables:
        return []
    scripts = schema.scripts()
    if tables.isdisjoint(_tables(scripts)):
        raise StoreError(f"{place} is a database of another program.", _ELSEWHERE)
    version = run(f"SELECT version FROM {_VERSION_TABLE}", {})[0][0] if _VERSION_TABLE in tables else len(scripts)
    # One that is older has the tables of its time; the next quiz brings it up to date.
    wanted = _tables(scripts[:version] if isinstance(version, int) else scripts)
    if missing := [table for table in wanted if table not in tables]:
        mend = f"Put a copy of it back in its place. {_ELSEWHERE}"
        raise StoreError(f"{place} lacks some of its tables: {', '.join(missing)}.", mend)
    return wanted


def _write(run: _Run, tables: Sequence[str]) -> None:
    """Do what playing does. To be taken back by the caller."""
    if not tables:
        run("CREATE TABLE players (id TEXT, name TEXT, name_key TEXT, team TEXT, team_key TEXT, created_at BIGINT)", {})
    run(
        "INSERT INTO players (id, name, name_key, team, team_key, created_at) VALUES (:key, :key, :key, :long, :key, 0)",
        {"key": "quiz doctor, taken back at once", "long": _LONG},
    )
    for table in tables:
        run(f"INSERT INTO {table} SELECT * FROM {table} WHERE 1 = 0", {})
        run(f"DELETE FROM {table} WHERE 1 = 0", {})
    if tables:
        run("UPDATE board_revision SET revision = revision WHERE 1 = 0", {})
        run("UPDATE attempts SET points = points WHERE 1 = 0", {})
