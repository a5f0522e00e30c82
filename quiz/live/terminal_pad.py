"""The pad as a Textual app, for people who prefer a keyboard to a phone."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

import aiohttp
from msgspec.structs import replace
from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import Worker
from typing_extensions import override

from quiz.live.client import HostClient, UnreachableError
from quiz.live.forms.base import conversation
from quiz.live.how_sure import HowSure
from quiz.live.messages import (
    Draft,
    FinishedView,
    Gone,
    Greeting,
    Join,
    Leave,
    LobbyView,
    Moved,
    Named,
    OpenView,
    Refused,
    RemovedView,
    RevealedView,
    ServerMessage,
    StateCertainty,
    SubmitAnswer,
    Taken,
    Welcome,
    WireAnswer,
)
from quiz.live.pad_feedback import PadFeedback
from quiz.live.pad_narration import greeting_lines, narrate
from quiz.live.wire_questions import UnknownTypeError, answer_to_wire, question_from_wire
from quiz.questions.names import NICKNAME_LENGTH
from quiz.tui.dialogs import ListDialog
from quiz.tui.inset_app import InsetApp
from quiz.tui.widgets.answers import ANSWER_PANELS
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.conversation import told
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.line_input import LineInput
from quiz.tui.widgets.pieces import Piece
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.timer_bar import HURRY, TimerBar, clock_words

_LABELS = {"code": "Code on the big screen", "name": "Nickname that everyone will see", "team": "Team (if you have one)"}
_FIXED_TEAM = "Team (one of those above)"
_SENDING = "Sending…"
_TOLD_EVERY = 1.0
"""Seconds between drafts sent to the host."""
_LENGTHS = {"code": 12, "name": NICKNAME_LENGTH, "team": NICKNAME_LENGTH}


class JoinForm(VerticalGroup):
    """Code, nickname, team."""

    def __init__(
        self, known: dict[str, str], greeting: Greeting, told: Sequence[str] = (), problem: str = "", field: str = ""
    ) -> None:
        """Fill in what is ``known``, under the ``greeting`` and the lines ``told``; ``problem`` is about ``field``."""
        super().__init__()
        self._known = known
        self._greeting = greeting
        self._told = told
        self._problem = problem
        self.field = field

    @override
    def compose(self) -> ComposeResult:
        yield PlainText("Join the quiz", classes="title")
        yield from (PlainText(line) for line in (*greeting_lines(self._greeting), *self._told))
        for part, label in self._labels():
            yield PlainText(label, classes="label")
            yield LineInput(self._known[part], id=part, max_length=_LENGTHS[part], compact=True)
        yield PlainText(self._problem, classes="problem")
        yield PlainText("Enter goes on. Your answers stay on the host's laptop.", classes="muted")

    def _labels(self) -> Iterator[tuple[str, str]]:
        """Yield the fields to fill in, with their labels; without a team if nobody can have one."""
        for part, label in _LABELS.items():
            if part != "team":
                yield part, label
            elif self._greeting.teams:
                yield part, _FIXED_TEAM
            elif self._greeting.free_teams:
                yield part, label

    def lacks_team(self) -> bool:
        """Say whether a team must still be chosen, and if so tell the player without asking the host."""
        if not self._greeting.teams or self.query_one("#team", Input).value.strip():
            return False
        self.query_one(".problem", PlainText).update("Choose one of the teams.")
        self.query_one("#team", Input).focus()
        return True

    def first_focus(self) -> Input:
        """Return the first field to fill in or correct."""
        empty = next((part for part in ("code", "name") if not self._known[part]), "name")
        return self.query_one(f"#{self.field or empty}", Input)


class TerminalPad(InsetApp):
    """Draws the host's messages on one screen."""

    CSS_PATH = ["../tui/quiz.tcss", "terminal_pad.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "ask_back", "that is me", key_display="F2"),
        Binding("f8", "leave_game", "leave the game", key_display="F8"),
        Binding("ctrl+q", "quit", "close", priority=True, key_display="Ctrl+Q"),
    ]

    body = getters.query_one("#body", VerticalScroll)

    def __init__(
        self,
        address: str,
        theme: str,
        *,
        code: str = "",
        name: str = "",
        team: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Join at ``address``, with ``code``, ``name`` and ``team`` filled in if known. ``clock`` gives seconds."""
        super().__init__(theme)
        self._clock = clock
        self._address = address
        self._known = {"code": code, "name": name, "team": team}
        self._greeting = Greeting(title="")
        self._named = ""
        """A sentence on the name that the hall sees, if it is not the player's own."""
        self._line: HostClient | None = None
        self._may_be_back = False
        """Whether the refused name belongs to a player who is not connected."""
        self._joined = False
        self._may_lose = False
        """Whether leaving would lose answers: not before the first question, nor after the end."""
        self._is_over = False
        self._open: OpenView | None = None
        self._ends: float | None = None
        self._told: WireAnswer | None = None
        """The draft that the host has."""
        self._is_told_here = True
        """Whether the draft went over the current line; after another line, the host may have a different one."""
        self._panel: AnswerPanel | None = None
        """The panel of the open question; None until it is drawn, while the last question's is still shown."""
        self._told_at = clock() - _TOLD_EVERY
        self._telling: Worker[None] | None = None

    @override
    def compose(self) -> ComposeResult:
        with VerticalGroup(id="head"):
            with Horizontal(classes="where"):
                yield PlainText("INSET Quiz", id="who")
                yield PlainText("", id="place")
                yield PlainText("", id="clock")
            yield TimerBar(id="line")
        yield PlainText("", id="trouble")
        yield VerticalScroll(id="body", can_focus=False)
        yield VerticalGroup(id="below")
        yield KeyBar()

    def on_mount(self) -> None:
        """Start listening to the host."""
        self.set_interval(1.0, self.tick)
        self._listen()

    @work
    async def _listen(self) -> None:
        async with aiohttp.ClientSession() as session:
            self._line = HostClient(session, self._address, self._greet)
            try:
                async for message in self._line.messages():
                    self._trouble("" if message else "The connection is lost. Trying again…")
                    if message:
                        await self._hear(message)
            except UnreachableError as error:
                self.exit(return_code=1, message=str(error))

    async def _greet(self, greeting: Greeting) -> None:
        self._trouble("")
        self._greeting = greeting
        if not self.query(JoinForm):
            await self._show(JoinForm(self._known, greeting))

    async def _hear(self, message: ServerMessage) -> None:
        match message:
            case Welcome():
                self._joined = True
                self._is_told_here = False
                if self._line:
                    self._line.token = message.token
                self._show_name(message)
                # A player who is in no longer asks for a seat.
                self.refresh_bindings()
            case Named():
                self._show_name(message, message.sentence)
            case Refused() if not self._joined or message.field == "token":
                await self._refused(message)
            case Refused():
                self._trouble(message.sentence)
            case OpenView():
                self._may_lose = True
                await self._ask(message)
            case Taken():
                await self._note(message)
            case RemovedView() | Moved() | Gone():
                await self._over(message)
            case _:
                self._may_lose = not isinstance(message, LobbyView | FinishedView)
                self._is_over = isinstance(message, FinishedView)
                self._open, self._ends = None, None
                why = [PlainText(self._named, classes="told")] if self._named else []
                await self._show(*_parts(message), *why)
                self.tick()

    def _show_name(self, message: Welcome | Named, why: str = "") -> None:
        """Show who plays here; ``why`` says which name the hall sees, if it is a different one."""
        team = f" · {message.team}" if message.team else ""
        self.query_one("#who", PlainText).update(f"{message.name}{team}")
        self._named = why

    async def _refused(self, message: Refused) -> None:
        self._joined = False
        if self._line:
            self._line.token = ""
        field = message.field if message.field in _LABELS else ""
        back = "Is it you, on another device? Press F2, and the host is asked to give you your seat."
        told = [back] if message.may_be_back else []
        await self._show(JoinForm(self._known, self._greeting, told, message.sentence, field))
        self._may_be_back = message.may_be_back
        self.refresh_bindings()

    async def _over(self, message: RemovedView | Moved | Gone) -> None:
        # Without a sentence the host is only away for a moment, and this pad keeps trying.
        if message.sentence:
            self._joined = False
            if self._line:
                self._line.token = ""
            await self._show(*_words(message))

    async def _ask(self, message: OpenView) -> None:
        self._ends = None if message.seconds is None else self._clock() + message.seconds
        before, self._open = self._open, message
        if before is None or (before.number, before.step) != (message.number, message.step):
            self._panel = None
            question, scene = message.question, message.question.scene
            try:
                asked = question_from_wire(question)
            except UnknownTypeError as error:
                await self._show(PlainText(str(error), classes="title"))
                return
            panel = ANSWER_PANELS[type(asked.question)](asked, 0, self._clock)
            if scene:
                happens = Piece("told", Content(scene.text), above=1)
                panel.read_before = [happens, *told(conversation(scene.lines))]
            await self._show(panel)
            self.query_one("#place", PlainText).update(narrate(message)[0].partition(",")[0])
            panel.first_focus().focus()
            self._panel, self._told, self._is_told_here = panel, None, True
        if message.taken:
            # The host sends the state after any change; a player who is changing their answer must not be interrupted by it.
            known = (before.taken, before.given, before.certainty) if before else None
            await self._say_taken(message, is_news=known != (message.taken, message.given, message.certainty))
        elif message.given:
            self._say_of_answer(_SENDING)
        else:
            self._filled_in()
        self.tick()

    def _say_of_answer(self, words: str | Content) -> None:
        """Say what has become of the answer, on the line that is always visible."""
        for bar in self.query(KeyBar):
            bar.tell(words)

    async def _note(self, message: Taken) -> None:
        if self._open and (message.number, message.step) == (self._open.number, self._open.step):
            self._open = replace(self._open, taken=True, given=message.given, certainty=message.certainty)
            await self._say_taken(self._open)

    async def _say_taken(self, message: OpenView, *, is_news: bool = True) -> None:
        words = "Your answer is in." + (" You can change it until the time ends." if message.may_change else "")
        self._say_of_answer(Content.styled(f"✔ {words}", "bold $right"))
        if not message.may_change:
            for panel in self.query(AnswerPanel):
                panel.close()
        if message.asks_certainty and is_news:
            await self._ask_certainty(message)

    async def _ask_certainty(self, message: OpenView) -> None:
        """Ask how sure the player is, or show what they said; then the focus goes back to an answer that can be changed."""
        if not self.query(HowSure):
            await self.query_one("#below").mount(HowSure(message.may_change, self._clock))
        asks = self.query_one(HowSure)
        asks.show(message.certainty)
        if message.certainty is None:
            asks.key_gate.shut()
            asks.focus()
        elif message.may_change:
            self._back_to_answer()

    @on(HowSure.Left)
    def _back_to_answer(self) -> None:
        for panel in self.query(AnswerPanel):
            panel.first_focus().focus()

    @on(HowSure.Said)
    async def _said_how_sure(self, event: HowSure.Said) -> None:
        self.hush()
        opened = self._open
        if opened is None or self._line is None:
            return
        said = StateCertainty(question=opened.number, step=opened.step, certainty=event.certainty)
        if not await self._line.say(said):
            self.say("There is no connection. Press it again in a moment.")

    @override
    async def on_event(self, event: events.Event) -> None:
        """Handle events as usual, except a key held down since before the question how sure the player is."""
        asks = self.focused if self._screen_stack else None
        pressed = event.key if isinstance(event, events.Key) and not event.is_forwarded else ""
        if not (pressed and isinstance(asks, HowSure)) or asks.key_gate.lets_through(pressed):
            await super().on_event(event)

    @on(AnswerPanel.Answered)
    async def _answered(self, event: AnswerPanel.Answered) -> None:
        self.hush()
        opened = self._open
        if opened is None or self._line is None:
            return
        if self._telling:
            self._telling.cancel()
            self._telling = None
        given = answer_to_wire(opened.question, event.given)
        sent = await self._line.say(SubmitAnswer(question=opened.number, step=opened.step, given=given))
        self._say_of_answer(_SENDING if sent else "There is no connection. Answer again in a moment.")

    @on(AnswerPanel.Changed)
    def _filled_in(self) -> None:
        """Send the host a draft, once a second at most: it counts when the question is closed."""
        if self._telling is None:
            # Not a timer of Textual's: on a busy machine one of a few milliseconds may never go off.
            self._telling = self.run_worker(self._tell_what_is_filled_in)

    async def _tell_what_is_filled_in(self) -> None:
        await asyncio.sleep(max(self._told_at + _TOLD_EVERY - self._clock(), 0.0))
        self._telling = None
        opened, panel = self._open, self._panel
        if opened is None or opened.taken or opened.given or self._line is None or panel is None:
            return
        given = panel.filled_in
        draft = answer_to_wire(opened.question, given) if given else None
        if self._is_told_here and draft == self._told:
            return
        if not await self._line.say(Draft(question=opened.number, step=opened.step, given=draft)):
            return
        self._told, self._told_at, self._is_told_here = draft, self._clock(), True
        counts = "when the host goes on" if opened.seconds is None else "when time ends"
        self._say_of_answer(Content.styled(f"This counts {counts}, also if you do not send it.", "$muted") if draft else "")

    @on(Input.Submitted, "JoinForm Input")
    async def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        inputs = list(self.query("JoinForm Input").results(Input))
        self._known = {"team": "", **{str(one.id): one.value.strip() for one in inputs}}
        here = inputs.index(event.input)
        if here + 1 < len(inputs):
            inputs[here + 1].focus()
            return
        if not self.query_one(JoinForm).lacks_team():
            await self._join()

    async def _join(self, back: bool = False) -> None:
        known = self._known
        said = Join(code=known["code"], name=known["name"], team=known["team"], back=back)
        if self._line is None or not await self._line.say(said):
            self._trouble("There is no connection to the host yet. Trying again…")

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "ask_back":
            return self._may_be_back and not self._joined
        return super().check_action(action, parameters)

    async def action_ask_back(self) -> None:
        """Ask the host for the seat under that name, as the same person on another device."""
        await self._join(back=True)

    def tick(self) -> None:
        """Show the time left; it is the host's clock that counts."""
        left = None if self._ends is None else max(0.0, self._ends - self._clock())
        # Messages may still come while the app closes and its widgets are gone.
        for clock in self.query("#clock").results(PlainText):
            clock.update(clock_words(left))
            clock.set_class(left is not None and left <= HURRY, "hurry")
        for line in self.query(TimerBar):
            line.show(left, self._open.total if self._open else None)

    @work(exclusive=True, group="leave")
    async def action_leave_game(self) -> None:
        """Leave for good, asking first if answers would be lost; once the game is over, everything stays as it is."""
        if self._joined and self._may_lose:
            ways = [("stay", "Go on playing"), ("leave", "Leave: your answers and points go with you")]
            text = "It cannot be taken back. Ctrl+Q closes this window, and what you have stays in the game."
            if await self.push_screen_wait(ListDialog("Leave the game?", text, ways)) != "leave":
                return
        if self._line and self._joined and not self._is_over:
            await self._line.say(Leave())
        self.exit()

    def _trouble(self, text: str) -> None:
        for line in self.query("#trouble").results(PlainText):
            line.display = bool(text)
            line.update(text)

    async def _show(self, *parts: Widget) -> None:
        if not self.query("#body"):
            return
        self.query_one("#place", PlainText).update("")
        self._say_of_answer("")
        with self.batch_update():
            await self.body.remove_children()
            await self.query_one("#below").remove_children()
            await self.body.mount_all(parts)
        self.body.scroll_home(animate=False)
        for form in self.query(JoinForm):
            form.first_focus().focus()
        for feedback in self.query(PadFeedback):
            feedback.focus()


def _parts(message: ServerMessage) -> list[Widget]:
    """Return widgets for a message: feedback on an answer in the app's own form, everything else as paragraphs."""
    if isinstance(message, RevealedView) and not (message.skipped or message.struck):
        return [PadFeedback(message)]
    return _words(message)


def _words(message: ServerMessage) -> list[Widget]:
    """Return a message as paragraphs, the first of them large."""
    first, *rest = narrate(message) or [""]
    title = PlainText(first, classes="title")
    hint = [PlainText("Keep this open.", classes="muted")] if isinstance(message, LobbyView) else []
    return [title, *(PlainText(line, classes="told") for line in rest if line), *hint]
