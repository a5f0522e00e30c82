"""What is due, as it was reckoned last: each answer makes it forgotten, and so does whatever else takes answers away."""

from contextlib import closing
from pathlib import Path

from quiz.store.due import Due, due_in_file
from quiz.store.store import Store, open_store
from tests.store.makers import BANK, attempt_of, make_older, play, response_to
from tests.store.test_erasing import all_rows, hall

RECKONED = [Due(0, 0, 100), Due(2, 1, 200), Due(3, 2, 300)]


def test_the_most_that_has_come_by_now_is_due_whatever_the_case_of_the_name(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    assert store.due_now("Ann", 150) is None, "it was never reckoned"
    store.keep_due(ann.id, [Due(5, 3, 1)])
    store.keep_due(ann.id, RECKONED)
    assert [store.due_now("ANN", at) for at in (99, 150, 299, 300)] == [None, *RECKONED]
    assert store.due_now("Bea", 300) is None


def test_a_file_that_nobody_has_open_tells_it_and_is_left_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "scores"
    file = folder / "a #1 %20 file.db"
    with closing(open_store(str(file))) as store:
        store.keep_due(store.sign_in("Ann", "", 1).id, RECKONED)
        assert due_in_file(file, "ann", 250) == RECKONED[1], "from the log of a living writer"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert [due_in_file(file, "ann", at) for at in (99, 250)] == [None, RECKONED[1]]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    make_older(file, 8)
    assert due_in_file(file, "ann", 250) is None
    file.write_bytes(b"no scores" * 100)
    assert due_in_file(file, "ann", 250) is None
    assert due_in_file(folder / "nowhere.db", "ann", 250) is None


def test_an_answer_makes_it_forgotten_and_nobody_elses(store: Store) -> None:
    ann, bea = store.sign_in("Ann", "", 1), store.sign_in("Bea", "", 1)
    begun = store.begin(attempt_of(ann), BANK)
    for player in (ann, bea):
        store.keep_due(player.id, RECKONED)
    store.record(begun.id, response_to(0), 2000)
    assert (store.due_now("Ann", 300), store.due_now("Bea", 300)) == (None, RECKONED[-1])


def test_it_goes_with_the_person_and_with_answers_that_are_too_old(store: Store) -> None:
    for name in ("Ann", "Bea"):
        player = store.sign_in(name, "", 1_000)
        play(store, player, at=10)
        store.keep_due(player.id, RECKONED)
    assert store.people.erase("Ann", 500)
    assert {row["player_id"] for row in all_rows(store)["due"]} == {player.id}
    store.people.delete_overdue(400)
    assert all_rows(store)["due"] == []


def test_answers_of_a_game_that_are_handed_to_somebody_make_it_forgotten(store: Store) -> None:
    record, _ = hall(store, ["Ann"])
    store.keep_due(store.sign_in("Ann", "", 1).id, RECKONED)
    assert store.games.claim(record.id, ["Ann"], 9_000) == 1
    assert store.due_now("Ann", 300) is None


def test_top_ups_are_no_times_that_a_draw_counts_though_they_say_what_is_known(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    play(store, ann, at=10, mark=0.0)
    play(store, ann, at=20, mark=1.0, mode="topup")
    (past,) = store.past(ann.id, "first").values()
    assert (past.times, past.right) == (1, True)
    play(store, ann, "second", at=30, mode="topup")
    assert [(one.times, one.right) for one in store.past(ann.id, "second").values()] == [(0, False)]
    assert (store.has_begun(ann.id, "second"), store.has_begun(ann.id)) == (False, True)
