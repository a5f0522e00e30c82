"""Files of other programs that lie among the banks: somebody dropped a spreadsheet there and waits for its questions."""

import re
from collections.abc import Iterable
from pathlib import Path

from quiz.banks.formats.registry import FORMATS
from quiz.paths import is_missing

_NOT_TOLD_BY_NAME = (".toml", ".json", ".txt")
"""Endings of banks themselves, and of what may be anything."""
_QUESTIONS = re.compile(rb"^ANSWER:\s*[A-Za-z]|\{[^{}]*[=~][^{}]*\}", re.MULTILINE)
_LOOKED_AT = 2**16
_HEAD = 2**12
"""Bytes of a bank in which its notes of where it comes from stand."""
_MADE_OF = "Made of"


def foreign_files(folders: Iterable[Path]) -> list[Path]:
    """Return the files of the folders that could be imported and were not yet, sorted by name."""
    found: list[Path] = []
    for folder in folders:
        files = _files_of(folder)
        made_of = {file: _made_of(file) for file in files if file.suffix.lower() == ".toml"}
        imported = set[str]().union(*made_of.values())
        # A bank of the file's own name that says nothing of files was made of it before banks said so.
        imported |= {file.name for file in files if made_of.get(bank_beside(file)) == set()}
        found += [file for file in files if file.name not in imported and _is_foreign(file)]
    return found


def imported_from(name: str) -> str:
    """Return the note that says in a bank of which file it was made."""
    return f"{_MADE_OF} {name.encode('unicode_escape').decode()}"


def _made_of(file: Path) -> set[str]:
    """Return the names of the files of which a bank was made, as the notes at its head say."""
    try:
        # A pipe would be waited for.
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
        # Reading the banks says why.
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
    """Return a name for that bank that is not taken by the bank of another file."""
    beside = bank_beside(file)
    return beside if is_missing(beside) else file.with_name(f"{file.stem}-{file.suffix[1:].lower()}.toml")


def import_command(file: Path) -> str:
    """Return the command that makes a bank of ``file``, to be typed in any shell."""
    return f'quiz bank import "{file}" --to "{free_bank_beside(file)}"'
