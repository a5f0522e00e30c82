"""Reads and writes whole files: nothing hangs on pipes or devices, and no half-written file is left behind."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

MOST_BYTES = 64 * 2**20
"""The largest file that is read: four times a bank of 10,000 questions, the largest known to work."""
_MOST_OF_ONE_NAME = 100


def read_file(file: Path) -> bytes:
    """Return an ordinary file's content.

    Raises OSError for one that is missing, may not be read, is larger than ``MOST_BYTES``, or is not an ordinary file:
    opening a pipe or a device could wait for ever.
    """
    about = file.stat()
    if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
        raise OSError(errno.EINVAL, "It is not an ordinary file", str(file))
    if about.st_size > MOST_BYTES:
        raise _too_large(file)
    with file.open("rb") as opened:
        # A file may grow meanwhile, and system files claim to be empty.
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _too_large(file)
    return content


def _too_large(file: Path) -> OSError:
    return OSError(errno.EFBIG, f"It is larger than {MOST_BYTES // 2**20} MB", str(file))


def write_new(file: Path, content: bytes, *, private: bool = False) -> None:
    """Write a new file, whole or not at all. Raises FileExistsError if it exists, or another OSError.

    Only its owner may read a ``private`` file.
    """
    with _naming(file):
        new = _written_beside(file, content, 0o600 if private else 0o666, wait=True)
        try:
            _put_in_free_place(new, file)
        finally:
            new.unlink(missing_ok=True)


def write_numbered(folders: Iterable[Path], name: str, ending: str, content: bytes, *, private: bool = False) -> Path:
    """Write a new file in the first of ``folders`` that can be written, with a number after its name if that is taken.

    Only its owner may read a ``private`` file. Returns the file. Raises OSError if no folder can be written.
    """
    refusal: OSError = FileNotFoundError("There is no folder to write it in")
    for folder in folders:
        for number in range(1, _MOST_OF_ONE_NAME):
            file = folder / f"{name}{f'-{number}' if number > 1 else ''}{ending}"
            try:
                write_new(file, content, private=private)
            except OSError as error:
                refusal = error
                if not isinstance(error, FileExistsError):
                    break
            else:
                return file
    raise refusal


def write_over(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all. Raises OSError, and then leaves the old one alone.

    Does not wait for the disk, so use it only for what is easily made again after a power cut.
    """
    # The file may be a link to one kept elsewhere.
    file = Path(os.path.realpath(file))
    with _naming(file):
        new = _written_beside(file, content, 0o600, wait=False)
        try:
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)


def replace_file(file: Path, content: bytes) -> None:
    """Replace an existing file's content, whole or not at all, and keep its permissions. Raises OSError."""
    file = Path(os.path.realpath(file))
    with _naming(file):
        new = _written_beside(file, content, stat.S_IMODE(file.stat().st_mode) | stat.S_IWUSR, wait=True)
        try:
            with contextlib.suppress(OSError):
                # The process's umask may have removed some.
                new.chmod(stat.S_IMODE(file.stat().st_mode))
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)


@contextlib.contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Make errors name the file that was to be written, not the temporary one beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def _written_beside(file: Path, content: bytes, mode: int, *, wait: bool) -> Path:
    """Write a new file in the folder of ``file`` and return it; with ``wait``, only once it is on disk."""
    import secrets

    # Beside, not with another name: "." and "/" have none.
    new = file.parent / f".quiz-{secrets.token_hex(6)}.new"
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
    """Give a written file its name. Raises FileExistsError if that is taken."""
    try:
        file.hardlink_to(new)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # Memory sticks have no hard links.
        if os.path.lexists(file):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        new.rename(file)


_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can hold."""
_UNIX, _READABLE = 3, 0o100644 << 16


def zip_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files with their paths as a ZIP file, the same bytes at any time and on any machine.

    Nothing is compressed: a compressor's output depends on its version.
    """
    import io
    import zipfile

    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, content)
    return whole.getvalue()
