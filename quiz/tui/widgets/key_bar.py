"""The last two lines of the screen: a message, and the keys that do something now."""

from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeAlias, runtime_checkable

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget

from quiz.tui.widgets.grid import COLUMN, column

_GAP = 3

LEAST_SIZE = Size(40, 12)
"""The smallest window in which there is room for a question."""


@runtime_checkable
class NamesKeys(Protocol):
    """A screen or widget that names its keys differently from moment to moment."""

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Return how ``binding`` is shown now, its key and what it does; None for the words in the binding."""


@dataclass(frozen=True)
class Key:
    """A key and what it does, as shown on the line."""

    key: str
    display: str
    description: str

    @property
    def is_main(self) -> bool:
        """Whether it is Enter, the key that most people press."""
        return self.key == "enter"

    def drawn(self) -> Content:
        """Return the key as it is drawn: the main one as a button."""
        if self.is_main:
            return Content.styled(f" {self.display} {self.description} ", "bold $on-right on $right")
        return Content.assemble((self.display, "bold $right"), (f" {self.description}", "$muted"))


Placed: TypeAlias = tuple[int, Key]
"""A key, and the cell of the bar at which it begins."""


class KeyBar(Widget):
    """One line of keys, each with what it does; a click presses one. The list follows the screen's bindings.

    The main key comes first, as a button; the way out last, and help at the right end. Above them is a message: a
    notice from the app, or else the screen's own. So a notice covers nothing, and there is never more than
    one. It is one widget, drawn again only if something in it changes: keys change at every answer, and Textual's own
    footer would make a new widget for each of them.
    """

    ALLOW_SELECT = False
    _least_lines = 2
    """Its fewest lines, including that of the keys."""
    has_button: ClassVar[bool] = True
    """Whether the main key is drawn as a button, so that help may call it one."""
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: auto;
        min-height: 2;
        max-height: 6;
        background: $background;
    }

    /* Over another screen: the message stands where that one has it, and while there is none, nothing is covered. */
    KeyBar.-without-keys {
        min-height: 1;
        margin-bottom: 1;
        visibility: hidden;
    }

    KeyBar.-without-keys.-telling {
        visibility: visible;
    }

    /* Over a screen that has no room for what it shows, the line is all there is to see. */
    .-too-narrow KeyBar, .-too-low KeyBar {
        height: 100%;
        max-height: 100%;
        margin: 0;
        visibility: visible;
        content-align: center middle;
        text-align: center;
    }
    """
    SCOPED_CSS = False

    def __init__(self, most: int = COLUMN, *, shows_keys: bool = True) -> None:
        """Keep to a column of at most ``most`` cells. Without ``shows_keys`` there are only messages."""
        super().__init__(classes="" if shows_keys else "-without-keys")
        self._most = most
        self._shows_keys = shows_keys
        self._keys: tuple[Key, ...] = ()
        self._notice = ""
        self._message = Content("")

    def on_mount(self) -> None:
        """Follow the bindings of the screen and the notices of the app."""
        self.watch(self.app, "notice", self._notice_changed)
        if self._shows_keys:
            self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
            self._bindings_changed(self.screen)

    def tell(self, message: str | Content) -> None:
        """Show the screen's own ``message`` while there is no notice; empty for nothing."""
        content = message if isinstance(message, Content) else Content.styled(message, "$muted")
        if content != self._message:
            self._message = content
            self._changed()

    def _bindings_changed(self, screen: Screen[object]) -> None:
        keys = self._active()
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _notice_changed(self, notice: str) -> None:
        if notice != self._notice:
            self._notice = notice
            self._changed()

    def _changed(self) -> None:
        if not self._shows_keys:
            self.set_class(bool(self._notice or self._message), "-telling")
        # Laying out the screen is the costliest part of a key press, and most messages have one line.
        self.refresh(layout=self._height(self.size.width) != self.size.height)

    def _active(self) -> tuple[Key, ...]:
        """Return the keys to show, the first for each action that works: Enter first, then in the order of the bindings."""
        first: dict[str, Key] = {}
        focused = self.screen.focused
        for active in self.screen.active_bindings.values():
            binding = active.binding
            character = key_to_character(binding.key)
            # A focused text field takes every character for itself.
            taken = focused is not None and focused.check_consume_key(binding.key, character)
            if binding.show and active.enabled and not taken:
                words = active.node.key_words(binding) if isinstance(active.node, NamesKeys) else None
                display, description = words or (self.app.get_key_display(binding), binding.description)
                if description:
                    first.setdefault(binding.action, Key(binding.key, display, description))
        return tuple(sorted(first.values(), key=_order))

    def _drawn(self, key: Key) -> Content:
        """Return a key as this bar draws it."""
        return key.drawn()

    def _placed(self) -> list[Placed]:
        """Return the keys that fit, each with the cell, from the left of the bar, where it is drawn.

        If space is short, keys are dropped from the right, but never Enter, the way out, or help.
        """
        width = self.size.width
        room, left = column(width, self._most), self._left(width)
        keys = list(self._keys)
        may_go = [key for key in keys if _order(key) == _USUAL]
        while may_go and sum(key.drawn().cell_length + _GAP for key in keys) - _GAP > room:
            keys.remove(may_go.pop())
        placed, at = [], left
        for key in keys:
            at = max(at, left + room - key.drawn().cell_length) if _order(key) == _HELP else at
            placed.append((at, key))
            at += key.drawn().cell_length + _GAP
        return placed

    def _left(self, width: int) -> int:
        return max((width - column(width, self._most)) // 2, 0)

    def _lines(self, width: int) -> list[Content]:
        """Return the message in lines."""
        message = Content.assemble(("● ", "$right"), self._notice) if self._notice else self._message
        return message.wrap(max(column(width, self._most), 1)) if message else []

    def _height(self, width: int) -> int:
        lines = len(self._lines(width))
        return max(lines, self._least_lines - 1) + (1 if self._shows_keys else 0)

    def _in_a_row(self) -> Content:
        row = Content("")
        for at, key in self._placed():
            row = row.pad_right(at - row.cell_length) + self._drawn(key)
        return row

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of the message, usually at least one, and that of the keys."""
        return self._height(width)

    def render(self) -> Content:
        """Draw the keys in a row, below the message."""
        window = self.app.size
        if window.width < LEAST_SIZE.width or window.height < LEAST_SIZE.height:
            has = f"It has {window.width} by {window.height}, and needs {LEAST_SIZE.width} by {LEAST_SIZE.height}."
            return Content.assemble(("This window is too small\n", "bold"), (has, "$muted"))
        indent = Content(" " * self._left(self.size.width))
        lines = [indent + line for line in self._lines(self.size.width)]
        if self._shows_keys:
            lines = [*(lines or [Content("")] * (self._least_lines - 1)), self._in_a_row()]
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        place = event.get_content_offset(self)
        if place is None or place.y < self.content_size.height - 1:
            return
        for at, key in self._placed():
            if at <= place.x < at + self._drawn(key).cell_length:
                self.app.simulate_key(key.key)


_MAIN, _USUAL, _LAST, _HELP = range(4)


def _order(key: Key) -> int:
    if key.is_main:
        return _MAIN
    return _LAST if key.key == "escape" else _HELP if key.key in ("question_mark", "f1") else _USUAL
