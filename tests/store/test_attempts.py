"""Attempts from their beginning to their end, on both kinds of store."""

import contextlib
from typing import get_args

import pytest

from quiz.play.drawing import Past
from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed, Walked
from quiz.store.errors import PlayedElsewhereError, StoreError
from quiz.store.records import Best
from quiz.store.store import Store, open_store
from tests.store.makers import BANK, attempt_of, play, response_to

EVERY_KIND: tuple[Answer, ...] = (
    Picked(()),
    Picked((2, 0)),
    Judged(False),
    Ordered((3, 1, 0, 2)),
    Matched(("A", None, "ü 'B' \\ \"")),
    Typed("£1,000 – 'ruff'\n\x00 🏫 :at %s"),
    Spotted("genuine"),
    Spotted("scam", (1, 3)),
    Walked((0, 1)),
)


def test_the_list_above_has_every_kind_of_answer() -> None:
    assert {type(given) for given in EVERY_KIND} == set(get_args(Answer))


def test_an_attempt_comes_back_as_it_was_begun(address: str) -> None:
    with contextlib.closing(open_store(address)) as store:
        ann = store.sign_in("Ann", "", 1)
        unusual = attempt_of(
            ann,
            mode="learn",
            on_board=False,
            preset="certainty",
            seed=2**62,
            possible=2.5,
            pass_mark=66.6,
            questions=("b", "ä"),
        )
        begun = store.begin(unusual, BANK)
    with contextlib.closing(open_store(address)) as store:
        assert store.attempt(begun.id) == begun
        assert store.open_attempts(ann.id) == [begun]
        assert store.attempt("nothing") is None


def test_answers_of_every_kind_come_back_as_they_were_given(store: Store) -> None:
    questions = tuple(f"q{position}" for position in range(len(EVERY_KIND)))
    begun = store.begin(attempt_of(store.sign_in("Ann", "", 1), questions=questions), BANK)
    given = [response_to(position, given=given) for position, given in enumerate(EVERY_KIND)]
    for response in given:
        store.record(begun.id, response, 2000)
    assert store.responses(begun.id) == given


def test_what_an_answer_was_worth_comes_back_to_the_last_digit(store: Store) -> None:
    begun = store.begin(attempt_of(store.sign_in("Ann", "", 1), preset="certainty"), BANK)
    third = response_to(mark=0.1 + 0.2, weight=1.5, points=-2000, seconds=1234.567, certainty=3)
    nothing = response_to(1, outcome="expired", given=None, mark=0.0, points=0, seconds=30.0)
    store.record(begun.id, third, 2000)
    store.record(begun.id, nothing, 3000)
    assert store.responses(begun.id) == [third, nothing]


def test_the_last_answer_finishes_the_attempt(store: Store) -> None:
    begun = store.begin(attempt_of(store.sign_in("Ann", "", 1), possible=3.0), BANK)
    assert store.record(begun.id, response_to(0, points=900), 2000) is False
    assert store.record(begun.id, response_to(1, mark=1.0, points=-100), 3000) is True
    kept = store.attempt(begun.id)
    assert kept is not None
    assert (kept.outcome, kept.ended_at, kept.mark, kept.points, kept.passed) == ("finished", 3000, 66.67, 800, False)
    assert store.open_attempts(begun.player_id) == []


@pytest.mark.parametrize(("mark", "passed"), [(0.79, False), (0.8, True), (0.81, True)])
def test_the_pass_mark_itself_passes(store: Store, mark: float, passed: bool) -> None:
    assert play(store, store.sign_in("Ann", "", 1), mark=mark).passed is passed


def test_an_attempt_whose_questions_weigh_nothing_finishes_with_no_mark(store: Store) -> None:
    begun = store.begin(attempt_of(store.sign_in("Ann", "", 1), questions=("q0",), possible=0.0), BANK)
    assert store.record(begun.id, response_to(mark=0.0, weight=0.0, points=0), 2000) is True


def test_a_second_answer_to_the_same_question_changes_nothing(store: Store) -> None:
    begun = store.begin(attempt_of(store.sign_in("Ann", "", 1)), BANK)
    first = response_to(0)
    store.record(begun.id, first, 2000)
    with pytest.raises(PlayedElsewhereError) as refusal:
        store.record(begun.id, response_to(0, given=Picked((3,)), mark=0.0, points=0), 2001)
    assert "another window" in refusal.value.message
    assert store.responses(begun.id) == [first]
    assert store.record(begun.id, response_to(1), 3000) is True, "and the attempt goes on"


def test_an_answer_to_an_attempt_that_is_not_there_is_refused_in_words(store: Store) -> None:
    with pytest.raises(StoreError):
        store.record("nothing", response_to(), 2000)


def test_what_is_needed_to_resume_is_kept(address: str) -> None:
    with contextlib.closing(open_store(address)) as store:
        begun = store.begin(attempt_of(store.sign_in("Ann", "", 1)), BANK)
        store.show(begun.id, 0, 1500)
        store.record(begun.id, response_to(0), 2000)
        store.show(begun.id, 1, 2500)
    with contextlib.closing(open_store(address)) as store:
        kept = store.attempt(begun.id)
        assert kept is not None
        assert (kept.outcome, kept.shown_position, kept.shown_at) == ("open", 1, 2500)
        assert store.responses(begun.id) == [response_to(0)]


