"""Charts of block characters, a bar or columns, drawn as text rather than as widgets."""

from collections.abc import Sequence
from math import ceil

from textual.content import Content

_STEPS = " ▁▂▃▄▅▆▇█"
"""From an empty cell to a full one."""


def bar(done: int, of: int, width: int, colour: str = "$right") -> Content:
    """Return how much of a whole is done: a heavy line and then a thin one, so that it does not depend on colour alone."""
    filled = round(width * done / of) if of else 0
    if 0 < done < of:
        # Rounding must not make something look like nothing, or less than all look like all.
        filled = min(max(filled, 1), width - 1)
    filled = max(min(filled, width), 0)
    return Content.assemble(("━" * filled, colour), ("─" * (width - filled), "$track"))


def target_bar(done: int, of: int, target: int, width: int) -> Content:
    """Return how much is done as ``bar`` does, with a mark at the ``target``, in per cent of the whole."""
    place = min(round(width * target / 100), width - 1)
    filled = round(width * done / of) if of else 0
    if of:
        # Rounding must not carry the line to a target that is not reached.
        reached = 100 * done >= target * of
        filled = max(filled, place) if reached else min(max(filled, min(done, 1)), max(place - 1, 0))
    line = bar(filled, width, width)
    return line[:place] + Content.styled("┃", "bold $foreground") + line[place + 1 :]


def columns(
    values: Sequence[float],
    height: int,
    *,
    width: int,
    gap: int = 1,
    most: float | None = None,
    colours: Sequence[str] = (),
) -> list[Content]:
    """Return ``values`` as columns ``width`` cells wide in ``height`` rows, exact to an eighth of a cell; 0 is a thin line.

    The full height is ``most`` or the greatest value, whichever is more. ``colours`` are those of the columns.
    """
    most = max([most or 0, *values]) or 1
    eighths = [round(max(value, 0) / most * height * 8) for value in values]
    # Any value above 0 shows.
    eighths = [max(found, 1) if value > 0 else 0 for value, found in zip(values, eighths, strict=True)]
    inks = colours or ["$right"] * len(values)
    rows = []
    for row in range(height - 1, -1, -1):
        cells = [_STEPS[max(0, min(found - row * 8, 8))] for found in eighths]
        parts = [
            Content.styled("▁" * width, "$track") if not found and row == 0 else Content.styled(cell * width, ink)
            for cell, found, ink in zip(cells, eighths, inks, strict=True)
        ]
        rows.append(Content(" " * gap).join(parts))
    return rows


def mark_columns(marks: Sequence[float], pass_mark: float, height: int = 5) -> list[Content]:
    """Return ``marks``, in per cent, as columns with their figures below and a line at the pass mark."""
    colours = ["$right" if mark >= pass_mark else "$partly" for mark in marks]
    rows = columns(marks, height, width=3, gap=2, most=100, colours=colours)
    rows = [" " + row + " " for row in rows]
    # The row that contains the pass mark or has it as its upper edge: a column that fills it has passed.
    passes = height - max(ceil(pass_mark / 100 * height), 1)
    line = rows[passes]
    dashed = [
        Content.styled("╌", "$muted") if cell.isspace() else line[place : place + 1] for place, cell in enumerate(line.plain)
    ]
    rows[passes] = Content("").join(dashed) + Content.styled(f" {pass_mark:g} to pass", "$muted")
    last = len(marks) - 1
    figures = [
        Content.styled(f"{mark:.0f}".center(3), "bold" if place == last else "$muted") for place, mark in enumerate(marks)
    ]
    return [*rows, " " + Content("  ").join(figures)]
