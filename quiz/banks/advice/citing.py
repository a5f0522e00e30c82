"""Advice on sources: what is cited by nobody, and what nobody has looked at for long."""

from collections.abc import Iterator
from datetime import date, timedelta

from quiz.banks.advice.rule import BankRule, Hit
from quiz.banks.model import Bank
from quiz.questions.diagnostics import quoted

OLD = timedelta(days=365)
"""The age from which on a source should be read again."""


def _unused(bank: Bank, today: date) -> Iterator[Hit]:
    cited = {key for question in bank.questions for key in question.sources}
    for key in bank.sources:
        if key not in cited:
            yield ("sources", key), f"No question cites the source {quoted(key)}."


def _stale(bank: Bank, today: date) -> Iterator[Hit]:
    for key, source in bank.sources.items():
        if source.review_by is not None and source.review_by < today:
            yield ("sources", key, "review_by"), f"The source {quoted(key)} was to be read again by {source.review_by}."
        elif today - source.checked > OLD:
            yield ("sources", key, "checked"), f"The source {quoted(key)} was last read on {source.checked}."


SOURCE_RULES = (
    BankRule("unused-source", "It costs work at every review.", "Cite it, or take it out.", _unused),
    BankRule("stale-source", "Rules and pages change.", "Read it again, then put in the day as  checked.", _stale),
)
