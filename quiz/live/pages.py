"""What every server of pages has in common: the headers of all answers, refusals, files that are served as they are, TLS."""

import logging
import ssl
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files as resources

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from quiz.live.endpoint import Endpoint
from quiz.questions.diagnostics import quoted
from quiz.services.requests import RequestError

FIRST_REQUEST = 15.0
"""Seconds that a connection may be silent before it has asked for something, or between two requests."""
LOGGER = logging.getLogger(__name__)
# What a stranger sends that cannot be read is no news: to tell of it costs time, and the terminal may be a projector.
LOGGER.setLevel(logging.CRITICAL)

POLICY = "Content-Security-Policy"
HEADERS = {
    POLICY: "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
    # Nobody needs to know which versions of what answer.
    "Server": "INSET Quiz",
}

_OVER_HTTPS = {"Cross-Origin-Opener-Policy": "same-origin"}
"""Browsers heed this one over https alone, and over http write into their console that they do not."""

_KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript"}


def refusal(status: int, sentence: str) -> web.Response:
    """Return an answer that says why there is no other."""
    return web.Response(status=status, text=sentence)


def guard(endpoint: Callable[[], Endpoint]) -> Middleware:
    """Return a middleware that lets in what comes to an address of ``endpoint`` and gives every answer its headers."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not endpoint().allows_host(request.host):
            response: web.StreamResponse = refusal(421, "This is not an address of the quiz.")
        else:
            try:
                response = await handler(request)
            except web.HTTPException as error:
                response = refusal(error.status, error.reason)
        if not response.prepared:
            headers = {**HEADERS, **_OVER_HTTPS} if endpoint().is_https else HEADERS
            for name, value in headers.items():
                response.headers.setdefault(name, value)
        return response

    return guarded


def page_runner(app: web.Application) -> web.AppRunner:
    """Return what runs an app of pages: nothing of a stranger is logged, and signals are the program's own."""
    return web.AppRunner(
        app,
        access_log=None,
        logger=LOGGER,
        handle_signals=False,
        keepalive_timeout=FIRST_REQUEST,
        shutdown_timeout=2.0,
    )


class StaticFiles:
    """Files of the program that are served as they are, each under one path."""

    def __init__(self, package: str, folder: str, names: Iterable[str], at: Mapping[str, str] | None = None) -> None:
        """Read the files ``names`` of a folder of ``package``; each is served under its name, or where ``at`` says."""
        found = resources(package) / folder
        self._files = {
            (at or {}).get(name, f"/{name}"): ((found / name).read_bytes(), _KINDS[name.rpartition(".")[2]])
            for name in names
        }

    def routes(self) -> list[web.RouteDef]:
        """Return the ways to them."""
        return [web.get(path, self._serve) for path in self._files]

    async def _serve(self, request: web.Request) -> web.Response:
        body, kind = self._files[request.path]
        return web.Response(body=body, content_type=kind, charset="utf-8")


def tls_context(certificate: str, key: str) -> ssl.SSLContext:
    """Return what a server with TLS needs. Raises OSError or ssl.SSLError for files that do not fit.

    Raises RequestError for a key that is locked with a passphrase: whoever starts a server by a service cannot type one.
    """

    def locked() -> str:
        raise RequestError(
            f"The key {quoted(key)} is locked with a passphrase, and a server starts without anybody to type it.",
            "Write it without one into a file that nobody else may read: openssl pkey -in KEY -out NEW",
        )

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key, locked)
    return context
