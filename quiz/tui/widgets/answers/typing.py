"""Answering ``number`` and ``short``: type it."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from quiz.play.attempt import Response
from quiz.questions.answers import Typed
from quiz.questions.number import Number
from quiz.questions.short import Short
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.plain_text import PlainText


class TypingPanel(AnswerPanel):
    """A line to type in, with the unit behind it."""

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        question = self.asked.question
        number = isinstance(question, Number)
        yield PlainText("Type the figure, then Enter." if number else "Type a word or two, then Enter.", classes="how")
        with Horizontal(classes="line"):
            yield Input(max_length=80, compact=True)
            yield PlainText(question.unit if isinstance(question, Number) else "", classes="unit")
        yield PlainText("", classes="note")

    def first_focus(self) -> Widget:
        """Return the line."""
        return self.query_one(Input)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        given = Typed(event.value)
        if self.asked.question.accepts(given):
            self.give(given)
        else:
            expected = "a figure, such as 72" if isinstance(self.asked.question, Number) else "a word or two"
            self.query_one(".note", PlainText).update(f"Type {expected}. Nothing is lost: try again.")

    def reveal(self, response: Response) -> None:
        """Show what was right."""
        question = self.asked.question
        assert isinstance(question, Number | Short)
        line = self.query_one(Input)
        line.disabled = True
        note = self.query_one(".note", PlainText)
        note.update("✔ your answer" if response.right else "✘ your answer" if response.given else "")
        note.add_class("right" if response.right else "wrong")
