"""Scrolling a widget by keys while another one, or none, has the focus."""

from typing import Literal, TypeAlias, assert_never

from textual.widget import Widget

Way: TypeAlias = Literal["up", "down", "page_up", "page_down"]
"""Which way to go, and how far: a line or a page."""


def scroll(widget: Widget, way: Way) -> None:
    """Scroll ``widget`` at once."""
    match way:
        case "up":
            widget.scroll_up(animate=False)
        case "down":
            widget.scroll_down(animate=False)
        case "page_up":
            widget.scroll_page_up(animate=False)
        case "page_down":
            widget.scroll_page_down(animate=False)
        case _:
            assert_never(way)
