"""Answering ``short``: type it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input
from typing_extensions import override

from quiz.play.attempt import Response
from quiz.questions.answers import Answer, Typed
from quiz.questions.short import Short
from quiz.tui.widgets.answers.drawing import answered, first_with_air
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.line_input import LineInput
from quiz.tui.widgets.pieces import TEXT_AT, Piece
from quiz.tui.widgets.plain_text import PlainText

_LABEL = 11
"""Cells for the words before the answer: “You said”, “Right is”."""


class AnswerLine(LineInput):
    """The line to type on. Unlike other inputs it shows its Enter on the key line, once something is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Answer")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter once there is something to give."""
        return action != "submit" or bool(self.value.strip())


class TypingPanel(AnswerPanel, can_focus=False):
    """A line to type in."""

    DEFAULT_CSS = """
    TypingPanel > .line {
        height: 3;
        margin-top: 1;
    }

    TypingPanel AnswerLine, TypingPanel AnswerLine:focus {
        width: 48;
        max-width: 100%;
        height: 3;
        padding: 0 2;
        border: round $right;
        background: $background;
        background-tint: transparent;
        color: $foreground;
        text-style: bold;
    }

    TypingPanel.-figure AnswerLine, TypingPanel.-figure AnswerLine:focus {
        width: 20;
    }

    TypingPanel .unit {
        width: auto;
        margin: 1 0 0 2;
    }

    TypingPanel > .note {
        height: auto;
        padding-left: 2;
        color: $muted;
    }

    TypingPanel > .note.again {
        color: $wrong;
    }

    TypingPanel.-answered > .line, TypingPanel.-answered > .note {
        display: none;
    }
    """
    SCOPED_CSS = False
    SHOWS_REASONS: ClassVar[bool] = True
    HOW: ClassVar[str] = "Type it, then Enter."
    READ: ClassVar[str] = "A word or two. Capitals and full stops do not matter."
    """What can be typed, said under the line."""

    @override
    def compose(self) -> ComposeResult:
        yield self.view
        with Horizontal(classes="line"):
            yield AnswerLine(max_length=80)
            yield PlainText(self.unit(), classes="unit")
        yield PlainText(self.read(), classes="note")

    def read(self) -> str:
        """Return what can be typed, in a sentence."""
        return self.READ

    def again(self) -> str:
        """Return what to say about a line that cannot be read."""
        return "Type a word or two. Nothing is lost: try again."

    def unit(self) -> str:
        """Return what follows the line."""
        return ""

    def first_focus(self) -> Widget:
        """Return the line."""
        return self.query_one(Input)

    @property
    def filled_in(self) -> Typed | None:
        """What is typed, if it can be read; nothing while the line is not there yet, or no longer."""
        given = Typed("".join(line.value for line in self.query(Input)))
        return given if self.question.accepts(given) else None

    def open_pieces(self, width: int) -> list[Piece]:
        """Return nothing: the line is a widget of its own."""
        return []

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.is_open:
            return
        if given := self.filled_in:
            self.give(given)
        else:
            self._note(self.again(), is_again=True)

    @on(Input.Changed)
    def _changed(self) -> None:
        """Remove what was said about the previous text."""
        self._note(self.read(), is_again=False)
        self.refresh_bindings()
        self.post_message(self.Changed())

    def _note(self, text: str, *, is_again: bool) -> None:
        note = self.query_one(".note", PlainText)
        note.update(text)
        note.set_class(is_again, "again")

    def close(self) -> None:
        """Take no more answers."""
        super().close()
        self.query_one(Input).disabled = True

    def redraw(self) -> None:
        """Draw the question again; once it is answered, a row with what was typed replaces the line."""
        if self.response:
            self.query(Input).set(disabled=True)
            self.add_class("-answered")
        super().redraw()

    def in_words(self, given: Answer) -> str:
        """Return what was typed."""
        return " ".join(self.question.answer_in_words(given))

    def taken_as(self, given: Answer) -> str:
        """Return what it was taken for, if that differs from what was typed; else empty."""
        return ""

    def answered_pieces(self, response: Response, width: int) -> list[Piece]:
        """Return what was typed, and if that is wrong the right answer."""
        pieces = []
        if response.given:
            taken = self.taken_as(response.given)
            note = f"taken as {taken}" if taken else ""
            said = answered("right" if response.right else "wrong", self.in_words(response.given), note)
            pieces.append(_labelled("You said", said))
        if not response.right:
            pieces.append(_labelled("Right is", answered("right", " ".join(self.question.key_in_words()))))
        return first_with_air(pieces)


def _labelled(label: str, piece: Piece) -> Piece:
    before = piece.label + Content.styled("  " + label, "$muted")
    return Piece(piece.role, piece.text, before, TEXT_AT + _LABEL, piece.note, paper=piece.paper)


class ShortPanel(TypingPanel):
    """A line to type words in, followed by a note if slips are not forgiven."""

    question: Short

    def unit(self) -> str:
        """Say so if spelling counts."""
        return "spelling counts" if isinstance(self.question, Short) and self.question.exact else ""

    def taken_as(self, given: Answer) -> str:
        """Return the right spelling if a slip was forgiven."""
        return self.question.accept[0] if isinstance(given, Typed) and self.question.reasons(given) else ""
