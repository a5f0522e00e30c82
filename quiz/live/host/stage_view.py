"""Canvases as widgets: the stage's body, of which a moment draws anew only the clock's cells, and its top lines."""

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
    """What is drawn, and where on it the clock stands; None where it has none."""

    canvas: Canvas
    clock: ClockPlace | None = None


Draw = Callable[[int, int], Drawn]
"""Draws into so many cells and lines. The canvas may be higher: then one scrolls."""


class CanvasWidget(Widget):
    """Draws a canvas line by line, in the colours of the theme."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Begin with nothing to draw."""
        super().__init__(id=id)
        self._rendered: Canvas | None = None
        """The canvas whose lines are drawn now; None until the first of them is."""
        self._styles_of: dict[Look, Style] = {}
        self._styles_theme = ""

    @property
    def canvas(self) -> Canvas:
        """What is drawn; may be made anew each time."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Follow the theme."""
        self.watch(self.app, "theme", self._theme_changed, init=False)

    def _theme_changed(self) -> None:
        self.refresh()

    @override
    def render_lines(self, crop: Region) -> list[Strip]:
        # What is drawn is made once for all lines, and not where Textual has kept them.
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
        """Return the colour of that name; a colour that is no theme's matter stands for itself."""
        return name if name.startswith("#") else self.app.theme_variables[name]


class StageView(CanvasWidget):
    """The body of the stage."""

    DEFAULT_CSS = "StageView { height: auto; }"

    def __init__(self) -> None:
        """Begin with an empty body."""
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
        # The scrollbar stands on the margin: what is drawn does not become narrower by it.
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
        """Draw this from now on; the screen is laid out again only where it became higher or lower."""
        self._draw, self._face, self._drawn_for = draw, face, Size(0, 0)
        if self.size:
            self.refresh(layout=self._fitted().canvas.height != self.size.height)

    def show_clock(self, face: ClockFace) -> None:
        """Draw the clock anew, and nothing else."""
        if face == self._face:
            return
        self._face = face
        if place := self._put_clock():
            self.refresh(Region(*place))

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._fitted().canvas.height

    def fit(self) -> None:
        """Draw for the room that there is now."""
        self.refresh(layout=self._fitted().canvas.height != self.size.height)


class StageBody(VerticalScroll, can_focus=False):
    """What the view scrolls in, and whose room it is drawn for."""

    @override
    def compose(self) -> ComposeResult:
        yield StageView()

    def on_resize(self) -> None:
        """Have the view drawn for the room that there is now."""
        self.query_one(StageView).fit()


class TopLines(CanvasWidget):
    """Where in the game one is and how to come in, and below it the line of time."""

    DEFAULT_CSS = "TopLines { height: 2; }"

    def __init__(self) -> None:
        """Begin with nothing."""
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
