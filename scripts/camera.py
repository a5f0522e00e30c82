"""Takes the gallery's pictures: one state of an app in one size, in each theme, once that state has surely been reached."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.color import Color
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea
from textual.worker import Worker

from scripts.screenshots import picture
from tests.tui import seeing

SIZES = ((60, 20), (80, 24), (120, 40), (200, 50))
THEMES = ("inset-dark", "inset-light", "nord", "textual-light")
NO_COLOUR = "NO_COLOR"
"""Used in place of a theme for a terminal without colours."""

PATIENCE = 10.0
"""Seconds within which a screen finishes drawing, even on a busy machine."""
_LONGEST = 60.0
"""The most seconds that a state may take altogether."""
_PAPERS = ("background", "surface", "panel")
"""Variables of a theme; each of its pictures shows at least one."""


_BLANK = "\N{NO-BREAK SPACE}"
_CELL = 12.2
"""The width of a cell in a picture."""


class NotReachedError(Exception):
    """A state of the gallery was not reached, or is not what it is called."""


@dataclass(frozen=True)
class Shot:
    """One picture."""

    state: str
    size: tuple[int, int]
    theme: str

    @property
    def file(self) -> str:
        """The name of the picture's file."""
        words = re.sub(r"[^a-z0-9]+", "-", self.state.casefold()).strip("-")
        return f"{words}-{self.size[0]}x{self.size[1]}-{self.theme.casefold().replace('_', '-')}.svg"


@dataclass
class Camera:
    """Takes pictures of apps of one size, in each of ``themes``, into ``folder``."""

    folder: Path
    size: tuple[int, int]
    themes: tuple[str, ...] = THEMES
    shots: list[Shot] = field(default_factory=list)

    @asynccontextmanager
    async def state(self, pilot: Pilot[None], name: str, screen: type[Screen[Any]], words: str) -> AsyncIterator[None]:
        """Take the pictures of the state that the block leads to, with ``screen`` on top and ``words`` on it.

        Raises NotReachedError with the state's name.
        """
        try:
            async with asyncio.timeout(_LONGEST):
                yield
                await _reached(pilot, screen, words)
                await self._take(pilot, name)
        except Exception as error:
            size = f"{self.size[0]} by {self.size[1]}"
            raise NotReachedError(f"{name} ({size}): {str(error) or type(error).__name__}") from error

    async def _take(self, pilot: Pilot[None], name: str) -> None:
        app = pilot.app
        for line in (*app.screen.query(Input), *app.screen.query(TextArea)):
            line.cursor_blink = False
        # Changing the theme is what costs most, so the next state begins with the theme that this one ends with.
        for theme in self.themes if app.theme == self.themes[0] else reversed(self.themes):
            if theme not in (NO_COLOUR, app.theme):
                app.theme = theme
                await pilot.pause()
            svg = compact(picture(app))
            assert theme == NO_COLOUR or _is_drawn_in_its_theme(app, svg), f"{theme} was not drawn"
            shot = Shot(name, self.size, theme)
            assert shot not in self.shots, "there are two states of this name"
            (self.folder / shot.file).write_text(svg, encoding="utf-8")
            self.shots.append(shot)


async def calm(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way except work that waits for a dialogue's answer."""
    await pilot.pause()
    while not isinstance(pilot.app.screen, ModalScreen) and any(_is_awaited(worker) for worker in pilot.app.workers):
        await pilot.pause(0.01)
    await pilot.pause()


def _is_awaited(worker: Worker[Any]) -> bool:
    """Whether a worker ends by itself; a terminal pad's listens for as long as it runs."""
    return worker.is_running and worker.name != "_listen"


async def _reached(pilot: Pilot[None], screen: type[Screen[Any]], words: str) -> None:
    """Wait until the state has been reached; some screens draw a moment after they say they have."""
    until = time.monotonic() + PATIENCE
    await calm(pilot)
    while problem := _problem(pilot.app, screen, words):
        assert time.monotonic() < until, problem
        await pilot.pause(0.05)
    await calm(pilot)


def _problem(app: App[None], screen: type[Screen[Any]], words: str) -> str:
    """Return why the state has not been reached; empty if it has."""
    if not isinstance(app.screen, screen):
        return f"{type(app.screen).__name__} is shown"
    drawn = " ".join(re.sub(r"[─-▟]", " ", seeing.picture(app)).split())
    return "" if words in drawn else f"{words!r} is not drawn, but: {drawn}"


def _is_drawn_in_its_theme(app: App[None], svg: str) -> bool:
    return any(Color.parse(app.theme_variables[paper]).hex.casefold() in svg.casefold() for paper in _PAPERS)


def compact(svg: str) -> str:
    """Return a picture that looks the same in half the bytes: short names, no needless clipping, no blanks drawn."""
    svg = re.sub(r"terminal-\d+-", "", svg).replace("&#160;", _BLANK)
    svg = re.sub(r'<clipPath id="line-\d+">.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r' clip-path="url\(#line-\d+\)"', "", svg)
    svg = svg.replace(' shape-rendering="crispEdges"', "").replace("<svg ", '<svg shape-rendering="crispEdges" ', 1)
    svg = re.sub(r'x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+">([^<]*)</text>', _without_blanks, svg)
    svg = re.sub(r'<text class="r\d+" [^>]*></text>', "", svg)
    return re.sub(r"\n[ \n]+", "\n", svg)


def _without_blanks(text: re.Match[str]) -> str:
    """Return the end of a text element without the blanks around its words, which some viewers would leave out."""
    x, y, words = text.groups()
    begun = words.lstrip(_BLANK)
    kept = begun.rstrip(_BLANK)
    place = float(x) + _CELL * (len(words) - len(begun))
    return f'x="{place:g}" y="{y}" textLength="{_CELL * cell_len(unescape(kept)):g}">{kept}</text>'
