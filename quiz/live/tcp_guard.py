"""Guards the server's TCP connections: how many there may be, which give way when there are too many, and their rates."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from typing_extensions import override

from quiz.live.endpoint import Endpoint
from quiz.live.rate_limit import FrameMeter

if TYPE_CHECKING:
    from aiohttp import web

MOST_WAITING = 32
"""Connections without a seat allowed from one address; a browser opens a few to load the page."""
_LONGEST_REQUEST = 16 * 1024
"""Bytes that may arrive at once before a connection becomes a WebSocket: no request for a page is longer."""
_BACKLOG = 1024
_AT_ONCE = 4
"""Connections to accept before letting the loop do other work, such as the host's keys."""
_AGAIN = 0.2
"""Seconds before accepting again after the system could not."""
_HANDSHAKE = 10.0
"""Seconds that a TLS handshake may take."""


class TcpGuard:
    """Tracks all connections. Those with a seat stay; if there are too many, the oldest of the others gives way.

    It is taken from the address with most of them, so that a crowd from one place pushes out only itself.
    """

    def __init__(self, most: int) -> None:
        """Allow ``most`` connections at once."""
        self.limited = True
        """Whether each address is limited, too."""
        self.shared: frozenset[str] = frozenset()
        """Addresses that many people share, such as a proxy's, and that are not limited."""
        self.count = 0
        self._most = most
        self._waiting: dict[str, dict[GuardedProtocol, None]] = {}
        """Connections without a seat, by address, the oldest first."""

    def opened(self, connection: "GuardedProtocol") -> None:
        """Take in a new connection, for which another, or this one itself, may have to go."""
        self.count += 1
        self.waits(connection)
        if self.count > self._most:
            self._oldest(max(self._waiting, key=lambda address: len(self._waiting[address]))).give_way()
        elif self._is_limited(connection.peer) and len(self._waiting[connection.peer]) > MOST_WAITING:
            self._oldest(connection.peer).drop()

    def waits(self, connection: "GuardedProtocol") -> None:
        """Note that a connection has no seat."""
        self._waiting.setdefault(connection.peer, {})[connection] = None

    def is_seated(self, connection: "GuardedProtocol") -> None:
        """Note that a connection has a seat, and is to stay."""
        here = self._waiting.get(connection.peer, {})
        here.pop(connection, None)
        if not here:
            self._waiting.pop(connection.peer, None)

    def closed(self, connection: "GuardedProtocol") -> None:
        """Forget a connection."""
        self.count -= 1
        self.is_seated(connection)

    def _is_limited(self, peer: str) -> bool:
        return self.limited and peer not in self.shared

    def _oldest(self, address: str) -> "GuardedProtocol":
        return next(iter(self._waiting[address]))


class GuardedProtocol(asyncio.Protocol):
    """Sits between a TCP connection and the server's protocol, and passes on what is within the limits."""

    def __init__(self, inner: asyncio.Protocol, guard: TcpGuard, peer: str) -> None:
        """Pass on to ``inner`` what arrives from the address ``peer``."""
        self.peer = peer
        self.connecting: asyncio.Task[object] | None = None
        """The task that turns the accepted socket into a connection."""
        self._inner = inner
        self._guard = guard
        self._transport: asyncio.Transport | None = None
        self._meter: FrameMeter | None = None
        self._on_too_much: Callable[[], None] = self.drop
        self._last_word = b""
        self._known = True
        self._deaf = False

    def charge_frames(self, meter: FrameMeter, on_too_much: Callable[[], None], last_word: bytes = b"") -> None:
        """From now on, charge for what arrives as frames; once it is too much, call ``on_too_much`` and pass on no more.

        ``last_word`` is the frame that says why, should the connection have to give way to another.
        """
        self._last_word = last_word
        self._meter = meter
        self._on_too_much = on_too_much

    def seat(self, seated: bool) -> None:
        """Note whether the connection has a seat."""
        if self._known:
            (self._guard.is_seated if seated else self._guard.waits)(self)

    def give_way(self) -> None:
        """End the connection, saying why if that can be sent at once."""
        if self._transport is not None and self._last_word and not self._transport.is_closing():
            self._transport.write(self._last_word)
        self.drop()

    def drop(self) -> None:
        """End the connection at once."""
        self._forget()
        if self._transport is not None:
            self._transport.abort()
        elif self.connecting is not None:
            self.connecting.cancel()

    def _forget(self) -> None:
        if self._known:
            self._known = False
            self._guard.closed(self)

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._inner.connection_made(transport)
        if not self._known:
            self._transport.abort()

    @override
    def data_received(self, data: bytes) -> None:
        if self._deaf:
            self._hear_no_more()
        elif self._meter is None and len(data) > _LONGEST_REQUEST:
            self.drop()
        elif self._meter is not None and not self._meter.allows(data):
            self._hear_no_more()
            self._on_too_much()
        else:
            self._inner.data_received(data)

    def _hear_no_more(self) -> None:
        self._deaf = True
        if self._transport is not None:
            self._transport.pause_reading()

    @override
    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    @override
    def pause_writing(self) -> None:
        self._inner.pause_writing()

    @override
    def resume_writing(self) -> None:
        self._inner.resume_writing()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        self._inner.connection_lost(exc)


