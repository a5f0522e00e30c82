"""A list to pick one or several from, by digits and letters, arrows and Enter, or the mouse; long texts wrap."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from quiz.tui.widgets.row_view import RowView, TextRow

_DIGITS = "123456789"
_LETTERS = "abcdefghilmnopqrstuvwxyz"
"""Without j and k, which move the cursor."""


class ChoiceRow(RowView):
    """One line to pick: a mark for the cursor, a number, the text."""

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

    .dialog ChoiceRow.-cursor {
        background: $picked;
    }

    .dialog ChoiceRow:hover {
        background: $chip;
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
        """Make the row at ``position``, counted from 0; ``boxed`` if it has a box to tick."""
        super().__init__()
        self.position = position
        self._boxed = boxed
        self._text: str | Content = text
        self._cursor = " "
        self._picked = False

    def rows_shown(self) -> list[TextRow]:
        """Draw cursor, number, box and text."""
        number = (_DIGITS + _LETTERS)[self.position : self.position + 1]
        label = [(f"{self._cursor} ", "bold $primary"), (f"{number:3}", "bold $muted")]
        if self._boxed:
            label.append(("■ " if self._picked else "□ ", "$primary"))
        text = self._text if isinstance(self._text, Content) else Content(self._text)
        return [TextRow(text.stylize("bold") if self._picked else text, Content.assemble(*label), 7 if self._boxed else 5)]

    def point(self, cursor: str, picked: bool) -> None:
        """Show ``cursor`` as the row's mark, blank for none, and whether the row is picked."""
        if (cursor, picked) != (self._cursor, self._picked):
            self._cursor, self._picked = cursor, picked
            self.set_class(cursor != " ", "-cursor")
            self.set_class(picked, "-picked")
            self.refresh()

    def on_click(self) -> None:
        """Tell the list."""
        self.post_message(self.Clicked(self))


class Choices(VerticalGroup, can_focus=True):
    """The rows, with a cursor once there is one. ``several`` lets many be picked before Enter; else picking confirms."""

    FIRST: ClassVar[int | None] = None
    """Where the cursor begins; None for nowhere, so that Enter picks nothing that nobody chose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Answer"),
        Binding("space", "pick", "Pick", key_display="Space"),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        *(Binding(digit, f"number({place})", "Pick", show=False) for place, digit in enumerate(_DIGITS)),
        *(Binding(letter, f"letter({place})", "Pick", show=False) for place, letter in enumerate(_LETTERS)),
    ]

    cursor: reactive[int | None] = reactive(None)

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
        self,
        texts: Sequence[str | Content],
        *,
        several: bool = False,
        picked: Collection[int] = (),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """List ``texts`` in this order; with ``several``, those at the positions ``picked`` are picked already."""
        super().__init__(id=id, classes=classes)
        self.several = several
        self._texts = texts
        self._picked = set(picked)
        self._chosen: int | None = None
        self._locked = False
        self.set_reactive(Choices.cursor, self.FIRST)

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that do something."""
        if self._locked:
            return action not in ("confirm", "pick", "move", "number", "letter")
        if action == "confirm":
            return bool(self._picked) if self.several else self.cursor is not None
        # Keys that pick no row here are left to the screen around the list.
        if action in ("number", "letter") and isinstance(parameters[0], int):
            place = parameters[0] if action == "number" else self._row_of_letter(parameters[0])
            return place < len(self._texts)
        return self.several if action == "pick" else True

    def action_move(self, by: int) -> None:
        """Move the cursor, round the ends; from nowhere, to the first row or the last."""
        before = self.cursor if self.cursor is not None else -1 if by > 0 else 0
        self.cursor = (before + by) % len(self._texts)

    def action_number(self, position: int) -> None:
        """Pick the row with this number."""
        if position >= len(self._texts):
            return
        if self.several:
            self.cursor = position
            self.action_pick()
        else:
            # The cursor stays: moving it would paint a frame of its own, and delay what the pick brings to the next.
            self._chosen = position
            self.post_message(self.Picked(self, (position,)))

    def action_letter(self, letter: int) -> None:
        """Pick by letter: letters number the rows from the tenth on, or from the first if there are fewer than ten."""
        self.action_number(self._row_of_letter(letter))

    def _row_of_letter(self, letter: int) -> int:
        return letter + len(_DIGITS) if len(self._texts) > len(_DIGITS) else letter

    def action_pick(self) -> None:
        """Pick or unpick the row under the cursor."""
        if self.cursor is not None:
            self._picked ^= {self.cursor}
            self._paint()
            self.refresh_bindings()

    def action_confirm(self) -> None:
        """Confirm what was picked, or if only one may be, the row under the cursor."""
        chosen = self._picked if self.several else () if self.cursor is None else (self.cursor,)
        if chosen:
            self.post_message(self.Picked(self, tuple(sorted(chosen))))

    def on_choice_row_clicked(self, event: ChoiceRow.Clicked) -> None:
        """Pick with the mouse."""
        event.stop()
        if not self._locked:
            self.action_number(event.row.position)

    def on_focus(self, event: events.Focus) -> None:
        """Show the cursor."""
        self._paint()

    def on_blur(self, event: events.Blur) -> None:
        """Show what was picked if the player is asked something else before it counts."""
        if self._chosen is not None:
            self.cursor = self._chosen

    def watch_cursor(self) -> None:
        """Move the mark, and keep it in sight."""
        if self.is_mounted and self.cursor is not None:
            self._paint()
            self.refresh_bindings()
            self.rows[self.cursor].scroll_visible(animate=False)

    def _paint(self) -> None:
        for row in self.rows:
            here = row.position == self.cursor and not self._locked
            row.point("▌" if here else " ", row.position in self._picked)
