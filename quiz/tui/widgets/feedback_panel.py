"""What is said after an answer: right or not, why, what to do now, and where it comes from."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from textual import events
from textual.content import Content
from textual.message import Message

from quiz.banks.model import Source
from quiz.reports.feedback import Feedback, source_line
from quiz.tui.widgets.row_view import RowView, TextRow

_GLYPHS = {
    "right": ("✔", "Right"),
    "partly right": ("◐", "Partly right"),
    "wrong": ("✘", "Not right"),
    "time is up": ("◷", "Time is up"),
    "no answer": ("–", "No answer"),
}
_LABEL_WIDTH = 9


class SourceLine(RowView):
    """A source, which a click opens."""

    DEFAULT_CSS = """
    SourceLine:hover {
        text-style: underline;
    }
    """

    class Clicked(Message):
        """The source was clicked."""

        def __init__(self, source: Source) -> None:
            """Carry the source."""
            super().__init__()
            self.source = source

    def __init__(self, source: Source, label: str) -> None:
        """Show ``source`` with ``label`` before it."""
        super().__init__()
        self._source = source
        self._label = label

    def rows_shown(self) -> list[TextRow]:
        """Draw the label and the source."""
        return [_source_row(self._source, self._label)]

    def on_click(self) -> None:
        """Ask for the source to be opened."""
        self.post_message(self.Clicked(self._source))


class FeedbackPanel(RowView):
    """One answer's feedback, hidden until there is some. Made with its question, since mounting costs a key press dear."""

    DEFAULT_CSS = """
    FeedbackPanel {
        margin-top: 1;
        padding: 0 1;
        border-left: outer $wrong;
        background: $surface;
    }

    FeedbackPanel.right {
        border-left: outer $right;
    }
    """

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self.display = False
        self._rows: list[TextRow] = []
        self._sources: tuple[Source, ...] = ()

    def tell(self, feedback: Feedback, *, shows_points: bool = True, shows_key: bool = True) -> None:
        """Say ``feedback``. ``shows_key`` is for answers whose key is not to be seen where they were given."""
        self._rows = [*_words(feedback, shows_points, shows_key), *map(_source_row, feedback.sources, _source_labels())]
        self._sources = feedback.sources
        self.set_class(feedback.judgement == "right", "right")
        self.display = True
        self.refresh(layout=True)

    def rows_shown(self) -> list[TextRow]:
        """Draw the verdict, the key, the reasons, the explanation, what to do and the sources."""
        return self._rows

    def on_click(self, event: events.Click) -> None:
        """Ask for the source that was clicked to be opened."""
        place = event.get_content_offset(self)
        row = None if place is None else self.row_at(place.y)
        first = len(self._rows) - len(self._sources)
        if row is not None and row >= first:
            self.post_message(SourceLine.Clicked(self._sources[row - first]))


def _words(said: Feedback, shows_points: bool, shows_key: bool) -> Iterator[TextRow]:
    colour = "$right" if said.judgement == "right" else "$wrong"
    glyph, word = _GLYPHS[said.judgement]
    points = f"   {said.points:+,} points" if shows_points and said.points else ""
    share = f"   {said.share:.0%} of it" if said.judgement == "partly right" else ""
    yield TextRow(Content.assemble((f"{glyph} {word}", f"bold {colour}"), (f"{share}{points}", colour)))
    if shows_key and said.judgement != "right":
        yield from (_labelled("" if number else "Answer", Content(text)) for number, text in enumerate(said.key))
    yield from (TextRow(Content.styled(why, colour)) for why in said.whys)
    if said.explanation:
        yield TextRow(Content(said.explanation))
    if said.action:
        yield _labelled("Do now", Content(said.action))


def source_rows(sources: Sequence[Source]) -> Iterator[SourceLine]:
    """Return a line for each source; the first is labelled."""
    yield from map(SourceLine, sources, _source_labels())


def _source_labels() -> Iterator[str]:
    return chain(["Source"], repeat(""))


def _source_row(source: Source, label: str) -> TextRow:
    return _labelled(label, Content.styled(source_line(source), "$muted"))


def _labelled(label: str, text: Content) -> TextRow:
    return TextRow(text, Content.styled(label, "$muted"), _LABEL_WIDTH)
