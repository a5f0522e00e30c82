"""What every way of answering has in common: one widget that draws the question, and then the result."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from typing_extensions import override

from quiz.banks.model import Source
from quiz.play.attempt import Response
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Answer
from quiz.questions.question import Question
from quiz.reports.feedback import Feedback
from quiz.tui.widgets import sheet
from quiz.tui.widgets.grid import first_row
from quiz.tui.widgets.pieces import GAP, DrawnLine, Fitted, Fold, Piece, Role, Target, closer, fit, without_edges
from quiz.tui.widgets.question_view import QuestionView

_MOST_PROMPT = 84
_HEADER = 2
"""The rows of the screen above the window of a question."""
_AROUND = 4
"""The rows above and below that window."""


def _before_in_short(pieces: Sequence[Piece]) -> list[Piece]:
    """Cut earlier decisions to a line each, except the last, whose consequence is news."""
    told = [piece for piece in pieces if piece.role == "told" and piece.label]
    return [replace(piece, is_cut=True) if piece in told[:-1] else piece for piece in pieces]


AIRIEST_FIRST: tuple[tuple[str, Fold], ...] = (
    ("edges", without_edges),
    ("answers", closer("answer", "talk", keeps=1)),
    ("before", _before_in_short),
    ("top", closer("prompt", "told")),
    ("around", closer("answer", "talk", "hint", "aside")),
)
"""How an open question makes room: cards lose their edges, then the empty lines between them go."""


class AnswerPanel(VerticalGroup, can_focus=True):
    """A question with its means of answering; it tells the screen what was given, and then shows the result.

    A type says what its answers look like, open and answered, as pieces; this class draws them below the prompt and above
    the feedback, fitted into the window.
    """

    HOW: ClassVar[str] = ""
    """How it is answered, in a sentence or two: in the help, and on the message line for players new to it."""
    COUNTS: ClassVar[str] = ""
    """How it is marked, in a few words for the help; empty if it is simply right or wrong."""
    SCROLLS: ClassVar[Role | None] = None
    """The role whose pieces scroll by themselves if an open question does not fit."""
    SHOWS_REASONS: ClassVar[bool] = False
    """Whether its answered pieces already give the reasons about what was given."""
    PARTS: ClassVar[frozenset[str]] = frozenset()
    """The actions of the keys that answer, which stop working once the question is answered."""

    is_fitted: bool = True
    """Whether the question is fitted into the window; below other widgets it takes its full height instead."""
    question: Question
    """What is asked; a panel narrows this to its question type."""

    class Answered(Message):
        """The player gave an answer. It counts once the attempt has taken it."""

        def __init__(self, given: Answer, panel: "AnswerPanel") -> None:
            """Carry the answer that was given on ``panel``."""
            super().__init__()
            self.given = given
            self.panel = panel

    class MoreAsked(Message):
        """The panel asks something new, to be read before the next key counts."""

    class Changed(Message):
        """What is picked, matched or typed has changed: a notice of what was missing may no longer hold."""

    class SourceClicked(Message):
        """The row of one or several sources was clicked."""

        def __init__(self, sources: Sequence[Source]) -> None:
            """Carry the sources."""
            super().__init__()
            self.sources = sources

    def __init__(self, asked: PresentedQuestion, seed: int, clock: Callable[[], float]) -> None:
        """Ask ``asked``; ``seed`` is the attempt's, ``clock`` gives seconds."""
        super().__init__(classes="column")
        self.asked = asked
        self.question = asked.question
        self.seed = seed
        self.clock = clock
        self.view = QuestionView(self.fitted_in)
        self.hovered: Target = None
        self.hint = ""
        self.read_before: list[Piece] = []
        """What to read between the prompt and the answers, besides the question's own text."""
        self.response: Response | None = None
        """The result; None while the question is open."""
        self._sheet: list[Piece] = []
        self._scrolled_to = 0
        self._in_sight: Target = None
        self._is_unfolded = False
        self._window = (0, 0)
        self._is_locked = False

    @override
    def compose(self) -> ComposeResult:
        yield self.view

    # What a type says

    def open_pieces(self, width: int) -> list[Piece]:
        """Return the answers to choose from or fill in, in a column of ``width`` cells."""
        raise NotImplementedError

    def answered_pieces(self, response: Response, width: int) -> list[Piece]:
        """Return what was given and what is right, in a column of ``width`` cells."""
        raise NotImplementedError

    def said_first(self, response: Response) -> list[Content]:
        """Return what the feedback says first about this answer."""
        return []

    def beside_verdict(self, response: Response, said: Feedback) -> str:
        """Return how much was right, to follow the verdict if not all was; empty for nothing."""
        return f"{said.per_cent} % of it" if said.judgement == "partly right" else ""

    def before_pieces(self) -> list[Piece]:
        """Return what goes above the answers: the prompt."""
        return [self.prompt_piece(self.question.prompt), *self.read_before]

    def pick(self, target: Target) -> None:
        """Do what a click on ``target`` means while the question is open."""

    def how_to_answer(self) -> str:
        """Return how it is answered, in a sentence or two."""
        return self.HOW

    def first_focus(self) -> Widget:
        """Return the widget that takes the keys."""
        return self

    @property
    def filled_in(self) -> Answer | None:
        """What is filled in and only needs giving; None if it is not yet an answer, or if a single key gives it."""
        return None

    # What the screen does

    @property
    def is_open(self) -> bool:
        """Whether an answer may still be given."""
        return self.response is None and not self._is_locked

    def give(self, given: Answer) -> None:
        """Tell the screen."""
        self.post_message(self.Answered(given, self))

    def close(self) -> None:
        """Take no more answers, without showing what is right."""
        self._is_locked = True
        self.redraw()
        self.refresh_bindings()

    def reveal(
        self, response: Response, said: Feedback, beside: str = "", *, shows_points: bool = False, shows_verdict: bool = True
    ) -> None:
        """Take no more answers, show what was right, and ``said`` below it; ``beside`` follows the verdict."""
        self.response = response
        self.hovered, self._scrolled_to, self._is_unfolded = None, 0, False
        share = "" if said.judgement == "right" else self.beside_verdict(response, said)
        behind = GAP.join(filter(None, (share, beside)))
        whys = () if self.SHOWS_REASONS else said.whys
        self._sheet = sheet.sheet(said, behind, whys, shows_points=shows_points, also=self.said_first(response))
        if not shows_verdict:
            rest = self._sheet[1:]
            # Without anything to say there is no sheet.
            self._sheet = rest if any(piece.role != "foot" for piece in rest) else []
        self.redraw()
        self.refresh_bindings()

    def show_hint(self) -> None:
        """Show the hint of the question."""
        self.hint = self.question.hint
        self.redraw()

    def redraw(self) -> None:
        """Draw the question again as it is now."""
        self.view.redraw()

    @property
    def can_unfold(self) -> bool:
        """Whether any text of the answered question is folded away."""
        unread = {"sources", "others", "source", "cues"} & self.view.fitted.folded
        return self.response is not None and not self._is_unfolded and bool(unread or self.view.fitted.hidden)

    @property
    def is_higher_than_window(self) -> bool:
        """Whether the answered question scrolls as a whole, so that its verdict has to be shown above it."""
        return self.response is not None and not any(map(_is_band, self.view.fitted.lines))

    @property
    def band_line(self) -> Content | None:
        """The verdict as one line, for a question that does not fit into sight; None while it is open."""
        band = next((piece for piece in self._sheet if piece.role == "band"), None)
        return replace(band, above=0).lines(self.size.width)[0] if band and self.size.width else None

    def changed(self, target: Target = None) -> None:
        """Draw the changed answer, with what is about ``target`` in sight, and tell the screen."""
        self._in_sight = target
        self.redraw()
        if target is not None:
            self.view.show_target(target)
        self.refresh_bindings()
        self.post_message(self.Changed())

    def scroll_by(self, lines: int) -> bool:
        """Scroll what scrolls by itself, or at its top unfold what is folded. Say whether there was anything to do."""
        fitted, self._in_sight = self.view.fitted, None
        if lines > 0 and fitted.hidden:
            self._scrolled_to = fitted.top + lines
        elif lines < 0 and fitted.top:
            self._scrolled_to = max(fitted.top + lines, 0)
        elif lines < 0 and self.can_unfold:
            self.unfold()
        else:
            return False
        self.redraw()
        return True

    def unfold(self) -> None:
        """Show all there is, however high that is."""
        self._is_unfolded = True
        self.redraw()

    # Drawing

    def prompt_piece(self, text: str) -> Piece:
        """Return the prompt as the first piece."""
        return Piece("prompt", Content.styled(text, "bold"), even=_MOST_PROMPT)

    def fitted_in(self, width: int, height: int) -> Fitted:
        """Return the question fitted into a window of ``width`` cells and ``height`` lines."""
        before = self.before_pieces()
        before[0] = replace(before[0], above=first_row(height + _AROUND) - _HEADER if self.is_fitted else 1)
        if self.response:
            return self._answered_in(width, height, [*before, *self.answered_pieces(self.response, width), *self._sheet])
        if self.hint:
            before.append(Piece("hint", Content.assemble(("Hint  ", "bold $right"), self.hint), above=1))
        pieces = [*before, *self.open_pieces(width)]
        scrolls = self.SCROLLS if self.is_fitted else None
        return fit(pieces, width, height, AIRIEST_FIRST, ("top",), scrolls, self._scrolled_to, self._in_sight)

    def _answered_in(self, width: int, height: int, pieces: Sequence[Piece]) -> Fitted:
        if not self.is_fitted:
            return fit(pieces, width, height, (("edges", without_edges),))
        if self._is_unfolded:
            fitted = fit(without_edges(pieces), width, height, ())
        else:
            fitted = fit(pieces, width, height, sheet.FOLDS, sheet.GIVEN_BACK, "why", self._scrolled_to)
        if len(fitted.lines) <= height:
            return fitted
        # The screen then shows the band above what scrolls.
        return replace(fitted, lines=tuple(line for line in fitted.lines if not _is_band(line)))

    def on_resize(self) -> None:
        """Fold again if the window has changed: there may be room for more, or for less."""
        if self.view.window != self._window:
            self._window, self._is_unfolded = self.view.window, False
            self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Switch off the keys that answer once the question is answered."""
        return self.is_open or action not in self.PARTS

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Return how a key is named now; None for its name in the bindings."""
        return None

    def on_question_view_clicked(self, event: QuestionView.Clicked) -> None:
        """Pick what was clicked, or ask for a source to be opened."""
        event.stop()
        target: Any = event.target
        if isinstance(target, Source):
            self.post_message(self.SourceClicked((target,)))
        elif self.response and isinstance(target, tuple):
            self.post_message(self.SourceClicked(target))
        elif self.is_open:
            self.pick(target)

    def on_question_view_hovered(self, event: QuestionView.Hovered) -> None:
        """Show what a click would pick."""
        event.stop()
        if self.is_open:
            self.hovered = event.target
            self.redraw()

    def on_focus(self) -> None:
        """Update the key line."""
        self.refresh_bindings()


def _is_band(line: DrawnLine) -> bool:
    return line.piece is not None and line.piece.role == "band"
