"""The server: one page with its script and style, and a WebSocket for each pad. It has no command for the host."""

import asyncio
import hmac
import ssl
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from importlib.resources import files
from typing import Any

import msgspec
from aiohttp import WSCloseCode, WSMsgType, web

from quiz.game.events import Answered, Event, Joined, Locked, Removed
from quiz.game.game import MOST_PLAYERS, RejectedError
from quiz.game.state import Phase
from quiz.live.connection import BUFFER, PadConnection
from quiz.live.endpoint import Endpoint
from quiz.live.messages import (
    CLIENT_MESSAGES,
    MOST_BYTES,
    ClientMessage,
    Gone,
    Join,
    Leave,
    Refused,
    Rejoin,
    RemovedView,
    SubmitAnswer,
    Taken,
    Welcome,
    encode,
)
from quiz.live.player_views import ViewWriter, view_writer
from quiz.live.wire_questions import answer_from_wire
from quiz.services.coalescer import Coalescer
from quiz.services.live_game import LiveGame, player_of

MOST_CONNECTIONS = MOST_PLAYERS + 500
_HEARTBEAT = 25.0
"""Seconds after which a line is asked for a sign of life; without one in half that time it is cut."""
_FIRST_REQUEST = 15.0
"""Seconds that a connection may be silent before it has asked for something."""
_MOST_WRONG_CODES = 8
_LOBBY_EVERY = 1.0
_AT_ONCE = 50
"""How many pads are told before the loop may do something else, such as the host's keys."""

