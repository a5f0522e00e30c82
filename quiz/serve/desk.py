"""Carries out what people ask for, one act after another, and answers each with the whole current view.

All of it runs on one thread, since the store takes no more: acts never overlap.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeAlias

from msgspec.structs import replace

from quiz.banks.model import Bank
from quiz.live.messages import StandingLine
from quiz.play.attempt import Response, State
from quiz.questions.reading_time import usual_minutes
from quiz.reports.standings import Standing, standings
from quiz.serve.acts import (
    Acknowledge,
    Act,
    Begin,
    Certify,
    Continue,
    Flag,
    GiveAnswer,
    GoHome,
    GoOn,
    LeaveBrowser,
    SayCertainty,
    SeeBank,
    SeeBoard,
    SeePolicy,
    SkipQuestion,
    TakeName,
    TopUpNow,
)
from quiz.serve.certificates import certify, issued_page
from quiz.serve.entrance import Entrance, Visitor
from quiz.serve.messages import BankCard, BankView, BoardView, HomeView, JoinView, NothingDueView, View
from quiz.serve.policies import acknowledge_policy, policy_view
from quiz.serve.sessions import RefusedError, Sessions, question_number
from quiz.serve.topup_views import due_today, topped_up_view
from quiz.serve.views import ask_view, bank_card, feedback_view, given_answer, results_view
from quiz.services.attempt_session import AttemptSession, PlayOptions
from quiz.services.personal_data import own_page
from quiz.services.progress import NEVER_PLAYED, BankProgress
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.services.topup_session import TopUpSession
from quiz.services.topups import nothing_due
from quiz.store.errors import ErasedError, PlayedElsewhereError, StoreError
from quiz.store.records import Player

_AttemptAct: TypeAlias = GiveAnswer | SayCertainty | SkipQuestion | Continue

_MOST_LINES = 50
"""The most lines of a board to send."""
_GONE = "That bank is not here any more."
_NOTHING_MISSED = "Nothing to practise there: everything that you were asked was right."


class Desk:
    """Carries out acts. Not safe for two threads at once; every method may raise StoreError."""

    def __init__(self, services: Services, *, needs_code: bool, most: int) -> None:
        """Use ``services``, whose store is open. At most ``most`` attempts are remembered; others are read again."""
        self._services = services
        self.entrance = Entrance(services, needs_code=needs_code)
        self._sessions = Sessions(services, most)
        self._minutes: dict[str, int] = {}
        """How long a quiz takes, by the content hash of its bank."""
        self._ways: dict[type[Any], Callable[[Visitor, Player, Any], View]] = {
            TakeName: lambda visitor, player, act: self._home(visitor, player),
            GoHome: lambda visitor, player, act: self._home(visitor, player),
            SeeBank: self._see_bank,
            Begin: self._begin,
            GoOn: self._go_on,
            GiveAnswer: self._answer,
            SayCertainty: self._say_certainty,
            SkipQuestion: self._skip,
            Continue: self._continue,
            TopUpNow: self._top_up,
            Flag: self._flag,
            SeePolicy: lambda visitor, player, act: policy_view(services, player),
            Acknowledge: lambda visitor, player, act: acknowledge_policy(services, player, act),
            SeeBoard: self._board,
            Certify: lambda visitor, player, act: certify(services, player, self._bank(act.bank), act),
            LeaveBrowser: self._leave,
        }

    def obey(self, visitor: Visitor, act: Act) -> tuple[View, Player | None]:
        """Carry out a visitor's act; return the view to show them, and who they are."""
        player = self.entrance.player(visitor)
        if player is None:
            taken = self._enter(visitor, act)
            if isinstance(taken, JoinView):
                return taken, None
            player = taken
        try:
            view = self._ways[type(act)](visitor, player, act)
        except (RefusedError, ErasedError) as refusal:
            view = self._home(visitor, player, str(refusal))
        if isinstance(view, JoinView):
            return view, None
        return replace(view, name=player.name, team=player.team), player

    def _enter(self, visitor: Visitor, act: Act) -> Player | JoinView:
        """Carry out an act of a visitor without a name, who may only take one or leave."""
        if isinstance(act, TakeName):
            return self.entrance.take(visitor, act)
        if isinstance(act, LeaveBrowser) and visitor.kind == "browser":
            return self.entrance.leave(visitor)
        return self.entrance.form(visitor)

    def forget(self) -> None:
        """Forget all attempts: the latest writes may have been lost."""
        self._sessions.forget_all()

    def certificate_page(self, visitor: Visitor, bank_id: str) -> str | None:
        """Return the page of a visitor's certificate for a bank; None if none was issued."""
        player, bank = self.entrance.player(visitor), self._services.library.banks.get(bank_id)
        return issued_page(self._services, player, bank) if player and bank else None

    def record_page(self, visitor: Visitor) -> str | None:
        """Return the page of everything kept about a visitor; None for one without a name."""
        player = self.entrance.player(visitor)
        return own_page(self._services.store, player, self._services.clocks.wall()) if player else None

    # Banks

    def _home(self, visitor: Visitor, player: Player, sentence: str = "") -> HomeView:
        self._services.look_again()
        stands, due = self._services.progress_and_due(player)
        banks = self._services.library.banks.values()
        cards = tuple(self._card(bank, stands.get(bank.id, NEVER_PLAYED)) for bank in banks)
        policy = self._services.policy
        return HomeView(
            banks=cards,
            today=due_today(due),
            policy=policy.title if policy else "",
            policy_is_due=bool(self._services.policy_due(player)),
            sentence=sentence,
            can_leave=visitor.kind == "browser",
        )

    def _card(self, bank: Bank, stands: BankProgress) -> BankCard:
        # Reading a whole bank takes longer than the rest of a view.
        if bank.content_hash not in self._minutes:
            self._minutes[bank.content_hash] = usual_minutes(bank.scored, bank.quiz_length())
        return bank_card(bank, stands, self._minutes[bank.content_hash])

    def _bank(self, bank_id: str) -> Bank:
        """Return a bank from the folders by its id, never by a path. Raises RefusedError."""
        bank = self._services.library.banks.get(bank_id)
        if bank is None:
            raise RefusedError(_GONE)
        return bank

    def _see_bank(self, visitor: Visitor, player: Player, act: SeeBank) -> View:
        bank = self._bank(act.bank)
        card = self._card(bank, self._services.bank_progress(player, bank))
        options = self._sessions.options(bank, act.extra_time)
        return BankView(bank=card, facts=tuple(options.facts(bank)), has_clock=PlayOptions().is_timed(bank))

    def _begin(self, visitor: Visitor, player: Player, act: Begin) -> View:
        bank, services = self._bank(act.bank), self._services
        if act.mode == "mistakes":
            missed = services.mistakes(player, bank)
            if not missed:
                raise RefusedError(_NOTHING_MISSED)
            session = services.begin_round(player, bank, missed, Settings(), grace=0.0)
        else:
            options = self._sessions.options(bank, act.extra_time, learn=act.mode == "learn")
            if left := services.resumable(player, bank, options.mode):
                services.abandon(left)
            session = self._sessions.just_begun(player, bank, act) or services.begin(player, bank, options, None)
        return self._present(self._sessions.keep(session, act.extra_time))

    # An attempt

    def _present(self, session: AttemptSession, path: tuple[int, ...] = ()) -> View:
        """Return the view of an attempt as it is now; in an open story, after the decisions ``path``."""
        attempt, names = self._settled(session).attempt, self._services.names
        if attempt.state is State.GIVEN:
            return ask_view(session, attempt.given)
        if session.is_at_feedback:
            return feedback_view(session, names)
        if attempt.finished:
            return self._end(session)
        try:
            return ask_view(session, None, path)
        except ValueError:
            return ask_view(session, None)

    def _end(self, session: AttemptSession) -> View:
        services = self._services
        if isinstance(session, TopUpSession):
            return topped_up_view(session, services.days_until_again(session), services.names)
        view = results_view(session, services.names)
        asks = services.policy_due(session.player) if view.has_certificate else None
        return replace(view, policy=asks or "")

    def _settled(self, session: AttemptSession) -> AttemptSession:
        """Bring an attempt up to date: show a waiting question, and close one whose time is up."""
        attempt = session.attempt
        if attempt.state is State.WAITING and not session.is_at_feedback:
            self._kept(session, lambda: session.show(keep_place=True))
        # Time may also have run out while nobody was here.
        if attempt.seconds_left() == 0.0:
            self._close(session, attempt.expire)
        return session

    def _close(self, session: AttemptSession, say: Callable[[], Response | None]) -> None:
        """Call ``say``, which may close the open question; if it does, record the response and move on to the next."""

        def done() -> None:
            if response := say():
                session.keep(response)
                session.attempt.advance()

        self._kept(session, done)

    def _kept(self, session: AttemptSession, write: Callable[[], None]) -> None:
        """Write to the store; if that fails, forget the session, which may be ahead of the store."""
        try:
            write()
        except StoreError:
            self._sessions.forget(session.id)
            raise

    def _at(
        self, player: Player, act: _AttemptAct, is_expected: Callable[[AttemptSession], bool]
    ) -> tuple[AttemptSession, bool]:
        """Return a player's attempt, and whether it is at the act's question and in the state that the act expects.

        A remembered session that is not is read again: the attempt may have gone on in another window or at another server.
        """

        def fits(session: AttemptSession) -> bool:
            return question_number(self._settled(session)) == act.question and is_expected(session)

        remembered = self._sessions.remembered(player, act.attempt, act.extra_time)
        # Its time may have run out here although it was answered elsewhere.
        with suppress(PlayedElsewhereError):
            if remembered and fits(remembered):
                return remembered, True
        session = self._sessions.read(player, act.attempt, act.extra_time)
        return session, fits(session)

    def _go_on(self, visitor: Visitor, player: Player, act: GoOn) -> View:
        return self._present(self._sessions.read(player, act.attempt, act.extra_time), act.path)

    def _answer(self, visitor: Visitor, player: Player, act: GiveAnswer) -> View:
        session, is_open = self._at(player, act, _is_open)
        if not is_open:
            # Already answered, here or elsewhere, or not the open question.
            return self._present(session)
        attempt = session.attempt
        try:
            given = given_answer(session, act.given, act.path)
        except ValueError as error:
            return ask_view(session, None, sentence=str(error))
        if isinstance(given, tuple):
            path = (*act.path, *(() if act.given.choice is None else (act.given.choice,)))
            return self._present(session, path)

        def answered() -> Response | None:
            response = attempt.answer(given)
            return attempt.say_certainty(act.certainty) if attempt.points_are_open else response

        return self._after(player, act, session, answered)

    def _say_certainty(self, visitor: Visitor, player: Player, act: SayCertainty) -> View:
        session, is_asked = self._at(player, act, lambda session: session.attempt.state is State.GIVEN)
        if not is_asked:
            return self._present(session)
        return self._after(player, act, session, lambda: session.attempt.say_certainty(act.certainty))

    def _skip(self, visitor: Visitor, player: Player, act: SkipQuestion) -> View:
        session, is_open = self._at(player, act, _is_open)
        return self._after(player, act, session, session.attempt.skip) if is_open else self._present(session)

    def _after(self, player: Player, act: _AttemptAct, session: AttemptSession, said: Callable[[], Response | None]) -> View:
        """Close the open question by calling ``said``, and return the view of the attempt after that."""
        try:
            self._close(session, said)
        except PlayedElsewhereError:
            # It has gone on in another window or at another server, and the answer given there counts.
            session = self._sessions.read(player, act.attempt, act.extra_time)
        return self._present(session)

    def _continue(self, visitor: Visitor, player: Player, act: Continue) -> View:
        session, is_told = self._at(player, act, lambda session: session.is_at_feedback)
        if is_told:
            leave = session.see_results if session.attempt.finished else lambda: session.show(keep_place=True)
            self._kept(session, leave)
        return self._present(session)

    def _flag(self, visitor: Visitor, player: Player, act: Flag) -> View:
        # Read afresh: nothing else would show that the attempt has gone on elsewhere.
        session = self._settled(self._sessions.read(player, act.attempt, act.extra_time))
        if session.is_at_feedback and question_number(session) == act.question:
            store, bank_id, question_id = session.store, session.bank.id, session.attempt.responses[-1].question_id
            if store.is_flagged(player.id, bank_id, question_id) != act.flagged:
                store.flag(player.id, bank_id, question_id, self._services.clocks.wall())
        return self._present(session)

    def _top_up(self, visitor: Visitor, player: Player, act: TopUpNow) -> View:
        services = self._services
        session = self._sessions.begun_top_up(player)
        if session is None:
            found = services.top_up(player)
            if not found.questions:
                return NothingDueView(sentence=nothing_due(found, services.clocks.today()))
            session = services.begin_top_up(player, found)
        # Read back even when new, so that its questions come in the same order as they will later.
        return self._present(self._sessions.read(player, session.id, act.extra_time))

    # Boards and leaving

    def _board(self, visitor: Visitor, player: Player, act: SeeBoard) -> View:
        if act.bank:
            self._bank(act.bank)
        store = self._services.store
        lines, sites = standings(store, act.bank or None, "player", site=act.site), store.sites()
        own = next((line for line in lines if line.key == player.id), None)
        return BoardView(
            bank=act.bank,
            banks=tuple((bank.id, bank.title) for bank in self._services.library.banks.values()),
            site=act.site,
            sites=tuple(sites) if len(sites) > 1 else (),
            lines=tuple(_standing_line(line) for line in lines[:_MOST_LINES]),
            players=len(lines),
            own=_standing_line(own) if own else None,
        )

    def _leave(self, visitor: Visitor, player: Player, act: LeaveBrowser) -> View:
        return self.entrance.leave(visitor) if visitor.kind == "browser" else self._home(visitor, player)


def _is_open(session: AttemptSession) -> bool:
    return session.attempt.state is State.SHOWN


def _standing_line(line: Standing) -> StandingLine:
    return StandingLine(rank=line.rank, name=line.name, points=round(line.points), team=line.team)
