"""What pads are told: after each change every one of them its whole present state, in rounds that overtake each other."""

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
"""How many pads are told before the loop may do something else, such as the host's keys."""
_LOBBY_EVERY = 1.0
"""Seconds between two rounds while the hall fills."""


class Broadcast:
    """Tells the pads of one live game how it stands."""

    def __init__(self, live_game: LiveGame, names: Mapping[str, str], seats: Seats) -> None:
        """Tell the lines of ``seats`` of ``live_game``; ``names`` are the school's own."""
        self._live_game = live_game
        self._names = names
        self._seats = seats
        self._write_view: ViewWriter = view_writer(live_game, names)
        self._rounds = Coalescer(self._tell, self._start_round)
        self._round: asyncio.Task[None] | None = None
        self._late = False
        """Whether somebody has joined of whom the others are not told."""
        self._lobby_told = 0.0
        self._podium_comes = False

    def start(self) -> None:
        """Begin to follow the game."""
        self._live_game.watchers.append(self._happened)

    async def end(self) -> None:
        """Follow the game no more; tell every pad its place where the hall has not seen the whole podium."""
        if self._happened in self._live_game.watchers:
            self._live_game.watchers.remove(self._happened)
        if self._live_game.is_podium_to_come:
            self._live_game.podium_shown = len(self._live_game.game.members)
            await self._tell()

    def cut_short(self) -> None:
        """Leave off where pads are being told."""
        if self._round:
            self._round.cancel()

    def follow_podium(self) -> None:
        """Let the pads tell of places once the hall has seen the whole podium, which is no event of the game."""
        podium_comes = self._live_game.is_podium_to_come
        if self._podium_comes and not podium_comes:
            self._rounds.ask()
        self._podium_comes = podium_comes

    def view(self, member: Member) -> bytes:
        """Return what a player is shown this moment: time has gone by, others have joined."""
        if self._rounds.asked or self._late or self._live_game.game.phase in (Phase.READING, Phase.OPEN, Phase.LOBBY):
            self._late = False
            self._write_view = view_writer(self._live_game, self._names)
        return self._write_view(member)

    def _happened(self, event: Event) -> None:
        """Tell the pads what has changed; called for every event once it is kept."""
        match event:
            case Answered() | CertaintyStated() | Locked():
                return
            case Joined():
                if self._live_game.game.phase is not Phase.LOBBY:
                    # Of no concern to the others, but whoever is late has a place, too.
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
        """Show every pad the present state. Once it is out of date what is left is left to the next round."""
        loop, game = asyncio.get_running_loop(), self._live_game.game
        if game.phase is Phase.LOBBY:
            # Names come in by the hundred: the lobby is told once a second.
            await asyncio.sleep(max(0.0, self._lobby_told + _LOBBY_EVERY - loop.time()))
            self._lobby_told = loop.time()
            # What has come meanwhile is told with this round.
            self._rounds.asked = False
        self._write_view = view_writer(self._live_game, self._names)
        for number, (player, connection) in enumerate(list(self._seats.by_player.items()), 1):
            connection.show(self._write_view(game.members[player]))
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
                if self._rounds.asked and game.phase is not Phase.LOBBY:
                    return
