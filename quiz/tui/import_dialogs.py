"""What an import asks before it writes: the name of a new bank, and whether a bank there is shall change."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input
from typing_extensions import override

from quiz.questions.text import cut, plural, printable
from quiz.services.updating import BankUpdate
from quiz.tui.dialogs import HELP, Card
from quiz.tui.widgets.buttons import Buttons
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.line_input import LineInput
from quiz.tui.widgets.name_field import NameField
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import Rows, TextRow

_LONGEST_NAME = 100
_LONGEST_TEXT = 300
"""The most characters shown of a changed text; the question itself has the rest."""
_MOST_CHANGES = 200
_CHANGES_INDENT = 13


class BankNameScreen(ClosesOnce[str], ModalScreen[str]):
    """Asks for the name of the bank's file. Closes with the name, or with ''."""

    DEFAULT_CSS = """
    BankNameScreen {
        #note {
            margin-left: 8;
            color: $wrong;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Write it"),
        Binding("escape", "dismiss('')", "Back"),
        HELP,
    ]

    def __init__(self, name: str, note: str) -> None:
        """Begin with ``name``; ``note`` says why the last one would not do."""
        super().__init__(classes="dialog -brief")
        self._name, self._note = name, note

    @override
    def compose(self) -> ComposeResult:
        with Card("What shall the bank's file be called?", can_focus=False):
            yield PlainText("It is written beside the file that it is made of.", classes="text")
            yield NameField("Name", LineInput(self._name, max_length=_LONGEST_NAME), is_long=True)
            yield PlainText(self._note, id="note")
            yield Buttons(("enter", "Write it"), ("escape", "Back"))
        yield KeyBar(shows_keys=False)

    def on_mount(self) -> None:
        """Begin in the field."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_done(self) -> None:
        """Close with what was typed, if anything was."""
        if name := self.query_one(Input).value.strip():
            self.dismiss(name)


class UpdateScreen(ClosesOnce[bool], ModalScreen[bool]):
    """Shows how a bank would change. Closes with whether it should."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "Change it"),
        Binding("escape", "dismiss(False)", "Back"),
        HELP,
    ]

    def __init__(self, update: BankUpdate) -> None:
        """Show ``update``."""
        super().__init__(classes="dialog")
        self._update = update

    @override
    def compose(self) -> ComposeResult:
        with Card(f"Change {printable(self._update.file.name)} like this?"):
            yield Rows(list(change_rows(self._update)), classes="text")
            yield Buttons(("enter", "Change it"), ("escape", "Back"))
        yield KeyBar(shows_keys=False)


def change_rows(update: BankUpdate) -> Iterator[TextRow]:
    """Yield what becomes of each question of a bank, those that cannot be changed first."""
    rows = chain(_refused(update), _changed(update), _added(update))
    yield from islice(rows, _MOST_CHANGES)
    if more := sum(1 for _ in rows):
        yield TextRow(Content(f"and {plural(more, 'line')} more"), indent=_CHANGES_INDENT)
    stays = "" if update.content != update.before else "Nothing in it is to be changed. "
    yield TextRow(Content.styled(f"{stays}{update.of_the_others}", "$muted"))


def _refused(update: BankUpdate) -> Iterator[TextRow]:
    for identifier, why in update.refused:
        words = f"{identifier}: {why} Change it in your editor."
        yield TextRow(Content(words), Content.styled("! stays", "bold $wrong"), _CHANGES_INDENT)
    for identifier, lack in update.left_out:
        yield TextRow(Content(f"{identifier}: {lack}"), Content.styled("! left out", "bold $wrong"), _CHANGES_INDENT)


def _changed(update: BankUpdate) -> Iterator[TextRow]:
    for one in update.changed:
        words = Content.assemble((one.before.id, "bold"), f": {', '.join(one.fields)}")
        yield TextRow(words, Content.styled("changed", "$right"), _CHANGES_INDENT)
        for name, before, after in one.differences():
            label = Content.styled(name, "$muted")
            yield TextRow(Content.styled(cut(before, _LONGEST_TEXT), "$muted"), label, _CHANGES_INDENT)
            yield TextRow(Content(cut(after, _LONGEST_TEXT)), Content.styled("now", "$muted"), _CHANGES_INDENT)


def _added(update: BankUpdate) -> Iterator[TextRow]:
    for question in update.added:
        words = Content.assemble((question.id, "bold"), f": {cut(question.prompt, _LONGEST_TEXT)}")
        yield TextRow(words, Content.styled("new", "$right"), _CHANGES_INDENT)
        for line in question.handout().key:
            yield TextRow(Content(cut(line, _LONGEST_TEXT)), Content.styled("=>", "$muted"), _CHANGES_INDENT)
