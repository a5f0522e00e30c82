"""How long a question may take: its bank's limit or the time to read it, times the player's extra time."""

from quiz.questions.question import Question, TimeLimit
from quiz.questions.reading_time import reading_time


def time_limit(question: Question, bank_limit: TimeLimit, extra: float | None = 1.0) -> float | None:
    """Return the seconds that a player has, or None for no limit.

    ``extra`` is the factor from the player's own settings; None removes the limit.
    """
    limit = question.time_limit if question.time_limit is not None else bank_limit
    if limit == "none" or extra is None:
        return None
    return (reading_time(question) if isinstance(limit, str) else float(limit)) * extra
