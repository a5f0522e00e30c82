"""A live game whose PostgreSQL server is restarted in the middle: nothing that was acknowledged is lost."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from textual.pilot import Pilot

from quiz.game.events import Answered
from quiz.game.state import Phase
from quiz.live.host.app import HostApp
from quiz.store.store import open_store
from tests import builders
from tests.live.hosting import Front, live_game_of, press, seen
from tests.live.serving import Pad
from tests.store.postgres_server import PostgresServer

GIVEN = {"picked": [1]}


@contextlib.asynccontextmanager
async def pads(pilot: Pilot[None], *names: str) -> AsyncIterator[list[Pad]]:
    """Let players in over real lines."""
    app = pilot.app
    assert isinstance(app, HostApp)
    assert app.server
    url = f"http://127.0.0.1:{app.server.endpoint.port}/play"
    async with aiohttp.ClientSession() as session:
        found = [Pad(await session.ws_connect(url)) for _ in names]
        for pad, name in zip(found, names, strict=True):
            await pad.joins(live_game_of(pilot).record.code, name)
        yield found


async def until(pilot: Pilot[None], words: str, *, gone: bool = False) -> None:
    """Wait until ``words`` stand on the host's screen, or are ``gone`` from it."""
    async with asyncio.timeout(builders.PATIENCE):
        while (words in seen(pilot)) is gone:
            await pilot.pause(0.02)


async def hears(pad: Pad, now: str, seconds: float = builders.PATIENCE) -> bool:
    """Say whether a pad hears a message in so many seconds."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(left):
                await pad.hear(now)
                return True
    return False


@pytest.mark.ticking
async def test_a_server_that_is_restarted_in_a_game_costs_nobody_an_answer(postgres: PostgresServer, tmp_path: Path) -> None:
    address = postgres.fresh_database()
    front = Front(tmp_path, (builders.single("a"), builders.single("b")), address=address)
    async with front.hosting(preset="accuracy", timed=False) as pilot, pads(pilot, "Ann", "Bea", "Cem") as (ann, bea, cem):
        live_game = live_game_of(pilot)
        await press(pilot, "enter", "enter")
        await ann.say(do="answer", question=1, given=GIVEN)
        await ann.hear("taken")
        await asyncio.to_thread(postgres.halt)
        try:
            await bea.say(do="answer", question=1, given=GIVEN)
            await until(pilot, "Waiting for the database. Your answers are safe.")
            assert not await hears(bea, "taken", 0.3)
            assert "Enter waits for the database" in seen(pilot)
            # Longer than one write is tried: the next one has to bring it.
            await until(pilot, "cannot be reached")
            assert not await hears(bea, "taken", 0.3)
        finally:
            await asyncio.to_thread(postgres.start)
        assert await hears(bea, "taken")
        await until(pilot, "Waiting for the database", gone=True)
        await cem.say(do="answer", question=1, given=GIVEN)
        await cem.hear("taken")
        while live_game.game.phase is not Phase.FINISHED:
            await press(pilot, "enter")
        game = live_game.record.id
    with contextlib.closing(open_store(address)) as store:
        events = store.games.events(game)
        assert len({event.player for event in events if isinstance(event, Answered)}) == 3
        assert len([event for event in events if isinstance(event, Answered)]) == 3
        assert not store.games.unfinished()
