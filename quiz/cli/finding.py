"""Finding the one bank that a command is about, by its id or by its file."""

from collections.abc import Iterator
from contextlib import contextmanager

from quiz.banks.model import Bank
from quiz.cli.locations import Locations
from quiz.cli.program import FAILED, WRONG_USAGE, CliError, print_error
from quiz.services.bank_finding import find_bank
from quiz.services.requests import RequestError


def one_bank(locations: Locations, asked: str) -> Bank:
    """Return the bank with this id, or in this file. Raises CliError where there is none that can be read."""
    with refusing():
        return find_bank(asked, locations.library())


@contextmanager
def refusing() -> Iterator[None]:
    """Say why something that was asked for cannot be done, a sentence a line. Raises CliError in place of RequestError."""
    try:
        yield
    except RequestError as refusal:
        for sentence in refusal.sentences[:-1]:
            print_error(sentence)
        raise CliError(refusal.sentences[-1], WRONG_USAGE if refusal.wrong_usage else FAILED) from None
