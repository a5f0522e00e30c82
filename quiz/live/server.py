"""Serves the pads' page, a WebSocket for each pad, and the stage page. It takes no commands from the host."""

import asyncio
import contextlib
import ssl
import time
from collections.abc import Callable, Mapping

import msgspec
from aiohttp import WSCloseCode, WSMsgType, web

from quiz.game.game import MOST_PLAYERS, RejectedError
from quiz.game.state import Phase
from quiz.live.admission import MOST_WRONG_CODES, Admission, client_address
from quiz.live.broadcast import AT_ONCE, Broadcast
from quiz.live.connection import BUFFER, PadConnection
from quiz.live.endpoint import Endpoint, proxy_addresses
from quiz.live.messages import (
    CLIENT_MESSAGES,
    MOST_BYTES,
    Alive,
    ClientMessage,
    Draft,
    Gone,
    Join,
    Leave,
    Refused,
    Rejoin,
    StateCertainty,
    SubmitAnswer,
    Taken,
    WireAnswer,
    encode,
)
from quiz.live.pages import StaticFiles, guard, page_runner, refusal
from quiz.live.seats import Seats
from quiz.live.stage_pages import StagePages
from quiz.live.tcp_guard import MOST_WAITING, Listener, TcpGuard, open_server
from quiz.live.wire_questions import answer_from_wire, wire_answer
from quiz.services.capacity import hall_capacity, most_connections, raise_file_limit
from quiz.services.live_game import LiveGame, seat_of

MOST_CONNECTIONS = MOST_PLAYERS + 500
_HEARTBEAT = 8.0
"""Seconds of silence after which a line is pinged; without a reply in half that time it is cut."""
ALIVE_EVERY = 5.0
"""Seconds between the host's signs of life to every pad."""
_TO_JOIN = 30.0
"""Seconds that a line may take to join; the pad of somebody slower opens another one."""
_TO_RETURN = 5.0
"""The same for a line over its address's limit, which is only good for coming back."""
_SWEPT_EVERY = 1.0
_ANSWERED = (Phase.OPEN, Phase.CLOSED)
"""The phases in which answers are heard: after closing come those sent again for want of a confirmation."""
_SCRIPTS = ("pad", "seat", "line", "clock", "page", "joining", "forms", "answering", "outcomes")


