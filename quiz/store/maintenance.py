"""Keeps a store sound over the years: a daily copy beside it, and a check of every page."""

import contextlib
from datetime import datetime
from pathlib import Path

from quiz.store.errors import StoreError
from quiz.store.location import backups, beside, left_over, store_file
from quiz.store.sqlite import SqliteConnection, copy_file

KEPT_BACKUPS = 3
"""How many daily copies stay."""

_MOST_TROUBLES = 20
_DAY = 24 * 60 * 60 * 1000


def back_up(address: str, at: int) -> None:
    """Copy the store to a file beside it on its first use of the day, and delete the oldest copies.

    ``at`` is now, in milliseconds since 1970, UTC. Blocks for as long as the copying takes: call it off the event loop.
    A store in memory, on a server, or without players has none. A copy that fails must not keep anybody from playing, so
    nothing is raised: ``backups`` tells which there are. A damaged store never replaces a good copy.
    """
    file = store_file(address)
    if file is None:
        return
    copy = beside(file, f".backup-{datetime.fromtimestamp(at / 1000).astimezone():%Y-%m-%d}")
    with contextlib.suppress(StoreError, OSError):
        if copy.is_file() or not _has_players(file):
            return
        copy_file(file, copy)
        # Unfinished copies are left by a program that was killed; one of today may still be under way.
        killed = [half for half in left_over(file) if half.stat().st_mtime * 1000 < at - _DAY]
        # Today's stays even if a wrong clock has left copies dated in the future, and those go first.
        others = sorted((old for old in backups(file) if old != copy), key=lambda old: old.name > copy.name)
        older = others[KEPT_BACKUPS - 1 :]
        for old in [*older, *killed]:
            old.unlink(missing_ok=True)


def check_integrity(address: str) -> list[str]:
    """Return what is damaged in the store's file, empty if it is sound. Reads all of it, which can take a while.

    The store must exist; one in memory or on a server is not checked. Raises StoreError where the file is too damaged to
    be read.
    """
    file = store_file(address)
    if file is None:
        return []
    with contextlib.closing(SqliteConnection(file, read_only=True)) as connection, connection.reading():
        pages = [row[0] for row in connection.execute(f"PRAGMA quick_check({_MOST_TROUBLES})") if row[0] != "ok"]
        lost = connection.execute('SELECT "table", COUNT(*) FROM pragma_foreign_key_check GROUP BY "table"')
    return pages + [f"{count} of the rows of {table} belong to nothing." for table, count in lost]


def _has_players(file: Path) -> bool:
    with contextlib.closing(SqliteConnection(file, read_only=True)) as connection, connection.reading():
        return "players" in connection.tables() and bool(connection.execute("SELECT 1 FROM players LIMIT 1"))
