"""Ends what takes too long, from a thread of its own: waiting for a silent server would never end by itself."""

import contextlib
import math
import threading
import time
from collections.abc import Callable, Iterator


class Watchdog:
    """Watches one thing at a time, with one thread that sleeps most of the time.

    A thread for each thing watched (``threading.Timer``) made a transaction four times as long.
    """

    def __init__(self) -> None:
        """Start the thread, with nothing to watch yet."""
        self._changed = threading.Condition()
        self._bark: Callable[[], None] | None = None
        self._due = self._wakes = math.inf
        self._ended = False
        threading.Thread(target=self._watch, daemon=True).start()

    @contextlib.contextmanager
    def limit(self, seconds: float, bark: Callable[[], None]) -> Iterator[None]:
        """Call ``bark``, which must not wait, if the body takes longer than this; never once it has ended."""
        with self._changed:
            self._bark, self._due = bark, time.monotonic() + seconds
            if self._due < self._wakes:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._bark, self._due = None, math.inf

    def end(self) -> None:
        """Watch no longer."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def _watch(self) -> None:
        with self._changed:
            while not self._ended:
                now = time.monotonic()
                if self._bark and self._due <= now:
                    self._bark()
                    self._bark, self._due = None, math.inf
                # Woken when time is up or something is due earlier, but not each time something ends.
                self._wakes = self._due
                self._changed.wait(None if self._wakes == math.inf else self._wakes - now)
