"""The end of a top-up: how it went, and when each of its questions comes again."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, VerticalGroup, VerticalScroll
from textual.content import Content
from typing_extensions import override

from quiz.play.attempt import Response
from quiz.questions.names import fill_names
from quiz.reports.feedback import judged
from quiz.reports.result_lines import right_in_words
from quiz.reports.summary import in_one_line, key_lines
from quiz.services.topup_session import TopUpSession
from quiz.services.topups import in_how_long, when_again
from quiz.tui.base import QuizBase
from quiz.tui.result_words import PRACTICE
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.result_card import ResultCard
from quiz.tui.widgets.row_view import Rows, TextRow
from quiz.tui.widgets.scrolling import SCROLL_KEYS, PageScreen
from quiz.tui.widgets.sheet import GLYPHS

_COLOURS = {"right": "$right", "not right": "$wrong"}
_INDENT = 3


class TopupScreen(PageScreen):
    """The results of a top-up."""

    CSS_PATH = "topup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss", "Home"),
        *SCROLL_KEYS,
        Binding("p", "progress", "progress"),
        Binding("escape,q", "dismiss", "home", key_display="Esc"),
    ]

    app = getters.app(QuizBase)

    def __init__(self, session: TopUpSession) -> None:
        """Show the results of ``session``."""
        super().__init__()
        self.session = session

    @override
    def compose(self) -> ComposeResult:
        player, responses = self.session.player, self.session.attempt.responses
        right = sum(response.right for response in responses)
        verdict = "✔ All right" if right == len(responses) else "◐ Topped up"
        with Center(), Horizontal(id="top"):
            yield PlainText("Top-up", classes="left")
            yield PlainText(" · ".join(filter(None, (player.name, player.team))), classes="right")
        with VerticalScroll(id="page", can_focus=False), VerticalGroup(classes="column"):
            facts = [Content(""), Content.styled(right_in_words(responses, len(responses)), "bold"), PRACTICE]
            yield ResultCard(right, "", verdict, facts, succeeded=right == len(responses))
            yield Rows(list(self._rows()), id="questions")
        yield KeyBar()

    @override
    def on_mount(self) -> None:
        """Look up when the questions come again. Textual calls the handler of ``PageScreen`` as well."""
        self._look_up()

    @work
    async def _look_up(self) -> None:
        services = self.app.services
        days = await self.app.from_store(lambda: services.days_until_again(self.session))
        if days:
            self.query_one("#questions", Rows).show(list(self._rows(days)))

    def _rows(self, days: Sequence[int] = ()) -> Iterator[TextRow]:
        """Yield when the questions come again, if the ``days`` until then are known, then all questions, missed first."""
        responses = self.session.attempt.responses
        yield TextRow(Content.styled(" ".join(when_again(responses, days)) if days else "", "bold"))
        yield TextRow(Content(""))
        whens = [in_how_long(ahead) for ahead in days] or [""] * len(responses)
        for response, when in sorted(zip(responses, whens, strict=True), key=lambda found: found[0].right):
            yield from self._question_rows(response, when)

    def _question_rows(self, response: Response, when: str) -> Iterator[TextRow]:
        question, judgement = self.session.attempt.asked[response.position].question, judged(response)
        glyph = Content.styled(GLYPHS[judgement], _COLOURS.get(judgement, "$partly"))
        yield TextRow(Content(in_one_line(question.prompt)), glyph, _INDENT, Content.styled(when, "$muted"), cut=True)
        if response.right:
            return
        for key in key_lines(question):
            yield TextRow(Content.styled(key, "$right"), Content.styled("   ✔", "$right"), _INDENT + 2)
        if action := fill_names(question.action, self.app.services.names):
            yield TextRow(Content.styled(action, "bold"), Content.styled("   Do now", "$muted"), _INDENT + 8)

    def action_progress(self) -> None:
        """Show the player's progress over all banks, in place of this screen."""
        self.dismiss()
        self.app.show_progress()
