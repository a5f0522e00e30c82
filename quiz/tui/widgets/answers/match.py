"""Answering ``match``: give each item the letter of what it belongs with."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from quiz.play.attempt import Response
from quiz.play.drawing import PresentedQuestion
from quiz.questions.answers import Matched
from quiz.questions.match import Match, Pair
from quiz.reports.feedback import Feedback
from quiz.tui.widgets.answers.drawing import answer, first_with_air, key_of, keys_in_words
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.pieces import INSET, TEXT_AT, Piece, Role, Target, cap

_CAP = "bold $right on $chip"
_NOTE_ROOM = INSET + 2
"""The cells that a note takes besides its text: the gap before it, and what is left free after it."""
_TWO_COLUMNS = 66
"""From this width of the column the boxes are in two columns."""


class MatchPanel(AnswerPanel):
    """Items, each with the letter of its box, and the boxes with their letters below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Check"),
        *(Binding(key, f"give_box({number})", "match it", show=number == 0) for number, key in enumerate(ascii_lowercase)),
        Binding("up", "move(-1)", "another row", key_display="↑ ↓"),
        Binding("down", "move(1)", "another row", show=False),
        Binding("backspace,delete", "clear", "take back"),
        *(Binding(str(number), f"go({number - 1})", "Go to this row", show=False) for number in range(1, 10)),
        Binding("right,space", "turn(1)", "The next letter", show=False),
        Binding("left", "turn(-1)", "The previous letter", show=False),
    ]
    PARTS: ClassVar[frozenset[str]] = frozenset({"confirm", "give_box", "move", "clear", "go", "turn"})
    HOW: ClassVar[str] = "Press the letter that belongs to the marked row."
    COUNTS: ClassVar[str] = "each row that is right"
    question: Match

    def __init__(self, asked: PresentedQuestion, seed: int, clock: Callable[[], float]) -> None:
        """Begin with nothing matched, at the first row."""
        super().__init__(asked, seed, clock)
        known = self.question.boxes
        self._boxes = [known[position] for position in asked.arrangement]
        self.given: list[int | None] = [None] * len(self.question.pairs)
        self.cursor = 0

    def open_pieces(self, width: int) -> list[Piece]:
        """Return the items, then the boxes."""
        has_notes = self._has_room_beside(width)
        items = [self._item(place, pair, has_notes=has_notes) for place, pair in enumerate(self.question.pairs)]
        heading = Piece("aside", Content.styled("Which of these?", "$muted"), Content("  "), 2, above=1)
        return [*first_with_air(items), heading, *self._box_pieces(width)]

    def _has_room_beside(self, width: int) -> bool:
        """Return whether every item has room for the longest box after it: either all rows show their box, or none."""
        item = max(Content(pair.item).cell_length for pair in self.question.pairs)
        box = max(Content(f"→ {box}").cell_length for box in self._boxes)
        return item + box <= width - TEXT_AT - _NOTE_ROOM

    def _item(self, place: int, pair: Pair, *, has_notes: bool) -> Piece:
        box = self.given[place]
        is_here = place == self.cursor
        key = key_of(ascii_lowercase, box) if box is not None else "?" if is_here else "·"
        piece = answer(key, pair.item, ("item", place), is_chosen=is_here, is_hovered=self.hovered == ("item", place))
        label = cap(key, "bold $on-right on $right" if box is not None else _CAP)
        note = f"→ {self._boxes[box]}" if has_notes and box is not None else ""
        return replace(piece, label=label, note=Content.styled(note, "$muted"))

    def _box_pieces(self, width: int) -> list[Piece]:
        pieces = [
            Piece("aside", Content(box), cap(key_of(ascii_lowercase, number), _CAP), TEXT_AT, target=("box", number))
            for number, box in enumerate(self._boxes)
        ]
        if width < _TWO_COLUMNS:
            return pieces
        pairs = (pieces[start : start + 2] for start in range(0, len(pieces), 2))
        return [Piece("aside", beside=tuple(pair if len(pair) > 1 else [*pair, Piece("aside")])) for pair in pairs]

    @property
    def filled_in(self) -> Matched | None:
        """The boxes, once every item has one."""
        boxes = [self._boxes[box] for box in self.given if box is not None]
        return Matched(tuple(boxes)) if len(boxes) == len(self.given) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter once every item has a box, and only the letters of existing boxes."""
        if action == "confirm":
            return self.is_open and None not in self.given
        if action == "clear":
            return self.is_open and any(box is not None for box in self.given)
        if action == "give_box" and isinstance(parameters[0], int) and parameters[0] >= len(self._boxes):
            return False
        return super().check_action(action, parameters)

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Return the letters of the boxes."""
        if binding.action == "give_box(0)":
            return keys_in_words(ascii_lowercase, len(self._boxes)), "match it"
        return None

    def action_confirm(self) -> None:
        """Give the answer."""
        if given := self.filled_in:
            self.give(given)

    def action_move(self, by: int) -> None:
        """Go to the next or the previous item, round the ends."""
        self._go((self.cursor + by) % len(self.given))

    def action_go(self, place: int) -> None:
        """Go to an item by its number."""
        if place < len(self.given):
            self._go(place)

    def action_turn(self, by: int) -> None:
        """Turn through the boxes for the item under the cursor."""
        now = self.given[self.cursor]
        self.given[self.cursor] = (0 if by > 0 else -1) % len(self._boxes) if now is None else (now + by) % len(self._boxes)
        self.changed()

    def action_give_box(self, box: int) -> None:
        """Give the item under the cursor this box, and go on to the next without one."""
        self.given[self.cursor] = box
        empty = [place for place, given in enumerate(self.given) if given is None]
        after = [place for place in empty if place > self.cursor]
        self._go((after or empty or [self.cursor])[0])

    def action_clear(self) -> None:
        """Remove the box of the item under the cursor, or of the nearest item before it that has one, else of the last."""
        at = next((place for place in range(self.cursor, -1, -1) if self.given[place] is not None), None)
        if at is None:
            at = next(place for place in reversed(range(len(self.given))) if self.given[place] is not None)
        self.given[at] = None
        self._go(at)

    def pick(self, target: Target) -> None:
        """Go to an item with the mouse, or give the chosen one a box."""
        if isinstance(target, tuple):
            kind, number = target
            (self._go if kind == "item" else self.action_give_box)(number)

    def _go(self, place: int) -> None:
        self.cursor = place
        self.changed(("item", place))

    def answered_pieces(self, response: Response, width: int) -> list[Piece]:
        """Return each item with the box it was given, and if that is wrong also the right one."""
        given: Sequence[str | None] = (
            response.given.boxes if isinstance(response.given, Matched) else (None,) * len(self.question.pairs)
        )
        # If space is short, right rows are folded first; but never every row that was answered.
        matched: Role = "answer" if response.right else "other"
        return first_with_air([_answered(pair, box, matched) for pair, box in zip(self.question.pairs, given, strict=True)])

    def beside_verdict(self, response: Response, said: Feedback) -> str:
        """Return how many items are right."""
        if not isinstance(response.given, Matched):
            return ""
        right = sum(pair.box == box for pair, box in zip(self.question.pairs, response.given.boxes, strict=True))
        return f"{right} of {len(self.question.pairs)} right"


def _answered(pair: Pair, box: str | None, matched: Role) -> Piece:
    """Return an item with the box it was given; if that is right, in the role ``matched``."""
    label = Content("  ")
    if pair.box == box:
        note = Content.styled(f"✔ {pair.box}", "$right")
        return Piece(matched, Content(pair.item), label, 2, note, paper="$right-tint", is_card=True, has_note_column=True)
    wrong = (f"✘ {box}" if box else "–", "bold $wrong")
    note = Content.assemble(wrong, "\n", (f"→ {pair.box}", "bold $right"))
    return Piece("answer", Content(pair.item), label, 2, note, paper="$wrong-tint", is_card=True, has_note_column=True)
