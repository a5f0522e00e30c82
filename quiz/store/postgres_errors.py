"""What PostgreSQL's errors mean for somebody who wants to play, and what to do about them."""

from typing import Any

from quiz.store.errors import ConflictError, ErasedError, LostDatabaseError, StoreError

_CHECK_NETWORK = "Check the network and the address, then try again."
_WHERE_TO_PUT_IT = "Put it into the file that PGPASSFILE names (else ~/.pgpass), or the whole address into QUIZ_STORE."
_ASK = "Ask whoever looks after the database"
_NO_SUCH_ROW = "23503"
_CONFLICTS = ("40P01", "40001")
_BY_CODE = {
    "55P03": ("Another program holds the scores at {} and does not let go.", f"Try again. {_ASK} if it stays so."),
    "57014": ("The scores at {} take too long to answer.", f"Try again. {_ASK} if it stays so."),
    "25P03": ("The connection to the scores at {} was idle for too long and was lost.", "Try again."),
    "25006": ("The scores at {} may only be read.", f"{_ASK} for an account that may write."),
    "22P05": ("The database at {} cannot keep these characters.", f"{_ASK} for one with the encoding UTF8."),
}
"""What PostgreSQL's codes mean: a sentence with the store's location, and what to do."""

_FULL = ("53100", "53200")
_COMING_OR_GOING = "the database system is"
"""Starting up, shutting down, in recovery, not yet accepting connections."""

_NO_ROOM = ("too many clients", "too many connections", "connection slots")


def closed_error(location: str) -> StoreError:
    """Return the error of a connection that is used after it was closed."""
    return StoreError(f"The scores at {location} were closed before this was kept.", "Start the quiz again.")


def may_answer_soon(error: Any) -> bool:
    """Say whether to try connecting again at once after ``error``: nobody answers, or the server is starting.

    An account that was refused is never tried again: a few wrong passwords may lock it.
    """
    reason = str(error)
    refused = "FATAL:" in reason or _used_password(error)
    return not refused or _COMING_OR_GOING in reason


def translate_error(error: Any, location: str, *, lost: bool) -> StoreError:
    """Return what an error of psycopg means; ``lost`` says that it may concern the connection, not a statement.

    It never shows a password: the driver's messages contain none, and neither does ``location``.
    """
    reason = str(error).strip().partition("\n")[0].rstrip(".").removeprefix("connection failed: ")
    reason = reason.replace("connection timeout expired", "no answer")
    code = error.sqlstate or ""
    if code in _CONFLICTS:
        return ConflictError(f"Too many others wrote to the scores at {location} at the same time.", "Try again.")
    if code == _NO_SUCH_ROW:
        return ErasedError()
    if code in _BY_CODE:
        sentence, fix = _BY_CODE[code]
        return StoreError(sentence.format(location), fix)
    if code in _FULL or code.startswith("58"):
        return StoreError(f"The database at {location} is out of space or fails: {reason}.", f"{_ASK}.")
    if not code and "FATAL:" in reason:
        return _refused(error, location, reason.rpartition("FATAL:")[2].strip())
    if _wants_password(error):
        return StoreError(f"The database at {location} wants a password, and none was given.", _WHERE_TO_PUT_IT)
    if lost and (not code or code.startswith(("08", "57P"))):
        return LostDatabaseError(f"The scores at {location} cannot be reached: {reason}.", _CHECK_NETWORK)
    return StoreError(
        f"The scores at {location} cannot be used: {reason}.",
        f"{_ASK} whether this account may create and write tables.",
    )


def _refused(error: Any, location: str, reason: str) -> StoreError:
    """Return what a server means that answered but refused; it says why in its own language."""
    if any(words in reason for words in (_COMING_OR_GOING, *_NO_ROOM)):
        return StoreError(f"The database at {location} takes nobody in at the moment: {reason}.", "Try again in a moment.")
    if _used_password(error) and "database" not in reason:
        fix = "Check the name and the password in the address, in QUIZ_STORE or in the file that PGPASSFILE names."
        return StoreError(f"The database at {location} does not take this name and password: {reason}.", fix)
    fix = f"Check the names of the account and of the database in the address, or {_ASK[0].lower()}{_ASK[1:]}."
    return StoreError(f"The database at {location} lets nobody in: {reason}.", fix)


def _used_password(error: Any) -> bool:
    return bool(error.pgconn and error.pgconn.used_password)


def _wants_password(error: Any) -> bool:
    return bool(error.pgconn and error.pgconn.needs_password)
