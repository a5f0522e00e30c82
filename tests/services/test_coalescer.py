"""One piece of work at a time, and once more for whatever was asked meanwhile."""

import asyncio

import pytest

from quiz.services.coalescer import Coalescer


class Work:
    """Work that lasts until it is let go, and counts how often it was begun and ended."""

    def __init__(self) -> None:
        self.begun = self.ended = 0
        self.let_go = asyncio.Event()

    async def do(self) -> None:
        self.begun += 1
        await self.let_go.wait()
        self.ended += 1


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_what_is_asked_for_meanwhile_is_done_once_more_and_cuts_nothing_short() -> None:
    work = Work()
    coalescer = Coalescer(work.do, asyncio.create_task)
    for _ in range(5):
        coalescer.ask()
        await settled()
    assert (work.begun, work.ended) == (1, 0)
    work.let_go.set()
    await settled()
    assert (work.begun, work.ended) == (2, 2)
    assert not coalescer.asked


async def test_after_the_end_it_can_be_asked_again() -> None:
    work = Work()
    work.let_go.set()
    coalescer = Coalescer(work.do, asyncio.create_task)
    for times in range(1, 4):
        coalescer.ask()
        await settled()
        assert work.ended == times


async def test_work_that_failed_or_was_cancelled_can_be_asked_for_again() -> None:
    tasks: list[asyncio.Task[None]] = []
    fails = True

    async def work() -> None:
        if fails:
            raise ValueError("no")

    def start(coroutine: object) -> asyncio.Task[None]:
        tasks.append(asyncio.ensure_future(coroutine))  # type: ignore[call-overload]
        return tasks[-1]

    coalescer = Coalescer(work, start)
    coalescer.ask()
    await settled()
    with pytest.raises(ValueError, match="no"):
        tasks[-1].result()
    fails = False
    coalescer.ask()
    await settled()
    assert tasks[-1].result() is None
