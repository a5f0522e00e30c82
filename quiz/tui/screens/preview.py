"""Preview: a bank file's questions as players will see them, anew each time the file is saved, for whoever writes it."""

import asyncio
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.banks.health import Health, health_of_file, question_of
from quiz.banks.model import Bank
from quiz.play.attempt import Attempt, Response
from quiz.play.drawing import PresentedQuestion
from quiz.play.timing import time_limit
from quiz.questions.diagnostics import PlacedDiagnostic
from quiz.questions.question import Question
from quiz.questions.text import plural
from quiz.reports.feedback import feedback
from quiz.services.coalescer import Coalescer
from quiz.tui.base import QuizBase
from quiz.tui.widgets.answers import ANSWER_PANELS
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.feedback_panel import FeedbackPanel, SourceLine
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

_SEED = 1
"""Options stand in one order, so that a question looks the same after each save."""
_MOST_SHOWN = 30
_LONGEST_LINE = 60
_DIGITS_WITHIN = 1.5
"""Seconds within which figures make one number."""

Stamp = tuple[int, int]
"""A file's time of change and size."""


class QuestionList(OptionList):
    """The questions; Enter goes into one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Try it")]


class PreviewedQuestion(VerticalGroup):
    """One question, its problems, and what is said after an answer."""


class PreviewScreen(Screen[None]):
    """A bank file while it is written. Nothing that is answered here is kept."""

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "toggle_key", "Answer", tooltip="Show or hide the key, and what is said after an answer"),
        Binding("right,n", "go(1)", "Next", key_display="→"),
        Binding("left,p", "go(-1)", "Back", key_display="←"),
        Binding("escape", "back", "Leave"),
    ]

    app = getters.app(QuizBase)
    questions = getters.query_one("#questions", QuestionList)
    page = getters.query_one("#page", VerticalScroll)

    def __init__(self, file: Path) -> None:
        """Preview the bank in ``file``."""
        super().__init__()
        self.file = file
        self.health: Health | None = None
        """How the file stood when it was last read."""
        self._bank: Bank | None = None
        """The file as it was when it last had no faults."""
        self._stamp: Stamp | None = None
        self._shows_key = False
        self._attempt: Attempt | None = None
        self._panel: AnswerPanel | None = None
        self._typed = ("", 0.0)
        self._looking = Coalescer(self.look, self.run_worker)
        self._drawing = Coalescer(self._draw, self.run_worker)

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText(f"Preview: {self.file.name}", classes="left")
            yield PlainText("", id="state", classes="right")
        with Horizontal(id="desk"):
            yield QuestionList(id="questions", markup=False)
            yield VerticalScroll(id="page", can_focus=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the file, and look once a second whether it was saved."""
        self.questions.focus()
        self.set_interval(1.0, self._looking.ask)
        self._looking.ask()

    async def look(self) -> None:
        """Show the file anew if it has changed since the last look."""
        stamp = await asyncio.to_thread(_stamp_of, self.file)
        if stamp == self._stamp and self.health:
            return
        self._stamp = stamp
        self.health = await asyncio.to_thread(health_of_file, self.file, self._today())
        self._bank = self.health.reading.bank or self._bank
        self._list_questions()
        self.query_one("#state", PlainText).update(_state_of(self.health))
        self._drawing.ask()

    def _today(self) -> date:
        return date.fromtimestamp(self.app.services.clocks.wall() / 1000)

    def _list_questions(self) -> None:
        chosen = self.questions.highlighted or 0
        flagged = {question_of(problem) for problem in self._problems()}
        bank = self._bank
        with self.prevent(OptionList.OptionHighlighted):
            self.questions.set_options(
                Option(_line(number, question, number - 1 in flagged))
                for number, question in enumerate(bank.questions if bank else (), 1)
            )
            if self.questions.option_count:
                self.questions.highlighted = min(chosen, self.questions.option_count - 1)

    def _problems(self) -> tuple[PlacedDiagnostic, ...]:
        return self.health.problems if self.health else ()

    @property
    def position(self) -> int | None:
        """The position of the question that is shown, from 0; None where there is none."""
        return self.questions.highlighted

    @on(OptionList.OptionHighlighted, "#questions")
    def _highlighted(self) -> None:
        self._drawing.ask()

    async def _draw(self) -> None:
        """Draw the question under the cursor."""
        question = self._question()
        health = self.health
        if health is None:
            return
        parts: list[PlainText | AnswerPanel | FeedbackPanel] = []
        if self.position is not None and health.reading.bank is not None:
            about = [problem for problem in health.problems if question_of(problem) in (self.position, None)]
        else:
            about = list(health.problems)
        if problems := _problem_words(about, broken=health.reading.bank is None, before=question is not None):
            parts.append(PlainText(problems, classes="problems"))
        self._attempt = self._panel = None
        if question and self._bank:
            limit = time_limit(question, self._bank.about.time_limit)
            clock = self.app.services.clocks.monotonic
            asked = PresentedQuestion(question, question.arranged(_SEED), None)
            self._attempt = Attempt([asked], "accuracy", clock, grace=0)
            self._attempt.show()
            self._panel = ANSWER_PANELS[type(question)](asked, _SEED, clock)
            parts += [
                PlainText(_about(question, limit), classes="topic"),
                PlainText(question.prompt, classes="prompt"),
                self._panel,
                FeedbackPanel(),
            ]
        async with self.batch():
            await self.page.remove_children()
            await self.page.mount(PreviewedQuestion(*parts))
            self.page.scroll_home(animate=False)
            self.refresh_bindings()
            if self._shows_key and self._attempt:
                self._reveal(self._attempt.skip())

    def _question(self) -> Question | None:
        if self._bank is None or self.position is None:
            return None
        return self._bank.questions[self.position]

    @on(AnswerPanel.Answered)
    def _answered(self, event: AnswerPanel.Answered) -> None:
        # The panel of the question before may still give an answer while this one's is being drawn.
        if self._attempt and event.panel is self._panel:
            self._reveal(self._attempt.answer(event.given))
            self.questions.focus()

    def _reveal(self, response: Response | None) -> None:
        if response is None or self._attempt is None or self._bank is None:
            return
        question, bank = self._attempt.current.question, self._bank
        self.query_one(AnswerPanel).reveal(response)
        told = feedback(question, response, bank.sources, self.app.services.names)
        self.query_one(FeedbackPanel).tell(told, shows_points=False)

    def action_toggle_key(self) -> None:
        """Show the key and what is said after an answer, or hide it; it stays so for the next questions."""
        self._shows_key = not self._shows_key
        self._drawing.ask()

    @on(OptionList.OptionSelected, "#questions")
    def _try(self) -> None:
        """Let the question be answered, as a player would."""
        if panels := self.query(AnswerPanel):
            panels.first().first_focus().focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next question and the one before where there is one."""
        if action == "go":
            to = (self.position or 0) + (1 if parameters == (1,) else -1)
            return 0 <= to < self.questions.option_count
        return True

    def action_go(self, by: int) -> None:
        """Go to the next question or the one before."""
        if self.position is not None:
            self.questions.focus()
            self.questions.highlighted = max(0, min(self.position + by, self.questions.option_count - 1))

    def action_back(self) -> None:
        """From a question that is being tried, back to the list; from the list, out."""
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

    @on(SourceLine.Clicked)
    def _source_clicked(self, event: SourceLine.Clicked) -> None:
        self.app.open_link(event.source.url)


def _stamp_of(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _line(number: int, question: Question, flagged: bool) -> Content:
    """Return a question as two lines of the list."""
    flag = ("! ", "bold $wrong") if flagged else ""
    return Content.assemble(
        (f"{number}  ", "$muted"),
        flag,
        _beginning(question.prompt),
        "\n",
        (f"{question.type} · {question.id}", "$muted"),
    )


def _beginning(text: str) -> str:
    """Return as much of a prompt as the list has room for."""
    text = " ".join(text.split())
    return (
        text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE].rpartition(' ')[0] or text[: _LONGEST_LINE - 1]} …"
    )


def _about(question: Question, limit: float | None) -> str:
    time = f"{limit:g} seconds" if limit else "no time limit"
    return " · ".join(part for part in (question.topic, question.type, time) if part)


def _state_of(health: Health) -> str:
    faults, advice = len(health.reading.faults), len(health.advice)
    if faults:
        return f"✘ {plural(faults, 'fault')}"
    count = len(health.reading.bank.questions) if health.reading.bank else 0
    questions = plural(count, "question")
    return f"{questions}, {plural(advice, 'piece')} of advice" if advice else f"✔ {questions}, no problems"


def _problem_words(problems: list[PlacedDiagnostic], *, broken: bool, before: bool) -> Content | None:
    """Return what is wrong, a paragraph each, with its line in the file."""
    if not problems:
        return None
    parts: list[tuple[str, str] | str] = []
    if broken:
        below = " Below is how it was before." if before else ""
        parts += [("This file cannot be played yet.", "bold $wrong"), f"{below}\n"]
    for problem in problems[:_MOST_SHOWN]:
        sign = "✘" if problem.level == "fault" else "!"
        place = f"line {problem.line}" if problem.line else "the file"
        parts += [
            (f"{sign} {place}  ", "bold $wrong"),
            f"{problem.message} {problem.fix}".strip(),
            (f"  {problem.rule}", "$muted"),
            "\n",
        ]
    if len(problems) > _MOST_SHOWN:
        parts.append(f"and {len(problems) - _MOST_SHOWN} more: quiz bank check\n")
    return Content.assemble(*parts)
