"""Text beside text: a label of fixed width, words that wrap in what is left, a note at the end of the line.

One widget draws what would otherwise be a dozen, each of which every layout would have to place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget
from typing_extensions import override

_MOST_NOTE = 0.45
"""The greatest share of the width that a note takes; a longer one wraps."""
_LEAST_TEXT = 20
"""Cells that a note leaves to a text cut to one line."""
_NOTE_GAP = 2

_NOTHING = Content("")


@dataclass(frozen=True)
class TextRow:
    """A text with a label before it and a note after it."""

    text: Content
    label: Content = _NOTHING
    indent: int = 0
    """Cells for the label; the text wraps to the right of them."""
    note: Content = _NOTHING
    cut: bool = False
    """Whether the row is one line: if it does not fit, its text is cut, then its note."""
    _drawn: dict[tuple[object, ...], list[Strip]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The row as last drawn, by width, style and theme: most rows shown again have not changed."""

    def __str__(self) -> str:
        """Return the row as plain text."""
        return " ".join(str(part) for part in (self.label, self.text, self.note) if part)

    def is_same(self, other: "TextRow") -> bool:
        """Say whether another row looks the same; ``==`` would compare words and not colours."""
        parts = ((self.text, other.text), (self.label, other.label), (self.note, other.note))
        return (self.indent, self.cut) == (other.indent, other.cut) and all(one.is_same(two) for one, two in parts)

    def note_width(self, width: int) -> int:
        """Return how many of ``width`` cells the note takes, including the gap before it."""
        most = int(width * _MOST_NOTE)
        if self.cut:
            most = max(width - self.indent - min(self.text.cell_length, _LEAST_TEXT), 0)
        longest = max((line.cell_length for line in self.note.split()), default=0)
        return min(longest + _NOTE_GAP, most) if longest else 0

    def text_width(self, width: int) -> int:
        """Return how many of ``width`` cells are left for the text."""
        return max(width - self.indent - self.note_width(width), 1)

    def height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines the row has in ``width`` cells."""
        if self.cut:
            return 1
        text = self.text.get_height(rules, self.text_width(width))
        note = self.note.get_height(rules, max(self.note_width(width) - _NOTE_GAP, 1)) if self.note else 0
        return max(text, note, str(self.label).count("\n") + 1)

    def _note_strips(self, width: int, style: Style, options: RenderOptions) -> list[Strip]:
        if not self.note:
            return []
        note = self.note.truncate(width, ellipsis=True) if self.cut else self.note
        return note.render_strips(width, None, style, options)

    def strips(self, width: int, style: Style, options: RenderOptions, theme: str) -> list[Strip]:
        """Draw the row in ``width`` cells, in the colours of a ``theme``."""
        key = (width, style, theme)
        if key not in self._drawn:
            self._drawn.clear()
            self._drawn[key] = self._draw(width, style, options)
        return self._drawn[key]

    def _draw(self, width: int, style: Style, options: RenderOptions) -> list[Strip]:
        blank = style.rich_style
        note_width = self.note_width(width)
        label = self.label.render_strips(self.indent, None, style, options) if self.indent else []
        shown = self.text.truncate(self.text_width(width), ellipsis=True) if self.cut else self.text
        text = shown.render_strips(self.text_width(width), None, style, options)
        note = self._note_strips(max(note_width - _NOTE_GAP, 1), style, options)
        lines = []
        for line in range(self.height(options.rules, width)):
            before, middle, behind = (part[line] if line < len(part) else Strip([]) for part in (label, text, note))
            parts = [before.extend_cell_length(self.indent, blank), middle]
            if note_width:
                parts = [*parts[:1], middle.extend_cell_length(self.text_width(width) + _NOTE_GAP, blank), behind]
            lines.append(Strip.join(parts))
        return lines


class TextRows(Visual):
    """Rows, one under the other."""

    def __init__(self, rows: Sequence[TextRow], theme: str) -> None:
        """Draw ``rows`` in the colours of a ``theme``."""
        self._rows = rows
        self._theme = theme

    def __str__(self) -> str:
        """Return the rows as plain text, a line each."""
        return "\n".join(map(str, self._rows))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the rows in ``width`` cells. Part of the Visual protocol."""
        # A selection counts lines of a single text, and there are several here.
        options = replace(options, selection=None)
        strips = [strip for row in self._rows for strip in row.strips(width, style, options, self._theme)] if width else []
        return strips if height is None else strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Take all the width there is. Part of the Visual protocol."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the lines that the rows need in ``width`` cells. Part of the Visual protocol."""
        return sum(row.height(rules, width) for row in self._rows)


class RowView(Widget):
    """A widget that is drawn entirely as rows of label, text and note."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "RowView { height: auto; }"

    def rows_shown(self) -> Sequence[TextRow]:
        """Return the rows to draw."""
        raise NotImplementedError

    def render(self) -> TextRows:
        """Draw the rows."""
        return TextRows(self.rows_shown(), self.app.theme)


class Rows(RowView):
    """A widget that shows the rows it is given."""

    def __init__(self, rows: Sequence[TextRow] = (), *, id: str | None = None, classes: str | None = None) -> None:
        """Begin with ``rows``."""
        super().__init__(id=id, classes=classes)
        self._rows = rows

    @override
    def rows_shown(self) -> Sequence[TextRow]:
        return self._rows

    def show(self, rows: Sequence[TextRow]) -> None:
        """Show ``rows`` instead. Unchanged rows are not drawn again, and nothing is laid out unless a height changes."""
        # Texts cache how they wrap and rows how they are drawn, so unchanged rows are kept.
        before = self._rows
        self._rows = [before[at] if at < len(before) and before[at].is_same(row) else row for at, row in enumerate(rows)]
        changed = [at for at, row in enumerate(self._rows) if at >= len(before) or row is not before[at]]
        if not changed and len(before) == len(rows):
            return
        width = self.size.width
        heights = [row.height({}, width) for row in self._rows] if width else []
        if not heights or [row.height({}, width) for row in before] != heights:
            self.refresh(layout=True)
            return
        self.refresh(*(Region(0, sum(heights[:at]), width, heights[at]) for at in changed))
