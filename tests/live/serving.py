"""A server with a hall behind it, and pads that speak to it over real WebSockets."""

import asyncio
import contextlib
import json
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import aiohttp
import msgspec

from quiz.game.events import Event
from quiz.game.planning import plan_game
from quiz.live.endpoint import Endpoint
from quiz.live.server import MOST_CONNECTIONS, Server
from quiz.questions.question import Question
from quiz.services.attempt_session import system_clocks
from quiz.services.live_game import LiveGame
from quiz.store.errors import StoreError
from quiz.store.store import Store, open_store
from tests import builders

CLOCKS = system_clocks()


class Pad:
    """One pad."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.token = ""

    async def say(self, **message: Any) -> None:
        """Send a message."""
        await self.socket.send_str(json.dumps(message))

    async def hear(self, now: str) -> dict[str, Any]:
        """Return the next message of this kind; what comes before it is passed over."""
        async with asyncio.timeout(builders.PATIENCE):
            while True:
                message = await self.socket.receive()
                assert message.type is aiohttp.WSMsgType.TEXT, message
                heard: dict[str, Any] = json.loads(message.data)
                if heard["now"] == now:
                    return heard

    async def ends(self) -> int | None:
        """Wait until the host closes the line, and return the code."""
        async with asyncio.timeout(builders.PATIENCE):
            while not self.socket.closed:
                await self.socket.receive()
        return self.socket.close_code

    async def joins(self, code: str, name: str, team: str = "", **more: Any) -> dict[str, Any]:
        """Join and wait for the welcome."""
        await self.say(do="join", code=code, name=name, team=team, **more)
        welcome = await self.hear("welcome")
        self.token = welcome["token"]
        return welcome


class Serving:
    """A hall that is served."""

    def __init__(self, store: Store, server: Server, session: aiohttp.ClientSession) -> None:
        self.store = store
        self.server = server
        self.session = session
        self.live_game = server.live_game
        self.game = server.live_game.game
        self.code = server.live_game.record.code
        self.url = f"http://127.0.0.1:{server.endpoint.port}"
        self.lines: list[Pad] = []

    async def pad(self, **headers: str) -> Pad:
        """Open a line."""
        self.lines.append(Pad(await self.session.ws_connect(f"{self.url}/play", headers=headers)))
        return self.lines[-1]

    async def player(self, name: str, team: str = "", device: str = "", **headers: str) -> Pad:
        """Open a line and join."""
        pad = await self.pad(**headers)
        await pad.joins(self.code, name, team, device=device)
        return pad

    async def empties(self) -> None:
        """Wait until the host has noticed that nobody is connected any more."""
        async with asyncio.timeout(builders.PATIENCE):
            # The host tells nobody of it.
            while self.game.present_count:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def next(self, steps: int = 1) -> None:
        """Press the host's key."""
        for _ in range(steps):
            await self.live_game.do(self.game.next)

    def events(self) -> list[Event]:
        """Return what is kept of the game."""
        return self.store.games.events(self.live_game.record.id)


@contextlib.asynccontextmanager
async def serving(
    folder: Path,
    *questions: Question,
    resume: bool = False,
    endpoint: Endpoint | None = None,
    clock: Callable[[], float] = time.monotonic,
    heartbeat: float = 8.0,
    alive_every: float = 5.0,
    most_connections: int = MOST_CONNECTIONS,
    tls: ssl.SSLContext | None = None,
    **plan: Any,
) -> AsyncIterator[Serving]:
    """Serve a game of these questions in this order, or the last one again; limits go by ``clock``."""
    bank = builders.bank(*questions)
    with contextlib.closing(open_store(str(folder / "scores.db"))) as store:
        if resume:
            live_game = LiveGame.resume(store, store.games.unfinished()[0], {bank.id: bank}, CLOCKS)
        else:
            made = plan_game([bank], 1, questions=0, **plan)
            given = [question.id for question in questions]
            in_order = tuple(sorted(made.questions, key=lambda planned: given.index(planned.question)))
            made = msgspec.structs.replace(made, questions=in_order)
            live_game = LiveGame.begin(store, made, {bank.id: bank}, CLOCKS)
        times: dict[str, Any] = {"clock": clock, "heartbeat": heartbeat, "alive_every": alive_every}
        server = Server(live_game, endpoint or Endpoint(port=0), {}, tls, most=most_connections, **times)
        await server.start()
        async with aiohttp.ClientSession() as session:
            hall = Serving(store, server, session)
            try:
                yield hall
            finally:
                await server.close()
                # Whoever has not heard by now that the host has gone is told off by aiohttp, in any later test.
                for line in hall.lines:
                    line.socket._response.close()
                await live_game.close()


@contextlib.contextmanager
def full_disk(live_game: LiveGame) -> Iterator[None]:
    """Let nothing be kept until the block ends."""
    writer, full = live_game.writer, True
    write, writer._pause = writer._write, 0.01

    def refuse(first: int, events: Sequence[Event]) -> None:
        if full:
            raise StoreError("The disk is full.", "Free some space.")
        write(first, events)

    writer._write = refuse
    try:
        yield
    finally:
        full = False
