"""The game, its clock and its writer in one place: what the host's screens and the server share."""

import asyncio
import contextlib
import hashlib
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence

from quiz.banks.model import Bank
from quiz.game.events import Answered, CertaintyStated, Closed, Event, Finished, GamePlan, Paused
from quiz.game.game import Game, RejectedError
from quiz.game.planning import asked_in
from quiz.game.ranking import podium_steps
from quiz.game.state import Phase
from quiz.play.points import Certainty
from quiz.questions.answers import Answer
from quiz.services.attempt_session import Clocks
from quiz.services.event_writer import EventWriter
from quiz.services.material import banks_of_game
from quiz.store.errors import StoreError
from quiz.store.games import GameRecord, new_code
from quiz.store.guests import Guest
from quiz.store.location import is_here
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
        self.podium_shown = 0
        """How many steps of the podium the hall has seen, the lowest first; not kept."""
        self.looked_at: set[str] = set()
        """Ids of players whose names the host let stand although they look like another's; not kept."""
        self._drafts: dict[str, tuple[int, int, Answer]] = {}
        """What players have filled in but not sent, by id: question from 0, step of a story, answer. Not kept."""
        self.kept_in = "disk" if is_here(store.location) else "database"
        """What the game waits for when nothing can be kept, in a word."""
        self._unkept: dict[tuple[str, type[Event]], tuple[Event, asyncio.Event]] = {}
        """Each player's latest event of a kind that is not kept yet, with what is set once it is."""
        self._store = store
        self._clocks = clocks
        self._start = clocks.monotonic() - game.last_at
        self._led: tuple[asyncio.Event, float] | None = None
        """What is set once the host's last step is kept, and when that step was taken."""
        self.abandoned = False
        """Whether the game was given up for good."""
        self.is_over = game.phase is Phase.FINISHED
        """Whether the end of the game is kept; until then the game may still go on."""

    @classmethod
    def begin(cls, store: Store, plan: GamePlan, banks: Mapping[str, Bank], clocks: Clocks) -> "LiveGame":
        """Keep a new game and open its lobby. Raises StoreError, or ValueError where a bank does not fit the plan."""
        game = Game(plan, asked_in(plan, banks))
        record = store.games.begin(plan, new_code(), clocks.wall(), [banks[bank.id] for bank in plan.banks])
        return cls(store, record, game, banks, clocks)

    @classmethod
    def resume(cls, store: Store, record: GameRecord, banks: Mapping[str, Bank], clocks: Clocks) -> "LiveGame":
        """Bring a game back as it was when its host stopped, with its banks as they were. Raises as ``begin`` does."""
        events, banks = store.games.events(record.id), banks_of_game(store, record.plan, banks)
        return cls(store, record, Game(record.plan, asked_in(record.plan, banks), events), banks, clocks, len(events))

    @property
    def now(self) -> float:
        """Seconds since the game began, by the host's clock; time that the host was down does not count."""
        return self._clocks.monotonic() - self._start

    @property
    def bank(self) -> Bank:
        """The bank of the current question."""
        return self.banks[self.game.plan.questions[self.game.number].bank]

    @property
    def is_podium_to_come(self) -> bool:
        """Whether the game is over and the hall has not seen the whole podium: until then no pad is told a place."""
        return self.game.phase is Phase.FINISHED and self.podium_shown < len(podium_steps(self.game))

    async def do(self, command: Callable[[float], Event | None]) -> Event | None:
        """Let a command of the game happen now, and return once it is kept and told. Raises RejectedError."""
        event, kept = self._carry_out(command)
        if kept:
            await kept.wait()
        return event

    async def lead(self, command: Callable[[float], Event | None]) -> None:
        """Let a command of the host happen as ``do`` does; until it is kept, ``waits_for_last_step`` is not None.

        Raises RejectedError.
        """
        _, kept = self._carry_out(command)
        if kept:
            self._led = (kept, self.now)
            await kept.wait()

    @property
    def waits_for_last_step(self) -> float | None:
        """Seconds the host's last step has waited to be kept, None once it is; the screen that took it may have gone."""
        if self._led is None or self._led[0].is_set():
            return None
        return self.now - self._led[1]

    def _carry_out(self, command: Callable[[float], Event | None]) -> tuple[Event | None, asyncio.Event | None]:
        """Let a command happen now; returns what it became, and what is set once that is kept. Raises RejectedError."""
        event = command(self.now)
        if event is None:
            return None, None
        if isinstance(event, Closed):
            self._take_drafts(event.at)
        return event, self._apply(event)

    def _apply(self, event: Event) -> asyncio.Event:
        """Apply an event and have it kept; returns what is set once it is."""
        self.game.apply(event)
        kept = self.writer.keep(event)
        if isinstance(event, Answered | CertaintyStated):
            self._unkept[event.player, type(event)] = (event, kept)
        return kept

    def is_answer_kept(self, player: str) -> bool:
        """Say whether a player's answer is kept; until it is, nobody may be told so."""
        return (player, Answered) not in self._unkept

    def is_certainty_kept(self, player: str) -> bool:
        """Say whether it is kept how sure a player is; until it is, nobody may be told so."""
        return (player, CertaintyStated) not in self._unkept

    def draft(self, player: str, number: int, step: int, given: Answer | None) -> None:
        """Note what a player has filled in but not sent; it counts when the question closes. None withdraws it."""
        if given is None:
            self._drafts.pop(player, None)
        else:
            self._drafts[player] = (number, step, given)

    def _take_drafts(self, at: float) -> None:
        here = (self.game.number, len(self.game.path))
        for player, (number, step, given) in self._drafts.items():
            # Nothing counts from players who have left, or whose draft does not fit the question.
            with contextlib.suppress(RejectedError):
                if (number, step) == here and (event := self.game.take_draft(player, given, at)):
                    self._apply(event)
        self._drafts.clear()

    async def join(self, name: str, team: str) -> tuple[str, str]:
        """Let somebody in; returns the id and the token that brings them back. Raises RejectedError."""
        token = new_token()
        player = seat_of(token)
        await self.do(lambda at: self.game.join(player, name, team, at))
        return player, token

    async def answer(self, player: str, number: int, step: int, given: Answer) -> None:
        """Take an answer, and return once it is kept. Raises RejectedError where none is taken."""
        await self.do(lambda at: self.game.answer(player, number, step, given, at))
        # If this is a repeat, the first may still be on its way to the store.
        await self._is_kept(player, Answered)

    async def state_certainty(self, player: str, number: int, step: int, certainty: Certainty) -> None:
        """Take how sure a player is of their answer, and return once that is kept. Raises RejectedError."""
        await self.do(lambda at: self.game.state_certainty(player, number, step, certainty, at))
        await self._is_kept(player, CertaintyStated)

    async def _is_kept(self, player: str, kind: type[Event]) -> None:
        """Wait until what a player said last is kept."""
        if unkept := self._unkept.get((player, kind)):
            await unkept[1].wait()

    async def pause(self) -> None:
        """Stop the clock if one is running: when a game is resumed, nobody is there yet."""
        if self.game.phase in (Phase.READING, Phase.OPEN) and not self.game.paused:
            await self.do(lambda at: Paused(at=at))

    async def tick(self) -> None:
        """Do what has become due by the clock."""
        if self.game.due(self.now):
            await self.do(self.game.due)

    async def abandon(self) -> None:
        """Give the game up for good, so that it is not offered again unless the store cannot be written."""
        self.abandoned = True
        with contextlib.suppress(StoreError):
            await asyncio.to_thread(self._store.games.abandon, self.record.id, self._clocks.wall())

    async def guests(self) -> list[Guest]:
        """Return the guests of the finished game who may be staff. Raises StoreError.

        Those whose name the host replaced or masked are left out: the hall knows them only by the other name.
        """
        masked = {member.public_name.casefold() for member in self.game.players if member.masked or member.alias}
        found = await asyncio.to_thread(self._store.games.guests, self.record.id)
        return [guest for guest in found if guest.name.casefold() not in masked]

    async def claim(self, names: Collection[str]) -> int:
        """Give what guests of these names did in the game to the people so called; return how many. Raises StoreError."""
        return await asyncio.to_thread(self._store.games.claim, self.record.id, names, self._clocks.wall())

    async def close(self) -> None:
        """Keep what is still to be kept."""
        await self.writer.close()

    def _tell(self, event: Event) -> None:
        if isinstance(event, Answered | CertaintyStated) and self._unkept[event.player, type(event)][0] is event:
            del self._unkept[event.player, type(event)]
        self.is_over = self.is_over or isinstance(event, Finished)
        for watcher in list(self.watchers):
            watcher(event)

    def _write(self, first: int, events: Sequence[Event]) -> None:
        if any(isinstance(event, Finished) for event in events):
            self._store.games.finish(self.record, first, events, self.game, self._clocks.wall())
        else:
            self._store.games.keep(self.record.id, first, events)


def new_token() -> str:
    """Return a new token that brings a device back to its seat."""
    return secrets.token_urlsafe(16)


def seat_of(token: str) -> str:
    """Return the seat of a token, which is its hash: the store keeps no token."""
    return hashlib.sha256(token.encode()).hexdigest()[:24]
