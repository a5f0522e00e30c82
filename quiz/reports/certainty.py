"""How sure people were and whether they were right: calibration, what to brief next, and the gain from a training.

It tells of answers and topics, never of a person. Calibration is that of Moodle's report on certainty-based marking
(question/behaviour/deferredcbm), whose ranges are those in which each level brings the most marks.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from math import fsum

from msgspec import Struct

from quiz.play.points import NOTHING_RIGHT, VERY_SURE, Certainty
from quiz.reports.suppression import FEWEST, ShownShare, safe_share

FEWEST_PAIRS = 10
"""The fewest people for whom reports say how far they have come, and not only how many have."""

_RANGES: dict[Certainty, tuple[float, float]] = {1: (0, 2 / 3), 2: (2 / 3, 0.8), 3: (0.8, 1)}
"""How much should be right at each level, 0 to 1."""
_SLIVER = 0.0000005
_MORE_THAN_CHANCE = 0.5
"""Above this, the square of how far off a share is, times the number of answers, counts as more than chance."""


class SureAnswer(Struct, frozen=True, kw_only=True, gc=False):
    """An answer whose player has said how sure they are."""

    person: str
    """Identifies people; counted and never shown."""
    topic: str
    certainty: Certainty
    fraction: float
    """How much was right, 0 to 1."""
    weight: float = 1.0


class Verdict(Enum):
    """How well what people say fits what they know, in words."""

    OVERCONFIDENT = "over-confident"
    SLIGHTLY_OVERCONFIDENT = "slightly over-confident"
    JUST_RIGHT = "just right"
    SLIGHTLY_UNDERCONFIDENT = "slightly under-confident"
    UNDERCONFIDENT = "under-confident"


class Calibration(Struct, frozen=True, kw_only=True):
    """How right the answers of one level of certainty were."""

    certainty: Certainty
    answers: int
    share: float
    """How much of them was right, in per cent."""
    least: float
    """The least that should be right at this level, in per cent."""
    most: float
    verdict: Verdict

    @property
    def share_in_figures(self) -> str:
        """The share in per cent, with a decimal where rounding would contradict the verdict."""
        fits = round(self.least) <= round(self.share) <= round(self.most)
        return f"{self.share:.{int(fits != (self.verdict is Verdict.JUST_RIGHT))}f}"


class TopicCertainty(Struct, frozen=True, kw_only=True):
    """How often people were very sure and wrong in a topic."""

    topic: str
    answers: int
    """How many answers were very sure."""
    people: int
    """How many people gave them."""
    wrong: int | None
    """How many of those answers were wrong; None where ``share`` is in words."""
    share: ShownShare
    """The same in per cent; in words where a small group was all right or all wrong."""


class Misconceptions(Struct, frozen=True, kw_only=True):
    """Topics by what to brief next."""

    topics: tuple[TopicCertainty, ...]
    """Those that matter to most people first; those with nothing wrong last."""
    too_few: tuple[str, ...]
    """The names of topics about which too few people were very sure to say anything."""


class Gain(Struct, frozen=True, kw_only=True):
    """How far people asked before and after a training have come."""

    people: int
    risen: int | None
    """How many have risen; like the next two, None where it would tell of each of them."""
    same: int | None
    fallen: int | None
    before: float | None
    """Their mean mark before, in per cent; like what follows, None for fewer than ``FEWEST_PAIRS``."""
    after: float | None
    gain: float | None
    """How much of what they did not know they have learnt, at most 1; None where they knew everything before."""


def calibration(answers: Iterable[SureAnswer]) -> list[Calibration]:
    """Return how right the answers were at each level of certainty used, the surest first."""
    levels: dict[Certainty, list[SureAnswer]] = defaultdict(list)
    for answer in answers:
        if answer.weight > 0:
            levels[answer.certainty].append(answer)
    return [_calibration(level, levels[level]) for level in sorted(levels, reverse=True)]


def misconceptions(answers: Iterable[SureAnswer], fewest: int = FEWEST) -> Misconceptions:
    """Return what people are very sure of and wrong about, by topic; nothing about fewer than ``fewest`` people (3 to 20).

    Sorted by what to brief next: the share of wrong answers times the people who were so sure, largest first. An answer is
    wrong if nothing of it was right.
    """
    topics: dict[str, list[SureAnswer]] = defaultdict(list)
    for answer in answers:
        if answer.certainty == VERY_SURE and answer.weight > 0:
            topics[answer.topic].append(answer)
    found: list[tuple[float, TopicCertainty]] = []
    too_few: list[str] = []
    for topic, sure in topics.items():
        people = len({answer.person for answer in sure})
        wrong = sum(answer.fraction <= NOTHING_RIGHT for answer in sure)
        share = safe_share(wrong, len(sure), people, fewest)
        if share is None:
            too_few.append(topic)
            continue
        told = None if isinstance(share, str) else wrong
        line = TopicCertainty(topic=topic, answers=len(sure), people=people, wrong=told, share=share)
        found.append((wrong / len(sure) * people, line))
    found.sort(key=lambda place: (-place[0], -place[1].people, place[1].topic))
    return Misconceptions(topics=tuple(line for _, line in found), too_few=tuple(sorted(too_few)))


def gain(pairs: Sequence[tuple[float, float]]) -> Gain:
    """Return how far people have come; ``pairs`` are the marks of each before and after, in per cent.

    The gain is normalised: (after - before) / (100 - before) of the means (R. R. Hake, American Journal of Physics 66,
    1998). For fewer than ``FEWEST_PAIRS`` only the numbers that rose, stayed and fell are told, and not even those for
    fewer than ``FEWEST``, or where so few all did the same.
    """
    told = len(pairs) >= FEWEST_PAIRS
    risen, fallen = sum(late > early for early, late in pairs), sum(late < early for early, late in pairs)
    same = len(pairs) - risen - fallen
    is_counted = told or (len(pairs) >= FEWEST and max(risen, same, fallen) < len(pairs))
    before, after = (fsum(column) / len(pairs) for column in zip(*pairs, strict=True)) if told else (None, None)
    return Gain(
        people=len(pairs),
        risen=risen if is_counted else None,
        same=same if is_counted else None,
        fallen=fallen if is_counted else None,
        before=before,
        after=after,
        gain=None if before is None or after is None or before >= 100 else (after - before) / (100 - before),
    )


def _calibration(level: Certainty, answers: Sequence[SureAnswer]) -> Calibration:
    share = fsum(answer.fraction * answer.weight for answer in answers) / fsum(answer.weight for answer in answers)
    least, most = _RANGES[level]
    return Calibration(
        certainty=level,
        answers=len(answers),
        share=100 * share,
        least=100 * least,
        most=100 * most,
        verdict=_verdict(share, least, most, len(answers)),
    )


def _verdict(share: float, least: float, most: float, answers: int) -> Verdict:
    off = max(least - share, share - most)
    if off <= _SLIVER:
        return Verdict.JUST_RIGHT
    far = off**2 * answers > _MORE_THAN_CHANCE
    if share < least:
        return Verdict.OVERCONFIDENT if far else Verdict.SLIGHTLY_OVERCONFIDENT
    return Verdict.UNDERCONFIDENT if far else Verdict.SLIGHTLY_UNDERCONFIDENT