_PAGES = {
    "/": ("index.html", "text/html"),
    "/pad.css": ("pad.css", "text/css"),
    "/pad.js": ("pad.js", "text/javascript"),
}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Server:
    """Serves the pads of one live game, on the loop on which the game lives."""

    def __init__(
        self, live_game: LiveGame, endpoint: Endpoint, names: Mapping[str, str], tls: ssl.SSLContext | None = None
    ) -> None:
        """Serve ``live_game`` under the addresses of ``endpoint``; ``names`` are the school's own."""
        self.live_game = live_game
        self.endpoint = endpoint
        self._names = names
        self._tls = tls
        self._connections: set[PadConnection] = set()
        self._by_player: dict[str, PadConnection] = {}
        self._write_view: ViewWriter = view_writer(live_game, names)
        self._telling = Coalescer(self._tell, self._start)
        self._task: asyncio.Task[None] | None = None
        self._late = False
        self._lobby_told = 0.0
        self._dismissed: list[PadConnection] = []
        pad = files("quiz.live") / "pad"
        self._pages = {path: ((pad / name).read_bytes(), kind) for path, (name, kind) in _PAGES.items()}
        app = web.Application(middlewares=[self._guard], client_max_size=1024)
        app.router.add_get("/play", self._play)
        for path in _PAGES:
            app.router.add_get(path, self._page)
        self._runner = web.AppRunner(
            app, access_log=None, handle_signals=False, keepalive_timeout=_FIRST_REQUEST, shutdown_timeout=2.0
        )

    async def start(self) -> None:
        """Begin to listen. Raises OSError where the address cannot be had."""
        await self._runner.setup()
        site = web.TCPSite(
            self._runner, self.endpoint.bind, self.endpoint.port, ssl_context=self._tls, backlog=1024, reuse_address=True
        )
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        if not self.endpoint.port:
            self.endpoint = msgspec.structs.replace(self.endpoint, port=self._runner.addresses[0][1])
        self.live_game.watchers.append(self._happened)

    async def close(self) -> None:
        """Tell every pad that the host has closed, and stop listening."""
        if self._happened in self.live_game.watchers:
            self.live_game.watchers.remove(self._happened)
        over = self.live_game.game.phase is Phase.FINISHED
        goodbye = encode(Gone(sentence="The host has closed the game. Thank you for playing." if over else ""))
        connections = list(self._connections)
        if over:
            for connection in connections:
                await connection.note(goodbye)
        await asyncio.gather(*(connection.close(WSCloseCode.GOING_AWAY) for connection in connections))
        if self._task:
            self._task.cancel()
        await self._runner.cleanup()

    # What is asked for

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Let in what comes to one of our addresses, and give every answer its headers."""
        if not self.endpoint.allows_host(request.host):
            response: web.StreamResponse = _refusal(421, "This is not an address of the quiz.")
        elif len(self._connections) >= MOST_CONNECTIONS:
            response = _refusal(503, "The hall is full.")
        else:
            try:
                response = await handler(request)
            except web.HTTPException as error:
                response = _refusal(error.status, error.reason)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    async def _page(self, request: web.Request) -> web.Response:
        body, kind = self._pages[request.path]
        return web.Response(body=body, content_type=kind, charset="utf-8")

    async def _play(self, request: web.Request) -> web.StreamResponse:
        if not self.endpoint.allows_origin(request.headers.get("Origin", ""), request.host):
            return _refusal(403, "Only the quiz's own page may play.")
        socket = web.WebSocketResponse(
            heartbeat=_HEARTBEAT, max_msg_size=MOST_BYTES, compress=False, writer_limit=BUFFER, timeout=2.0
        )
        await socket.prepare(request)
        transport = request.transport
        if transport is not None:
            transport.set_write_buffer_limits(high=BUFFER)
        connection = PadConnection(socket, transport, asyncio.get_running_loop().time)
        self._connections.add(connection)
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT or not await self._hear(connection, message.data):
                    break
        finally:
            self._connections.discard(connection)
            self._forget(connection)
        return socket

    async def _hear(self, connection: PadConnection, text: str) -> bool:
        """Obey a message; returns False where the line is to be closed."""
        if not connection.may_speak():
            await connection.note(encode(Refused(sentence="Too much came from this device. Wait a moment.")))
            await connection.close(WSCloseCode.POLICY_VIOLATION)
            return False
        try:
            said = CLIENT_MESSAGES.decode(text)
        except (msgspec.MsgspecError, ValueError):
            await connection.note(encode(Refused(sentence="The host did not understand that. Load the page again.")))
            await connection.close(WSCloseCode.UNSUPPORTED_DATA)
            return False
        try:
            await self._obey(connection, said)
        except RejectedError as refusal:
            teams = self.live_game.game.plan.teams if refusal.field in ("code", "name", "team") else ()
            await connection.note(encode(Refused(sentence=str(refusal), field=refusal.field, teams=teams)))
        if connection.wrong_codes >= _MOST_WRONG_CODES:
            await connection.close(WSCloseCode.POLICY_VIOLATION)
            return False
        return True

    async def _obey(self, connection: PadConnection, said: ClientMessage) -> None:
        match said:
            case Join():
                await self._join(connection, said)
            case Rejoin():
                await self._return(connection, player_of(said.token))
            case SubmitAnswer():
                await self._answer(connection, said)
            case Leave() if connection.player:
                await self.live_game.do(lambda at: self.live_game.game.leave(connection.player, at))

    async def _join(self, connection: PadConnection, said: Join) -> None:
        if not hmac.compare_digest(said.code.strip().upper().encode(), self.live_game.record.code.encode()):
            connection.wrong_codes += 1
            raise RejectedError("That is not the code on the big screen. Look again.", "code")
        if connection.player:
            raise RejectedError("You are in the game already.")
        player, token = await self.live_game.join(said.name, said.team)
        member = self.live_game.game.members[player]
        await connection.note(encode(Welcome(token=token, name=member.name, team=member.team)))
        await self._return(connection, player)

    async def _return(self, connection: PadConnection, player: str) -> None:
        member = self.live_game.game.members.get(player)
        if member is None:
            raise RejectedError("This device was not in this game. Join with the code on the big screen.", "token")
        if member.removed:
            await connection.note(encode(RemovedView(sentence="The host has taken this name out of the game.")))
            return
        before = self._by_player.get(player)
        if before is not None and before is not connection:
            # The same player on a new line: the old one is most likely dead.
            before.player = ""
            self._hang_up(before)
        connection.player = player
        self._by_player[player] = connection
        self.live_game.game.came(player)
        await connection.show(self._view_writer_now()(member))

    async def _answer(self, connection: PadConnection, said: SubmitAnswer) -> None:
        live_game, game = self.live_game, self.live_game.game
        if not connection.player:
            raise RejectedError("Join the game first.", "token")
        if (said.question - 1, said.step) != (game.number, len(game.path)) or game.phase is not Phase.OPEN:
            raise RejectedError("That answer came when no answers were taken.")
        try:
            given = answer_from_wire(game, said.given)
        except ValueError as error:
            raise RejectedError(str(error)) from None
        await live_game.answer(connection.player, said.question - 1, said.step, given)
        await connection.note(encode(Taken(number=said.question, step=said.step, given=said.given)))

    def _forget(self, connection: PadConnection) -> None:
        if self._by_player.get(connection.player) is connection:
            del self._by_player[connection.player]
            self.live_game.game.went(connection.player)

    def _hang_up(self, connection: PadConnection) -> None:
        self._closing = asyncio.create_task(connection.close())

    # What is told

    def _happened(self, event: Event) -> None:
        """Tell the pads what has changed; called for every event once it is kept."""
        match event:
            case Answered() | Locked():
                return
            case Joined():
                if self.live_game.game.phase is not Phase.LOBBY:
                    # Of no concern to the others, but whoever is late has a place, too.
                    self._late = True
                    return
            case Removed():
                if connection := self._by_player.pop(event.player, None):
                    connection.player = ""
                    self._dismissed.append(connection)
        self._telling.ask()

    def _start(self, telling: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        self._task = asyncio.create_task(telling)
        return self._task

    def _view_writer_now(self) -> ViewWriter:
        """Return what writes the views as they are this moment: time has gone by, others have joined."""
        if self._telling.asked or self._late or self.live_game.game.phase in (Phase.OPEN, Phase.LOBBY):
            self._late = False
            self._write_view = view_writer(self.live_game, self._names)
        return self._write_view

    async def _tell(self) -> None:
        """Show every pad the present state. Once it is out of date what is left is left to the next round."""
        loop = asyncio.get_running_loop()
        while self._dismissed:
            await self._dismissed.pop().note(encode(RemovedView(sentence="You are out of the game now.")))
        if self.live_game.game.phase is Phase.LOBBY:
            # Names come in by the hundred: the lobby is told once a second.
            await asyncio.sleep(max(0.0, self._lobby_told + _LOBBY_EVERY - loop.time()))
            self._lobby_told = loop.time()
            # What has come meanwhile is told with this round.
            self._telling.asked = False
        self._write_view = view_writer(self.live_game, self._names)
        for number, (player, connection) in enumerate(list(self._by_player.items()), 1):
            await connection.show(self._write_view(self.live_game.game.members[player]))
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)
                if self._telling.asked and self.live_game.game.phase is not Phase.LOBBY:
                    return


def _refusal(status: int, sentence: str) -> web.Response:
    return web.Response(status=status, text=sentence)


def tls_context(certificate: str, key: str) -> ssl.SSLContext:
    """Return what a server with TLS needs. Raises OSError or ssl.SSLError for files that do not fit."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    return context
