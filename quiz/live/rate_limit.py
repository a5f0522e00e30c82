"""Limits how often one pad may send: every frame counts, whatever is in it."""

from collections.abc import Callable

_BURST = 30
"""Messages allowed in a burst after a rest."""
_A_SECOND = 5.0
"""Messages allowed per second in the long run."""


class RateLimit:
    """A limit that a person with a phone does not reach: a bucket of tokens that fills with time."""

    def __init__(self, clock: Callable[[], float], burst: float = _BURST, a_second: float = _A_SECOND) -> None:
        """Start with a full bucket of ``burst`` tokens that gains ``a_second``; ``clock`` gives seconds."""
        self._clock = clock
        self._burst = float(burst)
        self._a_second = a_second
        self._tokens = self._burst
        self._filled_at = clock()

    def allows_one_more(self) -> bool:
        """Count one more, and say whether it is within the rate."""
        self._fill()
        # The debt never exceeds one token, so that the limit lifts soon after the sender goes quiet.
        self._tokens = max(self._tokens - 1, -1.0)
        return self._tokens >= 0

    @property
    def has_room(self) -> bool:
        """Whether one more would be within the rate; nothing is counted."""
        self._fill()
        return self._tokens >= 1

    def _fill(self) -> None:
        now = self._clock()
        self._tokens = min(self._tokens + (now - self._filled_at) * self._a_second, self._burst)
        self._filled_at = now


class FrameMeter:
    """Charges for the frames of a WebSocket as their bytes arrive, before anything reads them.

    The library answers pings, drops pongs and joins fragments by itself, so these never show up as messages. To charge for
    them too, frames are counted by their heads (RFC 6455, section 5.2).
    """

    def __init__(self, limit: RateLimit) -> None:
        """Charge ``limit`` for each frame."""
        self._limit = limit
        self._head = b""
        """The beginning of a frame whose head is not complete yet."""
        self._body = 0
        """Bytes of the current frame still to come."""

    def allows(self, data: bytes) -> bool:
        """Count the frames that begin in ``data``, and say whether all of them are within the rate.

        Data in which no frame begins costs as much as one: bytes that come singly are work, too.
        """
        data, at = self._head + data, self._body
        self._head, self._body = b"", 0
        if at >= len(data):
            self._body = at - len(data)
            return self._limit.allows_one_more()
        while at < len(data):
            end = _frame_end(data, at)
            if not self._limit.allows_one_more():
                return False
            if end is None:
                self._head = data[at:]
                return True
            at = end
        self._body = at - len(data)
        return True


def _frame_end(data: bytes, at: int) -> int | None:
    """Return where the frame that begins at ``at`` ends; None if its head is not complete."""
    if len(data) < at + 2:
        return None
    flag = data[at + 1]
    body, head_end = flag & 0x7F, at + 2
    if body >= 126:
        head_end += 2 if body == 126 else 8
        body = int.from_bytes(data[at + 2 : head_end], "big")
    if flag & 0x80:
        head_end += 4
    return head_end + body if len(data) >= head_end else None
