"""Many people with browsers in one process: ``serve_people URL BANK PEOPLE``; with an empty BANK against the bare echo.

Lines of input: ``join``, ``begin``, ``answer`` (all at once) and ``next``. Each is answered with JSON: the seconds that each
person waited.
"""

import asyncio
import json
import sys
import time
from typing import Any

import aiohttp

from benchmarks.children.live_host import answer
from benchmarks.processes import PATIENCE

_AT_ONCE = 50
_ALIKE = {"attempt": "0123456789abcdef", "question": 1}
"""Sent to the bare echo in place of an attempt."""


class Person:
    """Somebody with a browser."""

    def __init__(self, session: aiohttp.ClientSession, url: str, number: int) -> None:
        self._session = session
        self._url = f"{url}/act"
        self._number = number
        self._headers = {
            "Content-Type": "application/json",
            "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        }
        self.place: dict[str, Any] = _ALIKE

    async def act(self, do: str, **wish: Any) -> float:
        body = json.dumps({"do": do, **wish}).encode()
        sent = time.perf_counter()
        async with self._session.post(self._url, data=body, headers=self._headers) as response:
            said = await response.read()
        took = time.perf_counter() - sent
        if "Set-Cookie" in response.headers:
            self._headers["Cookie"] = response.headers["Set-Cookie"].partition(";")[0]
        view = json.loads(said)
        if view.get("now") == "trouble":
            raise RuntimeError(view["sentence"])
        self.place = view.get("place", self.place)
        return took

    async def say(self, what: str, bank: str) -> float:
        place = {"attempt": self.place["attempt"], "question": self.place["question"]}
        if what == "join":
            await self.act("home")
            return await self.act("join", name=f"Person {self._number}")
        if what == "begin":
            return await self.act("begin", bank=bank)
        if what == "answer":
            return await self.act("answer", **place, given={"picked": [self._number % 4]})
        return await self.act("next", **place)


async def main(url: str, bank: str, people: int) -> None:
    # Each person keeps a connection of their own, as a browser does.
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=60)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
        everybody = [Person(session, url, number) for number in range(people)]
        gate = asyncio.Semaphore(_AT_ONCE)

        async def in_turn(person: Person, what: str) -> float:
            async with gate:
                return await person.say(what, bank)

        answer({})
        while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
            at_once = line == "answer"
            async with asyncio.timeout(4 * PATIENCE):
                waits = [person.say(line, bank) if at_once else in_turn(person, line) for person in everybody]
                answer({"took": await asyncio.gather(*waits)})


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
