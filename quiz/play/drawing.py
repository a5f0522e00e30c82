"""Which questions a quiz or a game asks, and in which order. The same seed draws the same quiz."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from msgspec import Struct

from quiz.questions.question import Question


class PresentedQuestion(Struct, frozen=True):
    """A question as one player is asked it."""

    question: Question
    arrangement: tuple[int, ...]
    """Positions in the bank file, in the order shown: of options, steps, or (``match``) boxes; else empty."""
    limit: float | None
    """Seconds to answer in; None for no limit."""


def draw(questions: Sequence[Question], length: int, seen: Mapping[str, int], dice: Random) -> list[Question]:
    """Draw ``length`` questions: evenly over the topics, what was seen least comes first, the rest by the dice.

    ``seen`` tells how often this player has been asked a question, by id.
    """
    by_topic: dict[str, list[Question]] = {}
    for question in questions:
        by_topic.setdefault(question.topic, []).append(question)
    for topic in by_topic.values():
        dice.shuffle(topic)
        topic.sort(key=lambda question: seen.get(question.id, 0), reverse=True)
    topics = list(by_topic.values())
    dice.shuffle(topics)
    drawn: list[Question] = []
    while len(drawn) < length and topics:
        # In a round that not every topic can have a part in, those with something new to ask come first.
        topics.sort(key=lambda topic: seen.get(topic[-1].id, 0))
        drawn += [topic.pop() for topic in topics[: length - len(drawn)]]
        topics = [topic for topic in topics if topic]
    dice.shuffle(drawn)
    return drawn


def topics(questions: Iterable[Question]) -> list[str]:
    """Return the topics of the questions, each once, in the order of the file."""
    return list(dict.fromkeys(question.topic for question in questions if question.topic))
