"""The card on top of the results: what was reached in block figures, what that means beside it, and a shield for a pass."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from quiz.tui.widgets.figures import SHIELD, block_figures

COUNT_MS, SHIELD_MS = 500.0, 240.0
"""How long the figures count, and how long the shield then takes to come from the top down."""
CARD_MS = COUNT_MS + SHIELD_MS
"""How long the card moves altogether."""

_ROOMY = 68
"""Cells from which on the per cent sign is as large as the figures, and there is room for the shield."""
_ROWS = len(SHIELD)
_SHIELD_WIDTH = len(SHIELD[0])
_MOST_BESIDE = 2
"""The most figures beside which the per cent sign is large."""


class ResultCard(Widget):
    """One figure, up to five lines beside it, the first of which is the verdict. Nine rows, whatever it says."""

    DEFAULT_CSS = """
    ResultCard {
        height: 9;
        background: $surface;
        color: $foreground;
        border-top: block $surface;
        border-bottom: block $surface;
    }

    ResultCard.succeeded {
        background: $right-tint;
        border-top: block $right-tint;
        border-bottom: block $right-tint;
    }
    """

    elapsed: reactive[float] = reactive(CARD_MS)
    """Milliseconds since it began to move; at ``CARD_MS`` it stands still."""

    def __init__(
        self, figure: int, unit: str, verdict: str, facts: Sequence[Content], *, succeeded: bool, shield: bool = False
    ) -> None:
        """Show ``figure`` (of per cent, where ``unit`` is its sign); a ``shield`` where there is room for one."""
        super().__init__(classes="succeeded" if succeeded else "")
        self._figure = figure
        self._unit = unit
        self._verdict = verdict
        self._facts = facts
        self._succeeded = succeeded
        self._has_shield = shield

    def say(self, facts: Sequence[Content]) -> None:
        """Show other lines below the verdict."""
        self._facts = facts
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many rows as the shield has."""
        return _ROWS

    def render(self) -> Content:
        """Draw the rows of the moment."""
        width = self.content_size.width
        roomy = width >= _ROOMY
        figures = self._figures(roomy)
        shield = self._shield() if roomy and self._has_shield else [Content("")] * _ROWS
        left, gap = (3, 4) if roomy else (2, 2)
        beside = left + len(figures[0]) + gap
        room = width - beside - (_SHIELD_WIDTH + 2 if self._has_shield and roomy else 1)
        ink = "$right" if self._succeeded else "$foreground"
        rows = []
        for row, (figure, fact) in enumerate(zip(["", *figures, ""], self._beside(max(room, 1)), strict=True)):
            line = Content.styled(" " * left + figure, ink).pad_right(max(beside - left - len(figure), 0)) + fact
            rows.append(
                (line.pad_right(max(width - _SHIELD_WIDTH - 1 - line.cell_length, 0)) if shield[row] else line) + shield[row]
            )
        return Content("\n").join(rows)

    def _figures(self, roomy: bool) -> list[str]:
        """Return the rows of the figures: they count up in the room that they take at the end."""
        end, now = str(self._figure), str(round(self._figure * min(self.elapsed / COUNT_MS, 1.0)))
        large = self._unit if roomy and len(end) <= _MOST_BESIDE else ""
        width = len(block_figures(end + large, "large")[0])
        rows = [row.rjust(width) for row in block_figures(now + large, "large")]
        if self._unit and not large:
            rows = [row + (f" {self._unit}" if place == len(rows) - 1 else "  ") for place, row in enumerate(rows)]
        return rows

    def _beside(self, room: int) -> list[Content]:
        """Return a line of ``room`` cells for each row: the verdict as a chip, what there is to say below it."""
        chip = Content.styled(
            f" {self._verdict} ", "bold $on-right on $right" if self._succeeded else "bold $background on $foreground"
        )
        lines, free = [chip.truncate(room, ellipsis=True)], _ROWS - 1 - len(self._facts)
        for fact in self._facts:
            wrapped = fact.wrap(room)
            if len(wrapped) - 1 > free:
                wrapped = [fact.truncate(room, ellipsis=True)]
            free -= len(wrapped) - 1
            lines += wrapped
        above = [Content("")] * min(_ROWS - len(lines), 1)
        return [*above, *lines, *[Content("")] * (_ROWS - len(above) - len(lines))]

    def _shield(self) -> list[Content]:
        shown = round(_ROWS * min(max(self.elapsed - COUNT_MS, 0.0) / SHIELD_MS, 1.0))
        return [Content.styled(row if place < shown else " " * _SHIELD_WIDTH, "$right") for place, row in enumerate(SHIELD)]
