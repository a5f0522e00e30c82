"""The line from a pad in a terminal to its host, which reconnects by itself as the same player."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import aiohttp
import msgspec

from quiz.live.messages import (
    SERVER_MESSAGES,
    Alive,
    ClientMessage,
    Gone,
    Greeting,
    Moved,
    Rejoin,
    RemovedView,
    ServerMessage,
    encode,
)

_LONGEST_PAUSE = 4.0
_MOST_BYTES = 256 * 1024
SILENCE = 12.0
"""Seconds of silence after which a line counts as dead: a host gives a sign of life every five."""
_CLOSING = aiohttp.ClientWSTimeout(ws_close=1.0)
"""Closing does not wait long for a dead line."""


class UnreachableError(Exception):
    """No host can be reached at an address; the message says what to do, in a sentence or two."""


def read_address(text: str) -> tuple[str, str]:
    """Return the host's address, and the join code if the address carries one. Raises ValueError for anything else."""
    text = text.strip()
    refusal = ValueError(f'"{text}" is not an address. Type what the big screen shows, for example 192.168.1.20:8000.')
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        _ = parts.port
    except ValueError:
        raise refusal from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
        raise refusal
    codes = parse_qs(parts.query).get("code", [""])
    return f"{parts.scheme}://{parts.netloc}", codes[0]


class HostClient:
    """Receives the host's messages one after another, whatever happens to the line in between."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        address: str,
        greet: Callable[[Greeting], Awaitable[None]],
        first_pause: float = 0.4,
        silence: float = SILENCE,
    ) -> None:
        """Connect to the host at ``address``; ``greet`` is called for a greeting whenever the player has not joined.

        A line that is silent for ``silence`` seconds is lost. It is opened again after ``first_pause`` seconds, then after
        longer pauses.
        """
        self.token = ""
        """Brings this player back; set it once the host has welcomed them."""
        self._session = session
        self._address = address
        self._greet = greet
        self._first_pause = first_pause
        self._silence = silence
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def messages(self) -> AsyncIterator[ServerMessage | None]:
        """Yield the host's messages, and None whenever the line is lost; end when the host says that it is over.

        A host closes lines over which nobody has joined after a while; they are opened again without a None. Raises
        UnreachableError if no line ever opens.
        """
        pause, opened = self._first_pause, False
        while True:
            reached = False
            try:
                self._socket = await self._open()
                pause, opened, reached = self._first_pause, True, True
                if self.token:
                    await self.say(Rejoin(token=self.token))
                while message := await self._next(self._socket):
                    yield message
                    if isinstance(message, RemovedView | Moved | Gone) and message.sentence:
                        return
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                if not opened:
                    raise UnreachableError(translate_error(error, self._address)) from error
            finally:
                await self.close()
            if self.token or not reached:
                yield None
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _open(self) -> aiohttp.ClientWebSocketResponse:
        # A host that accepts the connection and stays silent is as good as none.
        async with asyncio.timeout(self._silence):
            return await self._session.ws_connect(f"{self._address}/play", max_msg_size=_MOST_BYTES, timeout=_CLOSING)

    async def _next(self, socket: aiohttp.ClientWebSocketResponse) -> ServerMessage | None:
        """Return the next message for the player; None once the line has ended."""
        while (heard := await socket.receive(self._silence)).type is aiohttp.WSMsgType.TEXT:
            match message := _read(heard.data):
                case Greeting():
                    if not self.token:
                        await self._greet(message)
                case Alive() | None:
                    # A message unknown to this version is ignored.
                    pass
                case _:
                    return message
        return None

    async def say(self, said: ClientMessage) -> bool:
        """Send a message; return whether there was a line to send it on."""
        if self._socket is None or self._socket.closed:
            return False
        try:
            await self._socket.send_str(encode(said).decode())
        except (ConnectionError, RuntimeError):
            return False
        return True

    async def close(self) -> None:
        """Hang up."""
        socket, self._socket = self._socket, None
        if socket is not None:
            await socket.close()


def _read(text: str) -> ServerMessage | None:
    """Return a message; None if this version does not know it."""
    try:
        message: ServerMessage = SERVER_MESSAGES.decode(text)
        return message
    except (msgspec.MsgspecError, ValueError):
        return None


def translate_error(error: Exception, address: str) -> str:
    """Say in a sentence or two why the host at ``address`` cannot be reached, and what to do."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError):
        return f"The certificate of {address} is not one that this machine trusts. Ask IT, or join in a browser."
    if isinstance(error, aiohttp.WSServerHandshakeError):
        return f"There is no quiz at {address} (it answered {error.status}). Check the address on the big screen."
    return f"Nothing answers at {address}. Check the address on the big screen, and that you are in the same network."
