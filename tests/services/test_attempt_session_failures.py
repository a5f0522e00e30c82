"""A store that fails in the middle of play: what was given is kept when it is tried again, once."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.services.attempt_session import AttemptSession, PlayOptions
from quiz.store.errors import PlayedElsewhereError, StoreError
from tests.builders import wrong_answer
from tests.services.attempt_sessions import FailingStore, Machine, answer, clocks


@pytest.fixture
def session(tmp_path: Path) -> Iterator[AttemptSession]:
    machine = Machine(tmp_path / "scores.db")
    yield machine.begin()
    machine.close()


@pytest.fixture
def store(session: AttemptSession) -> FailingStore:
    assert isinstance(session.store, FailingStore)
    return session.store


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_question_is_shown_once_it_is_written_down_that_it_was(
    store: FailingStore, session: AttemptSession, moment: str
) -> None:
    store.fails = moment
    with pytest.raises(StoreError):
        session.show()
    assert session.attempt.state.value == "waiting"
    session.show()
    assert session.attempt.state.value == "shown"


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("position", [0, 8])
def test_a_response_is_kept_once_when_it_is_kept_again_after_a_failure(
    store: FailingStore, session: AttemptSession, moment: str, position: int
) -> None:
    for _ in range(position + 1):
        session.show()
        response = answer(session)
        if response.position == position:
            store.fails = moment
            with pytest.raises(StoreError, match="The connection was lost"):
                session.keep(response)
        session.keep(response)
        session.attempt.advance()
    assert tuple(store.responses(session.record.id)) == session.attempt.responses
    assert len(store.players_board(None)) == (position == 8)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_how_sure_a_player_is_is_kept_when_it_is_kept_again_after_a_failure(tmp_path: Path, moment: str) -> None:
    with contextlib.closing(Machine(tmp_path / "sure.db")) as machine:
        session = machine.begin(ask_certainty=True)
        session.show()
        session.keep(answer(session))
        response = session.attempt.say_certainty(1)
        assert response is not None
        assert isinstance(session.store, FailingStore)
        session.store.fails = moment
        with pytest.raises(StoreError, match="The connection was lost"):
            session.keep(response)
        session.keep(response)
        assert session.store.responses(session.record.id) == [response]


def test_a_response_kept_twice_without_a_failure_is_not_taken_for_the_first(
    store: FailingStore, session: AttemptSession
) -> None:
    session.show()
    response = answer(session)
    session.keep(response)
    with pytest.raises(PlayedElsewhereError):
        session.keep(response)


def test_what_another_window_answered_during_a_failure_counts(store: FailingStore, session: AttemptSession) -> None:
    other = AttemptSession.resume(store, session.player, session.bank, session.record, PlayOptions(grace=0.0), clocks())
    session.show()
    other.show()
    wrong = other.attempt.answer(wrong_answer(other.attempt.current.question))
    assert wrong is not None
    response = answer(session)
    store.fails = "before"
    with pytest.raises(StoreError):
        session.keep(response)
    other.keep(wrong)
    with pytest.raises(PlayedElsewhereError):
        session.keep(response)
    assert store.responses(session.record.id) == [wrong]
