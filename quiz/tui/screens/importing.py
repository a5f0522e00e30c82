"""Import: every question of another program's file with its key, what was left out and why, and the bank they go into."""

import asyncio
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from msgspec import Struct
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.banks.foreign import bank_beside, bank_made_of, free_bank_beside, import_command
from quiz.banks.formats.exchange import Imported, joined, slugify
from quiz.banks.model import Source
from quiz.play.timing import time_limit
from quiz.questions.question import Question
from quiz.questions.text import plural, printable
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
from quiz.services.mending import ChangedElsewhereError, Mending
from quiz.services.requests import RequestError
from quiz.services.updating import BankUpdate, update_of
from quiz.tui.base import QuizBase
from quiz.tui.health_rows import problem_rows
from quiz.tui.import_dialogs import BankNameScreen, UpdateScreen, change_rows
from quiz.tui.question_row import HeadRow, QuestionRow
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.grid import WIDE_COLUMN
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.previewed_question import PreviewedQuestion
from quiz.tui.widgets.row_view import Rows, TextRow


class ImportList(OptionList):
    """A summary of the file, then its questions; Enter takes them into a bank, a click only shows one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.update", "Bring them into the bank"),
        Binding("enter", "screen.write", "Make a bank of them"),
    ]


class WhatWasRead(Struct, frozen=True, kw_only=True):
    """Another program's file, and what would become of it."""

    stamp: tuple[int, int]
    """When the file was last changed and its length, taken before it was read."""
    part: Imported
    questions: tuple[Question, ...]
    """Its questions, with the ids that they would have in a new bank."""
    sources: dict[str, Source]
    bank: Path | None
    """The bank that was made of it, else the bank with its name, if either exists."""
    is_made_of_it: bool
    update: BankUpdate | None
    """How that bank would change."""
    refusal: str
    """Why it cannot be brought up to date."""

    @property
    def changes_bank(self) -> bool:
        """Whether anything in the bank would be changed."""
        return self.update is not None and self.update.content != self.update.before


