"""A question in tall letters, for a window that has room for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quiz.live.host.canvas import Canvas
from quiz.live.host.clock import CLOCK_ROWS, TALL_CLOCK_ROWS, ClockPlace, clock_place
from quiz.live.host.measures import (
    AFTER_SLAB,
    QUIET_LOOK,
    TALL_SLAB,
    chosen_look,
    clock_width,
    margin,
    slab,
    wrap,
    write_lines,
    write_tall,
    write_tall_right,
)
from quiz.live.host.tall_letters import ROWS, Weight, tall_lines, tall_width
from quiz.live.stage_content import Asked

_CELL: Weight | None = None
_TRIALS: tuple[tuple[Weight | None, Weight], ...] = (
    ("tall", "tall"),
    ("tall", "narrow"),
    ("narrow", "narrow"),
    (_CELL, "tall"),
    (_CELL, "narrow"),
)
"""The letters of the prompt and of all else from which the first are taken that fit; None is cell text."""
_AIR = ((1, 1), (0, 1), (1, 0), (0, 0))
"""Empty lines under the head and between tiles, from which the first are taken that fit."""
_SHORTER = {"Read the question": "Read it", "Pick all that are right": "Pick all"}
"""What is to be done in so few words that they can stand tall under the clock."""
_NUMBER = 7
"""The cells before a message, for its number."""
_COLUMN_GAP = 2


@dataclass(frozen=True)
class Sizes:
    """The measures of one body."""

    width: int
    height: int

    @property
    def left(self) -> int:
        """The empty cells at either side."""
        return margin(self.width)

    @property
    def inner(self) -> int:
        """The cells between them."""
        return self.width - 2 * self.left

    @property
    def prompt(self) -> int:
        """The cells of the prompt: the clock stands beside it."""
        return self.inner - clock_width(self.width) - 2


class _Talk(NamedTuple):
    """A note or a message: what stands before it, its lines, and the paper that it is on, if any."""

    lead: str
    lines: Sequence[str]
    paper: str


def draw_tall(content: Asked, sizes: Sizes) -> tuple[Canvas, ClockPlace] | None:
    """Return the question in tall letters and the place for its clock; None where they do not fit."""
    for prompt, options in _TRIALS:
        if prompt is None and content.state == "reading" and (alone := _draw_alone(content, sizes)):
            return alone, clock_place(sizes.width, sizes.height)
        laid = _Tall(content, sizes, prompt, options)
        if laid.fits:
            return laid.draw(), clock_place(sizes.width, sizes.height, tall=prompt is not None)
    return None


def _draw_alone(content: Asked, sizes: Sizes) -> Canvas | None:
    """Return the prompt with nothing below it: until the answers come there is room for that. None where it is too long."""
    lines = tall_lines(content.prompt, sizes.prompt)
    if not lines or ROWS * len(lines) >= sizes.height:
        return None
    canvas = Canvas(sizes.width, sizes.height)
    write_tall(canvas, sizes.left, 1, lines)
    canvas.write_right(sizes.left + sizes.inner, 1 + CLOCK_ROWS + 1, content.how, "right", bold=True)
    return canvas


class _Tall:
    """A question laid out in some letters."""

    def __init__(self, content: Asked, sizes: Sizes, prompt: Weight | None, options: Weight) -> None:
        """Reckon where everything stands."""
        self._content, self._sizes, self._prompt, self._weight = content, sizes, prompt, options
        said = tall_lines(content.prompt, sizes.prompt, prompt) if prompt else wrap(content.prompt, sizes.prompt)
        self._said = said or ()
        talk = list(self._talk_of(content))
        self._talk = [found for found in talk if found]
        # Beside a conversation there is less room: its few answers stand side by side.
        self._columns = 2 if talk and len(content.tiles) <= 4 else 1
        self._tile_width = (sizes.inner - _COLUMN_GAP * (self._columns - 1)) // self._columns
        room = self._tile_width - TALL_SLAB - 2 * AFTER_SLAB
        tiles = [tall_lines(tile, room, options) for tile in content.tiles]
        self._tiles = [tile for tile in tiles if tile]
        self.fits = said is not None and len(self._talk) == len(talk) and len(self._tiles) == len(tiles)
        clock = TALL_CLOCK_ROWS if prompt else CLOCK_ROWS
        head = ROWS * len(self._said) if prompt else len(self._said) + 1 + len(wrap(content.task, sizes.prompt))
        self._top = max(head, clock if not talk or prompt else 0) + 1
        self._heights = [
            ROWS * max(map(len, self._tiles[place : place + self._columns]))
            for place in range(0, len(self._tiles), self._columns)
        ]
        self._lay_out()

    def _talk_of(self, content: Asked) -> Iterator[_Talk | None]:
        width = self._sizes.inner - _NUMBER
        # Beside the clock lines are shorter; which are is not known yet, so all may have to be.
        width = min(width, self._sizes.prompt - _NUMBER) if not self._prompt else width
        for label, text in content.notes:
            lines = tall_lines(f"{label} {text}".strip(), width + _NUMBER, self._weight)
            yield _Talk("", lines, "") if lines else None
        for said in content.said:
            lines = tall_lines(f"{said.sender}: {said.text}" if said.sender else said.text, width, self._weight)
            yield _Talk(str(said.number), lines, "raised" if said.is_own else "surface") if lines else None

    def _lay_out(self) -> None:
        talk = sum(ROWS * len(found.lines) for found in self._talk)
        room = self._sizes.height - self._top - talk
        for self._pad, self._gap in _AIR:
            pads = self._pad * (2 if self._talk and self._tiles else 1)
            free = room - pads - sum(self._heights) - self._gap * max(len(self._heights) - 1, 0)
            if free >= 0:
                # What is left over makes tiles and gaps higher.
                self._more = min(free // max(len(self._heights), 1), 2)
                return
        self._more, self.fits = 0, False

    def draw(self) -> Canvas:
        """Return the question, drawn in tall letters."""
        content, sizes = self._content, self._sizes
        canvas = Canvas(sizes.width, sizes.height)
        self._draw_head(canvas)
        y = self._top + self._pad
        for found in self._talk:
            if content.state != "reading":
                self._draw_talk(canvas, found, y)
            y += ROWS * len(found.lines)
        y += self._pad if self._talk and self._tiles else 0
        for row, height in enumerate(self._heights):
            for column in range(self._columns):
                place = row * self._columns + column
                if place < len(self._tiles):
                    self._draw_tile(canvas, place, column, y, height + self._more // 2 * 2)
            y += height + self._gap + self._more
        return canvas

    def _draw_head(self, canvas: Canvas) -> None:
        sizes = self._sizes
        if not self._prompt:
            y = write_lines(canvas, sizes.left, 1, self._said, bold=True)
            write_lines(canvas, sizes.left, y + 1, wrap(self._content.how, sizes.prompt), "right", bold=True)
            return
        write_tall(canvas, sizes.left, 1, self._said, weight=self._prompt)
        right, how = sizes.left + sizes.inner, _SHORTER.get(self._content.how, self._content.how)
        if tall_width(how) <= clock_width(sizes.width):
            write_tall_right(canvas, right, TALL_CLOCK_ROWS - ROWS, how, "right")
        else:
            for number, line in enumerate(wrap(how, clock_width(sizes.width))):
                canvas.write_right(right, TALL_CLOCK_ROWS - ROWS + number, line, "right", bold=True)

    def _draw_talk(self, canvas: Canvas, found: _Talk, y: int) -> None:
        x, height = self._sizes.left, ROWS * len(found.lines)
        if found.paper:
            write_tall(canvas, x, y, [found.lead], "muted", self._weight)
            x += _NUMBER
            widest = max(tall_width(line, self._weight) for line in found.lines)
            canvas.fill(x - 1, 2 * y, widest + 2, 2 * height, found.paper)
        write_tall(canvas, x, y, found.lines, weight=self._weight)

    def _draw_tile(self, canvas: Canvas, place: int, column: int, y: int, height: int) -> None:
        content, x = self._content, self._sizes.left + column * (self._tile_width + _COLUMN_GAP)
        canvas.fill(x, 2 * y, self._tile_width, 2 * height, "surface")
        look = chosen_look(place) if content.state == "open" else QUIET_LOOK
        slab(canvas, x, 2 * y, 2 * height, place, look, TALL_SLAB)
        if content.state != "reading":
            tile = self._tiles[place]
            top = y + (height - ROWS * len(tile)) // 2
            ink = "foreground" if content.state == "open" else "muted"
            write_tall(canvas, x + TALL_SLAB + AFTER_SLAB, top, tile, ink, self._weight)
