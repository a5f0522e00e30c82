"""Text beside text: a label of fixed width, words that wrap in what is left, a note at the end of the line.

One widget draws what would otherwise be a dozen, each with a place of its own in every layout.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

_MOST_NOTE = 0.45
"""The share of the width that a note may take before it wraps."""
_NOTE_GAP = 2

_NOTHING = Content("")


@dataclass(frozen=True)
class TextRow:
    """One text with what stands before and behind it."""

    text: Content
    label: Content = _NOTHING
    indent: int = 0
    """Cells for the label; the text wraps to the right of them."""
    note: Content = _NOTHING

    def __str__(self) -> str:
        """Return the row as plain text."""
        return " ".join(str(part) for part in (self.label, self.text, self.note) if part)

    def note_width(self, width: int) -> int:
        """Return how many of ``width`` cells the note takes, the gap before it included."""
        return min(self.note.cell_length + _NOTE_GAP, int(width * _MOST_NOTE)) if self.note else 0

    def text_width(self, width: int) -> int:
        """Return how many of ``width`` cells are left for the text."""
        return max(width - self.indent - self.note_width(width), 1)

    def height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines the row has in ``width`` cells."""
        text = self.text.get_height(rules, self.text_width(width))
        note = self.note.get_height(rules, max(self.note_width(width) - _NOTE_GAP, 1)) if self.note else 0
        return max(text, note, str(self.label).count("\n") + 1)

    def strips(self, width: int, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the row in ``width`` cells."""
        blank = style.rich_style
        note_width = self.note_width(width)
        label = self.label.render_strips(self.indent, None, style, options) if self.indent else []
        text = self.text.render_strips(self.text_width(width), None, style, options)
        note = self.note.render_strips(max(note_width - _NOTE_GAP, 1), None, style, options) if self.note else []
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

    def __init__(self, rows: Sequence[TextRow]) -> None:
        """Draw ``rows``."""
        self._rows = rows

    def __str__(self) -> str:
        """Return the rows as plain text, a line each."""
        return "\n".join(map(str, self._rows))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw the rows in ``width`` cells. Part of the Visual protocol."""
        # A selection counts in lines of one text; here are several.
        options = replace(options, selection=None)
        strips = [strip for row in self._rows for strip in row.strips(width, style, options)] if width else []
        return strips if height is None else strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Take all the width there is. Part of the Visual protocol."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the lines that the rows need in ``width`` cells. Part of the Visual protocol."""
        return sum(row.height(rules, width) for row in self._rows)


class RowView(Widget):
    """A widget that is drawn as rows of columns, and as nothing else."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "RowView { height: auto; }"

    def rows_shown(self) -> Sequence[TextRow]:
        """Return the rows to draw."""
        raise NotImplementedError

    def render(self) -> TextRows:
        """Draw the rows."""
        return TextRows(self.rows_shown())

    def row_at(self, line: int) -> int | None:
        """Return which row is drawn at ``line`` of the widget's content, from 0; None below the last."""
        for number, row in enumerate(self.rows_shown()):
            line -= row.height({}, self.content_size.width)
            if line < 0:
                return number
        return None
