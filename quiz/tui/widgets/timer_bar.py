"""The line of time under the title: calm until it matters. Redrawn once a second, never more."""

from textual.content import Content
from textual.widget import Widget
from typing_extensions import override

HURRY = 10
"""From this many seconds left the clock asks for attention."""


class TimerBar(Widget):
    """A line that grows shorter as the time runs out; a thin rule if no time runs."""

    DEFAULT_CSS = """
    TimerBar {
        height: 1;
        text-wrap: nowrap;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Begin as a thin rule."""
        super().__init__(id=id, classes=classes)
        self._left: float | None = None
        self._limit: float | None = None
        self._instead: Content | None = None

    def show(self, left: float | None, limit: float | None) -> None:
        """Draw ``left`` of ``limit`` seconds; a thin rule if there is no limit."""
        self._left, self._limit, self._instead = left, limit, None
        self.refresh()

    def show_instead(self, line: Content) -> None:
        """Draw ``line`` in place of the time."""
        self._instead = line
        self.refresh()

    @override
    def render(self) -> Content:
        width = self.size.width
        if self._instead:
            return self._instead
        if self._left is None or not self._limit:
            return Content.styled("─" * width, "$line")
        done = min(round(width * self._left / self._limit), width)
        style = "bold $wrong" if self._left <= HURRY else "$right"
        return Content.assemble(("━" * done, style), ("─" * (width - done), "$track"))


def clock_words(left: float | None) -> str:
    """Return the time left as ``0:21``, with a sign before it in the last seconds; empty if no time runs."""
    if left is None:
        return ""
    seconds = -int(-left // 1)
    clock = f"{seconds // 60}:{seconds % 60:02}"
    return f"◷ {clock}" if seconds <= HURRY else clock
