"""A statement that is true or false."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Answer, Judged
from quiz.questions.diagnostics import KeyPath
from quiz.questions.handout import Handout, lettered
from quiz.questions.question import Column, Pace, Question


class TrueFalse(Question, frozen=True, kw_only=True, tag="true-false"):
    """A statement that is true or false."""

    answer: Annotated[bool, Meta(description="true or false, without quotes.")]
    why: Annotated[str, Meta(description="Shown to a player who answered wrongly.")] = ""

    NAME: ClassVar[str] = "True or false"
    ANSWER: ClassVar[type[Judged]] = Judged
    PICKS_ONE: ClassVar[bool] = True
    PACE: ClassVar[Pace] = "quick"

    def columns(self) -> tuple[Column, ...]:
        """Return two columns: true, then false."""
        return (Column("True", float(self.answer)), Column("False", float(not self.answer)))

    def columns_of(self, answer: Answer) -> Sequence[int]:
        """Return 0 for true and 1 for false."""
        return (0 if answer.answer else 1,) if isinstance(answer, Judged) else ()

    def key_in_words(self) -> list[str]:
        """Return ``True`` or ``False``, as the columns say it."""
        return [str(self.answer)]

    def answer_in_words(self, answer: Judged) -> list[str]:
        """Return ``True`` or ``False``, as the columns say it."""
        return [str(answer.answer)]

    def reasons(self, answer: Judged) -> list[str]:
        """Return the bank's ``why`` if the answer is wrong."""
        return [] if answer.answer is self.answer else [self.why]

    def unexplained(self) -> Iterator[tuple[KeyPath, str]]:
        """Yield the statement itself if it is false and does not say why."""
        if not self.answer and not self.why.strip():
            yield (), "The false statement does not say why it is false."

    def handout(self) -> Handout:
        """Return true as A and false as B, with the bank's ``why`` at the wrong one."""
        talk = (("B" if self.answer else "A", self.why),) if self.why else ()
        return Handout(shown=lettered(self.labelled()), key=("A  True" if self.answer else "B  False",), talk=talk)

    def _accepts(self, answer: Judged) -> bool:
        return True

    def _mark(self, answer: Judged) -> float:
        return float(answer.answer is self.answer)
