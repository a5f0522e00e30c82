"""A network that loses what is under way and tells neither end, as a phone's does that changes from one to another."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import msgspec

from tests.live.serving import Serving


class SwallowingProxy:
    """Passes on what comes, until it swallows: from then on what was open stays open, and nothing comes through it."""

    def __init__(self, host: str) -> None:
        self._to = urlsplit(host)
        self._open = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Take connections."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)

    @property
    def url(self) -> str:
        """Where the host is reached through it."""
        assert self._server
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def swallow(self) -> None:
        """Let nothing more through what is open now; what is opened later works."""
        self._open.set()
        self._open = asyncio.Event()

    async def close(self) -> None:
        """End."""
        assert self._server
        self._server.close()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _take(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        far_in, far_out = await asyncio.open_connection(self._to.hostname, self._to.port)
        swallowed = self._open
        for source, sink in ((near_in, far_out), (far_in, near_out)):
            task = asyncio.create_task(_pass_on(source, sink, swallowed))
            self._tasks.add(task)


async def _pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter, swallowed: asyncio.Event) -> None:
    try:
        while data := await source.read(65536):
            if not swallowed.is_set():
                sink.write(data)
        if swallowed.is_set():
            # Also that it ended does not come through.
            await asyncio.Event().wait()
    except ConnectionError:
        pass
    finally:
        sink.close()


@contextlib.asynccontextmanager
async def swallowing(hall: Serving) -> AsyncIterator[SwallowingProxy]:
    """Stand before a hall."""
    proxy = SwallowingProxy(hall.url)
    await proxy.start()
    hall.server.endpoint = msgspec.structs.replace(hall.server.endpoint, public_url=proxy.url)
    try:
        yield proxy
    finally:
        await proxy.close()
