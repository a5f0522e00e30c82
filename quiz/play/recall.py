"""How likely somebody still knows what they were asked, and the day to ask it again.

This is computed by FSRS, a model of memory, in the library of that name, imported on first use. None of its state is
kept: it is replayed from the answers, so that nothing can go stale. Days are counted from 1970, in UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from quiz.play.points import VERY_SURE, Certainty

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

RETENTION = 0.85
"""A question comes again when the likelihood that it is still known falls to this."""
LONGEST = 180
"""The most days after which a question comes again, however well it is known."""

_ALL_RIGHT = 1 - 1e-9
_HALF_RIGHT = 0.5
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


class Rating(IntEnum):
    """How well something was known, in the model's terms."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Review(Struct, frozen=True):
    """What one answer says about somebody's memory."""

    day: int
    rating: Rating
    misled: bool = False
    """Whether the player was very sure of a wrong answer."""


def review(day: int, fraction: float, certainty: Certainty | None) -> Review:
    """Return what an answer says that was ``fraction`` right, 0 to 1; no answer counts as 0."""
    if fraction < _HALF_RIGHT:
        return Review(day, Rating.AGAIN, misled=certainty == VERY_SURE)
    if fraction < _ALL_RIGHT or certainty == 1:
        return Review(day, Rating.HARD)
    return Review(day, Rating.EASY if certainty == VERY_SURE else Rating.GOOD)


@dataclass(frozen=True)
class Recall:
    """How well somebody remembers one question."""

    card: "Card"
    """The model's own state."""
    latest: Review

    @property
    def due(self) -> int:
        """The day on which to ask it again."""
        return (self.card.due - _BEGIN).days

    @property
    def missed(self) -> bool:
        """Whether it was missed at the latest review."""
        return self.latest.rating is Rating.AGAIN

    def likelihood(self, day: int) -> float:
        """Return how likely it is known on a day, 0 to 1."""
        return float(_scheduler().get_card_retrievability(self.card, _date(day)))


def replay(reviews: Iterable[Review], before: Recall | None = None) -> Recall | None:
    """Return the recall after ``reviews``, starting from ``before``; None if there are neither.

    Only the first review of a day counts: asked again the same day, the answer has just been read. One from an earlier day,
    as when two machines' clocks differ, counts as one of the latest day.
    """
    recall = before
    for one in reviews:
        if recall is None or one.day > recall.latest.day:
            recall = _after(recall, one)
    return recall


def _after(recall: Recall | None, review: Review) -> Recall:
    from fsrs import Card
    from fsrs import Rating as Grade

    # Without an id the library sleeps a moment to make one that is unique.
    card = recall.card if recall else Card(card_id=0)
    card, _ = _scheduler().review_card(card, Grade(review.rating), _date(review.day))
    return Recall(card, review)


def _date(day: int) -> datetime:
    return _BEGIN + timedelta(days=day)


@cache
def _scheduler() -> "Scheduler":
    """Return the model, without its steps, which are for minutes, and its fuzz, which rolls dice of its own."""
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )
