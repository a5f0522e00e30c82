"""Several options, one of them right."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from quiz.questions.answers import Picked
from quiz.questions.diagnostics import Diagnostic
from quiz.questions.options import Option, OptionsQuestion
from quiz.questions.question import Pace, within


class Single(OptionsQuestion, frozen=True, kw_only=True, tag="single"):
    """Several options, one of them right."""

    options: Annotated[tuple[Option, ...], Meta(description="Two or more, exactly one of them correct.")]

    NAME: ClassVar[str] = "One answer"
    ANSWER: ClassVar[type[Picked]] = Picked
    PICKS_ONE: ClassVar[bool] = True
    PACE: ClassVar[Pace] = "quick"

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Want exactly one right option."""
        yield from super().diagnostics()
        right = sum(option.correct for option in self.options)
        if right > 1:
            message = f'{right} options are marked as right, but a "single" question has one.'
            yield Diagnostic(("options",), "several-keys", message, 'Keep one  correct = true, or use  type = "multiple".')

    def _accepts(self, answer: Picked) -> bool:
        return len(answer.options) == 1 and within(answer.options, len(self.options))

    def _mark(self, answer: Picked) -> float:
        return float(len(answer.options) == 1 and self.options[answer.options[0]].correct)
