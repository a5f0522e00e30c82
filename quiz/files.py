"""Reading and writing whole files: nothing hangs on what is no file, and nothing half written is left behind."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

MOST_BYTES = 64 * 2**20
"""The largest file that is read: four times a bank of 10,000 questions, the largest that is known to work."""


def read_file(file: Path) -> bytes:
    """Return what is in an ordinary file.

    Raises OSError for one that is not there, may not be read, is larger than ``MOST_BYTES``, or is no ordinary file: to
    open a pipe or a device would wait for ever.
    """
    about = file.stat()
    if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
        raise OSError(errno.EINVAL, "It is no ordinary file", str(file))
    if about.st_size > MOST_BYTES:
        raise _too_large(file)
    with file.open("rb") as opened:
        # A file may grow meanwhile, and those of the system say that they hold nothing.
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _too_large(file)
    return content


def _too_large(file: Path) -> OSError:
    return OSError(errno.EFBIG, f"It is larger than {MOST_BYTES // 2**20} MB", str(file))


def write_new(file: Path, content: bytes) -> None:
    """Make a file that is not there yet, whole or not at all. Raises FileExistsError where it is, or another OSError."""
    with _naming(file):
        new = _written_beside(file, content, 0o666, wait=True)
        try:
            _put_in_free_place(new, file)
        finally:
            new.unlink(missing_ok=True)


def write_over(file: Path, content: bytes) -> None:
    """Write a file that its owner alone may read, whole or not at all. Raises OSError; what was there stands then.

    Does not wait for the disk: what a power cut may take must be easily made again.
    """
    # Somebody may keep the file elsewhere and have a link here.
    file = Path(os.path.realpath(file))
    with _naming(file):
        new = _written_beside(file, content, 0o600, wait=False)
        try:
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)


@contextlib.contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Let errors name the file that was to be written, not the one beside it that nobody has heard of."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def _written_beside(file: Path, content: bytes, mode: int, *, wait: bool) -> Path:
    """Write a new file in the folder of ``file`` and return it; ``wait`` until the disk has it."""
    import secrets

    new = file.with_name(f".quiz-{secrets.token_hex(6)}.new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
            if wait:
                opened.flush()
                os.fsync(handle)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return new


def _put_in_free_place(new: Path, file: Path) -> None:
    """Give a written file its name. Raises FileExistsError where another has it."""
    try:
        file.hardlink_to(new)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # A memory stick knows no hard links.
        if os.path.lexists(file):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        new.rename(file)
