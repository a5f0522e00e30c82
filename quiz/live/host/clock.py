"""The clock beside a question: large figures, and how many answers are in. It can be redrawn on its own."""

from typing import NamedTuple

from quiz.live.host.canvas import Canvas
from quiz.live.host.measures import FIGURE_ROWS, WIDE_CLOCK, clock_width, cut, margin, write_tall
from quiz.live.host.tall_letters import ROWS, Weight, can_draw, tall_width
from quiz.tui.widgets.figures import pixel_figures

CLOCK_ROWS = FIGURE_ROWS + 1
TALL_CLOCK_ROWS = 1 + FIGURE_ROWS + 1 + ROWS + 1 + ROWS
"""Figures, answers and how-line in tall letters, with a line above each."""
_LOW = 24
"""A body with more lines than this leaves one free above the prompt."""
_PAUSE = ("██ ██",) * FIGURE_ROWS


class ClockFace(NamedTuple):
    """The contents of the clock."""

    figures: str
    """The large number; empty for none."""
    words: str
    """The words below it."""
    hurry: bool = False
    paused: bool = False


class ClockPlace(NamedTuple):
    """The clock's place on the body."""

    x: int
    y: int
    width: int
    height: int


def clock_place(width: int, height: int, *, tall: bool = False) -> ClockPlace:
    """Return the clock's place on a body of this size; with ``tall`` words it takes more lines."""
    cells = clock_width(width)
    rows = FIGURE_ROWS + 1 + ROWS if tall else CLOCK_ROWS
    return ClockPlace(width - margin(width) - cells, top_of(height), cells, rows)


def top_of(height: int) -> int:
    """Return the line where prompt and clock begin: a high body leaves one free."""
    return 1 if height > _LOW else 0


def draw_clock(canvas: Canvas, face: ClockFace, place: ClockPlace) -> None:
    """Draw the clock over its last state."""
    canvas.clear(*place)
    right = place.x + place.width
    colour = "wrong" if face.hurry or face.paused else "foreground"
    rows = list(_PAUSE) if face.paused else pixel_figures(face.figures) if face.figures else []
    if rows:
        most = 3 if place.width >= WIDE_CLOCK else 2
        pixel = next((cells for cells in range(most, 0, -1) if len(rows[0]) * cells <= place.width), 1)
        x = right - pixel * len(rows[0])
        canvas.pixels(x, 2 * place.y, rows, colour, wide=pixel, high=2)
        if face.hurry and x - 3 >= place.x:
            canvas.write(x - 3, place.y + 2, "▲", colour, bold=True)
    below = place.y + FIGURE_ROWS
    ink = "wrong" if face.paused else "foreground"
    weights: tuple[Weight, ...] = ("tall", "narrow") if place.height > CLOCK_ROWS and can_draw(face.words) else ()
    for weight in weights:
        if tall_width(face.words, weight) <= place.width:
            write_tall(canvas, right - tall_width(face.words, weight), below + 1, [face.words], ink, weight)
            return
    # In "1000 of 1200 in", the numbers matter most.
    words = face.words if len(face.words) <= place.width else cut(face.words.removesuffix(" in"), place.width)
    canvas.write_right(right, below, words, ink, bold=True)
