"""What a player is told after an answer: right or not, the key, why, what to do, and where it comes from."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.banks.model import Source
from quiz.play.attempt import Response
from quiz.questions.question import Question
from quiz.questions.text import fill_names

Judgement: TypeAlias = Literal["right", "partly right", "wrong", "time is up", "no answer"]
"""What came of an answer, in a word or two."""


class Feedback(Struct, frozen=True, kw_only=True):
    """Everything that is said after one answer, as plain text."""

    judgement: Judgement
    points: int
    share: float
    """How much was right, 0 to 1."""
    given: tuple[str, ...]
    """The player's answer in words, a line each; empty where none was given."""
    key: tuple[str, ...]
    """The right answer in words, a line each."""
    whys: tuple[str, ...]
    """Why what the player gave was not right, a line each."""
    explanation: str
    action: str
    sources: tuple[Source, ...]


def feedback(question: Question, response: Response, sources: Mapping[str, Source], names: Mapping[str, str]) -> Feedback:
    """Return what to tell a player; ``names`` fill the placeholders of the action."""
    given = response.given
    return Feedback(
        judgement=_judgement(response),
        points=response.points,
        share=response.fraction,
        given=tuple(question.answer_in_words(given)) if given else (),
        key=tuple(question.key_in_words()),
        whys=tuple(why for why in question.reasons(given) if why) if given else (),
        explanation=question.explanation,
        action=fill_names(question.action, names),
        sources=tuple(sources[key] for key in question.sources if key in sources),
    )


def source_line(source: Source) -> str:
    """Return a source as one line of text: title, publisher, address, when it was checked, and any note."""
    checked = f"checked {source.checked_in_words}"
    parts = [f"{source.title}, {source.publisher}", source.url, checked, *([source.note] if source.note else [])]
    return " · ".join(parts)


def _judgement(response: Response) -> Judgement:
    if response.outcome == "expired":
        return "time is up"
    if response.outcome == "skipped":
        return "no answer"
    return "right" if response.right else "partly right" if response.mark > 0 else "wrong"
