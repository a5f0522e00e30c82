"""What a rule of item writing is, and the words that several rules look at."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.questions.diagnostics import KeyPath
from quiz.questions.question import Option, OptionsQuestion, Question

Hit = tuple[KeyPath, str]
"""Where a rule is broken, and what was found there in a sentence."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""One word, its apostrophe included."""


class QuestionRule(Struct, frozen=True):
    """A rule that looks at one question; paths are relative to the question."""

    id: str
    why: str
    fix: str
    check: Callable[[Question, Bank], Iterator[Hit]]


class BankRule(Struct, frozen=True):
    """A rule that looks at one bank as a whole on a given day; paths are relative to the file."""

    id: str
    why: str
    fix: str
    check: Callable[[Bank, date], Iterator[Hit]]


class LibraryRule(Struct, frozen=True):
    """A rule that looks at all banks; each hit comes with the position of the bank that it is about."""

    id: str
    why: str
    fix: str
    check: Callable[[Sequence[Bank]], Iterator[tuple[int, Hit]]]


Rule = QuestionRule | BankRule | LibraryRule


def words(text: str) -> list[str]:
    """Return the words of a text, without case."""
    return [word.casefold() for word in WORD.findall(text)]


def options_of(question: Question) -> tuple[Option, ...]:
    """Return the options of a question that has any, else nothing."""
    return question.options if isinstance(question, OptionsQuestion) else ()


def options_of_one(question: Question) -> tuple[Option, ...]:
    """Return the options of a question of which just one is picked, else nothing."""
    return options_of(question) if question.PICKS_ONE else ()
