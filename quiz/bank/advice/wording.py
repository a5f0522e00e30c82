"""Advice on what is asked and explained, and how long there is to read it."""

import re
from collections.abc import Iterator

from quiz.bank.advice.rule import Hit, QuestionRule, options_of
from quiz.bank.model import AnyQuestion, Bank
from quiz.bank.reading_time import reading_limit

_NEGATIVE_STEM = re.compile(r"\b(?:which|what|who)\b[^?.!]*\b(?:not|never|except)\b[^?.!]*\?", re.IGNORECASE)
_MARKED = re.compile(r"\b(?:NOT|NEVER|EXCEPT)\b")
_ECHO = 90


def _negative(question: AnyQuestion, bank: Bank) -> Iterator[Hit]:
    if options_of(question) and _NEGATIVE_STEM.search(question.prompt) and not _MARKED.search(question.prompt):
        yield ("prompt",), "The question is a negative one, and the word that makes it so is easily missed."


def _echo(question: AnyQuestion, bank: Bank) -> Iterator[Hit]:
    for option in options_of(question):
        if option.correct and _echoes(question.explanation, option.text):
            yield ("explanation",), "The explanation only repeats the right option."
            return


def _echoes(explanation: str, key: str) -> bool:
    # Texts of very different lengths cannot be alike; the library for likeness is slow to import.
    if 200 * min(len(explanation), len(key)) < _ECHO * (len(explanation) + len(key)):
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(explanation, key) >= _ECHO


def _too_short(question: AnyQuestion, bank: Bank) -> Iterator[Hit]:
    own = question.time_limit
    limit = bank.about.time_limit if own is None else own
    if isinstance(limit, str):
        return
    needed = reading_limit(question)
    if limit < needed:
        path = ("time_limit",) if own is not None else ()
        yield path, f"The time limit is {limit:g} seconds; reading and thinking take about {needed:g}."


WORDING_RULES = (
    QuestionRule("negative-stem", "A hurried reader misses it.", "Write NOT in capitals, or ask it positively.", _negative),
    QuestionRule("echoing-explanation", "An explanation adds the rule and the reason.", "Say why it is so.", _echo),
    QuestionRule(
        "short-time", "Slow readers would be tested on speed.", 'Allow more, or use  time_limit = "auto".', _too_short
    ),
)
