"""What the store asks of a database, whichever it is: SQLite (the usual) or PostgreSQL (where machines share one store)."""

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

Row: TypeAlias = tuple[Any, ...]
Values: TypeAlias = Mapping[str, object]


class Connection(Protocol):
    """What the store asks of a database. Safe to call from several threads; one transaction runs at a time."""

    place: str
    """Where the data is, in words for messages; never a password."""

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """Return a context in which all is done or nothing; raises StoreError in place of the driver's errors."""

    def reading(self) -> contextlib.AbstractContextManager[None]:
        """Return a context for statements that only read."""

    def execute(self, statement: str, values: Values | None = None) -> Sequence[Row]:
        """Run one statement with ``:named`` values and return its rows. Use inside a transaction."""

    def changed(self, statement: str, values: Values | None = None) -> int:
        """Run one statement and return how many rows it changed. Use inside a transaction."""

    def execute_many(self, statement: str, rows: Sequence[Values]) -> None:
        """Run one statement for each row of values. Use inside a transaction."""

    def has_table(self, name: str) -> bool:
        """Say whether the table exists. Use inside a transaction."""

    def is_empty(self) -> bool:
        """Say whether there is no table at all. Use inside a transaction."""

    def copy_aside(self, suffix: str) -> str:
        """Copy everything to a safe place beside it before a migration; return where, or nothing where it cannot.

        Inside a transaction that has changed nothing yet, nobody else can change anything meanwhile.
        """

    def close(self) -> None:
        """Let go of the database."""
