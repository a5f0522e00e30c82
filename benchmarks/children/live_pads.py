"""Many players in one process: ``live_pads URL CODE PLAYERS``; with an empty CODE against the bare echo server.

Lines of input: ``join``, ``answer`` (spread over SPREAD seconds), ``revealed`` (wait for the key). Each is answered with JSON.
"""

import asyncio
import json
import sys
import time

import aiohttp

from benchmarks.children.live_host import answer

SPREAD = 2.0
_AT_ONCE = 100
_ANSWER = '{"do":"answer","question":1,"given":{"picked":[%d]}}'


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

    async def answer(self, number: int, players: int) -> float:
        await asyncio.sleep(SPREAD * number / players)
        assert self.socket
        sent = time.perf_counter()
        await self.socket.send_str(_ANSWER % (number % 4))
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
            begun = time.perf_counter()
            if line == "join":
                await asyncio.gather(*(joins(session, number) for number in range(players)))
                answer({"took": time.perf_counter() - begun})
            elif line == "answer":
                if code:
                    await asyncio.gather(*(pad.wait("open") for pad in pads))
                took = await asyncio.gather(*(pad.answer(number, players) for number, pad in enumerate(pads)))
                answer({"took": took})
            else:
                answer({"last": max(await asyncio.gather(*(pad.wait(line) for pad in pads)))})


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
