"""Where a finished quiz puts its player."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.reports.placing import Placing, placing
from quiz.services.attempt_session import AttemptSession, PlayOptions
from quiz.store.store import Store, open_store
from tests.builders import FakeClock, right_answer, true_false
from tests.services.attempt_sessions import START, a_bank, clocks

BANK = a_bank(*(true_false(f"q{number}") for number in range(4)))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "scores.db"))
    yield opened
    opened.close()


CLOCK = FakeClock()


def played(store: Store, name: str, right: int, **options: object) -> Placing | None:
    """Play the bank to its end under ``name`` with so many answers right, and return where that puts them."""
    CLOCK.move(1)
    player = store.sign_in(name, "", START)
    how = PlayOptions(**{"grace": 0.0, **options})  # type: ignore[arg-type]
    session = AttemptSession.begin(store, player, BANK, how, 1, clocks(CLOCK))
    for place, asked in enumerate(session.attempt.asked):
        session.show()
        response = session.attempt.answer(right_answer(asked.question)) if place < right else session.attempt.skip()
        assert response
        session.keep(response)
        session.attempt.advance()
    return placing(store, session.record)


def test_the_first_time_has_nothing_to_be_compared_with_and_who_stands_alone_has_no_place(store: Store) -> None:
    found = played(store, "Ann", 2)
    assert found
    assert (found.rank, found.players, found.risen) == (None, 1, 0)
    assert (found.best_before, found.since_last, found.marks) == (None, None, (50.0,))


def test_who_has_no_points_is_told_of_no_place(store: Store) -> None:
    played(store, "Ann", 2)
    found = played(store, "Bea", 0)
    assert found
    assert (found.rank, found.players) == (None, 2)
    risen = played(store, "Bea", 4)
    assert risen
    assert (risen.rank, risen.risen) == (1, 0), "from no place at all"


def test_the_place_is_that_on_the_board_and_may_be_owed_to_a_better_time(store: Store) -> None:
    played(store, "Ann", 4)
    played(store, "Bea", 3)
    places = [played(store, "Cy", right) for right in (1, 2, 4, 3)]
    assert [(found.rank, found.risen, found.by_another) for found in places if found] == [
        (3, 0, False),
        (3, 0, False),
        (1, 2, False),
        (1, 0, True),
    ]
    assert [(found.best_before, found.since_last) for found in places if found] == [
        (None, None),
        (25.0, 25.0),
        (50.0, 50.0),
        (100.0, -25.0),
    ]


def test_the_latest_marks_are_those_that_stand_on_the_board_this_one_last(store: Store) -> None:
    for right in (0, 1, 2, 4):
        played(store, "Ann", right)
    played(store, "Ann", 1, length=2)
    found = played(store, "Ann", 3)
    assert found
    assert found.marks == (25.0, 50.0, 100.0, 75.0)


def test_quizzes_off_the_board_however_many_hide_none_that_is_on_it(store: Store) -> None:
    played(store, "Ann", 2)
    for _ in range(13):
        played(store, "Ann", 1, length=2)
    found = played(store, "Ann", 3)
    assert found
    assert (found.best_before, found.since_last, found.marks) == (50.0, 25.0, (50.0, 75.0))


def test_what_stands_on_no_board_has_no_place(store: Store) -> None:
    played(store, "Ann", 4)
    assert played(store, "Ann", 1, length=2) is None
    assert played(store, "Ann", 1, mode="learn") is None
