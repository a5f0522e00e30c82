"""Sources in one line each: if space is short the title is cut before the publisher, and the date checked never."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from quiz.banks.model import Source
from quiz.tui.widgets.pieces import cut_where_unlike, shared_beginnings

_LEAST_TITLE = 12


class SourceLines(Widget):
    """Sources to read; a click on one asks for it to be opened."""

    DEFAULT_CSS = """
    SourceLines {
        height: auto;
    }
    """

    class Clicked(Message):
        """A source was clicked."""

        def __init__(self, source: Source) -> None:
            """Carry the source."""
            super().__init__()
            self.source = source

    def __init__(self, sources: Sequence[Source], *, id: str | None = None) -> None:
        """Show ``sources``."""
        super().__init__(id=id)
        self._sources = sources

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take one row for each source."""
        return len(self._sources)

    def render(self) -> Content:
        """Draw the lines."""
        width = self.content_size.width
        alike = shared_beginnings([source.title for source in self._sources])
        lines = (source_in_one_line(source, width, shared) for source, shared in zip(self._sources, alike, strict=True))
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Ask for the source that was clicked to be opened."""
        place = event.get_content_offset(self)
        if place is not None and place.y < len(self._sources):
            self.post_message(self.Clicked(self._sources[place.y]))


def source_in_one_line(source: Source, width: int, shared: int = 0) -> Content:
    """Return ``source`` in ``width`` cells: its title is cut, and its publisher only if that alone is too long.

    If a title is cut, its first ``shared`` characters, which another source has too, go first.
    """
    read = f" · {source.checked_in_words}"
    publisher = Content(f" · {source.publisher}").truncate(max(width - _LEAST_TITLE - len(read), 1), ellipsis=True)
    behind = publisher + read
    return cut_where_unlike(Content(source.title), shared, max(width - behind.cell_length, 1)) + behind
