"""Measures and drawing helpers that everything on the stage shares."""

from collections.abc import Sequence
from functools import lru_cache

from textual.content import Content

from quiz.live.host.canvas import Canvas
from quiz.live.host.slabs import LETTERS, LOW_LETTERS, TICK, colour_of, letter_of, picture_of, shape_of
from quiz.live.host.tall_letters import ROWS, Weight, tall, tall_width

WIDE = 140
"""Cells from which there is room for tall letters."""
WIDE_CLOCK = 40
_TALL_BODY = 36
"""Lines of the stage's body that tall letters need: a window of 40."""
SLAB = 11
TALL_SLAB = 18
AFTER_SLAB = 2
FIGURE_ROWS = 5
_WHOLE = FIGURE_ROWS + 2
"""Half lines of a slab that leave a margin above and below its letter."""


def is_wide(width: int, height: int) -> bool:
    """Say whether a body of this size has room for tall letters."""
    return width >= WIDE and height >= _TALL_BODY


def margin(width: int) -> int:
    """Return the empty cells on either side."""
    return 4 if width >= WIDE else 2


def clock_width(width: int) -> int:
    """Return the width of the clock's column, in cells."""
    return WIDE_CLOCK if width >= WIDE else 22 if width >= 100 else 18 if width >= 72 else 14


@lru_cache(maxsize=1024)
def wrap(text: str, width: int) -> tuple[str, ...]:
    """Return ``text`` in lines of at most ``width`` cells."""
    return tuple(line.plain.rstrip() for line in Content(text).wrap(max(width, 1))) or ("",)


def cut(text: str, width: int) -> str:
    """Return ``text`` cut to ``width`` cells, with an ellipsis if it is too long."""
    return Content(text).truncate(max(width, 1), ellipsis=True).plain


def write_lines(canvas: Canvas, x: int, y: int, lines: Sequence[str], ink: str = "foreground", *, bold: bool = False) -> int:
    """Write lines one below the other, and return the line after them."""
    for number, line in enumerate(lines):
        canvas.write(x, y + number, line, ink, bold=bold)
    return y + len(lines)


def write_tall(
    canvas: Canvas, x: int, y: int, lines: Sequence[str], ink: str = "foreground", weight: Weight = "tall"
) -> int:
    """Write lines in tall letters, and return the line after them."""
    for line in lines:
        y = write_lines(canvas, x, y, tall(line, weight), ink)
    return y


def write_tall_right(canvas: Canvas, right: int, y: int, text: str, ink: str = "foreground") -> None:
    """Write a text in tall letters that ends before the cell ``right``."""
    write_tall(canvas, right - tall_width(text), y, [text], ink)


def slab(canvas: Canvas, x: int, half: int, halves: int, place: int, look: tuple[str, str], width: int = SLAB) -> None:
    """Draw the slab of the option at ``place``; ``look`` is its colour and that of the letter and shape on it."""
    paper, ink = look
    canvas.fill(x, half, width, halves, paper)
    letter = letter_of(place)
    pixels = (LETTERS if halves >= _WHOLE else LOW_LETTERS).get(letter)
    if halves < _WHOLE - 1 or pixels is None or width < len(pixels[0]) + 2:
        text = f"{letter} {shape_of(place)}"
        canvas.write(x + (width - 3) // 2, (half + (halves - 1) // 2) // 2, text, ink, bold=True)
        return
    left = 2 if width >= SLAB else (width - len(pixels[0])) // 2
    canvas.pixels(x + left, half + (halves - len(pixels) + 1) // 2, pixels, ink)
    if width >= TALL_SLAB:
        canvas.pixels(x + 9, half + (halves - FIGURE_ROWS + 1) // 2, picture_of(place), ink)
    elif width >= SLAB:
        canvas.write(x + 8, (half + halves // 2) // 2, shape_of(place), ink)


def tick(canvas: Canvas, x: int, half: int, halves: int, width: int) -> None:
    """Draw the blue slab that marks what is right."""
    canvas.fill(x, half, width, halves, "right")
    if halves >= 2 * ROWS and width > len(TICK[0]):
        canvas.pixels(x + (width - len(TICK[0])) // 2, half + (halves - len(TICK) + 1) // 2, TICK, "on-right")
    else:
        canvas.write(x + width // 2, (half + (halves - 1) // 2) // 2, "✔", "on-right", bold=True)


def chosen_look(place: int) -> tuple[str, str]:
    """Return the colours of a slab while its option can be chosen."""
    return colour_of(place), "background"


QUIET_LOOK = ("raised", "muted")
"""The colours of a slab that cannot be chosen now."""


def slots(lines: Sequence[int], room: int, most: int = 5, least: int = 1) -> list[int] | None:
    """Return how many rows each tile gets, given the lines of its text; None if ``room`` is short of ``least`` for each.

    A slot includes the gap before the next tile; the last tile's gap may lie beyond the room.
    """
    if not lines:
        return []
    same = min(most, (room + 1) // len(lines))
    if same >= max(least, max(lines) + 1):
        return [same] * len(lines)
    if least > 2:
        return None
    if sum(lines) + len(lines) - 1 <= room:
        return [count + 1 for count in lines]
    return list(lines) if least <= 1 and sum(lines) <= room else None


def tile_halves(slot: int, lines: int, room: int) -> tuple[int, int]:
    """Return the half line of its slot where a tile begins, and its height in halves: one row of the slot is the gap.

    ``room`` is the number of halves from the start of the slot. The last tile may have less than its height: then it is cut
    short, or moved up if it would be too low for its letter.
    """
    if slot <= lines:
        return 0, 2 * slot
    half, halves = (slot - 1 - lines) % 2, 2 * slot - 2
    if half + halves <= room:
        return half, halves
    return (half, room - half) if room - half >= _WHOLE else (0, halves)
