"""Topics with a bar each: how much of it was right, or is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from quiz.tui.widgets.charts import bar

BARS_MS = 300.0
"""How long all the bars take to grow."""

_LABEL = 26
"""Cells before a bar unless a topic needs more: glyph, topic and the gap after them."""
_LEAST_BAR = 8
"""A topic is cut to leave its bar at least this many cells."""


@dataclass(frozen=True)
class TopicBar:
    """One line: a glyph, a topic, how much ``of`` a whole is ``done``, and that in figures."""

    topic: str
    done: int
    of: int
    figures: str
    glyph: str = ""
    colour: str = "$right"


class TopicBars(Widget):
    """Bars of equal length in one widget."""

    DEFAULT_CSS = """
    TopicBars {
        height: auto;
    }
    """

    elapsed: reactive[float] = reactive(BARS_MS)
    """Milliseconds since the bars began to grow; they stop at ``BARS_MS``."""

    def __init__(self, bars: Sequence[TopicBar] = (), *, id: str | None = None) -> None:
        """Show ``bars``."""
        super().__init__(id=id)
        self._bars = bars

    @property
    def count(self) -> int:
        """How many topics there are."""
        return len(self._bars)

    def show(self, bars: Sequence[TopicBar]) -> None:
        """Show ``bars`` instead."""
        self._bars = bars
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take one row for each topic."""
        return len(self._bars)

    def render(self) -> Content:
        """Draw the bars as far as they have grown."""
        return Content("\n").join(bar_lines(self._bars, self.content_size.width, min(self.elapsed / BARS_MS, 1.0)))


def bar_lines(bars: Sequence[TopicBar], width: int, grown: float = 1.0) -> list[Content]:
    """Return a line of ``width`` cells for each of ``bars``, drawn to the share ``grown`` of its length."""
    glyph = 2 if any(one.glyph for one in bars) else 0
    figures = max((len(one.figures) for one in bars), default=0)
    longest = max((Content(one.topic).cell_length for one in bars), default=0) + 2
    # A topic has to be read, whereas a bar can be shorter: the bar gives way.
    wanted = max(min(_LABEL, width // 2) - glyph, longest)
    topic = max(min(wanted, width - glyph - figures - 2 - _LEAST_BAR), 3)
    room = max(width - glyph - topic - figures - 2, 1)
    return [
        Content.styled(one.glyph.ljust(glyph), one.colour)
        + Content(one.topic).truncate(topic - 2, ellipsis=True, pad=True)
        + "  "
        + bar(round(one.done * grown * 100), one.of * 100, room, one.colour)
        + Content.styled(f"  {one.figures:>{figures}}", "$muted")
        for one in bars
    ]
