"""A poll on a pad: options with letters and shapes, none of them right."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from quiz.live.forms.base import STAND_IN_ID, PadForm, Positions, options, wire_options
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.questions.answers import Answer, Picked
from quiz.questions.poll import Poll, PollOption


class PollForm(PadForm):
    """Options from which to pick one."""

    @override
    def fields(self, question: Any, texts: Sequence[str]) -> dict[str, Any]:
        return {"options": wire_options(texts)}

    @override
    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        return None if shown.picked is None else Picked(tuple(order[position] for position in shown.picked))

    @override
    def write(self, answer: Picked, order: Positions, texts: Sequence[str]) -> WireAnswer:
        return WireAnswer(picked=tuple(order.index(option) for option in answer.options))

    @override
    def stand_in(self, shown: WireQuestion) -> Poll:
        """Make a poll of the options, with letters and shapes in front of their texts."""
        texts = (option.text for option in options(shown.options))
        return Poll(id=STAND_IN_ID, prompt=shown.prompt, options=tuple(PollOption(text=text) for text in texts))
