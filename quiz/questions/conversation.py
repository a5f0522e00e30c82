"""The messages that ``spot`` and ``scenario`` show."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from msgspec import Meta

from quiz.questions.diagnostics import Diagnostic
from quiz.questions.question import Part

_READER = {"you", "me"}


class Line(Part, frozen=True, kw_only=True, rename={"sender": "from"}):
    """One message of a conversation. The file's key for the sender is ``from``."""

    text: Annotated[str, Meta(description="What the message says.")]
    sender: Annotated[str, Meta(description='Who wrote it, if not the one the question names; "You" is the reader.')] = ""
    cue: Annotated[str, Meta(description="Makes the line a tell-tale and says why it is one.")] = ""

    @property
    def is_own(self) -> bool:
        """Whether the reader wrote it."""
        return self.sender.strip().casefold() in _READER

    def said(self, sender: str = "") -> str:
        """Return the message after the name of its writer, or ``sender`` if the line names nobody."""
        writer = self.sender or sender
        return f"{writer}: {self.text}" if writer else self.text


def line_diagnostics(lines: Iterable[Line]) -> Iterator[Diagnostic]:
    """Yield what is wrong with messages; paths begin at ``lines``."""
    for position, line in enumerate(lines):
        if not line.text.strip():
            yield Diagnostic(("lines", position, "text"), "blank", "The message is empty.", "Write it, or take it out.")
