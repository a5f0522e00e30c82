"""A chat, an e-mail or texts, drawn as a conversation: theirs at the left, the reader's own at the right."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from typing_extensions import override

from quiz.questions.conversation import Line
from quiz.tui.widgets.plain_text import PlainText

_READER = {"you", "me"}


class Bubble(Horizontal):
    """One message, with its number where it can be picked."""

    DEFAULT_CSS = """
    Bubble {
        height: auto;
        margin-bottom: 1;
    }

    .-low Bubble, .-usual Bubble {
        margin-bottom: 0;
    }

    Bubble > .cursor {
        width: 2;
        color: $primary;
        text-style: bold;
    }

    Bubble > .number {
        width: 3;
        color: $muted;
        text-style: bold;
    }

    Bubble > .said {
        width: 1fr;
        height: auto;
    }

    Bubble .message {
        width: auto;
        max-width: 92%;
        padding: 0 1;
        background: $panel;
    }

    Bubble.own > .said {
        align-horizontal: right;
    }

    Bubble.own .message {
        background: $surface;
        color: $muted;
    }

    Bubble .sender {
        color: $muted;
        text-style: italic;
        padding-left: 1;
    }

    Bubble .cue {
        display: none;
        padding-left: 1;
        color: $right;
    }

    .-locked Bubble.tell-tale .cue, .-locked Bubble.wrong .cue {
        display: block;
    }

    Bubble.wrong .cue {
        color: $wrong;
    }

    Bubble.-cursor .message {
        background: $picked;
    }

    Bubble.-picked .message {
        background: $picked;
        text-style: bold;
    }

    .-locked Bubble .message {
        background: $panel;
    }

    .-locked Bubble > .cursor {
        visibility: hidden;
    }
    """
    SCOPED_CSS = False

    def __init__(self, line: Line, sender: str, number: int | None, shows_sender: bool) -> None:
        """Draw ``line`` by ``sender``; the name stands over it where it is not the one before."""
        super().__init__(classes="own" if sender.strip().casefold() in _READER else "")
        self.line = line
        self._sender = sender
        self._number = number
        self._shows_sender = shows_sender

    @override
    def compose(self) -> ComposeResult:
        if self._number is not None:
            yield PlainText("", classes="cursor")
            yield PlainText(str(self._number), classes="number")
        with VerticalGroup(classes="said"):
            if self._shows_sender:
                yield PlainText(self._sender, classes="sender")
            yield PlainText(self.line.text, classes="message")
            yield PlainText("", classes="cue")


def bubbles(lines: Sequence[Line], sender: str, numbered: bool) -> list[Bubble]:
    """Return the messages as bubbles; lines without a sender of their own are from ``sender``."""
    made: list[Bubble] = []
    before = sender
    for number, line in enumerate(lines, 1):
        who = line.sender or sender
        made.append(Bubble(line, who, number if numbered else None, bool(who) and who != before))
        before = who
    return made
