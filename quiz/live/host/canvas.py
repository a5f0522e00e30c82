"""A canvas for the stage: cells with a colour for each half and text on top, in colours named as in themes."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

GROUND = "background"


class Look(NamedTuple):
    """How a cell is drawn: its colours, by name, and whether it is bold."""

    ink: str
    paper: str
    bold: bool


class Run(NamedTuple):
    """Adjacent cells with the same look."""

    text: str
    look: Look


class Canvas:
    """Cells to draw on. A line is two halves high, so that bars and letters can end in the middle of one.

    Anything drawn outside is lost, on every side: a window may be too small for what there is to draw.
    """

    def __init__(self, width: int, height: int) -> None:
        """Start with empty ground."""
        self.width = width
        self.height = height
        self._papers = [[GROUND] * width for _ in range(2 * height)]
        self._texts = [[""] * width for _ in range(height)]
        self._inks = [[("foreground", False)] * width for _ in range(height)]
        self._covered = [[False] * width for _ in range(height)]

    def fill(self, x: int, half: int, width: int, halves: int, colour: str) -> None:
        """Fill an area with a colour; ``half`` and ``halves`` count half lines."""
        columns = self._columns(x, width)
        for row in range(max(half, 0), min(half + halves, 2 * self.height)):
            self._papers[row][columns.start : columns.stop] = [colour] * len(columns)

    def clear(self, x: int, y: int, width: int, height: int) -> None:
        """Erase an area, text and colours."""
        self.fill(x, 2 * y, width, 2 * height, GROUND)
        for row in range(max(y, 0), min(y + height, self.height)):
            for column in self._columns(x, width):
                self._texts[row][column], self._covered[row][column] = "", False

    def _columns(self, x: int, width: int) -> range:
        """Return those of ``width`` columns from ``x`` that exist; as slice bounds, negative ones would mean others."""
        left = min(max(x, 0), self.width)
        return range(left, max(min(x + width, self.width), left))

    def write(self, x: int, y: int, text: str, ink: str = "foreground", *, bold: bool = False) -> None:
        """Write on top of the colours; what goes beyond the line is lost."""
        if not 0 <= y < self.height:
            return
        for character in text:
            wide = cell_len(character)
            if wide == 0:
                # A combining mark, which belongs to the letter before.
                if 0 < x <= self.width:
                    self._texts[y][x - 1] += character
                continue
            if x + wide > self.width:
                return
            if x >= 0:
                self._put(x, y, character, wide, (ink, bold))
            x += wide

    def _put(self, x: int, y: int, character: str, wide: int, ink: tuple[str, bool]) -> None:
        self._texts[y][x], self._inks[y][x] = character, ink
        self._covered[y][x] = False
        if wide > 1:
            self._covered[y][x + 1] = True

    def write_right(self, right: int, y: int, text: str, ink: str = "foreground", *, bold: bool = False) -> None:
        """Write a text that ends before the cell ``right``."""
        self.write(right - cell_len(text), y, text, ink, bold=bold)

    def pixels(self, x: int, half: int, rows: Sequence[str], colour: str, *, wide: int = 1, high: int = 1) -> None:
        """Draw whatever is not blank in ``rows`` as solid pixels of ``wide`` cells by ``high`` half lines."""
        for row, line in enumerate(rows):
            for column, pixel in enumerate(line):
                if pixel != " ":
                    self.fill(x + column * wide, half + row * high, wide, high, colour)

    def line(self, y: int) -> Iterator[Run]:
        """Yield the runs of line ``y``."""
        for look, cells in groupby(self._cells(y), key=lambda cell: cell.look):
            yield Run("".join(cell.text for cell in cells), look)

    def text(self) -> str:
        """Return the text without its looks, line by line, for tests."""
        return "\n".join("".join(run.text for run in self.line(y)).rstrip() for y in range(self.height))

    def _cells(self, y: int) -> Iterator[Run]:
        above, below = self._papers[2 * y], self._papers[2 * y + 1]
        for x in range(self.width):
            if self._covered[y][x]:
                continue
            text, (ink, bold) = self._texts[y][x], self._inks[y][x]
            if text and text != " ":
                yield Run(text, Look(ink, above[x] if above[x] != GROUND else below[x], bold))
            elif above[x] == below[x]:
                yield Run(
                    " " * (2 if x + 1 < self.width and self._covered[y][x + 1] else 1), Look("foreground", above[x], False)
                )
            elif above[x] == GROUND:
                yield Run("▄", Look(below[x], above[x], False))
            else:
                yield Run("▀", Look(above[x], below[x], False))
