"""One pad's line. Only the latest state is sent, so that a slow pad holds up one message and not a queue of them."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable

from aiohttp import WSCloseCode, WSMsgType, web

from quiz.live.messages import Refused, encode
from quiz.live.rate_limit import FrameMeter, RateLimit
from quiz.live.tcp_guard import GuardedProtocol

SLOWEST = 15.0
"""Seconds that a pad may take to accept a message before its line is cut."""
_MOST_NOTES = 8
BUFFER = 16 * 1024
"""Bytes that may wait in a pad's line before the sender has to wait, too."""

FULL = encode(Refused(sentence="The hall is full: this machine can take no more devices. Ask at the front."))
TOO_MUCH = encode(Refused(sentence="Too much came from this device. Wait a moment."))


class PadConnection:
    """A WebSocket that holds at most one state and a few notes to send."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        clock: Callable[[], float],
        address: str = "",
    ) -> None:
        """Send over ``socket`` and its ``transport``; ``clock`` gives seconds, ``address`` is the other end's."""
        self.address = address
        self._clock = clock
        self.opened_at = clock()
        self.surplus = False
        """Whether its address had its full number of lines already; then it may only bring a player back."""
        self.wrong_codes = 0
        self._player = ""
        self._socket = socket
        self._transport = transport
        self._closing: asyncio.Task[None] | None = None
        self._tcp = transport.get_protocol() if transport is not None else None
        if isinstance(self._tcp, GuardedProtocol):
            self._tcp.charge_frames(FrameMeter(RateLimit(clock)), self._cut_off, _frame(FULL))
        self._state: bytes | None = None
        self._notes: deque[bytes] = deque(maxlen=_MOST_NOTES)
        self._sending: asyncio.Task[None] | None = None

    @property
    def player(self) -> str:
        """The id of the player who has joined over it; empty before that."""
        return self._player

    @player.setter
    def player(self, player: str) -> None:
        if self._player and not player:
            self.begin_anew()
        self._player = player
        if isinstance(self._tcp, GuardedProtocol):
            self._tcp.seat(bool(player))

    def begin_anew(self) -> None:
        """Restart the time to join, for somebody who has lost a seat or did not get one."""
        self.opened_at = self._clock()

    def stay(self) -> None:
        """Treat it as seated, so that it gives way to no other: for the projector's own line."""
        if isinstance(self._tcp, GuardedProtocol):
            self._tcp.seat(True)

    def show(self, state: bytes) -> None:
        """Send a state, which replaces one that is still waiting to be sent."""
        if not self._sent_at_once(state):
            self._state = state
            self._send_later()

    def note(self, message: bytes) -> None:
        """Send a message that is not a state, ahead of the next state."""
        if not self._sent_at_once(message):
            self._notes.append(message)
            self._send_later()

    def beat(self, message: bytes) -> None:
        """Send a sign of life, unless another message is waiting to be sent, which serves as one."""
        self._sent_at_once(message)

    async def close(self, code: WSCloseCode = WSCloseCode.OK) -> None:
        """Send what is waiting, and close; a dead line is dropped."""
        if self._sending:
            await asyncio.wait([self._sending], timeout=1)
        with contextlib.suppress(ConnectionError, RuntimeError, asyncio.TimeoutError):
            await asyncio.wait_for(self._socket.close(code=code), 2)
        if self._transport is not None and self._unsent():
            self._transport.abort()

    def hang_up(self, message: bytes = b"", code: WSCloseCode = WSCloseCode.OK) -> None:
        """Send a last message and close, without holding up the caller."""
        if self._closing is None:
            if message:
                self.note(message)
            self._closing = asyncio.create_task(self.close(code))

    def _cut_off(self) -> None:
        """Close a line over which too much has come."""
        self.hang_up(TOO_MUCH, WSCloseCode.POLICY_VIOLATION)

    def _sent_at_once(self, message: bytes) -> bool:
        """Send a message if nothing else is waiting: this cannot block, and needs no task of its own."""
        if self._transport is None or self._unsent():
            return False
        if (self._sending is not None and not self._sending.done()) or len(message) >= BUFFER // 2:
            return False
        if not (self._socket.closed or self._transport.is_closing()):
            # The bytes that aiohttp would write, without its overhead: a hall's answers come all at once.
            self._transport.write(_frame(message))
        return True

    def _unsent(self) -> int:
        """Return how many bytes wait to be sent."""
        try:
            return self._transport.get_write_buffer_size() if self._transport is not None else 0
        except AttributeError:
            # A TLS transport that has ended has no buffer.
            return 0

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
        """Drop a line that is dead or accepts nothing; the pad comes back by itself."""
        self._state = None
        self._notes.clear()
        if self._transport is not None:
            self._transport.abort()


def _frame(message: bytes) -> bytes:
    """Return a text shorter than 64 kB as a frame from a server (RFC 6455, section 5.2)."""
    length = len(message)
    return (b"\x81" + bytes((length,)) if length < 126 else b"\x81\x7e" + length.to_bytes(2, "big")) + message
