"""A number to type, on a pad."""

from typing import Any

from typing_extensions import override

from quiz.live.forms.base import STAND_IN_ID
from quiz.live.forms.short import TypedForm
from quiz.live.messages import WireQuestion
from quiz.questions.number import Number


class NumberForm(TypedForm):
    """A line to type, with its unit."""

    @override
    def fields(self, question: Number, texts: Any) -> dict[str, Any]:
        return {"unit": question.unit}

    @override
    def stand_in(self, shown: WireQuestion) -> Number:
        """Make a number with the same unit."""
        return Number(id=STAND_IN_ID, prompt=shown.prompt, answer=0, unit=shown.unit)
