"""Draws a question in tall letters, for windows with room for them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import ceil
from typing import NamedTuple

from rich.cells import cell_len

from quiz.live.host.canvas import Canvas
from quiz.live.host.clock import CLOCK_ROWS, TALL_CLOCK_ROWS, ClockPlace, clock_place, top_of
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
from quiz.live.host.tall_letters import ROWS, Weight, can_draw, tall_lines, tall_width
from quiz.live.stage_content import Asked, AskedState

_CELL: Weight | None = None


class _LetterTrial(NamedTuple):
    """The letters for each part of a question; None is cell text."""

    prompt: Weight | None
    talk: Weight | None
    """For the texts to read before answering."""
    options: Weight
    is_below: bool = False
    """Whether these texts begin below the clock, where lines are longer, and not beside it."""


_TRIALS = (
    _LetterTrial("tall", "tall", "tall"),
    _LetterTrial("tall", "narrow", "narrow"),
    _LetterTrial("narrow", "narrow", "narrow"),
    _LetterTrial(_CELL, "tall", "tall"),
    _LetterTrial(_CELL, "tall", "tall", is_below=True),
    _LetterTrial(_CELL, "narrow", "narrow"),
    _LetterTrial(_CELL, "narrow", "narrow", is_below=True),
    _LetterTrial("tall", _CELL, "tall"),
    _LetterTrial("narrow", _CELL, "narrow"),
    _LetterTrial(_CELL, _CELL, "tall"),
    _LetterTrial(_CELL, _CELL, "narrow"),
)
"""What to try, the best first; the last ones are for texts that are too long for anything but cell text."""
_AIR = ((1, 1), (0, 1), (1, 0), (0, 0))
"""Empty lines under the head and between tiles; the first that fit are used."""
_SHORTER = {"Read the question": "Read it", "Pick all that are right": "Pick all"}
"""Tasks in few enough words to be tall under the clock."""
_PAUSE = re.compile(r"(?<=[.,?]) ")
_WEIGHTS: tuple[Weight, ...] = ("tall", "narrow")
_STATES: tuple[AskedState, ...] = ("reading", "open", "closed")
_NUMBER = 7
"""Cells for the number before a message."""
_COLUMN_GAP = 2


@dataclass(frozen=True)
class Sizes:
    """The measures of one body."""

    width: int
    height: int

    @property
    def left(self) -> int:
        """The empty cells on either side."""
        return margin(self.width)

    @property
    def inner(self) -> int:
        """The cells between them."""
        return self.width - 2 * self.left

    @property
    def prompt(self) -> int:
        """The cells for the prompt, beside the clock."""
        return self.inner - clock_width(self.width) - 2


class _Text(NamedTuple):
    """A text in lines, in some weight of letters; cell text if the tall face lacks one of its letters."""

    lines: Sequence[str]
    weight: Weight | None

    @property
    def rows(self) -> int:
        """How many lines of the window it takes."""
        return len(self.lines) * (ROWS if self.weight else 1)

    def write(self, canvas: Canvas, x: int, y: int, ink: str = "foreground") -> None:
        """Write the text."""
        if self.weight:
            write_tall(canvas, x, y, self.lines, ink, self.weight)
        else:
            write_lines(canvas, x, y, self.lines, ink, bold=ink == "foreground")


def _text(text: str, width: int, weight: Weight | None) -> _Text | None:
    """Return a text in letters of this weight; None if a word is too long for them."""
    if weight is None or not can_draw(text):
        return _Text(wrap(text, width), None)
    lines = tall_lines(text, width, weight)
    return _Text(lines, weight) if lines else None


class _Talk(NamedTuple):
    """A note or a message: its number, its text, and the colour behind it, if any."""

    lead: str
    text: _Text
    paper: str


def draw_tall(content: Asked, sizes: Sizes) -> tuple[Canvas, ClockPlace] | None:
    """Draw the question in tall letters, and return it with the place for its clock; None if it does not fit."""
    for trial in _TRIALS:
        if trial.prompt is None and content.state == "reading" and (alone := _draw_alone(content, sizes)):
            return alone, clock_place(sizes.width, sizes.height)
        laid = _Tall(content, sizes, trial)
        if laid.fits:
            return laid.draw(), clock_place(sizes.width, sizes.height, tall=trial.prompt is not None)
    return None


def _draw_alone(content: Asked, sizes: Sizes) -> Canvas | None:
    """Draw the prompt with nothing below it, as there is room until the answers open; None if it is too long."""
    lines = tall_lines(content.prompt, sizes.prompt)
    if not lines or ROWS * len(lines) >= sizes.height:
        return None
    canvas = Canvas(sizes.width, sizes.height)
    write_tall(canvas, sizes.left, 1, lines)
    canvas.write_right(sizes.left + sizes.inner, 1 + CLOCK_ROWS + 1, content.how, "right", bold=True)
    return canvas


def _below_clock(how: str, width: int) -> Sequence[str]:
    """Return what to do in lines for the column of the clock; they break where it pauses, not after ``figure, in``."""
    lines = [""]
    for part in _PAUSE.split(how):
        joined = f"{lines[-1]} {part}".lstrip()
        lines[-1:] = [joined] if cell_len(joined) <= width else [*filter(None, lines[-1:]), part]
    return tuple(row for line in lines for row in wrap(line, width))


def draw_prompt(content: Asked, sizes: Sizes) -> Canvas | None:
    """Draw a question that is only a prompt, in the largest letters that fit; None if there is more to it, or no room.

    The prompt runs around the clock: below it, lines have the whole width.
    """
    if content.tiles or content.notes or content.said:
        return None
    top, column = top_of(sizes.height), clock_width(sizes.width)
    # The same in every state, so that nothing moves.
    how = max(len(_below_clock(replace(content, state=state).how, column)) for state in _STATES)
    for weight, gap in product(_WEIGHTS, (1, 0)):
        first = ceil((CLOCK_ROWS + how) / (ROWS + gap))
        lines = tall_lines(content.prompt, sizes.inner, weight, first, sizes.inner - sizes.prompt)
        if lines and top + (ROWS + gap) * len(lines) - gap <= sizes.height:
            canvas = Canvas(sizes.width, sizes.height)
            for number, line in enumerate(lines):
                write_tall(canvas, sizes.left, top + (ROWS + gap) * number, [line], weight=weight)
            for number, line in enumerate(_below_clock(content.how, column)):
                canvas.write_right(sizes.left + sizes.inner, top + CLOCK_ROWS + number, line, "right", bold=True)
            return canvas
    return None


class _Tall:
    """One layout of a question."""

    def __init__(self, content: Asked, sizes: Sizes, trial: _LetterTrial) -> None:
        """Work out where everything goes."""
        self._content, self._sizes, self._trial, prompt = content, sizes, trial, trial.prompt
        said = tall_lines(content.prompt, sizes.prompt, prompt) if prompt else wrap(content.prompt, sizes.prompt)
        self._said = said or ()
        talk = list(self._talk_of(content))
        self._talk = [found for found in talk if found]
        # With a conversation there is less room, so its few answers go side by side.
        self._columns = 2 if talk and len(content.tiles) <= 4 else 1
        self._tile_width = (sizes.inner - _COLUMN_GAP * (self._columns - 1)) // self._columns
        room = self._tile_width - TALL_SLAB - 2 * AFTER_SLAB
        tiles = [_text(tile, room, trial.options) for tile in content.tiles]
        self._tiles = [tile for tile in tiles if tile]
        whole = len(self._talk) == len(talk) and len(self._tiles) == len(tiles)
        # If nothing at all is tall, plain cell text fills the window better.
        self.fits = said is not None and whole and (prompt is not None or any(tile.weight for tile in self._tiles))
        clock = TALL_CLOCK_ROWS if prompt else CLOCK_ROWS
        head = ROWS * len(self._said) if prompt else len(self._said) + 1 + len(wrap(content.task, sizes.prompt))
        self._top = max(head, clock if not talk or prompt or trial.is_below else 0) + 1
        self._heights = [
            max(ROWS, *(tile.rows for tile in self._tiles[place : place + self._columns]))
            for place in range(0, len(self._tiles), self._columns)
        ]
        self._lay_out()

    def _talk_of(self, content: Asked) -> Iterator[_Talk | None]:
        width = self._sizes.inner - _NUMBER
        # Lines beside the clock are shorter; as it is not known yet which these are, all of them have to be.
        beside = not self._trial.prompt and not self._trial.is_below
        width = min(width, self._sizes.prompt - _NUMBER) if beside else width
        for label, text in content.notes:
            note = _text(f"{label} {text}".strip(), width + _NUMBER, self._trial.talk)
            yield _Talk("", note, "") if note else None
        for said in content.said:
            message = _text(f"{said.sender}: {said.text}" if said.sender else said.text, width, self._trial.talk)
            yield _Talk(str(said.number), message, "raised" if said.is_own else "surface") if message else None

    def _lay_out(self) -> None:
        talk = sum(found.text.rows for found in self._talk)
        room = self._sizes.height - self._top - talk
        for self._pad, self._gap in _AIR:
            pads = self._pad * (2 if self._talk and self._tiles else 1)
            free = room - pads - sum(self._heights) - self._gap * max(len(self._heights) - 1, 0)
            if free >= 0:
                # Spare lines go between messages, and into tiles and gaps.
                apart = max(len(self._talk) - 1, 0) if self._trial.talk is None else 0
                self._talk_gap = 1 if free >= apart > 0 else 0
                free -= self._talk_gap * apart
                self._more = min(free // max(len(self._heights), 1), 2)
                return
        self._talk_gap, self._more, self.fits = 0, 0, False

    def draw(self) -> Canvas:
        """Return the question, drawn in tall letters."""
        content, sizes = self._content, self._sizes
        canvas = Canvas(sizes.width, sizes.height)
        self._draw_head(canvas)
        y = self._top + self._pad
        for found in self._talk:
            if content.state != "reading":
                self._draw_talk(canvas, found, y)
            y += found.text.rows + self._talk_gap
        y -= self._talk_gap if self._talk else 0
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
        if not self._trial.prompt:
            y = write_lines(canvas, sizes.left, 1, self._said, bold=True)
            write_lines(canvas, sizes.left, y + 1, wrap(self._content.how, sizes.prompt), "right", bold=True)
            return
        write_tall(canvas, sizes.left, 1, self._said, weight=self._trial.prompt)
        right, how = sizes.left + sizes.inner, _SHORTER.get(self._content.how, self._content.how)
        if tall_width(how) <= clock_width(sizes.width):
            write_tall_right(canvas, right, TALL_CLOCK_ROWS - ROWS, how, "right")
        else:
            for number, line in enumerate(_below_clock(how, clock_width(sizes.width))):
                canvas.write_right(right, TALL_CLOCK_ROWS - ROWS + number, line, "right", bold=True)

    def _draw_talk(self, canvas: Canvas, found: _Talk, y: int) -> None:
        x, text = self._sizes.left, found.text
        if found.paper:
            _Text([found.lead], text.weight).write(canvas, x, y, "muted")
            x += _NUMBER
            widest = max(tall_width(line, text.weight) if text.weight else cell_len(line) for line in text.lines)
            canvas.fill(x - 1, 2 * y, widest + 2, 2 * text.rows, found.paper)
        text.write(canvas, x, y)

    def _draw_tile(self, canvas: Canvas, place: int, column: int, y: int, height: int) -> None:
        content, x = self._content, self._sizes.left + column * (self._tile_width + _COLUMN_GAP)
        canvas.fill(x, 2 * y, self._tile_width, 2 * height, "surface")
        look = chosen_look(place) if content.state == "open" else QUIET_LOOK
        slab(canvas, x, 2 * y, 2 * height, place, look, TALL_SLAB)
        if content.state != "reading":
            tile = self._tiles[place]
            ink = "foreground" if content.state == "open" else "muted"
            tile.write(canvas, x + TALL_SLAB + AFTER_SLAB, y + (height - tile.rows) // 2, ink)
