"""Single and multiple on a pad: options with letters and shapes."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from quiz.live.forms.base import STAND_IN_ID, PadForm, Positions, options, wire_options
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.questions.answers import Answer, Picked
from quiz.questions.options import OptionsQuestion


class OptionsForm(PadForm):
    """Options from which to pick one or several."""

    def __init__(self, kind: type[OptionsQuestion]) -> None:
        """Make stand-ins of this type."""
        self._kind = kind

    @override
    def fields(self, question: Any, texts: Sequence[str]) -> dict[str, Any]:
        return {"options": wire_options(texts)}

    @override
    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        return None if shown.picked is None else Picked(tuple(sorted(order[position] for position in shown.picked)))

    @override
    def write(self, answer: Picked, order: Positions, texts: Sequence[str]) -> WireAnswer:
        return WireAnswer(picked=tuple(sorted(order.index(option) for option in answer.options)))

    @override
    def stand_in(self, shown: WireQuestion) -> OptionsQuestion:
        """Make a question of the same type."""
        return self._kind(id=STAND_IN_ID, prompt=shown.prompt, options=options(shown.options))
