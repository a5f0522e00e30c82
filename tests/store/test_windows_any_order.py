"""Several windows under one name, in any order: none ends what another plays, and a result that is shown is in the store."""

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.play.attempt import State
from quiz.services.attempt_session import AttemptSession, PlayOptions, can_resume
from quiz.store.errors import PlayedElsewhereError
from quiz.store.store import open_store
from tests.builders import FakeClock, multiple, right_answer, single, wrong_answer
from tests.services.attempt_sessions import START, a_bank, clocks

BANK = a_bank(single(), multiple(), single("third"))
TERMS = PlayOptions(grace=0.0)
WINDOWS = (0, 1, 2)


class Room:
    """Three windows on one store, each with nothing or an attempt of the same player before it."""

    def __init__(self, file: Path) -> None:
        self.clock = FakeClock(0.0)
        self.clocks = clocks(self.clock)
        self.stores = [open_store(str(file)) for _ in WINDOWS]
        self.player = self.stores[0].sign_in("Sam", "", START)
        self.windows: dict[int, AttemptSession] = {}
        self.offers: dict[int, tuple[str, int]] = {}
        """What each window was last told could be resumed: the attempt and how much of it was answered."""
        self.shown: dict[str, tuple[float, int, bool]] = {}
        self.seed = 0

    def look(self, window: int) -> None:
        """See what can be resumed, as before the question whether to go on."""
        store = self.stores[window]
        for record in store.open_attempts(self.player.id):
            if can_resume(record, BANK):
                self.offers[window] = record.id, len(store.responses(record.id))
                return

    def begin(self, window: int) -> None:
        self.seed += 1
        self.windows[window] = AttemptSession.begin(self.stores[window], self.player, BANK, TERMS, self.seed, self.clocks)

    def resume(self, window: int) -> None:
        offer = self.offers.pop(window, None)
        record = offer and self.stores[window].attempt(offer[0])
        if record and can_resume(record, BANK):
            self.windows[window] = AttemptSession.resume(self.stores[window], self.player, BANK, record, TERMS, self.clocks)

    def start_again(self, window: int) -> None:
        if offer := self.offers.pop(window, None):
            self.stores[window].abandon(*offer, self.clocks.wall())
        self.begin(window)

    def answer(self, window: int, right: bool) -> None:
        session = self.windows.get(window)
        if session is None or session.attempt.finished:
            return
        session.show()
        if session.attempt.state is not State.SHOWN:
            return
        question = session.attempt.current.question
        self.clock.move(1)
        response = session.attempt.answer(right_answer(question) if right else wrong_answer(question))
        assert response
        try:
            session.keep(response)
        except PlayedElsewhereError:
            del self.windows[window]
            return
        session.attempt.advance()
        if session.attempt.finished:
            result = session.result()
            self.shown[session.record.id] = result.mark, result.points, result.passed

    def check(self) -> None:
        history = {record.id: record for record in self.stores[0].history(self.player.id, BANK.id, most=1000)}
        assert {key: (r.mark, r.points, r.passed) for key, r in history.items()} == self.shown
        best = max((points for _, points, _ in self.shown.values()), default=None)
        assert [row.points for row in self.stores[0].players_board(BANK.id)] == ([] if best is None else [best])


window = st.sampled_from(WINDOWS)
things = st.one_of(
    st.tuples(st.just(Room.begin), window),
    st.tuples(st.just(Room.look), window),
    st.tuples(st.just(Room.resume), window),
    st.tuples(st.just(Room.start_again), window),
    *[st.tuples(st.just(Room.answer), window, st.booleans())] * 6,
)


@settings(max_examples=40)
@given(happens=st.lists(things, min_size=8, max_size=40))
def test_any_order_of_windows_beginning_resuming_starting_again_and_answering(
    happens: list[tuple[Callable[..., None], Any]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as ends:
        room = Room(Path(folder) / "scores.db")
        for store in room.stores:
            ends.callback(store.close)
        for act, *details in happens:
            act(room, *details)
            room.check()
