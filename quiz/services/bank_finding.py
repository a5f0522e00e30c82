"""Finding the one bank that somebody means: by its id, or by its file."""

import os
from pathlib import Path

from quiz.banks.loading import Library, Reading, read_bank
from quiz.banks.model import Bank
from quiz.paths import expand
from quiz.questions.diagnostics import nearest, quoted
from quiz.questions.text import plural, printable
from quiz.services.requests import RequestError

_MOST_FAULTS = 5


class BankNotFoundError(RequestError):
    """There is no such bank, or it cannot be played."""


def find_bank(asked: str, library: Library) -> Bank:
    """Return the bank with the id ``asked`` among those of the folders, or in the file ``asked``. Raises BankNotFoundError.

    What looks like a path is one; anything else is an id first, and a file in this folder where no bank has it.
    """
    if is_path(asked):
        return _playable(read_bank(expand(asked)))
    banks = library.banks
    if asked in banks:
        return banks[asked]
    # Path.is_file raises for a name that is too long.
    if os.path.isfile(asked):  # noqa: PTH113
        return _playable(read_bank(Path(asked)))
    if reading := _broken(asked, library):
        return _playable(reading)
    refuse_empty(library)
    raise BankNotFoundError(f"There is no bank {quoted(asked)}.", nearest(asked, banks))


def find_file(asked: Path, library: Library) -> Path:
    """Return the file of the bank with the id ``asked``, whether it can be played or not; else ``asked`` as a file."""
    bank, broken = library.banks.get(str(asked)), _broken(str(asked), library)
    found = bank.file if bank else broken.file if broken else asked
    return Path(found)


def _broken(asked: str, library: Library) -> Reading | None:
    """Return the unplayable bank whose file is named for this id."""
    return next((reading for reading in library.broken if Path(reading.file).stem == asked), None)


def is_path(asked: str) -> bool:
    """Say whether a bank is named by its file rather than its id."""
    separators = [separator for separator in ("/", os.sep, os.altsep) if separator]
    return asked.endswith(".toml") or asked.startswith("~") or any(separator in asked for separator in separators)


def refuse_empty(library: Library) -> None:
    """Refuse to go on where there is no bank to choose from. Raises BankNotFoundError."""
    if not library.banks:
        raise BankNotFoundError(
            "No bank was found that can be played.",
            "Name a folder that holds some: quiz --banks FOLDER. See: quiz bank check",
        )


def _playable(reading: Reading) -> Bank:
    if reading.bank:
        return reading.bank
    faults = [str(fault) for fault in reading.faults]
    more = len(faults) - _MOST_FAULTS
    rest = [f"And {plural(more, 'more fault')}: quiz bank check says them all."] if more > 0 else []
    raise BankNotFoundError(f"The bank {printable(reading.file)} cannot be played.", *faults[:_MOST_FAULTS], *rest)