class Listener:
    """Accepts connections, counting each before doing anything else for it.

    ``loop.create_server`` cannot do that: it accepts all that are waiting before handing over the first, and with TLS hands
    over none until its handshake is done.
    """

    def __init__(self, inner: Callable[[], asyncio.Protocol], guard: TcpGuard, tls: ssl.SSLContext | None) -> None:
        """Have ``inner`` make the server's protocol for each connection, and ``guard`` keep count."""
        self._inner = inner
        self._guard = guard
        self._tls = tls
        self._socket: socket.socket | None = None
        self._taking: asyncio.Task[None] | None = None

    def open(self, address: str, port: int) -> int:
        """Begin to listen, and return the port. Raises OSError if the address is not available."""
        self._socket = socket.create_server((address, port), backlog=_BACKLOG)
        self._socket.setblocking(False)
        self._taking = asyncio.create_task(self._take(self._socket))
        found: int = self._socket.getsockname()[1]
        return found

    async def close(self) -> None:
        """Accept no more; open connections stay."""
        try:
            if self._taking is not None:
                self._taking.cancel()
                await asyncio.wait([self._taking])
        finally:
            if self._socket is not None:
                self._socket.close()

    async def _take(self, listening: socket.socket) -> None:
        loop, taken = asyncio.get_running_loop(), 0
        while True:
            try:
                accepted, peer = await loop.sock_accept(listening)
            except OSError:
                # Out of file descriptors, or the other end has gone already.
                await asyncio.sleep(_AGAIN)
                continue
            self._begin(accepted, peer[0])
            taken += 1
            if taken % _AT_ONCE == 0:
                await asyncio.sleep(0)

    def _begin(self, accepted: socket.socket, peer: str) -> None:
        protocol = GuardedProtocol(self._inner(), self._guard, peer)
        protocol.connecting = asyncio.create_task(self._connect(protocol, accepted))
        # The task of a connection that gives way at once is cancelled before it has begun.
        protocol.connecting.add_done_callback(lambda task: accepted.close() if task.cancelled() else None)
        self._guard.opened(protocol)

    async def _connect(self, protocol: GuardedProtocol, accepted: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        try:
            with contextlib.suppress(OSError, TimeoutError):
                await loop.connect_accepted_socket(
                    lambda: protocol,
                    accepted,
                    ssl=self._tls,
                    ssl_handshake_timeout=_HANDSHAKE if self._tls else None,
                )
                return
            accepted.close()
            protocol.drop()
        finally:
            protocol.connecting = None


async def open_server(runner: "web.AppRunner", listener: Listener, endpoint: Endpoint) -> Endpoint:
    """Set ``runner`` up, begin to listen, and return ``endpoint`` with its port.

    Raises OSError if the address is not available; then nothing is left running.
    """
    await runner.setup()
    try:
        port = listener.open(endpoint.bind, endpoint.port)
    except OSError:
        await runner.cleanup()
        raise
    return replace(endpoint, port=port)
