"""Saves bank files edited in the app, never over somebody else's edit, and keeps the old file for undo."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from quiz.banks.editing import edited
from quiz.banks.model import Source
from quiz.files import read_file, replace_file, write_new
from quiz.paths import is_shipped, kept_files, own_banks, shipped_banks
from quiz.questions.question import Question
from quiz.services.requests import AppRequest, RequestError

MOST_KEPT = 20
"""The most files kept for undo, across all banks."""
_DIGITS = 12
_MAY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_NOT_THERE = b""
"""Kept in place of a file that did not exist before; a bank is never empty."""


class ChangedElsewhereError(RequestError):
    """The file has changed since the question was read from it."""


class QuestionChange(Struct, frozen=True, kw_only=True):
    """An edited question, and the file it was read from."""

    file: Path
    content: bytes
    """The file as it was read."""
    position: int
    question: Question
    new_sources: Mapping[str, Source] = {}


class Mending:
    """Saves edited questions and undoes the last edit of a file. All of it blocks: call it off the loop."""

    def __init__(self, own: Path, kept: Path) -> None:
        """Copy shipped banks into ``own`` before editing them, and keep old files in ``kept``."""
        self._own = own
        self._kept = kept

    @classmethod
    def of(cls, request: AppRequest) -> "Mending":
        """Use the folders of ``request``, or the usual ones."""
        if request.data_folder is None:
            return cls(own_banks(), kept_files())
        return cls(request.data_folder / "banks", request.data_folder / "kept")

    def save(self, change: QuestionChange) -> Path:
        """Write an edited question and return its file, for a shipped bank a copy in the user's own folder.

        Raises EditingError where the question cannot be edited in place, ChangedElsewhereError, or OSError; the file is
        then untouched.
        """
        if read_file(change.file) != change.content:
            raise ChangedElsewhereError(f"{change.file.name} was changed elsewhere meanwhile.")
        return self.put(
            change.file, change.content, edited(change.content, change.position, change.question, change.new_sources)
        )

    def put(self, file: Path, before: bytes, new: bytes) -> Path:
        """Replace a file that read as ``before`` and return it; a shipped bank is written to the user's own folder instead.

        Raises ChangedElsewhereError or OSError; the file is then untouched.
        """
        if read_file(file) != before:
            raise ChangedElsewhereError(f"{file.name} was changed elsewhere meanwhile.")
        if is_shipped(file):
            return self._as_own(file, new)
        _refuse_protected(file)
        kept = self._keep(file, before, new)
        try:
            replace_file(file, new)
        except OSError:
            # Or undo would find this change, which never happened, before the last real one.
            kept.unlink(missing_ok=True)
            raise
        return file

    def _as_own(self, shipped: Path, content: bytes) -> Path:
        self._own.mkdir(parents=True, exist_ok=True)
        file = self._own / shipped.name
        try:
            write_new(file, content)
        except FileExistsError:
            raise RequestError(f"There is a {file} already: open and change that one.") from None
        try:
            self._keep(file, _NOT_THERE, content)
        except OSError:
            file.unlink()
            raise
        return file

    def undo(self, file: Path) -> Path | None:
        """Undo the last change made here to a file and return the file; None if there is none to undo.

        A copy of a shipped bank is deleted if that change made it, and the shipped file returned. Raises
        ChangedElsewhereError if somebody else has changed the file since, or OSError.
        """
        last = self._last(file)
        if last is None:
            return None
        if _digest(read_file(file)) != last.name.split("-")[2]:
            raise ChangedElsewhereError(f"{file.name} was changed elsewhere since, so it is left as it is.")
        before = read_file(last)
        if before == _NOT_THERE:
            file.unlink()
        else:
            _refuse_protected(file)
            replace_file(file, before)
        last.unlink()
        return file if before != _NOT_THERE else shipped_banks() / file.name

    def can_undo(self, file: Path) -> bool:
        """Say whether there is a change to ``file`` to undo, provided nobody else has changed it since."""
        return self._last(file) is not None

    def orphans(self, files: Iterable[Path]) -> list[Path]:
        """Return the old versions of files that are not among ``files``: nobody can undo those changes any more."""
        known = set(map(_which, files))
        return [kept for kept in self._in_order() if kept.name.split("-")[1] not in known]

    def _last(self, file: Path) -> Path | None:
        """Return the old version that the last change to a file left behind."""
        which = _which(file)
        mine = [kept for kept in self._in_order() if kept.name.split("-")[1] == which]
        return mine[-1] if mine else None

    def _keep(self, file: Path, before: bytes, after: bytes) -> Path:
        """Keep a file's old content, named for its turn, its file and what it becomes; return the kept file."""
        self._kept.mkdir(parents=True, exist_ok=True)
        kept = self._in_order()
        turn = int(kept[-1].name.split("-")[0]) + 1 if kept else 1
        new = self._kept / f"{turn:08}-{_which(file)}-{_digest(after)}-{file.name}"
        write_new(new, before)
        for old in kept[: max(len(kept) + 1 - MOST_KEPT, 0)]:
            old.unlink(missing_ok=True)
        return new

    def _in_order(self) -> list[Path]:
        """Return the kept files, the oldest first."""
        if not self._kept.is_dir():
            return []
        return sorted(kept for kept in self._kept.iterdir() if kept.name[:1].isdigit() and kept.name.count("-") >= 3)


def _refuse_protected(file: Path) -> None:
    """Raise PermissionError for a read-only file: a new one could replace it, against its owner's wish."""
    if not file.stat().st_mode & _MAY_WRITE or not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, "it is protected against writing", str(file))


def _which(file: Path) -> str:
    """Return an id for where a file really is, the same by whatever path it is reached."""
    return _digest(os.path.realpath(file).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]
