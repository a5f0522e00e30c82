"""The store in one SQLite file on this machine."""

import contextlib
import errno
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from quiz.store.connection import Row, Values
from quiz.store.errors import StoreError
from quiz.store.location import network_file_system

BUSY_SECONDS = 5.0
"""How long one program waits for another that is writing."""

_PAUSE_SECONDS = 0.01


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
