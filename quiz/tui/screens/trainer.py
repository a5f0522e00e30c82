"""The trainer's desk: every bank file with its health, and the way to its preview."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.banks.foreign import ForeignFile, foreign_files
from quiz.banks.health import Health, health_before_advice, health_of
from quiz.banks.loading import Library
from quiz.banks.model import Bank
from quiz.questions.text import plural, printable
from quiz.services.coalescer import Coalescer
from quiz.tui.base import QuizBase
from quiz.tui.health_rows import about_foreign, about_health, foreign_row, health_row, health_title, table_head
from quiz.tui.widgets.grid import WIDE_COLUMN
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import Rows, TextRow
from quiz.tui.widgets.titled_rule import TitledRule
from quiz.tui.widgets.workbench import WorkbenchScreen

_LOOK_AGAIN = 2.0
"""Seconds between checks for bank files that have changed."""


class FileList(OptionList):
    """The bank files; Enter opens the preview."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Preview as players see it")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter if there is a file."""
        return action != "select" or self.option_count > 0

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Say what Enter does with another program's file."""
        is_foreign = binding.action == "select" and isinstance(self.highlighted_option, ForeignOption)
        return ("Enter", "See its questions") if is_foreign else None


class HealthOption(Option):
    """A line of the list, with the state of its file when the list was made."""

    def __init__(self, health: Health, flags: Mapping[str, int]) -> None:
        """List the file of ``health``; ``flags`` says how many players have flagged each of its questions, by id."""
        super().__init__(health_row(health, len(flags)))
        self.health = health
        self.flags = flags


class ForeignOption(Option):
    """A line of the list: another program's file, which could be imported."""

    def __init__(self, found: ForeignFile) -> None:
        """List the file that was ``found``."""
        super().__init__(foreign_row(found))
        self.found = found


class TableHead(PlainText):
    """The names of the table's columns, as far as there is room."""

    def render(self) -> Content:
        """Draw them for the width available."""
        return table_head(self.size.width)


