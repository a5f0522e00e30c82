"""A conversation to judge, on a pad."""

from collections.abc import Sequence
from typing import Any

from quiz.live.forms.base import STAND_IN_ID, Positions, conversation, wire_messages
from quiz.live.messages import WireAnswer, WireQuestion
from quiz.questions.answers import Answer, Spotted
from quiz.questions.spot import CHANNELS, Spot


class SpotForm:
    """Messages that can be picked, and a verdict."""

    def fields(self, question: Spot, texts: Sequence[str]) -> dict[str, Any]:
        """Tell where the messages were received, and what they say."""
        return {
            "channel": question.channel,
            "sender": question.sender,
            "lines": wire_messages(question.conversation()),
        }

    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        """Read the verdict and the lines."""
        return None if shown.verdict is None else Spotted(shown.verdict, tuple(sorted(shown.lines or ())))

    def write(self, answer: Spotted, order: Positions, texts: Sequence[str]) -> WireAnswer:
        """Write the verdict and the lines."""
        return WireAnswer(verdict=answer.verdict, lines=answer.lines)

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
