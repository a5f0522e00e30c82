"""The pad as a Textual app, for whoever would rather have a keyboard than a phone."""

import time
from typing import ClassVar

import aiohttp
from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalGroup, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input
from typing_extensions import override

from quiz.live.client import HostClient, UnreachableError
from quiz.live.forms.base import conversation
from quiz.live.messages import (
    Gone,
    Join,
    Leave,
    LobbyView,
    OpenView,
    Refused,
    RemovedView,
    RevealedView,
    ServerMessage,
    SubmitAnswer,
    Taken,
    Welcome,
)
from quiz.live.pad_narration import narrate
from quiz.live.wire_questions import UnknownTypeError, answer_to_wire, question_from_wire
from quiz.questions.text import NAME_LENGTH
from quiz.tui.inset_app import InsetApp
from quiz.tui.widgets.answers import ANSWER_PANELS
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.conversation import bubbles
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.timer_bar import HURRY, TimerBar, clock_words

_LABELS = {"code": "Code on the big screen", "name": "Nickname that everyone will see", "team": "Team (if you have one)"}
_LENGTHS = {"code": 12, "name": NAME_LENGTH, "team": NAME_LENGTH}


class JoinForm(VerticalGroup):
    """Code, nickname, team."""

    def __init__(self, known: dict[str, str], problem: str, field: str, teams: tuple[str, ...]) -> None:
        """Begin with what is ``known``; ``problem`` is about ``field``; ``teams`` are those to choose from, if any."""
        super().__init__()
        self._known = known
        self._problem = problem
        self.field = field
        self._teams = teams

    @override
    def compose(self) -> ComposeResult:
        yield PlainText("Join the quiz", classes="title")
        for part, label in _LABELS.items():
            yield PlainText(
                f"{label}: {', '.join(self._teams)}" if part == "team" and self._teams else label, classes="label"
            )
            yield Input(self._known[part], id=part, max_length=_LENGTHS[part], compact=True)
        yield PlainText(self._problem, classes="problem")
        yield PlainText("Enter goes on. Your answers stay on the host's laptop.", classes="muted")

    def first_focus(self) -> Input:
        """Return the line that is to be filled in or fixed."""
        empty = next((part for part in ("code", "name") if not self._known[part]), "name")
        return self.query_one(f"#{self.field or empty}", Input)


