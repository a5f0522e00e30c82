"""The feedback on an answer, for a pad in a terminal: the app's own sheet, made from the host's message."""

from collections.abc import Iterator, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from typing_extensions import override

from quiz.banks.model import Source
from quiz.live.messages import RevealedView, WireSource
from quiz.live.pad_narration import answer_lines, place_lines, second_look
from quiz.reports.feedback import Feedback, Judgement, judged_answer
from quiz.tui.widgets import sheet
from quiz.tui.widgets.pieces import Fitted, Piece, fit
from quiz.tui.widgets.question_view import QuestionView

_MOST_PROMPT = 84


class ToldSource(Source, frozen=True, kw_only=True):
    """A source from the host's message, in which the day when it was checked comes in words."""

    day: str
    checked: date = date.min

    @property
    @override
    def checked_in_words(self) -> str:
        return self.day


class PadFeedback(VerticalScroll, can_focus=True):
    """Draws the sheet, fitted into the window; it scrolls if there is no room for all of it."""

    DEFAULT_CSS = "PadFeedback { height: 100%; }"

    def __init__(self, message: RevealedView) -> None:
        """Show the feedback in ``message``, about a question that counts."""
        super().__init__(classes="column")
        self._pieces = feedback_pieces(message)

    @override
    def compose(self) -> ComposeResult:
        yield QuestionView(self._fitted)

    def _fitted(self, width: int, height: int) -> Fitted:
        return fit(self._pieces, width, height, _FOLDS)


def feedback_pieces(message: RevealedView) -> list[Piece]:
    """Return the prompt and the sheet under it."""
    said = _feedback(message)
    part = f"{said.per_cent} % of it" if said.judgement == "partly right" else ""
    also = [Content(line) for line in (*place_lines(message), *answer_lines(message))]
    prompt = Piece("prompt", Content.styled(message.prompt, "bold"), even=_MOST_PROMPT, above=1)
    return [prompt, *sheet.sheet(said, part, said.whys, shows_points=message.playful, also=also)]


def _feedback(message: RevealedView) -> Feedback:
    return Feedback(
        judgement=_judgement(message),
        points=message.points,
        share=message.mark,
        given=message.given,
        key=message.key,
        whys=message.why,
        second_look=second_look(message),
        explanation=message.explanation,
        action=message.action,
        sources=tuple(_sources(message.sources)),
    )


def _judgement(message: RevealedView) -> Judgement:
    if not message.answered:
        return "no answer"
    return judged_answer(scored=message.scored, right=message.right, mark=message.mark)


def _sources(sources: Sequence[WireSource]) -> Iterator[Source]:
    for source in sources:
        yield ToldSource(title=source.title, publisher=source.publisher, url=source.url, day=source.checked)


_FOLDS = [fold for fold in sheet.FOLDS if fold[0] in ("air", "titles", "sheet", "top")]
"""What is folded if not everything fits; after that, the whole scrolls."""
