"""What is said after an answer: right or not, why, what to do now, and where it comes from."""

from collections.abc import Iterator, Sequence

from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message

from quiz.bank.model import Source
from quiz.report.feedback import Feedback, source_line
from quiz.tui.widgets.columns import InColumns, Row

_GLYPHS = {
    "right": ("✔", "Right"),
    "partly right": ("◐", "Partly right"),
    "wrong": ("✘", "Not right"),
    "time is up": ("◷", "Time is up"),
    "no answer": ("–", "No answer"),
}
_LABEL_WIDTH = 9


class SourceLine(InColumns):
    """A source, which a click opens."""

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

    def rows_shown(self) -> list[Row]:
        """Draw the label and the source."""
        return [_labelled(self._label, Content.styled(source_line(self._source), "$muted"))]

    def on_click(self) -> None:
        """Ask for the source to be opened."""
        self.post_message(self.Clicked(self._source))


class Told(InColumns):
    """The words of one answer's feedback, all but the sources."""

    def __init__(self, feedback: Feedback, shows_points: bool, shows_key: bool) -> None:
        """Say ``feedback``, with the points and the key where they are wanted."""
        super().__init__()
        self._feedback = feedback
        self._shows_points = shows_points
        self._shows_key = shows_key

    def rows_shown(self) -> list[Row]:
        """Draw the verdict, the key, the reasons, the explanation and what to do."""
        said = self._feedback
        colour = "$right" if said.verdict == "right" else "$wrong"
        glyph, word = _GLYPHS[said.verdict]
        points = f"   {said.points:+,} points" if self._shows_points and said.points else ""
        share = f"   {said.share:.0%} of it" if said.verdict == "partly right" else ""
        rows = [Row(Content.assemble((f"{glyph} {word}", f"bold {colour}"), (f"{share}{points}", colour)))]
        if self._shows_key and said.verdict != "right":
            rows += [_labelled("" if number else "Answer", Content(text)) for number, text in enumerate(said.key)]
        rows += [Row(Content.styled(why, colour)) for why in said.whys]
        if said.explanation:
            rows.append(Row(Content(said.explanation)))
        if said.action:
            rows.append(_labelled("Do now", Content(said.action)))
        return rows


class FeedbackPanel(VerticalGroup):
    """One answer's feedback. ``shows_key`` is for answers whose key is not to be seen where they were given."""

    def __init__(self, feedback: Feedback, *, shows_points: bool = True, shows_key: bool = True) -> None:
        """Say ``feedback``."""
        super().__init__(
            Told(feedback, shows_points, shows_key),
            *source_rows(feedback.sources),
            classes="right" if feedback.verdict == "right" else "wrong",
        )


def source_rows(sources: Sequence[Source]) -> Iterator[SourceLine]:
    """Return a line for each source; the first is labelled."""
    for number, source in enumerate(sources):
        yield SourceLine(source, "" if number else "Source")


def _labelled(label: str, text: Content) -> Row:
    return Row(text, Content.styled(label, "$muted"), _LABEL_WIDTH)
