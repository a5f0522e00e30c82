"""A question to the player over another screen: a title, a few sentences, ways on."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from quiz.tui.widgets.choices import Choices
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText


class Menu(Choices):
    """Ways on, of which one is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "confirm", "Choose")]


class Dialog(ModalScreen[str]):
    """Ends with the word of the way that was picked, or with "" when it was left with Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss('')", "Back")]

    def __init__(self, title: str, text: str, ways: Sequence[tuple[str, str]]) -> None:
        """Ask with ``title`` and ``text``; each way is a word for the program and a label for the player."""
        super().__init__(classes="dialog")
        self._title = title
        self._text = text
        self._ways = ways

    def compose(self) -> ComposeResult:
        """Lay the dialog out."""
        with VerticalScroll(can_focus=False):
            yield PlainText(self._title, classes="title")
            yield PlainText(self._text, classes="text")
            yield Menu([label for _, label in self._ways])
        yield KeyBar()

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        self.dismiss(self._ways[event.positions[0]][0])
