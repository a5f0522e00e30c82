"""Clickable words in a row: the buttons of a dialog, the values of a switch, names on offer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from textual import events
from textual.content import Content
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.widget import Widget
from typing_extensions import override

_GAP = 2
_KEY_NAMES = {"enter": "Enter", "escape": "Esc", "f3": "F3"}


@dataclass(frozen=True)
class Snippet:
    """Some words of a row, and what a click on them does, if anything."""

    text: Content
    click: Callable[[], object] | None = None


class ClickRow(Widget):
    """Snippets in a row, on as many lines as they need. One widget, because a key waits while a dialog is laid out."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ClickRow {
        width: 1fr;
        height: auto;
    }
    """
    SCOPED_CSS = False

    hovered: reactive[int | None] = reactive(None)
    """Which piece the mouse is on."""

    def __init__(
        self, pieces: Sequence[Snippet] = (), *, gap: str = " " * _GAP, id: str | None = None, classes: str | None = None
    ) -> None:
        """Show ``pieces`` with ``gap`` between neighbours on a line."""
        super().__init__(id=id, classes=classes)
        self._pieces = tuple(pieces)
        self._gap = gap

    def __str__(self) -> str:
        """Return the row as plain text."""
        return self._gap.join(str(piece.text) for piece in self._pieces)

    def show(self, pieces: Sequence[Snippet]) -> None:
        """Show other pieces."""
        before = self._height(self.size.width)
        self._pieces = tuple(pieces)
        self.refresh(layout=self._height(self.size.width) != before)

    def _placed(self, width: int) -> list[Offset]:
        """Return where each piece begins; one that does not fit on a line begins the next."""
        places: list[Offset] = []
        x = y = 0
        for piece in self._pieces:
            if x and x + piece.text.cell_length > width:
                x, y = 0, y + 1
            places.append(Offset(x, y))
            x += piece.text.cell_length + len(self._gap)
        return places

    def _height(self, width: int) -> int:
        return 1 + max((place.y for place in self._placed(width)), default=-1)

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._height(width)

    @override
    def render(self) -> Content:
        lines: list[list[Content]] = []
        for number, (piece, place) in enumerate(zip(self._pieces, self._placed(self.size.width), strict=True)):
            if place.y == len(lines):
                lines.append([])
            is_hovered = number == self.hovered and piece.click is not None
            lines[-1].append(piece.text.stylize("$foreground on $picked") if is_hovered else piece.text)
        gap = Content.styled(self._gap, "$muted")
        return Content("\n").join(gap.join(line) for line in lines)

    def _piece_at(self, place: Offset | None) -> int | None:
        if place is not None:
            for number, start in enumerate(self._placed(self.size.width)):
                if start.y == place.y and start.x <= place.x < start.x + self._pieces[number].text.cell_length:
                    return number
        return None

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked piece does."""
        number = self._piece_at(event.get_content_offset(self))
        if number is not None and (click := self._pieces[number].click):
            event.stop()
            click()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the piece under the mouse."""
        self.hovered = self._piece_at(event.get_content_offset(self))

    def on_leave(self) -> None:
        """Mark no piece."""
        self.hovered = None


class Buttons(ClickRow):
    """The keys of a dialog as buttons. A click presses the key, so there is only one code path for each."""

    DEFAULT_CSS = """
    Buttons {
        dock: bottom;
        padding-top: 1;
    }
    """

    def __init__(self, *keys: tuple[str, str], id: str | None = None) -> None:
        """Show ``keys``, by Textual's names, each with its word; Enter, the safe one, is filled."""
        super().__init__([Snippet(_button(key, word), partial(self._press, key)) for key, word in keys], id=id)
        self.keys = tuple(key for key, _ in keys)

    def _press(self, key: str) -> None:
        self.app.simulate_key(key)


def _button(key: str, word: str) -> Content:
    style = "bold $on-right on $right" if key == "enter" else "$foreground on $chip"
    return Content.styled(f" {_KEY_NAMES.get(key, key)} {word} ", style)
