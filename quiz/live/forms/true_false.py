"""True or false on a pad: two options."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from quiz.live.forms.base import STAND_IN_ID, PadForm, Positions, wire_options
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.questions.answers import Answer, Judged
from quiz.questions.true_false import TrueFalse


class TrueFalseForm(PadForm):
    """Two options, true first; the pad sends the position of one."""

    @override
    def fields(self, question: Any, texts: Sequence[str]) -> dict[str, Any]:
        return {"options": wire_options(texts)}

    @override
    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        return Judged(shown.picked == (0,)) if shown.picked in ((0,), (1,)) else None

    @override
    def write(self, answer: Judged, order: Positions, texts: Sequence[str]) -> WireAnswer:
        return WireAnswer(picked=(0 if answer.answer else 1,))

    @override
    def stand_in(self, shown: WireQuestion) -> TrueFalse:
        return TrueFalse(id=STAND_IN_ID, prompt=shown.prompt, answer=True)
