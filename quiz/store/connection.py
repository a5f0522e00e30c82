"""One database behind two kinds of connection: SQLite (the usual) and PostgreSQL (where machines share one store)."""

import contextlib
import errno
import os
import re
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from quiz.store.errors import StoreError
from quiz.store.location import network_file_system

Row: TypeAlias = tuple[Any, ...]
Values: TypeAlias = Mapping[str, object]

BUSY_SECONDS = 5.0
"""How long one program waits for another that is writing."""

_PAUSE_SECONDS = 0.01


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


class SqliteConnection:
    """A connection to a SQLite file, made if it is not there, readable by its owner alone."""

    def __init__(self, file: Path | None) -> None:
        """Open ``file``, or a store in memory that is gone with the program where it is None. Raises StoreError."""
        self.file = file
        self.place = str(file) if file else "memory"
        self._lock = threading.RLock()
        self._journal_is_chosen = file is None
        with self._in_words():
            if file:
                file.parent.mkdir(parents=True, exist_ok=True)
                _make_private(file)
            self._raw = sqlite3.connect(
                file or ":memory:", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        try:
            with self._in_words():
                self._raw.execute("PRAGMA synchronous = FULL")
                self._raw.execute("PRAGMA foreign_keys = ON")
        except StoreError:
            self._raw.close()
            raise

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Take the write lock at once, so that two programs wait for each other instead of failing half way."""
        with self._lock, self._in_words():
            if not self._journal_is_chosen:
                self._choose_journal()
            self._raw.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._raw.execute("COMMIT")
            except BaseException:
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")
                raise

    def _choose_journal(self) -> None:
        """Choose before the first write and not at once: a file that turns out to be none of ours stays as it is."""
        # The write-ahead log needs memory that all writers share, which a network drive does not give.
        network = self.file is not None and network_file_system(self.file)
        until = time.monotonic() + BUSY_SECONDS
        while not self._journal_is_chosen:
            try:
                self._raw.execute(f"PRAGMA journal_mode = {'DELETE' if network else 'WAL'}")
                self._journal_is_chosen = True
            except sqlite3.OperationalError as error:
                # Here SQLite itself does not wait for another program that is just making the same store.
                if _kind(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(_PAUSE_SECONDS)

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

    def execute_many(self, statement: str, rows: Sequence[Values]) -> None:
        """See Connection."""
        self._raw.executemany(statement, rows)

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
            _make_private(aside)
            # Read on a connection of its own: one that is inside a transaction cannot be copied from.
            source = contextlib.closing(sqlite3.connect(self.file, timeout=BUSY_SECONDS))
            with source as original, contextlib.closing(sqlite3.connect(aside)) as copy:
                original.backup(copy)
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


def _make_private(file: Path) -> None:
    """Make an empty file that its owner alone may read.

    One that is there is not even opened: to close it again would take away the locks that other connections of this
    program hold on it.
    """
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _kind(error: Exception) -> int | None:
    """Return SQLite's own number for what went wrong, without the details of the extended one."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _sqlite_in_words(error: Exception, place: str) -> StoreError:
    """Return what a failure of SQLite or of the file system means for somebody who wants to play."""
    elsewhere = "Or keep the scores elsewhere: quiz --store FILE."
    kind, number = _kind(error), getattr(error, "errno", None)
    if kind == sqlite3.SQLITE_FULL or number == errno.ENOSPC:
        return StoreError(f"The disk is full, so the scores in {place} cannot be written.", "Free some space and try again.")
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError(f"Another program is writing to {place} and does not stop.", "Close it and try again.")
    if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreError(
            f"{place} is damaged or is no scores file; it was left as it is.",
            "Put a copy of it back in its place, or keep the scores elsewhere: quiz --store FILE.",
        )
    refused = kind in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM) or number in (errno.EACCES, errno.EPERM, errno.EROFS)
    # The write-ahead log is a file beside this one, so it is the folder that has to be writable too.
    if refused or (kind == sqlite3.SQLITE_CANTOPEN and not os.access(Path(place).parent, os.W_OK)):
        return StoreError(f"{place} may not be written.", f"Ask for permission to write there. {elsewhere}")
    if kind == sqlite3.SQLITE_IOERR:
        return StoreError(
            f"The disk does not do what it is asked, so the scores in {place} cannot be read or written.",
            f"See whether it is full, and try again. {elsewhere}",
        )
    if kind == sqlite3.SQLITE_CANTOPEN or isinstance(error, OSError):
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
            import psycopg.conninfo
        except ImportError as error:
            raise StoreError(
                "A PostgreSQL store needs one more package.", "Install it: pip install 'inset-quiz[postgres]'."
            ) from error
        self._psycopg = psycopg
        self._url = url
        self._lock = threading.RLock()
        self.place = self._place()
        with self._in_words():
            self._raw = self._connect()

    def _place(self) -> str:
        """Return the address without a name and a password. Raises StoreError where it is none."""
        try:
            parts = self._psycopg.conninfo.conninfo_to_dict(self._url)
        except self._psycopg.ProgrammingError:
            parts = {}
        host, port, database = (str(parts.get(part, "")) for part in ("host", "port", "dbname"))
        # An @ further on is the one before the host: the password has an @ or a / of its own.
        if not parts or "@" in host[1:] + port + database:
            raise StoreError(
                "The address of the scores cannot be read.",
                "Write postgresql://NAME:PASSWORD@HOST/DATABASE, in the password %40 for @, %2F for / and %25 for %.",
            )
        return f"postgresql://{host}{':' + port if port else ''}/{database}"

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

    def execute_many(self, statement: str, rows: Sequence[Values]) -> None:
        """See Connection."""
        with self._raw.cursor() as cursor:
            cursor.executemany(_NAMED.sub(r"%(\1)s", statement), rows)

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
        except (self._psycopg.OperationalError, self._psycopg.InterfaceError) as error:
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
