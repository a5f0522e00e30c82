"""Draws a question: one widget for all of it, so that nothing is mounted or laid out piece by piece."""

from collections.abc import Callable
from typing import TypeAlias

from textual import events
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from typing_extensions import override

from quiz.tui.widgets.pieces import Fitted, Piece, Target

Fit: TypeAlias = Callable[[int, int], Fitted]
"""Fits pieces into a width in cells and a height in lines."""


_BAND_SECONDS = 0.12
"""How long the band of a verdict takes to fill."""
_UNKNOWN = Size(76, 20)
"""The window assumed until the real one is known: what a terminal of 80 by 24 leaves."""


class QuestionView(Widget):
    """Draws pieces fitted into the window that they scroll in, and reports which was clicked."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QuestionView {
        width: 100%;
        height: auto;
        text-wrap: nowrap;
    }
    """

    class Clicked(Message):
        """A piece with a target was clicked."""

        def __init__(self, target: Target) -> None:
            """Carry its target."""
            super().__init__()
            self.target = target

    class Hovered(Message):
        """The mouse is over a piece with another target, or with none."""

        def __init__(self, target: Target) -> None:
            """Carry the target; None for none."""
            super().__init__()
            self.target = target

    band_filled: var[float] = var(1.0)
    """How much of the verdict's band has been coloured, from 0 to 1."""

    def __init__(self, fit: Fit) -> None:
        """Draw what ``fit`` returns for the present window."""
        super().__init__()
        self.fit_into = fit
        self._fitted: Fitted | None = None
        self._fitted_for = _UNKNOWN
        self._over: Target = None

    @property
    def fitted(self) -> Fitted:
        """What is drawn."""
        return self._fitted_in(self.size.width or self._fitted_for.width)

    @property
    def window(self) -> tuple[int, int]:
        """The width and height of the window that it scrolls in."""
        around = self._window
        return (around.size.width, around.size.height) if around else (0, 0)

    @property
    def _window(self) -> Widget | None:
        """The widget it scrolls in; None before it is mounted and after it is removed."""
        return next((one for one in self.ancestors if isinstance(one, ScrollableContainer)), None)

    def _fitted_in(self, width: int) -> Fitted:
        around = self._window
        window = Size(width, around.scrollable_content_region.height) if around else self._fitted_for
        if self._fitted is None or self._fitted_for != window:
            self._fitted, self._fitted_for = self.fit_into(*window), window
        return self._fitted

    def redraw(self) -> None:
        """Draw the question as it is now; the screen is laid out again only if its height has changed."""
        self._fitted = None
        # Before it is laid out there is nothing to redraw.
        if self.size:
            self.refresh(layout=len(self.fitted.lines) != self.size.height)

    def fill_band(self) -> None:
        """Let the verdict's band fill from the left, unless movement is off."""
        self.band_filled = 0.0
        self.animate("band_filled", 1.0, duration=_BAND_SECONDS, easing="linear", level="basic")

    def watch_band_filled(self) -> None:
        """Redraw the band and nothing else."""
        if self.size:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in self._band_rows()))

    def _band_rows(self) -> list[int]:
        return [row for row, line in enumerate(self.fitted.lines) if line.piece and line.piece.role == "band"]

    def show_target(self, target: Target) -> None:
        """Scroll what is about ``target`` into sight, once it has been laid out."""
        self.call_after_refresh(self._show_target, target)

    def _show_target(self, target: Target) -> None:
        rows = [row for row, line in enumerate(self.fitted.lines) if line.piece and _is_about(line.piece, target)]
        window = self._window
        if rows and window:
            at = self.region.y - window.content_region.y + int(window.scroll_y)
            about = Region(0, at + rows[0], 1, rows[-1] - rows[0] + 1)
            window.scroll_to_region(about, animate=False, x_axis=False)

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._fitted_in(width).lines)

    @override
    def render(self) -> Content:
        lines = [line.content for line in self.fitted.lines]
        if self.band_filled < 1:
            for row in self._band_rows():
                lines[row] = lines[row].stylize("on $surface", round(self.band_filled * self.size.width))
        return Content("\n").join(lines)

    def _target_at(self, event: events.MouseEvent) -> Target:
        at = event.get_content_offset(self)
        lines = self.fitted.lines
        piece = lines[at.y].piece if at is not None and at.y < len(lines) else None
        return piece.target_at(at.x, self.size.width) if piece and at else None

    def on_click(self, event: events.Click) -> None:
        """Report what was clicked."""
        if (target := self._target_at(event)) is not None:
            self.post_message(self.Clicked(target))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Report what the mouse is over, once for each target."""
        self._hover(self._target_at(event))

    def on_leave(self) -> None:
        """Report that the mouse has left."""
        self._hover(None)

    def _hover(self, target: Target) -> None:
        if target != self._over:
            self._over = target
            self.post_message(self.Hovered(target))


def _is_about(piece: Piece, target: Target) -> bool:
    return piece.target == target or any(one.target == target for one in piece.beside)
