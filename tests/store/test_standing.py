"""How a player stands: what they last gave to each question, and what their latest quizzes came to."""

import pytest

from quiz.store.records import Player
from quiz.store.store import Store
from tests.store.makers import play

WEEK = 7 * 24 * 60 * 60 * 1000


@pytest.fixture
def ann(store: Store) -> Player:
    return store.sign_in("Ann", "", 1)


def test_of_each_question_the_latest_answer_counts_practice_included(store: Store, ann: Player) -> None:
    play(store, ann, mark=0.0, at=10)
    play(store, ann, mark=1.0, at=20, mode="learn")
    play(store, ann, "second", mark=0.5, at=15)
    play(store, store.sign_in("Bob", "", 1), mark=0.0, at=30)
    found = store.latest_answers(ann.id)
    assert {bank: [(one.question_id, one.right, one.at) for one in answers] for bank, answers in found.items()} == {
        "first": [("q0", True, 20)],
        "second": [("q0", False, 15)],
    }


def test_the_latest_marks_come_oldest_first_and_practice_gives_none(store: Store, ann: Player) -> None:
    for at, mark in enumerate((0.0, 1.0, 0.5, 1.0)):
        play(store, ann, mark=mark, at=at)
    play(store, ann, mark=0.0, at=9, mode="learn")
    assert [(one.mark, one.at) for one in store.latest_marks(ann.id, most=3)["first"]] == [(100.0, 1), (50.0, 2), (100.0, 3)]


def test_answers_are_counted_by_the_week_whatever_bank_and_mode_they_were_of(store: Store, ann: Player) -> None:
    for at in (WEEK - 1, WEEK, WEEK + 5, 2 * WEEK - 1, 3 * WEEK, 5 * WEEK):
        play(store, ann, at=at)
    play(store, ann, "second", at=3 * WEEK + 1, mode="learn")
    play(store, store.sign_in("Bob", "", 1), at=WEEK)
    weeks = [WEEK * number for number in range(1, 6)]
    assert store.answers_by_week(ann.id, weeks) == [3, 0, 2, 0]
    assert store.answers_by_week("nobody", weeks[:3]) == [0, 0]


def test_somebody_has_begun_at_a_bank_or_at_any(store: Store, ann: Player) -> None:
    assert not store.has_begun(ann.id)
    play(store, ann, "second")
    assert store.has_begun(ann.id)
    assert store.has_begun(ann.id, "second")
    assert not store.has_begun(ann.id, "first")
