"""How well questions tell who knows: Moodle's figures for items and for the whole quiz, from responses in columns.

The formulas are those of docs.moodle.org, "Quiz statistics calculations"; all variances and covariances are of a sample
(divided by S - 1). How many people a figure needs before it may be shown is decided in ``item_report``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum, sqrt
from operator import mul

from msgspec import Struct, field

_NO_SPREAD = 1e-9
"""A standard deviation below this, as a share of all marks, is rounding: everybody had the same."""
_FEWEST_ATTEMPTS = 3
"""The fewest attempts from which Moodle tells a quiz's consistency."""


class Responses(Struct, frozen=True, kw_only=True):
    """Responses as columns of equal length, one position for each response.

    All responses of an attempt must be among them, for they make its total; unanswered questions have a mark of 0.
    """

    attempts: Sequence[str]
    """The attempt that it is part of."""
    questions: Sequence[str]
    """The question that it answers; equal keys are pooled."""
    marks: Sequence[float]
    """What it got: the fraction that was right, times ``worths``."""
    worths: Sequence[float]
    """What it could have got; a question without a key is worth 0 and has no figures."""


class ItemStatistics(Struct, frozen=True, kw_only=True):
    """The figures of one question."""

    n: int
    """How many responses there are."""
    facility: float
    """How much of it was right on average, in per cent."""
    sd: float | None
    """Standard deviation of the marks, in per cent of its worth; None for fewer than two."""
    discrimination_index: float | None
    """Correlation with the rest of the attempt, -100 to 100; None if either is the same for all."""
    discriminative_efficiency: float | None
    """The covariance with the rest in per cent of the greatest that these marks could have; None if that is 0."""
    effective_weight: float | None
    """How much it contributes to telling attempts apart, in per cent; None if not all were asked the same questions, or if
    it works against the total."""


class QuizStatistics(Struct, frozen=True, kw_only=True):
    """The figures of a whole quiz and of each of its questions.

    Those of the whole are None if attempts had different questions, or where Moodle does not define them.
    """

    items: Mapping[str, ItemStatistics]
    """By the question's key, in the order of first appearance."""
    consistency: float | None
    """Coefficient of internal consistency (Cronbach's alpha), at most 100."""
    standard_error: float | None
    """How far off a total may be by chance, in marks."""


class _Item(Struct):
    """The responses to one question, in columns."""

    marks: list[float] = field(default_factory=list)
    worths: list[float] = field(default_factory=list)
    totals: list[float] = field(default_factory=list)
    """What the attempt got in all."""
    possible: list[float] = field(default_factory=list)
    """What the attempt could have got in all."""


def quiz_statistics(responses: Responses) -> QuizStatistics:
    """Return Moodle's figures of a quiz.

    Where attempts drew different questions, the rest of the test is each attempt's own, as a fraction of what it could have
    got. Where all had the same questions that divisor is constant, and the figures are exactly Moodle's.
    """
    totals, possible = _totals(responses)
    items = _by_question(responses, totals, possible)
    same = all(len(item.marks) == len(totals) for item in items.values())
    weights = _effective_weights(items) if same else {}
    sd, consistency = _consistency(items, totals) if same else (None, None)
    # Moodle's error ratio: how much of the standard deviation is chance.
    ratio = None if consistency is None else sqrt(max(1 - consistency / 100, 0.0))
    return QuizStatistics(
        items={key: _item_statistics(item, weights.get(key)) for key, item in items.items()},
        consistency=consistency,
        standard_error=None if ratio is None or sd is None else ratio * sd,
    )


def _totals(responses: Responses) -> tuple[dict[str, float], dict[str, float]]:
    totals: dict[str, float] = defaultdict(float)
    possible: dict[str, float] = defaultdict(float)
    for attempt, mark, worth in zip(responses.attempts, responses.marks, responses.worths, strict=True):
        if worth > 0:
            totals[attempt] += mark
            possible[attempt] += worth
    return totals, possible


def _by_question(responses: Responses, totals: Mapping[str, float], possible: Mapping[str, float]) -> dict[str, _Item]:
    items: dict[str, _Item] = defaultdict(_Item)
    rows = zip(responses.attempts, responses.questions, responses.marks, responses.worths, strict=True)
    for attempt, question, mark, worth in rows:
        if worth > 0:
            item = items[question]
            item.marks.append(mark)
            item.worths.append(worth)
            item.totals.append(totals[attempt])
            item.possible.append(possible[attempt])
    return items


def _item_statistics(item: _Item, weight: float | None) -> ItemStatistics:
    fractions = [mark / worth for mark, worth in zip(item.marks, item.worths, strict=True)]
    index, efficiency = _discrimination(item, fractions)
    return ItemStatistics(
        n=len(fractions),
        facility=100 * fsum(fractions) / len(fractions),
        sd=None if len(fractions) < 2 else 100 * _sd(_centred(fractions)),
        discrimination_index=index,
        discriminative_efficiency=efficiency,
        effective_weight=weight,
    )


def _discrimination(item: _Item, fractions: Sequence[float]) -> tuple[float | None, float | None]:
    """Return the discrimination index and the discriminative efficiency."""
    rows = zip(fractions, item.marks, item.worths, item.totals, item.possible, strict=True)
    # An attempt at this question alone has no rest to compare it with.
    pairs = [
        (fraction, (total - mark) / (possible - worth))
        for fraction, mark, worth, total, possible in rows
        if possible > worth
    ]
    if len(pairs) < 2:
        return None, None
    own, rest = (_centred(column) for column in zip(*pairs, strict=True))
    spread, spread_of_rest = _sd(own), _sd(rest)
    if min(spread, spread_of_rest) < _NO_SPREAD:
        return None, None
    covariance = _covariance(own, rest)
    greatest = _covariance(sorted(own), sorted(rest))
    return 100 * covariance / (spread * spread_of_rest), 100 * covariance / greatest


def _effective_weights(items: Mapping[str, _Item]) -> dict[str, float]:
    """Return the weights of those questions that do not work against the total."""
    roots: dict[str, float] = {}
    for key, item in items.items():
        covariance = _covariance(_centred(item.marks), _centred(item.totals)) if len(item.marks) > 1 else 0.0
        if covariance >= 0:
            roots[key] = sqrt(covariance)
    together = fsum(roots.values())
    return {key: 100 * root / together for key, root in roots.items()} if together else {}


def _consistency(items: Mapping[str, _Item], totals: Mapping[str, float]) -> tuple[float | None, float | None]:
    """Return the standard deviation of the totals and the coefficient of internal consistency."""
    if len(totals) < 2:
        return None, None
    sd = _sd(_centred(totals.values()))
    if len(totals) < _FEWEST_ATTEMPTS or len(items) < 2 or sd < _NO_SPREAD:
        return sd, None
    apart = fsum(_sd(_centred(item.marks)) ** 2 for item in items.values())
    return sd, 100 * len(items) / (len(items) - 1) * (1 - apart / sd**2)


def _centred(values: Iterable[float]) -> list[float]:
    found = list(values)
    mean = fsum(found) / len(found)
    return [value - mean for value in found]


def _covariance(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the covariance of two centred columns. The sum is exact, so their order does not matter to the last digit."""
    return fsum(map(mul, one, other)) / (len(one) - 1)


def _sd(centred: Sequence[float]) -> float:
    return sqrt(_covariance(centred, centred))
