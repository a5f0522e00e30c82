"""The settings as one list: as many of the themes as there is room for, then a line for each other setting."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from typing_extensions import override

_NAME_WIDTH = 15
_INDENT = 2
_LEAST_THEMES = 3
"""Headings and blanks are dropped to keep this many themes in sight."""
_NOTE_ROWS = 3


class SettingsList(Widget, can_focus=True):
    """Themes and other settings, with a cursor. A letter goes to the next theme that begins with it."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Change"),
        Binding("down,j", "move(1)", "look at another", key_display="↑ ↓"),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("home", "go('first')", "To the first", show=False),
        Binding("end", "go('last')", "To the last", show=False),
    ]

    cursor: reactive[int] = reactive(0)
    """Where the cursor is: on a theme or, after those, a setting."""

    class Moved(Message):
        """The cursor has moved."""

    class Chosen(Message):
        """The line under the cursor was chosen."""

    def __init__(self, themes: Sequence[str], *, id: str | None = None) -> None:
        """List ``themes``; ``show`` adds the other settings."""
        super().__init__(id=id)
        self.themes = themes
        self._lines: Sequence[tuple[str, str]] = ()
        self._now = ""
        self._note = ""

    @property
    def theme(self) -> str | None:
        """The theme under the cursor; None if another setting is."""
        return self.themes[self.cursor] if self.cursor < len(self.themes) else None

    @property
    def line(self) -> int:
        """Which of the other settings the cursor is on; negative on a theme."""
        return self.cursor - len(self.themes)

    def show(self, now: str, lines: Sequence[tuple[str, str]], note: str) -> None:
        """Show which theme is the user's ``now``, the other settings by name and value, and a ``note`` below."""
        self._now, self._lines, self._note = now, lines, note
        self.refresh()
        self.refresh_bindings()

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Name what Enter does here."""
        return ("Enter", "Keep this theme") if binding.action == "choose" and self.theme else None

    def _rows(self) -> list[int | None]:
        """Return what is on each row: the number of a theme or a setting; None for a heading, a blank or the note."""
        room = self.size.height - len(self._lines)
        themes, lines = range(len(self.themes)), range(len(self.themes), len(self.themes) + len(self._lines))
        note = [None] * _NOTE_ROWS if room - 2 - _NOTE_ROWS >= _LEAST_THEMES else []
        around: list[None] = [None] if room - 2 >= _LEAST_THEMES else []
        in_sight = max(min(room - 2 * len(around) - len(note), len(themes)), 1)
        top = min(max(self.cursor - in_sight // 2, 0), len(themes) - in_sight)
        return [*around, *themes[top : top + in_sight], *around, *lines, *note]

    @override
    def render(self) -> Content:
        width = self.size.width
        rows = self._rows()
        drawn = [self._row(number, width) if number is not None else Content("") for number in rows]
        if rows[0] is None:
            drawn[0] = _ends(
                Content.styled("  Theme", "$muted"), Content.styled(f"{len(self.themes)} themes", "$muted"), width
            )
        if rows[-1] is None:
            noted = Content.styled(self._note, "$muted").wrap(max(width - _INDENT, 1))[: _NOTE_ROWS - 1]
            note_at = len(drawn) + 1 - _NOTE_ROWS
            drawn[note_at : note_at + len(noted)] = [Content(" " * _INDENT) + line for line in noted]
        return Content("\n").join(drawn)

    def _row(self, number: int, width: int) -> Content:
        is_here = number == self.cursor
        if number < len(self.themes):
            name = self.themes[number]
            is_now = name == self._now
            glyph = Content.styled("● " if is_now else "○ ", "$right" if is_now else "$muted")
            left, right = Content.assemble(glyph, name), "yours now" if is_now else ""
        else:
            name, value = self._lines[number - len(self.themes)]
            left, right = Content.assemble(name.ljust(_NAME_WIDTH), (value, "bold")), "›"
        begun = Content.assemble(("▌ ", "bold $right") if is_here else "  ", left)
        row = _ends(begun, Content.styled(right, "$muted"), width)
        return row.stylize("bold on $picked") if is_here else row

    def action_move(self, by: int) -> None:
        """Move the cursor, round the ends."""
        self.cursor = (self.cursor + by) % (len(self.themes) + len(self._lines))

    def action_go(self, end: str) -> None:
        """Move the cursor to the first line or the last."""
        self.cursor = 0 if end == "first" else len(self.themes) + len(self._lines) - 1

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        self.post_message(self.Chosen())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only if it changes something: not on the theme in force."""
        return action != "choose" or self.theme != self._now

    def watch_cursor(self) -> None:
        """Tell the screen."""
        self.post_message(self.Moved())
        self.refresh_bindings()

    def on_key(self, event: events.Key) -> None:
        """Go to the next theme that begins with the letter typed."""
        letter = event.character or ""
        if not letter.isalpha():
            return
        here = self.cursor + 1 if self.theme else 0
        around = [*range(here, len(self.themes)), *range(min(here, len(self.themes)))]
        found = next((number for number in around if self.themes[number].startswith(letter.casefold())), None)
        if found is not None:
            event.stop()
            event.prevent_default()
            self.cursor = found

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked, and choose it if it is a setting or the cursor was already there."""
        place = event.get_content_offset(self)
        rows = self._rows()
        number = rows[place.y] if place is not None and place.y < len(rows) else None
        if number is not None:
            is_chosen = number == self.cursor or number >= len(self.themes)
            self.cursor = number
            if is_chosen and self.check_action("choose", ()):
                self.action_choose()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the cursor with the wheel."""
        event.stop()
        self.cursor = min(self.cursor + 1, len(self.themes) + len(self._lines) - 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the cursor with the wheel."""
        event.stop()
        self.cursor = max(self.cursor - 1, 0)


def _ends(left: Content, right: Content, width: int) -> Content:
    """Return a row with ``right`` at its end, before one blank."""
    shown = left.truncate(max(width - right.cell_length - 2, 1), ellipsis=True)
    return shown.pad_right(max(width - shown.cell_length - right.cell_length - 1, 0)) + right + Content(" ")
