"""The stage page for the projector, which is told what the hall sees and cannot say anything back."""

import asyncio
import hmac
from collections.abc import Callable, Mapping
from importlib.resources import files

from aiohttp import WSMsgType, web

from quiz.game.events import Event
from quiz.live.connection import BUFFER, PadConnection
from quiz.live.endpoint import LOOPBACK, Endpoint
from quiz.live.messages import Alive, Gone, encode
from quiz.live.stage_messages import encode_stage
from quiz.live.stage_views import stage_view
from quiz.services.live_game import LiveGame, new_token

_MOST_PAGES = 16
_GLANCE = 0.2
"""Seconds between checks for changes, so that pages get at most five states a second in a burst of answers."""
_HEARTBEAT = 12.0
_ALIVE_EVERY = 5.0

_FILES = {
    "/stage/stage.css": ("stage.css", "text/css"),
    "/stage/stage.js": ("stage.js", "text/javascript"),
}
_WRONG_KEY = """<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><title>INSET Quiz</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/stage/stage.css"><body class="words"><main><h1>This is not the stage of the game</h1>
<p>The address is of another game. Press v on the host’s machine to open the page of this one.</p>
</main></html>"""


class StagePages:
    """Serves the stage page of one live game to browsers that have its key.

    The key is made once per game and kept with it, so that the page comes back by itself when the game is resumed.
    """

    def __init__(self, live_game: LiveGame, names: Mapping[str, str], endpoint: Callable[[], Endpoint]) -> None:
        """Show ``live_game``, which is reached at ``endpoint``; ``names`` are the school's own."""
        self._live_game = live_game
        self._names = names
        self._endpoint = endpoint
        door = live_game.game.plan.door
        self._key = (door.stage_key if door else "") or new_token()
        self._connections: set[PadConnection] = set()
        self._changed = False
        self._seen: object = None
        self._task: asyncio.Task[None] | None = None
        folder = files("quiz.live") / "stage_page"
        self._page = (folder / "stage.html").read_bytes()
        self._files = {path: ((folder / name).read_bytes(), kind) for path, (name, kind) in _FILES.items()}

    @property
    def count(self) -> int:
        """How many stage pages are open."""
        return len(self._connections)

    def address(self, *, here: bool) -> str:
        """Return the page's address, for a browser ``here`` on this machine or for one elsewhere."""
        endpoint = self._endpoint()
        near = here and not endpoint.secure
        return f"{f'http://{LOOPBACK}:{endpoint.port}' if near else endpoint.addresses()[0]}/stage?key={self._key}"

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the page."""
        return [
            web.get("/stage", self._stage),
            web.get("/stage/live", self._live),
            *(web.get(path, self._file) for path in _FILES),
        ]

    def start(self) -> None:
        """Start following the game."""
        self._live_game.watchers.append(self._happened)
        self._task = asyncio.create_task(self._follow())

    async def close(self) -> None:
        """Stop following the game, and tell every page that the host has closed."""
        if self._happened in self._live_game.watchers:
            self._live_game.watchers.remove(self._happened)
        if self._task:
            self._task.cancel()
        # Without a sentence the game may go on, and pages try again by themselves.
        goodbye = encode(Gone(sentence="Thank you for playing." if self._live_game.is_over else ""))
        for connection in self._connections:
            connection.note(goodbye)
        await asyncio.gather(*(connection.close() for connection in list(self._connections)))

    # Requests

    def _may_see(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.query.get("key", "").encode(), self._key.encode())

    async def _stage(self, request: web.Request) -> web.Response:
        if not self._may_see(request):
            return web.Response(status=403, text=_WRONG_KEY, content_type="text/html", charset="utf-8")
        return web.Response(body=self._page, content_type="text/html", charset="utf-8")

    async def _file(self, request: web.Request) -> web.Response:
        body, kind = self._files[request.path]
        return web.Response(body=body, content_type=kind, charset="utf-8")

    async def _live(self, request: web.Request) -> web.StreamResponse:
        allowed = self._endpoint().allows_origin(request.headers.get("Origin", ""), request.host)
        if not allowed or not self._may_see(request) or self.count >= _MOST_PAGES:
            return web.Response(status=403, text="This is not the stage of the game.")
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=64, compress=False, timeout=2.0)
        try:
            await socket.prepare(request)
        except ConnectionError:
            # The browser has gone meanwhile.
            return web.Response(status=503)
        if request.transport is not None:
            request.transport.set_write_buffer_limits(high=BUFFER)
        connection = PadConnection(socket, request.transport, asyncio.get_running_loop().time)
        # It stays however many pads come, since the hall is looking at it.
        connection.stay()
        self._connections.add(connection)
        try:
            connection.show(self._view())
            async for message in socket:
                if message.type is WSMsgType.TEXT or message.type is WSMsgType.BINARY:
                    # The page has nothing to say.
                    break
        finally:
            self._connections.discard(connection)
        return socket

    # Updates

    def _view(self) -> bytes:
        return encode_stage(stage_view(self._live_game, self._names, self._endpoint().addresses()))

    def _happened(self, event: Event) -> None:
        self._changed = True

    def _glance(self) -> object:
        """Return what may change without an event."""
        live_game = self._live_game
        return (live_game.game.present_count, live_game.podium_shown, live_game.writer.trouble)

    async def _follow(self) -> None:
        """Send every page the state soon after it has changed, and regular signs of life."""
        loop = asyncio.get_running_loop()
        alive_at = loop.time()
        while True:
            await asyncio.sleep(_GLANCE)
            seen = self._glance()
            if self._connections and (self._changed or seen != self._seen):
                self._changed, self._seen = False, seen
                view = self._view()
                for connection in self._connections:
                    connection.show(view)
            if loop.time() >= alive_at:
                alive_at = loop.time() + _ALIVE_EVERY
                for connection in self._connections:
                    connection.beat(encode(Alive()))
