"""What is said after an answer: right or not, why, what to do now, and where it comes from."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from quiz.bank.model import Source
from quiz.report.feedback import Feedback, source_line
from quiz.tui.widgets.words import Words

_GLYPHS = {
    "right": ("✔", "Right"),
    "partly right": ("◐", "Partly right"),
    "wrong": ("✘", "Not right"),
    "time is up": ("◷", "Time is up"),
    "no answer": ("–", "No answer"),
}


class SourceLine(Horizontal):
    """A source, which a click opens."""

    class Clicked(Message):
        """The source was clicked."""

        def __init__(self, source: Source) -> None:
            """Carry the source."""
            super().__init__()
            self.source = source

    def __init__(self, source: Source, label: str) -> None:
        """Show ``source`` with ``label`` before it."""
        super().__init__(classes="row")
        self._source = source
        self._label = label

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        yield Words(self._label, classes="label")
        yield Words(source_line(self._source), classes="source")

    def on_click(self) -> None:
        """Ask for the source to be opened."""
        self.post_message(self.Clicked(self._source))


class FeedbackPanel(VerticalGroup):
    """One answer's feedback. ``shows_key`` is for answers whose key is not to be seen where they were given."""

    def __init__(self, feedback: Feedback, *, shows_points: bool = True, shows_key: bool = True) -> None:
        """Say ``feedback``."""
        super().__init__(classes="right" if feedback.verdict == "right" else "wrong")
        self._feedback = feedback
        self._shows_points = shows_points
        self._shows_key = shows_key

    def compose(self) -> ComposeResult:
        """Lay the paragraphs out."""
        said = self._feedback
        glyph, word = _GLYPHS[said.verdict]
        points = f"   {said.points:+,} points" if self._shows_points and said.points else ""
        share = f"   {said.share:.0%} of it" if said.verdict == "partly right" else ""
        yield Words(Content.assemble((f"{glyph} {word}", "bold"), share, points), classes="verdict")
        if self._shows_key and said.verdict != "right":
            yield from _rows("Answer", said.key)
        yield from (Words(why, classes="why") for why in said.whys)
        if said.explanation:
            yield Words(said.explanation, classes="explanation")
        if said.action:
            yield from _rows("Do now", (said.action,))
        yield from source_rows(said.sources)


def source_rows(sources: Sequence[Source]) -> Iterator[Widget]:
    """Return a line for each source; the first is labelled."""
    for number, source in enumerate(sources):
        yield SourceLine(source, "" if number else "Source")


def _rows(label: str, texts: Sequence[str]) -> Iterator[Widget]:
    for number, text in enumerate(texts):
        yield Horizontal(Words("" if number else label, classes="label"), Words(text, classes="told"), classes="row")
