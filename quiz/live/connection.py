"""One pad's line: what is sent is the latest state, so that a slow pad holds one message and not a queue of them."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable

from aiohttp import WSCloseCode, WSMsgType, web

_BURST = 30
_A_SECOND = 5.0
SLOWEST = 15.0
"""Seconds that a pad may take to receive a message before its line is cut."""
_MOST_NOTES = 8
BUFFER = 16 * 1024
"""Bytes that may wait in a pad's line before whoever sends has to wait, too."""


class PadConnection:
    """A WebSocket with a place for one state and a few notes."""

    def __init__(
        self, socket: web.WebSocketResponse, transport: asyncio.Transport | None, clock: Callable[[], float]
    ) -> None:
        """Send over ``socket``, which stands on ``transport``; ``clock`` gives seconds."""
        self.player = ""
        """Id of the player who has joined over it; empty before."""
        self.wrong_codes = 0
        self._socket = socket
        self._transport = transport
        self._clock = clock
        self._allowance = float(_BURST)
        self._allowed_at = clock()
        self._state: bytes | None = None
        self._notes: deque[bytes] = deque(maxlen=_MOST_NOTES)
        self._sending: asyncio.Task[None] | None = None

    def may_speak(self) -> bool:
        """Say whether one more message is within the rate that a person with a phone comes to."""
        now = self._clock()
        self._allowance = min(self._allowance + (now - self._allowed_at) * _A_SECOND, _BURST)
        self._allowed_at = now
        self._allowance -= 1
        return self._allowance >= 0

    async def show(self, state: bytes) -> None:
        """Send a state; one that is still waiting to be sent is out of date, and gives way to it."""
        if not await self._sent_at_once(state):
            self._state = state
            self._send_later()

    async def note(self, message: bytes) -> None:
        """Send a message that is no state, before the next state."""
        if not await self._sent_at_once(message):
            self._notes.append(message)
            self._send_later()

    async def close(self, code: WSCloseCode = WSCloseCode.OK) -> None:
        """Send what is waiting, and close."""
        if self._sending:
            await asyncio.wait([self._sending], timeout=1)
        with contextlib.suppress(ConnectionError, RuntimeError, asyncio.TimeoutError):
            await asyncio.wait_for(self._socket.close(code=code), 2)

    async def _sent_at_once(self, message: bytes) -> bool:
        """Send a message where nothing is waiting to be sent: that waits for nobody, and needs no task of its own."""
        waiting = self._transport is None or self._transport.get_write_buffer_size()
        if waiting or (self._sending is not None and not self._sending.done()) or len(message) >= BUFFER // 2:
            return False
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self._socket.send_frame(message, WSMsgType.TEXT)
        return True

    def _send_later(self) -> None:
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send_all())

    async def _send_all(self) -> None:
        try:
            async with asyncio.timeout(SLOWEST) as limit:
                while self._notes or self._state is not None:
                    if self._notes:
                        message = self._notes.popleft()
                    else:
                        message, self._state = self._state or b"", None
                    await self._socket.send_frame(message, WSMsgType.TEXT)
                    limit.reschedule(asyncio.get_running_loop().time() + SLOWEST)
        except (ConnectionError, RuntimeError, TimeoutError):
            self._cut()
        self._sending = None

    def _cut(self) -> None:
        """Let go of a line that is dead or does not take what is sent; the pad comes back by itself."""
        self._state = None
        self._notes.clear()
        if self._transport is not None:
            self._transport.abort()
