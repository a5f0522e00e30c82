"""A conversation to judge, on a pad."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from quiz.live.forms.base import STAND_IN_ID, PadForm, Positions, conversation, wire_messages
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.questions.answers import Answer, Spotted
from quiz.questions.spot import CHANNELS, Spot


class SpotForm(PadForm):
    """Messages to pick, and a verdict to give."""

    @override
    def fields(self, question: Spot, texts: Sequence[str]) -> dict[str, Any]:
        return {
            "channel": question.channel,
            "sender": question.sender,
            "lines": wire_messages(question.conversation()),
        }

    @override
    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        return None if shown.verdict is None else Spotted(shown.verdict, tuple(sorted(shown.lines or ())))

    @override
    def write(self, answer: Spotted, order: Positions, texts: Sequence[str]) -> WireAnswer:
        return WireAnswer(verdict=answer.verdict, lines=answer.lines)

    @override
    def stand_in(self, shown: WireQuestion) -> Spot:
        """Make a conversation without tell-tales."""
        channel: Any = shown.channel if shown.channel in CHANNELS else "whatsapp"
        return Spot(
            id=STAND_IN_ID,
            prompt=shown.prompt,
            channel=channel,
            sender=shown.sender,
            verdict="scam",
            lines=conversation(shown.lines),
        )
