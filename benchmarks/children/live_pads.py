"""Many players in one process: ``live_pads URL CODE PLAYERS``; with an empty CODE against the bare echo server.

Lines of input: ``join``, ``answer QUESTION SECONDS`` (spread over that time), ``revealed`` (wait for the key). Each is
answered with JSON.
"""

import asyncio
import json
import sys
import time

import aiohttp

from benchmarks.children.live_host import answer
from benchmarks.processes import PATIENCE

_AT_ONCE = 100
_ANSWER = '{"do":"answer","question":%d,"given":{"picked":[%d]}}'


class Pad:
    """One player; remembers when each kind of message last came."""

    def __init__(self) -> None:
        self.came: dict[str, float] = {}
        self.waits: dict[str, asyncio.Event] = {}
        self.socket: aiohttp.ClientWebSocketResponse | None = None
        self.listening: asyncio.Task[None] | None = None

    async def join(self, session: aiohttp.ClientSession, url: str, code: str, number: int) -> None:
        if code:
            for page in ("/", "/pad.css", "/pad.js"):
                async with session.get(url + page) as response:
                    await response.read()
        self.socket = await session.ws_connect(f"{url}/play", compress=0)
        self.listening = asyncio.create_task(self.listen())
        if code:
            await self.socket.send_str(json.dumps({"do": "join", "code": code, "name": f"Player {number}", "team": ""}))
            await self.wait("welcome")

    async def listen(self) -> None:
        assert self.socket
        async for message in self.socket:
            text = message.data
            kind = text[8 : text.index('"', 8)] if text.startswith('{"now":"') else "taken"
            self.came[kind] = time.perf_counter()
            self.waits.setdefault(kind, asyncio.Event()).set()

    async def wait(self, kind: str) -> float:
        await self.waits.setdefault(kind, asyncio.Event()).wait()
        return self.came[kind]

    async def answer(self, question: int, number: int, wait: float) -> float:
        await asyncio.sleep(wait)
        assert self.socket
        self.waits.pop("taken", None)
        sent = time.perf_counter()
        await self.socket.send_str(_ANSWER % (question, number % 4))
        return await self.wait("taken") - sent


async def main(url: str, code: str, players: int) -> None:
    pads = [Pad() for _ in range(players)]
    gate = asyncio.Semaphore(_AT_ONCE)

    async def joins(session: aiohttp.ClientSession, number: int) -> None:
        async with gate:
            await pads[number].join(session, url, code, number)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        answer({})
        while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
            # The parent process may have gone, and the game with it: the message awaited would never come.
            async with asyncio.timeout(PATIENCE):
                begun = time.perf_counter()
                if line == "join":
                    await asyncio.gather(*(joins(session, number) for number in range(players)))
                    answer({"took": time.perf_counter() - begun})
                elif line.startswith("answer"):
                    question, spread = (float(word) for word in line.split()[1:])
                    if code:
                        await asyncio.gather(*(pad.wait("open") for pad in pads))
                    gives = [pad.answer(int(question), n, spread * n / players) for n, pad in enumerate(pads)]
                    answer({"took": await asyncio.gather(*gives)})
                    for pad in pads:
                        pad.waits.pop("open", None)
                else:
                    answer({"last": max(await asyncio.gather(*(pad.wait(line) for pad in pads)))})


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
