"""What the store asks of a database, whichever it is: SQLite (the usual) or PostgreSQL (where machines share one store)."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeAlias

Row: TypeAlias = tuple[Any, ...]
Values: TypeAlias = Mapping[str, object]

APPLICATION_ID = int.from_bytes(b"INSQ")
"""Marks a SQLite file as ours, in its header."""


def insert(table: str, columns: Iterable[str]) -> str:
    """Return the statement that puts one row with values for these columns into a table."""
    return _insert(table, tuple(columns))


# Each answer needs the same one.
@lru_cache(maxsize=64)
def _insert(table: str, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"


class Connection(Protocol):
    """What the store asks of a database. Safe to call from several threads; one transaction runs at a time."""

    location: str
    """Where the data is, in words for messages; never a password."""

    gathers: bool
    """Whether transactions that are kept ``together`` are kept by one commit."""

    one_writer: bool
    """Whether a transaction has the whole database to itself: nobody else writes until it ends."""

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """Return a context that does all or nothing, and raises StoreError in place of the driver's errors."""

    def together(self) -> contextlib.AbstractContextManager[None]:
        """Return a context whose transactions are kept by one commit at its end, where the database ``gathers``.

        Each may still fail alone; nothing is kept until the context has ended without an error.
        """

    def reading(self) -> contextlib.AbstractContextManager[None]:
        """Return a context for statements that only read."""

    def execute(self, statement: str, values: Values | None = None) -> Sequence[Row]:
        """Run one statement with ``:named`` values and return its rows. Use inside a transaction."""

    def changed(self, statement: str, values: Values | None = None) -> int:
        """Run one statement and return how many rows it changed. Use inside a transaction."""

    def execute_many(self, statement: str, rows: Sequence[Values]) -> None:
        """Run one statement for each row of values. Use inside a transaction."""

    def tables(self) -> set[str]:
        """Return the names of all tables, whoever made them. Use inside a transaction."""

    def columns(self, table: str) -> set[str]:
        """Return the names of the columns of a table. Use inside a transaction."""

    def application_id(self) -> int:
        """Return the number of the program that owns the data, 0 where none is set. Use inside a transaction."""

    def mark_as_ours(self) -> None:
        """Set the number of the program that owns the data to ``APPLICATION_ID``. Use inside a transaction."""

    def hold_others(self) -> None:
        """Keep every other program from making or migrating tables until this transaction ends."""

    def backup(self, suffix: str) -> None:
        """Copy a store in a file to one beside it before a migration; ``suffix`` ends the copy's name.

        Use inside a transaction that has changed nothing yet: nobody else can change anything meanwhile.
        """

    def clear_traces(self) -> bool:
        """Purge what was deleted from the file and its log. Returns whether all of it could be.

        Use outside a transaction. Raises StoreError.
        """

    def close(self) -> None:
        """Let go of the database."""
