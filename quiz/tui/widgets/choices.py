"""A list to pick from, one or several: long texts wrap, digits and letters pick, so do arrows, Enter and the mouse."""

from collections.abc import Sequence
from typing import ClassVar, Literal, TypeAlias

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from quiz.tui.widgets.row_view import RowView, TextRow

_DIGITS = "123456789"
_LETTERS = "abcdefghi"

RowState: TypeAlias = Literal["", "right", "wrong", "other"]
"""What came of a row once the key is shown; empty before."""


class ChoiceRow(RowView):
    """One line to pick: a mark for the cursor, a number, the text, a note behind it."""

    DEFAULT_CSS = """
    ChoiceRow {
        padding: 0 1 0 0;
    }

    ChoiceRow.-cursor {
        background: $panel;
    }

    ChoiceRow.-picked {
        background: $picked;
    }

    ChoiceRow:hover {
        background: $panel;
    }

    .-locked ChoiceRow, .-locked ChoiceRow.-cursor, .-locked ChoiceRow:hover {
        background: $background;
    }

    .-tall ChoiceRow {
        margin-bottom: 1;
    }

    .dialog ChoiceRow {
        margin-bottom: 0;
    }
    """
    SCOPED_CSS = False

    class Clicked(Message):
        """The row was clicked."""

        def __init__(self, row: "ChoiceRow") -> None:
            """Name the row."""
            super().__init__()
            self.row = row

    def __init__(self, position: int, text: str | Content, *, boxed: bool = False) -> None:
        """Make the row at ``position``, counted from 0; ``boxed`` where a box is to be ticked."""
        super().__init__()
        self.position = position
        self._boxed = boxed
        self._text: str | Content = text
        self._cursor = " "
        self._picked = False
        self._note = ""
        self._state: RowState = ""

    def rows_shown(self) -> list[TextRow]:
        """Draw cursor, number, box, text and note in the colours of the state."""
        colour = f"${self._state}" if self._state in ("right", "wrong") else ""
        number = _DIGITS[self.position] if self.position < len(_DIGITS) else " "
        label = [(f"{self._cursor} ", "bold $primary"), (f"{number:3}", f"bold {colour or '$muted'}")]
        if self._boxed:
            label.append(("■ " if self._picked else "□ ", "$primary"))
        style = "$muted" if self._state == "other" else f"bold {colour}" if self._picked or colour else ""
        text = self._text if isinstance(self._text, Content) else Content(self._text)
        return [
            TextRow(
                text.stylize(style) if style else text,
                Content.assemble(*label),
                8 if self._boxed else 5,
                Content.styled(self._note, f"bold {colour}"),
            )
        ]

    def point(self, cursor: str, picked: bool) -> None:
        """Show the mark of the cursor, a blank for none, and whether the row is picked."""
        if (cursor, picked) != (self._cursor, self._picked):
            self._cursor, self._picked = cursor, picked
            self.set_class(cursor != " ", "-cursor")
            self.set_class(picked, "-picked")
            self.refresh()

    def tell(self, *, text: str | None = None, note: str = "", state: "RowState" = "") -> None:
        """Show another text, a note behind it, and what came of the row."""
        text_now = self._text if text is None else text
        if (text_now, note, state) != (self._text, self._note, self._state):
            self._text, self._note, self._state = text_now, note, state
            self.refresh(layout=True)

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
        self._chosen: int | None = None
        self._locked = False

    def compose(self) -> ComposeResult:
        """Make a row for each text."""
        yield from (ChoiceRow(position, text, boxed=self.several) for position, text in enumerate(self._texts))

    def on_mount(self) -> None:
        """Show where the cursor is."""
        self._paint()

    @property
    def rows(self) -> list[ChoiceRow]:
        """The rows, in the order shown."""
        return list(self.query_children(ChoiceRow))

    def close(self) -> None:
        """Take no more picks."""
        self._locked = True
        self.add_class("-locked")
        self._paint()
        self.refresh_bindings()

    def note(self, position: int, note: str, state: RowState) -> None:
        """Write a note behind a row and say what came of it."""
        self.rows[position].tell(note=note, state=state)

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
        if position >= len(self._texts):
            return
        if self.several:
            self.cursor = position
            self.action_pick()
        else:
            # The cursor stays: moving it paints a frame of its own, and what the pick brings would wait for the next.
            self._chosen = position
            self.post_message(self.Picked(self, (position,)))

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

    def on_blur(self, event: events.Blur) -> None:
        """Show what was picked where the player is asked something else before it counts."""
        if self._chosen is not None:
            self.cursor = self._chosen

    def watch_cursor(self) -> None:
        """Move the mark, and keep it in sight."""
        if self.is_mounted:
            self._paint()
            self.rows[self.cursor].scroll_visible(animate=False)

    def _paint(self) -> None:
        for row in self.rows:
            here = row.position == self.cursor and not self._locked
            row.point("▌" if here else " ", row.position in self._picked)
