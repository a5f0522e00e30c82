"""Defines a question type's form on a pad: how it is shown, and how its answers cross the wire in both directions."""

from collections.abc import Sequence
from typing import Any, Protocol

from quiz.live.messages import WireAnswer, WireMessage, WireOption, WireQuestion
from quiz.live.option_markers import SHAPES, option_marker
from quiz.questions.answers import Answer
from quiz.questions.conversation import Line
from quiz.questions.options import Option
from quiz.questions.question import Question

STAND_IN_ID = "live"
"""The id of a question made from a pad's message, which has none of its own."""

Positions = Sequence[int]


class PadForm(Protocol):
    """One type's form. ``order`` are positions in the bank file and ``texts`` the lettered texts, both as on the screen."""

    def fields(self, question: Any, texts: Sequence[str]) -> dict[str, Any]:
        """Return the fields of WireQuestion besides type and prompt, without the key."""

    def read(self, shown: WireAnswer, order: Positions, texts: Sequence[str]) -> Answer | None:
        """Return an answer in positions of the bank file; None if it is not of this form.

        Raises IndexError for a position that does not exist.
        """

    def write(self, answer: Any, order: Positions, texts: Sequence[str]) -> WireAnswer:
        """Return an answer in positions on the screen."""

    def stand_in(self, shown: WireQuestion) -> Question:
        """Return a question that the app's panels and plain play can ask. It has no real key, which stays with the host."""


def wire_options(texts: Sequence[str]) -> tuple[WireOption, ...]:
    """Return texts with the letters and shapes for their positions."""
    return tuple(WireOption(*option_marker(position), text) for position, text in enumerate(texts))


def wire_messages(lines: Sequence[Line]) -> tuple[WireMessage, ...]:
    """Return a conversation in a pad's message."""
    return tuple(WireMessage(line.sender, line.text) for line in lines)


def options(shown: Sequence[WireOption]) -> tuple[Option, ...]:
    """Return the options of a stand-in, with letters and shapes in front of their texts."""
    return tuple(Option(text=f"{option.letter} {SHAPES[option.shape]}  {option.text}") for option in shown)


def conversation(lines: Sequence[WireMessage]) -> tuple[Line, ...]:
    """Return the conversation in a pad's message."""
    return tuple(Line(text=line.text, sender=line.sender) for line in lines)
