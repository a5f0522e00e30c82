"""The store in a PostgreSQL database that several machines share."""

import contextlib
import re
import threading
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from quiz.paths import install_command
from quiz.store.connection import APPLICATION_ID, Connection, Row, Values
from quiz.store.errors import StoreError
from quiz.store.postgres_errors import closed_error, may_answer_soon, translate_error
from quiz.store.watchdog import Watchdog

if TYPE_CHECKING:
    from concurrent.futures import Future
    from socket import socket

PATIENCE = 8.0
"""The most seconds that a call takes, done or not, whatever the server and the network do."""

_NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")
# Not left to the role: one that defaults to serializable would refuse transactions that are fine.
_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED"
_PAUSE_SECONDS = 0.1
_MOMENT_SECONDS = 0.3


class PostgresConnection(Connection):
    """A connection to a PostgreSQL database that reconnects by itself."""

    gathers = False
    one_writer = False

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        """Connect to ``url`` (``postgresql://…``); no call takes longer than ``patience`` seconds. Raises StoreError."""
        try:
            import psycopg
            import psycopg.conninfo
        except ImportError as error:
            raise StoreError(
                "A PostgreSQL store needs one more package.", f"Install it: {install_command('psycopg[binary]')}"
            ) from error
        self._psycopg = psycopg
        self._lost = (psycopg.OperationalError, psycopg.InterfaceError)
        self._url = url
        self._patience = patience
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._connecting: Future[Any] | None = None
        self.location = self._location()
        with self._translated():
            self._connect(patience)
        self._watchdog = Watchdog()

    def _location(self) -> str:
        """Return the address without name and password. Raises StoreError if it cannot be read."""
        try:
            parts = self._psycopg.conninfo.conninfo_to_dict(self._url)
        except self._psycopg.ProgrammingError:
            parts = {}
        host, port, database = (str(parts.get(part, "")) for part in ("host", "port", "dbname"))
        # An @ in these means that the password has an unescaped @ or /.
        if not parts or "@" in host[1:] + port + database:
            raise StoreError(
                "The address of the scores cannot be read.",
                "Write postgresql://NAME:PASSWORD@HOST/DATABASE, in the password %40 for @, %2F for / and %25 for %.",
            )
        return f"postgresql://{host}{':' + port if port else ''}/{database}"

    # Connecting

    def _connect(self, seconds: float) -> None:
        """Connect within so many seconds, on a thread of its own.

        Neither looking up a name nor waiting for a silent server can be interrupted, so no caller waits there itself.
        """
        from concurrent.futures import CancelledError, Future

        connecting: Future[Any] = Future()
        self._connecting = connecting
        if self._closing.is_set():
            raise closed_error(self.location)
        threading.Thread(target=self._dial, args=[connecting], daemon=True).start()
        try:
            raw = connecting.result(max(seconds, 0.0))
        except (TimeoutError, CancelledError) as error:
            if connecting.cancel():
                raise self._no_answer() from error
            raw = connecting.result()  # it came at the last moment
        self._raw, self._line = raw, _line_of(raw)
        if self._closing.is_set():
            self._hang_up()
            raise closed_error(self.location)

    def _dial(self, connecting: "Future[Any]") -> None:
        from concurrent.futures import InvalidStateError

        raw = None
        milliseconds = int(self._patience * 1000)
        limits = {
            "lock_timeout": milliseconds // 2,
            "statement_timeout": milliseconds * 3 // 4,
            # A machine that sleeps in the middle of a transaction must not hold up the others.
            "idle_in_transaction_session_timeout": milliseconds,
        }
        try:
            raw = self._psycopg.connect(
                self._url,
                autocommit=True,
                client_encoding="utf8",  # whatever the server or the environment prefers: names are of any script
                connect_timeout=max(2, int(self._patience * 3 / 8)),  # for each address that the name stands for
                keepalives=1,
                keepalives_idle=30,
                keepalives_interval=5,
                keepalives_count=3,
                tcp_user_timeout=milliseconds,
            )
            raw.execute("; ".join(f"SET {name} = {limit}" for name, limit in limits.items()).encode())
            connecting.set_result(raw)
        except InvalidStateError:  # nobody waits any more
            if raw is not None:
                raw.close()
        except BaseException as error:
            if raw is not None:
                raw.close()
            with contextlib.suppress(InvalidStateError):
                connecting.set_exception(error)

    def _reconnect(self, until: float) -> None:
        """Reconnect. A server that is restarting gets half the time to come back."""
        self._hang_up()
        give_up = time.monotonic() + self._patience / 2
        while True:
            try:
                self._connect(until - time.monotonic())
                return
            except self._lost as error:
                too_late = time.monotonic() > give_up
                if too_late or not may_answer_soon(error) or self._closing.wait(_PAUSE_SECONDS):
                    raise

    def _hang_up(self) -> None:
        self._raw.close()
        self._line.close()

    @contextlib.contextmanager
    def _cut_after(self, seconds: float) -> Iterator[None]:
        """Cut the line if the body takes longer."""
        too_late = False

        def cut() -> None:
            nonlocal too_late
            too_late = True
            _shut(self._line)

        try:
            with self._watchdog.limit(seconds, cut):
                yield
        except self._lost as error:
            if too_late:
                raise self._no_answer() from error
            raise

    def _no_answer(self) -> Exception:
        return self._psycopg.errors.ConnectionTimeout(f"no answer within {self._patience:g} seconds")

    # Transactions

    @override
    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        until = time.monotonic() + self._patience
        with self._translated(), self._alone():
            self._begin(until)
            with self._cut_after(until - time.monotonic()):
                try:
                    yield
                    self._raw.execute("COMMIT")
                except BaseException:
                    self._roll_back()
                    raise

    def _roll_back(self) -> None:
        try:
            self._raw.execute("ROLLBACK")
        except self._psycopg.Error:
            # Nothing of this transaction may be left for the next one to commit.
            self._raw.close()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=self._patience):
            raise self._no_answer()
        try:
            if self._closing.is_set():
                raise closed_error(self.location)
            yield
        finally:
            if self._closing.is_set():
                self._let_go()
            self._lock.release()

    def _begin(self, until: float) -> None:
        """Begin a transaction. Nothing has run yet, so a connection lost meanwhile can be replaced silently."""
        with contextlib.suppress(*self._lost), self._cut_after(min(self._patience / 4, until - time.monotonic())):
            self._raw.execute(_BEGIN)
            return
        self._reconnect(until)
        with self._cut_after(until - time.monotonic()):
            self._raw.execute(_BEGIN)

    @override
    def together(self) -> contextlib.AbstractContextManager[None]:
        """Commit each by itself: a transaction lost with its connection is retried, which a group could not be."""
        return contextlib.nullcontext()

    @override
    def reading(self) -> contextlib.AbstractContextManager[None]:
        """Read in a transaction: PostgreSQL's readers block nobody."""
        return self.transaction()

    @override
    def execute(self, statement: str, values: Values | None = None) -> Sequence[Row]:
        cursor = self._raw.execute(_NAMED.sub(r"%(\1)s", statement), values)
        rows: Sequence[Row] = cursor.fetchall() if cursor.description else []
        return rows

    @override
    def changed(self, statement: str, values: Values | None = None) -> int:
        return int(self._raw.execute(_NAMED.sub(r"%(\1)s", statement), values).rowcount)

    @override
    def execute_many(self, statement: str, rows: Sequence[Values]) -> None:
        with self._raw.cursor() as cursor:
            cursor.executemany(_NAMED.sub(r"%(\1)s", statement), rows)

    @override
    def tables(self) -> set[str]:
        return {row[0] for row in self.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")}

    @override
    def columns(self, table: str) -> set[str]:
        # Unlike information_schema this also lists what the account may not read.
        rows = self.execute(
            "SELECT attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
            "JOIN pg_namespace ON pg_namespace.oid = relnamespace "
            "WHERE nspname = current_schema() AND relname = :table AND attnum > 0 AND NOT attisdropped",
            {"table": table},
        )
        return {row[0] for row in rows}

    @override
    def application_id(self) -> int:
        """Return our own number: a schema has none, so only its tables tell whose it is."""
        return APPLICATION_ID

    @override
    def mark_as_ours(self) -> None:
        """Do nothing: see ``application_id``."""

    @override
    def hold_others(self) -> None:
        self.execute("SELECT pg_advisory_xact_lock(5216431)")

    @override
    def backup(self, suffix: str) -> None:
        """Do nothing: a migration is one transaction here, and copies are the database's own business."""

    @override
    def clear_traces(self) -> bool:
        """Do nothing: when freed rows, the log and copies go is the database's own business."""
        return True

    @override
    def close(self) -> None:
        """Let go of the database. A running call gets a moment, is then cancelled, then cut: leaving waits for nobody."""
        self._closing.set()
        if self._connecting:
            self._connecting.cancel()
        for hurry in (None, self._cancel, self._cut):
            if hurry:
                hurry()
            if self._lock.acquire(timeout=_MOMENT_SECONDS):
                self._let_go()
                self._lock.release()
                return

    def _let_go(self) -> None:
        self._hang_up()
        self._watchdog.end()

    def _cancel(self) -> None:
        # An older driver cancels over a new connection, which may itself wait for ever.
        if self._psycopg.capabilities.has_cancel_safe():
            with contextlib.suppress(self._psycopg.Error):
                self._raw.cancel_safe(timeout=_MOMENT_SECONDS)

    def _cut(self) -> None:
        _shut(self._line)

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except self._psycopg.Error as error:
            if self._closing.is_set():
                raise closed_error(self.location) from error
            raise translate_error(error, self.location, lost=isinstance(error, self._lost)) from error


def _line_of(raw: Any) -> "socket":
    """Return a second handle on the connection's socket, which any thread may shut whatever the driver is doing."""
    from socket import AF_INET, SOCK_STREAM, fromfd

    return fromfd(raw.fileno(), AF_INET, SOCK_STREAM)


def _shut(line: "socket") -> None:
    from socket import SHUT_RDWR

    with contextlib.suppress(OSError):
        line.shutdown(SHUT_RDWR)
