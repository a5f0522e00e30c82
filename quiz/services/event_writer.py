"""The one writer of a live game: events are kept in their order, in groups, one transaction after another, off the loop."""

import asyncio
from collections.abc import Callable, Sequence

from quiz.game.events import Event
from quiz.store.errors import StoreError

_AGAIN = 1.0
"""Seconds after which a write that failed is tried again."""
_SLOW = 0.7
"""Seconds after which a write that has not ended is trouble: a locked store may take longer to say no."""


class EventWriter:
    """Keeps events. What comes while a group is being written makes up the next group."""

    def __init__(
        self,
        write: Callable[[int, Sequence[Event]], None],
        tell: Callable[[Event], None],
        first: int = 0,
        again: float = _AGAIN,
        slow: float = _SLOW,
    ) -> None:
        """Call ``write`` with the place of the first event and the events, and ``tell`` with each once it is kept.

        ``first`` are kept already. A write that failed is tried ``again`` after so many seconds; one that takes longer than
        ``slow`` is trouble.
        """
        self.trouble: StoreError | None = None
        """Why nothing can be kept at the moment; nobody's answer is acknowledged until it can."""
        self._write = write
        self._tell = tell
        self._next = first
        self._pause = again
        self._slow = slow
        self._waiting: list[Event] = []
        self._kept: asyncio.Event | None = None
        self._work: asyncio.Task[None] | None = None

    def keep(self, event: Event) -> asyncio.Event:
        """Queue an event and return what is set once it is kept; all events of a group share one."""
        self._waiting.append(event)
        if self._kept is None:
            self._kept = asyncio.Event()
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._keep_on())
        return self._kept

    async def settle(self) -> None:
        """Wait until everything is kept, or until there is trouble."""
        while self._work is not None and not self._work.done() and self.trouble is None:
            await asyncio.wait([self._work], timeout=0.05)

    async def close(self) -> None:
        """Give up on what cannot be kept; ``trouble`` then says so, even if the wait for it was cut short."""
        try:
            await self.settle()
        finally:
            if self._work is not None and not self._work.done():
                self._is_slow()
        if self._work is not None:
            self._work.cancel()
            await asyncio.wait([self._work])

    async def _keep_on(self) -> None:
        while self._kept is not None:
            group, kept = self._waiting, self._kept
            self._waiting, self._kept = [], None
            await self._keep_group(group)
            # Told from here, not by the waiter: a screen or connection that goes away must not swallow it.
            for event in group:
                self._tell(event)
            kept.set()

    async def _keep_group(self, group: Sequence[Event]) -> None:
        while True:
            late = asyncio.get_running_loop().call_later(self._slow, self._is_slow)
            try:
                await asyncio.to_thread(self._write, self._next, group)
            except Exception as error:
                # Whatever it is: a writer that died silently would let the game go on without a record.
                self.trouble = error if isinstance(error, StoreError) else _unforeseen(error)
                await asyncio.sleep(self._pause)
            else:
                self.trouble = None
                self._next += len(group)
                return
            finally:
                late.cancel()

    def _is_slow(self) -> None:
        if self.trouble is None:
            self.trouble = StoreError("The scores do not take what happens.", "Close other programs that use them.")


def _unforeseen(error: Exception) -> StoreError:
    return StoreError(f"What happens cannot be kept ({type(error).__name__}).", "Run quiz doctor on this machine.")
