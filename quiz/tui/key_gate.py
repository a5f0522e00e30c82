"""Keeps a key that is held down from answering what nobody has read yet."""

from collections.abc import Callable
from math import inf

from quiz.tui.widgets.closes_once import ClosesOnce

QUIET = 0.3
"""Seconds without a key after which the next one is deliberate: a held key repeats far sooner."""

LEAVING = frozenset({"ctrl+q", "ctrl+c", "ctrl+z"})
"""Keys that leave the program, whatever is on the screen."""
ALWAYS = frozenset({"escape", "f1", *LEAVING})
"""Keys that answer nothing, and always count: the ways out, and help."""


class KeyGate:
    """Shuts when there is something new to read, and opens with the first key after a pause."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin shut; ``clock`` gives seconds that never run backwards."""
        self._clock = clock
        self._open = False
        self._opens_at = inf

    def shut(self) -> None:
        """Let no key through until there has been a pause."""
        self._open = False
        self._opens_at = self._clock() + QUIET

    def lets_through(self, key: str) -> bool:
        """Say whether ``key``, by Textual's name for it, counts. Call once for each key that comes."""
        if key in ALWAYS:
            return True
        now = self._clock()
        self._open = self._open or now >= self._opens_at
        self._opens_at = now + QUIET
        return self._open


class HeldKey:
    """Keeps a key that is held down from acting on the next screen until it has been released."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin with no key; ``clock`` gives seconds that never run backwards."""
        self._clock = clock
        self._last: tuple[str, object, float] = ("", None, -inf)

    def note(self, key: str, screen: object) -> None:
        """Remember that ``key`` was pressed on ``screen``."""
        self._last = (key, screen, self._clock())

    def lets_through(self, key: str, screen: object) -> bool:
        """Say whether ``key`` counts on ``screen``, and remember it. Call once for each key that comes."""
        last_key, last_screen, at = self._last
        if key not in ALWAYS and key == last_key and screen is not last_screen and self._clock() < at + QUIET:
            # Noted for the screen before, so that it is kept out until it is released.
            self.note(key, last_screen)
            return False
        self.note(key, screen)
        return True


class GatedScreen(ClosesOnce[None]):
    """A screen whose keys pass a gate before any binding or widget sees them."""

    key_gate: KeyGate
