"""Panels without an app: what a question looks like in a window of so many cells and lines, open and answered."""

from collections.abc import Mapping

from quiz.banks.model import Source
from quiz.play.attempt import Attempt
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Answer
from quiz.questions.question import Question
from quiz.reports.feedback import feedback
from quiz.tui.widgets.answers import ANSWER_PANELS
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.pieces import Fitted
from tests import builders

USUAL, NARROW, WIDE = (76, 20), (58, 16), (92, 36)
"""What is left of 80 by 24, 60 by 20 and 120 by 40 for a question: columns and rows."""


def open_panel(question: Question) -> AnswerPanel:
    """Return the panel of a question that is asked."""
    asked = PresentedQuestion(question, question.arranged(5), None)
    return ANSWER_PANELS[type(question)](asked, 5, lambda: 0.0)


def answered_panel(question: Question, given: Answer | None, sources: Mapping[str, Source] | None = None) -> AnswerPanel:
    """Return the panel of a question to which ``given`` was the answer; None where there was none."""
    panel = open_panel(question)
    attempt = Attempt([panel.asked], "accuracy", lambda: 0.0, grace=0)
    attempt.show()
    response = attempt.answer(given) if given else attempt.skip()
    assert response
    known = {"guide": builders.source()} if sources is None else sources
    panel.reveal(response, feedback(question, response, known, {}), question.topic, shows_points=True)
    return panel


def text_of(fitted: Fitted) -> str:
    """Return what stands in the window, a line each."""
    return "\n".join(line.content.plain.rstrip() for line in fitted.lines)
