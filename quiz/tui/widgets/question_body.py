"""The window of a question, and how it scrolls."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.scrolling import Way, scroll

_LINES: dict[Way, int] = {"up": -1, "down": 1, "page_up": -5, "page_down": 5}
"""How many lines each key moves what scrolls by itself."""


class QuestionBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Holds one question. If it does not fit, a part of it scrolls by itself, or else the whole of it.

    The keys are the screen's, which names them if there is something to see in their direction.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "scroll_home", "Top", show=False),
        Binding("end", "scroll_end", "End", show=False),
    ]

    @property
    def panel(self) -> AnswerPanel | None:
        """The question; None while there is none."""
        return next(iter(self.query(AnswerPanel)), None)

    @property
    def band(self) -> Content | None:
        """The verdict as a line to show above a question that scrolls as a whole; None if it fits or is still open."""
        panel = self.panel
        return panel.band_line if panel and panel.is_higher_than_window else None

    def has_more(self, way: Way) -> bool:
        """Say whether there is something to see that way: by scrolling, or upwards by unfolding."""
        panel = self.panel
        if panel is None:
            return False
        if way in ("down", "page_down"):
            return bool(panel.view.fitted.hidden) or self.scroll_y < self.max_scroll_y
        return bool(panel.view.fitted.top) or self.scroll_y > 0 or panel.can_unfold

    def go(self, way: Way) -> None:
        """Scroll: downwards first what scrolls by itself, upwards first the whole."""
        panel, is_up = self.panel, way in ("up", "page_up")
        if panel and not (is_up and self.scroll_y > 0) and panel.scroll_by(_LINES[way]):
            return
        scroll(self, way)
