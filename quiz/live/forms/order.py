"""Steps to put in order, on a pad."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from quiz.live.forms.base import STAND_IN_ID, PadForm, Positions, wire_options
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.questions.answers import Answer, Ordered
from quiz.questions.order import Order


class OrderForm(PadForm):
    """Steps with letters and shapes."""

    @override
    def fields(self, question: Any, texts: Sequence[str]) -> dict[str, Any]:
        """Return the steps as shuffled."""
        return {"options": wire_options(texts)}

    @override
    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        return None if shown.order is None else Ordered(tuple(order[position] for position in shown.order))

    @override
    def write(self, answer: Ordered, order: Positions, texts: Sequence[str]) -> WireAnswer:
        return WireAnswer(order=tuple(order.index(step) for step in answer.steps))

    @override
    def stand_in(self, shown: WireQuestion) -> Order:
        """Make steps in their shuffled order."""
        return Order(id=STAND_IN_ID, prompt=shown.prompt, steps=tuple(option.text for option in shown.options))
