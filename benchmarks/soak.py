"""A long game with bad clients: ``python -m benchmarks.soak [--seconds 600] [--clients 60]``.

Clients drop, reload, stall, send rubbish, flood and lie about time, while the host's keys are pressed in any order and the
host is now and then taken up again from what was kept. Afterwards what must always hold is checked against the store.
"""

import argparse
import asyncio
import contextlib
import json
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from benchmarks.banks import bank_text
from benchmarks.children.live_host import rss
from quiz.banks.loading import read_bank
from quiz.banks.model import Bank
from quiz.game.events import Answered, Event
from quiz.game.game import Game, RejectedError
from quiz.game.planning import asked_in, plan_game
from quiz.game.state import Phase
from quiz.live.endpoint import Endpoint
from quiz.live.server import Server
from quiz.services.attempt_session import system_clocks
from quiz.services.live_game import LiveGame
from quiz.store.store import Store, open_store

_RUBBISH = ("", "[]", "{", '{"do":"next"}', '{"do":"answer","question":1,"given":{"picked":[0]},"seconds":0.01}', "x" * 5000)
_CLOCKS = system_clocks()


class Front:
    """The host, which may be killed and restarted at the same address."""

    def __init__(self, store: Store, bank: Bank, dice: Random) -> None:
        self.store, self.bank, self.dice = store, bank, dice
        self.resumed = 0
        self.record = store.games.begin(plan_game([bank], 1, questions=0, rounds=100, timed=False), "BCDFG", 1, ())
        self.endpoint = Endpoint(port=0)

    async def open(self) -> None:
        """Resume the game from the store, and let pads in."""
        self.live_game = LiveGame.resume(self.store, self.record, {self.bank.id: self.bank}, _CLOCKS)
        self.server = Server(self.live_game, self.endpoint, {})
        # All of them come from one address.
        self.server.lift_limits()
        await self.server.start()
        self.endpoint = self.server.endpoint

    async def play(self, until: float) -> None:
        """Press keys in any order."""
        while time.monotonic() < until and self.live_game.game.phase is not Phase.FINISHED:
            game = self.live_game.game
            open_now = game.phase is Phase.OPEN and not game.paused
            await asyncio.sleep(self.dice.uniform(0.5, 2.0) if open_now else self.dice.uniform(0.01, 0.2))
            commands = [game.next] * 10 + [game.pause, game.skip]
            if self.dice.random() < 0.005:
                commands = [game.end_round]
            with contextlib.suppress(RejectedError):
                await self.live_game.do(self.dice.choice(commands))
            await self.live_game.tick()
            if self.dice.random() < 0.01:
                await self.server.close()
                await self.live_game.close()
                await self.open()
                self.resumed += 1


