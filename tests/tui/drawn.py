"""What a player sees of an app: every cell of the screen with the colours that it is really drawn in."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import Color as TerminalColor
from textual.app import App
from textual.color import Color
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip

from tests.tui.seeing import strips

LEGIBLE = 4.5
"""The contrast that WCAG 2 asks for text of this size."""


class Cell(NamedTuple):
    """One character with its ink and its paper, as they come out of every filter and every transparency."""

    text: str
    ink: Color | None
    paper: Color | None
    """Neither is known where the terminal's own colour would be taken."""

    @property
    def is_text(self) -> bool:
        """Whether there is something to read: neither a blank nor a piece of a line, a bar or a frame."""
        return bool(self.text.strip()) and not "\u2500" <= self.text[0] <= "\u259f"

    @property
    def contrast(self) -> float:
        """The contrast as WCAG 2 defines it; none at all where a colour is not known."""
        return contrast(self.ink, self.paper) if self.ink and self.paper else 0.0


def luminance(colour: Color) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@cache
def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def screen_cells(app: App[None]) -> list[list[Cell]]:
    """Return the lines of the screen, cell by cell; the second half of a wide character is a cell without text."""
    return [list(_line(strip)) for strip in strips(app)]


def _line(strip: Strip) -> Iterator[Cell]:
    for text, style, _ in strip:
        ink, paper = (_seen(style.color), _seen(style.bgcolor)) if style else (None, None)
        if style and style.reverse:
            ink, paper = paper, ink
        for character in text:
            yield Cell(character, ink, paper)
            yield from (Cell("", ink, paper) for _ in range(cell_len(character) - 1))


@cache
def _seen(colour: TerminalColor | None) -> Color | None:
    return None if colour is None or colour.triplet is None else Color(*colour.triplet)


def on_top(app: App[None]) -> list[Region]:
    """Return what of the screen is meant to be read: all of it, or the parts of a dialog, not what is dimmed below it."""
    screen = app.screen
    if isinstance(screen, ModalScreen):
        return [child.region for child in screen.displayed_children]
    return [screen.region]


def illegible(app: App[None], least: float = LEGIBLE) -> list[str]:
    """Return the pieces of text that are drawn with less contrast than ``least``, each with what it is."""
    parts = on_top(app)
    found = []
    for y, line in enumerate(screen_cells(app)):
        read = [cell for x, cell in enumerate(line) if any(part.contains(x, y) for part in parts)]
        for (ink, paper), run in groupby(read, key=lambda cell: (cell.ink, cell.paper)):
            cells = list(run)
            if cells[0].contrast < least and (text := "".join(cell.text for cell in cells if cell.is_text)):
                found.append(f"line {y}: {text!r} has {cells[0].contrast:.1f}: {ink} on {paper}")
    return found


def lines_on(app: App[None], region: Region) -> str:
    """Return the text that the screen shows in ``region``, of which what has scrolled out of sight is no part."""
    return "\n".join(
        "".join(cell.text for x, cell in enumerate(line) if region.contains(x, y)).rstrip()
        for y, line in enumerate(screen_cells(app))
        if region.y <= y < region.bottom
    )
