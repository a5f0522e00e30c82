"""Results: the mark, a pass or how far off it was, the place earned, what to do now, what to practise or read again."""

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, VerticalGroup, VerticalScroll
from textual.content import Content
from textual.reactive import var
from typing_extensions import override

from quiz.banks.model import Source
from quiz.play.attempt import Response
from quiz.questions.question import Question
from quiz.questions.text import plural
from quiz.reports.feedback import judged
from quiz.reports.mark_blocks import mark_blocks
from quiz.reports.placing import Placing, placing
from quiz.reports.summary import Summary, in_one_line, key_lines, summarise, whole_mark
from quiz.services.attempt_session import AttemptSession
from quiz.services.progress import BankProgress
from quiz.services.requests import BoardRequest
from quiz.tui.base import QuizBase
from quiz.tui.result_words import known_bar, practice_facts, quiz_facts, share_bar
from quiz.tui.widgets.grid import column
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.result_card import CARD_MS, ResultCard
from quiz.tui.widgets.row_view import Rows, TextRow
from quiz.tui.widgets.scrolling import SCROLL_KEYS, PageScreen
from quiz.tui.widgets.sheet import GLYPHS
from quiz.tui.widgets.source_lines import SourceLines
from quiz.tui.widgets.topic_bars import TopicBars

_AIRY = 30
"""From this height there are blank rows above the card, below it, and before the bars."""
_SHOWS_MISSED = 32
"""From this height missed questions are shown with their right answers, if there is room for all of them."""
_MOVES_SECONDS = CARD_MS / 1000
"""How long the results are animated."""
_HEADER_AND_KEYS = 3
_CARD = 9
_INDENT = 2


