"""Drives the host's app in tests: a store in a temporary folder, a clock that stands still, players without a network."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from quiz.live.host.app import HostApp
from quiz.live.host.game_screen import GameScreen
from quiz.live.host.stage import StageScreen
from quiz.live.host_request import HostRequest
from quiz.questions.answers import Answer
from quiz.questions.question import Question
from quiz.services.attempt_session import Clocks
from quiz.services.live_game import LiveGame
from quiz.services.requests import AppRequest
from quiz.services.services import Services
from quiz.store.games import GameRecord
from quiz.store.store import Store, open_store
from tests import builders
from tests.builders import FakeClock
from tests.tui.driving import settle
from tests.tui.seeing import picture

REST = 0.5
"""Seconds for which a hand that means its keys rests between them; a number that a computer holds exactly."""


@dataclass
class Front:
    """The laptop at the front."""

    folder: Path
    questions: tuple[Question, ...] = (builders.single("a"), builders.single("b"))
    clock: FakeClock = field(default_factory=FakeClock)
    address: str = ""
    """Where the scores are; in the folder where nothing is said."""

    def __post_init__(self) -> None:
        self.address = self.address or str(self.folder / "scores.db")

    def store(self) -> Store:
        """Open the store."""
        return open_store(self.address)

    @contextlib.asynccontextmanager
    async def hosting(
        self, size: tuple[int, int] = (80, 24), record: GameRecord | None = None, **request: Any
    ) -> AsyncIterator[Pilot[None]]:
        """Run the app until the block ends, with the first bank unless the request says otherwise."""
        file = self.folder / "first.toml"
        file.write_text(builders.to_toml(builders.document(builders.bank(*self.questions))), encoding="utf-8")
        asked = HostRequest(**{"banks": ("first",), "questions": 0, "port": 0, **request})
        clocks = Clocks(monotonic=self.clock, wall=lambda: int(self.clock() * 1000))
        where = AppRequest(store=self.address, bank_folders=(self.folder,), settings_file=self.folder / "settings.json")
        # What Enter keeps at the end of a game lands in the current folder.
        with contextlib.chdir(self.folder), contextlib.closing(Services(where, clocks, lambda: 5)) as services:
            services.open_store()
            app = HostApp(services, asked, "inset-dark", record=record)
            app.animation_level = "none"
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                yield pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after another with a rest before each, and wait for what each brings."""
    clock = live_game_of(pilot)._clocks.monotonic if isinstance(pilot.app.screen, GameScreen) else None
    for key in keys:
        if isinstance(clock, FakeClock):
            clock.move(REST)
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


def seen(pilot: Pilot[None]) -> str:
    """Return the words that stand on the screen, wherever they are wrapped."""
    return " ".join(picture(pilot.app).split())


async def ticked(pilot: Pilot[None]) -> None:
    """Let the stage look at the clock."""
    stage_of(pilot).tick()
    await settle(pilot)
