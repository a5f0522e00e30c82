"""Import: every question of another program's file with its key, what was left out and why, and the bank made of them."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.banks.foreign import bank_beside, import_command
from quiz.banks.formats.exchange import Imported, joined, slugify
from quiz.banks.model import Source
from quiz.play.timing import time_limit
from quiz.questions.question import Question
from quiz.questions.text import plural
from quiz.services.coalescer import Coalescer
from quiz.services.importing import (
    checked_text,
    deciding_command,
    draft_of,
    left_out,
    read_files,
    refuse_taken,
    tally_words,
    write_draft,
)
from quiz.services.requests import RequestError
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import HELP, Card
from quiz.tui.health_rows import problem_rows
from quiz.tui.question_row import HeadRow, QuestionRow
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.buttons import Buttons
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.grid import WIDE_COLUMN
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.line_input import LineInput
from quiz.tui.widgets.name_field import NameField
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.previewed_question import PreviewedQuestion
from quiz.tui.widgets.row_view import Rows, TextRow

_LONGEST_NAME = 100


class ImportList(OptionList):
    """What came of reading the file, then its questions; Enter makes a bank of them, a click only shows one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.write", "Make a bank of them")]


class ImportingScreen(ClosesOnce[str]):
    """A file of another program before it becomes a bank. Ends with the bank's path if it was written, else with nothing."""

    CSS_PATH = "importing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c", "copy", "copy the command", tooltip="Copy the command that does the same, and takes what is to be said"
        ),
        Binding("left,p", "go(-1)", "previous", key_display="←"),
        Binding("right,n", "go(1)", "next", key_display="→"),
        Binding("escape", "dismiss", "back", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    questions = getters.query_one("#questions", ImportList)
    page = getters.query_one("#page", VerticalScroll)

    def __init__(self, file: Path) -> None:
        """Look into ``file``, which is read after the first frame."""
        super().__init__()
        self.file = file
        self._part: Imported | None = None
        """What the file holds; None until it is read."""
        self._questions: tuple[Question, ...] = ()
        self._sources: dict[str, Source] = {}
        self._drawing = Coalescer(self._draw, self.run_worker)

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText(f"Import: {self.file.name}", classes="left title")
            yield PlainText("Reading…", id="state", classes="right")
        with Horizontal(id="bench"):
            yield ImportList(id="questions", markup=False)
            yield VerticalScroll(id="page", can_focus=False)
        yield KeyBar(WIDE_COLUMN)

    def on_mount(self) -> None:
        """Read the file, off the loop: Escape leaves also while that takes its time."""
        self.questions.focus()
        self.run_worker(self._read(), group="read")

    async def _read(self) -> None:
        try:
            part, (questions, sources) = await asyncio.to_thread(self._read_whole)
        except OSError as error:
            self.query_one("#state", PlainText).update("! It cannot be read")
            self.app.say(f"{self.file.name} cannot be read: {error.strerror or error}.")
            return
        self._part, self._questions, self._sources = part, questions, sources
        head = Option(HeadRow("What was read"))
        rows = (QuestionRow(number, question, False, False) for number, question in enumerate(self._questions, 1))
        self.questions.set_options([head, *map(Option, rows)])
        # The first question where there is one: whether its key is right is what nobody else can say.
        self.questions.highlighted = 1 if self._questions and not left_out(part) else 0
        self.query_one("#state", PlainText).update(_state_of(part))
        if self._questions:
            self.query_one(KeyBar).tell("See that each key is right; they become a draft.")
        self.refresh_bindings()
        self._drawing.ask()

    def _read_whole(self) -> tuple[Imported, tuple[tuple[Question, ...], dict[str, Source]]]:
        """Read the file, and give its questions the ids that they will have in the bank. Blocks."""
        (part,) = read_files([self.file])
        return part, joined([part])

    @on(OptionList.OptionHighlighted, "#questions")
    def _highlighted(self) -> None:
        self._drawing.ask()

    async def _draw(self) -> None:
        """Draw what stands under the cursor."""
        if self._part is None:
            return
        at = self.questions.highlighted or 0
        part = self._part
        async with self.batch():
            await self.page.remove_children()
            if at == 0:
                await self.page.mount(Rows(list(self._overview(part, self.page.size.width))))
            else:
                question = self._questions[at - 1]
                clock = self.app.services.clocks.monotonic
                previewed = PreviewedQuestion(question, clock, limit=time_limit(question, "auto"))
                await self.page.mount(previewed)
                previewed.show_key(self._sources, self.app.services.names)
            self.page.scroll_home(animate=False)
            self.refresh_bindings()

    def _overview(self, part: Imported, width: int) -> Iterator[TextRow]:
        """Yield how all adds up, what has to be said in a terminal, and what was left out or changed and why."""
        yield TextRow(Content(tally_words(part) or f"{_state_of(part).removeprefix('✔ ').removeprefix('! ')}."))
        if command := deciding_command(self.file, part.problems):
            yield TextRow(Content(""))
            yield TextRow(Content("How the file is meant has to be said in a terminal, in place of the dots:"))
            yield TextRow(Content.styled(command, "bold $right"))
            yield TextRow(Content.styled("c copies this command.", "$muted"))
        yield TextRow(Content(""))
        if part.problems:
            yield from problem_rows(part.problems, width, import_command(self.file))
        else:
            yield TextRow(Content.styled("✔ Nothing was left out or changed.", "$right"))

    def on_resize(self) -> None:
        """Draw anew: there may be another width for it."""
        self.call_after_refresh(self._drawing.ask)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next question and the one before where there is one, and the rest once there is something to it."""
        if action == "go":
            to = (self.questions.highlighted or 0) + (1 if parameters == (1,) else -1)
            return 0 <= to < self.questions.option_count
        if action == "write":
            return bool(self._questions) and not self.questions.disabled
        return action != "copy" or self._part is not None

    def action_go(self, by: int) -> None:
        """Go to the next question or the one before."""
        if self.questions.option_count:
            at = (self.questions.highlighted or 0) + by
            self.questions.highlighted = max(0, min(at, self.questions.option_count - 1))

    def action_copy(self) -> None:
        """Copy the command that imports the file in a terminal."""
        problems = self._part.problems if self._part else ()
        command = deciding_command(self.file, problems) or import_command(self.file)
        self.app.copy_to_clipboard(command)
        self.app.say(f"Copied, to be said in a terminal: {command}")

    @work(exclusive=True, group="write")
    async def action_write(self) -> None:
        """Ask for a name until a bank is written under it, or nobody wants one any more."""
        state, part = self.query_one("#state", PlainText), self._part
        name, note = bank_beside(self.file).name, ""
        while part and (name := await self.app.push_screen_wait(BankNameScreen(name, note))):
            state.update("Writing…")
            self.questions.disabled = True
            try:
                target = await asyncio.to_thread(self._written, part, name)
            except RequestError as error:
                note = str(error)
            except OSError as error:
                note = f"It cannot be written there: {error.strerror or error}."
            else:
                self.dismiss(str(target))
                return
            finally:
                self.questions.disabled = False
                self.questions.focus()
            state.update(_state_of(part))

    def _written(self, part: Imported, name: str) -> Path:
        """Write the bank beside the file and return its path. Blocks. Raises RequestError or OSError."""
        stem = name.removesuffix(".toml")
        identifier = slugify(stem)
        if not identifier or stem != Path(stem).name:
            raise RequestError("Type a file's name alone, with a letter or figure, and without a folder.")
        target = self.file.with_name(f"{stem}.toml")
        refuse_taken(target)
        services = self.app.services
        if other := services.library.banks.get(identifier):
            raise RequestError(f"{Path(other.file).name} has the id {identifier} that this name makes. Choose another name.")
        write_draft(checked_text(draft_of([self.file], [part], target, services.clocks.today())), target)
        return target

    @on(AnswerPanel.SourceClicked)
    @work
    async def _source_clicked(self, event: AnswerPanel.SourceClicked) -> None:
        await self.app.open_sources(event.sources)


class BankNameScreen(ClosesOnce[str], ModalScreen[str]):
    """How the bank's file is to be called. Ends with the name, or with nothing."""

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
        """End with what was typed, if anything was."""
        if name := self.query_one(Input).value.strip():
            self.dismiss(name)


def _state_of(part: Imported) -> str:
    count = left_out(part)
    out = f", {count} left out" if count else ""
    return f"{'!' if count or not part.questions else '✔'} {plural(len(part.questions), 'question')}{out}"
