"""A field for a name in a dialog: a label, and a line to type on."""

from textual.containers import Horizontal
from textual.widgets import Input

from quiz.tui.widgets.plain_text import PlainText


class NameField(Horizontal):
    """A label with its line."""

    DEFAULT_CSS = """
    NameField {
        height: 2;

        & > PlainText {
            width: 8;
            color: $muted;
        }

        & > Input, & > Input:focus {
            width: 1fr;
            max-width: 43;
            height: 2;
            padding: 0 1;
            border: none;
            border-bottom: wide $line;
            background: $background;
            background-tint: transparent;
            text-style: bold;
        }

        & > Input:focus {
            border-bottom: wide $right;
        }

        &.-long > Input, &.-long > Input:focus {
            max-width: 100%;
        }

        & > Input > .input--suggestion {
            color: $muted;
            text-style: none;
        }
    }
    """

    def __init__(self, label: str, line: Input, *, is_long: bool = False) -> None:
        """Put ``label`` before the ``line``, which takes all the width there is if ``is_long``."""
        super().__init__(PlainText(label), line, classes="-long" if is_long else None)