class TrainerScreen(WorkbenchScreen):
    """A table of bank files, and below or beside it what to do about the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "editor", tooltip="Open the file in your editor, at its first fault"),
        Binding("i", "items", "answers", tooltip="How well the questions of this bank work"),
        Binding("b", "brief", "what to brief", tooltip="Topics on which people are very sure and wrong"),
        Binding("c", "completion", "who has done it", tooltip="How many of the staff have done the training"),
        Binding("escape,q", "dismiss", "home", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    files = getters.query_one("#files", FileList)
    details = getters.query_one("#details", Rows)

    def __init__(self) -> None:
        """Begin with an empty list; the banks are checked after the first frame."""
        super().__init__()
        self.healths: list[Health] = []
        self.foreign: list[ForeignFile] = []
        """Files of other programs among the banks."""
        self._shown: Library | None = None
        """The banks as they were when they were last drawn."""
        self._flags: Mapping[str, Mapping[str, int]] = {}
        """How many players have flagged each question of each bank."""
        self._following = Coalescer(self._follow, self.run_worker)
        self._advising = Coalescer(self._advise, self.run_worker)

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("The trainer's desk", classes="left title")
            yield PlainText("", id="count", classes="right")
        with Container(id="bench"):
            with Vertical(id="table"):
                yield TableHead(classes="muted")
                yield FileList(id="files", markup=False)
            with Vertical(id="chosen"):
                yield TitledRule()
                with VerticalScroll(id="health"):
                    yield Rows([TextRow(Content("Looking at every bank…"))], id="details")
        yield KeyBar(WIDE_COLUMN)

    def on_mount(self) -> None:
        """Let the first frame be painted, and check every other second whether a file has changed."""
        self.files.focus()
        self.query_one(KeyBar).tell("Looked at again each time the file is saved.")
        self._timer = self.set_interval(_LOOK_AGAIN, self._following.ask)
        self._following.ask()

    def on_screen_suspend(self) -> None:
        """Stop checking while another screen is on top."""
        self._timer.pause()

    def on_screen_resume(self) -> None:
        """Start checking again: a bank may have been mended meanwhile."""
        self._timer.resume()

    async def _follow(self) -> None:
        services = self.app.services
        await asyncio.to_thread(services.look_again)
        foreign = await asyncio.to_thread(foreign_files, services.request.bank_folders)
        # Another screen may have noticed the change first.
        if services.library is not self._shown or foreign != self.foreign:
            self.foreign = foreign
            await self.look()

    async def look(self) -> None:
        """Show the present state of every bank; the advice comes later."""
        services = self.app.services
        library, store = services.library, services.store
        self._flags = (
            await self.app.from_store(lambda: {bank_id: store.flag_counts(bank_id) for bank_id in library.banks}) or {}
        )
        self._list(health_before_advice(library, services.clocks.today()))
        count = sum(len(bank.questions) for bank in library.banks.values())
        self.query_one("#count", PlainText).update(f"{plural(len(library.banks), 'bank')}, {plural(count, 'question')}")
        self._shown = library
        self._advising.ask()

    async def _advise(self) -> None:
        """Add the advice to what is shown, unless the files have changed meanwhile."""
        library, shown = self._shown, self.healths
        if library is None or all(health.advised for health in shown):
            return
        healths = await asyncio.to_thread(health_of, library, self.app.services.clocks.today())
        if self.healths is shown:
            self._list(healths)

    def _list(self, healths: list[Health]) -> None:
        self.healths = healths
        chosen = self.files.highlighted or 0
        banks = [HealthOption(health, _flags_of(health, self._flags)) for health in healths]
        self.files.set_options([*banks, *map(ForeignOption, self.foreign)])
        if self.files.option_count:
            self.files.highlighted = min(chosen, self.files.option_count - 1)
        else:
            self._describe_nothing()
        self.refresh_bindings()

    def _describe_nothing(self) -> None:
        folders = "\n".join(map(str, self.app.services.request.bank_folders))
        self.query_one(TitledRule).show("No bank was found")
        self.details.show([TextRow(Content(f"Begin one:\n\nquiz bank new my-bank.toml\n\nin one of\n\n{folders}"))])

    @on(OptionList.OptionHighlighted, "#files")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option is self.files.highlighted_option:
            self._describe()
            self.refresh_bindings()
            self.query_one("#health").scroll_home(animate=False)

    def on_resize(self) -> None:
        """Describe the file again for the new width."""
        self.call_after_refresh(self._describe)

    def _describe(self) -> None:
        option = self.files.highlighted_option
        if isinstance(option, HealthOption):
            self.query_one(TitledRule).show(health_title(option.health))
            self.details.show(about_health(option.health, option.flags, self.details.size.width))
        elif isinstance(option, ForeignOption):
            self.query_one(TitledRule).show(f"{printable(option.found.file.name)}: import it?")
            self.details.show(about_foreign(option.found, self.details.size.width))

    @on(OptionList.OptionSelected, "#files")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if isinstance(event.option, HealthOption):
            self.app.show_preview(Path(event.option.health.reading.file))
        elif isinstance(event.option, ForeignOption):
            self.app.show_import(event.option.found.file, self._written)

    def _written(self, file: str | None) -> None:
        """Go on with the bank made of another program's file, if one was made."""
        if file:
            self._following.ask()
            self.app.show_preview(Path(file))

    @property
    def _chosen_bank(self) -> Bank | None:
        option = self.files.highlighted_option if self.healths else None
        return option.health.reading.bank if isinstance(option, HealthOption) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the editor on a bank file, and the answers if the bank can be played."""
        if action == "items":
            return self._chosen_bank is not None
        return action != "edit" or (bool(self.healths) and isinstance(self.files.highlighted_option, HealthOption))

    def action_items(self) -> None:
        """Show how well the questions of the chosen bank work."""
        if bank := self._chosen_bank:
            self.app.show_items(bank)

    def action_brief(self) -> None:
        """Show what to brief next."""
        self.app.show_briefing()

    def action_completion(self) -> None:
        """Show how many of the staff have done the training."""
        self.app.show_completion()

    def action_edit(self) -> None:
        """Open the chosen file at its first fault, else at its first piece of advice."""
        option = self.files.highlighted_option
        if isinstance(option, HealthOption):
            lines = (problem.line for problem in option.health.in_short if problem.line)
            self.app.open_editor(Path(option.health.reading.file), next(lines, 1))


def _flags_of(health: Health, flags: Mapping[str, Mapping[str, int]]) -> Mapping[str, int]:
    """Return the flags of the questions still in a file, from the ``flags`` of all banks."""
    bank = health.reading.bank
    found = flags.get(bank.id, {}) if bank else {}
    return {question.id: found[question.id] for question in bank.questions if question.id in found} if bank else {}
