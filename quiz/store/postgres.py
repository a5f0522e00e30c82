"""The store in a PostgreSQL database that several machines share."""

import contextlib
import re
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from quiz.store.connection import APPLICATION_ID, Row, Values
from quiz.store.errors import StoreError

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

    def tables(self) -> set[str]:
        """See Connection."""
        return {row[0] for row in self.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")}

    def columns(self, table: str) -> set[str]:
        """See Connection."""
        # Unlike information_schema this also lists what the account may not read.
        rows = self.execute(
            "SELECT attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
            "JOIN pg_namespace ON pg_namespace.oid = relnamespace "
            "WHERE nspname = current_schema() AND relname = :table AND attnum > 0 AND NOT attisdropped",
            {"table": table},
        )
        return {row[0] for row in rows}

    def application_id(self) -> int:
        """Return our own number: a schema has none, so its tables alone tell whose it is."""
        return APPLICATION_ID

    def mark_as_ours(self) -> None:
        """Do nothing: see ``application_id``."""

    def hold_others(self) -> None:
        """See Connection."""
        self.execute("SELECT pg_advisory_xact_lock(5216431)")

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
