"""Which questions a top-up asks: a few that are most likely forgotten, never everything that is due."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.play.recall import Recall
from quiz.questions.question import Question
from quiz.questions.reading_time import usual_seconds

MOST_ASKED = 5
"""The most questions in a day's top-up, however long somebody was away."""
MOST_OF_TOPIC = 2
"""The most of them on one topic of a bank, beside a long one."""
LONG = 45.0
"""The seconds over which a question is long, as a story is: a top-up asks one such at most."""


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

    First comes what somebody was very sure of and wrong, then what has waited for room, then what is due today; of each what
    is most likely forgotten. Two of one fact never come together, nor two long ones, nor more than ``MOST_OF_TOPIC`` of a
    topic. Each question is counted in one of these ways, so that more that is due never makes a top-up shorter.
    """
    waiting = sorted((_urgency(one, one.recall, day), one) for one in known if one.recall and one.is_due(day))
    chosen: list[TopUpQuestion] = []
    counts: Counter[tuple[str, str]] = Counter()
    facts: set[str] = set()
    for one in (*(one for _, one in waiting), *new):
        if len(chosen) == most:
            break
        (kind, most_of_kind), fact = _kind(one), one.question.fact
        if counts[kind] < most_of_kind and fact not in facts:
            chosen.append(one)
            counts[kind] += 1
            facts |= {fact} if fact else set()
    return chosen


def _kind(one: TopUpQuestion) -> tuple[tuple[str, str], int]:
    """Return of what kind a question is for a top-up, and how many of that it asks at most."""
    if usual_seconds(one.question) > LONG:
        return ("", "long"), 1
    return (one.bank.id, one.question.topic), MOST_OF_TOPIC if one.question.topic else MOST_ASKED


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
