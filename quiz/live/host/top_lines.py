"""The top line of the stage and the line of time below it."""

from collections.abc import Sequence

from rich.cells import cell_len

from quiz.live.host.canvas import Canvas
from quiz.live.host.measures import cut
from quiz.live.stage_content import Corner

_GAP = 3


def draw_top(
    title: str, places: Sequence[str], corner: Corner, time: tuple[float | None, float | None], hurry: bool, width: int
) -> Canvas:
    """Draw the two top lines, with the first of ``places`` that fits; the shortest is last.

    How to join in the ``corner`` comes first: for it, the place is left out and the title cut. ``time`` is what is left and
    the limit; without a clock, the second line is empty.
    """
    canvas = Canvas(width, 2)
    canvas.fill(0, 0, width, 2, "surface")
    right = _draw_corner(canvas, corner, width - 1)
    room = right - _GAP - 1
    place = next((one for one in places if one and cell_len(title) + _GAP + cell_len(one) <= room), "")
    name = cut(title, max(room, 1))
    canvas.write(1, 0, name, bold=True)
    canvas.write(1 + cell_len(name) + _GAP, 0, place, "muted")
    _draw_time(canvas, *time, hurry)
    return canvas


def _draw_corner(canvas: Canvas, corner: Corner, right: int) -> int:
    """Draw the right end, in at most two thirds of the line, and return where it begins."""
    words = corner.words
    while words and sum(cell_len(text) for text, _ in words) > canvas.width * 2 // 3:
        words = words[2:]
    at = right - sum(cell_len(text) for text, _ in words)
    x = at
    for text, ink in words:
        canvas.write(x, 0, text, "foreground" if ink == "bold" else ink, bold=ink != "muted")
        x += cell_len(text)
    return at


def _draw_time(canvas: Canvas, left: float | None, limit: float | None, hurry: bool) -> None:
    canvas.fill(0, 2, canvas.width, 1, "track")
    if left is not None and limit:
        canvas.fill(0, 2, min(round(canvas.width * left / limit), canvas.width), 1, "wrong" if hurry else "right")
