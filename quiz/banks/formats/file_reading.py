"""Reads any file handed in for import, without hanging, unpacking endlessly or taking other bytes for text.

A file that cannot be used raises ``UnusableFileError`` with the reason and what to do about it.
"""

import errno
import io
import re
import stat
import unicodedata
import zipfile
from pathlib import Path

from msgspec import Struct

from quiz.files import MOST_BYTES
from quiz.files import read_file as read_bytes
from quiz.questions.diagnostics import quoted

MOST_UNPACKED = 100 * 2**20
"""The most bytes that an archive's members may unpack to together."""
MOST_MEMBERS = 10_000
"""The most files that an archive may hold."""

_CHUNK = 2**20
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# The encodings that an XML declaration may name; Python's others are not plain tables, and slow on hostile text.
_DECLARED = re.compile(rb"""<\?xml[^>]{0,80}?encoding=["']((?:iso-8859-|windows-125)[0-9]{1,2})["']""", re.IGNORECASE)
# The bytes of apostrophes, dashes, pounds and accented letters in UTF-8, read as Windows-1252.
_MISTAKEN = re.compile("â€[™˜œ“”¦\x9d]|Â[£©°½]|Ã[©¨¼¶¤¢ª«§´±]")
_SAVE_AS_UTF_8 = 'Save it as UTF-8: in your editor, or in Moodle and Excel, choose "UTF-8" when you save or export it.'


class UnusableFileError(Exception):
    """A file that cannot be read: why, what to do about it, and the line if known."""

    def __init__(self, message: str, fix: str, line: int = 0) -> None:
        """``message`` and ``fix`` are sentences; ``line`` is 0 if the file as a whole is meant."""
        super().__init__(message)
        self.message, self.fix, self.line = message, fix, line


class FileText(Struct, frozen=True):
    """A file's text in Unicode's composed form (NFC), without a byte order mark."""

    text: str
    encoding: str = "UTF-8"
    """The encoding it was read in, as people call it."""
    doubtful_line: int = 0
    """The first line on which the encoding matters, if it was only assumed; else 0."""


def read_content(file: Path) -> bytes:
    """Return an ordinary file's content. Raises OSError if it is missing or may not be read, or UnusableFileError."""
    mode = file.stat().st_mode
    if stat.S_ISDIR(mode):
        raise UnusableFileError("It is a folder, and no file.", "Name the files that are in it.")
    if not stat.S_ISREG(mode):
        raise UnusableFileError("It is a pipe or a device, and no file.", "Save what comes out of it as a file.")
    try:
        content = read_bytes(file)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        fix = "Leave out pictures and sound, or split it into several files."
        raise UnusableFileError(f"It is larger than {MOST_BYTES // 2**20} MB.", fix) from None
    if not content:
        raise UnusableFileError("The file is empty.", "Save or export it again, and look whether it is the right one.")
    return content


def text_of(content: bytes) -> FileText:
    """Return a file's bytes as text: UTF-8, UTF-16, what XML declares, or else Windows-1252. Raises UnusableFileError."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    if encoding := _utf_16(content):
        return _decoded(content, encoding)
    try:
        return _decoded(content, "utf-8")
    except UnusableFileError:
        if declared := _DECLARED.match(content):
            return _decoded(content, declared[1].decode().lower())
        if _is_damaged_utf_8(content):
            raise
    return _windows_1252(content)


def encoding_advice(found: FileText) -> tuple[int, str, str] | None:
    """Return line, message and fix if the encoding was only assumed, or some program mistook it before; else None."""
    if not found.doubtful_line:
        return _mistaken_before(found.text)
    line = found.text.split("\n")[found.doubtful_line - 1].strip()
    place = next((i for i, character in enumerate(line) if character > "\x7f"), 0)
    message = f"The file is not UTF-8 and was read as {found.encoding}; here it says {quoted(line[max(place - 15, 0) :])}."
    return found.doubtful_line, message, f"Where that is wrong: {_SAVE_AS_UTF_8[0].lower()}{_SAVE_AS_UTF_8[1:]}"


def _mistaken_before(text: str) -> tuple[int, str, str] | None:
    """Return line, message and fix if a program has read UTF-8 as Windows-1252 and saved that: â€™ for an apostrophe."""
    if not (first := _MISTAKEN.search(text)):
        return None
    here = text[max(first.start() - 15, text.rfind("\n", 0, first.start()) + 1) : first.end() + 15].partition("\n")[0]
    message = f"Some program has garbled letters before, and they come along so; here it says {quoted(here)}."
    fix = "Export it again from where it was made, and open it as UTF-8; or put the letters right in the file."
    return text.count("\n", 0, first.start()) + 1, message, fix


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Return an archive in memory that is known to unpack to no more than ``MOST_UNPACKED``. Raises UnusableFileError.

    Every member is unpacked once, because an archive may lie about its sizes. One with a link, or a path that leads out of
    it, is refused whole: nobody keeps questions like that.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise _too_large()
        for member in members:
            _check_member(archive, member)
    except UnusableFileError:
        raise
    except Exception as error:  # zipfile raises a dozen kinds: BadZipFile, zlib.error, NotImplementedError, RuntimeError …
        message = f"The archive is damaged or locked: {str(error)[:200] or type(error).__name__}."
        raise UnusableFileError(message, "Save or download it again, without a password.") from None
    return archive


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Raise UnusableFileError for a member that is a link or leads out, or zipfile's own error if its size is a lie."""
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or ":" in parts[0] or stat.S_ISLNK(member.external_attr >> 16):
        message = f"{quoted(member.filename)} in the archive leads out of it."
        raise UnusableFileError(message, "Make the archive anew, from files alone.")
    with archive.open(member) as opened:
        while opened.read(_CHUNK):
            pass


def _too_large() -> UnusableFileError:
    fix = "Copy the questions alone into a new file, without pictures and other sheets."
    return UnusableFileError(f"It unpacks to more than {MOST_UNPACKED // 2**20} MB.", fix)


def _decoded(content: bytes, encoding: str) -> FileText:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(content[: error.start].decode(encoding, "replace").split("\n"))
        message = f"A character is damaged: the file is not {encoding.upper()} throughout."
        raise UnusableFileError(message, _SAVE_AS_UTF_8, line) from None
    return FileText(unicodedata.normalize("NFC", text), encoding.upper())


def _utf_16(content: bytes) -> str:
    """Return which UTF-16 a text without a byte order mark is in, by the position of its zeros; empty if neither."""
    even, odd = content[:1000:2].count(0), content[1:1000:2].count(0)
    half = len(content[:1000]) // 2
    return "utf-16-le" if odd > 0.7 * half and not even else "utf-16-be" if even > 0.7 * half and not odd else ""


def _is_damaged_utf_8(content: bytes) -> bool:
    """Say whether most characters beyond ASCII are valid UTF-8: by chance hardly any would be."""
    beyond = re.sub(r"[\x00-\x7f]+", "", content.decode("utf-8", "replace"))
    return 2 * beyond.count("\ufffd") < len(beyond)


def _windows_1252(content: bytes) -> FileText:
    fix = "Choose a file of questions, or save this one in a format that is listed under  quiz bank import --help."
    if b"\0" in content:
        raise UnusableFileError("The file is not text.", fix)
    try:
        text = unicodedata.normalize("NFC", content.decode("cp1252"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnusableFileError("The file is neither UTF-8 nor Windows-1252 text.", _SAVE_AS_UTF_8, line) from None
    first = next(place for place, character in enumerate(text) if character > "\x7f")
    return FileText(text, "Windows-1252", text.count("\n", 0, first) + 1)
