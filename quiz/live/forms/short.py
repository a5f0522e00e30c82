"""A word or two to type, on a pad."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from quiz.live.forms.base import STAND_IN_ID, PadForm, Positions
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.questions.answers import Answer, Typed
from quiz.questions.question import Question
from quiz.questions.short import Short


class TypedForm(PadForm):
    """A line to type."""

    @override
    def fields(self, question: Any, texts: Sequence[str]) -> dict[str, Any]:
        return {}

    @override
    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        return None if shown.text is None else Typed(shown.text)

    @override
    def write(self, answer: Typed, order: Positions, texts: Sequence[str]) -> WireAnswer:
        return WireAnswer(text=answer.text)

    @override
    def stand_in(self, shown: WireQuestion) -> Question:
        return Short(id=STAND_IN_ID, prompt=shown.prompt, accept=("?",))
