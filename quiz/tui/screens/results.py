"""Results: the mark, passed or not, the points, by topic, what to read again, earlier attempts."""

from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from typing_extensions import override

from quiz.reports.summary import Summary, summarise
from quiz.services.attempt_session import AttemptSession
from quiz.services.requests import BoardRequest
from quiz.store.records import AttemptRecord
from quiz.tui.base import QuizBase
from quiz.tui.widgets.feedback_panel import SourceLine, source_rows
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

_BAR = 20


class ResultsScreen(Screen[None]):
    """What a session came to."""

    CSS_PATH = "results.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "review", "Review"),
        Binding("a", "again", "Again"),
        Binding("b", "board", "Leaderboard"),
        Binding("o", "open_source", "Open source"),
        Binding("escape,q", "dismiss", "Home", key_display="Esc"),
    ]

    app = getters.app(QuizBase)

    def __init__(self, session: AttemptSession) -> None:
        """Show what ``session`` came to."""
        super().__init__()
        self.session = session
        self.summary: Summary = summarise(session.attempt.asked, session.attempt.responses, session.bank.sources)

    @override
    def compose(self) -> ComposeResult:
        session = self.session
        with Horizontal(id="top"):
            yield PlainText(session.bank.title, classes="left")
            yield PlainText(session.player.name, classes="right")
        with VerticalScroll(id="results"):
            yield PlainText(self._headline(), id="headline")
            yield PlainText("", id="history")
            if len(self.summary.topics) > 1:
                yield PlainText("By topic", classes="title")
                yield PlainText(self._topics(), id="topics")
            if self.summary.read_again:
                yield PlainText("Read again", classes="title")
                yield from source_rows(self.summary.read_again)
        yield KeyBar()

    def on_mount(self) -> None:
        """Fetch the earlier attempts."""
        self.query_one("#results").focus()
        self._show_history()

    def _headline(self) -> Content:
        result, attempt = self.session.result(), self.session.attempt
        pass_mark = f"{self.session.record.pass_mark:g} %"
        verdict = (
            (f"✔ Passed (pass mark {pass_mark})", "$right")
            if result.passed
            else (f"○ Not passed yet (pass mark {pass_mark})", "$wrong")
        )
        record = self.session.record
        kept_apart = "" if record.on_board else " (for practice, on no board)"
        points = "Practice: no points, no board" if record.mode == "learn" else f"{result.points:,} points{kept_apart}"
        return Content.assemble(
            (f"{result.mark:.0f} %", "bold"),
            "   ",
            verdict,
            "\n",
            f"{self.summary.right} of {len(attempt.asked)} right   {points}",
        )

    def _topics(self) -> Content:
        lines: list[Content] = []
        width = max(len(share.topic) for share in self.summary.topics)
        for share in self.summary.topics:
            full = round(share.mark / 100 * _BAR)
            style = "$right" if share.mark >= self.session.record.pass_mark else "$wrong"
            bar = [("█" * full, style), ("░" * (_BAR - full), "$border-blurred")]
            lines.append(Content.assemble(f"{share.topic[:30]:{min(width, 30)}}  ", *bar, f" {share.mark:4.0f} %"))
        return Content("\n").join(lines)

    @work
    async def _show_history(self) -> None:
        session = self.session
        found = await self.app.from_store(lambda: session.store.history(session.player.id, session.bank.id))
        if found and len(found) > 1:
            self.query_one("#history", PlainText).update(_history_line(found))

    @work
    async def action_review(self) -> None:
        """Walk through what was not right."""
        if self.summary.to_review:
            self.app.show_review(self.session, self.summary.to_review)
        else:
            self.app.say("Everything was right: nothing to review.")

    @work
    async def action_again(self) -> None:
        """Play the same bank again."""
        self.dismiss()
        await self.app.play(self.session.bank, learn=self.session.record.mode == "learn")

    def action_board(self) -> None:
        """Show this bank's board."""
        self.app.show_board(BoardRequest(bank=self.session.bank.id, initials=self.app.settings.initials_only))

    @work
    async def action_open_source(self) -> None:
        """Open one of the sources to read again."""
        await self.app.open_sources(self.summary.read_again)

    @on(SourceLine.Clicked)
    def _source_clicked(self, event: SourceLine.Clicked) -> None:
        self.app.open_link(event.source.url)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer review and sources only where there is something to see."""
        if action == "review":
            return bool(self.summary.to_review)
        return bool(self.summary.read_again) if action == "open_source" else True


def _history_line(found: list[AttemptRecord]) -> Content:
    """Return the marks of earlier attempts as a small line, the oldest first, and the best."""
    marks = [record.mark for record in reversed(found)]
    line = "".join("▁▂▃▄▅▆▇█"[min(int(mark / 12.5), 7)] for mark in marks)
    return Content.assemble(
        ("Best so far ", "$muted"),
        f"{max(marks):.0f} %",
        ("   attempts ", "$muted"),
        (line, "$right"),
        (f"   {' '.join(f'{mark:.0f}' for mark in marks[-6:])}", "$muted"),
    )
