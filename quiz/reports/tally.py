"""How many chose what, for the bars on the projector."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from quiz.game.scoring import ALL_RIGHT, Hands
from quiz.questions.answers import Answer
from quiz.questions.question import Answerable
from quiz.reports.suppression import FEWEST

_OF_ITSELF = ("All of it right", "Partly right", "Not right")


TOO_FEW = "Fewer than five answered: nothing is shown."
"""Shown in place of the bars."""


class Bar(Struct, frozen=True):
    """How many have given one answer."""

    position: int | None
    """The option's position in the bank file; None if it is not about an option."""
    text: str
    """What it is about, if not an option."""
    count: int
    right: bool


def bars(part: Answerable, answers: Sequence[Answer]) -> list[Bar]:
    """Count answers to a question or votes at a scene, by column if there are columns, else by how much was right.

    Typed answers are not shown, since anybody may type anything; nor is what so few answered that ``is_hidden``.
    """
    if is_hidden(part, len(answers)):
        return []
    if columns := part.columns():
        counts = Counter(position for answer in answers for position in part.columns_of(answer))
        return [Bar(place, "", counts[place], column.fraction > ALL_RIGHT) for place, column in enumerate(columns)]
    if not part.SCORED:
        return []
    shares = [part.mark(answer) for answer in answers]
    right, wrong = sum(share > ALL_RIGHT for share in shares), sum(share <= 0 for share in shares)
    numbers = (right, len(shares) - right - wrong, wrong)
    return [Bar(None, text, number, text == _OF_ITSELF[0]) for text, number in zip(_OF_ITSELF, numbers, strict=True)]


def is_hidden(part: Answerable, answers: int) -> bool:
    """Say whether so few answered a poll that it would show who said what."""
    return not part.SCORED and answers < FEWEST


def bars_of_hands(hands: Hands, has_options: bool) -> list[Bar]:
    """Return the counts of all teams together."""
    lines = enumerate(zip(hands.totals, hands.fractions, strict=True))
    if has_options:
        return [Bar(position, "", count, share > ALL_RIGHT) for position, (count, share) in lines]
    return [Bar(None, _OF_ITSELF[2 * position], count, share > ALL_RIGHT) for position, (count, share) in lines]


def largest(found: Sequence[Bar]) -> int:
    """Return the greatest count, at least 1, for the longest bar."""
    return max([1, *(bar.count for bar in found)])


def by_position(found: Sequence[Bar]) -> Mapping[int, Bar]:
    """Return the bars that are about options, by position in the bank file."""
    return {bar.position: bar for bar in found if bar.position is not None}
