"""Answering ``true-false``: pick one of the two."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from quiz.play.attempt import Response
from quiz.questions.answers import Judged
from quiz.questions.true_false import TrueFalse
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.choices import Choices


class TrueFalsePanel(AnswerPanel):
    """True or false."""

    SHOWS_KEY: ClassVar[bool] = True
    question: TrueFalse

    def compose(self) -> ComposeResult:
        """List the two."""
        yield Choices(["True", "False"])

    def first_focus(self) -> Widget:
        """Return the list."""
        return self.query_one(Choices)

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        self.give(Judged(event.positions == (0,)))

    def reveal(self, response: Response) -> None:
        """Mark the right one and the player's."""
        question = self.question
        choices = self.query_one(Choices)
        choices.close()
        for row, value in enumerate((True, False)):
            mine = response.given == Judged(value)
            if value is question.answer:
                choices.note(row, "✔ your answer" if mine else "✔ right answer", "right")
            else:
                choices.note(row, "✘ your answer" if mine else "", "wrong" if mine else "other")