class Client:
    """Somebody with a bad phone."""

    def __init__(self, front: Front, number: int, acknowledged: Counter[tuple[str, int]]) -> None:
        self.front, self.number, self.acknowledged = front, number, acknowledged
        self.dice = Random(number)
        self.token = ""
        self.tries = 0

    async def live(self, until: float) -> None:
        """Come, misbehave, go, and come back."""
        async with aiohttp.ClientSession() as session:
            while time.monotonic() < until:
                with contextlib.suppress(aiohttp.ClientError, ConnectionError, TimeoutError, RuntimeError):
                    url = self.front.endpoint.addresses()[0]
                    async with session.ws_connect(f"{url}/play") as socket:
                        await asyncio.wait_for(self._visit(socket), self.dice.uniform(0.2, 6))
                await asyncio.sleep(self.dice.uniform(0, 0.5))

    async def _visit(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        if self.token:
            await socket.send_str(json.dumps({"do": "return", "token": self.token}))
        else:
            # A client that was cut off before its welcome has to take another name.
            self.tries += 1
            name = f"Client {self.number} {self.tries}"
            await socket.send_str(json.dumps({"do": "join", "code": "BCDFG", "name": name, "team": ""}))
        async for message in socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                return
            await self._react(socket, json.loads(message.data))

    async def _react(self, socket: aiohttp.ClientWebSocketResponse, heard: dict[str, Any]) -> None:
        chance = self.dice.random()
        if heard["now"] == "welcome":
            self.token = heard["token"]
        elif heard["now"] == "taken":
            self.acknowledged[self.token, heard["number"]] += 1
        elif heard["now"] == "open":
            position = self.dice.randrange(5)
            for _ in range(1 + (chance < 0.1) * 3):
                answer = {"do": "answer", "question": heard["number"], "given": {"picked": [position]}}
                await socket.send_str(json.dumps(answer))
        if chance < 0.02:
            await socket.send_str(self.dice.choice(_RUBBISH))
        elif chance < 0.03:
            for _ in range(100):
                await socket.send_str('{"do":"return","token":"x"}')
        elif chance < 0.05:
            await asyncio.sleep(3)


def check(front: Front, acknowledged: Counter[tuple[str, int]]) -> list[str]:
    """Return what does not hold."""
    from quiz.services.live_game import seat_of

    events = front.store.games.events(front.record.id)
    again = Game(front.record.plan, asked_in(front.record.plan, {front.bank.id: front.bank}), events)
    wrong = []
    if again.standings() != front.live_game.game.standings():
        wrong.append("the game comes back otherwise than it was")
    kept = _answers(front, events)
    if any(count > 1 for count in kept.values()):
        wrong.append("an answer was counted twice")
    lost = [key for key in acknowledged if (seat_of(key[0]), key[1] - 1) not in kept]
    if lost:
        wrong.append(f"{len(lost)} acknowledged answers were lost")
    board = {row.name: row.points for row in front.store.players_board(front.bank.id)}
    points = {member.name: member.points for member in again.players if member.scores}
    if {name: value for name, value in points.items() if board.get(name) != value}:
        wrong.append("the board has other points than the game")
    return wrong


def _answers(front: Front, events: list[Event]) -> Counter[tuple[str, int]]:
    """Count the answers by player and the question's place."""
    kept: Counter[tuple[str, int]] = Counter()
    game = Game(front.record.plan, asked_in(front.record.plan, {front.bank.id: front.bank}))
    for event in events:
        game.apply(event)
        if isinstance(event, Answered):
            kept[event.player, game.number] += 1
    return kept


async def soak(seconds: float, clients: int, folder: Path) -> list[str]:
    """Play for this long, and return what does not hold at the end."""
    file = folder / "bank.toml"
    # Play all the questions, so that the game counts on the board.
    file.write_text(bank_text("soak", 2000).replace("quiz_length = 10", "quiz_length = 0"), encoding="utf-8")
    bank = read_bank(file).bank
    assert bank is not None
    store = open_store(str(folder / "soak.db"))
    front, acknowledged = Front(store, bank, Random(1)), Counter[tuple[str, int]]()
    await front.open()
    until = time.monotonic() + seconds
    before = rss()
    crowd = [asyncio.create_task(Client(front, number, acknowledged).live(until)) for number in range(clients)]
    await front.play(until)
    await asyncio.wait(crowd)
    with contextlib.suppress(RejectedError):
        await front.live_game.do(front.live_game.game.finish)
    wrong = check(front, acknowledged)
    grown = (rss() - before) / 1024 / 1024
    answers = f"{len(acknowledged)} answers acknowledged"
    print(f"{seconds:g} s, {clients} clients, host taken up again {front.resumed} times, {answers}")
    lines = f"lines still open {len(front.server._connections)}"
    print(f"{front.live_game.game.number + 1} questions, memory grew by {grown:.1f} MB, {lines}")
    await front.server.close()
    await front.live_game.close()
    store.close()
    return wrong


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--clients", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-soak-") as scratch:
        found = asyncio.run(soak(asked.seconds, asked.clients, Path(scratch)))
    print("All holds." if not found else "\n".join(found))
    raise SystemExit(1 if found else 0)
