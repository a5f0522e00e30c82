"""True or false on a pad: two options."""

from collections.abc import Sequence
from typing import Any

from quiz.live.forms.base import STAND_IN_ID, Positions, wire_options
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.questions.answers import Answer, Judged
from quiz.questions.true_false import TrueFalse


class TrueFalseForm:
    """True and false."""

    def fields(self, question: Any, texts: Sequence[str]) -> dict[str, Any]:
        """Tell the two."""
        return {"options": wire_options(texts)}

    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        """Read which of the two was picked."""
        return Judged(shown.picked == (0,)) if shown.picked in ((0,), (1,)) else None

    def write(self, answer: Judged, order: Positions, texts: Sequence[str]) -> WireAnswer:
        """Write which of the two was picked."""
        return WireAnswer(picked=(0 if answer.answer else 1,))

    def stand_in(self, shown: WireQuestion) -> TrueFalse:
        """Make a statement."""
        return TrueFalse(id=STAND_IN_ID, prompt=shown.prompt, answer=True)
