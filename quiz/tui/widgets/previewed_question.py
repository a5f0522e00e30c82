"""A question as players will see it, for the author or importer of a bank, with facts about it and its key."""

from collections.abc import Callable, Mapping, Sequence

from textual.containers import VerticalGroup
from textual.content import Content
from textual.widget import Widget

from quiz.banks.model import Source
from quiz.play.attempt import Attempt, Response
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Answer
from quiz.questions.question import Question
from quiz.questions.text import plural
from quiz.reports.feedback import feedback
from quiz.tui.question_row import FLAG
from quiz.tui.widgets.answers import ANSWER_PANELS
from quiz.tui.widgets.plain_text import PlainText

_SEED = 1
"""Keeps options in the same order, so that a question looks the same after each save."""


class PreviewedQuestion(VerticalGroup):
    """One question that can be answered or shown with its key. No answer is kept."""

    DEFAULT_CSS = """
    PreviewedQuestion {
        height: auto;
        max-width: 100;

        .problems {
            margin-bottom: 1;
        }

        .topic {
            color: $muted;
        }

        & > .column {
            margin: 0;
        }
    }
    """

    def __init__(
        self,
        question: Question,
        clock: Callable[[], float],
        *,
        limit: float | None,
        flags: int = 0,
        above: Sequence[Widget] = (),
        below: Sequence[Widget] = (),
    ) -> None:
        """Show ``question`` between widgets; ``limit`` is in seconds, ``flags`` counts players."""
        asked = PresentedQuestion(question, question.arranged(_SEED), None)
        self.panel = ANSWER_PANELS[type(question)](asked, _SEED, clock)
        """Where it is answered."""
        self.panel.is_fitted = False
        self._attempt = Attempt([asked], "accuracy", clock, grace=0)
        self._attempt.show()
        super().__init__(*above, PlainText(_about(question, limit, flags), classes="topic"), self.panel, *below)

    def answer(self, given: Answer, sources: Mapping[str, Source], names: Mapping[str, str]) -> None:
        """Take an answer and show the result; ``names`` are the school's own."""
        self._reveal(self._attempt.answer(given), sources, names)

    def show_key(self, sources: Mapping[str, Source], names: Mapping[str, str]) -> None:
        """Show the key and the feedback; ``names`` are the school's own."""
        self._reveal(self._attempt.skip(), sources, names)

    def _reveal(self, response: Response | None, sources: Mapping[str, Source], names: Mapping[str, str]) -> None:
        if response is not None:
            told = feedback(self._attempt.current.question, response, sources, names)
            # If only the key is shown, nobody has answered.
            self.panel.reveal(response, told, shows_verdict=response.given is not None)


def _about(question: Question, limit: float | None, flags: int) -> Content:
    time = f"{limit:g} seconds" if limit else "no time limit"
    flagged = f"\n{FLAG} Flagged by {plural(flags, 'player')}" if flags else ""
    about = " · ".join(part for part in (question.topic, question.NAME, time) if part)
    return Content.assemble(about, (flagged, "bold $primary"))
