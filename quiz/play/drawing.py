"""Which questions a quiz or a game asks, and in which order. The same seed draws the same quiz."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from msgspec import Struct

from quiz.play.mix import Candidate, Mix
from quiz.questions.question import Question


class PresentedQuestion(Struct, frozen=True):
    """A question as presented to one player."""

    question: Question
    arrangement: tuple[int, ...]
    """Positions in the bank file, in the order shown: of options, steps, or (``match``) boxes; else empty."""
    limit: float | None
    """Seconds to answer in; None for no limit."""


class Past(Struct, frozen=True):
    """A player's past with a question."""

    times: int
    """How often it was asked."""
    right: bool
    """Whether all of it was right when it was last asked."""


class Pool(Struct, frozen=True):
    """Questions to draw from, usually those of one bank."""

    questions: Sequence[Question]
    weights: Mapping[str, float] = {}
    """How often a topic comes compared with others; 1 if it is not listed."""
    past: Mapping[str, Past] = {}
    """What the player was asked before, by the question's id."""


def draw(pools: Sequence[Pool], length: int, dice: Random) -> list[tuple[int, Question]]:
    """Draw ``length`` questions, each with its pool's position; those of one topic are kept apart where possible.

    ``Mix`` says which questions may come together: above all, never two of one fact, from any pools. Within that, pools
    get equal shares, and topics share their pool's by weight. Of a topic, what the player was never asked comes first,
    then what was missed when last asked, then the rest; within these, what was asked least, then by the dice. If there
    is not room for every topic, those with something new come first.

    A ``length`` of 0 draws all questions, even with repeated facts: all means all.

    Polls come on top, somewhere among the others: a quiz of ten has the same ten marked questions in the same order,
    whether the pools have polls or not. With a ``length`` there is at most one, never asked of the player before.
    """
    everything = [Candidate(place, question) for place, pool in enumerate(pools) for question in pool.questions]
    scored = [candidate for candidate in everything if candidate.question.SCORED]
    others = [candidate for candidate in everything if not candidate.question.SCORED]
    drawn = _apart(_chosen(pools, scored, length, dice) if length else scored, dice)
    for candidate in _on_top(pools, others, drawn, dice) if length else others:
        drawn.insert(dice.randint(0, len(drawn)), candidate)
    return [(candidate.place, candidate.question) for candidate in drawn]


def topics(questions: Iterable[Question]) -> list[str]:
    """Return the topics of questions with a key, each once, in the order of the file."""
    return list(dict.fromkeys(question.topic for question in questions if question.topic and question.SCORED))


def _chosen(pools: Sequence[Pool], everything: Sequence[Candidate], length: int, dice: Random) -> list[Candidate]:
    mix = Mix(everything, length)
    by_topic: dict[tuple[int, str], list[Candidate]] = {}
    for candidate in everything:
        by_topic.setdefault((candidate.place, candidate.question.topic), []).append(candidate)
    strands = [_Strand(candidates, pools[place], dice) for (place, _), candidates in by_topic.items()]
    # How many each pool has given, plus a random fraction that decides between equals.
    given = [dice.random() for _ in pools]
    drawn: list[Candidate] = []
    while mix.left:
        ready = [(strand, first) for strand in strands if (first := strand.next(mix))]
        standings = sorted({strand.standing(first) for strand, first in ready})
        turns = [(given[first.place], strand.turn(first, standings)) for strand, first in ready]
        strand, candidate = ready[turns.index(min(turns))]
        mix.take(candidate)
        strand.take()
        given[candidate.place] += 1
        drawn.append(candidate)
    return drawn


def _on_top(pools: Sequence[Pool], others: Sequence[Candidate], drawn: Sequence[Candidate], dice: Random) -> list[Candidate]:
    """Return at most one poll that was never asked and whose fact is not among the ``drawn``."""
    facts = {candidate.fact for candidate in drawn}
    new = [one for one in others if one.question.id not in pools[one.place].past and one.fact not in facts]
    return [dice.choice(new)] if new else []


_NEW, _MISSED, _KNOWN = range(3)


class _Strand:
    """The questions of one topic of one pool, the next to ask at the end."""

    def __init__(self, candidates: Sequence[Candidate], pool: Pool, dice: Random) -> None:
        self._past = pool.past
        self._weight = pool.weights.get(candidates[0].question.topic, 1)
        self._left = sorted(candidates, key=lambda one: (self.standing(one), self._times(one), dice.random()), reverse=True)
        self._taken = 0
        self._luck = dice.random()

    def standing(self, candidate: Candidate) -> int:
        """Return how new a question is to the player; the lowest are asked first."""
        past = self._past.get(candidate.question.id)
        return _NEW if past is None else _KNOWN if past.right else _MISSED

    def _times(self, candidate: Candidate) -> int:
        past = self._past.get(candidate.question.id)
        return past.times if past else 0

    def next(self, mix: Mix) -> Candidate | None:
        """Return the first that the mix admits, dropping those it does not, since it never will."""
        while self._left and not mix.admits(self._left[-1]):
            self._left.pop()
        return self._left[-1] if self._left else None

    def take(self) -> None:
        """Remove what ``next`` returned."""
        self._left.pop()
        self._taken += 1

    def turn(self, candidate: Candidate, standings: Sequence[int]) -> float:
        """Return when it is the topic's turn to give this question; lower comes first.

        Topics that have given equally many go by ``standings``, then by luck. The random start, a fraction of a question,
        also gives each topic its share in the long run when quizzes are short.
        """
        start = (standings.index(self.standing(candidate)) + self._luck) / len(standings)
        return (self._taken + start) / self._weight


def _apart(drawn: Sequence[Candidate], dice: Random) -> list[Candidate]:
    """Return the questions in random order with as few neighbours of one topic as possible."""
    left = list(drawn)
    dice.shuffle(left)
    topics_left = Counter(candidate.question.topic for candidate in left if candidate.question.topic)
    ordered: list[Candidate] = []
    last = ""
    while left:
        # A topic with more than half of the rest must come now, or it will meet itself in the end.
        most = max(topics_left.values(), default=0)
        crowded = next(topic for topic, count in topics_left.items() if count == most) if 2 * most > len(left) else ""
        wanted = crowded if crowded != last else ""
        fitting = (
            place
            for place, candidate in enumerate(left)
            if (candidate.question.topic == wanted if wanted else not last or candidate.question.topic != last)
        )
        candidate = left.pop(next(fitting, 0))
        last = candidate.question.topic
        if last:
            topics_left[last] -= 1
        ordered.append(candidate)
    return ordered
