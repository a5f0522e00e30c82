"""Advice on what is asked and explained, and how long there is to read it."""

import re
from collections.abc import Iterator

from quiz.banks.advice.rule import WORD, Hit, QuestionRule, options_of
from quiz.banks.model import Bank
from quiz.questions.question import Question
from quiz.questions.reading_time import reading_limit

_NEGATIVE_STEM = re.compile(r"\b(?:which|what|who)\b[^?.!]*\b(?:not|never|except)\b[^?.!]*\?", re.IGNORECASE)
_MARKED = re.compile(r"\b(?:NOT|NEVER|EXCEPT)\b")
_SENTENCE_END = re.compile(r"[.!?:;](?=\s|$)")
_ECHO = 90
HARDEST_GRADE = 13
"""The index above which a prompt or an explanation is too hard for a tired reader."""
SHORTEST_GRADED = 20
"""The fewest words of a text whose reading is judged."""


def _negative(question: Question, bank: Bank) -> Iterator[Hit]:
    if options_of(question) and _NEGATIVE_STEM.search(question.prompt) and not _MARKED.search(question.prompt):
        yield ("prompt",), "The question is a negative one, and the word that makes it so is easily missed."


def _echo(question: Question, bank: Bank) -> Iterator[Hit]:
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


def _too_short(question: Question, bank: Bank) -> Iterator[Hit]:
    own = question.time_limit
    limit = bank.about.time_limit if own is None else own
    if isinstance(limit, str):
        return
    needed = reading_limit(question)
    if limit < needed:
        path = ("time_limit",) if own is not None else ()
        yield path, f"The time limit is {limit:g} seconds; reading and thinking take about {needed:g}."


def _hard(question: Question, bank: Bank) -> Iterator[Hit]:
    if not bank.about.language.lower().startswith("en"):
        return
    for path, text in (("prompt", question.prompt), ("explanation", question.explanation)):
        grade = reading_grade(text)
        if grade is not None and grade > HARDEST_GRADE:
            yield (path,), f"The {path} reads like a text for an age of about {min(round(grade) + 5, 25)} or more."


def reading_grade(text: str) -> float | None:
    """Return the Automated Readability Index of an English text: a US school grade, about an age less five.

    4.71 × letters a word + 0.5 × words a sentence − 21.43 (Smith and Senter 1967, AMRL-TR-66-220). None for a text of fewer
    than ``SHORTEST_GRADED`` words, of which the index says too little.
    """
    found = WORD.findall(text)
    if len(found) < SHORTEST_GRADED:
        return None
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    return 4.71 * sum(map(len, found)) / len(found) + 0.5 * len(found) / sentences - 21.43


WORDING_RULES = (
    QuestionRule("negative-stem", "A hurried reader misses it.", "Write NOT in capitals, or ask it positively.", _negative),
    QuestionRule("echoing-explanation", "An explanation adds the rule and the reason.", "Say why it is so.", _echo),
    QuestionRule("hard-reading", "Staff read it tired.", "Shorten the sentences, and take plainer words.", _hard),
    QuestionRule(
        "short-time", "Slow readers would be tested on speed.", 'Allow more, or use  time_limit = "auto".', _too_short
    ),
)
