"""Runs a server in a terminal: what it says at the start, and how it ends."""

import asyncio
import contextlib
import gc
import signal
import ssl
import sys
import time
from collections.abc import Callable, Iterator

from quiz.live.pages import tls_context
from quiz.serve.request import ServeRequest
from quiz.serve.server import QuizServer
from quiz.services.requests import RequestError
from quiz.services.services import Services

_PLAIN = (
    "Without https anybody in this network can read along, and take over a name. Keep it within the school, or use --cert "
    "and --key, or a proxy with https in front."
)

_OBJECTS = 20_000
"""New objects after which Python looks for garbage, instead of after 700."""
_QUIET = 300.0
"""Seconds without anybody meeting a trouble after which it counts as over."""


def serve(services: Services, request: ServeRequest, say: Callable[[str], None]) -> None:
    """Serve until the program is told to end; ``say`` prints a line. The store of ``services`` is open.

    Raises RequestError if the address is not available, and OSError or ssl.SSLError for a bad certificate.
    """
    tls = tls_context(request.certificate, request.key) if request.certificate else None
    collect_seldom()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(services, request, tls, say))
    say("Ended. Everybody goes on where they were once it is started again.")


def collect_seldom() -> None:
    """Look for cyclic garbage far less often than Python would: a server makes next to none.

    With five hundred people answering at once, the search takes a tenth of the time, in every other burst a quarter
    (measured).
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])


async def _serve(services: Services, request: ServeRequest, tls: ssl.SSLContext | None, say: Callable[[str], None]) -> None:
    server = QuizServer(services, request, tls, on_trouble=OncePerOutage(say, time.monotonic), on_notice=say)
    try:
        await server.start()
    except OSError as error:
        why = error.strerror or str(error)
        raise RequestError(f"Nobody can be served at port {request.port}: {why}.", "Choose another one: --port N") from None
    try:
        for line in _lines(server, services, request):
            say(line)
        await _told_to_end()
    finally:
        await server.close()


class OncePerOutage:
    """Reports a trouble once for as long as it lasts: everybody who plays meets it, and it may come back next week."""

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float]) -> None:
        """Report with ``say``; ``clock`` gives seconds."""
        self._say = say
        self._clock = clock
        self._met_at: dict[str, float] = {}

    def __call__(self, sentence: str) -> None:
        """Report that somebody has met a trouble, unless somebody did within the last few minutes."""
        now, before = self._clock(), self._met_at.get(sentence)
        self._met_at[sentence] = now
        if before is None or now - before > _QUIET:
            self._say(sentence)


def _lines(server: QuizServer, services: Services, request: ServeRequest) -> Iterator[str]:
    """Yield what the person who runs the server needs to know."""
    endpoint = server.endpoint
    yield f"The quiz is here: {'  '.join(endpoint.addresses())}"
    if request.identity_header:
        yield f"People are known by the header {request.identity_header}, from {', '.join(request.trusted_proxies)} alone."
    elif request.code:
        yield f"The code for whoever comes for the first time: {request.code}"
    else:
        yield "Whoever has the address may take a name and play."
    if not (request.lan or request.public_url):
        yield "Only this machine can reach it. For the others of this network: --lan"
    elif not endpoint.is_https:
        yield _PLAIN
    if services.school_notice:
        yield services.school_notice
    yield f"Scores: {services.store.location}"
    yield "Ctrl+C ends it."


async def _told_to_end() -> None:
    """Wait until the program is told to end."""
    ended = asyncio.Event()
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await ended.wait()
