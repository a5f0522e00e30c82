"""How home uses a window: what goes beside what, what is dropped from a small one, what is added to a tall one."""

from dataclasses import dataclass

from textual.geometry import Size

from quiz.tui.widgets.grid import TWO_PANES, WIDE_COLUMN, column

_LIST, _LONG_LIST = 76, 92
_LONG_FROM = 148
"""From this width of the window the list is wider."""
_TALL, _TALLEST = 36, 46
"""From ``_TALL`` rows banks may be spaced and totals follow; from ``_TALLEST`` so do the latest goes."""
_CARDS_FROM = 68
"""From this width of the list cards go side by side; below it they are rows."""
_LOW, _LOWEST = 20, 16
"""Below ``_LOW`` rows cards become rows; below ``_LOWEST`` the banks have no headings."""
_LEAST_ABOUT = 4
"""Rows that the list leaves for the chosen bank, if that is below it."""
_BESIDE = 3
"""The rule between list and bank, and a cell at either side of it."""
_HEADER, _KEYS = 1, 2


@dataclass(frozen=True)
class HomeLayout:
    """What goes where in a window of this size."""

    size: Size

    @property
    def is_wide(self) -> bool:
        """Whether the chosen bank is beside the list rather than below it."""
        return self.size.width >= TWO_PANES

    @property
    def list_width(self) -> int:
        """The width of the list in cells."""
        if self.is_wide:
            return _LONG_LIST if self.size.width >= _LONG_FROM else _LIST
        return min(column(self.size.width), _LONG_LIST)

    @property
    def about_width(self) -> int:
        """The width in cells left for the chosen bank."""
        return column(self.size.width, WIDE_COLUMN) - self.list_width - _BESIDE if self.is_wide else self.list_width

    @property
    def top(self) -> int:
        """The row, from 0, in which the list begins."""
        return 1 if self.size.height < 30 else 2 + min(4, max(self.size.height - 42, 0) // 2)

    @property
    def rows(self) -> int:
        """How many rows there are for the list and what is below it."""
        return max(self.size.height - self.top - _KEYS, 1)

    @property
    def list_rows(self) -> int:
        """How many rows the list may take before it scrolls."""
        return self.rows if self.is_wide else max(self.rows - _LEAST_ABOUT, 1)

    @property
    def has_cards(self) -> bool:
        """Whether the ways on are cards rather than rows."""
        return self.list_width >= _CARDS_FROM and self.size.height >= _LOW

    @property
    def has_headings(self) -> bool:
        """Whether there is room for the headings of the banks' columns."""
        return self.size.height >= _LOWEST

    @property
    def is_tall(self) -> bool:
        """Whether there is room for the totals of all banks."""
        return self.size.height >= _TALL

    @property
    def has_goes(self) -> bool:
        """Whether there is room for the latest goes too."""
        return self.size.height >= _TALLEST
