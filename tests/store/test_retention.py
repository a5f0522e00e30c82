"""How long a store keeps what people did: the rule is the store's own, and what is older goes when it is told to."""

import pytest

from quiz.store.retention import Overdue
from quiz.store.store import Store
from tests.store.makers import BANK, attempt_of, play
from tests.store.test_erasing import LATER, all_rows, hall


def test_the_rule_stays_with_the_store_and_can_be_taken_away(store: Store) -> None:
    assert store.people.keep_for() == ""
    store.people.set_keep_for("18m")
    store.people.set_keep_for("2y")
    assert store.people.keep_for() == "2y"
    store.people.set_keep_for("")
    assert store.people.keep_for() == ""


def test_what_is_older_goes_and_the_boards_tell_of_the_rest(store: Store) -> None:
    ann, bea = store.sign_in("Ann", "Red", 1), store.sign_in("Bea", "Red", 1)
    play(store, ann, points=900, at=10)
    play(store, ann, points=300, at=7_000)
    play(store, bea, points=800, at=10)
    store.flag(bea.id, "first", "q0", 20)
    hall(store, ["Cem"])
    before = all_rows(store)
    assert store.people.overdue(6_500) == Overdue(attempts=3, games=1, flags=1, players=0)
    assert all_rows(store) == before
    assert store.people.delete_overdue(6_500) == Overdue(attempts=3, games=1, flags=1, players=2)
    assert [(row.name, row.points) for row in store.players_board("first")] == [("Ann", 300)]
    assert [(row.name, row.points) for row in store.players_board(None)] == [("Ann", 300)]
    left = all_rows(store)
    assert [row["name"] for row in left["players"]] == ["Ann"]
    assert left["games"] == left["game_events"] == left["flags"] == []
    assert not store.people.overdue(6_500)


@pytest.mark.parametrize(("shown", "goes"), [(2_000, True), (8_000, False)])
def test_an_open_attempt_is_as_old_as_the_question_that_was_shown_last(store: Store, shown: int, goes: bool) -> None:
    begun = store.begin(attempt_of(store.sign_in("Ann", "", 1)), BANK)
    store.show(begun.id, 0, shown)
    assert bool(store.people.delete_overdue(5_000)) == goes
    assert (store.attempt(begun.id) is None) == goes


def test_who_has_a_quiz_that_is_not_old_stays_whatever_the_day_they_came(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    play(store, ann, at=LATER)
    assert not store.people.delete_overdue(LATER - 1)
    assert store.find_player("Ann") == ann
