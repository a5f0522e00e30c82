"""Answering ``number``: type a figure."""

from typing import ClassVar

from quiz.questions.answers import Answer, Typed
from quiz.questions.number import Number
from quiz.tui.widgets.answers.short import TypingPanel


class NumberPanel(TypingPanel):
    """A line to type a figure in, followed by its unit."""

    HOW: ClassVar[str] = "Type the figure, then Enter."
    question: Number

    def on_mount(self) -> None:
        """Be as wide as a figure."""
        self.add_class("-figure")

    def read(self) -> str:
        """Return the ways to write a figure."""
        with_unit = f"12 {self.question.unit}, " if self.question.unit else ""
        return f"A figure or a word: 12, {with_unit}twelve."

    def again(self) -> str:
        """Ask for one figure in the question's unit."""
        unit = f" in {self.question.unit}" if self.question.unit else ""
        return f"Type one figure{unit}, such as 25 or twenty-five. Nothing is lost."

    def in_words(self, given: Answer) -> str:
        """Return what was typed if it had to be interpreted, else the figure with its unit."""
        return given.shown if isinstance(given, Typed) and self.question.reasons(given) else super().in_words(given)

    def taken_as(self, given: Answer) -> str:
        """Return the figure that the words were taken for."""
        return super().in_words(given) if isinstance(given, Typed) and self.question.reasons(given) else ""

    def unit(self) -> str:
        """Return the question's unit."""
        return self.question.unit
