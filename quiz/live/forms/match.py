"""Items and boxes on a pad."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from quiz.live.forms.base import STAND_IN_ID, PadForm, Positions
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.questions.answers import Answer, Matched
from quiz.questions.match import Match, Pair


class MatchForm(PadForm):
    """Items to put into boxes."""

    @override
    def fields(self, question: Match, texts: Sequence[str]) -> dict[str, Any]:
        return {"items": tuple(pair.item for pair in question.pairs), "boxes": tuple(texts)}

    @override
    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        return None if shown.boxes is None else Matched(tuple(None if box is None else texts[box] for box in shown.boxes))

    @override
    def write(self, answer: Matched, order: Positions, texts: Sequence[str]) -> WireAnswer:
        return WireAnswer(boxes=tuple(None if box is None else texts.index(box) for box in answer.boxes))

    @override
    def stand_in(self, shown: WireQuestion) -> Match:
        """Put every item into the first box, and make distractors of the others, so that all boxes exist."""
        first, *rest = shown.boxes
        pairs = tuple(Pair(item=item, box=first) for item in shown.items)
        return Match(id=STAND_IN_ID, prompt=shown.prompt, pairs=pairs, distractors=tuple(rest))
