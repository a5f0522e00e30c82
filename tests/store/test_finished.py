"""What reports are made of: everybody's finished quizzes and the answers in them, and nothing else."""

import pytest

from quiz.questions.answers import Picked
from quiz.store.store import Store
from tests.store.makers import BANK, attempt_of, play, response_to


def test_finished_quizzes_come_in_their_order_with_what_was_so_then(store: Store) -> None:
    ann, bob = store.sign_in("Ann", "Red", 1), store.sign_in("Bob", "", 1)
    later = play(store, bob, at=9_000, mark=1.0)
    first = play(store, ann, at=2_000)
    play(store, ann, at=3_000, mode="learn")
    elsewhere = play(store, ann, "second", at=4_000)
    store.begin(attempt_of(ann, started_at=5_000), BANK)
    found = store.finished_attempts("first")
    assert [(one.id, one.name, one.guest, one.started_at) for one in found] == [
        (first.id, "Ann", False, 2_000),
        (later.id, "Bob", False, 9_000),
    ]
    assert (found[1].mark, found[1].passed, found[1].length) == (100.0, True, 1)
    assert [one.id for one in store.finished_attempts()] == [first.id, elsewhere.id, later.id]
    assert [one.id for one in store.finished_attempts("first", since=2_001)] == [later.id]


def test_answers_come_attempt_by_attempt_in_the_order_asked(store: Store) -> None:
    ann = store.sign_in("Ann", "Red", 1)
    begun = store.begin(attempt_of(ann), BANK)
    for position in (1, 0):
        store.record(begun.id, response_to(position, given=Picked((position,)), certainty=3), 3_000)
    found = store.given_answers("first")
    assert [(one.question_id, one.given, one.certainty) for one in found] == [
        ("q0", '{"kind":"picked","options":[0]}', 3),
        ("q1", '{"kind":"picked","options":[1]}', 3),
    ]
    assert store.given_answers("second") == []
    assert store.given_answers("first", since=begun.started_at + 1) == []


@pytest.mark.parametrize(
    "values", ["mark = 9e999", "weight = 9e999", "mark = -1", "mark = 1e300, weight = 1e300", "mark = 2"]
)
def test_a_mark_that_no_answer_has_is_left_out_and_no_other(store: Store, values: str) -> None:
    ann, bob = store.sign_in("Ann", "Red", 1), store.sign_in("Bob", "", 1)
    bad, good = play(store, ann, at=2_000), play(store, bob, at=3_000)
    with store._connection.transaction():
        values = (
            values.replace("9e999", "CAST('Infinity' AS DOUBLE PRECISION)") if "postgresql" in store.location else values
        )
        store._connection.execute(f"UPDATE responses SET {values} WHERE attempt_id = :id", {"id": bad.id})
    assert [one.attempt_id for one in store.given_answers()] == [good.id]


def test_one_bad_row_hides_no_other(store: Store) -> None:
    ann, bob = store.sign_in("Ann", "Red", 1), store.sign_in("Bob", "", 1)
    bad, good = play(store, ann, at=2_000), play(store, bob, at=3_000)
    with store._connection.transaction():
        store._connection.execute("UPDATE attempts SET origin = 'elsewhere' WHERE id = :id", {"id": bad.id})
        store._connection.execute("UPDATE responses SET outcome = 'elsewhere' WHERE attempt_id = :id", {"id": bad.id})
    assert [one.id for one in store.finished_attempts()] == [good.id]
    assert [one.attempt_id for one in store.given_answers()] == [good.id]


def test_what_was_right_and_asked_again_after_long_is_told_of_people_however_it_was_played(store: Store) -> None:
    day = 24 * 60 * 60 * 1000
    ann = store.sign_in("Ann", "", 1)
    for at, mark in ((0, 1.0), (29 * day, 1.0), (59 * day, 0.0), (99 * day, 1.0), (189 * day, 1.0)):
        play(store, ann, at=at, mark=mark, mode="topup" if mark else "quiz")
    play(store, ann, "second", at=0, mark=1.0)
    play(store, ann, "second", at=500 * day)
    found = store.spaced_answers("first")
    assert [(one.person, one.question_id, one.mark, one.days) for one in found] == [
        (ann.id, "q0", 0.0, 30),
        (ann.id, "q0", 1.0, 90),
    ], "what was missed before is not known before"
    assert [one.bank_id for one in store.spaced_answers()] == ["first", "first", "second"]
    assert [one.days for one in store.spaced_answers("first", since=100 * day)] == [90]
    assert store.people.erase("Ann", 600 * day, keep_figures=True)
    assert store.spaced_answers() == [], "of figures without a name the days are not known"
    with store._connection.transaction():
        store._connection.execute("UPDATE players SET guest = 1, name_key = 'guest'")
    assert store.spaced_answers() == []
