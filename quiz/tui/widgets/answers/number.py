"""Answering ``number``: type a figure."""

from typing import ClassVar

from quiz.questions.number import Number
from quiz.tui.widgets.answers.short import TypingPanel


class NumberPanel(TypingPanel):
    """A line to type a figure in, with its unit behind it."""

    HOW: ClassVar[str] = "Type the figure, then Enter."
    AGAIN: ClassVar[str] = "Type a figure, such as 72. Nothing is lost: try again."

    question: Number

    def unit(self) -> str:
        """Return the question's unit."""
        return self.question.unit
