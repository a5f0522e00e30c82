"""Finding the one bank that a command is about, by its id or by its file."""

from quiz.banks.loading import Reading, read_bank
from quiz.banks.model import Bank
from quiz.cli.locations import Locations
from quiz.cli.program import CliError
from quiz.paths import expand
from quiz.questions.diagnostics import nearest
from quiz.questions.text import plural, printable


def one_bank(places: Locations, asked: str) -> Bank:
    """Return the bank with this id, or in this file. Raises CliError where there is none that can be read."""
    file = expand(asked)
    if file.suffix == ".toml" or file.is_file():
        return _whole(read_bank(file))
    banks = places.library().banks
    if asked in banks:
        return banks[asked]
    raise CliError(f'There is no bank "{printable(asked)}". {nearest(asked, banks) if banks else ""} See: quiz bank list')


def _whole(reading: Reading) -> Bank:
    if reading.bank:
        return reading.bank
    first = reading.faults[0]
    more = f" and {plural(len(reading.faults) - 1, 'more fault')}" if len(reading.faults) > 1 else ""
    raise CliError(f"{first}{more}. See: quiz bank check {printable(reading.file)}" if more else str(first))
