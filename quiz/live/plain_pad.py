"""The pad as lines of text: for screen readers, Braille displays and pipes."""

import asyncio
import contextlib
import threading
from collections.abc import Callable

import aiohttp

from quiz.live.client import HostClient, UnreachableError
from quiz.live.messages import (
    ClosedView,
    FinishedView,
    Gone,
    Greeting,
    Join,
    LobbyView,
    Moved,
    Named,
    OpenView,
    ReadingView,
    Refused,
    RemovedView,
    ServerMessage,
    StateCertainty,
    SubmitAnswer,
    Taken,
    Welcome,
)
from quiz.live.pad_narration import HOW_SURE, greeting_lines, narrate
from quiz.live.wire_questions import UnknownTypeError, answer_to_wire, question_from_wire
from quiz.plain.prompts import Prompt, PromptAnswer, UnreadableError, first_prompt
from quiz.play.points import CERTAINTY_WORDS, Certainty

_LEVELS: dict[str, Certainty] = {str(level): level for level in CERTAINTY_WORDS}


class PlainPad:
    """Puts the host's messages into words, and sends the lines that are typed."""

    def __init__(
        self,
        address: str,
        read_line: Callable[[], str | None],
        say: Callable[[str], None],
        *,
        code: str = "",
        name: str = "",
        team: str = "",
    ) -> None:
        """Join at ``address``. ``read_line`` blocks and returns None at the end of the input; ``say`` says a line."""
        self._address = address
        self._read_line = read_line
        self._say = say
        self._known = {"code": code, "name": name, "team": team}
        self._asks_team = True
        self._names_team = True
        """Whether players name their own teams, if any, instead of choosing from a list."""
        self._asks = ""
        """Which part of joining the next line is for; empty if it is for something else."""
        self._in_lobby = False
        """Whether the lobby has been described."""
        self._open: OpenView | None = None
        self._prompt: Prompt | None = None
        self._asks_certainty = False
        """Whether the next line says how sure the player is."""
        self._joined = False
        self._over = False
        self._said_at_end: list[str] = []
        self._opened = asyncio.Event()

    async def run(self) -> int:
        """Play until the game or the input ends; returns the exit status. Raises UnreachableError."""
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def read_on() -> None:
            line: str | None = ""
            while line is not None:
                line = self._read_line()
                with contextlib.suppress(RuntimeError):
                    loop.call_soon_threadsafe(lines.put_nowait, line)

        # A daemon thread, since nothing can wake up one that waits for a line.
        threading.Thread(target=read_on, daemon=True).start()
        async with aiohttp.ClientSession() as session:
            self._line = HostClient(session, self._address, self._greet)
            listening = asyncio.create_task(self._listen())
            typing = asyncio.create_task(self._type(lines))
            try:
                await asyncio.wait([listening, typing], return_when=asyncio.FIRST_COMPLETED)
                if listening.done():
                    listening.result()
            finally:
                for task in (listening, typing):
                    task.cancel()
                await asyncio.wait([listening, typing])
                await self._line.close()
        return 0 if self._joined else 1

    async def _listen(self) -> None:
        lost = False
        async for message in self._line.messages():
            if message is None:
                if not lost:
                    self._say("The connection is lost. Trying again.")
                lost = True
                continue
            lost = False
            await self._hear(message)
            if self._over:
                return

    async def _greet(self, greeting: Greeting) -> None:
        self._names_team = not greeting.teams
        if not (greeting.teams or greeting.free_teams):
            self._known["team"] = ""
            self._asks_team = False
        if not self._opened.is_set():
            for line in greeting_lines(greeting):
                self._say(line)
        self._opened.set()
        if missing := next((part for part in ("code", "name") if not self._known[part]), ""):
            if not self._asks:
                self._ask_for(missing)
        elif not self._joined:
            await self.join()

    async def _hear(self, message: ServerMessage) -> None:
        same_question = isinstance(message, OpenView) and self._open is not None and _same(self._open, message)
        # A listener need not hear of everybody who comes in.
        same_lobby = isinstance(message, LobbyView) and self._in_lobby
        self._in_lobby = isinstance(message, LobbyView) or (self._in_lobby and isinstance(message, Welcome | Named))
        if not (same_question or same_lobby):
            self._narrate(message)
        match message:
            case Welcome():
                self._line.token, self._joined, self._asks = message.token, True, ""
            case Refused():
                self._refused(message)
            case OpenView() if not same_question:
                self._begin(message)
            case Taken():
                self._taken(message)
            case ReadingView() | ClosedView():
                self._open, self._prompt, self._asks_certainty = None, None, False
            case RemovedView() | Moved():
                self._over = True
            case Gone():
                self._over = bool(message.sentence)

    def _refused(self, message: Refused) -> None:
        if message.field == "token":
            self._line.token = ""
            self._ask_for("code")
        elif message.field and not self._joined:
            if message.teams and message.field == "team":
                self._say(f"The teams: {', '.join(message.teams)}.")
            if message.may_be_back:
                self._say('Is it you, on another device? Type "me", and the host is asked to give you your seat.')
            self._ask_for(message.field)

    def _taken(self, message: Taken) -> None:
        if self._open and (message.number, message.step) == (self._open.number, self._open.step):
            self._ask_certainty(self._open, message.certainty)

    def _ask_certainty(self, opened: OpenView, said: Certainty | None) -> None:
        """Ask how sure the player is of their answer, unless they have said so."""
        self._asks_certainty = opened.asks_certainty and said is None
        if self._asks_certainty:
            self._say(HOW_SURE)

    def _narrate(self, message: ServerMessage) -> None:
        lines = [line for line in narrate(message) if line and line not in self._said_at_end]
        if isinstance(message, FinishedView):
            # The end is sent again with the places; the rest of it is not news by then.
            self._said_at_end += lines
        for line in lines:
            self._say(line)

    def _begin(self, message: OpenView) -> None:
        self._open, self._prompt, self._asks_certainty = message, None, False
        question = message.question
        scene = question.scene
        for line in (question.prompt, *((scene.text,) if scene else ())):
            self._say(line)
        for said in scene.lines if scene else ():
            self._say(f"{said.sender}: {said.text}" if said.sender else said.text)
        if message.given and not message.may_change:
            self._say("Your answer is in." if message.taken else "Your answer is not kept yet. Wait a moment.")
            self._go_on_asking(message)
            return
        try:
            self._prompt = first_prompt(question_from_wire(question), 0)
        except UnknownTypeError as error:
            self._say(str(error))
            return
        for line in (*self._prompt.lines, self._prompt.ask):
            self._say(line)
        self._go_on_asking(message)

    def _go_on_asking(self, message: OpenView) -> None:
        """Repeat how sure the player said they were before they came back, or ask."""
        if message.certainty:
            self._say(f"You said: {CERTAINTY_WORDS[message.certainty]}.")
        elif message.taken:
            self._ask_certainty(message, None)

    async def _type(self, lines: "asyncio.Queue[str | None]") -> None:
        # Typed lines have nowhere to go until a host answers at the address.
        await self._opened.wait()
        while (line := await lines.get()) is not None:
            typed = line.strip()
            if typed.casefold() == "q" and self._asks not in ("name", "team"):
                return
            if self._asks:
                await self._take(typed)
            elif self._asks_certainty and typed in _LEVELS:
                await self._state_certainty(_LEVELS[typed])
            elif self._asks_certainty and not typed:
                self._asks_certainty = False
            elif typed == "?":
                self._say(self._help())
            elif self._prompt and self._open and typed:
                await self._answer(typed, self._prompt, self._open)
            elif typed:
                self._say("Nothing is asked at the moment.")

    def _help(self) -> str:
        if self._asks_certainty:
            return HOW_SURE
        return self._prompt.help if self._prompt else "Wait until the host asks something. q ends."

    def _ask_for(self, part: str) -> None:
        self._asks = part
        words = {
            "code": "Type the code on the big screen.",
            "name": "Type a nickname that everyone will see.",
            "team": "Type your team, or nothing." if self._names_team else "Type your team, one of those above.",
        }
        self._say(words[part])

    async def _take(self, typed: str) -> None:
        part, self._asks = self._asks, ""
        if part == "name" and typed.casefold() == "me" and self._known["name"]:
            await self.join(back=True)
            return
        if part in self._known:
            self._known[part] = typed
        if missing := next((one for one in ("code", "name") if not self._known[one]), ""):
            self._ask_for(missing)
        elif part == "name" and self._asks_team and not self._known["team"]:
            self._ask_for("team")
        else:
            await self.join()

    async def join(self, back: bool = False) -> None:
        """Ask the host for a seat; with ``back``, for the one already taken under this name."""
        known = {part: text[:200] for part, text in self._known.items()}
        if not await self._line.say(Join(code=known["code"][:20], name=known["name"], team=known["team"], back=back)):
            self._say("There is no connection to the host yet. Press Enter to try again.")
            self._asks = "join"

    async def _answer(self, typed: str, turn: Prompt, opened: OpenView) -> None:
        try:
            read = turn.read(typed)
        except UnreadableError as error:
            self._say(f"{error} {turn.ask}")
            return
        if isinstance(read, PromptAnswer):
            given = answer_to_wire(opened.question, read.given)
            if not await self._line.say(SubmitAnswer(question=opened.number, step=opened.step, given=given)):
                self._say("There is no connection to the host. Type it again in a moment.")

    async def _state_certainty(self, certainty: Certainty) -> None:
        opened = self._open
        if opened is None:
            return
        said = StateCertainty(question=opened.number, step=opened.step, certainty=certainty)
        if not await self._line.say(said):
            self._say("There is no connection to the host. Type it again in a moment.")


def _same(before: OpenView, now: OpenView) -> bool:
    return (before.number, before.step) == (now.number, now.step)


__all__ = ["PlainPad", "UnreachableError"]
