"""Answering ``match``: give each item a box, by its letter or with the arrows."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widget import Widget

from quiz.play.attempt import Response
from quiz.questions.answers import Matched
from quiz.questions.match import Match
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.choices import ChoiceRow
from quiz.tui.widgets.plain_text import PlainText

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class ItemsToMatch(VerticalGroup, can_focus=True):
    """Items, each with the letter of its box."""

    DEFAULT_CSS = """
    ItemsToMatch {
        margin-top: 1;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Answer"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("right,space", "turn(1)", "Next box", key_display="→", show=False),
        Binding("left", "turn(-1)", "Box before", key_display="←", show=False),
        Binding("backspace,delete", "clear", "Take the box away", show=False),
        *(Binding(letter, f"give({place})", "Give this box", show=False) for place, letter in enumerate(LETTERS)),
        *(Binding(str(number), f"go({number - 1})", "Go to this item", show=False) for number in range(1, 10)),
    ]

    class Done(Message):
        """Everything is matched as the player wants it."""

    def __init__(self, items: list[str], box_texts: list[str]) -> None:
        """Match ``items`` with ``box_texts``, which stand in the order of their letters."""
        super().__init__()
        self._items = items
        self._boxes = box_texts
        self.given: list[int | None] = [None] * len(items)
        self.cursor = 0
        self.locked = False

    def compose(self) -> ComposeResult:
        """Make a row for each item."""
        yield from (ChoiceRow(place, item) for place, item in enumerate(self._items))

    def on_mount(self) -> None:
        """Show where the cursor is."""
        self._paint()

    @property
    def rows(self) -> list[ChoiceRow]:
        """The rows, from the top."""
        return list(self.query_children(ChoiceRow))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no keys once the key is shown, and no letters without a box."""
        if self.locked:
            return action not in ("done", "move", "turn", "clear", "give", "go")
        return not (action == "give" and isinstance(parameters[0], int) and parameters[0] >= len(self._boxes))

    def action_done(self) -> None:
        """Give the answer once every item has a box."""
        missing = [place for place, box in enumerate(self.given) if box is None]
        if missing:
            self._go(missing[0])
            count = len(missing)
            self.app.notify(
                f"{count} still to match: press a letter, or → to turn through the boxes.", markup=False, timeout=4
            )
        else:
            self.post_message(self.Done())

    def action_move(self, by: int) -> None:
        """Go to the next item, round the ends."""
        self._go((self.cursor + by) % len(self._items))

    def action_go(self, place: int) -> None:
        """Go to an item by its number."""
        if place < len(self._items):
            self._go(place)

    def action_turn(self, by: int) -> None:
        """Turn through the boxes for the item under the cursor."""
        now = self.given[self.cursor]
        self.given[self.cursor] = (0 if by > 0 else -1) % len(self._boxes) if now is None else (now + by) % len(self._boxes)
        self._paint()

    def action_give(self, box: int) -> None:
        """Give the item under the cursor this box, and go on to the next without one."""
        self.given[self.cursor] = box
        empty = [place for place in range(len(self._items)) if self.given[place] is None]
        after = [place for place in empty if place > self.cursor]
        self._go((after or empty or [self.cursor])[0])

    def action_clear(self) -> None:
        """Take the box of the item under the cursor away."""
        self.given[self.cursor] = None
        self._paint()

    def on_choice_row_clicked(self, event: ChoiceRow.Clicked) -> None:
        """Turn through the boxes with clicks."""
        event.stop()
        if not self.locked:
            self._go(event.row.position)
            self.action_turn(1)

    def on_focus(self, event: events.Focus) -> None:
        """Show the cursor."""
        self._paint()

    def _go(self, place: int) -> None:
        self.cursor = place
        self._paint()
        self.rows[place].scroll_visible(animate=False)

    def _paint(self) -> None:
        for place, row in enumerate(self.rows):
            box = self.given[place]
            here = place == self.cursor and not self.locked
            row.point("▌" if here else " ", box is not None and not self.locked)
            if not self.locked:
                row.tell(note="?" if box is None else f"{LETTERS[box]}  {self._boxes[box]}")


class MatchPanel(AnswerPanel):
    """Items and the boxes with their letters."""

    DEFAULT_CSS = """
    .legend {
        padding-left: 5;
        color: $primary;
    }
    """
    SHOWS_KEY: ClassVar[bool] = True
    question: Match

    def compose(self) -> ComposeResult:
        """List the boxes with their letters, then the items."""
        question = self.question
        known = question.boxes
        self._shown = [known[position] for position in self.asked.arrangement]
        yield PlainText(
            "Give each line its letter. ↑ ↓ go between lines, → turns through the boxes, Enter when done.", classes="how"
        )
        for letter, box in zip(LETTERS, self._shown, strict=False):
            yield PlainText(f"{letter}  {box}", classes="legend")
        yield ItemsToMatch([pair.item for pair in question.pairs], self._shown)

    def first_focus(self) -> Widget:
        """Return the items."""
        return self.query_one(ItemsToMatch)

    @on(ItemsToMatch.Done)
    def _done(self, event: ItemsToMatch.Done) -> None:
        event.stop()
        given = self.query_one(ItemsToMatch).given
        self.give(Matched(tuple(None if box is None else self._shown[box] for box in given)))

    def reveal(self, response: Response) -> None:
        """Say of each item where it belongs."""
        question = self.question
        items = self.query_one(ItemsToMatch)
        items.locked = True
        items.add_class("-locked")
        given = response.given.boxes if isinstance(response.given, Matched) else (None,) * len(question.pairs)
        for row, pair, box in zip(items.rows, question.pairs, given, strict=True):
            right = pair.box == box
            letter = LETTERS[self._shown.index(pair.box)]
            row.tell(note=f"{'✔' if right else '✘ is'} {letter}  {pair.box}", state="right" if right else "wrong")
            row.point(" ", False)
        items.refresh_bindings()
