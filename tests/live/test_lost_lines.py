"""A network swallows what is under way: both ends notice, the pads are back, and the host counts those who are not."""

import asyncio
import contextlib
import json
from pathlib import Path

import aiohttp

from quiz.live.client import SILENCE, HostClient
from quiz.live.messages import Greeting, Join, LobbyView, OpenView, RemovedView, ServerMessage, Welcome
from quiz.live.server import ALIVE_EVERY
from tests import builders
from tests.builders import FakeClock
from tests.live.serving import Serving, serving
from tests.live.swallowing import swallowing

SINGLE = builders.single("a")
# The same as in a hall, thirty times as fast.
ALIVE, HEARTBEAT, SILENT = 0.15, 0.3, 0.4
PATIENCE = 10.0
DEAD = aiohttp.ClientWSTimeout(ws_close=0.1)
"""A line that is dead is not waited for."""


async def counts(hall: Serving, present: int) -> None:
    """Wait until the host counts so many as present."""
    async with asyncio.timeout(PATIENCE):
        while hall.game.present_count != present:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def test_a_silence_is_longer_than_two_signs_of_life() -> None:
    assert 2 * ALIVE_EVERY < SILENCE < 15


class Listener:
    """Somebody at a terminal: joins once, and notes what the host says and that the line was lost."""

    def __init__(self, session: aiohttp.ClientSession, url: str, code: str) -> None:
        self.heard: list[ServerMessage | None] = []
        self._code = code
        self._new = asyncio.Event()
        self._line = HostClient(session, url, self._greet, first_pause=0.01, silence=SILENT)

    async def listen(self) -> None:
        async for message in self._line.messages():
            if isinstance(message, Welcome):
                self._line.token = message.token
            self.heard.append(message)
            self._new.set()

    async def until(self, kind: type) -> None:
        async with asyncio.timeout(PATIENCE):
            while not any(isinstance(message, kind) for message in self.heard):
                self._new.clear()
                await self._new.wait()

    async def _greet(self, greeting: Greeting) -> None:
        await self._line.say(Join(code=self._code, name="Ann"))


async def test_a_pad_in_a_terminal_is_back_and_has_the_present_state(tmp_path: Path) -> None:
    async with (
        serving(tmp_path, SINGLE, heartbeat=HEARTBEAT, alive_every=ALIVE) as hall,
        swallowing(hall) as network,
        aiohttp.ClientSession() as session,
    ):
        ann = Listener(session, network.url, hall.code)
        listening = asyncio.create_task(ann.listen())
        await ann.until(LobbyView)
        network.swallow()
        await hall.next(2)
        await ann.until(OpenView)
        assert None in ann.heard, "it was said that the line was lost"
        await counts(hall, 1)
        assert hall.game.player_count == 1
        listening.cancel()
        await asyncio.wait([listening])


async def test_a_pad_that_follows_the_protocol_is_back_and_its_answer_counts(tmp_path: Path) -> None:
    async with (
        serving(tmp_path, SINGLE, heartbeat=HEARTBEAT, alive_every=ALIVE) as hall,
        swallowing(hall) as network,
        aiohttp.ClientSession() as session,
    ):
        await hall.player("Bea")
        answer = json.dumps({"do": "answer", "question": 1, "given": {"picked": [0]}})
        async with session.ws_connect(f"{network.url}/play", timeout=DEAD) as line:
            await line.send_json({"do": "join", "code": hall.code, "name": "Ann"})
            token = await heard(line, "token")
            await hall.next(2)
            await heard(line, "question")
            network.swallow()
            await line.send_str(answer)
            # It hears nothing any more, and lets go of the line by itself.
            with contextlib.suppress(TimeoutError):
                while (await line.receive(SILENT)).type is aiohttp.WSMsgType.TEXT:
                    pass
            async with session.ws_connect(f"{network.url}/play") as again:
                await again.send_json({"do": "return", "token": token})
                async with asyncio.timeout(PATIENCE):
                    while not (opened := await again.receive_json()).get("question"):
                        pass
                assert not opened["taken"], "the answer was swallowed with the rest"
                await again.send_str(answer)
                await heard(again, "given")
                assert len(hall.game.replies) == 1


async def heard(line: aiohttp.ClientWebSocketResponse, field: str) -> object:
    """Return this field of the next message that has it."""
    async with asyncio.timeout(PATIENCE):
        while not (message := await line.receive_json()).get(field):
            pass
    return message[field]


async def test_the_host_counts_those_who_are_gone_and_lets_go_of_their_lines(tmp_path: Path) -> None:
    async with (
        serving(tmp_path, SINGLE, heartbeat=HEARTBEAT, alive_every=ALIVE) as hall,
        swallowing(hall) as network,
        aiohttp.ClientSession() as session,
    ):
        ann = Listener(session, hall.url, hall.code)
        listening = asyncio.create_task(ann.listen())
        await ann.until(LobbyView)
        async with session.ws_connect(f"{network.url}/play", timeout=DEAD) as line:
            await line.send_json({"do": "join", "code": hall.code, "name": "Bea"})
            await counts(hall, 2)
            network.swallow()
            await counts(hall, 1)
            async with asyncio.timeout(PATIENCE):
                while len(hall.server._connections) > 1:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            assert hall.game.player_count == 2, "the seat stays"
        listening.cancel()
        await asyncio.wait([listening])


async def test_a_line_that_waits_for_somebody_to_fill_in_a_form_is_opened_again_without_a_word(tmp_path: Path) -> None:
    clock, greeted = FakeClock(), asyncio.Queue[Greeting]()
    async with serving(tmp_path, SINGLE, clock=clock) as hall, aiohttp.ClientSession() as session:
        heard: list[ServerMessage | None] = []
        line = HostClient(session, hall.url, greeted.put, first_pause=0.01)

        async def listen() -> None:
            async for message in line.messages():
                heard.append(message)

        listening = asyncio.create_task(listen())
        async with asyncio.timeout(PATIENCE):
            await greeted.get()
            clock.move(31)
            hall.server.sweep()
            await greeted.get()
            await line.say(Join(code=hall.code, name="Ann"))
            while not any(isinstance(message, LobbyView) for message in heard):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert None not in heard
        listening.cancel()
        await asyncio.wait([listening])


async def test_who_is_told_that_it_is_over_does_not_come_again(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall, aiohttp.ClientSession() as session:
        ann = Listener(session, hall.url, hall.code)
        listening = asyncio.create_task(ann.listen())
        await ann.until(LobbyView)
        await hall.server.remove_device(next(iter(hall.game.members)))
        async with asyncio.timeout(PATIENCE):
            await listening
        assert isinstance(ann.heard[-1], RemovedView)
        await counts(hall, 0)