class Server:
    """Serves the pads of one live game, on the game's own event loop."""

    def __init__(
        self,
        live_game: LiveGame,
        endpoint: Endpoint,
        names: Mapping[str, str],
        tls: ssl.SSLContext | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        heartbeat: float = _HEARTBEAT,
        alive_every: float = ALIVE_EVERY,
        most: int = MOST_CONNECTIONS,
    ) -> None:
        """Serve ``live_game`` under the addresses of ``endpoint``; ``names`` are the school's own.

        ``clock`` gives seconds, for the limits. A line that is silent for ``heartbeat`` seconds is pinged, and gets a sign
        of life from the host every ``alive_every`` seconds. There are at most ``most`` connections, fewer if the system
        cannot open as many.
        """
        self.live_game = live_game
        self.endpoint = endpoint
        self.admission = Admission(clock)
        files = raise_file_limit()
        self.seats = Seats(live_game, self.admission, lambda member: self._broadcast.view(member), hall_capacity(files))
        self._broadcast = Broadcast(live_game, names, self.seats)
        self._clock = clock
        self._heartbeat = heartbeat
        self._alive_every = alive_every
        self._guard_tcp = TcpGuard(min(most, most_connections(files)))
        self._proxies: frozenset[str] = frozenset()
        self._connections: set[PadConnection] = set()
        self._keeping: list[asyncio.Task[None]] = []
        names_of_files = ("index.html", "pad.css", *(f"{name}.js" for name in _SCRIPTS))
        app = web.Application(middlewares=[guard(lambda: self.endpoint)], client_max_size=1024)
        app.router.add_get("/play", self._play)
        app.router.add_routes(StaticFiles("quiz.live", "pad", names_of_files, {"index.html": "/"}).routes())
        self.stage = StagePages(live_game, names, lambda: self.endpoint)
        app.router.add_routes(self.stage.routes())
        self._runner = page_runner(app)
        self._listener = Listener(self._protocol, self._guard_tcp, tls)

    async def start(self) -> None:
        """Begin to listen. Raises OSError if the address is not available."""
        if self.endpoint.public_url:
            self._proxies = await proxy_addresses(self.endpoint.public_url)
            self._guard_tcp.shared = self._proxies
        self.endpoint = await open_server(self._runner, self._listener, self.endpoint)
        self._broadcast.start()
        self.stage.start()
        self._keeping = [asyncio.create_task(self._sweep_on()), asyncio.create_task(self._stay_alive())]

    async def close(self) -> None:
        """Tell every pad that the host has closed, and stop listening."""
        await self._broadcast.end()
        await self._listener.close()
        # Without a sentence the game may go on, and pads try again by themselves.
        thanks = "The host has closed the game. Thank you for playing." if self.live_game.is_over else ""
        goodbye = encode(Gone(sentence=thanks))
        connections = list(self._connections)
        for connection in connections:
            connection.note(goodbye)
        await asyncio.gather(*(connection.close(WSCloseCode.GOING_AWAY) for connection in connections))
        await self.stage.close()
        self._broadcast.cut_short()
        for task in self._keeping:
            task.cancel()
        await self._runner.cleanup()

    # The host's requests

    @property
    def stage_pages(self) -> int:
        """How many stage pages are open."""
        return self.stage.count

    @property
    def capacity(self) -> int:
        """How many players this machine can hold."""
        return self.seats.capacity

    def asking_back(self) -> list[str]:
        """Return the ids of the players whose seats another device has asked for."""
        return self.seats.asking_back()

    async def let_back(self, player: str) -> None:
        """Give a player's seat to the device that has asked for it: the old one ends, points stay. Raises RejectedError."""
        await self.seats.let_back(player)

    async def refuse_back(self, player: str) -> None:
        """Refuse the device that has asked for a player's seat. Raises RejectedError."""
        await self.seats.refuse_back(player)

    async def remove_device(self, player: str) -> None:
        """Take out all players on a player's device, and keep the device out. Raises RejectedError."""
        await self.seats.remove_device(player)

    @property
    def crowded_address(self) -> str:
        """The address from which devices were turned away lately for being too many; empty if none was."""
        return self.admission.crowded_address

    def lift_limits(self) -> None:
        """Lift the limits for each address, since many devices share one in this network."""
        self.admission.lift_limits()
        self._guard_tcp.limited = False

    # The pads' requests

    def _protocol(self) -> asyncio.Protocol:
        assert self._runner.server is not None
        return self._runner.server()

    async def _play(self, request: web.Request) -> web.StreamResponse:
        if not self.endpoint.allows_origin(request.headers.get("Origin", ""), request.host):
            return refusal(403, "Only the quiz's own page may play.")
        address = client_address(request.remote or "", request.headers.getall("X-Forwarded-For", []), self._proxies)
        if not self.admission.lifted and self._waiting_at(address) >= MOST_WAITING:
            self.admission.turned_away(address)
            return refusal(429, "Many devices come from your network's one address. Try again in a moment.")
        socket = web.WebSocketResponse(
            heartbeat=self._heartbeat, max_msg_size=MOST_BYTES, compress=False, writer_limit=BUFFER, timeout=2.0
        )
        try:
            await socket.prepare(request)
        except ConnectionError:
            # The pad has gone meanwhile.
            return refusal(503, "")
        transport = request.transport
        if transport is not None:
            transport.set_write_buffer_limits(high=BUFFER)
        connection = PadConnection(socket, transport, self._clock, address)
        connection.surplus = not self.admission.line_opened(address)
        self._connections.add(connection)
        try:
            connection.note(encode(self.seats.greeting()))
            async for message in socket:
                if message.type is not WSMsgType.TEXT or not await self._hear(connection, message.data):
                    break
        finally:
            self._connections.discard(connection)
            self.admission.line_closed(address)
            self.seats.forget(connection)
        return socket

    def _waiting_at(self, address: str) -> int:
        """Return how many lines of an address have no seat; 0 without counting if it has only a few lines."""
        if self.admission.lines(address) < MOST_WAITING:
            return 0
        return sum(one.address == address and not one.player for one in self._connections)

    async def _hear(self, connection: PadConnection, text: str) -> bool:
        """Obey a message; return False if the line is to be closed."""
        try:
            said = CLIENT_MESSAGES.decode(text)
        except (msgspec.MsgspecError, ValueError):
            connection.note(encode(Refused(sentence="The host did not understand that. Load the page again.")))
            await connection.close(WSCloseCode.UNSUPPORTED_DATA)
            return False
        try:
            await self._obey(connection, said)
        except RejectedError as refused:
            connection.note(encode(self.seats.refused(refused, said)))
        if connection.wrong_codes >= MOST_WRONG_CODES:
            await connection.close(WSCloseCode.POLICY_VIOLATION)
            return False
        return True

    async def _obey(self, connection: PadConnection, said: ClientMessage) -> None:
        match said:
            case Join():
                await self.seats.join(connection, said)
            case Rejoin():
                self.seats.take(connection, seat_of(said.token))
            case SubmitAnswer():
                await self._answer(connection, said)
            case StateCertainty() if connection.player:
                await self._state_certainty(connection, said)
            case Draft() if connection.player:
                self._draft(connection, said)
            case Leave() if connection.player:
                await self.seats.leave(connection)

    async def _answer(self, connection: PadConnection, said: SubmitAnswer) -> None:
        live_game, game = self.live_game, self.live_game.game
        if not connection.player:
            raise RejectedError("Join the game first.", "token")
        if (said.question - 1, said.step) != (game.number, len(game.path)) or game.phase not in _ANSWERED:
            raise RejectedError("That answer came when no answers were taken.")
        try:
            given = answer_from_wire(game, said.given)
        except ValueError as error:
            raise RejectedError(str(error)) from None
        player = connection.player
        live_game.draft(player, said.question - 1, said.step, None)
        await live_game.answer(player, said.question - 1, said.step, given)
        self._note_taken(player, connection, said, said.given)

    def _note_taken(
        self, player: str, connection: PadConnection, said: SubmitAnswer | StateCertainty, given: WireAnswer
    ) -> None:
        """Tell a player what is kept of the answer that ``said`` is about; they sent it over ``connection``."""
        game = self.live_game.game
        reply = game.replies.get(player)
        certainty = reply.certainty if reply and self.live_game.is_certainty_kept(player) else None
        counts = {"answered": len(game.replies), "players": game.player_count}
        # A player who has reloaded the page waits for it on another line.
        connection = self.seats.by_player.get(player, connection)
        connection.note(encode(Taken(number=said.question, step=said.step, given=given, certainty=certainty, **counts)))

    async def _state_certainty(self, connection: PadConnection, said: StateCertainty) -> None:
        game, player = self.live_game.game, connection.player
        await self.live_game.state_certainty(player, said.question - 1, said.step, said.certainty)
        # The next question may have come meanwhile, and the pad no longer asks.
        if (said.question - 1, said.step) == (game.number, len(game.path)) and (reply := game.replies.get(player)):
            self._note_taken(player, connection, said, wire_answer(game, reply.given))

    def _draft(self, connection: PadConnection, said: Draft) -> None:
        """Keep a draft; one that is late or is not an answer is dropped, and nobody needs to be told."""
        game, given = self.live_game.game, None
        if (said.question - 1, said.step) != (game.number, len(game.path)) or game.phase is not Phase.OPEN:
            return
        with contextlib.suppress(ValueError):
            given = answer_from_wire(game, said.given) if said.given else None
        self.live_game.draft(connection.player, said.question - 1, said.step, given)

    # Running in the background

    async def _sweep_on(self) -> None:
        while True:
            await asyncio.sleep(_SWEPT_EVERY)
            self.sweep()
            self._broadcast.follow_podium()

    def sweep(self) -> None:
        """Close the lines over which nobody has joined in time."""
        now = self._clock()
        for connection in self._connections:
            if connection.player or self.seats.is_waiting(connection):
                continue
            surplus = connection.surplus and not self.admission.has_room(connection.address)
            if surplus and now - connection.opened_at >= _TO_RETURN:
                told = encode(Refused(sentence=self.admission.turned_away(connection.address)))
                connection.hang_up(told, WSCloseCode.POLICY_VIOLATION)
            elif now - connection.opened_at >= _TO_JOIN:
                connection.hang_up()
        self.admission.tidy()

    async def _stay_alive(self) -> None:
        """Send signs of life over every line, so that both ends notice a dead one."""
        alive = encode(Alive())
        while True:
            await asyncio.sleep(self._alive_every)
            for number, connection in enumerate(list(self._connections), 1):
                connection.beat(alive)
                if number % AT_ONCE == 0:
                    await asyncio.sleep(0)
