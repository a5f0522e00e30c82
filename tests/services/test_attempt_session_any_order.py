"""Whatever happens in whatever order, over a real file: what was confirmed stays, and all that is kept agrees."""

import contextlib
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.play.attempt import Response, State
from quiz.play.points import Certainty
from quiz.services.attempt_session import AttemptSession
from quiz.store.errors import StoreError
from quiz.store.records import AttemptRecord, Best
from tests.builders import multiple, order, right_answer, single, wrong_answer
from tests.services.attempt_sessions import FailingStore, Machine, a_bank

LIMIT = 30


class Game:
    """Ann at her machine. Every method may be called at any time; what makes no sense then changes nothing."""

    def __init__(self, file: Path, asks_certainty: bool) -> None:
        self.asks_certainty = asks_certainty
        self.machine = Machine(file, a_bank(single(), multiple(), order(), time_limit=LIMIT))
        self.look = self.machine.open()
        self.ann = self.look.sign_in("Ann", "", self.machine.wall())
        self.confirmed: dict[str, list[Response]] = {}
        self.finished: dict[str, AttemptRecord] = {}
        self.given: Response | None = None
        """What she gave, or how sure she said she was of it, and the program has not confirmed yet."""
        self.said: Response | None = None
        """The answer to which she last said how sure she was: it may be written though that was not confirmed."""
        self.seed = 0
        self.session = self.start()

    def start(self) -> AttemptSession:
        """Resume what is open; begin a new attempt where nothing is."""
        self.seed += 1
        open_attempts = self.look.open_attempts(self.ann.id)
        asks = {"ask_certainty": self.asks_certainty}
        session = self.machine.resume(**asks) if open_attempts else self.machine.begin(self.seed, **asks)
        # What was written before a failure was said counts too: she finds it answered.
        kept, confirmed = list(session.attempt.responses), self.confirmed.get(session.record.id, [])
        assert self.agree(kept, confirmed)
        self.confirmed[session.record.id] = kept
        return session

    def show(self, failure: str = "") -> None:
        self.carry_out(failure, self.session.show)

    def wait(self, seconds: float) -> None:
        self.machine.wait(seconds)

    def give(self, how: str) -> None:
        attempt = self.session.attempt
        was_shown, question = attempt.state is State.SHOWN, attempt.current.question
        ways: dict[str, Callable[[], Response | None]] = {
            "right": lambda: attempt.answer(right_answer(question)),
            "wrong": lambda: attempt.answer(wrong_answer(question)),
            "skip": attempt.skip,
            "expire": attempt.expire,
        }
        if how == "expire" and self.given is not None:
            # Nothing ends by itself while it is written down.
            return
        response = ways[how]()
        if response is None:
            return
        if response.position in {told.position for told in self.confirmed[self.session.record.id]}:
            # The time of an answer that was kept has run out while she was asked how sure she was.
            self.given = self.said = response
            return
        record = self.look.attempt(self.session.record.id)
        assert was_shown
        assert self.given is None
        assert record is not None
        assert record.shown_at is not None
        assert record.shown_position == response.position
        time_is_out = (self.machine.wall() - record.shown_at) / 1000 >= LIMIT
        assert (response.outcome == "expired") == time_is_out
        self.given = response

    def agree(self, kept: list[Response], confirmed: list[Response]) -> bool:
        """Say whether all that was confirmed is kept, as it was confirmed or with how sure she said she was."""
        pairs = zip(kept, confirmed, strict=False)
        return len(kept) >= len(confirmed) and all(found in (told, self.said) for found, told in pairs)

    def say(self, certainty: Certainty) -> None:
        attempt = self.session.attempt
        if self.given is None and (response := attempt.say_certainty(certainty)):
            self.given = self.said = response

    def keep(self, failure: str = "") -> None:
        response = self.given
        if response is None:
            return
        keep_it = partial(self.session.keep, response)
        if self.carry_out(failure, keep_it):
            confirmed = self.confirmed[self.session.record.id]
            confirmed[:] = [*(told for told in confirmed if told.position != response.position), response]
            self.given = None
            self.session.attempt.advance()

    def turn(self, how: str) -> None:
        """Do all that a question needs, in a new attempt where this one is finished."""
        self.keep()
        if self.session.attempt.finished:
            self.leave(properly=True)
        self.show()
        self.give(how)
        self.keep()
        self.say(3)
        self.keep()

    def leave(self, properly: bool) -> None:
        """Quit or crash and come back: what was given and not kept is gone, unless it was written all the same."""
        if properly:
            self.session.store.close()
        self.given = None
        self.session = self.start()

    def carry_out(self, failure: str, act: Callable[[], None]) -> bool:
        store = self.session.store
        assert isinstance(store, FailingStore)
        store.fails = failure
        try:
            act()
        except StoreError:
            return False
        finally:
            store.fails = ""
        return True

    def check(self) -> None:
        for attempt_id in self.confirmed:
            self.check_attempt(attempt_id)
        self.check_bests()

    def check_attempt(self, attempt_id: str) -> None:
        kept, confirmed = self.look.responses(attempt_id), self.confirmed[attempt_id]
        record = self.look.attempt(attempt_id)
        assert record is not None
        assert self.agree(kept, confirmed), "what was confirmed stays"
        here = self.session.record.id == attempt_id
        assert kept[len(confirmed) :] in ([], [self.given] if here else []), "and nothing is there that was not given"
        assert (record.outcome == "finished") == (len(kept) == 3)
        if attempt_id in self.finished:
            assert record == self.finished[attempt_id], "what is finished never changes"
        elif record.outcome == "finished":
            self.finished[attempt_id] = record
        if here and self.session.attempt.finished and not self.given:
            result = self.session.result()
            assert (record.mark, record.points, record.passed) == (result.mark, result.points, result.passed)

    def check_bests(self) -> None:
        finished = list(self.finished.values())
        expected = [(r.points, r.mark, r.ended_at) for r in finished]
        expected.sort(key=lambda best: (-best[0], -best[1], best[2] or 0))
        assert [(row.points, row.mark, row.at) for row in self.look.players_board(None)] == expected[:1]
        mark = max((r.mark for r in finished), default=0)
        best = Best(mark, max((r.points for r in finished), default=0), len(finished), mark)
        assert self.look.bests(self.ann.id) == ({"first": best} if finished else {})


failures = st.sampled_from(("", "", "before", "after"))
ways = st.sampled_from(("right", "right", "wrong", "skip", "expire"))
things = st.one_of(
    st.tuples(st.just(Game.turn), ways),
    st.tuples(st.just(Game.turn), ways),
    st.tuples(st.just(Game.show), failures),
    st.tuples(st.just(Game.give), ways),
    st.tuples(st.just(Game.keep), failures),
    st.tuples(st.just(Game.say), st.sampled_from((1, 2, 3))),
    st.tuples(st.just(Game.wait), st.sampled_from((0.1, 7, 29.9, 31, 1000))),
    st.tuples(st.just(Game.leave), st.booleans()),
)


@settings(max_examples=40)
@given(happens=st.lists(things, min_size=12, max_size=30), asks_certainty=st.booleans())
def test_any_order_of_answer_expiry_failure_quit_crash_and_resume(
    happens: list[tuple[Callable[..., None], object]], asks_certainty: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        game = Game(Path(folder) / "scores.db", asks_certainty)
        with contextlib.closing(game.machine):
            for act, detail in happens:
                act(game, detail)
                game.check()
