"""What the errors of SQLite and of the file system mean for somebody who wants to play, and what to do about them."""

import errno
import os
import sqlite3
from pathlib import Path

from quiz.store.errors import ErasedError, StoreError
from quiz.store.location import how_to_put_back


def error_kind(error: Exception) -> int | None:
    """Return SQLite's primary error code."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def translate_error(error: Exception, location: str) -> StoreError:
    """Return what a failure of SQLite or of the file system means for somebody who wants to play."""
    elsewhere = "Or keep the scores elsewhere: quiz --store FILE."
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return ErasedError()
    kind, number = error_kind(error), getattr(error, "errno", None)
    if kind == sqlite3.SQLITE_FULL or number == errno.ENOSPC:
        return StoreError(
            f"The disk is full, so the scores in {location} cannot be written.", "Free some space and try again."
        )
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError(f"Another program is writing to {location} and does not stop.", "Close it and try again.")
    if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreError(
            f"{location} is damaged or is not a file of scores; it was left as it is.",
            how_to_put_back(location),
        )
    refused = kind in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM) or number in (errno.EACCES, errno.EPERM, errno.EROFS)
    # The write-ahead log is a file beside this one, so the folder has to be writable too.
    if refused or (kind == sqlite3.SQLITE_CANTOPEN and not os.access(Path(location).parent, os.W_OK)):
        return StoreError(f"{location} may not be written.", f"Ask for permission to write there. {elsewhere}")
    if kind == sqlite3.SQLITE_IOERR:
        return StoreError(
            f"The disk does not do what it is asked, so the scores in {location} cannot be read or written.",
            f"See whether it is full, and try again. {elsewhere}",
        )
    if kind == sqlite3.SQLITE_CANTOPEN or isinstance(error, OSError):
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        return StoreError(f"The scores cannot be kept in {location}: {reason}.", f"Check the folder. {elsewhere}")
    return StoreError(f"The scores in {location} cannot be used: {error}.", f"Run quiz doctor. {elsewhere}")
