"""What a player is told after an answer: right or not, the key, why, what to do, and where it comes from."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.banks.model import Source, checked_and_note
from quiz.play.attempt import Response
from quiz.play.points import VERY_SURE
from quiz.questions.names import fill_names
from quiz.questions.question import Question

Judgement: TypeAlias = Literal["right", "partly right", "not right", "thank you", "time is up", "no answer"]
"""The verdict on an answer in a word or two: ``thank you`` where nothing could be right."""
THANKS = "Thank you. This one has no right answer"
"""Said after an answer to a question without a key."""


SECOND_LOOK = "You were very sure here: worth a second look."
"""Said to a player who was very sure of a wrong answer."""


class Feedback(Struct, frozen=True, kw_only=True):
    """Everything said after one answer, as plain text."""

    judgement: Judgement
    points: int
    share: float
    """How much was right, 0 to 1."""
    given: tuple[str, ...]
    """The player's answer in words, a line each; empty where none was given."""
    key: tuple[str, ...]
    """The right answer in words, a line each."""
    whys: tuple[str, ...]
    """Remarks on the player's answer, a line each: why it is not right, how it was read or counted."""
    second_look: str
    """Said to a player who was very sure and not right; empty for everybody else."""
    explanation: str
    action: str
    sources: tuple[Source, ...]

    @property
    def verdict(self) -> str:
        """The verdict as the beginning of a sentence, without a full stop."""
        return THANKS if self.judgement == "thank you" else self.judgement.capitalize()

    @property
    def per_cent(self) -> int:
        """How much was right of a partly right answer, in whole per cent, never rounded to 0 or 100."""
        return min(max(round(100 * self.share), 1), 99)


def feedback(question: Question, response: Response, sources: Mapping[str, Source], names: Mapping[str, str]) -> Feedback:
    """Return what to tell a player; ``names`` fill the placeholders of the action."""
    given, judgement = response.given, judged(response)
    return Feedback(
        judgement=judgement,
        points=response.points,
        share=response.fraction,
        given=tuple(question.answer_in_words(given)) if given else (),
        key=tuple(question.key_in_words()),
        whys=tuple(why for why in question.reasons(given) if why) if given else (),
        second_look=SECOND_LOOK if judgement == "not right" and response.certainty == VERY_SURE else "",
        explanation=question.explanation,
        action=fill_names(question.action, names),
        sources=tuple(sources[key] for key in question.sources if key in sources),
    )


def source_line(source: Source, where: str = "") -> str:
    """Return a source as one line of text: title, publisher, ``where`` it is, when it was checked, and any note."""
    behind = checked_and_note(source.checked_in_words, source.note)
    return " · ".join(filter(None, (f"{source.title}, {source.publisher}", where, *behind)))


def judged(response: Response) -> Judgement:
    """Return the verdict on an answer."""
    if response.outcome == "expired":
        return "time is up"
    if response.outcome == "skipped":
        return "no answer"
    return judged_answer(scored=response.scored, right=response.right, mark=response.mark)


def judged_answer(*, scored: bool, right: bool, mark: float) -> Judgement:
    """Return the verdict on an answer that was given; ``mark`` is what it gained, from 0."""
    if not scored:
        return "thank you"
    return "right" if right else "partly right" if mark > 0 else "not right"
