"""The one thread that carries out acts. Those that arrive meanwhile form the next group, which is kept by one commit."""

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
"""The most acts in one group."""
_LONGEST = 0.5
"""Seconds after which a group does no more acts: other programs cannot write until it ends."""
_NOBODY_WAITS = 15.0
"""Seconds after which a page gives up and asks again."""
_Result = TypeVar("_Result")


class _Job(Struct, frozen=True):
    """Something to do, the future to tell, and when it was asked for."""

    do: Callable[[], Any]
    told: asyncio.Future[Any]
    at: float

    @property
    def is_too_late(self) -> bool:
        """Whether nobody is waiting for it any more, or it has been asked for again."""
        return self.told.cancelled() or time.monotonic() - self.at > _NOBODY_WAITS


class DeskThread:
    """Does jobs one after another, and reports each only once what it wrote is kept."""

    def __init__(
        self, together: Callable[[], AbstractContextManager[None]], on_lost: Callable[[], None], *, gathers: bool = True
    ) -> None:
        """Keep what a group writes ``together``; call ``on_lost`` on the thread if it was not kept after all.

        With a database that cannot do that, and so no ``gathers``, each job is done and reported on its own.
        """
        self._together = together
        self._on_lost = on_lost
        self._most = _MOST_TOGETHER if gathers else 1
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._waiting: deque[_Job] = deque()
        self._work: asyncio.Task[None] | None = None

    async def do(self, job: Callable[[], _Result]) -> _Result:
        """Run a job and return its result, or raise what it raised; StoreError if what it wrote could not be kept."""
        told: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Job(job, told, time.monotonic()))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._work_on())
        return await told

    async def do_alone(self, job: Callable[[], _Result]) -> _Result:
        """Run a job between two groups, for one that has transactions of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)

    async def close(self) -> None:
        """Finish the jobs that were asked for and end; ask for no more after this."""
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
        """Fail every waiting job: each would only wait for the lost database in turn, and its page asks again."""
        while self._waiting:
            _tell(self._waiting.popleft(), None, error)

    async def _all_have_come(self) -> None:
        """Wait until the loop has read all pending requests: it and the thread would only compete for the interpreter."""
        before = 0
        while before < len(self._waiting) < self._most:
            before = len(self._waiting)
            await asyncio.sleep(0)

    def _do_group(self, jobs: list[_Job]) -> list[tuple[Any, Exception | None]]:
        """Do the first of these jobs, as many as time allows, and return the result or error of each."""
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
            # Nothing is done if the group could not even begin.
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
    # The visitor may have gone meanwhile.
    if job.told.cancelled():
        return
    if error is None:
        job.told.set_result(result)
    else:
        job.told.set_exception(error)
