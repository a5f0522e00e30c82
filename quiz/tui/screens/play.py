"""Play: one question after another, each answered and then explained."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar, cast

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from typing_extensions import override

from quiz.banks.model import Source
from quiz.play.attempt import Response, State
from quiz.play.points import CERTAINTY_COUNTS, CERTAINTY_COUNTS_FOR_NOTHING, CERTAINTY_WORDS, Certainty
from quiz.questions.question import Question
from quiz.questions.text import plural
from quiz.reports.feedback import feedback, judged
from quiz.services.attempt_session import AttemptSession
from quiz.store.errors import PlayedElsewhereError, StoreError
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import Dialog
from quiz.tui.key_gate import GatedScreen, KeyGate
from quiz.tui.widgets.answers import ANSWER_PANELS
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.grid import column
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.pieces import GAP
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.question_body import QuestionBody
from quiz.tui.widgets.scrolling import Way
from quiz.tui.widgets.sheet import GLYPHS
from quiz.tui.widgets.timer_bar import HURRY, TimerBar, clock_words

_LEAST_TITLE = 18
"""Cells that the bank's title must keep for marks to be drawn one by one."""
_SPACED = 80
"""From this width of the column there are gaps between the marks."""
_MOST_BOXES = 12
"""The most mistakes of a round that are shown one by one."""
_COLOURS = {"right": "right", "not right": "wrong"}
_HOW_SURE = "How sure are you?"
_ENTER_LATER = "gives your answer, once a filled button at the bottom says so"
_KEYS_FIT = 60
"""From this width of the window the key line has room for all the keys that say how sure one is."""


