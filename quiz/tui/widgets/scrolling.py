"""Scrolling a widget by keys while another, or none, has the focus."""

from typing import Literal, TypeAlias, assert_never

from textual import getters
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from quiz.tui.widgets.closes_once import ClosesOnce

Way: TypeAlias = Literal["up", "down", "page_up", "page_down", "home", "end"]
"""Which way to go, and how far: a line, a page or all the way."""


def scroll(widget: Widget, way: Way) -> None:
    """Scroll ``widget`` without animation."""
    match way:
        case "up":
            widget.scroll_up(animate=False)
        case "down":
            widget.scroll_down(animate=False)
        case "page_up":
            widget.scroll_page_up(animate=False)
        case "page_down":
            widget.scroll_page_down(animate=False)
        case "home":
            widget.scroll_home(animate=False)
        case "end":
            widget.scroll_end(animate=False)
        case _:
            assert_never(way)


SCROLL_KEYS: tuple[BindingType, ...] = (
    Binding("down,j", "scroll_page('down')", "more", key_display="↓", tooltip="Scroll down"),
    Binding("up,k", "scroll_page('up')", "Scroll up", show=False),
    Binding("pageup", "scroll_page('page_up')", "Page up", show=False),
    Binding("pagedown,space", "scroll_page('page_down')", "Page down", show=False),
    Binding("home", "scroll_page('home')", "To the beginning", show=False),
    Binding("end", "scroll_page('end')", "To the end", show=False),
)
"""The scrolling keys of a ``PageScreen``, which inserts them among its own bindings."""


class PageScreen(ClosesOnce[None]):
    """A screen with one page to read, ``#page``, that takes no focus. Its keys are named only while the page scrolls."""

    DEFAULT_CSS = """
    PageScreen {
        #page {
            /* In fractions the margins of its neighbours would be taken away from it too. */
            width: 100%;
            height: 1fr;
            align-horizontal: center;
            scrollbar-size-vertical: 1;
        }

        #page > .column {
            padding: 1 2;
        }

        &.-low #page > .column {
            padding: 0 2;
        }
    }
    """

    page = getters.query_one("#page", VerticalScroll)

    def on_mount(self) -> None:
        """Update the key line whenever the page begins or ceases to scroll, or reaches its end."""
        self.watch(self.page, "show_vertical_scrollbar", lambda _: self.refresh_bindings())
        self._is_at_end = False
        for attribute in ("virtual_size", "scroll_y"):
            self.watch(self.page, attribute, self._look_for_end, init=False)

    def _look_for_end(self) -> None:
        is_at_end = self.page.scroll_offset.y >= self.page.max_scroll_y
        if is_at_end != self._is_at_end:
            self._is_at_end = is_at_end
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the scrolling keys if the page scrolls; at its end no longer the key for more."""
        if action != "scroll_page":
            return True
        return self.page.show_vertical_scrollbar and not (self._is_at_end and parameters == ("down",))

    def action_scroll_page(self, way: Way) -> None:
        """Scroll the page."""
        scroll(self.page, way)
