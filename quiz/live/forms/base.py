"""What a question type's form on a pad is: how it is shown, and how an answer crosses the wire, in both directions."""

from collections.abc import Sequence
from typing import Any, Protocol

from quiz.live.messages import WireAnswer, WireMessage, WireOption, WireQuestion
from quiz.live.option_markers import SHAPES, option_marker
from quiz.questions.answers import Answer
from quiz.questions.conversation import Line
from quiz.questions.options import Option
from quiz.questions.question import Question

STAND_IN_ID = "live"
"""The id of a question that was made of what a pad was told: it has no other."""

Positions = Sequence[int]


class PadForm(Protocol):
    """One type's form. ``order`` are positions of the bank file, ``texts`` what carries letters, both as on the screen."""

    def fields(self, question: Any, texts: Sequence[str]) -> dict[str, Any]:
        """Return what a pad is told beside type and prompt: fields of WireQuestion, without the key."""

    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        """Return an answer in positions of the bank file, None where it is none of this form.

        Raises IndexError for a position that is not there.
        """

    def write(self, answer: Any, order: Positions, texts: Sequence[str]) -> WireAnswer:
        """Return an answer in positions of the screen."""

    def stand_in(self, shown: WireQuestion) -> Question:
        """Return a question that the app's own panels and plain play can ask. It has no key: that stays with the host."""


def wire_options(texts: Sequence[str]) -> tuple[WireOption, ...]:
    """Return texts with the letters and shapes of their places."""
    return tuple(WireOption(*option_marker(position), text) for position, text in enumerate(texts))


def wire_messages(lines: Sequence[Line]) -> tuple[WireMessage, ...]:
    """Return a conversation as a pad is told it."""
    return tuple(WireMessage(line.sender, line.text) for line in lines)


def options(shown: Sequence[WireOption]) -> tuple[Option, ...]:
    """Return the options of a stand-in, their letters and shapes before their texts."""
    return tuple(Option(text=f"{option.letter} {SHAPES[option.shape]}  {option.text}") for option in shown)


def conversation(lines: Sequence[WireMessage]) -> tuple[Line, ...]:
    """Return a conversation as it was told."""
    return tuple(Line(text=line.text, sender=line.sender) for line in lines)
