"""Which questions a top-up asks: a few that are most likely forgotten, never everything that is due."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.play.recall import Recall
from quiz.questions.question import Question

MOST_ASKED = 5
"""The most questions in a day's top-up, however long somebody was away."""
MOST_OF_TOPIC = 2
"""The most of these on one topic of a bank."""


class TopUpQuestion(Struct, frozen=True):
    """A question that a top-up may ask."""

    bank: Bank
    question: Question
    recall: Recall | None
    """How well the player remembers it; None if they were never asked."""

    def is_due(self, day: int) -> bool:
        """Say whether it is to be asked again on a day."""
        return self.recall is not None and self.recall.due <= day


def choose(
    known: Iterable[TopUpQuestion], day: int, new: Iterable[TopUpQuestion] = (), most: int = MOST_ASKED
) -> list[TopUpQuestion]:
    """Return the few questions that a top-up asks on a day: those of ``known`` that are due, then ``new`` ones in order.

    What somebody was very sure of and wrong comes first, then what has waited for room, then what is due today; in each, the
    most likely forgotten first. No fact comes twice, and no more than ``MOST_OF_TOPIC`` of a topic.
    """
    waiting = sorted((_urgency(one, one.recall, day), one) for one in known if one.recall and one.is_due(day))
    chosen: list[TopUpQuestion] = []
    topics: Counter[tuple[str, str]] = Counter()
    facts: set[str] = set()
    for one in (*(one for _, one in waiting), *new):
        topic, fact = (one.bank.id, one.question.topic), one.question.fact
        if len(chosen) < most and (not topic[1] or topics[topic] < MOST_OF_TOPIC) and fact not in facts:
            chosen.append(one)
            topics[topic] += 1
            facts |= {fact} if fact else set()
    return chosen


def _urgency(one: TopUpQuestion, recall: Recall, day: int) -> tuple[bool, bool, float, str, str]:
    # What had no room before goes first: otherwise what is missed every day would crowd it out for ever.
    has_waited = recall.due < day
    # The last two only make the order of equals stable, and mix the banks.
    return (not recall.latest.misled, not has_waited, recall.likelihood(day), one.question.id, one.bank.id)


def coming(known: Sequence[TopUpQuestion], today: int, room: int = MOST_ASKED) -> Iterator[tuple[int, list[TopUpQuestion]]]:
    """Yield each day, from ``today``, on which a top-up asks more than on any day before, and what it asks.

    This assumes that nothing is answered meanwhile; ``room`` is how many more are asked today.
    """
    most = 0
    days = {max(one.recall.due, today) for one in known if one.recall}
    # What has no room today is still due tomorrow.
    for day in sorted(days | ({today + 1} if today in days else set())):
        chosen = choose(known, day, most=room if day == today else MOST_ASKED)
        if len(chosen) > most:
            most = len(chosen)
            yield day, chosen
        if most == MOST_ASKED:
            return
