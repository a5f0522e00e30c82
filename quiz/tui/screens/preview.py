"""Preview: a bank file's questions as players will see them, drawn again for the author each time the file is saved."""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.banks.editing import EDITABLE
from quiz.banks.health import Health, health_before_advice, health_of, question_of
from quiz.banks.loading import Library, line_of_question, read_bank, read_text
from quiz.banks.model import Bank
from quiz.files import read_file
from quiz.play.timing import time_limit
from quiz.questions.diagnostics import PlacedDiagnostic
from quiz.questions.question import Question
from quiz.questions.text import plural
from quiz.services.coalescer import Coalescer
from quiz.services.mending import Mending, QuestionChange
from quiz.services.requests import RequestError
from quiz.tui.base import QuizBase
from quiz.tui.health_rows import problem_rows
from quiz.tui.question_row import QuestionRow
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.grid import WIDE_COLUMN
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.previewed_question import PreviewedQuestion
from quiz.tui.widgets.row_view import Rows

_DIGITS_WITHIN = 1.5
"""Seconds within which figures typed make one number."""

_LOOK_AGAIN = 0.5
"""Seconds between checks whether the file has changed."""

Stamp = tuple[int, int, int]
"""A file's time of change, size and inode: a file put in place of another may have the same time and size."""


class QuestionList(OptionList):
    """The questions; Enter goes into one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Try it")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter if there is a question."""
        return action != "select" or self.option_count > 0


