"""Bad clients in one process: ``live_hostile URL CODE EACH SILENT``.

``EACH`` connections of each kind, opened again whenever the host ends them, and ``SILENT`` ones that never ask for anything,
or as many as this process may open. Lines of input: ``begin``, answered once all have begun, and ``count``.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeAlias
from urllib.parse import urlsplit

from benchmarks.children.live_host import answer
from quiz.services.capacity import raise_file_limit

_KEPT_FREE = 300
_AT_ONCE = 100
_ASK = (
    "GET /play HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
_EMPTY = bytes((0x80, 0, 0, 0, 0))
"""Length and mask of a client's empty frame."""
_PINGS, _PONGS, _FRAGMENTS = ((bytes((head,)) + _EMPTY) * 200 for head in (0x89, 0x8A, 0x00))

Reader: TypeAlias = asyncio.StreamReader
Writer: TypeAlias = asyncio.StreamWriter


def text(said: dict[str, str]) -> bytes:
    """Return a message as a client's frame; its mask is all zeros."""
    body = json.dumps(said).encode()
    assert len(body) < 126
    return bytes((0x81, 0x80 | len(body), 0, 0, 0, 0)) + body


class Crowd:
    """All the bad clients."""

    def __init__(self, url: str, code: str) -> None:
        self.host = urlsplit(url).netloc
        self.code = code
        self.opened = Counter[str]()
        self.silent: list[Writer] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.kinds: dict[str, Callable[[Reader, Writer], Awaitable[None]]] = {
            "ping": lambda reader, writer: flood(reader, writer, _PINGS),
            "pong": lambda reader, writer: flood(reader, writer, _PONGS),
            "fragments": lambda reader, writer: flood(reader, writer, bytes((0x01,)) + _EMPTY + _FRAGMENTS),
            "silent": listen,
            "slow reader": self.read_nothing,
            "bad code": self.guess,
        }

    async def begin(self, each: int, silent: int) -> None:
        """Open all connections."""
        silent = min(silent, raise_file_limit() - _KEPT_FREE)
        for at in range(0, silent, _AT_ONCE):
            found = await asyncio.gather(*(self.open() for _ in range(min(_AT_ONCE, silent - at))))
            self.silent += [writer for _, writer in found]
        self.tasks = [asyncio.create_task(self.keep_on(kind)) for kind in self.kinds for _ in range(each)]

    async def open(self) -> tuple[Reader, Writer]:
        host, port = self.host.rsplit(":", 1)
        return await asyncio.open_connection(host, int(port))

    async def keep_on(self, kind: str) -> None:
        while True:
            with contextlib.suppress(OSError, EOFError):
                reader, writer = await self.open()
                try:
                    writer.write(_ASK.format(host=self.host).encode())
                    await reader.readuntil(b"\r\n\r\n")
                    self.opened[kind] += 1
                    await self.kinds[kind](reader, writer)
                finally:
                    writer.close()
            await asyncio.sleep(0.05)

    async def read_nothing(self, reader: Reader, writer: Writer) -> None:
        name = f"Slow {self.opened['slow reader']}"
        writer.write(text({"do": "join", "code": self.code, "name": name}))
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.sleep(60)

    async def guess(self, reader: Reader, writer: Writer) -> None:
        while not reader.at_eof():
            writer.write(text({"do": "join", "code": "WRONG", "name": "Guess"}))
            await writer.drain()
            await reader.read(4096)


async def flood(reader: Reader, writer: Writer, frames: bytes) -> None:
    while not reader.at_eof():
        writer.write(frames)
        await writer.drain()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.01):
                await reader.read(4096)


async def listen(reader: Reader, writer: Writer) -> None:
    while await reader.read(4096):
        pass


async def main(url: str, code: str, each: int, silent: int) -> None:
    # Real bad clients have machines of their own, so here they must not take the host's processor.
    os.nice(5)
    crowd = Crowd(url, code)
    answer({})
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        if line == "begin":
            await crowd.begin(each, silent)
        answer({"opened": crowd.opened.total(), "kinds": dict(crowd.opened), "silent": len(crowd.silent)})
    for task in crowd.tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
