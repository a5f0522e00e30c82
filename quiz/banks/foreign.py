"""Other programs' files among the banks: somebody has dropped a spreadsheet there and waits for its questions."""

import os
import re
import shlex
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from msgspec import Struct

from quiz.banks.formats.registry import FORMATS
from quiz.paths import is_missing
from quiz.questions.text import printable

_NOT_TOLD_BY_NAME = (".toml", ".json", ".txt")
"""Suffixes of banks themselves, and of files that may be anything."""
_QUESTIONS = re.compile(rb"^ANSWER:\s*[A-Za-z]|\{[^{}]*[=~][^{}]*\}", re.MULTILINE)
_LOOKED_AT = 2**16
_HEAD = 2**12
"""How many bytes at a bank's beginning hold the notes of where it comes from."""
_MADE_OF = "Made of"
_OBEYED = re.compile(r'["$`!\\]' if os.sep == "/" else r'["$`!]')
"""What some shell interprets within double quotes."""


class ForeignFile(Struct, frozen=True):
    """Another program's file that may hold questions."""

    file: Path
    bank: Path | None = None
    """The bank made from it before its last change; None if there is none."""


def foreign_files(folders: Iterable[Path]) -> list[ForeignFile]:
    """Return the files that are not imported yet, or have changed since, folder by folder, sorted by name."""
    found: list[ForeignFile] = []
    for folder in folders:
        files = _files_of(folder)
        made_of = _notes_of(files)
        for file in files:
            bank = _youngest_made_of(file, made_of)
            if (bank is None or _changed_at(file) > _changed_at(bank)) and _is_foreign(file):
                found.append(ForeignFile(file, bank))
    return found


def bank_made_of(file: Path) -> Path | None:
    """Return the bank that was made from a file and is kept beside it; of several, the one changed last."""
    return _youngest_made_of(file, _notes_of(_files_of(file.parent)))


def _notes_of(files: Iterable[Path]) -> dict[Path, set[str]]:
    return {file: _made_of(file) for file in files if file.suffix.lower() == ".toml"}


def _youngest_made_of(file: Path, made_of: Mapping[Path, Set[str]]) -> Path | None:
    own = bank_beside(file)
    # Banks used not to note their file: one with the file's name and no note was made from it.
    banks = (bank for bank, names in made_of.items() if file.name in names or (bank == own and not names))
    return max(banks, key=_changed_at, default=None)


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def imported_from(name: str) -> str:
    """Return the note in a bank that names the file it was made from."""
    return f"{_MADE_OF} {name.encode('unicode_escape').decode()}"


def _made_of(file: Path) -> set[str]:
    """Return the names of the files that a bank was made from, by the notes at its head."""
    try:
        # Reading a pipe would block.
        if not file.is_file():
            return set()
        with file.open("rb") as opened:
            head = opened.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return set()
    notes = (line.removeprefix("# ").strip() for line in head.splitlines() if line.startswith(f"# {_MADE_OF} "))
    return {note.removeprefix(_MADE_OF).strip().encode().decode("unicode_escape", "replace") for note in notes}


def _files_of(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        # Loading the banks reports why.
        return []


def _is_foreign(file: Path) -> bool:
    suffix = file.suffix.lower()
    told = suffix not in _NOT_TOLD_BY_NAME and any(suffix in known.suffixes for known in FORMATS.values())
    if file.name.startswith((".", "~")) or not (told or suffix == ".txt"):
        return False
    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            return told or _QUESTIONS.search(opened.read(_LOOKED_AT)) is not None
    except OSError:
        return False


def bank_beside(file: Path) -> Path:
    """Return the bank that a file of another program becomes when it is imported."""
    return file.with_suffix(".toml")


def free_bank_beside(file: Path) -> Path:
    """Return that bank, or one with the file's suffix in its name if that is taken."""
    beside = bank_beside(file)
    return beside if is_missing(beside) else file.with_name(f"{file.stem}-{file.suffix[1:].lower()}.toml")


def import_command(file: Path, bank: Path | None = None) -> str:
    """Return the command that makes a bank from ``file``, or imports it into ``bank``, to be typed in any shell."""
    target = f"--into {_for_shells(bank)}" if bank else f"--to {_for_shells(free_bank_beside(file))}"
    return f"quiz bank import {_for_shells(file)} {target}"


def _for_shells(path: Path) -> str:
    """Return a path quoted so that no shell runs anything in it when the command is pasted, whatever the file's name."""
    text = printable(str(path))
    return shlex.quote(text) if _OBEYED.search(text) else f'"{text}"'
