"""Review: walk through what was not right, one question at a time: the verdict, both answers, why, and what to do now."""

from collections.abc import Sequence
from typing import ClassVar, cast

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup
from typing_extensions import override

from quiz.banks.model import Source
from quiz.play.attempt import Response
from quiz.questions.question import Question
from quiz.questions.text import plural
from quiz.reports.feedback import feedback
from quiz.services.attempt_session import AttemptSession
from quiz.tui.base import QuizBase
from quiz.tui.widgets.answers import ANSWER_PANELS
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.question_body import QuestionBody
from quiz.tui.widgets.scrolling import Way
from quiz.tui.widgets.timer_bar import TimerBar


class ReviewScreen(ClosesOnce[None]):
    """One question after another, forwards and back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,n", "go(1)", "Next mistake"),
        Binding("left,p", "go(-1)", "the one before", key_display="←"),
        Binding("down,j", "scroll_body('down')", "more", key_display="↓"),
        Binding("up,k", "scroll_body('up')", "show all", key_display="↑"),
        Binding("pageup", "scroll_body('page_up')", "Page up", show=False),
        Binding("pagedown,space", "scroll_body('page_down')", "Page down", show=False),
        Binding("m", "practise", "practise them", tooltip="Until each was right once: no clock, no points, no board"),
        Binding("o", "open_source", "open source"),
        Binding("f", "flag", "flag", tooltip="Flag this question for whoever looks after the bank"),
        Binding("escape,q", "dismiss", "results", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    body = getters.query_one(QuestionBody)
    timer_bar = getters.query_one(TimerBar)

    def __init__(self, session: AttemptSession, responses: Sequence[Response]) -> None:
        """Review ``responses`` of ``session``; at least one."""
        super().__init__()
        self.session = session
        self._responses = responses
        self._place = 0

    @override
    def compose(self) -> ComposeResult:
        with VerticalGroup(id="head"):
            with Horizontal():
                yield PlainText(f"Review: {self.session.bank.title}", id="title")
                yield PlainText("", id="place")
            yield TimerBar(id="line")
        yield QuestionBody(id="body")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the first question."""
        for attribute in ("show_vertical_scrollbar", "scroll_y"):
            self.watch(self.body, attribute, lambda _: self.refresh_bindings())
        self._show()

    @property
    def _response(self) -> Response:
        return self._responses[self._place]

    @property
    def _question(self) -> Question:
        return self.session.attempt.asked[self._response.position].question

    @work(exclusive=True)
    async def _show(self) -> None:
        attempt, response = self.session.attempt, self._response
        asked = attempt.asked[response.position]
        said = feedback(asked.question, response, self.session.bank.sources, self.app.services.names)
        panel = ANSWER_PANELS[type(asked.question)](asked, self.session.record.seed, self.app.services.clocks.monotonic)
        async with self.batch():
            self.query_one("#place", PlainText).update(f"{self._place + 1} of {len(self._responses)}")
            await self.body.remove_children()
            await self.body.mount(panel)
            panel.reveal(response, said, asked.question.topic)
            self.body.scroll_home(animate=False)
        self.call_after_refresh(self._laid_out_anew)

    def on_resize(self) -> None:
        """Look again what fits."""
        self.call_after_refresh(self._laid_out_anew)

    def _laid_out_anew(self) -> None:
        if band := self.body.band:
            self.timer_bar.show_instead(band)
        else:
            self.timer_bar.show(None, None)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back if there is one, and sources if there are any."""
        if action == "go":
            return parameters != (-1,) or self._place > 0
        if action == "open_source":
            return bool(self._sources())
        if action == "scroll_body":
            return self.body.has_more(cast("Way", parameters[0]))
        return True

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Say where Enter leads after the last question, and how many sources there are."""
        if binding.action == "go(1)" and self._place + 1 == len(self._responses):
            return "Enter", "Results"
        if binding.action == "scroll_body('up')" and (panel := self.body.panel) and not panel.can_unfold:
            return "↑", "back"
        sources = len(self._sources())
        return ("o", plural(sources, "source")) if binding.action == "open_source" and sources > 1 else None

    def _sources(self) -> list[Source]:
        known = self.session.bank.sources
        return [known[key] for key in self._question.sources if key in known]

    def action_scroll_body(self, way: Way) -> None:
        """Scroll what does not fit, or unfold what is folded."""
        self.body.go(way)
        self.call_after_refresh(self._laid_out_anew)

    def action_go(self, by: int) -> None:
        """Go on or back, and after the last question to the results."""
        if self._place + by >= len(self._responses):
            self.dismiss()
        elif self._place + by >= 0:
            self._place += by
            self._show()

    def action_practise(self) -> None:
        """Practise all the questions under review, until each was right once."""
        self.app.leave_for(self.app.practise_missed(self.session.bank, self.session))

    @work
    async def action_open_source(self) -> None:
        """Open the question's source."""
        await self.app.open_sources(self._sources())

    @work
    async def action_flag(self) -> None:
        """Flag the question, or take the flag back."""
        await self.app.flag(self.session, self._response.question_id)

    @on(AnswerPanel.SourceClicked)
    @work
    async def _source_clicked(self, event: AnswerPanel.SourceClicked) -> None:
        await self.app.open_sources(event.sources)
