"""Draws a question before its key is shown: prompt, clock and tiles stay in place until it is closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len

from quiz.live.host.canvas import Canvas
from quiz.live.host.clock import CLOCK_ROWS, ClockPlace, clock_place, top_of
from quiz.live.host.measures import (
    AFTER_SLAB,
    QUIET_LOOK,
    SLAB,
    chosen_look,
    is_wide,
    slab,
    slots,
    tile_halves,
    wrap,
    write_lines,
    write_tall,
)
from quiz.live.host.tall_asked import Sizes, draw_prompt, draw_tall
from quiz.live.host.tall_letters import ROWS, tall_lines
from quiz.live.stage_content import Asked

_MOST_SLOT = 5
_MOST_WIDE_SLOT = 8
"""For cell text in a wide window, where the tiles fill the height."""
_HALF_GAP = 2
_SMALL_SLAB = 7


def draw_asked(content: Asked, width: int, height: int) -> tuple[Canvas, ClockPlace]:
    """Draw the question for a body of this size, or higher if it does not fit; return it and the place for its clock."""
    sizes = Sizes(width, height)
    if is_wide(width, height) and (tall := draw_tall(content, sizes)):
        return tall
    return draw_prompt(content, sizes) or _cell_text(content, sizes), clock_place(width, height)


def _ink(content: Asked) -> str:
    return "foreground" if content.state == "open" else "muted"


@dataclass(frozen=True)
class _Plan:
    """How everything under the prompt is laid out."""

    has_how: bool
    gap: int
    """Empty lines between messages."""
    columns: int
    slab: int
    least: int
    """The fewest rows of a tile with its gap."""
    pad: int = 1
    """Empty lines around the texts to read and before the how-line."""


def _plans(content: Asked, sizes: Sizes) -> Iterator[_Plan]:
    """Yield the possible layouts, the best first; the last takes as many lines as it needs."""
    talks = bool(content.said or content.notes)
    best = 2 if talks and len(content.tiles) <= 4 else 1
    for columns in dict.fromkeys((best, 1, 2)):
        yield _Plan(True, 1, columns, SLAB, 3)
    for least in (3, 2, 1):
        for gap, pad in ((1, 1), (0, 1), (0, 0)):
            for columns in dict.fromkeys((best, 1, 2)):
                yield _Plan(True, gap, columns, SLAB if sizes.width >= 72 else _SMALL_SLAB, least, pad)
    for columns in (1, 2):
        yield _Plan(not talks, 0, columns, _SMALL_SLAB, 1, 0)
    yield _Plan(True, 1, 1, SLAB if sizes.width >= 72 else _SMALL_SLAB, 0)


def _cell_text(content: Asked, sizes: Sizes) -> Canvas:
    drawn = None
    for plan in _plans(content, sizes):
        drawn = _LaidQuestion(content, sizes, plan)
        if drawn.fits:
            break
    assert drawn
    return drawn.draw()


class _LaidQuestion:
    """One layout of a question in cell text."""

    def __init__(self, content: Asked, sizes: Sizes, plan: _Plan) -> None:
        """Work out where everything goes."""
        self._content, self._sizes, self._plan = content, sizes, plan
        self._top = top_of(sizes.height)
        self._prompt = wrap(content.prompt, sizes.prompt)
        below = self._top + len(self._prompt)
        self._how_y = below + plan.pad if plan.has_how else below
        self._how: Sequence[str] = ()
        talk = self._how_y
        if plan.has_how:
            self._how = wrap(content.how, self._room(self._how_y))
            talk += len(wrap(content.task, self._room(self._how_y)))
        self._notes = list(self._placed(talk))
        last = self._notes[-1] if self._notes else None
        end = last.y + len(last.lines) if last else talk
        clock_end = self._top + CLOCK_ROWS
        self._first = max(end + (plan.pad if self._notes else 0), clock_end)
        if not self._notes and sizes.height > 24 and plan.least >= 3:
            self._first += 1
        texts = content.tiles
        self._tile_width = (sizes.inner - _HALF_GAP * (plan.columns - 1)) // plan.columns
        self._text_room = self._tile_width - plan.slab - 2 * AFTER_SLAB
        self._texts = [wrap(text, self._text_room) for text in texts]
        groups = list(zip_longest(*([iter(self._texts)] * plan.columns), fillvalue=()))
        self._lines = [max(map(len, group)) for group in groups]
        most = _MOST_WIDE_SLOT if is_wide(sizes.width, sizes.height) else _MOST_SLOT
        found = slots(self._lines, sizes.height - self._first, most, plan.least)
        self.fits = found is not None and self._first <= sizes.height
        self._slots = found or [count + 1 for count in self._lines]

    def _placed(self, y: int) -> "Iterator[_Note]":
        """Yield notes and messages in their places; beside the clock they are narrower."""
        for label, text in self._content.notes:
            indent = len(label) + 1 if label else 0
            lines = wrap(text, self._room(y) - indent)
            yield _Note(y, label, lines, "", "" if label else "muted")
            y += len(lines)
        for number, said in enumerate(self._content.said):
            y += self._plan.gap if number else 0
            lead = f"{said.sender}: " if said.sender else ""
            lines = wrap(f"{lead}{said.text}", self._room(y) - 6)
            yield _Note(y, str(said.number), lines, "raised" if said.is_own else "surface", "")
            y += len(lines)

    def _room(self, y: int) -> int:
        return self._sizes.prompt if y < self._top + CLOCK_ROWS else self._sizes.inner

    @property
    def _needed(self) -> int:
        return self._first + sum(self._slots) - (1 if self._slots else 0)

    def draw(self) -> Canvas:
        """Return the question drawn in cell text, the terminal's own letters."""
        sizes, content = self._sizes, self._content
        canvas = Canvas(sizes.width, max(sizes.height, 0 if self.fits else self._needed))
        write_lines(canvas, sizes.left, self._top, self._prompt, bold=True)
        write_lines(canvas, sizes.left, self._how_y, self._how, "right", bold=True)
        if content.state != "reading":
            for note in self._notes:
                note.draw(canvas, sizes.left)
        y = self._first
        for row, (slot, lines) in enumerate(zip(self._slots, self._lines, strict=True)):
            for column in range(self._plan.columns):
                place = row * self._plan.columns + column
                if place < len(self._texts):
                    self._tile(canvas, place, column, y, slot, lines)
            y += slot
        return canvas

    def _tile(self, canvas: Canvas, place: int, column: int, y: int, slot: int, lines: int) -> None:
        content, text = self._content, self._texts[place]
        x = self._sizes.left + column * (self._tile_width + _HALF_GAP)
        half, halves = tile_halves(slot, lines, 2 * (canvas.height - y))
        half += 2 * y
        canvas.fill(x, half, self._tile_width, halves, "surface")
        look = chosen_look(place) if content.state == "open" else QUIET_LOOK
        slab(canvas, x, half, halves, place, look, self._plan.slab)
        if content.state == "reading":
            return
        tall = tall_lines(content.tiles[place], self._text_room) if is_wide(self._sizes.width, self._sizes.height) else None
        if tall and 2 * ROWS * len(tall) <= halves:
            # The options fit in tall letters, even if the texts to read before them do not.
            top = (half + (halves - 2 * ROWS * len(tall)) // 2) // 2
            write_tall(canvas, x + self._plan.slab + AFTER_SLAB, top, tall, _ink(content))
        else:
            top = (half + (halves - 2 * len(text) + 1) // 2) // 2
            write_lines(canvas, x + self._plan.slab + AFTER_SLAB, top, text, _ink(content), bold=content.state == "open")


@dataclass(frozen=True)
class _Note:
    """A text to read before answering, in its place."""

    y: int
    label: str
    lines: Sequence[str]
    paper: str
    ink: str

    def draw(self, canvas: Canvas, left: int) -> None:
        indent = 3 if self.paper else len(self.label) + 1 if self.label else 0
        canvas.write(left, self.y, self.label, "muted", bold=True)
        if self.paper:
            longest = max(map(cell_len, self.lines))
            canvas.fill(left + indent, 2 * self.y, longest + 2, 2 * len(self.lines), self.paper)
            indent += 1
        write_lines(canvas, left + indent, self.y, self.lines, self.ink or "foreground")
