"""How long a question takes to read and think about, from its number of words."""

from collections.abc import Sequence
from math import ceil

from quiz.questions.question import Question

WORDS_A_MINUTE = 200
SHORTEST_LIMIT = 15.0
"""The shortest time for any question, in seconds."""


def reading_time(question: Question) -> float:
    """Return seconds for reading everything once and a half at 200 words a minute, and to think; in steps of five."""
    return _generous_seconds(question, sum(len(text.split()) for text in question.texts()))


def usual_seconds(question: Question) -> float:
    """Return in about how many seconds a question is answered: half of the time for what is really read of it.

    A story has a limit by all of its scenes, of which a player sees a part.
    """
    return _generous_seconds(question, question.words_read()) / 2


def _generous_seconds(question: Question, words: int) -> float:
    seconds = 1.5 * words * 60 / WORDS_A_MINUTE + question.seconds_to_think()
    return max(SHORTEST_LIMIT, ceil(seconds / 5) * 5.0)


def usual_minutes(questions: Sequence[Question], length: int) -> int:
    """Return about how many minutes ``length`` of ``questions`` take."""
    return max(1, round(sum(map(usual_seconds, questions)) / len(questions) * length / 60))
