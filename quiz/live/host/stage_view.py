"""Canvases as widgets: the stage's body, in which the clock can be redrawn on its own, and the top lines."""

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from quiz.live.host.canvas import Canvas, Look
from quiz.live.host.clock import ClockFace, ClockPlace, draw_clock


class Drawn(NamedTuple):
    """A canvas, and the clock's place on it; None without a clock."""

    canvas: Canvas
    clock: ClockPlace | None = None


Draw = Callable[[int, int], Drawn]
"""Draws for a width in cells and a height in lines. The canvas may be higher, and then scrolls."""


class CanvasWidget(Widget):
    """Draws a canvas line by line, in the colours of the theme."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Start with nothing to draw."""
        super().__init__(id=id)
        self._rendered: Canvas | None = None
        """The canvas whose lines are being drawn; None before the first of them."""
        self._styles_of: dict[Look, Style] = {}
        self._styles_theme = ""

    @property
    def canvas(self) -> Canvas:
        """The canvas to draw, which may be a new one each time."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Draw again whenever the theme changes."""
        self.watch(self.app, "theme", self._theme_changed, init=False)

    def _theme_changed(self) -> None:
        self.refresh()

    @override
    def render_lines(self, crop: Region) -> list[Strip]:
        # The canvas is made once for all lines, and not at all for those that Textual has cached.
        self._rendered = None
        return super().render_lines(crop)

    @override
    def render_line(self, y: int) -> Strip:
        canvas = self._rendered = self._rendered or self.canvas
        if y >= canvas.height:
            return Strip.blank(self.size.width, self._style(Look("foreground", "background", False)))
        segments = [Segment(run.text, self._style(run.look)) for run in canvas.line(y)]
        return Strip(segments, canvas.width).adjust_cell_length(self.size.width)

    def _style(self, look: Look) -> Style:
        if self._styles_theme != self.app.theme:
            self._styles_of, self._styles_theme = {}, self.app.theme
        if look not in self._styles_of:
            ink, paper = (self._colour(name) for name in (look.ink, look.paper))
            self._styles_of[look] = Style(color=ink, bgcolor=paper, bold=look.bold)
        return self._styles_of[look]

    def _colour(self, name: str) -> str:
        """Return the theme's colour of that name, or a hexadecimal colour as it is."""
        return name if name.startswith("#") else self.app.theme_variables[name]


class StageView(CanvasWidget):
    """The body of the stage."""

    DEFAULT_CSS = "StageView { height: auto; }"

    def __init__(self) -> None:
        """Start with an empty body."""
        super().__init__()
        self._draw: Draw = lambda width, height: Drawn(Canvas(width, height))
        self._drawn = Drawn(Canvas(1, 1))
        self._drawn_for = Size(0, 0)
        self._face: ClockFace | None = None

    @property
    @override
    def canvas(self) -> Canvas:
        return self._fitted().canvas

    def _fitted(self) -> Drawn:
        # A scrollbar covers only the margin, so the canvas need not become narrower for it.
        around = self.parent.outer_size if isinstance(self.parent, VerticalScroll) else self.size
        if self._drawn_for != around:
            self._drawn_for = around
            self._drawn = self._draw(max(around.width, 1), max(around.height, 1))
            self._put_clock()
        return self._drawn

    def _put_clock(self) -> ClockPlace | None:
        place = self._drawn.clock
        if place and self._face:
            draw_clock(self._drawn.canvas, self._face, place)
        return place

    def show(self, draw: Draw, face: ClockFace | None) -> None:
        """Draw this from now on; the screen is laid out again only if the height has changed."""
        self._draw, self._face, self._drawn_for = draw, face, Size(0, 0)
        if self.size:
            self.refresh(layout=self._fitted().canvas.height != self.size.height)

    def show_clock(self, face: ClockFace) -> None:
        """Redraw only the clock."""
        if face == self._face:
            return
        self._face = face
        if place := self._put_clock():
            self.refresh(Region(*place))

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._fitted().canvas.height

    def fit(self) -> None:
        """Draw again for the current size."""
        self.refresh(layout=self._fitted().canvas.height != self.size.height)


class StageBody(VerticalScroll, can_focus=False):
    """Scrolls the view, which is drawn for its size."""

    @override
    def compose(self) -> ComposeResult:
        yield StageView()

    def on_resize(self) -> None:
        """Have the view drawn for the current size."""
        self.query_one(StageView).fit()


class TopLines(CanvasWidget):
    """The place in the game and how to join, and the line of time below."""

    DEFAULT_CSS = "TopLines { height: 2; }"

    def __init__(self) -> None:
        """Start with nothing to draw."""
        super().__init__()
        self._draw: Callable[[int], Canvas] = lambda width: Canvas(width, 2)

    @property
    @override
    def canvas(self) -> Canvas:
        return self._draw(max(self.size.width, 1))

    def show(self, draw: Callable[[int], Canvas]) -> None:
        """Draw this from now on."""
        self._draw = draw
        self.refresh()
