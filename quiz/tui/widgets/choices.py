"""A list to pick from, one or several: long texts wrap, digits and letters pick, so do arrows, Enter and the mouse."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from quiz.tui.widgets.words import Words

_DIGITS = "123456789"
_LETTERS = "abcdefghi"


class ChoiceRow(Horizontal):
    """One line to pick: a mark for the cursor, a number, the text, a note behind it."""

    class Clicked(Message):
        """The row was clicked."""

        def __init__(self, row: "ChoiceRow") -> None:
            """Name the row."""
            super().__init__()
            self.row = row

    def __init__(self, position: int, text: str | Content) -> None:
        """Make the row at ``position``, counted from 0."""
        super().__init__()
        self.position = position
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay the row out."""
        yield Words("", classes="cursor")
        yield Words(_DIGITS[self.position] if self.position < len(_DIGITS) else " ", classes="number")
        yield Words("", classes="box")
        yield Words(self._text, classes="text")
        yield Words("", classes="note")

    def on_click(self) -> None:
        """Tell the list."""
        self.post_message(self.Clicked(self))


class Choices(VerticalGroup, can_focus=True):
    """The rows, with a cursor. ``several`` lets many be picked before Enter confirms; else picking one confirms."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Answer"),
        Binding("space", "pick", "Pick", key_display="Space"),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        *(
            Binding(f"{d},{a}", f"number({i})", "Pick", show=False)
            for i, (d, a) in enumerate(zip(_DIGITS, _LETTERS, strict=True))
        ),
    ]

    cursor: reactive[int] = reactive(0)

    class Picked(Message):
        """Something was picked for good."""

        def __init__(self, choices: "Choices", positions: tuple[int, ...]) -> None:
            """Name the list and the positions, from 0 in the order shown."""
            super().__init__()
            self.choices = choices
            self.positions = positions

        @property
        def control(self) -> "Choices":
            """The list, so that ``@on`` can select by it."""
            return self.choices

    def __init__(
        self, texts: Sequence[str | Content], *, several: bool = False, id: str | None = None, classes: str | None = None
    ) -> None:
        """List ``texts`` in this order."""
        super().__init__(id=id, classes=classes)
        self.several = several
        self._texts = texts
        self._picked: set[int] = set()
        self._locked = False

    def compose(self) -> ComposeResult:
        """Make a row for each text."""
        yield from (ChoiceRow(position, text) for position, text in enumerate(self._texts))

    def on_mount(self) -> None:
        """Show where the cursor is."""
        self.set_class(self.several, "-several")
        self._paint()

    @property
    def rows(self) -> list[ChoiceRow]:
        """The rows, in the order shown."""
        return list(self.query_children(ChoiceRow))

    def close(self) -> None:
        """Take no more picks."""
        self._locked = True
        self.add_class("-locked")
        self.refresh_bindings()

    def note(self, position: int, note: str, style: str) -> None:
        """Write a note behind a row and give it a class, for example ``right``."""
        row = self.rows[position]
        row.query_one(".note", Words).update(note)
        row.add_class(style)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that do something."""
        if self._locked:
            return action not in ("confirm", "pick", "move", "number")
        return self.several if action == "pick" else True

    def action_move(self, by: int) -> None:
        """Move the cursor, round the ends."""
        self.cursor = (self.cursor + by) % len(self._texts)

    def action_number(self, position: int) -> None:
        """Pick the row with this number."""
        if position < len(self._texts):
            self.cursor = position
            if self.several:
                self.action_pick()
            else:
                self.action_confirm()

    def action_pick(self) -> None:
        """Pick the row under the cursor, or take the pick back."""
        self._picked ^= {self.cursor}
        self._paint()

    def action_confirm(self) -> None:
        """Be done: with what was picked, or where only one may be, with the row under the cursor."""
        positions = tuple(sorted(self._picked)) if self.several else (self.cursor,)
        if positions:
            self.post_message(self.Picked(self, positions))
        else:
            self.app.notify("Pick at least one first: its number, or Space.", markup=False, timeout=3)

    def on_choice_row_clicked(self, event: ChoiceRow.Clicked) -> None:
        """Pick with the mouse."""
        event.stop()
        if not self._locked:
            self.action_number(event.row.position)

    def on_focus(self, event: events.Focus) -> None:
        """Show the cursor."""
        self._paint()

    def watch_cursor(self) -> None:
        """Move the mark, and keep it in sight."""
        if self.is_mounted:
            self._paint()
            self.rows[self.cursor].scroll_visible(animate=False)

    def _paint(self) -> None:
        for row in self.rows:
            here, picked = row.position == self.cursor, row.position in self._picked
            row.set_class(here, "-cursor")
            row.set_class(picked, "-picked")
            row.query_one(".cursor", Words).update("▌" if here else " ", layout=False)
            if self.several:
                row.query_one(".box", Words).update("■" if picked else "□", layout=False)
