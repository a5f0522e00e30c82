"""Reads a bank in our own format for import, for example to merge several files."""

from quiz.banks.formats.exchange import Imported
from quiz.banks.loading import read_text


def read_toml(text: str, file: str) -> Imported:
    """Return the questions and sources of a bank file; none if it has faults."""
    reading = read_text(text, file)
    if reading.bank is None:
        return Imported(questions=(), problems=reading.problems)
    bank = reading.bank
    return Imported(questions=bank.questions, problems=reading.problems, title=bank.title, sources=bank.sources)
