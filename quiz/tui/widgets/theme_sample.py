"""A sample of a theme: a question and its verdict in the theme's own colours, within an app in another."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from textual.content import Content
from textual.widget import Widget
from typing_extensions import override

_PADDING = 2
_MOST = 52
_CLOCK = "0:21"
_GROUND = "background"


class ThemeSample(Widget):
    """A small screen in the colours given to it."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Begin without colours; ``show`` sets them."""
        super().__init__(id=id)
        self._colours: Mapping[str, str] | None = None

    def show(self, colours: Mapping[str, str] | None) -> None:
        """Draw in ``colours``, named as in the style sheets; None for a theme whose colours cannot be drawn."""
        self._colours = colours
        self.refresh()

    @override
    def render(self) -> Content:
        if self._colours is None:
            return Content.styled("This theme cannot be drawn.", "$wrong")
        room = max(min(self.size.width, _MOST) - 2 * _PADDING, 0)
        return Content("\n").join(_line(parts, room, self._colours) for parts in _sample(room))


_Part: TypeAlias = tuple[str, str, str]
"""Words, their style with a colour's name ("bold right"), and the name of their paper."""


def _sample(room: int) -> list[list[_Part]]:
    """Return the lines of the sample, ``room`` cells wide, each made of parts; the paper of the last fills the line."""
    done = room * 3 // 5
    title = "Recognising scams"
    return [
        [],
        [(title.ljust(room - len(_CLOCK)), "muted", _GROUND), (_CLOCK, "bold foreground", _GROUND)],
        [("━" * done, "right", _GROUND), ("─" * (room - done), "track", _GROUND)],
        [],
        [("Who may have your six-digit", "bold foreground", _GROUND)],
        [("WhatsApp code?", "bold foreground", _GROUND)],
        [],
        _answer(room, "1", "Nobody", "✔", "right"),
        _answer(room, "2", "A colleague you trust", "✘", "wrong"),
        [],
        [(" ✘ Not right", "bold on-wrong", "wrong")],
        [(" The code is the key to your", "foreground", "wrong-tint")],
        [(" account.", "foreground", "wrong-tint")],
        [(" Do now  Set a PIN.", "bold foreground", "wrong-tint")],
        [],
        [(" Enter Next ", "bold on-right", "right"), ("   F2", "bold right", _GROUND), (" hint", "muted", _GROUND)],
        [],
    ]


def _answer(room: int, number: str, text: str, glyph: str, state: str) -> list[_Part]:
    """Return an answer with its number in a chip, and its result."""
    words = f"  {text}".ljust(room - 5) + f"{glyph} "
    return [(f" {number} ", f"bold on-{state}", state), (words, f"bold {state}", f"{state}-tint")]


def _line(parts: Sequence[_Part], room: int, colours: Mapping[str, str]) -> Content:
    """Draw a line of the sample with the margins around it."""
    drawn = [
        Content.styled(text, " ".join(colours.get(word, word) for word in style.split()) + f" on {colours[paper]}")
        for text, style, paper in parts
    ]
    line = Content("").join(drawn)[:room]
    last = colours[parts[-1][2] if parts else _GROUND]
    rest = Content.styled(" " * (room - line.cell_length), f"on {last}")
    margin = Content.styled(" " * _PADDING, f"on {colours[_GROUND]}")
    return Content.assemble(margin, line, rest, margin)
