"""What comes at once is kept by one commit; whoever asked hears of it after that, and only if it was kept."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from quiz.serve.desk_thread import DeskThread
from quiz.store.errors import LostDatabaseError, StoreError

LOST = StoreError("The disk is full.", "Free some space.")


class Disk:
    """Keeps groups, until it fails."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.fails = False
        self.began, self.goes_on = threading.Event(), threading.Event()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        yield
        if self.fails:
            raise LOST
        self.log.append("kept")

    def slow(self) -> None:
        self.began.set()
        self.goes_on.wait(30)


@contextlib.asynccontextmanager
async def behind(
    disk: Disk, jobs: list[Callable[[], object]], *, gathers: bool = True
) -> AsyncIterator[list[asyncio.Task[object]]]:
    """Let jobs come while another one is being done, so that they make up a group."""
    thread = DeskThread(disk.together, lambda: disk.log.append("forgotten"), gathers=gathers)
    first = asyncio.create_task(thread.do(disk.slow))
    await asyncio.to_thread(disk.began.wait, 30)
    tasks = [asyncio.create_task(thread.do(job)) for job in jobs]
    await asyncio.sleep(0)
    disk.goes_on.set()
    await first
    yield tasks
    await asyncio.gather(*tasks, return_exceptions=True)
    await thread.close()


def job(disk: Disk, name: str) -> Callable[[], object]:
    def do() -> str:
        disk.log.append(name)
        return name

    return do


async def test_a_group_is_kept_before_anybody_of_it_is_told() -> None:
    disk = Disk()
    async with behind(disk, [job(disk, "a"), job(disk, "b")]) as (one, other):
        assert await one == "a"
        assert disk.log == ["a", "b", "kept"]
        assert await other == "b"


async def test_one_that_fails_takes_nobody_with_it() -> None:
    def fails() -> None:
        raise ValueError("no")

    disk = Disk()
    async with behind(disk, [fails, job(disk, "b")]) as (one, other):
        with pytest.raises(ValueError, match="no"):
            await one
        assert await other == "b"
    assert disk.log == ["b", "kept"]


async def test_what_is_not_kept_is_told_to_nobody_as_done_and_remembered_by_nobody() -> None:
    disk = Disk()
    disk.fails = True
    async with behind(disk, [job(disk, "a"), job(disk, "b")]) as tasks:
        for task in tasks:
            with pytest.raises(StoreError):
                await task
    assert disk.log == ["a", "b", "forgotten"]


async def test_whoever_goes_meanwhile_holds_up_nobody() -> None:
    disk = Disk()
    async with behind(disk, [job(disk, "a"), job(disk, "b")]) as (one, other):
        one.cancel()
        assert await other == "b"


async def test_a_group_ends_before_others_who_write_wait_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.serve.desk_thread._LONGEST", -1.0)
    disk = Disk()
    async with behind(disk, [job(disk, name) for name in "abc"]) as tasks:
        assert await asyncio.gather(*tasks) == ["a", "b", "c"]
    assert disk.log == ["a", "kept", "b", "kept", "c"], "one that is left alone has a transaction of its own"


async def test_nothing_is_done_for_whoever_has_gone() -> None:
    disk = Disk()
    thread = DeskThread(disk.together, lambda: None)
    first = asyncio.create_task(thread.do(disk.slow))
    await asyncio.to_thread(disk.began.wait, 30)
    gone, other, third = [asyncio.create_task(thread.do(job(disk, name))) for name in "abc"]
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    disk.goes_on.set()
    await asyncio.gather(first, other, third)
    assert disk.log == ["b", "c", "kept"]
    await thread.close()


async def test_what_has_been_asked_for_again_meanwhile_is_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.serve.desk_thread._NOBODY_WAITS", -1.0)
    disk = Disk()
    thread = DeskThread(disk.together, lambda: None)
    with pytest.raises(StoreError, match="in time"):
        await thread.do(job(disk, "a"))
    assert not disk.log
    await thread.close()


async def test_where_nothing_is_gathered_each_is_told_at_once() -> None:
    disk, goes_on = Disk(), threading.Event()
    async with behind(disk, [job(disk, "a"), lambda: goes_on.wait(30)], gathers=False) as (one, other):
        assert await one == "a"
        assert not other.done()
        goes_on.set()
    assert disk.log == ["a"]


async def test_one_who_waits_for_a_lost_database_is_enough() -> None:
    def lost() -> None:
        raise LostDatabaseError("The scores cannot be reached.", "Check the network.")

    disk = Disk()
    async with behind(disk, [lost, job(disk, "a"), job(disk, "b")], gathers=False) as tasks:
        assert all(isinstance(one, LostDatabaseError) for one in await asyncio.gather(*tasks, return_exceptions=True))
    assert not disk.log


async def test_what_was_asked_for_is_done_before_the_end() -> None:
    disk = Disk()
    thread = DeskThread(disk.together, lambda: None)
    first = asyncio.create_task(thread.do(disk.slow))
    await asyncio.to_thread(disk.began.wait, 30)
    tasks = [asyncio.create_task(thread.do(job(disk, name))) for name in "ab"]
    await asyncio.sleep(0)
    closing = asyncio.create_task(thread.close())
    await asyncio.sleep(0)
    disk.goes_on.set()
    await asyncio.wait_for(closing, 30)
    assert first.done()
    assert await asyncio.wait_for(asyncio.gather(*tasks), 30) == ["a", "b"]
