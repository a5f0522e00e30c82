"""Where the school's list of staff is: a path, which is remembered; the list itself is not."""

import os
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input
from typing_extensions import override

from quiz.paths import expand
from quiz.questions.text import printable
from quiz.tui.dialogs import HELP, Card
from quiz.tui.widgets.buttons import Buttons
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.name_field import NameField
from quiz.tui.widgets.path_suggester import PathSuggester
from quiz.tui.widgets.plain_text import PlainText

_WHY = (
    "Where is the school's list of staff? It is a CSV table with a column name and, if there are any, team, also (other "
    "spellings), from, left and role. The settings keep where it is, and nothing of what is in it."
)


class StaffListScreen(ClosesOnce[str], ModalScreen[str]):
    """Closes with the absolute path of a file, or with ''."""

    DEFAULT_CSS = """
    StaffListScreen {
        #note {
            margin-left: 8;
            min-height: 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Read it"),
        Binding("escape", "dismiss('')", "Back"),
        HELP,
    ]

    line = getters.query_one(Input)

    def __init__(self, file: str, note: str) -> None:
        """Begin with the path of ``file``; ``note`` says why the last one would not do."""
        super().__init__(classes="dialog")
        self._file, self._note = file, note

    @override
    def compose(self) -> ComposeResult:
        with Card("The list of staff", can_focus=False):
            yield PlainText(_WHY, classes="text")
            suggester = PathSuggester((".csv", ".tsv", ".txt"))
            yield NameField("File", Input(self._file, suggester=suggester), is_long=True)
            note = Content.styled(printable(self._note), "$wrong")
            hint = Content.styled("→ takes what is offered in grey.", "$muted")
            yield PlainText(note if self._note else hint, id="note")
            yield Buttons(("enter", "Read it"), ("escape", "Back"))
        yield KeyBar(shows_keys=False)

    def on_mount(self) -> None:
        """Begin in the field."""
        self.line.focus()

    @on(Input.Submitted)
    def action_done(self) -> None:
        """Close with what was typed, if anything was."""
        if typed := typed_path(self.line.value):
            self.dismiss(typed)
        else:
            self.line.focus()


def typed_path(typed: str) -> str:
    """Return the absolute path that was typed, or dropped by the mouse: terminals quote it or make it a file:// address."""
    typed = typed.strip()
    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "\"'":
        typed = typed[1:-1]
    if typed.startswith("file://"):
        typed = unquote(urlsplit(typed).path)
    return os.path.abspath(expand(Path(typed))) if typed else ""  # noqa: PTH100
