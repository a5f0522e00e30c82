"""Work that is asked for more often than it can be done: a redraw after each event, a look once a second."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any


class Coalescer:
    """Does one piece of work at a time; however often it is asked for meanwhile, it is done once more afterwards.

    Nothing that is asked for cuts short what is under way. An exclusive worker on a timer does, and then never ends
    where its work takes longer than the interval.
    """

    def __init__(self, work: Callable[[], Awaitable[None]], start: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        """Do ``work``; ``start`` runs a coroutine in the background, as a screen's ``run_worker`` does."""
        self._work = work
        self._start = start
        self._running: object = None
        self.asked = False
        """Whether the work is to be done once more. Long work may look here and stop early, or take it back."""

    def ask(self) -> None:
        """Have the work done, now or as soon as what is under way has ended."""
        self.asked = True
        if self._running is None:
            # Held as well as marked: the loop itself keeps only a weak reference to a task.
            self._running = self
            self._running = self._start(self._until_done())

    async def _until_done(self) -> None:
        try:
            while self.asked:
                self.asked = False
                await self._work()
        finally:
            self._running = None