def test_several_attempts_are_open_beside_one_another(store: Store) -> None:
    ann, bob = store.sign_in("Ann", "", 1), store.sign_in("Bob", "", 1)
    begun = (attempt_of(ann, "first"), attempt_of(ann, "second"), attempt_of(bob, "first"))
    first, elsewhere, of_bob = (store.begin(attempt, BANK) for attempt in begun)
    second = store.begin(attempt_of(ann, started_at=3000), BANK)
    assert store.open_attempts(ann.id)[0] == second, "the latest first"
    assert {one.id for one in store.open_attempts(ann.id)} == {first.id, second.id, elsewhere.id}
    assert store.open_attempts(bob.id) == [of_bob]
    for attempt, points in ((second, 100), (first, 900)):
        store.record(attempt.id, response_to(0, points=points), 4000)
        store.record(attempt.id, response_to(1, points=points), 5000 + points)
    assert [one.points for one in store.history(ann.id, "first")] == [1800, 200]
    assert [row.points for row in store.players_board("first")] == [1800]


def test_an_abandoned_attempt_keeps_its_answers_and_counts_for_nothing(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    begun = store.begin(attempt_of(ann), BANK)
    store.record(begun.id, response_to(0), 2000)
    assert store.abandon(begun.id, 1, 3000)
    assert store.responses(begun.id) == [response_to(0)]
    assert store.open_attempts(ann.id) == store.history(ann.id, "first") == []
    assert store.bests(ann.id) == {}
    assert store.players_board("first", since=0) == []


def test_an_attempt_in_which_another_window_has_answered_meanwhile_is_not_abandoned(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    begun = store.begin(attempt_of(ann), BANK)
    seen = len(store.responses(begun.id))
    store.record(begun.id, response_to(0), 2000)
    assert not store.abandon(begun.id, seen, 3000)
    assert store.open_attempts(ann.id) == [begun]


def test_who_answers_an_abandoned_attempt_goes_on_with_it(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    begun = store.begin(attempt_of(ann), BANK)
    store.abandon(begun.id, 0, 1500)
    assert store.record(begun.id, response_to(0), 2000) is False
    assert store.open_attempts(ann.id) == [begun]
    store.abandon(begun.id, 1, 2500)
    assert store.record(begun.id, response_to(1), 3000) is True
    kept = store.attempt(begun.id)
    assert kept is not None
    assert (kept.outcome, kept.ended_at, kept.points) == ("finished", 3000, 1600)
    assert [row.points for row in store.players_board("first")] == [1600]


def test_a_finished_attempt_cannot_be_abandoned(store: Store) -> None:
    played = play(store, store.sign_in("Ann", "", 1))
    assert not store.abandon(played.id, 1, 9000)
    assert store.attempt(played.id) == played


def test_it_is_known_how_often_a_question_was_asked_and_whether_it_was_right_at_last(store: Store) -> None:
    ann, bob = store.sign_in("Ann", "", 1), store.sign_in("Bob", "", 1)
    play(store, ann, mark=1.0, at=3000, mode="learn")
    play(store, ann, mark=0.0, at=2000)
    play(store, ann, "second")
    play(store, bob)
    begun = store.begin(attempt_of(ann), BANK)
    store.record(begun.id, response_to(1, outcome="skipped", given=None, mark=0.0), 2000)
    assert store.past(ann.id, "first") == {"q0": Past(times=2, right=True), "q1": Past(times=1, right=False)}
    assert store.past(ann.id, "third") == {}


def test_best_mark_and_best_points_may_come_from_different_attempts(store: Store) -> None:
    ann, bob = store.sign_in("Ann", "", 1), store.sign_in("Bob", "", 1)
    play(store, ann, points=900, mark=0.5)
    play(store, ann, points=400, mark=0.75)
    play(store, ann, points=990, mark=1.0, mode="learn")
    play(store, ann, "second", points=-50, mark=0.0)
    play(store, bob, points=1000, mark=1.0)
    assert store.bests(ann.id) == {"first": Best(75.0, 900, 2, 75.0), "second": Best(0.0, -50, 1, 0.0)}


def test_history_has_the_latest_finished_attempts_first(store: Store) -> None:
    ann, bob = store.sign_in("Ann", "", 1), store.sign_in("Bob", "", 1)
    played = [play(store, ann, at=at, points=at) for at in (3000, 1000, 4000, 2000)]
    play(store, ann, mode="learn", at=5000)
    play(store, ann, "second", at=6000)
    play(store, bob, at=7000)
    store.begin(attempt_of(ann, started_at=8000), BANK)
    latest = sorted(played, key=lambda attempt: -attempt.started_at)
    assert store.history(ann.id, "first") == latest
    assert store.history(ann.id, "first", most=2) == latest[:2]


def test_rounds_of_mistakes_that_were_left_open_end_and_nothing_else_does(store: Store) -> None:
    ann, bob = store.sign_in("Ann", "", 1), store.sign_in("Bob", "", 1)
    left = store.begin(attempt_of(ann, mode="mistakes", on_board=False), BANK)
    store.record(left.id, response_to(0), 2000)
    others = [store.begin(attempt_of(ann, mode="learn"), BANK), store.begin(attempt_of(bob, mode="mistakes"), BANK)]
    store.end_rounds(ann.id, 3000)
    ended = store.attempt(left.id)
    assert ended is not None
    assert (ended.outcome, ended.ended_at) == ("abandoned", 3000)
    assert len(store.responses(left.id)) == 1
    assert [store.attempt(one.id) for one in others] == others
