"""Play: one question after another, each answered, explained and left behind."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup, VerticalScroll
from textual.screen import Screen
from typing_extensions import override

from quiz.banks.model import Source
from quiz.play.attempt import GRACE, Response
from quiz.play.points import Certainty
from quiz.questions.answers import Answer
from quiz.reports.feedback import feedback
from quiz.services.attempt_session import AttemptSession
from quiz.store.errors import PlayedElsewhereError, StoreError
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import Dialog
from quiz.tui.widgets.answers import ANSWER_PANELS
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.choices import Choices
from quiz.tui.widgets.feedback_panel import FeedbackPanel, SourceLine
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.scrolling import Way, scroll
from quiz.tui.widgets.timer_bar import HURRY, TimerBar, clock_words

_CERTAINTIES: tuple[Certainty, ...] = (1, 2, 3)


class QuestionGroup(VerticalGroup):
    """The prompt and what belongs to one question; made anew for each."""


class PlayScreen(Screen[None]):
    """A session on the screen. Keys go to the answer panel; what it gives goes to the attempt, then to the store."""

    CSS_PATH = "play.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next"),
        Binding("o", "open_source", "Open source"),
        Binding("f", "flag", "Flag", tooltip="Flag this question for whoever looks after the bank"),
        Binding("f2", "hint", "Hint"),
        Binding("f4", "skip", "No answer"),
        Binding("escape", "leave", "Leave"),
        # The answer panel keeps the focus and lets go of its keys once it is answered: moving it costs a layout.
        Binding("up,k", "scroll_body('up')", "Scroll up", show=False),
        Binding("down,j", "scroll_body('down')", "Scroll down", show=False),
        Binding("pageup", "scroll_body('page_up')", "Page up", show=False),
        Binding("pagedown,space", "scroll_body('page_down')", "Page down", show=False),
    ]

    app = getters.app(QuizBase)
    body = getters.query_one("#body", VerticalScroll)
    timer_bar = getters.query_one(TimerBar)

    def __init__(self, session: AttemptSession) -> None:
        """Play ``session`` from where it is."""
        super().__init__()
        self.session = session
        self.attempt = session.attempt
        self._given: Answer | None = None
        self._explained = False
        self._hinted = False
        self._next_from = 0.0
        self._sources: tuple[Source, ...] = ()

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText(self.session.bank.title, classes="left")
            yield PlainText("", id="place")
            yield PlainText("", id="dots")
            yield PlainText("", id="streak")
            yield PlainText("", id="clock")
        yield TimerBar(id="line")
        yield VerticalScroll(id="body", can_focus=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin, and let the clock tick once a second."""
        self.set_interval(1.0, self.tick)
        self._begin_question()

    @work(exclusive=True, group="question")
    async def _begin_question(self) -> None:
        """Write down that the question is shown, then show it."""
        if not await self._stored(self.session.show):
            self.dismiss()
            return
        asked = self.attempt.current
        self._given, self._explained, self._hinted, self._sources = None, False, False, ()
        panel = ANSWER_PANELS[type(asked.question)](asked, self.session.record.seed, self._now)
        hint = PlainText(f"Hint: {asked.question.hint}", classes="hint")
        hint.display = False
        async with self.batch():
            await self.body.remove_children()
            await self.body.mount(
                QuestionGroup(
                    PlainText(asked.question.topic, classes="topic"),
                    PlainText(asked.question.prompt, classes="prompt"),
                    hint,
                    panel,
                    FeedbackPanel(),
                )
            )
            self.body.scroll_home(animate=False)
        panel.first_focus().focus()
        self._say_where()
        self.tick()
        self.refresh_bindings()

    def _now(self) -> float:
        return self.app.services.clocks.monotonic()

    async def _stored(self, write: Callable[[], object]) -> bool:
        """Run something that writes, off the loop, until it succeeds or the player leaves."""
        while True:
            try:
                await asyncio.to_thread(write)
            except StoreError as error:
                ways = [("leave", "Leave (what is kept stays kept)")]
                if not isinstance(error, PlayedElsewhereError):
                    ways.insert(0, ("again", "Try again"))
                if await self.app.push_screen_wait(Dialog(error.message, error.fix, ways)) != "again":
                    return False
            else:
                return True

    @on(AnswerPanel.Answered)
    def _answered(self, event: AnswerPanel.Answered) -> None:
        if self.attempt.preset != "certainty":
            self._close(self.attempt.answer(event.given))
        elif self._given is None and self.attempt.takes_answers:
            self._given = event.given
            self._ask_how_sure()

    @work(group="sure")
    async def _ask_how_sure(self) -> None:
        sure = Choices(["Not sure", "Fairly sure", "Very sure"], id="sure")
        await self.query_one(QuestionGroup).mount(
            PlainText("How sure are you?", id="how-sure"), sure, before=self.query_one(FeedbackPanel)
        )
        sure.focus()
        self.body.scroll_end(animate=False)

    @on(Choices.Picked, "#sure")
    def _sure(self, event: Choices.Picked) -> None:
        event.stop()
        if self._given:
            event.choices.close()
            self._close(self.attempt.answer(self._given, _CERTAINTIES[event.positions[0]]))

    def tick(self) -> None:
        """Redraw what a second has changed, and close the question when its time is over."""
        if not self.is_mounted or self._explained:
            return
        left, limit = self.attempt.seconds_left(), self.attempt.current.limit
        if left == 0.0:
            self._close(self.attempt.expire())
        clock = self.query_one("#clock", PlainText)
        clock.update(clock_words(left), layout=False)
        clock.set_class(left is not None and left <= HURRY, "hurry")
        self.timer_bar.show(left, limit)

    def _close(self, response: Response | None) -> None:
        if response:
            self._keep_and_explain(response)

    @work(exclusive=True, group="question")
    async def _keep_and_explain(self, response: Response) -> None:
        """Write the response down, and only then say what it was worth and why."""
        if not await self._stored(lambda: self.session.keep(response)):
            self.dismiss()
            return
        question = self.attempt.current.question
        said = feedback(question, response, self.session.bank.sources, self.app.services.names)
        self._explained, self._sources = True, said.sources
        self._next_from = self._now() + GRACE
        async with self.batch():
            if self.attempt.preset == "certainty":
                await self.query("#how-sure, #sure").remove()
            answers = self.query_one(AnswerPanel)
            answers.reveal(response)
            panel = self.query_one(FeedbackPanel)
            panel.tell(
                said,
                shows_points=self.session.record.mode == "quiz",
                shows_key=not answers.SHOWS_KEY,
            )
            self._say_where()
            self.query_one("#clock", PlainText).update("", layout=False)
            self.timer_bar.show(None, None)
        self.refresh_bindings()
        self.call_after_refresh(self.body.scroll_to_widget, panel, animate=False)

    def _say_where(self) -> None:
        """Show the place in the quiz, how the questions so far went, and a streak that is worth telling."""
        dots = "".join("●" if r.right else "◐" if r.mark else "○" for r in self.attempt.responses)
        place = f"{self.attempt.position + 1} of {len(self.attempt.asked)}"
        self.query_one("#place", PlainText).update(place)
        self.query_one("#dots", PlainText).update(dots)
        streak = self.attempt.streak
        self.query_one("#streak", PlainText).update(f"streak {streak}" if streak > 1 else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the moment allows: hint and skip before the answer, next and sources after it."""
        if action == "hint":
            return not self._explained and bool(self.attempt.current.question.hint) and not self._hinted
        if action == "skip":
            return not self._explained
        if action in ("next", "flag", "scroll_body"):
            return self._explained
        if action == "open_source":
            return self._explained and bool(self._sources)
        return True

    def action_next(self) -> None:
        """Go to the next question, or to the results."""
        if not self._explained or self._now() < self._next_from:
            return
        if self.attempt.advance():
            self._begin_question()
        else:
            self.app.show_results(self.session)

    def action_scroll_body(self, way: Way) -> None:
        """Scroll question and feedback."""
        scroll(self.body, way)

    def action_skip(self) -> None:
        """Give no answer, and see why."""
        self._close(self.attempt.skip())

    def action_hint(self) -> None:
        """Show the hint; it costs nothing."""
        hint = self.query_one(".hint", PlainText)
        self._hinted = hint.display = True
        self.refresh_bindings()
        self.call_after_refresh(self.body.scroll_to_widget, hint, animate=False)

    @work
    async def action_flag(self) -> None:
        """Flag the question for whoever looks after the bank, or take the flag back."""
        await self.app.flag(self.session, self.attempt.current.question.id)

    @work
    async def action_open_source(self) -> None:
        """Open the source in the browser; where there are several, ask which."""
        await self.app.open_sources(self._sources)

    @on(SourceLine.Clicked)
    def _source_clicked(self, event: SourceLine.Clicked) -> None:
        self.app.open_link(event.source.url)

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        """Ask before leaving a quiz that is not over."""
        if self.attempt.finished:
            self.action_next()
            return
        ways = [("stay", "Stay"), ("leave", "Leave")]
        if await self.app.push_screen_wait(Dialog("Leave the quiz?", self._if_left(), ways)) == "leave":
            self.dismiss()

    def _if_left(self) -> str:
        """Return what becomes of the quiz where the player leaves now."""
        if self.app.services.trouble:
            return "Scores are not kept this time, so what you have answered is lost when you close the quiz."
        rest = len(self.attempt.asked) - len(self.attempt.responses)
        text = f"What you have answered is kept, and you can go on later: {rest} still to come."
        if not self._explained and self.attempt.current.limit is not None:
            text += " The clock of this question runs on."
        return text
