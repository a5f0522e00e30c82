"""How home uses the room of a window: what stands beside what, what folds where it is short, what comes where it is tall."""

from dataclasses import dataclass

from textual.geometry import Size

from quiz.tui.widgets.grid import TWO_PANES, WIDE_COLUMN, column

_LIST, _LONG_LIST = 76, 92
_LONG_FROM = 148
"""Cells of a window from which on the list is longer."""
_TALL, _TALLEST = 36, 46
"""Rows from which on there is a blank between banks and what comes of all of them, and from which on the latest goes."""
_CARDS_FROM = 68
"""Cells of the list from which on cards stand side by side."""
_LOW, _LOWEST = 20, 16
"""Rows below which cards are rows, and below which the banks have no headings."""
_LEAST_ABOUT = 4
"""Rows that the list leaves for the chosen bank, where that stands below it."""
_BESIDE = 3
"""The rule between list and bank, and a cell at either side of it."""
_HEADER, _KEYS = 1, 2


@dataclass(frozen=True)
class HomeLayout:
    """What goes where in a window of this size."""

    size: Size

    @property
    def is_wide(self) -> bool:
        """Whether the chosen bank stands beside the list, and not below it."""
        return self.size.width >= TWO_PANES

    @property
    def list_width(self) -> int:
        """How many cells the list is wide."""
        if self.is_wide:
            return _LONG_LIST if self.size.width >= _LONG_FROM else _LIST
        return min(column(self.size.width), _LONG_LIST)

    @property
    def about_width(self) -> int:
        """How many cells there are for the chosen bank."""
        return column(self.size.width, WIDE_COLUMN) - self.list_width - _BESIDE if self.is_wide else self.list_width

    @property
    def top(self) -> int:
        """The row, from 0, in which the list begins."""
        return 1 if self.size.height < 30 else 2 + min(4, max(self.size.height - 42, 0) // 2)

    @property
    def rows(self) -> int:
        """How many rows there are for the list and what stands below it."""
        return max(self.size.height - self.top - _KEYS, 1)

    @property
    def list_rows(self) -> int:
        """How many rows the list may take before it scrolls."""
        return self.rows if self.is_wide else max(self.rows - _LEAST_ABOUT, 1)

    @property
    def has_cards(self) -> bool:
        """Whether the ways on are cards, and not rows."""
        return self.list_width >= _CARDS_FROM and self.size.height >= _LOW

    @property
    def has_headings(self) -> bool:
        """Whether there is room for the headings of the banks' columns."""
        return self.size.height >= _LOWEST

    @property
    def is_tall(self) -> bool:
        """Whether there is room for what comes of all banks together."""
        return self.size.height >= _TALL

    @property
    def has_goes(self) -> bool:
        """Whether there is room for the latest goes too."""
        return self.size.height >= _TALLEST
