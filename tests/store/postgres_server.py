"""A PostgreSQL server (15 or newer) that lives as long as the tests that need it, in a folder and on a socket of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import psycopg

if TYPE_CHECKING:
    import pwd

_QUICK = ("fsync=off", "synchronous_commit=off", "autovacuum=off", "wal_level=minimal", "max_wal_senders=0")
_ADMIN = "quiz"
# Waits until nobody holds the other end of its pipe any more, even if the tests were killed, and clears up.
_STOPS_IT = 'cd / && cat && "$0/pg_ctl" --pgdata="$1/data" --mode=immediate --wait stop >/dev/null 2>&1; rm -rf "$1"'
LOCKED, PASSWORD = "locked", "right-horse"
"""A role that may come in with this password alone; every other needs none."""


def find_binaries() -> Path | None:
    """Return the folder that has PostgreSQL's programs, or None where there is none on this machine."""
    folders: list[Path] = []
    if config := shutil.which("pg_config"):
        asked = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(asked.stdout.strip()))
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    folders += [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part]
    needed = ("initdb", "pg_ctl", "postgres")
    return next((folder for folder in folders if all((folder / name).is_file() for name in needed)), None)


def why_it_cannot_run() -> str:
    """Return what keeps a server from running here, or nothing."""
    if find_binaries() is None:
        return "no PostgreSQL server is installed (initdb, pg_ctl and postgres)"
    if sys.platform != "win32" and os.geteuid() == 0 and not _account():
        return "PostgreSQL refuses to run as root, and there is no user called postgres"
    return ""


class PostgresServer:
    """A running server. Each call of ``fresh_database`` gives the address of an empty database."""

    def __init__(self) -> None:
        binaries = find_binaries()
        assert binaries is not None
        self._binaries = binaries
        self._numbers = count(1)
        # Not pytest's own folder: another user must get in, and the path of a socket may have 107 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="quiz-pg-"))
        if account := _account():
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._watch = subprocess.Popen(
            ["sh", "-c", _STOPS_IT, str(binaries), str(self.folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,
            **_as_account(),
        )
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        # Sorted as people sort, not by bytes: what depends on the collation shows.
        language = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-GB"]
        who = ["--username", _ADMIN, "--auth=trust"]
        self._run("initdb", "--pgdata=data", "--no-sync", "--no-instructions", *who, *language)
        (self.folder / "data" / "pg_hba.conf").write_text(f"local all {LOCKED} scram-sha-256\nlocal all all trust\n")
        self.start()
        self.run(f"CREATE ROLE {LOCKED} LOGIN PASSWORD '{PASSWORD}'")

    def start(self) -> None:
        """Start the server, which is not running."""
        options = " ".join(f"-c {option}" for option in _QUICK)
        self._run("pg_ctl", "--pgdata=data", "--wait", "--log=log", "-o", f"-k {self.folder} -h '' {options}", "start")

    def halt(self) -> None:
        """Stop the server for a while, as whoever maintains it does; what it holds stays."""
        self._run("pg_ctl", "--pgdata=data", "--wait", "--mode=fast", "stop")

    @property
    def socket(self) -> Path:
        """The socket on which the server listens."""
        return self.folder / ".s.PGSQL.5432"

    def fresh_database(self, encoding: str = "") -> str:
        """Make an empty database and return its address; ``encoding`` other than UTF8 where one is named."""
        name = f"quiz_{next(self._numbers)}"
        other = f"ENCODING '{encoding}' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'" if encoding else ""
        self.run(f"CREATE DATABASE {name} STRATEGY FILE_COPY {other}")
        return self.address(name)

    def address(self, database: str, user: str = _ADMIN) -> str:
        """Return the address of a database; ``user`` may be ``name:password``."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def cut_connections(self, address: str) -> None:
        """End every connection to a database, and return when they have ended."""
        database = urlsplit(address).path[1:]
        self.run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", database)

    def set(self, address: str, setting: str) -> None:
        """Change a setting for every connection that a database gets from now on."""
        self.run(f"ALTER DATABASE {urlsplit(address).path[1:]} SET {setting}")

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement on a connection of its own, outside every database of a test."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def stop(self) -> None:
        """Stop the server and take away all that it wrote."""
        self._watch.communicate()

    def _run(self, program: str, *arguments: str) -> None:
        log = self.folder / "log"
        done = subprocess.run(  # the server keeps its parent's pipes open, so what it says goes to no pipe
            [str(self._binaries / program), *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            **_as_account(),
        )
        assert done.returncode == 0, f"{program} failed\n{log.read_text() if log.exists() else ''}"


def _as_account() -> dict[str, Any]:
    account = _account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def _account() -> "pwd.struct_passwd | None":
    """Return whom the server is to run as where the tests run as root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None
