"""The one thread on which acts are done: those that come meanwhile make up the next group, which is kept by one commit."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from msgspec import Struct

from quiz.store.errors import LostDatabaseError, StoreError

_MOST_TOGETHER = 512
"""Acts of one group."""
_LONGEST = 0.5
"""Seconds after which a group takes in no more: other programs that write wait for as long as it takes."""
_NOBODY_WAITS = 15.0
"""Seconds after which a page has given up and asks again."""
_Result = TypeVar("_Result")


class _Job(Struct, frozen=True):
    """Something to be done, whom to tell, and when it was asked for."""

    do: Callable[[], Any]
    told: asyncio.Future[Any]
    at: float

    @property
    def is_too_late(self) -> bool:
        """Whether nobody waits for it any more, or it has been asked for again meanwhile."""
        return self.told.cancelled() or time.monotonic() - self.at > _NOBODY_WAITS


class DeskThread:
    """Does one thing after another. Whoever asked hears of it only once what was written is kept."""

    def __init__(
        self, together: Callable[[], AbstractContextManager[None]], on_lost: Callable[[], None], *, gathers: bool = True
    ) -> None:
        """Keep what a group writes ``together``; call ``on_lost`` where it was not kept after all, on the thread.

        Where the database does not have that, and so nothing ``gathers``, each is told as soon as its own is done.
        """
        self._together = together
        self._on_lost = on_lost
        self._most = _MOST_TOGETHER if gathers else 1
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._waiting: deque[_Job] = deque()
        self._work: asyncio.Task[None] | None = None

    async def do(self, job: Callable[[], _Result]) -> _Result:
        """Do something and return what comes of it, or raise what it raised; StoreError where it could not be kept."""
        told: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Job(job, told, time.monotonic()))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._work_on())
        return await told

    async def do_alone(self, job: Callable[[], _Result]) -> _Result:
        """Do something between two groups: what has transactions of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)

    async def close(self) -> None:
        """End once everything is done that was asked for; nothing more is to be asked for."""
        if self._work:
            await asyncio.wait([self._work])
        await asyncio.to_thread(self._thread.shutdown)

    async def _work_on(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            await self._all_have_come()
            group = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
            done = await loop.run_in_executor(self._thread, self._do_group, group)
            self._waiting.extendleft(reversed(group[len(done) :]))
            for job, (result, error) in zip(group, done, strict=False):
                _tell(job, result, error)
                if isinstance(error, LostDatabaseError):
                    self._fail_all(error)

    def _fail_all(self, error: Exception) -> None:
        """Do nothing of what waits: each would wait for the same in its turn, and its page asks again."""
        while self._waiting:
            _tell(self._waiting.popleft(), None, error)

    async def _all_have_come(self) -> None:
        """Wait until the loop has taken in what is there: it and the thread would only take turns at one interpreter."""
        before = 0
        while before < len(self._waiting) < self._most:
            before = len(self._waiting)
            await asyncio.sleep(0)

    def _do_group(self, jobs: list[_Job]) -> list[tuple[Any, Exception | None]]:
        """Do some of these, the first ones, and return what came of each."""
        if len(jobs) == 1:
            return [_done(jobs[0])]
        done: list[tuple[Any, Exception | None]] = []
        end = time.monotonic() + _LONGEST
        try:
            with self._together():
                for job in jobs:
                    done.append(_done(job))
                    if time.monotonic() > end:
                        break
        except StoreError as error:
            self._on_lost()
            # None was done where it could not even begin.
            return [(None, error) for _ in done or jobs]
        return done


def _done(job: _Job) -> tuple[Any, Exception | None]:
    if job.is_too_late:
        return None, StoreError("More was asked for than the scores can take in time.", "The program keeps trying.")
    try:
        return job.do(), None
    except Exception as error:
        return None, error


def _tell(job: _Job, result: Any, error: Exception | None) -> None:
    # Whoever asked may have gone meanwhile.
    if job.told.cancelled():
        return
    if error is None:
        job.told.set_result(result)
    else:
        job.told.set_exception(error)
