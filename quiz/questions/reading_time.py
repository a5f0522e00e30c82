"""How long a question takes to read and think about, from its number of words."""

from collections.abc import Sequence
from math import ceil

from quiz.questions.question import Question

WORDS_A_MINUTE = 200
SHORTEST_LIMIT = 15.0
"""The shortest time for any question, in seconds."""


def reading_time(question: Question) -> float:
    """Return seconds for reading everything one and a half times at 200 words a minute, and thinking; in steps of five."""
    words = sum(len(text.split()) for text in question.texts())
    seconds = 1.5 * words * 60 / WORDS_A_MINUTE + question.seconds_to_think()
    return max(SHORTEST_LIMIT, ceil(seconds / 5) * 5.0)


def usual_seconds(question: Question) -> float:
    """Return about how many seconds an answer takes: half of the limit, in which most people answer."""
    return reading_time(question) / 2


def usual_minutes(questions: Sequence[Question], length: int) -> int:
    """Return about how many minutes ``length`` of ``questions`` take."""
    return max(1, round(sum(map(usual_seconds, questions)) / len(questions) * length / 60))