class PreviewScreen(ClosesOnce[None]):
    """A bank file while it is being written. No answers given here are kept."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mend", "mend", tooltip="Change this question in a form"),
        Binding("e", "edit", "editor", tooltip="Open your editor at this question, or at the first fault"),
        Binding("u", "undo", "undo", tooltip="Put the file back as it was before it was last changed here"),
        Binding("a", "toggle_key", "answer", tooltip="Show or hide the key, and what is said after an answer"),
        Binding("left,p", "go(-1)", "previous", key_display="←"),
        Binding("right,n", "go(1)", "next", key_display="→"),
        Binding("escape", "back", "back", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    questions = getters.query_one("#questions", QuestionList)
    page = getters.query_one("#page", VerticalScroll)

    def __init__(self, file: Path) -> None:
        """Preview the bank in ``file``."""
        super().__init__()
        self.file = file
        self.health: Health | None = None
        """The state of the file when it was last read."""
        self._bank: Bank | None = None
        """The file as it was when it last had no faults."""
        self._stamp: Stamp | None = None
        self._flags: dict[str, int] = {}
        """How many players have flagged each question, by its id."""
        self._can_undo = False
        """Whether the file was changed here in a way that can be undone."""
        self._shows_key = self._tries = False
        """Whether the question drawn next shows its key, and whether it takes the focus to be answered."""
        self._drawn: Question | None = None
        self._previewed: PreviewedQuestion | None = None
        self._typed = ("", 0.0)
        self._looking = Coalescer(self.look, self.run_worker)
        self._advising = Coalescer(self._advise, self.run_worker)
        self._drawing = Coalescer(self._draw, self.run_worker)

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText(f"Preview: {self.file.name}", classes="left title")
            yield PlainText("", id="state", classes="right")
        with Horizontal(id="bench"):
            yield QuestionList(id="questions", markup=False)
            yield VerticalScroll(id="page", can_focus=False)
        yield KeyBar(WIDE_COLUMN)

    def on_mount(self) -> None:
        """Read the file, and look twice a second whether it was saved."""
        self.questions.focus()
        self.query_one(KeyBar).tell("Read again each time the file is saved. No answer is kept.")
        self.set_interval(_LOOK_AGAIN, self._looking.ask)
        self._looking.ask()

    async def look(self) -> None:
        """Show the file again if it has changed since it was last shown; the advice comes later."""
        # Taken before reading and kept after showing, so that the next look notices anything saved meanwhile.
        stamp = await asyncio.to_thread(_stamp_of, self.file)
        if stamp == self._stamp and self.health:
            return
        reading = await asyncio.to_thread(read_bank, self.file)
        (health,) = health_before_advice(Library(readings=(reading,)), self.app.services.clocks.today())
        self._bank = reading.bank or self._bank
        if bank := self._bank:
            self._flags = await self.app.from_store(lambda: self.app.services.store.flag_counts(bank.id)) or {}
        if not self._is_there:
            return
        self._can_undo = await asyncio.to_thread(Mending.of(self.app.request).can_undo, self.file)
        self._show_health(health)
        self._drawing.ask()
        self._stamp = stamp
        self._advising.ask()

    async def _advise(self) -> None:
        """Add the advice to what is shown, unless the file has changed meanwhile."""
        shown = self.health
        if shown is None or shown.advised:
            return
        library = Library(readings=(shown.reading,))
        (health,) = await asyncio.to_thread(health_of, library, self.app.services.clocks.today())
        if self.health is shown and self._is_there:
            self._show_health(health)
            # Not the question, which somebody may be trying.
            self._show_problems()

    @property
    def _is_there(self) -> bool:
        """Whether the screen is still open after waiting for something."""
        return self.is_running and bool(self.query("#questions"))

    def _show_health(self, health: Health) -> None:
        self.health = health
        self._list_questions()
        self.query_one("#state", PlainText).update(_state_of(health))

    def _list_questions(self) -> None:
        chosen = self.questions.highlighted or 0
        with_advice = {question_of(problem) for problem in self._problems()}
        bank = self._bank
        with self.prevent(OptionList.OptionHighlighted):
            self.questions.set_options(
                Option(QuestionRow(number, question, number - 1 in with_advice, question.id in self._flags))
                for number, question in enumerate(bank.questions if bank else (), 1)
            )
            if self.questions.option_count:
                self.questions.highlighted = min(chosen, self.questions.option_count - 1)

    def _problems(self) -> tuple[PlacedDiagnostic, ...]:
        return self.health.problems if self.health else ()

    @property
    def position(self) -> int | None:
        """The position of the question shown, from 0; None if there is none."""
        return self.questions.highlighted

    @on(OptionList.OptionHighlighted, "#questions")
    def _highlighted(self) -> None:
        # The list also reports this when it was refilled, to show advice, with the question unchanged.
        if self._question() is not self._drawn:
            self._drawing.ask()

    async def _draw(self) -> None:
        """Draw the question under the cursor."""
        question = self._drawn = self._question()
        if self.health is None:
            return
        parts: list[Widget] = []
        if self.health.reading.bank is None:
            before = " Below is how it was before." if question else ""
            told = Content.assemble(("This file cannot be played yet.", "bold $wrong"), before)
            parts.append(PlainText(told, classes="problems"))
        # What players see comes first; but a fault is why they see nothing.
        is_below = question is not None and self.health.reading.bank is not None
        problems = Rows([], classes="problems -below" if is_below else "problems")
        below: list[Widget] = [problems] if is_below else []
        parts += [] if is_below else [problems]
        self._previewed = None
        if question and self._bank:
            limit = time_limit(question, self._bank.about.time_limit)
            flags = self._flags.get(question.id, 0)
            clock = self.app.services.clocks.monotonic
            self._previewed = PreviewedQuestion(question, clock, limit=limit, flags=flags, above=parts, below=below)
        async with self.batch():
            await self.page.remove_children()
            await self.page.mount(self._previewed or VerticalGroup(*parts))
            self._show_problems()
            self.page.scroll_home(animate=False)
            self.refresh_bindings()
            if self._shows_key and self._previewed and self._bank:
                self._previewed.show_key(self._bank.sources, self.app.services.names)
            if self._tries and self._previewed:
                self._previewed.panel.first_focus().focus()
            self._tries = False

    def _show_problems(self) -> None:
        """Show faults and advice."""
        health = self.health
        if health is None or not self._is_there or not (rows := self.page.query("Rows.problems")):
            return
        if self.position is not None and health.reading.bank is not None:
            about = [problem for problem in health.problems if question_of(problem) in (self.position, None)]
        else:
            about = list(health.in_short)
        rows.first(Rows).show(problem_rows(about, self.page.size.width))
        rows.first(Rows).display = bool(about)

    def _question(self) -> Question | None:
        if self._bank is None or self.position is None:
            return None
        return self._bank.questions[self.position]

    @on(AnswerPanel.Answered)
    def _answered(self, event: AnswerPanel.Answered) -> None:
        # The previous question's panel may still give an answer while this one's is being drawn.
        if self._previewed and self._bank and event.panel is self._previewed.panel:
            self._previewed.answer(event.given, self._bank.sources, self.app.services.names)
            self.questions.focus()

    def action_toggle_key(self) -> None:
        """Show or hide the key and the feedback, for this question and those after it."""
        self._shows_key = not self._shows_key
        self._drawing.ask()

    @on(OptionList.OptionSelected, "#questions")
    def _try(self) -> None:
        """Let the question be answered as a player would, hiding its answer first if it is shown."""
        self._shows_key, self._tries = False, True
        self._drawing.ask()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next and the previous question, and other keys if they have something to act on."""
        if action == "go":
            to = (self.position or 0) + (1 if parameters == (1,) else -1)
            return 0 <= to < self.questions.option_count
        if action == "mend":
            return isinstance(self._question(), EDITABLE) if self._bank else False
        if action == "undo":
            return self._can_undo
        return action != "toggle_key" or self._previewed is not None

    @work(exclusive=True, group="mend")
    async def action_mend(self) -> None:
        """Change the question in a form."""
        if not (shown := self._question()):
            return
        opened = await asyncio.to_thread(self._opened, shown.id)
        if opened is None:
            self.app.say("The file has a fault, or has changed: mend that first. e opens your editor there.")
            return
        self.app.edit_question(*opened, self._follow)

    def _opened(self, question_id: str) -> tuple[QuestionChange, Bank] | None:
        """Read the file again, and return the question with this id and its bank. Blocks."""
        try:
            content = read_file(self.file)
            bank = read_text(content.decode("utf-8-sig"), str(self.file)).bank
        except (OSError, UnicodeDecodeError):
            return None
        question = bank.question(question_id) if bank else None
        if bank is None or question is None:
            return None
        position = bank.questions.index(question)
        return QuestionChange(file=self.file, content=content, position=position, question=question), bank

    def _follow(self, file: str | None) -> None:
        """Show this file from now on, if one was written: a change to a shipped bank goes into a copy."""
        if file:
            self.file, self._stamp = Path(file), None
            self.query_one("#top .title", PlainText).update(f"Preview: {self.file.name}")
            self._looking.ask()

    @work(exclusive=True, group="mend")
    async def action_undo(self) -> None:
        """Put the file back as it was before it was last changed here."""
        try:
            undone = await asyncio.to_thread(Mending.of(self.app.request).undo, self.file)
        except RequestError as error:
            self.app.say(str(error))
        except OSError as error:
            self.app.say(f"The file cannot be written: {error.strerror or error}.")
        else:
            if undone and undone != self.file:
                self.app.say("Taken back: your copy is gone, and the bank that came with the program is played again.")
                self._follow(str(undone))
                return
            self.app.say("Taken back." if undone else "There is nothing to take back.")
            self._looking.ask()

    @work(exclusive=True, group="edit")
    async def action_edit(self) -> None:
        """Open the trainer's editor at the first fault if there is one, else at the question."""
        health, file = self.health, self.file
        if health is None:
            return
        line = next((problem.line for problem in health.reading.faults if problem.line), 0)
        # In a long bank finding the line takes a while.
        line = line or await asyncio.to_thread(line_of_question, file, self.position or 0)
        self.app.open_editor(file, line)

    def action_go(self, by: int) -> None:
        """Go to the next question or the one before."""
        if self.position is not None:
            self.questions.focus()
            self.questions.highlighted = max(0, min(self.position + by, self.questions.option_count - 1))

    def action_back(self) -> None:
        """Go back from a question being tried to the list, or from the list out of the preview."""
        if self.focused in (self.questions, None):
            self.dismiss()
        else:
            self.questions.focus()

    def on_key(self, event: events.Key) -> None:
        """Jump to the question whose number is typed."""
        if self.focused is not self.questions or not event.key.isdigit():
            return
        event.stop()
        now = self.app.services.clocks.monotonic()
        typed, at = self._typed
        typed = (typed if now - at < _DIGITS_WITHIN else "") + event.key
        self._typed = (typed, now)
        if 0 < int(typed[:6]) <= self.questions.option_count:
            self.questions.highlighted = int(typed[:6]) - 1

    @on(AnswerPanel.SourceClicked)
    @work
    async def _source_clicked(self, event: AnswerPanel.SourceClicked) -> None:
        await self.app.open_sources(event.sources)


def _stamp_of(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _state_of(health: Health) -> str:
    faults = len(health.reading.faults)
    advice = len(health.in_short) - faults
    if faults:
        return f"! {plural(faults, 'fault')}"
    count = len(health.reading.bank.questions) if health.reading.bank else 0
    questions = plural(count, "question")
    if not health.advised:
        return f"✔ {questions}, looking for advice…"
    return f"✔ {questions}, {plural(advice, 'piece')} of advice" if advice else f"✔ {questions}, no problems"
