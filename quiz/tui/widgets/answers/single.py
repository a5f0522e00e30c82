"""Answering ``single`` and ``multiple``: pick from a list."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from quiz.play.attempt import Response
from quiz.questions.answers import Picked
from quiz.questions.options import OptionsQuestion
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.choices import Choices
from quiz.tui.widgets.plain_text import PlainText


class OptionsPanel(AnswerPanel):
    """Options in their shuffled order, of which one or several can be picked."""

    SHOWS_KEY: ClassVar[bool] = True
    question: OptionsQuestion

    def compose(self) -> ComposeResult:
        """List the options."""
        question = self.question
        several = not question.PICKS_ONE
        if several:
            yield PlainText("Pick every right answer, then Enter.", classes="how")
        yield Choices([question.options[position].text for position in self.asked.arrangement], several=several)

    def first_focus(self) -> Widget:
        """Return the list."""
        return self.query_one(Choices)

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        event.stop()
        self.give(Picked(tuple(sorted(self.asked.arrangement[position] for position in event.positions))))

    def reveal(self, response: Response) -> None:
        """Mark the key and what was picked, each with a glyph and a word."""
        question = self.question
        picked = response.given.options if isinstance(response.given, Picked) else ()
        choices = self.query_one(Choices)
        choices.close()
        for row, position in enumerate(self.asked.arrangement):
            correct = question.options[position].correct
            if correct:
                choices.note(row, "✔ your answer" if position in picked else "✔ right answer", "right")
            elif position in picked:
                choices.note(row, "✘ your answer", "wrong")
            else:
                choices.note(row, "", "other")