class PlayScreen(GatedScreen):
    """A session on the screen. Keys go to the answer panel; its answer goes to the attempt, then to the store."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Next"),
        # Only one of the two is offered at a time.
        Binding("enter", "say_certainty(2)", show=False),
        *(Binding(str(certainty), f"say_certainty({certainty})", words) for certainty, words in CERTAINTY_WORDS.items()),
        # The answer panel keeps the focus but releases its keys once answered: moving the focus costs a layout.
        Binding("down,j", "scroll_body('down')", "more", key_display="↓"),
        Binding("up,k", "scroll_body('up')", "show all", key_display="↑"),
        Binding("o", "open_source", "open source"),
        Binding("y", "copy_source", "copy address"),
        Binding("f", "flag", "flag", tooltip="Flag this question for whoever looks after the bank"),
        Binding("f2", "hint", "hint"),
        Binding("f4", "skip", "no answer"),
        Binding("escape", "leave", "leave"),
        Binding("question_mark", "help", "help", key_display="?"),
        Binding("f1", "help", "help"),
        Binding("pageup", "scroll_body('page_up')", "Page up", show=False),
        Binding("pagedown,space", "scroll_body('page_down')", "Page down", show=False),
    ]

    app = getters.app(QuizBase)
    body = getters.query_one(QuestionBody)
    timer_bar = getters.query_one(TimerBar)
    panel = getters.query_one(AnswerPanel)
    key_bar = getters.query_one(KeyBar)

    def __init__(self, session: AttemptSession) -> None:
        """Play ``session`` from where it is."""
        super().__init__()
        self.session = session
        self.attempt = session.attempt
        self._explained = False
        self._asks_how_sure = False
        self._types_seen: set[type[Question]] = set()
        self.key_gate = KeyGate(self._now)
        self._sources: tuple[Source, ...] = ()

    @override
    def compose(self) -> ComposeResult:
        with VerticalGroup(id="head"):
            with Horizontal(classes="where"):
                yield PlainText(self._title(), id="title")
                yield PlainText("", id="place")
                yield PlainText("", id="dots")
                yield PlainText("", id="clock")
            yield TimerBar(id="line")
        yield QuestionBody(id="body")
        yield KeyBar()

    def _title(self) -> str:
        if self.session.repeats:
            return "Practice: my mistakes"
        if self.session.record.mode == "topup":
            return "Top-up"
        return ("" if self.session.record.on_board else "Practice · ") + self.session.bank.title

    def on_mount(self) -> None:
        """Begin, and let the clock tick once a second."""
        self.set_interval(1.0, self.tick)
        for attribute in ("show_vertical_scrollbar", "scroll_y"):
            self.watch(self.body, attribute, lambda _: self.refresh_bindings())
        self._begin_question()

    @work(exclusive=True, group="question")
    async def _begin_question(self) -> None:
        """Store that the question is being shown, then show it."""
        if not await self._stored(self.session.show):
            self.dismiss()
            return
        asked = self.attempt.current
        self._explained, self._sources = False, ()
        panel = ANSWER_PANELS[type(asked.question)](asked, self.session.record.seed, self._now)
        async with self.batch():
            await self.body.remove_children()
            await self.body.mount(panel)
            self.body.scroll_home(animate=False)
        self.app.hush()
        panel.first_focus().focus()
        self.key_gate.shut()
        self._say_how(panel)
        self._say_where()
        if self.attempt.seconds_left() == 0.0:
            self.app.say("Its time ran out while you were away.")
        self.tick()
        self.refresh_bindings()

    def _say_how(self, panel: AnswerPanel) -> None:
        """Say how this type is answered, as often as the settings ask for."""
        kind = type(panel.question)
        is_new, wanted = kind not in self._types_seen and not self.session.repeats, self.app.settings.how_to_lines
        self.key_bar.tell(panel.how_to_answer() if wanted == "always" or (is_new and wanted == "first") else "")
        self._types_seen.add(kind)

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
                if await self.app.push_screen_wait(Dialog(error.message, error.fix, ways, left="again")) == "leave":
                    return False
            else:
                return True

    @on(AnswerPanel.Answered)
    def _answered(self, event: AnswerPanel.Answered) -> None:
        self.app.hush()
        self._take(self.attempt.answer(event.given))

    @on(AnswerPanel.Changed)
    def _hush(self) -> None:
        """Remove a notice about an answer that has changed since."""
        self.app.hush()

    @on(AnswerPanel.MoreAsked)
    def _more_asked(self) -> None:
        self.key_gate.shut()
        self.body.scroll_home(animate=False)

    def tick(self) -> None:
        """Redraw the clock, and close the question when its time is over."""
        if not self.is_mounted or self._explained:
            return
        left, limit = self.attempt.seconds_left(), self.attempt.current.limit
        # An answer already given is stored before its time may end: two writes at once would get in each other's way.
        if left == 0.0 and (self._asks_how_sure or self.attempt.state is State.SHOWN):
            self._take(self.attempt.expire())
        clock = self.query_one("#clock", PlainText)
        words = clock_words(left)
        # The last ten seconds have a sign in front; otherwise the width stays the same.
        clock.update(words, layout=len(words) != len(str(clock.content)))
        clock.display = bool(words)
        clock.set_class(left is not None and left <= HURRY, "hurry")
        self.timer_bar.show(left, limit)

    def _take(self, response: Response | None) -> None:
        """Go on with the response, if there is one."""
        if response:
            self._asks_how_sure = False
            self._keep(response)

    @work(exclusive=True, group="question")
    async def _keep(self, response: Response) -> None:
        """Store the response, and only then ask how sure the player is, or explain what it was worth."""
        if not await self._stored(lambda: self.session.keep(response)):
            self.dismiss()
        elif self.attempt.state is State.GIVEN:
            self._ask_how_sure()
        else:
            await self._explain(response)

    def _ask_how_sure(self) -> None:
        """Ask in the two bottom lines; the answer stays in sight, but the panel's keys no longer count."""
        self._asks_how_sure = True
        self.key_gate.shut()
        self.panel.close()
        self._say_how_sure()
        self.refresh_bindings()

    def _say_how_sure(self) -> None:
        """Put the question above its keys, with what the answer counts for, or in a narrow window with the keys' meaning."""
        width = self.app.size.width
        worth = CERTAINTY_COUNTS if self.attempt.points_are_open else CERTAINTY_COUNTS_FOR_NOTHING
        note = worth if width >= _KEYS_FIT else "1 not, 2 fairly, 3 very."
        told = Content.assemble((_HOW_SURE, "bold $right"), (f"  {note}", "$muted"))
        self.key_bar.tell(told if told.cell_length <= column(width) or width < _KEYS_FIT else told[: len(_HOW_SURE)])

    async def _explain(self, response: Response) -> None:
        question = self.attempt.current.question
        said = feedback(question, response, self.session.bank.sources, self.app.services.names)
        self._explained, self._sources = True, said.sources
        self.key_gate.shut()
        async with self.batch():
            self.panel.reveal(response, said, self._beside_verdict(), shows_points=self.session.record.mode == "quiz")
            self.key_bar.tell("")
            self._say_where()
            self._show_band()
            self.body.scroll_home(animate=False)
        self.panel.view.fill_band()
        self.refresh_bindings()

    def _beside_verdict(self) -> str:
        """Return what goes beside the verdict: a streak or the like, and the topic, which now gives nothing away."""
        has_streak = self.attempt.streak > 1 and self.attempt.responses[-1].scored
        streak = f"{self.attempt.streak} in a row" if has_streak else ""
        if self.session.repeats:
            streak = "cleared" if self.attempt.responses[-1].right else "comes again"
        before = "missed last time" if self.session.was_missed else ""
        return GAP.join(filter(None, (before or streak, self.attempt.current.question.topic)))

    def _show_band(self) -> None:
        """Replace the time bar by a rule, or by the verdict if the feedback does not all fit into sight."""
        self.query_one("#clock", PlainText).display = False
        if band := self.body.band:
            self.timer_bar.show_instead(band)
        else:
            self.timer_bar.show(None, None)

    def _say_where(self) -> None:
        """Show the place in the quiz, and how the questions so far went; in a round of mistakes, how many are cleared."""
        if self.session.repeats:
            cleared, pile = self.session.cleared, self.session.pile
            self.query_one("#place", PlainText).update(f"{cleared} of {pile} cleared")
            self.query_one("#dots", PlainText).update(_boxes(cleared, pile) if pile <= _MOST_BOXES else "")
            return
        asked, column = len(self.attempt.asked), self.timer_bar.size.width
        place = f"{self.attempt.position + 1} of {asked}"
        is_spaced = column >= _SPACED and 2 * asked + _LEAST_TITLE + 30 <= column
        one_by_one = asked + _LEAST_TITLE + len(place) + 14 <= column
        dots = marks(
            self.attempt.responses, asked, is_open=not self._explained, one_by_one=one_by_one, gap=" " if is_spaced else ""
        )
        self.query_one("#place", PlainText).update(place)
        self.query_one("#dots", PlainText).update(dots)

    def on_resize(self) -> None:
        """Draw the marks again: there may be room for more, or for fewer."""
        self.call_after_refresh(self._laid_out_anew)

    def _laid_out_anew(self) -> None:
        if self.query(AnswerPanel):
            self._say_where()
            if self._explained:
                self._show_band()
            else:
                self.tick()
            if self._asks_how_sure:
                self._say_how_sure()
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the moment allows: hint and skip before the answer, next and sources after it."""
        if action == "say_certainty":
            return self._asks_how_sure
        if action == "hint":
            return self._is_open and bool(self.attempt.current.question.hint) and not self._hint_is_shown
        if action == "skip":
            return self._is_open
        if action in ("next", "flag"):
            return self._explained
        if action == "scroll_body":
            return self.body.has_more(cast("Way", parameters[0]))
        if action in ("open_source", "copy_source"):
            return self._explained and bool(self._sources)
        return True

    @property
    def _is_open(self) -> bool:
        """Whether an answer can still be given."""
        return not self._explained and not self._asks_how_sure

    @property
    def _hint_is_shown(self) -> bool:
        return any(panel.hint for panel in self.query(AnswerPanel))

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Name keys for the moment: how many sources there are, what scrolling up shows, how sure, what help explains."""
        if binding.action == "open_source" and len(self._sources) > 1:
            return "o", f"open {len(self._sources)} sources"
        if binding.action == "scroll_body('up')" and self.query(AnswerPanel) and not self.panel.can_unfold:
            return "↑", "back"
        if binding.action.startswith("say_certainty"):
            words = binding.description
            display = f"{binding.key} or Enter" if binding.key == "2" else binding.key
            return display, words.removesuffix(" sure") if self.has_class("-narrow") else words
        if binding.action == "help" and not self._explained:
            return self.app.get_key_display(binding), "how"
        return None

    def action_next(self) -> None:
        """Go to the next question, or to the results."""
        if not self._explained:
            return
        if self.attempt.advance():
            # Until the next question is on the screen no key may act on this one.
            self._explained = False
            self._begin_question()
        elif self.attempt.finished:
            self.app.show_results(self.session)

    def action_scroll_body(self, way: Way) -> None:
        """Scroll what does not fit: the explanation alone, else the whole page; upwards also unfold what is folded."""
        self.body.go(way)
        self.call_after_refresh(self._laid_out_anew)
        self.refresh_bindings()

    def action_say_certainty(self, certainty: Certainty) -> None:
        """Say how sure the player is, and show the result of the answer."""
        self._take(self.attempt.say_certainty(certainty))

    def action_skip(self) -> None:
        """Give no answer, and show the explanation."""
        self._take(self.attempt.skip())

    def action_hint(self) -> None:
        """Show the hint; it costs nothing."""
        self.panel.show_hint()
        self.refresh_bindings()

    @work
    async def action_flag(self) -> None:
        """Flag the question for those who look after the bank, or take the flag back."""
        await self.app.flag(self.session, self.attempt.current.question.id)

    @work
    async def action_open_source(self) -> None:
        """Open the source in the browser, asking which if there are several."""
        await self.app.open_sources(self._sources)

    @work
    async def action_copy_source(self) -> None:
        """Copy the address of the source, asking which if there are several."""
        await self.app.copy_source(self._sources)

    def action_help(self) -> None:
        """Say how this question is answered, and what each key does."""
        if self._is_open:
            kind = self.attempt.current.question.NAME
            self.app.show_help(
                self.panel.how_to_answer(), f"This question: {kind[:1].casefold()}{kind[1:]}", enter=_ENTER_LATER
            )
            return
        how = ""
        if self._asks_how_sure:
            how = CERTAINTY_COUNTS if self.attempt.points_are_open else CERTAINTY_COUNTS_FOR_NOTHING
            how = f"One key says how sure you are. {how}"
        self.app.show_help(how)

    @on(AnswerPanel.SourceClicked)
    @work
    async def _source_clicked(self, event: AnswerPanel.SourceClicked) -> None:
        await self.app.open_sources(event.sources)

    @work(group="leave")
    async def action_leave(self) -> None:
        """Ask before leaving a quiz that is not over."""
        if not self.is_active:
            return
        if self.attempt.finished:
            self.action_next()
            return
        if self._asks_how_sure and self.attempt.is_last:
            # The quiz is over but for this, and the result of the answer has still to be read.
            self._take(self.attempt.say_certainty(None))
            return
        ways = [("stay", "Stay"), ("leave", "Leave")]
        if await self.app.push_screen_wait(Dialog("Leave the quiz?", self._if_left(), ways)) == "leave":
            response = self.attempt.say_certainty(None) if self.attempt.points_are_open else None
            if response:
                await self._stored(lambda: self.session.keep(response))
            self.dismiss()

    def _if_left(self) -> str:
        """Return what becomes of the quiz if the player leaves now."""
        if self.app.services.trouble:
            return "Scores are not kept this time, so what you have answered is lost when you close the quiz."
        answered = len(self.attempt.responses) + (self.attempt.state is State.GIVEN)
        if not answered:
            return "Nothing is answered yet, so nothing is kept."
        if self.session.repeats:
            return "What you have answered is kept. What you have not had right yet can be practised again at any time."
        rest = len(self.attempt.asked) - answered
        if self.session.record.mode == "topup":
            return f"What you have answered is kept. {plural(rest, 'question')} will still be due."
        text = f"What you have answered is kept, and you can go on later: {rest} still to come."
        if self.attempt.state is State.SHOWN and self.attempt.current.limit is not None:
            text += " This question counts as missed once its time is over, for its clock runs on."
        return text


def _boxes(cleared: int, pile: int) -> Content:
    return Content(" ").join(
        Content.styled(*box) for box in [("■", "$right")] * cleared + [("□", "$muted")] * (pile - cleared)
    )


def marks(responses: Sequence[Response], asked: int, *, is_open: bool, one_by_one: bool, gap: str = "") -> Content:
    """Return a glyph for the verdict on each of ``responses``, or the number of each glyph.

    If ``one_by_one``, a mark for the open question follows, and a dot for each of ``asked`` still to come.
    """
    glyphs = [GLYPHS[judged(response)] for response in responses]
    styles = {glyph: f"${_COLOURS.get(judgement, 'partly')}" for judgement, glyph in GLYPHS.items()}
    if not one_by_one:
        counts = [(f"{glyphs.count(glyph)} {glyph}", style) for glyph, style in styles.items() if glyph in glyphs]
        return Content(" ").join(Content.styled(*count) for count in counts)
    came = [(glyph, styles[glyph]) for glyph in glyphs]
    if is_open:
        came.append(("▪", "$foreground"))
    to_come = [("·", "$muted")] * (asked - len(came))
    return Content(gap).join(Content.styled(*mark) for mark in (*came, *to_come))
