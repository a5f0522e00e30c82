"""The attempts in progress: remembered for a while, and read from the store again if they are not as expected."""

from collections import OrderedDict
from contextlib import suppress

from quiz.banks.model import Bank
from quiz.play.topup import MOST_ASKED
from quiz.serve.acts import Begin, ExtraTime
from quiz.services.attempt_session import AttemptSession, PlayOptions, can_resume
from quiz.services.requests import PlayRequest
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.services.topup_session import TopUpSession
from quiz.services.topups import day_of
from quiz.store.records import AttemptRecord, Player

_NOT_YOURS = "That quiz is not one of yours, or is not kept any more."
_CHANGED = "The questions of that quiz have changed since, so it cannot go on. Begin it again."
_GIVEN_UP = "That quiz was given up. Begin it again."


class RefusedError(Exception):
    """A request cannot be met: the message says why, and the page shows it on the home page."""


class Sessions:
    """Finds people's attempts. Nothing is held only here: what is forgotten can be read again."""

    def __init__(self, services: Services, most: int) -> None:
        """Use ``services``, whose store is open, and remember ``most`` attempts."""
        self._services = services
        self._most = most
        self._kept: OrderedDict[tuple[str, ExtraTime], AttemptSession] = OrderedDict()

    def options(self, bank: Bank, extra_time: ExtraTime, *, learn: bool = False) -> PlayOptions:
        """Return how a bank is played here: by its own rules, with the player's own extra time.

        No grace period on the server: a network lies between it and the finger, so the page keeps its own.
        """
        play = PlayRequest(learn=learn)
        return self._services.play_options(bank, play, Settings(extra_time=extra_time), grace=0.0)

    def keep(self, session: AttemptSession, extra_time: ExtraTime) -> AttemptSession:
        """Remember a session as the one asked for last, and return it."""
        key = session.id, extra_time
        self._kept[key] = session
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return session

    def forget(self, attempt_id: str) -> None:
        """Forget an attempt: it has gone on elsewhere, or it is unclear how much of it was kept."""
        for key in [key for key in self._kept if key[0] == attempt_id]:
            del self._kept[key]

    def forget_all(self) -> None:
        """Forget every attempt."""
        self._kept.clear()

    def remembered(self, player: Player, attempt_id: str, extra_time: ExtraTime) -> AttemptSession | None:
        """Return a player's attempt as it was left here; None if forgotten. It may have gone on elsewhere."""
        session = self._kept.get((attempt_id, extra_time))
        return self.keep(session, extra_time) if session and session.player.id == player.id else None

    def read(self, player: Player, attempt_id: str, extra_time: ExtraTime) -> AttemptSession:
        """Read a player's attempt from the store. Raises RefusedError if it is not theirs or cannot go on; StoreError."""
        services = self._services
        record = services.store.attempt(attempt_id)
        if record is None or record.player_id != player.id:
            raise RefusedError(_NOT_YOURS)
        self.forget(attempt_id)
        if record.mode == "topup":
            return self.keep(self._top_up(player, record), extra_time)
        bank = self._bank(record)
        options = self.options(bank, extra_time, learn=record.mode == "learn")
        session = AttemptSession.resume(services.store, player, bank, record, options, services.clocks)
        session.ask_again()
        return self.keep(session, extra_time)

    def just_begun(self, player: Player, bank: Bank, act: Begin) -> AttemptSession | None:
        """Return an attempt begun in a browser that has no answers yet, and time left; None if there is none.

        Whoever begins again has probably not seen the first one, if its answer was lost. It also means that nobody gets
        other questions by leaving the first. Raises StoreError.
        """
        store = self._services.store
        for record in store.open_attempts(player.id):
            is_it = (record.bank_id, record.mode, record.origin) == (bank.id, act.mode, "web") and can_resume(record, bank)
            if is_it and not store.responses(record.id):
                session = self.read(player, record.id, act.extra_time)
                session.show(keep_place=True)
                return session if session.attempt.seconds_left() != 0.0 else None
        return None

    def _top_up(self, player: Player, record: AttemptRecord) -> TopUpSession:
        services = self._services
        kept = [(self._bank(one), one) for one in services.store.top_up_of(record, MOST_ASKED)]
        return TopUpSession.resume_top_up(services.store, player, kept, services.clocks, grace=0.0)

    def begun_top_up(self, player: Player) -> TopUpSession | None:
        """Return the top-up that a player began in a browser today and can go on with. Raises StoreError."""
        services = self._services
        for record in services.store.open_attempts(player.id):
            is_todays = day_of(record.started_at) == day_of(services.clocks.wall())
            if record.mode == "topup" and record.origin == "web" and is_todays:
                with suppress(RefusedError):
                    return self._top_up(player, record)
        return None

    def _bank(self, record: AttemptRecord) -> Bank:
        """Return an attempt's bank as it was when the attempt began. Raises RefusedError if the attempt cannot go on."""
        services = self._services
        bank = services.library.banks.get(record.bank_id)
        if record.outcome == "finished":
            if bank is None or bank.content_hash != record.bank_hash:
                bank = services.store.material(record.bank_hash)
        elif record.outcome == "abandoned":
            raise RefusedError(_GIVEN_UP)
        elif not can_resume(record, bank):
            bank = None
        if bank is None:
            raise RefusedError(_CHANGED)
        return bank


def question_number(session: AttemptSession) -> int:
    """Return the number of the question that is open, or whose feedback is shown."""
    if session.is_at_feedback:
        return session.attempt.responses[-1].position + 1
    return session.attempt.position + 1
