"""The window in which a question stands, and what scrolls there once it is answered."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.scrolling import Way, scroll

_LINES: dict[Way, int] = {"up": -1, "down": 1, "page_up": -5, "page_down": 5}
"""By how many lines each key moves what scrolls by itself."""


class QuestionBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Holds one question. Where not all of it fits, a part of it scrolls by itself, else the whole of it does.

    The keys are the screen's, which names them where there is something to see in their direction.
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
        """The verdict as a line, where it cannot stand among what scrolls; None where it does, or there is none yet."""
        panel = self.panel
        return panel.band_line if panel and panel.is_higher_than_window else None

    def has_more(self, way: Way) -> bool:
        """Say whether there is something to see that way: what scrolls, or upwards what is folded away."""
        panel = self.panel
        if panel is None:
            return False
        if way in ("down", "page_down"):
            return bool(panel.view.fitted.hidden) or self.scroll_y < self.max_scroll_y
        return bool(panel.view.fitted.top) or self.scroll_y > 0 or panel.can_unfold

    def go(self, way: Way) -> None:
        """Scroll: what scrolls by itself before the whole, and upwards the whole first."""
        panel, is_up = self.panel, way in ("up", "page_up")
        if panel and not (is_up and self.scroll_y > 0) and panel.scroll_by(_LINES[way]):
            return
        scroll(self, way)
