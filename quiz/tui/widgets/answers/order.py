"""Answering ``order``: move lines until they stand right."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widget import Widget

from quiz.play.attempt import Response
from quiz.questions.answers import Ordered
from quiz.questions.order import Order
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.choices import ChoiceRow
from quiz.tui.widgets.plain_text import PlainText


class MovableLines(VerticalGroup, can_focus=True):
    """Lines of which one can be lifted with Space and moved with the arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Answer"),
        Binding("space", "lift", "Lift or drop", key_display="Space"),
        Binding("up,k", "up", "Up", key_display="↑", show=False),
        Binding("down,j", "down", "Down", key_display="↓", show=False),
        Binding("shift+up,K", "carry(-1)", "Move the line up", show=False),
        Binding("shift+down,J", "carry(1)", "Move the line down", show=False),
        *(
            Binding(str(number), f"place({number - 1})", "Go to, or move the lifted line to", show=False)
            for number in range(1, 10)
        ),
    ]

    class Done(Message):
        """The order is as the player wants it."""

    def __init__(self, texts: list[str]) -> None:
        """Begin with ``texts`` in this order."""
        super().__init__()
        self._texts = texts
        self.order = list(range(len(texts)))
        self.cursor = 0
        self.lifted = False
        self.locked = False

    def compose(self) -> ComposeResult:
        """Make a row for each place; moving a line changes the rows' texts."""
        yield from (ChoiceRow(place, self._texts[line]) for place, line in enumerate(self.order))

    def on_mount(self) -> None:
        """Show where the cursor is."""
        self._paint()

    @property
    def rows(self) -> list[ChoiceRow]:
        """The rows, from the top."""
        return list(self.query_children(ChoiceRow))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take no keys once the key is shown."""
        return not self.locked or action not in ("done", "lift", "up", "down", "carry", "place")

    def action_done(self) -> None:
        """Give the order as the answer; a line that is still lifted is dropped first."""
        if self.lifted:
            self.action_lift()
        else:
            self.post_message(self.Done())

    def action_lift(self) -> None:
        """Lift the line under the cursor, or drop it where it is."""
        self.lifted = not self.lifted
        self._paint()

    def action_up(self) -> None:
        """Move up, with the line if it is lifted."""
        self._go(self.cursor - 1)

    def action_down(self) -> None:
        """Move down, with the line if it is lifted."""
        self._go(self.cursor + 1)

    def action_place(self, place: int) -> None:
        """Go to a place by its number, with the line if it is lifted."""
        self._go(place)

    def action_carry(self, by: int) -> None:
        """Move the line under the cursor without lifting it first."""
        was, self.lifted = self.lifted, True
        self._go(self.cursor + by)
        self.lifted = was
        self._paint()

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.order):
            if self.lifted:
                self.order.insert(place, self.order.pop(self.cursor))
            self.cursor = place
            self._paint()
            self.rows[place].scroll_visible(animate=False)

    def on_choice_row_clicked(self, event: ChoiceRow.Clicked) -> None:
        """Lift with one click, drop with the next one, wherever that is."""
        event.stop()
        if not self.locked:
            was_lifted = self.lifted
            self._go(event.row.position)
            self.lifted = not was_lifted
            self._paint()

    def on_focus(self, event: events.Focus) -> None:
        """Show the cursor."""
        self._paint()

    def _paint(self) -> None:
        for place, row in enumerate(self.rows):
            here = place == self.cursor and not self.locked
            row.point(("↕" if self.lifted else "▌") if here else " ", here and self.lifted)
            if not self.locked:
                note = "lifted" if here and self.lifted else ""
                row.tell(text=self._texts[self.order[place]], note=note)


class OrderPanel(AnswerPanel):
    """Steps to put in order."""

    SHOWS_KEY: ClassVar[bool] = True
    question: Order

    def compose(self) -> ComposeResult:
        """List the steps in the order dealt."""
        question = self.question
        yield PlainText("Space lifts a line, ↑ ↓ move it, Space drops it. Enter when all stand right.", classes="how")
        yield MovableLines([question.steps[position] for position in self.asked.arrangement])

    def first_focus(self) -> Widget:
        """Return the lines."""
        return self.query_one(MovableLines)

    @on(MovableLines.Done)
    def _done(self, event: MovableLines.Done) -> None:
        event.stop()
        self.give(Ordered(tuple(self.asked.arrangement[line] for line in self.query_one(MovableLines).order)))

    def reveal(self, response: Response) -> None:
        """Say of each line where it belongs."""
        lines = self.query_one(MovableLines)
        lines.locked = True
        lines.add_class("-locked")
        for place, row in enumerate(lines.rows):
            belongs = self.asked.arrangement[lines.order[place]]
            right = belongs == place
            row.tell(note="✔" if right else f"✘ is step {belongs + 1}", state="right" if right else "wrong")
            row.point(" ", False)
        lines.refresh_bindings()
