"""Reads a bank of our own format as one to be imported, for example to put several files together."""

from quiz.banks.formats.exchange import Imported
from quiz.banks.loading import read_text


def read_toml(text: str, file: str) -> Imported:
    """Return the questions and sources of a bank file; one with faults has none of them."""
    reading = read_text(text, file)
    if reading.bank is None:
        return Imported(questions=(), problems=reading.problems)
    bank = reading.bank
    return Imported(questions=bank.questions, problems=reading.problems, title=bank.title, sources=bank.sources)
