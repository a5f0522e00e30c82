"""Finding the one bank that a command is about, by its id or by its file."""

from typing import TYPE_CHECKING

from quiz.cli.places import Places
from quiz.cli.program import Refusal, counted, printable
from quiz.paths import expand

if TYPE_CHECKING:
    from quiz.bank.loading import Reading
    from quiz.bank.model import Bank


def one_bank(places: Places, asked: str) -> "Bank":
    """Return the bank with this id, or in this file. Raises Refusal where there is none that can be read."""
    from quiz.bank.loading import read_bank
    from quiz.bank.problems import nearest

    file = expand(asked)
    if file.suffix == ".toml" or file.is_file():
        return _whole(read_bank(file))
    banks = places.library().banks
    if asked in banks:
        return banks[asked]
    raise Refusal(f'There is no bank "{printable(asked)}". {nearest(asked, banks) if banks else ""} See: quiz bank list')


def _whole(reading: "Reading") -> "Bank":
    if reading.bank:
        return reading.bank
    first = reading.faults[0]
    more = f" and {counted(len(reading.faults) - 1, 'more fault')}" if len(reading.faults) > 1 else ""
    raise Refusal(f"{first}{more}. See: quiz bank check {printable(reading.file)}" if more else str(first))
