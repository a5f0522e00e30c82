"""A chat, an e-mail or texts as pieces: other people's on the left, the reader's own on the right."""

from collections.abc import Sequence

from textual.content import Content

from quiz.questions.conversation import Line
from quiz.questions.spot import CHANNELS
from quiz.tui.widgets.pieces import TEXT_AT, Piece

_MOST_NAME = 14
"""The most cells that a name takes before a message."""


def heading(sender: str, channel: str) -> Piece:
    """Return who writes, and where."""
    before = "From  " if channel == "email" else ""
    label = Content.styled(f"  {before}", "bold" if before else "")
    words = "WhatsApp chat" if channel == "whatsapp" else CHANNELS[channel]
    return Piece(
        "talk",
        Content.styled(sender, "bold"),
        label,
        2 + len(before),
        Content.styled(words, "$muted"),
        paper="$raised",
        above=1,
    )


def by(sender: str, text: Content) -> Content:
    """Return what is said, after the sender's name unless that is empty because it is shown elsewhere."""
    return Content.assemble((f"{sender}  ", "italic $muted"), text) if sender else text


def told(lines: Sequence[Line]) -> list[Piece]:
    """Return messages that are only for reading, each after its sender's name."""
    names = [Content(line.sender).cell_length for line in lines]
    width = max((name for name in names if name <= _MOST_NAME), default=0)
    pieces: list[Piece] = []
    before = ""
    for line in lines:
        own = line.is_own
        # A name too long for the column of names goes into its own message.
        is_long = Content(line.sender).cell_length > _MOST_NAME
        name = Content.styled("" if is_long else line.sender, "italic $muted")
        label = Content.styled("You  ", "italic $muted") if own else Content("  ") + name
        gap = int(bool(pieces) and line.sender != before and own)
        pieces.append(
            Piece(
                "talk",
                by(line.sender if is_long and not own else "", Content(line.text)),
                label,
                2 + width + 2 if width else TEXT_AT,
                bubble="$right-tint" if own else "$surface",
                is_own=own,
                above=1 if not pieces else gap,
            )
        )
        before = line.sender
    return pieces
