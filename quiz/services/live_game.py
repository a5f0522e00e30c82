"""The game, its clock and its writer in one place: what the host's screens and the server share."""

import asyncio
import contextlib
import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence

from quiz.banks.model import Bank
from quiz.game.events import Event, Finished, GamePlan, Paused
from quiz.game.game import Game
from quiz.game.planning import asked_in
from quiz.game.state import Phase
from quiz.questions.answers import Answer
from quiz.services.attempt_session import Clocks
from quiz.services.event_writer import EventWriter
from quiz.store.errors import StoreError
from quiz.store.games import GameRecord, new_code
from quiz.store.store import Store

Watcher = Callable[[Event], None]
"""Called after an event was kept."""


class LiveGame:
    """One live game while it is played. Lives on one event loop; only the writes run beside it."""

    def __init__(
        self, store: Store, record: GameRecord, game: Game, banks: Mapping[str, Bank], clocks: Clocks, kept: int = 0
    ) -> None:
        """Use ``begin`` or ``resume`` instead. ``kept`` events of the game are in the store."""
        self.record = record
        self.game = game
        self.banks = banks
        self.writer = EventWriter(self._write, self._tell, kept)
        self.watchers: list[Watcher] = []
        self._store = store
        self._clocks = clocks
        self._start = clocks.monotonic() - game.last_at

    @classmethod
    def begin(cls, store: Store, plan: GamePlan, banks: Mapping[str, Bank], clocks: Clocks) -> "LiveGame":
        """Keep a new game and open its lobby. Raises StoreError, or ValueError where a bank does not fit the plan."""
        game = Game(plan, asked_in(plan, banks))
        record = store.games.begin(plan, new_code(), clocks.wall())
        return cls(store, record, game, banks, clocks)

    @classmethod
    def resume(cls, store: Store, record: GameRecord, banks: Mapping[str, Bank], clocks: Clocks) -> "LiveGame":
        """Bring a game back as it was when its host stopped. Raises as ``begin`` does."""
        events = store.games.events(record.id)
        return cls(store, record, Game(record.plan, asked_in(record.plan, banks), events), banks, clocks, len(events))

    @property
    def now(self) -> float:
        """Seconds since the game began, by the host's clock; the time for which it was down does not count."""
        return self._clocks.monotonic() - self._start

    @property
    def bank(self) -> Bank:
        """The bank of the current question."""
        return self.banks[self.game.plan.questions[self.game.number].bank]

    async def do(self, command: Callable[[float], Event | None]) -> Event | None:
        """Let a command of the game happen now, and return once it is kept and told. Raises RejectedError."""
        event = command(self.now)
        if event is not None:
            self.game.apply(event)
            await self._keep(event)
        return event

    async def join(self, name: str, team: str) -> tuple[str, str]:
        """Let somebody in; returns the id and the token that brings them back. Raises RejectedError."""
        token = secrets.token_urlsafe(16)
        player = player_of(token)
        await self.do(lambda at: self.game.join(player, name, team, at))
        return player, token

    async def answer(self, player: str, number: int, step: int, given: Answer) -> None:
        """Take an answer, and return once it is kept. Raises RejectedError where none is taken."""
        await self.do(lambda at: self.game.answer(player, number, step, given, at))

    async def pause(self) -> None:
        """Stop the clock if one is running: nobody is there yet when a game is taken up again."""
        if self.game.phase in (Phase.READING, Phase.OPEN) and not self.game.paused:
            await self.do(lambda at: Paused(at=at))

    async def tick(self) -> None:
        """Do what has become due by the clock."""
        if self.game.due(self.now):
            await self.do(self.game.due)

    async def abandon(self) -> None:
        """Give the game up for good, so that it is not offered again; a store that cannot be written offers it again."""
        with contextlib.suppress(StoreError):
            await asyncio.to_thread(self._store.games.abandon, self.record.id, self._clocks.wall())

    async def close(self) -> None:
        """Keep what is still to be kept."""
        await self.writer.close()

    async def _keep(self, event: Event) -> None:
        await self.writer.keep(event).wait()

    def _tell(self, event: Event) -> None:
        for watcher in list(self.watchers):
            watcher(event)

    def _write(self, first: int, events: Sequence[Event]) -> None:
        if any(isinstance(event, Finished) for event in events):
            self._store.games.finish(self.record, first, events, self.game, self._clocks.wall())
        else:
            self._store.games.keep(self.record.id, first, events)


def player_of(token: str) -> str:
    """Return the id of the player whom a token brings back: the store keeps no token, only what it hashes to."""
    return hashlib.sha256(token.encode()).hexdigest()[:24]
