"""How long a question takes to read and think about, from the words that are to be read."""

from collections.abc import Iterator
from math import ceil

from quiz.banks.model import Match, Multiple, Number, Order, Question, Scenario, Short, Single, Spot

WORDS_A_MINUTE = 200
SHORTEST_LIMIT = 15.0
"""No question has less time than this, in seconds."""

_THINKING: dict[type[Question], float] = {Multiple: 15, Order: 20, Match: 20, Number: 15, Short: 15, Spot: 20}
_THINKING_USUAL = 10.0
_THINKING_A_DECISION = 12.0


def reading_limit(question: Question) -> float:
    """Return seconds for reading everything once and a half at 200 words a minute, and to think; in steps of five."""
    words = sum(len(text.split()) for text in words_to_read(question))
    if isinstance(question, Scenario):
        thinking = _THINKING_A_DECISION * longest_path(question, question.start)
    else:
        thinking = _THINKING.get(type(question), _THINKING_USUAL)
    seconds = 1.5 * words * 60 / WORDS_A_MINUTE + thinking
    return max(SHORTEST_LIMIT, ceil(seconds / 5) * 5.0)


def words_to_read(question: Question) -> Iterator[str]:
    """Yield every text that a player reads before answering."""
    yield question.prompt
    match question:
        case Single() | Multiple():
            yield from (option.text for option in question.options)
        case Order():
            yield from question.steps
        case Match():
            yield from (text for pair in question.pairs for text in (pair.item, pair.box))
            yield from question.distractors
        case Spot():
            yield from (line.text for line in question.lines)
        case Scenario():
            for scene in question.scenes.values():
                yield scene.text
                yield from (line.text for line in scene.lines)
                yield from (text for choice in scene.choices for text in (choice.text, choice.why))


def longest_path(question: Scenario, start: str) -> int:
    """Return the most decisions on any path from ``start``. Stories without circles only, as loading makes sure."""
    longest: dict[str, int] = {}

    def decisions(name: str) -> int:
        if name not in longest:
            choices = question.scenes[name].choices
            longest[name] = 1 + max(decisions(choice.goto) for choice in choices) if choices else 0
        return longest[name]

    return decisions(start)
