"""A store that fails in the middle of play: what was given is kept when it is tried again, once."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.play.attempt import Response
from quiz.store.connection import SqliteConnection
from quiz.store.errors import PlayedElsewhereError, StoreError
from quiz.store.sitting import Sitting, Terms
from quiz.store.store import Store, open_store
from tests.builders import wrong_answer
from tests.store.sittings import START, a_bank, answer, clocks


class FailingStore(Store):
    """A store whose next write fails: before it is done, or after it, as when a connection is lost during the commit."""

    fails = ""

    def show(self, attempt_id: str, position: int, at: int) -> None:
        self._fail_if("before")
        super().show(attempt_id, position, at)
        self._fail_if("after")

    def record(self, attempt_id: str, response: Response, at: int) -> bool:
        self._fail_if("before")
        last = super().record(attempt_id, response, at)
        self._fail_if("after")
        return last

    def _fail_if(self, moment: str) -> None:
        if self.fails == moment:
            self.fails = ""
            raise StoreError("The connection was lost.", "Try again.")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FailingStore]:
    open_store(str(tmp_path / "scores.db")).close()
    with contextlib.closing(FailingStore(SqliteConnection(tmp_path / "scores.db"))) as store:
        yield store


@pytest.fixture
def sitting(store: FailingStore) -> Sitting:
    ann = store.sign_in("Ann", "", START)
    return Sitting.begin(store, ann, a_bank(), Terms(grace=0.0), 1, clocks())


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_question_is_shown_once_it_is_written_down_that_it_was(store: FailingStore, sitting: Sitting, moment: str) -> None:
    store.fails = moment
    with pytest.raises(StoreError):
        sitting.show()
    assert sitting.attempt.state.value == "waiting"
    sitting.show()
    assert sitting.attempt.state.value == "shown"


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("position", [0, 8])
def test_a_response_is_kept_once_when_it_is_kept_again_after_a_failure(
    store: FailingStore, sitting: Sitting, moment: str, position: int
) -> None:
    for _ in range(position + 1):
        sitting.show()
        response = answer(sitting)
        if response.position == position:
            store.fails = moment
            with pytest.raises(StoreError, match="The connection was lost"):
                sitting.keep(response)
        sitting.keep(response)
        sitting.attempt.advance()
    assert tuple(store.responses(sitting.record.id)) == sitting.attempt.responses
    assert len(store.players_board(None)) == (position == 8)


def test_a_response_kept_twice_without_a_failure_is_not_taken_for_the_first(store: FailingStore, sitting: Sitting) -> None:
    sitting.show()
    response = answer(sitting)
    sitting.keep(response)
    with pytest.raises(PlayedElsewhereError):
        sitting.keep(response)


def test_what_another_window_answered_during_a_failure_counts(store: FailingStore, sitting: Sitting) -> None:
    other = Sitting.resume(store, sitting.player, sitting.bank, sitting.record, Terms(grace=0.0), clocks())
    sitting.show()
    other.show()
    wrong = other.attempt.answer(wrong_answer(other.attempt.current.question))
    assert wrong is not None
    response = answer(sitting)
    store.fails = "before"
    with pytest.raises(StoreError):
        sitting.keep(response)
    other.keep(wrong)
    with pytest.raises(PlayedElsewhereError):
        sitting.keep(response)
    assert store.responses(sitting.record.id) == [wrong]
