"""How likely somebody still knows what they were asked, and on which day to ask it again.

That is reckoned by FSRS, a model of memory, in the library of that name, which is imported when it is first used. No state
of it is kept anywhere: it is replayed from the answers, so that nothing can go stale. Days are counted from 1970, in UTC.
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
"""A question comes again when it is no likelier than this that it is still known."""
LONGEST = 180
"""The most days after which a question comes again, however well it is known."""

_ALL_RIGHT = 1 - 1e-9
_HALF_RIGHT = 0.5
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


class Rating(IntEnum):
    """How well something was known, as the model has it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Review(Struct, frozen=True):
    """What one answer says of somebody's memory."""

    day: int
    rating: Rating
    misled: bool = False
    """Whether the player was very sure of what was wrong."""


def review(day: int, fraction: float, certainty: Certainty | None) -> Review:
    """Return what an answer says that was ``fraction`` right, 0 to 1; none at all was not right."""
    if fraction < _HALF_RIGHT:
        return Review(day, Rating.AGAIN, misled=certainty == VERY_SURE)
    if fraction < _ALL_RIGHT or certainty == 1:
        return Review(day, Rating.HARD)
    return Review(day, Rating.EASY if certainty == VERY_SURE else Rating.GOOD)


@dataclass(frozen=True)
class Recall:
    """What is left of one question in somebody's memory."""

    card: "Card"
    """The model's own state."""
    latest: Review

    @property
    def due(self) -> int:
        """The day on which to ask it again."""
        return (self.card.due - _BEGIN).days

    @property
    def missed(self) -> bool:
        """Whether it was not known at the latest review."""
        return self.latest.rating is Rating.AGAIN

    def likelihood(self, day: int) -> float:
        """Return how likely it is known on a day, 0 to 1."""
        return float(_scheduler().get_card_retrievability(self.card, _date(day)))


def replay(reviews: Iterable[Review], before: Recall | None = None) -> Recall | None:
    """Return what is left after ``reviews``, on top of what was left ``before``; None where there was none of either.

    The first of a day counts, for what is asked twice a day was just read. One of a day that is over already, as where the
    clocks of two machines differ, counts as one of the latest day.
    """
    recall = before
    for one in reviews:
        if recall is None or one.day > recall.latest.day:
            recall = _after(recall, one)
    return recall


def _after(recall: Recall | None, review: Review) -> Recall:
    from fsrs import Card
    from fsrs import Rating as Grade

    # Who makes a card without an id waits for a moment, so that its own differs from the last one's.
    card = recall.card if recall else Card(card_id=0)
    card, _ = _scheduler().review_card(card, Grade(review.rating), _date(review.day))
    return Recall(card, review)


def _date(day: int) -> datetime:
    return _BEGIN + timedelta(days=day)


@cache
def _scheduler() -> "Scheduler":
    """Return the model. Its steps are for minutes, and its fuzz for dice of its own: it has neither."""
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )
