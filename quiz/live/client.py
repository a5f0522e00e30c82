"""A seat's line to a host, for pads in a terminal: it comes back by itself, as the same player."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import aiohttp
import msgspec

from quiz.live.messages import SERVER_MESSAGES, ClientMessage, Rejoin, ServerMessage, encode

_LONGEST_PAUSE = 4.0
_MOST_BYTES = 256 * 1024
_HEARTBEAT = 20.0


class UnreachableError(Exception):
    """There is no host at an address; the message says what to do, in a sentence or two."""


def read_address(text: str) -> tuple[str, str]:
    """Return the host's address and, where it stands behind it, the join code. Raises ValueError for anything else."""
    text = text.strip()
    parts = urlsplit(text if "://" in text else f"http://{text}")
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("http", "https") or not parts.hostname or port == -1 or parts.path not in ("", "/"):
        raise ValueError(f'"{text}" is no address. Type what stands on the big screen, for example 192.168.1.20:8000.')
    codes = parse_qs(parts.query).get("code", [""])
    return f"{parts.scheme}://{parts.netloc}", codes[0]


class HostClient:
    """Hears the host's messages one after another, whatever happens to the line in between."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        address: str,
        greet: Callable[[], Awaitable[None]],
        first_pause: float = 0.4,
    ) -> None:
        """Speak to the host at ``address``; ``greet`` is called whenever a line opens for somebody who has not joined.

        ``first_pause`` seconds go by before a lost line is opened again, then more.
        """
        self.token = ""
        """What brings this player back; set it once the host has welcomed them."""
        self._session = session
        self._address = address
        self._greet = greet
        self._first_pause = first_pause
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def messages(self) -> AsyncIterator[ServerMessage | None]:
        """Yield what the host says, and None whenever the line is lost. Raises UnreachableError if it never opens."""
        pause, opened = self._first_pause, False
        while True:
            try:
                async with self._session.ws_connect(
                    f"{self._address}/play", heartbeat=_HEARTBEAT, max_msg_size=_MOST_BYTES
                ) as self._socket:
                    pause, opened = self._first_pause, True
                    if self.token:
                        await self.say(Rejoin(token=self.token))
                    else:
                        await self._greet()
                    async for message in self._socket:
                        if message.type is aiohttp.WSMsgType.TEXT:
                            yield _read(message.data)
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                if not opened:
                    raise UnreachableError(translate_error(error, self._address)) from error
            self._socket = None
            yield None
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def say(self, said: ClientMessage) -> bool:
        """Send a message; returns whether there was a line to send it on."""
        if self._socket is None or self._socket.closed:
            return False
        try:
            await self._socket.send_str(encode(said).decode())
        except (ConnectionError, RuntimeError):
            return False
        return True

    async def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            await self._socket.close()


def _read(text: str) -> ServerMessage | None:
    """Return a message; one that this version does not know is passed over like a moment without a line."""
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
