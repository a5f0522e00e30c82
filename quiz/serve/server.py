"""Serves the page with its scripts and styles, one route for acts, and printable pages; it takes no commands from a host."""

import asyncio
import hmac
import ssl
import time
from collections.abc import Callable
from functools import partial

import msgspec
from aiohttp import web

from quiz.live.endpoint import Endpoint, proxy_addresses
from quiz.live.pages import POLICY, StaticFiles, guard, page_runner, refusal
from quiz.live.tcp_guard import GuardedProtocol, Listener, TcpGuard, open_server
from quiz.reports.certificate_html import STYLE_DIGESTS
from quiz.reports.personal_record_html import RECORD_STYLE_DIGEST
from quiz.serve.acts import ACTS, MOST_ACT_BYTES, Act, GoHome, LeaveBrowser, TakeName
from quiz.serve.crowd import Crowd
from quiz.serve.desk import Desk
from quiz.serve.desk_thread import DeskThread
from quiz.serve.entrance import Visitor
from quiz.serve.messages import JoinView, TroubleView, View, encode_view
from quiz.serve.recognition import Recognised, Recognition, UnknownVisitorError
from quiz.serve.request import ServeRequest
from quiz.services.capacity import most_connections, raise_file_limit
from quiz.services.identity import new_browser_token
from quiz.services.requests import RequestError
from quiz.services.services import Services
from quiz.store.errors import StoreError

_JSON = "application/json"
_ANSWERED = {"Content-Type": _JSON, "Cache-Control": "no-store"}
_TO_SEND = 10.0
"""Seconds that an act may take to arrive after its head."""
_LINES_A_PERSON = 3
_FOR_STRANGERS = 200
_COPIED_EVERY = 3600.0
"""Seconds between checks that the day's copy of the store exists."""

_OURS = ("index.html", "serve.css", "serve.js", "asking.js", "told.js", "lists.js", "duties.js", "server.js")
_OF_THE_PAD = ("pad.css", "page.js", "forms.js", "outcomes.js", "clock.js", "seat.js")
_PAPER_STYLES = " ".join(f"'sha256-{digest}'" for digest in (*STYLE_DIGESTS, RECORD_STYLE_DIGEST))
_PAPER_POLICY = f"default-src 'none'; style-src {_PAPER_STYLES}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_WRONG_CODE = "That is not the code. Look again, or ask whoever gave you the address."
_TOO_MANY_CODES = "Too many wrong codes and words came from your network. Wait a minute, and try again."
_TOO_MANY_NAMES = "Many people of your network take a name just now. Try again in a moment."
_TOO_MUCH = "Too much came from here at once. It goes on in a moment."
_FULL = "As many people as this machine can serve are playing. Try again in a few minutes."
_NOT_KEPT = "Nothing can be kept at the moment. The program keeps trying."
_NO_COOKIES = "This page needs a cookie to know you again. Allow cookies for this address, and load the page again."
_NO_CERTIFICATE = "There is no certificate for this. Pass the quiz, and ask for it there."
_NO_RECORD = "Nobody has a name in this browser, so nothing is kept."


