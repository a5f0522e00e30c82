"""Brings a store to this program's schema, and refuses one that is not ours, not whole, or too new."""

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quiz.store.connection import APPLICATION_ID, Connection
from quiz.store.errors import StoreError
from quiz.store.location import how_to_put_back

_MARK = "inset_quiz"
"""The table that marks a store as ours."""

_VERSION = "schema_version"
"""The table with the schema's version. Other programs have one so called, so it proves nothing."""


class _FoundSchema(NamedTuple):
    version: int
    """Version of the schema, 0 for an empty store."""
    marked: bool
    """Whether it bears our mark; stores of the first releases do not."""


def migrate(connection: Connection, scripts: Sequence[str]) -> None:
    """Run the scripts that the store has not had, all or none, and mark it as ours.

    A store that needs nothing is only read. An older one is copied aside first, beside the file and named after its
    version. Raises StoreError as ``version_of`` does, and has then changed nothing.
    """
    with connection.reading():
        if _look(connection, scripts) == _FoundSchema(len(scripts), marked=True):
            return
    with connection.transaction():
        connection.hold_others()
        found = _look(connection, scripts)
        if 0 < found.version < len(scripts):
            connection.backup(f"version-{found.version}")
        if not found.marked:
            _mark(connection)
        if found.version < len(scripts):
            _run(connection, scripts, found.version)


def version_of(connection: Connection, scripts: Sequence[str]) -> int:
    """Return the version of the store's schema, 0 for an empty store; reads only.

    Raises StoreError where it is another program's, lacks some tables, or is newer than ``scripts``.
    """
    with connection.reading():
        return _look(connection, scripts).version


def _look(connection: Connection, scripts: Sequence[str]) -> _FoundSchema:
    tables = connection.tables()
    if connection.application_id() not in (0, APPLICATION_ID):
        raise _foreign(connection)
    if not tables:
        return _FoundSchema(0, marked=False)
    version = _version(connection) if _VERSION in tables else None
    has_table = _MARK in tables and connection.columns(_MARK) == {"about"}
    if not has_table and (version is None or version > len(scripts)):
        raise _foreign(connection)
    if version is None:
        raise _not_whole(connection, [_VERSION])
    if version > len(scripts):
        raise StoreError(
            f"{connection.location} was written by a newer version of INSET Quiz; it was left as it is.",
            "Install the newest version, or keep the scores elsewhere: quiz --store FILE.",
        )
    expected = tables_made_by(scripts[:version])
    missing = _missing(connection, expected)
    if not has_table and missing.keys() == expected.keys():
        raise _foreign(connection)
    if missing:
        raise _not_whole(connection, [name for names in missing.values() for name in names])
    return _FoundSchema(version, marked=has_table and connection.application_id() == APPLICATION_ID)


def _version(connection: Connection) -> int | None:
    """Return the version that the store states, or None where its table of versions is not ours."""
    if connection.columns(_VERSION) != {"version"}:
        return None
    rows = connection.execute(f"SELECT version FROM {_VERSION}")
    version = rows[0][0] if len(rows) == 1 else None
    return version if isinstance(version, int) and version > 0 else None


def tables_made_by(scripts: Sequence[str]) -> dict[str, set[str]]:
    """Return the columns of every table that the scripts make, by the table's name."""
    with contextlib.closing(sqlite3.connect(":memory:")) as trial:
        for script in scripts:
            trial.executescript(script)
        rows = trial.execute(
            "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        )
        made: dict[str, set[str]] = {}
        for table, column in rows:
            made.setdefault(table, set()).add(column)
    return made


def _missing(connection: Connection, expected: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Return what is missing, by table: the table itself, or some of its columns."""
    # Read anew after the version: on PostgreSQL another program may have migrated the store meanwhile.
    there = connection.tables()
    missing: dict[str, list[str]] = {}
    for table, columns in expected.items():
        if table not in there:
            missing[table] = [table]
        elif lacking := columns - connection.columns(table):
            missing[table] = [f"{table}.{column}" for column in sorted(lacking)]
    return missing


def _foreign(connection: Connection) -> StoreError:
    return StoreError(
        f"{connection.location} is a database of another program; it was left as it is.",
        "Keep the scores elsewhere: quiz --store FILE.",
    )


def _not_whole(connection: Connection, missing: Sequence[str]) -> StoreError:
    return StoreError(
        f"{connection.location} is no longer whole, it lacks {', '.join(missing)}; it was left as it is.",
        how_to_put_back(connection.location),
    )


def _mark(connection: Connection) -> None:
    connection.mark_as_ours()
    # A file keeps its table but loses its number when it goes through a dump.
    if _MARK not in connection.tables():
        connection.execute(f"CREATE TABLE {_MARK} (about TEXT NOT NULL)")
        connection.execute(f"INSERT INTO {_MARK} (about) VALUES ('These tables are the scores of INSET Quiz.')")


def _run(connection: Connection, scripts: Sequence[str], version: int) -> None:
    if version == 0:
        connection.execute(f"CREATE TABLE {_VERSION} (version INTEGER NOT NULL)")
        connection.execute(f"INSERT INTO {_VERSION} (version) VALUES (0)")
    for script in scripts[version:]:
        for statement in _statements(script):
            connection.execute(statement)
    connection.execute(f"UPDATE {_VERSION} SET version = :version", {"version": len(scripts)})


def _statements(script: str) -> list[str]:
    """Split a script at its semicolons; comments have lines of their own."""
    code = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("--"))
    return [statement.strip() for statement in code.split(";") if statement.strip()]
