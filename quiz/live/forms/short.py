"""A word or two to type, on a pad."""

from collections.abc import Sequence
from typing import Any

from quiz.live.forms.base import STAND_IN_ID, Positions
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.questions.answers import Answer, Typed
from quiz.questions.question import Question
from quiz.questions.short import Short


class TypedForm:
    """A line to type."""

    def fields(self, question: Any, texts: Sequence[str]) -> dict[str, Any]:
        """Tell nothing more."""
        return {}

    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        """Read what was typed."""
        return None if shown.text is None else Typed(shown.text)

    def write(self, answer: Typed, order: Positions, texts: Sequence[str]) -> WireAnswer:
        """Write what was typed."""
        return WireAnswer(text=answer.text)

    def stand_in(self, shown: WireQuestion) -> Question:
        """Make a question of words."""
        return Short(id=STAND_IN_ID, prompt=shown.prompt, accept=("?",))