class TerminalPad(InsetApp):
    """One screen that draws what the host says."""

    CSS_PATH = ["../tui/quiz.tcss", "terminal_pad.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8", "leave_game", "Leave the game", key_display="F8"),
        Binding("ctrl+q", "quit", "Close", priority=True, key_display="Ctrl+Q"),
    ]

    body = getters.query_one("#body", VerticalScroll)

    def __init__(self, address: str, theme: str, *, code: str = "", name: str = "", team: str = "") -> None:
        """Join at ``address``; what is known of code, name and team stands in the form already."""
        super().__init__(theme)
        self._address = address
        self._known = {"code": code, "name": name, "team": team}
        self._line: HostClient | None = None
        self._joined = False
        self._open: OpenView | None = None
        self._ends: float | None = None

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("INSET Quiz", classes="left", id="who")
            yield PlainText("", id="clock")
        yield TimerBar(id="line")
        yield PlainText("", id="trouble")
        yield VerticalScroll(id="body", can_focus=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Listen to the host."""
        self.set_interval(1.0, self.tick)
        self._listen()

    @work
    async def _listen(self) -> None:
        async with aiohttp.ClientSession() as session:
            self._line = HostClient(session, self._address, self._greet)
            try:
                async for message in self._line.messages():
                    self._trouble("" if message else "The connection is lost. Trying again by itself…")
                    if message:
                        await self._hear(message)
            except UnreachableError as error:
                self.exit(return_code=1, message=str(error))

    async def _greet(self) -> None:
        self._trouble("")
        if not self.query(JoinForm):
            await self._show(JoinForm(self._known, "", "", ()))

    async def _hear(self, message: ServerMessage) -> None:
        match message:
            case Welcome():
                self._joined = True
                if self._line:
                    self._line.token = message.token
                team = f" · {message.team}" if message.team else ""
                self.query_one("#who", PlainText).update(f"{message.name}{team}")
            case Refused() if not self._joined or message.field == "token":
                await self._refused(message)
            case Refused():
                self._trouble(message.sentence)
            case OpenView():
                await self._ask(message)
            case Taken():
                self._note(message)
            case RemovedView() | Gone():
                await self._over(message)
            case _:
                self._open, self._ends = None, None
                await self._show(*_words(message))
                self.tick()

    async def _refused(self, message: Refused) -> None:
        self._joined = False
        if self._line:
            self._line.token = ""
        field = message.field if message.field in _LABELS else ""
        await self._show(JoinForm(self._known, message.sentence, field, message.teams))

    async def _over(self, message: RemovedView | Gone) -> None:
        # A host that only went away for a moment says nothing, and this pad goes on trying.
        if message.sentence:
            self._joined = False
            await self._show(*_words(message))

    async def _ask(self, message: OpenView) -> None:
        self._ends = None if message.seconds is None else time.monotonic() + message.seconds
        before, self._open = self._open, message
        if before is None or (before.number, before.step) != (message.number, message.step):
            question, scene = message.question, message.question.scene
            try:
                asked = question_from_wire(question)
            except UnknownTypeError as error:
                await self._show(PlainText(str(error), classes="title"))
                return
            panel = ANSWER_PANELS[type(asked.question)](asked, 0, time.monotonic)
            parts: list[Widget] = [PlainText(narrate(message)[0].partition(",")[0], classes="muted")]
            parts.append(PlainText(question.prompt, classes="prompt"))
            if scene:
                parts += [PlainText(scene.text, classes="happens"), *bubbles(conversation(scene.lines), "", numbered=False)]
            await self._show(*parts, panel, PlainText("", id="answer"))
            panel.first_focus().focus()
        if message.taken:
            self._say_taken(message)
        self.tick()

    def _note(self, message: Taken) -> None:
        if self._open and (message.number, message.step) == (self._open.number, self._open.step):
            self._say_taken(self._open)

    def _say_taken(self, message: OpenView) -> None:
        words = "Your answer is in." + (" You can change it until the time ends." if message.may_change else "")
        for line in self.query("#answer"):
            assert isinstance(line, PlainText)
            line.update(Content.styled(f"✔ {words}", "bold $right"))
        if not message.may_change:
            for panel in self.query(AnswerPanel):
                panel.disabled = True

    @on(AnswerPanel.Answered)
    async def _answered(self, event: AnswerPanel.Answered) -> None:
        opened = self._open
        if opened is None or self._line is None:
            return
        given = answer_to_wire(opened.question, event.given)
        sent = await self._line.say(SubmitAnswer(question=opened.number, step=opened.step, given=given))
        self.query_one("#answer", PlainText).update(
            "Sending…" if sent else "There is no connection. Answer again in a moment."
        )

    @on(Input.Submitted, "JoinForm Input")
    async def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        inputs = list(self.query("JoinForm Input").results(Input))
        self._known = {str(one.id): one.value.strip() for one in inputs}
        here = inputs.index(event.input)
        if here + 1 < len(inputs):
            inputs[here + 1].focus()
            return
        known = self._known
        if self._line is None or not await self._line.say(Join(code=known["code"], name=known["name"], team=known["team"])):
            self._trouble("There is no connection to the host yet. Trying again by itself…")

    def tick(self) -> None:
        """Show the time that is left; what counts is the host's clock."""
        left = None if self._ends is None else max(0.0, self._ends - time.monotonic())
        # The host may still speak while the app closes and its parts are gone.
        for clock in self.query("#clock").results(PlainText):
            clock.update(clock_words(left), layout=False)
            clock.set_class(left is not None and left <= HURRY, "hurry")
        for line in self.query(TimerBar):
            line.show(left, self._open.total if self._open else None)

    async def action_leave_game(self) -> None:
        """Leave for good."""
        if self._line and self._joined:
            await self._line.say(Leave())
        self.exit()

    def _trouble(self, text: str) -> None:
        for line in self.query("#trouble").results(PlainText):
            line.display = bool(text)
            line.update(text)

    async def _show(self, *parts: Widget) -> None:
        if not self.query("#body"):
            return
        with self.batch_update():
            await self.body.remove_children()
            await self.body.mount_all(parts)
        self.body.scroll_home(animate=False)
        for form in self.query(JoinForm):
            form.first_focus().focus()


def _words(message: ServerMessage) -> list[Widget]:
    """Return a message as paragraphs, the first of them large."""
    first, *rest = narrate(message) or [""]
    title = PlainText(first, classes="verdict right" if isinstance(message, RevealedView) and message.right else "title")
    hint = [PlainText("Keep this open.", classes="muted")] if isinstance(message, LobbyView) else []
    return [title, *(PlainText(line, classes="told") for line in rest if line), *hint]
