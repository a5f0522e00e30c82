"""How many answered what, as each type of question counts it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from quiz.questions.answers import Answer

if TYPE_CHECKING:
    from quiz.questions.question import Answerable

COMMONEST = 3
"""How many are told where an answer can be too many things to tell all."""

_Key = TypeVar("_Key", bound=Hashable)


class AnswerCount(Struct, frozen=True):
    """How many gave one answer, or picked one thing of several."""

    text: str
    count: int
    fraction: float
    """How much of it is right, 0 to 1."""


class PartCounts(Struct, frozen=True, kw_only=True):
    """How many answered what in one part of a question: all of it, an item of it, or a scene."""

    about: str = ""
    """Which part it is; empty for the whole."""
    answered: int
    counts: tuple[AnswerCount, ...]
    """They need not add up: several may be picked at once, and what is rare may be left out."""
    complete: bool = True
    """Whether all that could be picked is there, picked or not, in the order of the file; else the commonest come first."""


def counts_by_column(part: "Answerable", answers: Mapping[Answer, int], about: str = "") -> PartCounts:
    """Count answers, of each of which it says how many gave it, by the columns that they fall in."""
    picked: Counter[int] = Counter()
    for answer, count in answers.items():
        for position in part.columns_of(answer):
            picked[position] += count
    columns = enumerate(part.columns())
    counts = tuple(AnswerCount(column.text, picked[position], column.fraction) for position, column in columns)
    return PartCounts(about=about, answered=sum(answers.values()), counts=counts)


def commonest(counts: Mapping[_Key, int], order: Iterable[_Key] = (), most: int = COMMONEST) -> list[tuple[_Key, int]]:
    """Return the commonest, each with its count; equal ones in the ``order`` given, else in that in which they came."""
    places = {key: place for place, key in enumerate(dict.fromkeys([*order, *counts]))}
    return sorted(counts.items(), key=lambda found: (-found[1], places[found[0]]))[:most]