class ImportingScreen(ClosesOnce[str]):
    """Another program's file before it becomes a bank. Closes with the bank's path if it was written."""

    CSS_PATH = "importing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "write(True)", "new bank", tooltip="Make a bank of its own of these questions"),
        Binding("i", "update(True)", "into the bank", tooltip="Bring these questions into the bank that is there, by id"),
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
        """Show ``file``, which is read after the first frame."""
        super().__init__()
        self.file = file
        self._read: WhatWasRead | None = None
        """What the file holds; None until it is read."""
        self._drawing = Coalescer(self._draw, self.run_worker)

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText(f"Import: {printable(self.file.name)}", classes="left title")
            yield PlainText("Reading…", id="state", classes="right")
        with Horizontal(id="bench"):
            yield ImportList(id="questions", markup=False)
            yield VerticalScroll(id="page", can_focus=False)
        yield KeyBar(WIDE_COLUMN)

    def on_mount(self) -> None:
        """Read the file off the loop, so that Escape works meanwhile."""
        self.questions.focus()
        self.run_worker(self._look(), group="read")

    async def _look(self) -> None:
        """Read the file, and show what is in it."""
        try:
            read = await asyncio.to_thread(_read_whole, self.file)
        except OSError as error:
            self.query_one("#state", PlainText).update("! It cannot be read")
            self.app.say(f"{printable(self.file.name)} cannot be read: {error.strerror or error}.")
            return
        self._read = read
        head = Option(HeadRow("What changes" if self._is_for_bank else "What was read"))
        rows = (QuestionRow(number, question, False, False) for number, question in enumerate(read.questions, 1))
        self.questions.set_options([head, *map(Option, rows)])
        # Begin at the first question: whether its key is right only a person can say.
        self.questions.highlighted = 1 if read.questions and not left_out(read.part) and not self._is_for_bank else 0
        self.query_one("#state", PlainText).update(_state_of(read.part))
        if self._is_for_bank:
            self.query_one(KeyBar).tell("What the file says nothing of stays in the bank as it is.")
        elif read.questions:
            self.query_one(KeyBar).tell("See that each key is right; they become a draft.")
        self.refresh_bindings()
        self._drawing.ask()

    @property
    def _is_for_bank(self) -> bool:
        """Whether the questions are for the bank that was made of this file, rather than for a new one."""
        return self._read is not None and self._read.is_made_of_it

    @on(OptionList.OptionHighlighted, "#questions")
    def _highlighted(self) -> None:
        self._drawing.ask()

    async def _draw(self) -> None:
        """Draw the row under the cursor."""
        read = self._read
        if read is None:
            return
        at = self.questions.highlighted or 0
        async with self.batch():
            await self.page.remove_children()
            if at == 0:
                await self.page.mount(Rows(list(self._overview(read, self.page.size.width))))
            else:
                question = read.questions[at - 1]
                clock = self.app.services.clocks.monotonic
                previewed = PreviewedQuestion(question, clock, limit=time_limit(question, "auto"))
                await self.page.mount(previewed)
                previewed.show_key(read.sources, self.app.services.names)
            self.page.scroll_home(animate=False)
            self.refresh_bindings()

    def _overview(self, read: WhatWasRead, width: int) -> Iterator[TextRow]:
        """Yield the tally, the command for a terminal if one is needed, what was left out and why, and what changes."""
        part = read.part
        yield TextRow(Content(tally_words(part) or f"{_state_of(part).removeprefix('✔ ').removeprefix('! ')}."))
        if command := deciding_command(self.file, part.problems, self._bank_meant):
            yield TextRow(Content(""))
            yield TextRow(Content("How the file is meant has to be said in a terminal, in place of the dots:"))
            yield TextRow(Content.styled(command, "bold $right"))
            yield TextRow(Content.styled("c copies this command.", "$muted"))
        yield TextRow(Content(""))
        if part.problems:
            yield from problem_rows(part.problems, width, import_command(self.file, self._bank_meant))
        else:
            yield TextRow(Content.styled("✔ Nothing was left out or changed.", "$right"))
        if read.bank and read.questions:
            yield TextRow(Content(""))
            yield TextRow(Content.styled(f"Brought into {printable(read.bank.name)}", "bold"))
            if read.update:
                yield from change_rows(read.update)
            else:
                yield TextRow(Content(f"It cannot be: {read.refusal}"), Content.styled("!", "bold $wrong"), 2)

    @property
    def _bank_meant(self) -> Path | None:
        """The bank that commands bring the file into; None if they make a new one."""
        return self._read.bank if self._read and self._is_for_bank else None

    def on_resize(self) -> None:
        """Draw again for the new width."""
        self.call_after_refresh(self._drawing.ask)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next and the previous question if there is one, and the rest once it has something to act on."""
        if action == "go":
            to = (self.questions.highlighted or 0) + (1 if parameters == (1,) else -1)
            return 0 <= to < self.questions.option_count
        if action in ("write", "update"):
            return self._offers(action, is_aside=parameters == (True,))
        return action != "copy" or self._read is not None

    def _offers(self, action: str, *, is_aside: bool) -> bool:
        """Say whether a new bank or the existing one can be written: one of them by Enter, the other by its own key."""
        read = self._read
        if read is None or not read.questions or self.questions.disabled:
            return False
        return (action == "write" or read.changes_bank) and (action == "update") == (self._is_for_bank != is_aside)

    def action_go(self, by: int) -> None:
        """Go to the next question or the one before."""
        if self.questions.option_count:
            at = (self.questions.highlighted or 0) + by
            self.questions.highlighted = max(0, min(at, self.questions.option_count - 1))

    def action_copy(self) -> None:
        """Copy the command that imports the file in a terminal."""
        problems = self._read.part.problems if self._read else ()
        command = deciding_command(self.file, problems, self._bank_meant) or import_command(self.file, self._bank_meant)
        self.app.copy_to_clipboard(command)
        self.app.say(f"Copied, to be said in a terminal: {command}")

    @work(exclusive=True, group="write")
    async def action_write(self, is_aside: bool = False) -> None:
        """Ask for a name until a bank is written under it or the question is left."""
        read = self._read
        name, note = _typable((free_bank_beside if is_aside else bank_beside)(self.file)), ""
        while read and (name := await self.app.push_screen_wait(BankNameScreen(name, note))):
            try:
                target = await self._while_disabled(partial(self._written, read, name))
            except FileChangedError:
                self._read_again()
                return
            except RequestError as error:
                note = str(error)
            except OSError as error:
                note = f"It cannot be written there: {error.strerror or error}."
            else:
                self.dismiss(str(target))
                return

    @work(exclusive=True, group="write")
    async def action_update(self, is_aside: bool = False) -> None:
        """Bring the questions into the existing bank, once the changes have been agreed to."""
        read = self._read
        update = read.update if read else None
        if read is None or update is None or not await self.app.push_screen_wait(UpdateScreen(update)):
            return
        try:
            file = await self._while_disabled(partial(self._put, read, update))
        except FileChangedError:
            self._read_again()
        except ChangedElsewhereError as error:
            self.app.say(f"{error} Look at what changes once more.")
            self.run_worker(self._look(), group="read")
        except RequestError as error:
            self.app.say(str(error))
        except OSError as error:
            self.app.say(f"{printable(update.file.name)} cannot be written: {error.strerror or error}.")
        else:
            self.app.say(f"{printable(file.name)}: {update.in_short}. u takes it back.")
            self.dismiss(str(file))

    async def _while_disabled(self, written: Callable[[], Path]) -> Path:
        """Write off the loop, and keep anything from being written a second time meanwhile."""
        state = self.query_one("#state", PlainText)
        state.update("Writing…")
        self.questions.disabled = True
        try:
            return await asyncio.to_thread(written)
        finally:
            self.questions.disabled = False
            self.questions.focus()
            if self._read:
                state.update(_state_of(self._read.part))

    def _read_again(self) -> None:
        """Read the file again: a bank made of the old content would be taken for one made of the new."""
        self.app.say(f"{printable(self.file.name)} was saved again meanwhile: see that all is right once more.")
        self.run_worker(self._look(), group="read")

    def _put(self, read: WhatWasRead, update: BankUpdate) -> Path:
        """Write the existing bank as updated, and return its path. Blocks. Raises RequestError or OSError."""
        self._refuse_changed(read)
        return Mending.of(self.app.request).put(update.file, update.before, update.content)

    def _refuse_changed(self, read: WhatWasRead) -> None:
        """Raise FileChangedError if the file has changed since it was read; one that has gone holds nothing newer."""
        try:
            stamp = _stamp_of(self.file)
        except OSError:
            return
        if stamp != read.stamp:
            raise FileChangedError

    def _written(self, read: WhatWasRead, name: str) -> Path:
        """Write the bank beside the file and return its path. Blocks. Raises RequestError or OSError."""
        self._refuse_changed(read)
        stem = name.removesuffix(".toml")
        identifier = slugify(stem)
        if not identifier or stem != Path(stem).name:
            raise RequestError("Type a file's name alone, with a letter or figure, and without a folder.")
        target = self.file.with_name(f"{stem}.toml")
        refuse_taken(target)
        services = self.app.services
        if other := services.library.banks.get(identifier):
            raise RequestError(f"{Path(other.file).name} has the id {identifier} that this name makes. Choose another name.")
        write_draft(checked_text(draft_of([self.file], [read.part], target, services.clocks.today())), target)
        return target

    @on(AnswerPanel.SourceClicked)
    @work
    async def _source_clicked(self, event: AnswerPanel.SourceClicked) -> None:
        await self.app.open_sources(event.sources)


class FileChangedError(RequestError):
    """The file shown has been saved again since it was read."""


def _read_whole(file: Path) -> WhatWasRead:
    """Read a file, and work out how the existing bank would change. Blocks. Raises OSError."""
    stamp = _stamp_of(file)
    (part,) = read_files([file])
    questions, sources = joined([part])
    made = bank_made_of(file)
    bank = made or (bank_beside(file) if os.path.isfile(bank_beside(file)) else None)  # noqa: PTH113
    update, refusal = None, ""
    if bank and questions:
        try:
            update = update_of(bank, [part], [file.name])
        except RequestError as error:
            refusal = str(error)
        except OSError as error:
            refusal = f"{error.strerror or error}."
    return WhatWasRead(
        stamp=stamp,
        part=part,
        questions=questions,
        sources=sources,
        bank=bank,
        is_made_of_it=made is not None,
        update=update,
        refusal=refusal,
    )


def _stamp_of(file: Path) -> tuple[int, int]:
    about = file.stat()
    return about.st_mtime_ns, about.st_size


def _typable(bank: Path) -> str:
    """Return the name of a bank's file in a form that can be typed into a field."""
    return bank.name if bank.name.isprintable() else f"{slugify(bank.stem) or 'bank'}.toml"


def _state_of(part: Imported) -> str:
    count = left_out(part)
    out = f", {count} left out" if count else ""
    return f"{'!' if count or not part.questions else '✔'} {plural(len(part.questions), 'question')}{out}"