class QuizServer:
    """Serves the quiz to people who play by themselves."""

    def __init__(
        self,
        services: Services,
        request: ServeRequest,
        tls: ssl.SSLContext | None = None,
        *,
        on_trouble: Callable[[str], None] = lambda sentence: None,
        on_notice: Callable[[str], None] = lambda sentence: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Serve the banks and the open store of ``services`` as ``request`` says.

        ``on_trouble`` gets a sentence each time that somebody meets a fault of the server, and ``on_notice`` one for each
        change to the banks or the school's file. ``clock`` gives seconds, for the limits.
        """
        self.endpoint = Endpoint(port=request.port, lan=request.lan, public_url=request.public_url, secure=tls is not None)
        self._services = services
        self._code = request.code
        self._on_trouble = on_trouble
        self._on_notice = on_notice
        self._recognition = Recognition(
            secure=self.endpoint.is_https, header=request.identity_header, proxies=frozenset(request.trusted_proxies)
        )
        self._crowd = Crowd(clock, request.most)
        self._desk = Desk(services, needs_code=bool(request.code), most=2 * request.most)
        self._thread = DeskThread(services.store.together, self._desk.forget, gathers=services.store.gathers)
        most = min(_LINES_A_PERSON * request.most + _FOR_STRANGERS, most_connections(raise_file_limit()))
        self._guard_tcp = TcpGuard(most)
        app = web.Application(middlewares=[guard(lambda: self.endpoint)], client_max_size=MOST_ACT_BYTES)
        app.router.add_post("/act", self._act)
        app.router.add_get("/certificate/{bank}", self._certificate)
        app.router.add_get("/kept", self._kept)
        app.router.add_routes(StaticFiles("quiz.serve", "page", _OURS, {"index.html": "/"}).routes())
        app.router.add_routes(StaticFiles("quiz.live", "pad", _OF_THE_PAD).routes())
        self._runner = page_runner(app)
        self._listener = Listener(self._protocol, self._guard_tcp, tls)
        self._copying: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to listen. Raises OSError if the address is not available."""
        if self.endpoint.public_url and not self._recognition.proxies:
            self._recognition.proxies = await proxy_addresses(self.endpoint.public_url)
        self._guard_tcp.shared = self._recognition.proxies
        # Notices come from the desk's thread, which is the one that reads files.
        loop = asyncio.get_running_loop()
        self._services.on_notice = lambda sentence: loop.call_soon_threadsafe(self._on_notice, sentence)
        self.endpoint = await open_server(self._runner, self._listener, self.endpoint)
        self._copying = asyncio.create_task(self._copy_on())

    async def close(self) -> None:
        """Accept nothing new, and end once everything asked for is done."""
        await self._listener.close()
        if self._copying:
            self._copying.cancel()
        await self._runner.cleanup()
        await self._thread.close()

    def _protocol(self) -> asyncio.Protocol:
        assert self._runner.server is not None
        return self._runner.server()

    async def _copy_on(self) -> None:
        while True:
            await self._thread.do_alone(self._services.back_up)
            await asyncio.sleep(_COPIED_EVERY)

    # Requests

    async def _act(self, request: web.Request) -> web.StreamResponse:
        try:
            known = self._recognition.recognise(request)
        except UnknownVisitorError as unknown:
            return refusal(unknown.status, str(unknown))
        if not self._is_from_our_page(request):
            return refusal(403, "Only the quiz's own page may play.")
        if not request.headers.get("Content-Type", "").lower().startswith(_JSON):
            return refusal(415, "An act is JSON.")
        if not self._crowd.allows_act(known.visitor.hashed, known.address):
            return _answer(TroubleView(sentence=_TOO_MUCH), 429)
        try:
            act = ACTS.decode(await self._read(request))
        except TimeoutError:
            return refusal(408, "That took too long to arrive.")
        except (msgspec.MsgspecError, ValueError, web.RequestPayloadError):
            return refusal(400, "This is nothing that can be done here. Load the page again.")
        return await self._obey(request, known, act)

    async def _read(self, request: web.Request) -> bytes:
        """Return what was posted. Raises TimeoutError if it arrives too slowly."""
        if request.content.is_eof():
            # It has come along with its head, as nearly all do.
            return await request.read()
        async with asyncio.timeout(_TO_SEND):
            return await request.read()

    def _is_from_our_page(self, request: web.Request) -> bool:
        """Say whether a request comes from our own page, and not from another site's."""
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        return site == "same-origin" and self.endpoint.allows_origin(request.headers.get("Origin", ""), request.host)

    async def _obey(self, request: web.Request, known: Recognised, act: Act) -> web.Response:
        visitor = known.visitor
        if isinstance(act, TakeName) and (refused := self._refused(known, act)):
            return _answer(refused)
        try:
            if not await self._has_room(known):
                return _answer(TroubleView(sentence=_FULL), 503)
            if isinstance(act, TakeName):
                visitor = await self._thread.do(partial(self._desk.entrance.joining, visitor, act))
            view, player = await self._thread.do(lambda: self._desk.obey(visitor, act))
        except StoreError as error:
            self._on_trouble(str(error))
            return _answer(TroubleView(sentence=_NOT_KEPT), 503)
        except Exception as error:
            self._on_trouble(f"Something that was asked for could not be done ({type(error).__name__}): a defect.")
            return _answer(TroubleView(sentence=_NOT_KEPT), 500)
        if player:
            came_from = known.address if visitor != known.visitor else ""
            self._crowd.plays(visitor.hashed, _line(request), came_from)
        elif isinstance(act, LeaveBrowser):
            self._crowd.leaves(visitor.hashed)
        elif isinstance(view, JoinView) and view.field == "word":
            self._crowd.guessed_wrong(known.address)
        if known.is_new and isinstance(view, JoinView):
            view = msgspec.structs.replace(view, lacks_cookie=True)
        return self._remembered(_answer(view), known, act, visitor if player else None)

    def _remembered(self, response: web.Response, known: Recognised, act: Act, player: Visitor | None) -> web.Response:
        """Give the browser its cookie with an answer where it needs one; ``player`` is who plays in it now, if anybody."""
        if isinstance(act, LeaveBrowser):
            # The next person in this browser is known by another token.
            self._recognition.remember(response, Visitor(kind=known.visitor.kind, said=new_browser_token()))
        elif known.is_new or (player and isinstance(act, GoHome | TakeName)):
            # Never send an unused token again: another window of this browser may have got a better one meanwhile.
            self._recognition.remember(response, player or known.visitor)
        return response

    async def _has_room(self, known: Recognised) -> bool:
        """Say whether a visitor can be served now; one with a name always can. Raises StoreError."""
        if self._crowd.has_room(known.visitor.hashed, known.address):
            return True
        return await self._thread.do(partial(self._desk.entrance.player, known.visitor)) is not None

    def _refused(self, known: Recognised, act: TakeName) -> View | None:
        """Return the form saying why a visitor may not try to take a name now; None if they may."""
        form = self._desk.entrance.form
        if known.is_new:
            return form(known.visitor, _NO_COOKIES)
        if not self._crowd.may_guess(known.address):
            return form(known.visitor, _TOO_MANY_CODES, "name")
        if self._code and not hmac.compare_digest(act.code.strip().upper().encode(), self._code.encode()):
            self._crowd.guessed_wrong(known.address)
            return form(known.visitor, _WRONG_CODE, "code")
        # Counted last, so that people without the code do not use up the rate of colleagues who have it.
        if not self._crowd.allows_name(known.address):
            return form(known.visitor, _TOO_MANY_NAMES)
        return None

    async def _certificate(self, request: web.Request) -> web.StreamResponse:
        bank = request.match_info["bank"]
        return await self._paper(request, lambda visitor: self._desk.certificate_page(visitor, bank), _NO_CERTIFICATE)

    async def _kept(self, request: web.Request) -> web.StreamResponse:
        return await self._paper(request, self._desk.record_page, _NO_RECORD)

    async def _paper(self, request: web.Request, make: Callable[[Visitor], str | None], is_none: str) -> web.StreamResponse:
        """Answer with the page that ``make`` returns for a person to keep; ``is_none`` says that there is none."""
        try:
            known = self._recognition.recognise(request)
        except UnknownVisitorError as unknown:
            return refusal(unknown.status, str(unknown))
        visitor = known.visitor
        if not self._crowd.allows_act(visitor.hashed, known.address):
            return refusal(429, _TOO_MUCH)
        try:
            page = await self._thread.do(lambda: make(visitor))
        except StoreError as error:
            self._on_trouble(str(error))
            return refusal(503, _NOT_KEPT)
        except RequestError:
            # Its message suggests commands, and nobody on the page can run one.
            page = None
        if page is None:
            return refusal(404, is_none)
        headers = {POLICY: _PAPER_POLICY, "Cache-Control": "no-store"}
        return web.Response(text=page, content_type="text/html", charset="utf-8", headers=headers)


def _line(request: web.Request) -> GuardedProtocol | None:
    """Return the connection of a request; None if it has gone."""
    line = request.transport.get_protocol() if request.transport is not None else None
    return line if isinstance(line, GuardedProtocol) else None


def _answer(view: View, status: int = 200) -> web.Response:
    return web.Response(status=status, body=encode_view(view), headers=_ANSWERED)
