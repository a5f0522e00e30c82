"""Review: walk through what was not right, one question at a time, with its source."""

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from typing_extensions import override

from quiz.play.attempt import Response
from quiz.reports.feedback import feedback
from quiz.services.attempt_session import AttemptSession
from quiz.tui.base import QuizBase
from quiz.tui.widgets.answers import ANSWER_PANELS
from quiz.tui.widgets.feedback_panel import FeedbackPanel, SourceLine
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText


class ReviewScreen(Screen[None]):
    """One question after another, forwards and back."""

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,n", "go(1)", "Next", key_display="→"),
        Binding("left,p", "go(-1)", "Back", key_display="←"),
        Binding("o", "open_source", "Open source"),
        Binding("f", "flag", "Flag", tooltip="Flag this question for whoever looks after the bank"),
        Binding("escape,q", "dismiss", "Results", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    page = getters.query_one("#page", VerticalScroll)

    def __init__(self, session: AttemptSession, responses: Sequence[Response]) -> None:
        """Review ``responses`` of ``session``; at least one."""
        super().__init__()
        self.session = session
        self._responses = responses
        self._place = 0

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("Review", classes="left")
            yield PlainText("", id="where", classes="right")
        yield VerticalScroll(id="page")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the first."""
        self.page.focus()
        self._show()

    @work(exclusive=True)
    async def _show(self) -> None:
        response = self._responses[self._place]
        question = self.session.attempt.asked[response.position].question
        said = feedback(question, response, self.session.bank.sources, self.app.services.names)
        async with self.batch():
            await self.page.remove_children()
            await self.page.mount(PlainText(question.prompt, classes="prompt"))
            await self.page.mount_all(ANSWER_PANELS[type(question)].seen_before(question))
            given = "\n".join(said.given) or "No answer"
            await self.page.mount(
                Horizontal(PlainText("You said", classes="label"), PlainText(given, classes="told"), classes="row yours"),
                panel := FeedbackPanel(),
            )
            panel.tell(said, shows_points=False)
            self.page.scroll_home(animate=False)
        self.query_one("#where", PlainText).update(f"{self._place + 1} of {len(self._responses)}")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way back where there is one."""
        return action != "go" or parameters != (-1,) or self._place > 0

    def action_go(self, by: int) -> None:
        """Go on or back; beyond the last one, to the results."""
        if self._place + by >= len(self._responses):
            self.dismiss()
        elif self._place + by >= 0:
            self._place += by
            self._show()

    @work
    async def action_open_source(self) -> None:
        """Open the question's source."""
        response = self._responses[self._place]
        question = self.session.attempt.asked[response.position].question
        sources = self.session.bank.sources
        await self.app.open_sources([sources[key] for key in question.sources if key in sources])

    @work
    async def action_flag(self) -> None:
        """Flag the question, or take the flag back."""
        await self.app.flag(self.session, self._responses[self._place].question_id)

    @on(SourceLine.Clicked)
    def _source_clicked(self, event: SourceLine.Clicked) -> None:
        self.app.open_link(event.source.url)
