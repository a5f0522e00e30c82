"""Tables with rows to choose: a sign, a title, and columns, some of which are dropped in a narrow window."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_LEAST_TITLE = 20
_TITLE_AT = 4
_NOTHING = Content("")


@dataclass(frozen=True)
class TableColumns:
    """The columns after the title."""

    widths: Mapping[str, int]
    """The width of each by its name, including the gap."""
    go_first: tuple[str, ...] = ()
    """The columns to drop, in this order, if the title would have too little room."""

    def head(self, width: int, title: str) -> Content:
        """Return the names of the columns over a table ``width`` cells wide."""
        return self.row(width, Content.styled(f"{'':{_TITLE_AT}}{title}"), {name: Content(name) for name in self.widths})

    def row(self, width: int, title: Content, cells: Mapping[str, Content], about: Content = _NOTHING) -> Content:
        """Return a row ``width`` cells wide: a title, a note ``about`` it, which is never cut, then ``cells``.

        Without cells the title has the whole row.
        """
        columns = dict(self.widths) if cells else {}
        for name in self.go_first:
            if width - _TITLE_AT - sum(columns.values()) < _LEAST_TITLE:
                columns.pop(name, None)
        room = width - sum(columns.values()) - 2
        row = (title.truncate(max(room - about.cell_length, 0), ellipsis=True) + about).pad_right(2)
        row = row.pad_right(max(room + 2 - row.cell_length, 0))
        for name, wide in columns.items():
            row += cells[name].truncate(wide, pad=True)
        return row


class ColumnsRow(Visual):
    """A row of such a table, drawn for whatever width it gets."""

    def __init__(
        self, columns: TableColumns, sign: Content, title: Content, cells: Mapping[str, Content], about: Content = _NOTHING
    ) -> None:
        """Show a sign of one cell, a title with a note ``about`` it, and a cell for each of ``columns``, or none."""
        self._columns = columns
        self._sign = sign
        self._title = title
        self._cells = cells
        self._about = about

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the row. Part of the Visual protocol."""
        # Only the style, bold under the cursor, tells a row that the cursor is on it.
        cursor = Content.styled("▌ " if style.bold else "  ", "$right")
        title = self._title.stylize("bold") if style.bold else self._title
        row = self._columns.row(width, cursor + self._sign + " " + title, self._cells, self._about)
        return row.render_strips(width, 1, replace(style, bold=False), options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Take all the width there is. Part of the Visual protocol."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Take one line. Part of the Visual protocol."""
        return 1
