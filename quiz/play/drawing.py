"""Which questions an attempt asks, and in which order their options stand. The same seed draws the same quiz."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from msgspec import Struct

from quiz.banks.model import AnyQuestion, Match, Multiple, Order, Question, Scenario, Single
from quiz.play.marking import boxes


class PresentedQuestion(Struct, frozen=True):
    """A question as one player is asked it."""

    question: AnyQuestion
    arrangement: tuple[int, ...]
    """Positions in the bank file, in the order shown: of options, steps, or (``match``) boxes; else empty."""
    limit: float | None
    """Seconds to answer in; None for no limit."""


def draw(questions: Sequence[AnyQuestion], length: int, seen: Mapping[str, int], dice: Random) -> list[AnyQuestion]:
    """Draw ``length`` questions: evenly over the topics, what was seen least comes first, the rest by the dice.

    ``seen`` tells how often this player has been asked a question, by id.
    """
    by_topic: dict[str, list[AnyQuestion]] = {}
    for question in questions:
        by_topic.setdefault(question.topic, []).append(question)
    for topic in by_topic.values():
        dice.shuffle(topic)
        topic.sort(key=lambda question: seen.get(question.id, 0), reverse=True)
    topics = list(by_topic.values())
    dice.shuffle(topics)
    drawn: list[AnyQuestion] = []
    while len(drawn) < length and topics:
        # In a round that not every topic can have a part in, those with something new to ask come first.
        topics.sort(key=lambda topic: seen.get(topic[-1].id, 0))
        drawn += [topic.pop() for topic in topics[: length - len(drawn)]]
        topics = [topic for topic in topics if topic]
    dice.shuffle(drawn)
    return drawn


def arrangement(question: Question, seed: int) -> tuple[int, ...]:
    """Return the order in which options, steps or boxes are shown; steps to be ordered never stand right already."""
    match question:
        case Single() | Multiple():
            return shuffled(len(question.options), f"{seed}/{question.id}") if question.shuffle else _as_written(question)
        case Match():
            return shuffled(len(boxes(question)), f"{seed}/{question.id}") if question.shuffle else _as_written(question)
        case Order():
            order = shuffled(len(question.steps), f"{seed}/{question.id}")
            return order if list(order) != sorted(order) else (*order[1:], order[0])
    return ()


def scene_arrangement(question: Scenario, scene: str, seed: int) -> tuple[int, ...]:
    """Return the order in which the choices of a scene are shown."""
    length = len(question.scenes[scene].choices)
    return shuffled(length, f"{seed}/{question.id}/{scene}") if question.shuffle else tuple(range(length))


def shuffled(length: int, seed: str) -> tuple[int, ...]:
    """Return the positions below ``length`` in an order that depends on nothing but ``seed``."""
    positions = list(range(length))
    Random(seed).shuffle(positions)
    return tuple(positions)


def topics(questions: Iterable[Question]) -> list[str]:
    """Return the topics of the questions, each once, in the order of the file."""
    return list(dict.fromkeys(question.topic for question in questions if question.topic))


def _as_written(question: Single | Multiple | Match) -> tuple[int, ...]:
    return tuple(range(len(boxes(question) if isinstance(question, Match) else question.options)))
