"""Sends every pad its whole state after each change, in rounds; a new round replaces one that is still under way."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any

from quiz.game.events import Answered, Approved, CertaintyStated, Event, Joined, Locked, Removed, Renamed
from quiz.game.scoring import Member
from quiz.game.state import Phase
from quiz.live.player_views import ViewWriter, view_writer
from quiz.live.seats import Seats
from quiz.services.coalescer import Coalescer
from quiz.services.live_game import LiveGame

AT_ONCE = 50
"""How many pads to tell before letting the loop do other work, such as the host's keys."""
_LOBBY_EVERY = 1.0
"""Seconds between rounds while the hall fills."""


class Broadcast:
    """Keeps the pads of one live game up to date."""

    def __init__(self, live_game: LiveGame, names: Mapping[str, str], seats: Seats) -> None:
        """Send the state of ``live_game`` to the lines of ``seats``; ``names`` are the school's own."""
        self._live_game = live_game
        self._names = names
        self._seats = seats
        self._write_view: ViewWriter = view_writer(live_game, names)
        self._rounds = Coalescer(self._tell, self._start_round)
        self._round: asyncio.Task[None] | None = None
        self._late = False
        """Whether somebody has joined since the last round, and the others need not be told."""
        self._lobby_told = 0.0
        self._podium_comes = False

    def start(self) -> None:
        """Start following the game."""
        self._live_game.watchers.append(self._happened)

    async def end(self) -> None:
        """Stop following the game; tell every pad its place if the hall has not seen the whole podium."""
        if self._happened in self._live_game.watchers:
            self._live_game.watchers.remove(self._happened)
        if self._live_game.is_podium_to_come:
            self._live_game.podium_shown = len(self._live_game.game.members)
            await self._tell()

    def cut_short(self) -> None:
        """Abandon a round that is under way."""
        if self._round:
            self._round.cancel()

    def follow_podium(self) -> None:
        """Send pads their places once the hall has seen the whole podium, which is not an event of the game."""
        podium_comes = self._live_game.is_podium_to_come
        if self._podium_comes and not podium_comes:
            self._rounds.ask()
        self._podium_comes = podium_comes

    def view(self, member: Member) -> bytes:
        """Return a player's view at this moment, with the time left and the players there are now."""
        if self._rounds.asked or self._late or self._live_game.game.phase in (Phase.READING, Phase.OPEN, Phase.LOBBY):
            self._late = False
            self._write_view = view_writer(self._live_game, self._names)
        return self._write_view(member)

    def _happened(self, event: Event) -> None:
        """Tell the pads of a change; called for every event once it is kept."""
        match event:
            case Answered() | CertaintyStated() | Locked():
                return
            case Joined():
                if self._live_game.game.phase is not Phase.LOBBY:
                    # The others need not know, but a latecomer counts in what is shown.
                    self._late = True
                    return
            case Removed():
                self._seats.dismiss(event.player)
            case Renamed() | Approved():
                self._seats.tell_name(event.player)
        self._rounds.ask()

    def _start_round(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        self._round = asyncio.create_task(work)
        return self._round

    async def _tell(self) -> None:
        """Send every pad the current state. A round that is out of date leaves the remaining pads to the next one."""
        loop, game = asyncio.get_running_loop(), self._live_game.game
        if game.phase is Phase.LOBBY:
            # People join by the hundred, so the lobby is sent once a second.
            await asyncio.sleep(max(0.0, self._lobby_told + _LOBBY_EVERY - loop.time()))
            self._lobby_told = loop.time()
            # This round includes what has happened meanwhile.
            self._rounds.asked = False
        self._write_view = view_writer(self._live_game, self._names)
        for number, (player, connection) in enumerate(list(self._seats.by_player.items()), 1):
            connection.show(self._write_view(game.members[player]))
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
                if self._rounds.asked and game.phase is not Phase.LOBBY:
                    return
