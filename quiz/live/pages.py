"""What every server of pages has in common: headers, refusals, static files and TLS."""

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
"""Seconds that a connection may be silent before its first request, or between two."""
LOGGER = logging.getLogger(__name__)
# Unreadable data from strangers is not worth reporting: that costs time, and the terminal may be on a projector.
LOGGER.setLevel(logging.CRITICAL)

POLICY = "Content-Security-Policy"
HEADERS = {
    POLICY: "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
    # Nobody needs to know the versions of the software that answers.
    "Server": "INSET Quiz",
}

_OVER_HTTPS = {"Cross-Origin-Opener-Policy": "same-origin"}
"""Sent only over https: over http, browsers ignore it and complain in their console."""

_KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript"}


def refusal(status: int, sentence: str) -> web.Response:
    """Return an answer that says why a request is refused."""
    return web.Response(status=status, text=sentence)


def guard(endpoint: Callable[[], Endpoint]) -> Middleware:
    """Return middleware that admits only requests to an address of ``endpoint``, and adds the headers to every answer."""

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
    """Return a runner for an app of pages that logs nothing about strangers and leaves signals to the program."""
    return web.AppRunner(
        app,
        access_log=None,
        logger=LOGGER,
        handle_signals=False,
        keepalive_timeout=FIRST_REQUEST,
        shutdown_timeout=2.0,
    )


class StaticFiles:
    """Files of the program that are served unchanged, each at one path."""

    def __init__(self, package: str, folder: str, names: Iterable[str], at: Mapping[str, str] | None = None) -> None:
        """Read the files ``names`` of a folder of ``package``; each is served under its name, or where ``at`` says."""
        found = resources(package) / folder
        self._files = {
            (at or {}).get(name, f"/{name}"): ((found / name).read_bytes(), _KINDS[name.rpartition(".")[2]])
            for name in names
        }

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to them."""
        return [web.get(path, self._serve) for path in self._files]

    async def _serve(self, request: web.Request) -> web.Response:
        body, kind = self._files[request.path]
        return web.Response(body=body, content_type=kind, charset="utf-8")


def tls_context(certificate: str, key: str) -> ssl.SSLContext:
    """Return the context for a server with TLS. Raises OSError or ssl.SSLError for files that are no use.

    Raises RequestError for a key with a passphrase, since nobody can type it when a service starts the server.
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
