"""How many answered what, as each type of question counts it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from quiz.questions.answers import Answer

if TYPE_CHECKING:
    from quiz.questions.question import Answerable

COMMONEST = 3
"""How many are told where answers may be too varied to list all."""

_Key = TypeVar("_Key", bound=Hashable)


class AnswerCount(Struct, frozen=True):
    """How many gave one answer, or picked one option."""

    text: str
    count: int
    fraction: float
    """How much of it is right, 0 to 1."""


class PartCounts(Struct, frozen=True, kw_only=True):
    """How many answered what in one part of a question: all of it, an item of it, or a scene."""

    about: str = ""
    """The part's name; empty for the whole."""
    answered: int
    counts: tuple[AnswerCount, ...]
    """They need not add up: several may be picked at once, and rare answers may be left out."""
    complete: bool = True
    """Whether all options are listed, picked or not, in the order of the file; otherwise the commonest come first."""


def counts_by_column(part: "Answerable", answers: Mapping[Answer, int], about: str = "") -> PartCounts:
    """Count answers by column, from how many gave each."""
    picked: Counter[int] = Counter()
    for answer, count in answers.items():
        for position in part.columns_of(answer):
            picked[position] += count
    columns = enumerate(part.columns())
    counts = tuple(AnswerCount(column.text, picked[position], column.fraction) for position, column in columns)
    return PartCounts(about=about, answered=sum(answers.values()), counts=counts)


def commonest(counts: Mapping[_Key, int], order: Iterable[_Key] = (), most: int = COMMONEST) -> list[tuple[_Key, int]]:
    """Return the commonest, each with its count; equal ones in the ``order`` given, then as they came."""
    places = {key: place for place, key in enumerate(dict.fromkeys([*order, *counts]))}
    return sorted(counts.items(), key=lambda found: (-found[1], places[found[0]]))[:most]
