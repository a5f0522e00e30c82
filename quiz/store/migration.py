"""Brings a store to the schema that this program knows, and refuses one that it does not know."""

from collections.abc import Sequence

from quiz.store.connection import Connection
from quiz.store.errors import StoreError


def migrate(connection: Connection, scripts: Sequence[str]) -> None:
    """Run the scripts that the store has not had, all or none. Raises StoreError for a newer or a foreign store.

    An older store is copied aside first, beside the file and named after its version.
    """
    newest = len(scripts)
    with connection.transaction():
        version = _version(connection)
        if 0 < version < newest:
            connection.copy_aside(f"version-{version}")
        if version < newest:
            _run(connection, scripts, version)


def _version(connection: Connection) -> int:
    """Return the version of the store's schema, 0 for an empty store. Raises StoreError where it is not ours."""
    if connection.is_empty():
        return 0
    if not connection.has_table("schema_version"):
        raise StoreError(
            f"{connection.place} is a database of another program; it was left as it is.",
            "Keep the scores elsewhere: quiz --store FILE.",
        )
    return int(connection.execute("SELECT version FROM schema_version")[0][0])


def _run(connection: Connection, scripts: Sequence[str], version: int) -> None:
    if version == 0:
        connection.execute("CREATE TABLE schema_version (version INTEGER NOT NULL)")
        connection.execute("INSERT INTO schema_version (version) VALUES (0)")
    for script in scripts[version:]:
        for statement in _statements(script):
            connection.execute(statement)
    connection.execute("UPDATE schema_version SET version = :version", {"version": len(scripts)})


def _statements(script: str) -> list[str]:
    """Split a script at its semicolons; comments stand on lines of their own."""
    code = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("--"))
    return [statement.strip() for statement in code.split(";") if statement.strip()]


def refuse_newer(connection: Connection, known: int) -> None:
    """Raise StoreError where the store has a newer schema than version ``known``, leaving it untouched."""
    with connection.reading():
        version = _version(connection)
    if version > known:
        raise StoreError(
            f"{connection.place} was written by a newer version of INSET Quiz; it was left as it is.",
            "Install the newest version, or keep the scores elsewhere: quiz --store FILE.",
        )
