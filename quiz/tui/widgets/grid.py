"""Where things stand: one column in the middle of a wide window, and how far down what is read begins."""

NARROW = 72
"""Cells below which a window is narrow: the column takes all but one at either side."""
COLUMN = 92
"""The most cells of what is read."""
WIDE_COLUMN = 150
"""The most cells where two things stand side by side: home, progress, the trainer's desk."""
BOARD_COLUMN = 140
"""The most cells of the board."""
WHOLE_WINDOW = 10_000
"""The most cells before a hall, where a projector's window is read from afar."""
TWO_PANES = 110
"""Cells from which on two things stand side by side."""


def column(width: int, most: int = COLUMN) -> int:
    """Return how many cells the column has in a window ``width`` cells wide."""
    return min(most, width - (2 if width < NARROW else 4))


def first_row(height: int) -> int:
    """Return the row, from 0, in which what is read begins in a window ``height`` rows high."""
    return 3 if height < 30 else 3 + min(6, (height - 28) // 3)
