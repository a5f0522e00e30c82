"""One database behind two kinds of connection: SQLite (the usual) and PostgreSQL (where machines share one store)."""

import contextlib
import os
import re
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from quiz.store.errors import StoreError
from quiz.store.location import network_file_system

Row: TypeAlias = tuple[Any, ...]
Values: TypeAlias = Mapping[str, object]

BUSY_SECONDS = 5.0
"""How long one program waits for another that is writing."""


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

    def has_table(self, name: str) -> bool:
        """Say whether the table exists. Use inside a transaction."""

    def is_empty(self) -> bool:
        """Say whether there is no table at all. Use inside a transaction."""

    def copy_aside(self, suffix: str) -> str:
        """Copy everything to a safe place beside it before a migration; return where, or nothing where it cannot."""

    def close(self) -> None:
        """Let go of the database."""


class SqliteConnection:
    """A connection to a SQLite file, made if it is not there, readable by its owner alone."""

    def __init__(self, file: Path | None) -> None:
        """Open ``file``, or a store in memory that is gone with the program where it is None. Raises StoreError."""
        self.file = file
        self.place = str(file) if file else "memory"
        self._lock = threading.RLock()
        with self._in_words():
            if file:
                file.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
            self._raw = sqlite3.connect(
                file or ":memory:", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        try:
            with self._in_words():
                # The write-ahead log needs memory that all writers share, which a network drive does not give.
                network = file is not None and network_file_system(file)
                self._raw.execute(f"PRAGMA journal_mode = {'DELETE' if network else 'WAL'}")
                self._raw.execute("PRAGMA synchronous = FULL")
                self._raw.execute("PRAGMA foreign_keys = ON")
        except StoreError:
            self._raw.close()
            raise

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Take the write lock at once, so that two programs wait for each other instead of failing half way."""
        with self._lock, self._in_words():
            self._raw.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._raw.execute("COMMIT")
            except BaseException:
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Read without the write lock: a board must not hold up those who play."""
        with self._lock, self._in_words():
            yield

    def execute(self, statement: str, values: Values | None = None) -> Sequence[Row]:
        """See Connection."""
        return self._raw.execute(statement, values or {}).fetchall()

    def changed(self, statement: str, values: Values | None = None) -> int:
        """See Connection."""
        return self._raw.execute(statement, values or {}).rowcount

    def has_table(self, name: str) -> bool:
        """See Connection."""
        return bool(self.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name", {"name": name}))

    def is_empty(self) -> bool:
        """See Connection."""
        return not self.execute("SELECT 1 FROM sqlite_master LIMIT 1")

    def copy_aside(self, suffix: str) -> str:
        """See Connection."""
        if self.file is None:
            return ""
        aside = self.file.with_name(f"{self.file.name}.{suffix}")
        with self._lock, self._in_words():
            os.close(os.open(aside, os.O_RDWR | os.O_CREAT, 0o600))
            with contextlib.closing(sqlite3.connect(aside)) as copy:
                self._raw.backup(copy)
        return str(aside)

    def close(self) -> None:
        """See Connection."""
        with self._lock:
            self._raw.close()

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise _sqlite_in_words(error, self.place) from error


def _sqlite_in_words(error: Exception, place: str) -> StoreError:
    """Return what a failure of SQLite or of the file system means for somebody who wants to play."""
    text = str(error).lower()
    elsewhere = "Or keep the scores elsewhere: quiz --store FILE."
    if "full" in text or getattr(error, "errno", 0) == 28:
        return StoreError(f"The disk is full, so the scores in {place} cannot be written.", "Free some space and try again.")
    if "locked" in text or "busy" in text:
        return StoreError(f"Another program is writing to {place} and does not stop.", "Close it and try again.")
    if "not a database" in text or "malformed" in text or "corrupt" in text:
        return StoreError(
            f"{place} is damaged or is no scores file; it was left as it is.",
            "Put a copy of it back in its place, or keep the scores elsewhere: quiz --store FILE.",
        )
    if "readonly" in text or "read-only" in text or isinstance(error, PermissionError):
        return StoreError(f"{place} may not be written.", f"Ask for permission to write there. {elsewhere}")
    if "unable to open" in text or isinstance(error, OSError):
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        return StoreError(f"The scores cannot be kept in {place}: {reason}.", f"Check the folder. {elsewhere}")
    return StoreError(f"The scores in {place} cannot be used: {error}.", f"Run quiz doctor. {elsewhere}")


_NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")


class PostgresConnection:
    """A connection to a PostgreSQL database, made again by itself after it was lost."""

    def __init__(self, url: str) -> None:
        """Connect to ``url`` (``postgresql://…``). Raises StoreError."""
        try:
            import psycopg
        except ImportError as error:
            raise StoreError(
                "A PostgreSQL store needs one more package.", "Install it: pip install 'inset-quiz[postgres]'."
            ) from error
        self._psycopg = psycopg
        self._url = url
        self._lock = threading.RLock()
        self.place = re.sub(r"//[^@/]*@", "//", url.split("?")[0])
        with self._in_words():
            self._raw = self._connect()

    def _connect(self) -> Any:
        return self._psycopg.connect(self._url, autocommit=True, connect_timeout=5)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """See Connection."""
        with self._lock, self._in_words():
            if self._raw.closed:
                self._raw = self._connect()
            with self._raw.transaction():
                yield

    def reading(self) -> contextlib.AbstractContextManager[None]:
        """Read as in any transaction: PostgreSQL's readers hold up nobody."""
        return self.transaction()

    def execute(self, statement: str, values: Values | None = None) -> Sequence[Row]:
        """See Connection."""
        cursor = self._raw.execute(_NAMED.sub(r"%(\1)s", statement), values)
        rows: Sequence[Row] = cursor.fetchall() if cursor.description else []
        return rows

    def changed(self, statement: str, values: Values | None = None) -> int:
        """See Connection."""
        return int(self._raw.execute(_NAMED.sub(r"%(\1)s", statement), values).rowcount)

    def has_table(self, name: str) -> bool:
        """See Connection."""
        return bool(self.execute("SELECT 1 WHERE to_regclass(:name) IS NOT NULL", {"name": name}))

    def is_empty(self) -> bool:
        """Hold every other program that starts until this transaction ends, then look."""
        self.execute("SELECT pg_advisory_xact_lock(5216431)")
        return not self.execute("SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1")

    def copy_aside(self, suffix: str) -> str:
        """Do nothing: a migration is one transaction here, and copies are the database's own business."""
        return ""

    def close(self) -> None:
        """See Connection."""
        with self._lock:
            self._raw.close()

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except self._psycopg.OperationalError as error:
            first_line = str(error).strip().partition("\n")[0]
            raise StoreError(
                f"The scores at {self.place} cannot be reached: {first_line}.",
                "Check the network and the address, then try again.",
            ) from error
        except self._psycopg.Error as error:
            first_line = str(error).strip().partition("\n")[0]
            raise StoreError(
                f"The scores at {self.place} cannot be used: {first_line}.",
                "Ask whoever looks after the database whether this account may create and write tables.",
            ) from error
