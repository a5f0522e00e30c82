"""The store in one SQLite file on this machine."""

import contextlib
import errno
import os
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from typing_extensions import override

from quiz.store.connection import APPLICATION_ID, Connection, Row, Values
from quiz.store.errors import MissingStoreError, StoreError
from quiz.store.location import beside, companions, how_to_put_back, network_file_system
from quiz.store.sqlite_errors import error_kind, translate_error

BUSY_SECONDS = 5.0
"""How long to wait for another program that is writing."""

_PAUSE_SECONDS = 0.01
_WITHOUT_LOCKS = "mode=ro&immutable=1"


class SqliteConnection(Connection):
    """A connection to a SQLite file that only its owner may read."""

    gathers = True
    one_writer = True

    def __init__(self, file: Path | None, *, read_only: bool = False) -> None:
        """Open ``file``, made if it is not there, or a store in memory where it is None. Raises StoreError.

        With ``read_only`` no score is written and no file left behind (SQLite may have its log beside the file while it is
        open), and neither file nor folder need be writable.
        """
        self.file = file
        self.location = str(file) if file else "memory"
        self._read_only = read_only
        self._lock = threading.RLock()
        self._journal_is_chosen = file is None or read_only
        self._is_gathering = False
        self._translated = _Translated(self)
        with self._translated:
            if file and not read_only:
                _make_ready(file)
            self._raw = self._connect()
            self._opened = _identity(file)

    def _connect(self) -> sqlite3.Connection:
        if self.file is None:
            address = ":memory:"
        else:
            address = _uri(self.file, _reading_mode(self.file) if self._read_only else "mode=rwc")
        raw = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            # None of these changes the file, which may turn out not to be ours.
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("PRAGMA secure_delete = ON")
            raw.execute(f"PRAGMA query_only = {int(self._read_only)}")
        except BaseException:
            raw.close()
            raise
        # Without locks a file is read as it was when opened, so it is opened anew for each reading.
        self._reads_once = address.endswith(_WITHOUT_LOCKS)
        return raw

    @override
    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Take the write lock at once, so that two programs wait for each other rather than fail half-way."""
        with self._lock, self._translated:
            if self._is_gathering:
                self._raw.execute("SAVEPOINT part")
                try:
                    yield
                except BaseException:
                    self._take_back_part()
                    raise
                self._raw.execute("RELEASE part")
                return
            if not self._journal_is_chosen:
                self._choose_journal()
            if _identity(self.file) != self._opened:
                # SQLite would go on writing to the deleted file, and all of that would be lost.
                raise StoreError(
                    f"The file {self.location} has been moved, deleted or replaced while the quiz was running.",
                    "Put it back where it was and try again, or close the quiz and start it anew.",
                )
            self._raw.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._raw.execute("COMMIT")
            except BaseException:
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")
                raise

    @override
    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Wait for the disk once for many transactions: the wait is most of what each one costs."""
        with self.transaction():
            self._is_gathering = True
            try:
                yield
            finally:
                self._is_gathering = False

    def _take_back_part(self) -> None:
        """Take back one of the transactions that are kept together."""
        # Some errors, such as a full disk, take back all of it at once: then its end says so.
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK TO part")
            self._raw.execute("RELEASE part")

    def _choose_journal(self) -> None:
        """Choose only before the first write, so that a file that turns out not to be ours stays as it is."""
        # The write-ahead log needs memory that all writers share, which a network drive does not give.
        network = self.file is not None and network_file_system(self.file)
        until = time.monotonic() + BUSY_SECONDS
        while not self._journal_is_chosen:
            try:
                self._raw.execute(f"PRAGMA journal_mode = {'DELETE' if network else 'WAL'}")
                self._journal_is_chosen = True
            except sqlite3.OperationalError as error:
                # SQLite does not wait here for another program that is just making the same store.
                if error_kind(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(_PAUSE_SECONDS)

    @override
    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Read one consistent state, without the write lock: a board must not hold up players."""
        with self._lock, self._translated:
            if self._raw.in_transaction:
                yield
                return
            if self._reads_once:
                fresh = self._connect()
                self._raw.close()
                self._raw = fresh
            self._raw.execute("BEGIN")
            try:
                yield
            finally:
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")

    @override
    def execute(self, statement: str, values: Values | None = None) -> Sequence[Row]:
        return self._raw.execute(statement, values or {}).fetchall()

    @override
    def changed(self, statement: str, values: Values | None = None) -> int:
        return self._raw.execute(statement, values or {}).rowcount

    @override
    def execute_many(self, statement: str, rows: Sequence[Values]) -> None:
        self._raw.executemany(statement, rows)

    @override
    def tables(self) -> set[str]:
        # Views count as well: one would be in the way of a table with its name.
        return {row[0] for row in self.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}

    @override
    def columns(self, table: str) -> set[str]:
        return {row[0] for row in self.execute("SELECT name FROM pragma_table_info(:table)", {"table": table})}

    @override
    def application_id(self) -> int:
        return int(self.execute("PRAGMA application_id")[0][0])

    @override
    def mark_as_ours(self) -> None:
        self.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    @override
    def hold_others(self) -> None:
        """Do nothing: the write lock, which every transaction takes, does."""

    @override
    def backup(self, suffix: str) -> None:
        if self.file is not None:
            copy_file(self.file, beside(self.file, f".{suffix}"))

    @override
    def clear_traces(self) -> bool:
        """Rewrite the file, which also purges rows deleted before freed pages were overwritten, and empty the log."""
        with self._lock, self._translated:
            self._raw.execute("VACUUM")
            (busy, *_) = self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

    def copy_to_memory(self) -> "SqliteConnection":
        """Return a connection to a copy in memory, gone when it is closed."""
        with contextlib.ExitStack() as on_failure:
            copy = SqliteConnection(None)
            on_failure.callback(copy.close)
            with self._lock, self._translated:
                self._raw.backup(copy._raw)
            copy.location = self.location
            on_failure.pop_all()
        return copy

    def make_private(self) -> None:
        """Stop others from reading the file, its log and its copies. Files of other users stay as they are."""
        if self.file is None:
            return
        for path in companions(self.file):
            with contextlib.suppress(OSError):
                # By name: opening and closing the file would drop the locks that this program holds on it.
                if stat.S_ISREG(path.lstat().st_mode) and path.lstat().st_mode & 0o077:
                    path.chmod(0o600)

    @override
    def close(self) -> None:
        with self._lock:
            self._raw.close()


class _Translated:
    """A context that turns SQLite's errors into StoreError. It is reused: making one takes as long as a statement."""

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error | OSError):
            raise translate_error(error, self._connection.location) from error


