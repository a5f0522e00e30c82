"""Answering ``order``: say what comes first, then what comes next, until every step has its place."""

from collections.abc import Callable
from dataclasses import replace
from string import ascii_lowercase
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.play.attempt import Response
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Ordered
from quiz.questions.order import Order
from quiz.questions.text import ordinal
from quiz.reports.feedback import Feedback
from quiz.tui.widgets.answers.drawing import answer, answered, first_with_air, key_of, keys_in_words, step
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.pieces import TEXT_AT, Piece, Target, cap

_IN_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class OrderPanel(AnswerPanel):
    """Steps to put in order: those already placed on top, numbered, and the others below, lettered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Check"),
        *(Binding(key, f"place({number})", "next step", show=number == 0) for number, key in enumerate(ascii_lowercase)),
        Binding("up", "move(-1)", "choose", key_display="↑ ↓ Enter"),
        Binding("down", "move(1)", "choose", show=False),
        Binding("backspace,delete", "take_back", "take back"),
    ]
    PARTS: ClassVar[frozenset[str]] = frozenset({"confirm", "place", "move", "take_back"})
    SHOWS_REASONS: ClassVar[bool] = True
    HOW: ClassVar[str] = "Press the letter of what comes first, then of the next."
    COUNTS: ClassVar[str] = "each pair in the right order, beyond what chance would give"
    question: Order

    def __init__(self, asked: PresentedQuestion, seed: int, clock: Callable[[], float]) -> None:
        """Begin with no step in its place."""
        super().__init__(asked, seed, clock)
        self.placed: list[int] = []
        """The steps already placed, by their first positions on the screen."""
        self.cursor: int | None = None
        """Which of the remaining steps is chosen, by its first position on the screen."""

    @property
    def _rest(self) -> list[int]:
        return [number for number in range(len(self.question.steps)) if number not in self.placed]

    @property
    def filled_in(self) -> Ordered | None:
        """The order, once every step has its place."""
        return None if self._rest else Ordered(tuple(self.asked.arrangement[number] for number in self.placed))

    def _text(self, number: int) -> str:
        return self.question.steps[self.asked.arrangement[number]]

    def open_pieces(self, width: int) -> list[Piece]:
        """Return the placed steps, what is asked next, and the remaining steps."""
        placed = [
            replace(answer(str(place), self._text(number), ("placed", number), is_chosen=True), edge="", is_card=False)
            for place, number in enumerate(self.placed, 1)
        ]
        if placed:
            words = Content.styled(self._asked_next(), "italic $muted")
            placed = [
                Piece("aside", Content.styled("Your order", "$muted"), above=1),
                *placed,
                Piece("aside", words, Content.styled("  ╌╌╌" if self._rest else "", "$muted"), TEXT_AT),
            ]
        rest = [
            answer(
                key_of(ascii_lowercase, number),
                self._text(number),
                ("open", number),
                is_chosen=number == self.cursor,
                is_hovered=self.hovered == ("open", number),
            )
            for number in self._rest
        ]
        return [*placed, *first_with_air([replace(piece, is_card=not placed, above=1 if placed else 0) for piece in rest])]

    def _asked_next(self) -> str:
        place = len(self.placed)
        if not self._rest:
            return "Enter checks it." if self.is_open else ""
        return f"which comes {_IN_WORDS[place] if place < len(_IN_WORDS) else ordinal(place + 1)}?"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter once a step is chosen or all are placed, and only the letters of existing steps."""
        if action == "confirm":
            return self.is_open and (self.cursor is not None or not self._rest)
        if action == "take_back":
            return self.is_open and bool(self.placed)
        if action == "move":
            return self.is_open and bool(self._rest)
        if action == "place" and isinstance(parameters[0], int) and parameters[0] >= len(self.question.steps):
            return False
        return super().check_action(action, parameters)

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Return the letters of the steps, and what Enter does."""
        if binding.action == "place(0)":
            return (keys_in_words(ascii_lowercase, len(self.question.steps)), "next step") if self._rest else ("", "")
        if binding.action == "confirm" and self.cursor is not None:
            return "Enter", f"Place {ordinal(len(self.placed) + 1)}"
        return None

    def action_place(self, number: int) -> None:
        """Give the step with this letter the next place; if only one step is then left, it is placed too."""
        if number in self.placed:
            return
        self.placed.append(number)
        self.cursor = None
        if len(self._rest) == 1:
            self.placed += self._rest
        self.changed()

    def action_move(self, by: int) -> None:
        """Go to the step above or below, round the ends."""
        rest = self._rest
        here = None if self.cursor is None else rest.index(self.cursor)
        self.cursor = rest[step(here, by, len(rest))]
        self.changed(("open", self.cursor))

    def action_take_back(self) -> None:
        """Take the last step back, and with it any step that was placed automatically."""
        if not self._rest:
            self.placed.pop()
        self.cursor = None
        if self.placed:
            self.placed.pop()
        self.changed()

    def action_confirm(self) -> None:
        """Place the chosen step, or give the answer once every step has its place."""
        if self.cursor is not None:
            self.action_place(self.cursor)
        elif given := self.filled_in:
            self.give(given)

    def pick(self, target: Target) -> None:
        """Place a step with the mouse, or take back a placed step and all after it."""
        if isinstance(target, tuple):
            where, number = target
            if where == "open":
                self.action_place(number)
            else:
                self.placed = self.placed[: self.placed.index(number)]
                self.changed()

    def answered_pieces(self, response: Response, width: int) -> list[Piece]:
        """Return the right order, with the player's place for a step at the end of its row."""
        given = response.given.steps if isinstance(response.given, Ordered) else ()
        pieces = []
        for place, text in enumerate(self.question.steps):
            number = str(place + 1)
            if not given:
                piece = replace(answered("right", text), label=cap(number, "bold $on-right on $right"))
            elif given[place] == place:
                piece = replace(answered("right", text, "✔"), label=cap(number, "bold $on-right on $right"))
            else:
                note = f"✘ you: {ordinal(given.index(place) + 1)}"
                piece = replace(answered("wrong", text, note), label=cap(number, "bold $on-wrong on $wrong"))
            pieces.append(replace(piece, text=Content(text), is_card=False))
        heading = Piece("other", Content.styled("The right order", "$muted"), Content("  "), 2, above=1)
        return [heading, *pieces]

    def said_first(self, response: Response) -> list[Content]:
        """Return the order that was given, in the numbers of the right order."""
        if not isinstance(response.given, Ordered) or response.right:
            return []
        given = " ".join(str(step + 1) for step in response.given.steps)
        return [
            Content.assemble(
                "You put them ",
                (given, "bold"),
                ", in these numbers. Each pair in the right order counts, beyond what chance would give.",
            )
        ]

    def beside_verdict(self, response: Response, said: Feedback) -> str:
        """Return how many pairs are in the right order, and what share of the mark that is."""
        if not isinstance(response.given, Ordered):
            return ""
        right, pairs = self.question.pairs_right(response.given)
        if not said.share:
            return f"{right} of {pairs} pairs, no better than chance"
        return f"{right} of {pairs} pairs: {said.per_cent} %"
