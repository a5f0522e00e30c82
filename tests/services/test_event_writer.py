"""The one writer of a live game: what it says where the store is slow, full or locked."""

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from quiz.game.events import Event, Paused
from quiz.services.event_writer import EventWriter
from quiz.store.errors import StoreError
from quiz.store.sqlite import BUSY_SECONDS
from tests import builders
from tests.builders import PATIENCE
from tests.live.serving import serving

EVENT = Paused(at=1.0)


async def trouble_of(writer: EventWriter) -> StoreError:
    """Return what is amiss as soon as something is."""
    async with asyncio.timeout(PATIENCE):
        while writer.trouble is None:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    return writer.trouble


async def test_a_write_that_does_not_end_is_trouble_until_it_does() -> None:
    may_go, kept = threading.Event(), list[Event]()

    def write(first: int, events: Sequence[Event]) -> None:
        may_go.wait(PATIENCE)
        kept.extend(events)

    writer = EventWriter(write, lambda event: None, slow=0.01)
    waiting = writer.keep(EVENT)
    assert "do not take" in str(await trouble_of(writer))
    assert not waiting.is_set(), "nobody is told that it is kept"
    may_go.set()
    await asyncio.wait_for(waiting.wait(), PATIENCE)
    assert (writer.trouble, kept) == (None, [EVENT])
    await writer.close()


async def test_what_is_known_of_the_trouble_stays_while_it_is_tried_again() -> None:
    may_go, tries = threading.Event(), list[int]()

    def write(first: int, events: Sequence[Event]) -> None:
        tries.append(first)
        if len(tries) == 1:
            raise StoreError("The disk is full.", "Free some space.")
        may_go.wait(PATIENCE)

    writer = EventWriter(write, lambda event: None, again=0.001, slow=0.001)
    waiting = writer.keep(EVENT)
    async with asyncio.timeout(PATIENCE):
        while len(tries) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    await asyncio.sleep(0.01)
    assert "full" in str(await trouble_of(writer))
    may_go.set()
    await asyncio.wait_for(waiting.wait(), PATIENCE)
    await writer.close()


async def test_a_store_that_another_program_holds_is_trouble_long_before_the_store_gives_up(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single("a")) as hall:
        ann, _ = await hall.player("Ann"), await hall.player("Bea")
        await hall.next(2)
        with contextlib.closing(sqlite3.connect(tmp_path / "scores.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await ann.say(do="answer", question=1, given={"picked": [0]})
            async with asyncio.timeout(BUSY_SECONDS - 1):
                await trouble_of(hall.live_game.writer)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await ann.hear("taken")
            other.execute("ROLLBACK")
        await ann.hear("taken")
        assert hall.live_game.writer.trouble is None