def has_log(file: Path) -> bool:
    """Say whether the file has a log with content: it is being written, or its program was killed."""
    with contextlib.suppress(OSError):
        return beside(file, "-wal").stat().st_size > 0
    return False


def may_write(file: Path) -> bool:
    """Say whether this account may write the file, and beside it, where SQLite keeps its journal."""
    real = beside(file, "")
    return os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)


def _reading_mode(file: Path) -> str:
    """Return the mode in which SQLite can read a file without changing it or leaving anything behind."""
    try:
        kind, readable = file.stat().st_mode, os.access(file, os.R_OK)
    except FileNotFoundError:
        _refuse_broken_link(file)
        _refuse_lone_log(file)
        raise MissingStoreError(str(file)) from None
    except PermissionError:
        kind, readable = 0, False
    if not readable:
        raise StoreError(f"{file} may not be read.", "Ask whoever keeps it, or name another file: quiz --store FILE.")
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    log, memory = (beside(file, ending) for ending in ("-wal", "-shm"))
    if log.exists() and (memory.exists() or may_write(file)):
        return "mode=ro"
    if may_write(file):
        return "mode=rw"  # removes on closing what reading has needed, which mode=ro does not
    if has_log(file):
        raise StoreError(
            f"{file} cannot be read while its log {log} lies beside it: the program that wrote there was ended.",
            "Let somebody who may write there open the quiz once, or name another file: quiz --store FILE.",
        )
    # There is no log and none can be made here, so nobody is writing.
    return "mode=ro" if network_file_system(file) else _WITHOUT_LOCKS


def _uri(file: Path, mode: str) -> str:
    path = quote(os.fsencode(file.absolute().as_posix()))
    return f"file://{'' if path.startswith('/') else '/'}{path}?{mode}"


def _make_ready(file: Path) -> None:
    """See that SQLite can write the file; a missing one is made, empty, for its owner alone.

    An existing one is not even opened: closing it would drop the locks that this program's other connections hold on it.
    """
    _refuse_broken_link(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    with contextlib.suppress(FileExistsError):
        os.close(os.open(beside(file, ""), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    if not may_write(file):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _refuse_broken_link(file: Path) -> None:
    """Raise StoreError where the file or a folder above it is a link to where no file can be made."""
    broken = next((path for path in (file, *file.parents) if path.is_symlink() and not path.exists()), None)
    # With a drive missing today, a new store in place of the one on it would look like lost scores.
    if broken and not (broken == file and beside(file, "").parent.is_dir()):
        raise StoreError(
            f"{broken} is a link to {os.path.realpath(broken)}, which is not there.",
            "Connect the drive that it is on, or keep the scores elsewhere: quiz --store FILE.",
        )


def _refuse_lone_log(file: Path) -> None:
    """Raise StoreError where a missing file has left its log: a new file would delete it, scores and all."""
    if has_log(file):
        raise StoreError(
            f"{beside(file, '-wal')} lies there without its file {file}.",
            "Put the file back if there were scores in it; else take the log away.",
        )


def copy_file(file: Path, target: Path) -> None:
    """Copy the store in ``file`` to ``target``, whole and sound or not at all. Raises StoreError."""
    try:
        _copy(file, target)
    except (sqlite3.Error, OSError) as error:
        raise translate_error(error, str(file)) from error


def _copy(file: Path, target: Path) -> None:
    import tempfile

    number, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".part", dir=target.parent)
    os.close(number)
    part = Path(name)
    try:
        # On a connection of its own: one inside a transaction cannot be copied from.
        source = contextlib.closing(sqlite3.connect(_uri(file, _reading_mode(file)), uri=True, timeout=BUSY_SECONDS))
        with source as original, contextlib.closing(sqlite3.connect(part)) as copy:
            original.backup(copy)
            # So that it can be put back as one file, without a log.
            copy.execute("PRAGMA journal_mode = DELETE")
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise StoreError(f"{file} is damaged; it was left as it is.", how_to_put_back(str(file)))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _identity(file: Path | None) -> tuple[int, int] | None:
    """Return what tells a file from one that replaces it; None where there is none."""
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None
