"""The keys that do something now, in the last line of the screen."""

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

_GAP = 2


@dataclass(frozen=True)
class _Key:
    """A key and what it does, as the line shows it."""

    key: str
    display: str
    description: str

    @property
    def width(self) -> int:
        return Content(self.display).cell_length + 1 + Content(self.description).cell_length + _GAP


class KeyBar(Widget):
    """One line of keys, each with what it does; a click presses one. The list follows the screen's bindings.

    It is one widget, drawn again only where it says something else: keys change at every answer, and Textual's own footer
    makes a widget for each of them anew.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $footer-background;
        color: $footer-description-foreground;
    }
    """

    def __init__(self) -> None:
        """Begin with no keys."""
        super().__init__()
        self._keys: tuple[_Key, ...] = ()

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self._bindings_changed(self.screen)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        keys = self._active()
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _active(self) -> tuple[_Key, ...]:
        """Return the keys to show, the first of each action that works, in the order of the bindings."""
        first: dict[str, Binding] = {}
        typing = isinstance(self.screen.focused, Input)
        for active in self.screen.active_bindings.values():
            character = key_to_character(active.binding.key)
            # A line to type in takes every character for itself.
            taken = typing and character is not None and character.isprintable()
            if active.binding.show and active.enabled and not taken:
                first.setdefault(active.binding.action, active.binding)
        return tuple(_Key(binding.key, self.app.get_key_display(binding), binding.description) for binding in first.values())

    def shown(self) -> list[_Key]:
        """Return the keys that fit: where room is short, the first, Enter and the last two stay longest."""
        keys = list(self._keys)
        may_go = [key for key in keys[1:-2] if key.key != "enter"]
        while may_go and sum(key.width for key in keys) - _GAP > self.content_size.width:
            keys.remove(may_go.pop())
        return keys

    def render(self) -> Content:
        """Draw the keys in a row."""
        parts: list[tuple[str, str] | str] = []
        for key in self.shown():
            parts += [(key.display, "bold $footer-key-foreground"), f" {key.description}{' ' * _GAP}"]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        left = event.get_content_offset(self)
        place = 0
        for key in self.shown():
            if left is not None and place <= left.x < place + key.width - _GAP:
                self.app.simulate_key(key.key)
                return
            place += key.width