class ResultsScreen(PageScreen):
    """The results of a session."""

    CSS_PATH = "results.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Enter does the first of these that is offered.
        Binding("enter", "go_on", "Practise my mistakes"),
        Binding("enter", "dismiss", "Home"),
        Binding(
            "m",
            "practise_missed",
            "practise my mistakes",
            tooltip="Until each was right once: no clock, no points, no board",
        ),
        *SCROLL_KEYS,
        Binding("r", "review", "review", tooltip="See each question that was not right, with your answer and the right one"),
        Binding("a", "again", "again"),
        Binding("o", "open_source", "sources"),
        Binding("c", "certificate", "certificate", tooltip="A page to print and pin up, in your documents"),
        Binding("y", "policy", "policy", tooltip="Read the school's policy, and say that you will follow it"),
        Binding("b", "board", "board"),
        Binding("escape,q", "dismiss", "home", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    card = getters.query_one(ResultCard)

    elapsed: var[float] = var(CARD_MS)
    """Milliseconds since the animation of the results began; it ends at ``CARD_MS``."""

    def __init__(self, session: AttemptSession) -> None:
        """Show the results of ``session``."""
        super().__init__()
        self.session = session
        self._is_practice = session.record.is_practice

    @cached_property
    def summary(self) -> Summary:
        """What to say beside the result."""
        attempt, bank = self.session.attempt, self.session.bank
        return summarise(attempt.asked, attempt.responses, bank.sources, self.app.services.names)

    @override
    def compose(self) -> ComposeResult:
        player = self.session.player
        with Center(), Horizontal(id="top"):
            yield PlainText(self._title(), classes="left")
            yield PlainText(" · ".join(filter(None, (player.name, player.team))), classes="right")
        with VerticalScroll(id="page", can_focus=False), VerticalGroup(classes="column"):
            yield self._card()
            with VerticalGroup(id="by-topic", classes="section"):
                yield Rows(id="marks")
                bars = [] if self.session.repeats else [share_bar(share) for share in self.summary.topics]
                yield TopicBars(bars, id="topics")
            with VerticalGroup(id="missed", classes="section"):
                yield PlainText("", classes="muted")
                yield Rows(id="to-do")
            with VerticalGroup(id="read", classes="section"):
                yield PlainText("Read again", classes="muted")
                yield SourceLines(self._to_read, id="read-again")
        yield KeyBar()

    def _title(self) -> str:
        if self.session.repeats:
            return "Practice: my mistakes"
        return f"Practice: {self.session.bank.title}" if self._is_practice else self.session.bank.title

    def _card(self) -> ResultCard:
        session, succeeded = self.session, self._has_succeeded()
        if session.repeats:
            verdict = "✔ All cleared" if succeeded else f"◐ {session.cleared} of {session.pile} cleared"
            return ResultCard(session.cleared, "", verdict, self._facts(), succeeded=succeeded)
        mark = whole_mark(session.result().mark, session.record.pass_mark)
        if self._is_practice:
            verdict = "✔ All right" if succeeded else "◐ Practised"
            return ResultCard(mark, "%", verdict, self._facts(), succeeded=succeeded)
        verdict = "✔ Passed" if succeeded else "◐ Not passed yet"
        return ResultCard(mark, "%", verdict, self._facts(), succeeded=succeeded, shield=succeeded)

    def _has_succeeded(self) -> bool:
        """Whether there is a success to show: a pass, or in practice no mistakes."""
        return not self.summary.to_review if self._is_practice else self.session.result().passed

    def _facts(self, found: Placing | None = None, known: BankProgress | None = None) -> list[Content]:
        if self._is_practice:
            return practice_facts(self.session, known)
        return quiz_facts(self.session, found)

    def on_mount(self) -> None:
        """Begin the animation, and look up what the store knows. Textual calls the handler of ``PageScreen`` as well."""
        self._say_marks(())
        if self.app.animation_level == "full":
            self.elapsed = 0.0
            self.animate("elapsed", CARD_MS, duration=_MOVES_SECONDS, easing="linear")
        self.call_after_refresh(self._look_up)

    def watch_elapsed(self, elapsed: float) -> None:
        """Draw the card and the bars at this moment; their rows have a fixed size, so nothing is laid out again."""
        # Neither exists before the first frame, or once the screen is closing.
        for card in self.query(ResultCard):
            card.elapsed = elapsed
        for bars in self.query(TopicBars):
            bars.elapsed = elapsed

    def on_key(self) -> None:
        """End the animation on any key."""
        self.app.animator.force_stop_animation(self, "elapsed")

    @work
    async def _look_up(self) -> None:
        """Show what the store knows: the place on the board and earlier marks, or after practice what is known now."""
        session = self.session
        if self._is_practice:
            known = await self.app.from_store(lambda: self.app.services.bank_progress(session.player, session.bank))
            if known:
                self.card.say(self._facts(known=known))
                self._show_known(known)
        else:
            found = await self.app.from_store(lambda: placing(session.store, session.record))
            if found:
                self.card.say(self._facts(found))
                self._say_marks(found.marks)

    def on_screen_resume(self) -> None:
        """Say that there is a policy to acknowledge, until it has been."""
        if self.check_action("policy", ()):
            self._say_policy()

    @work
    async def _say_policy(self) -> None:
        self.query_one(KeyBar).tell(await self.app.asks_for_policy(self.session.player))

    def _show_known(self, known: BankProgress) -> None:
        if self.session.repeats:
            self.query_one(TopicBars).show([known_bar(topic) for topic in known.topics])
            self._arrange()

    def _say_marks(self, marks: tuple[float, ...]) -> None:
        """Write the line above the bars: what they are, and the latest marks if there are several."""
        title = "You know" if self.session.repeats else "By topic"
        note = Content("")
        if len(marks) > 1:
            ink = "$right" if self._has_succeeded() else "$foreground"
            figures = " ".join(f"{mark:.0f}" for mark in marks)
            note = Content.assemble(("Your marks  ", "$muted"), (mark_blocks(marks), ink), (f"  {figures}", "$muted"))
        self.query_one("#marks", Rows).show([TextRow(Content.styled(title, "$muted"), note=note, cut=True)])

    # Layout

    def on_resize(self) -> None:
        """Arrange the parts for the new size."""
        self._arrange()

    def _arrange(self) -> None:
        """Arrange the parts by the room there is: first what to read again is dropped, then the topics go below what to do.

        If there is room for all of it, what to do is shown with each missed question and its right answer.
        """
        height, width = self.app.size.height, column(self.app.size.width) - 2 * _INDENT
        topics, parts, read = (self.query_one(f"#{name}") for name in ("by-topic", "missed", "read"))
        is_airy, bars = height >= _AIRY, self.query_one(TopicBars).count
        topics.display = bars > 1
        air = 2 if is_airy else 0
        needed = bars + 1 + air if topics.display else 0
        room = height - _HEADER_AND_KEYS - air - _CARD - needed
        missed, to_do = list(self._missed_rows()), list(self._to_do_rows())
        shows_missed = height >= _SHOWS_MISSED and _with_title(missed, width) <= room
        rows = missed if shows_missed else to_do
        self.query_one("#missed > .muted", PlainText).update("You missed" if shows_missed else "Your things to do")
        self.query_one("#to-do", Rows).show(rows)
        parts.display = bool(rows)
        left = room - _with_title(rows, width)
        # If the page scrolls anyway, it goes at the end.
        read.display = bool(self._to_read) and (left < 0 or left >= len(self._to_read) + 2)
        order = (topics, parts, read) if left >= 0 else (parts, topics, read)
        # The topics go before what to do, or after it.
        self.query_one(".column").move_child(topics, before=order[1] if order[0] is topics else read)
        first = next((part for part in order if part.display), None)
        for part in order:
            part.set_class(part is first, "-first")
        self.set_class(is_airy, "-airy")
        self.set_class(self.session.repeats and left > 3, "-lower")

    @property
    def _to_read(self) -> tuple[Source, ...]:
        """What to read again; nothing in a round of mistakes, which is no time for reading."""
        return () if self.session.repeats else self.summary.read_again

    def _to_do_rows(self) -> Iterator[TextRow]:
        if self.session.repeats:
            return
        for to_do in self.summary.to_do:
            yield TextRow(Content.styled(to_do.action, "bold"), indent=2)
            yield TextRow(Content.styled(to_do.about, "$muted"), indent=4, cut=True)

    def _missed_rows(self) -> Iterator[TextRow]:
        """Yield each missed question, its right answer, and what to do if it is the first to say so."""
        if self.session.repeats:
            return
        actions = {to_do.question_id: to_do.action for to_do in self.summary.to_do}
        for response in self.summary.to_review:
            question = self._question(response)
            yield TextRow(Content(in_one_line(question.prompt)), _glyph(response), 4, cut=True)
            for key in key_lines(question):
                yield TextRow(Content.styled(key, "$right"), Content.styled("    ✔", "$right"), 6, cut=True)
            if action := actions.get(question.id):
                yield TextRow(Content.styled(action, "bold"), Content.styled("      Do now", "$muted"), 14)

    def _question(self, response: Response) -> Question:
        return self.session.attempt.asked[response.position].question

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what has something to act on."""
        missed = bool(self.summary.to_review)
        offered = {
            "go_on": missed and not self._has_succeeded(),
            "practise_missed": missed,
            "review": missed,
            "board": self.session.record.on_board,
            "certificate": self._earns_certificate(),
            "policy": self._earns_certificate() and self.app.services.policy is not None,
            "open_source": bool(self._to_read),
        }
        return offered[action] if action in offered else super().check_action(action, parameters)

    def _earns_certificate(self) -> bool:
        """Whether it earns a certificate, and the store will still know it tomorrow."""
        counts = self.session.record.on_board and not self._is_practice
        return counts and self._has_succeeded() and self.app.services.trouble is None

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Say how many mistakes there are to practise, without naming twice what Enter does."""
        count = len(self.summary.to_review)
        mine = "" if self.has_class("-narrow") else "my "
        mistakes = f"{mine}{plural(count, 'mistake')}"
        if binding.action == "go_on":
            return "Enter", f"Go on with {count}" if self.session.repeats else f"Practise {mistakes}"
        if binding.action == "practise_missed":
            return "m", f"practise {mistakes}" if self._has_succeeded() else ""
        if binding.action == "again" and self.session.repeats:
            return "a", "play the bank again"
        if binding.action == "open_source":
            return "o", plural(len(self._to_read), "source")
        return None

    def action_review(self) -> None:
        """Walk through what was not right."""
        self.app.show_review(self.session, self.summary.to_review)

    def action_go_on(self) -> None:
        """Practise what was missed; in a round of mistakes that is the next round."""
        self.action_practise_missed()

    def action_practise_missed(self) -> None:
        """Practise what was missed, until each question was right once."""
        self.app.leave_for(self.app.practise_missed(self.session.bank, self.session))

    def action_again(self) -> None:
        """Play the same bank again; after a round of mistakes, the whole quiz."""
        self.app.leave_for(self.app.play(self.session.bank, learn=self.session.record.mode == "learn"))

    def action_board(self) -> None:
        """Show this bank's board."""
        self.app.show_board(BoardRequest(bank=self.session.bank.id, initials=self.app.settings.initials_only))

    @work
    async def action_certificate(self) -> None:
        """Write the certificate of what was passed."""
        session = self.session
        await self.app.certify(session.player, session.record.id, session.bank.id)

    @work
    async def action_policy(self) -> None:
        """Read the school's policy, and acknowledge it."""
        await self.app.show_policy(self.session.player)

    @work
    async def action_open_source(self) -> None:
        """Open one of the sources to read again."""
        await self.app.open_sources(self._to_read)

    @on(SourceLines.Clicked)
    def _source_clicked(self, event: SourceLines.Clicked) -> None:
        self.app.open_link(event.source.url)


def _with_title(rows: list[TextRow], width: int) -> int:
    """Return how many lines ``rows`` take with a title and a blank one above; 0 if there are no rows."""
    return sum(row.height({}, width) for row in rows) + 2 if rows else 0


def _glyph(response: Response) -> Content:
    judgement = judged(response)
    return Content.styled(f"  {GLYPHS[judgement]}", "$wrong" if judgement == "not right" else "$partly")
