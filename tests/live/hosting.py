"""Drives the host's app in tests: a store in a temporary folder, a clock that stands still, players without a network."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from quiz.live.host.app import HostApp
from quiz.live.host.stage import StageScreen
from quiz.live.host_request import HostRequest
from quiz.questions.answers import Answer
from quiz.questions.question import Question
from quiz.services.attempt_session import Clocks
from quiz.services.live_game import LiveGame
from quiz.services.settings import Settings
from quiz.store.games import GameRecord
from quiz.store.store import Store, open_store
from tests import builders
from tests.builders import FakeClock


@dataclass
class Front:
    """The laptop at the front."""

    folder: Path
    questions: tuple[Question, ...] = (builders.single("a"), builders.single("b"))
    clock: FakeClock = field(default_factory=FakeClock)

    def store(self) -> Store:
        """Open the store."""
        return open_store(str(self.folder / "scores.db"))

    @contextlib.asynccontextmanager
    async def hosting(
        self, size: tuple[int, int] = (80, 24), record: GameRecord | None = None, **request: Any
    ) -> AsyncIterator[Pilot[None]]:
        """Run the app until the block ends, with the first bank unless the request says otherwise."""
        bank = builders.bank(*self.questions)
        asked = HostRequest(**{"banks": ("first",), "questions": 0, "port": 0, **request})
        clocks = Clocks(monotonic=self.clock, wall=lambda: int(self.clock() * 1000))
        with contextlib.closing(self.store()) as store:
            app = HostApp(store, {"first": bank}, asked, clocks, 5, settings=Settings(), names={}, record=record)
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                yield pilot


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after another, and wait for what each brings."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def live_game_of(pilot: Pilot[None]) -> LiveGame:
    """Return the live game that is open."""
    assert isinstance(pilot.app, HostApp)
    assert pilot.app.live_game is not None
    return pilot.app.live_game


def stage_of(pilot: Pilot[None]) -> StageScreen:
    """Return the stage, which has to be on top."""
    assert isinstance(pilot.app.screen, StageScreen), pilot.app.screen
    return pilot.app.screen


async def joined(pilot: Pilot[None], *names: str, team: str = "") -> list[str]:
    """Let players in and return their ids."""
    live_game = live_game_of(pilot)
    players = [(await live_game.join(name, team))[0] for name in names]
    for player in players:
        live_game.game.came(player)
    await ticked(pilot)
    return players


async def answered(pilot: Pilot[None], player: str, given: Answer) -> None:
    """Answer the open question."""
    live_game = live_game_of(pilot)
    await live_game.answer(player, live_game.game.number, len(live_game.game.path), given)


async def ticked(pilot: Pilot[None]) -> None:
    """Let the stage look at the clock."""
    stage_of(pilot).tick()
    await settle(pilot)
    # What closes by itself swallows a key that was meant for what was open.
    clock = live_game_of(pilot)._clocks.monotonic
    assert isinstance(clock, FakeClock)
    clock.move(1)
