"""Where things go: one column in the middle of a wide window, and how far down the text begins."""

NARROW = 72
"""Below this width a window is narrow: the column takes all but one cell at either side."""
COLUMN = 92
"""The widest column for reading, in cells."""
WIDE_COLUMN = 150
"""The widest column for two things side by side: home, progress, the trainer's desk."""
BOARD_COLUMN = 140
"""The widest column for the board."""
WHOLE_WINDOW = 10_000
"""No limit, for a hall, where a projector's window is read from afar."""
TWO_PANES = 110
"""From this width two things go side by side."""


def column(width: int, most: int = COLUMN) -> int:
    """Return how many cells the column has in a window ``width`` cells wide."""
    return min(most, width - (2 if width < NARROW else 4))


def first_row(height: int) -> int:
    """Return the row, from 0, in which the text begins in a window ``height`` rows high."""
    return 3 if height < 30 else 3 + min(6, (height - 28) // 3)
