"""The card at the top of the results: the mark in block figures, what it means beside it, and a shield for a pass."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from quiz.tui.widgets.figures import SHIELD, block_figures

COUNT_MS, SHIELD_MS = 500.0, 240.0
"""How long the figures count up, and how long the shield then takes to appear from the top down."""
CARD_MS = COUNT_MS + SHIELD_MS
"""How long the card is animated altogether."""

_ROOMY = 68
"""From this width the per cent sign is as large as the figures, and there is room for the shield."""
_ROWS = len(SHIELD)
_SHIELD_WIDTH = len(SHIELD[0])
_MOST_BESIDE = 2
"""The most figures that leave room for a large per cent sign."""


class ResultCard(Widget):
    """One figure, with the verdict and further lines beside it. Nine rows, whatever it says."""

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
    """Milliseconds since the animation began; it ends at ``CARD_MS``."""

    def __init__(
        self, figure: int, unit: str, verdict: str, facts: Sequence[Content], *, succeeded: bool, shield: bool = False
    ) -> None:
        """Show ``figure``, with ``unit`` "%" or none; a ``shield`` is shown if there is room for one."""
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
        """Draw the rows at this moment of the animation."""
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
        """Return the rows of the figures as they count up, as wide as they will be at the end."""
        end, now = str(self._figure), str(round(self._figure * min(self.elapsed / COUNT_MS, 1.0)))
        large = self._unit if roomy and len(end) <= _MOST_BESIDE else ""
        width = len(block_figures(end + large, "large")[0])
        rows = [row.rjust(width) for row in block_figures(now + large, "large")]
        if self._unit and not large:
            rows = [row + (f" {self._unit}" if place == len(rows) - 1 else "  ") for place, row in enumerate(rows)]
        return rows

    def _beside(self, room: int) -> list[Content]:
        """Return a line of at most ``room`` cells for each row: the verdict as a chip, and the facts below it."""
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
