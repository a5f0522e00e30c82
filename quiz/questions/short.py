"""A word or two to type."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Typed
from quiz.questions.diagnostics import Diagnostic, text_list_diagnostics
from quiz.questions.question import Question
from quiz.questions.text import REFUSED_CHARACTER


class Short(Question, frozen=True, kw_only=True, tag="short"):
    """A word or two to type."""

    accept: Annotated[tuple[str, ...], Meta(description="Every spelling that counts; case and full stop do not matter.")]

    NAME: ClassVar[str] = "A word or two"
    HOW: ClassVar[str] = "Type a word or two."
    ANSWER: ClassVar[type[Typed]] = Typed
    THINKING: ClassVar[float] = 15.0

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Want a spelling that counts."""
        yield from text_list_diagnostics(self.accept, "accept", 1)

    def key_in_words(self) -> list[str]:
        """Return the first spelling."""
        return [self.accept[0]]

    def answer_in_words(self, answer: Typed) -> list[str]:
        """Return what was typed."""
        return [REFUSED_CHARACTER.sub("", answer.text).strip()]

    def _accepts(self, answer: Typed) -> bool:
        return bool(plain_words(answer.text))

    def _mark(self, answer: Typed) -> float:
        return float(plain_words(answer.text) in {plain_words(accepted) for accepted in self.accept})


def plain_words(text: str) -> str:
    """Return ``text`` as a ``short`` answer is compared: without case, outer blanks and full stop."""
    return " ".join(text.split()).strip().rstrip(".").rstrip().casefold()
