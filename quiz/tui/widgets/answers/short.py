"""Answering ``short``: type it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from quiz.play.attempt import Response
from quiz.questions.answers import Typed
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.plain_text import PlainText


class AnswerLine(Input):
    """The line; its Enter is on the bottom line, unlike that of other lines."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Answer")]


class TypingPanel(AnswerPanel):
    """A line to type words in."""

    HOW: ClassVar[str] = "Type a word or two, then Enter."
    AGAIN: ClassVar[str] = "Type a word or two. Nothing is lost: try again."
    """What is said to a line that cannot be read."""

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        yield PlainText(self.HOW, classes="how")
        with Horizontal(classes="line"):
            yield AnswerLine(max_length=80, compact=True)
            yield PlainText(self.unit(), classes="unit")
        yield PlainText("", classes="note")

    def unit(self) -> str:
        """Return what stands behind the line."""
        return ""

    def first_focus(self) -> Widget:
        """Return the line."""
        return self.query_one(Input)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        given = Typed(event.value)
        if self.question.accepts(given):
            self.give(given)
        else:
            self.query_one(".note", PlainText).update(self.AGAIN)

    def reveal(self, response: Response) -> None:
        """Say whether what was typed is right."""
        self.query_one(Input).disabled = True
        note = self.query_one(".note", PlainText)
        note.update("✔ your answer" if response.right else "✘ your answer" if response.given else "")
        note.add_class("right" if response.right else "wrong")
