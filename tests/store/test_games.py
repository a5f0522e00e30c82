"""Live games in both kinds of store: every event kept once and in order, marks landing once and whole."""

import json

import msgspec
import pytest
from msgspec.structs import replace

from quiz.game.events import (
    Answered,
    CertaintyStated,
    Event,
    Finished,
    Joined,
    Opened,
    QuestionShown,
    Removed,
    Revealed,
    Skipped,
    Struck,
)
from quiz.game.game import Game
from quiz.questions.answers import Picked
from quiz.store.errors import HostedElsewhereError
from quiz.store.games import GameRecord, new_code
from quiz.store.rows import from_json
from quiz.store.store import Store
from tests import builders
from tests.game.games import plan

QUESTIONS = (builders.single("a"), builders.single("b", weight=3))
PLAN = plan(*QUESTIONS, preset="accuracy")
RIGHT, WRONG = Picked((1,)), Picked((0,))
PLAYED: list[Event] = [
    Joined(at=0.0, player="p", name="Ann", team="Red"),
    Joined(at=0.0, player="q", name="Bea"),
    Joined(at=0.0, player="r", name="Rude"),
    Joined(at=0.0, player="s", name="Idle"),
    QuestionShown(at=1.0),
    Opened(at=2.0),
    Answered(at=3.0, player="p", given=RIGHT),
    Answered(at=3.0, player="r", given=RIGHT),
    Revealed(at=4.0),
    Removed(at=5.0, player="r"),
    Joined(at=5.0, player="t", name="Late", team="Red"),
    QuestionShown(at=6.0),
    Opened(at=7.0),
    Answered(at=8.0, player="p", given=WRONG),
    Answered(at=8.0, player="q", given=RIGHT),
    Answered(at=8.0, player="t", given=RIGHT),
    Revealed(at=9.0),
]
END = Finished(at=10.0)


def begun(store: Store) -> GameRecord:
    return store.games.begin(PLAN, "BCDFG", 1_000, ())


def played(events: list[Event]) -> Game:
    return Game(PLAN, builders.asked(*QUESTIONS, limit=20.0), events)


def finished(store: Store) -> GameRecord:
    record = begun(store)
    store.games.keep(record.id, 0, PLAYED)
    store.games.finish(record, len(PLAYED), [END], played([*PLAYED, END]), 99_000)
    return record


def guests(store: Store) -> dict[str, str]:
    """Return the ids of those who stand on the first bank's board, by their names."""
    return {row.name: row.key for row in store.players_board("first")}


def test_a_game_that_an_earlier_version_kept_off_the_boards_stays_off_them(store: Store) -> None:
    record = begun(store)
    plan = json.loads(msgspec.json.encode(record.plan))
    for bank in plan["banks"]:
        del bank["practice"]
        bank["on_board"] = False
    with store._connection.transaction():
        store._connection.execute("UPDATE games SET plan = :plan", {"plan": json.dumps(plan)})
    (found,) = store.games.unfinished()
    assert [bank.on_board for bank in found.plan.banks] == [False]
    assert found.plan.practice_notice.startswith("For practice: a bank's own number")


def test_a_game_comes_back_as_it_was_kept(store: Store) -> None:
    record = begun(store)
    store.games.keep(record.id, 0, PLAYED[:3])
    store.games.keep(record.id, 3, PLAYED[3:])
    assert store.games.unfinished() == [record]
    assert store.games.events(record.id) == PLAYED


def test_the_same_events_in_the_same_places_are_kept_already(store: Store) -> None:
    record = begun(store)
    store.games.keep(record.id, 0, PLAYED[:3])
    store.games.keep(record.id, 0, PLAYED[:3])
    assert store.games.events(record.id) == PLAYED[:3]


def test_a_second_host_of_the_same_game_is_refused(store: Store) -> None:
    record = begun(store)
    store.games.keep(record.id, 0, PLAYED[:3])
    for other in (PLAYED[1:2], PLAYED[3:6]):
        with pytest.raises(HostedElsewhereError, match="goes on at another host"):
            store.games.keep(record.id, 0, other)
    assert store.games.events(record.id) == PLAYED[:3]


def test_marks_become_attempts_that_boards_see(store: Store) -> None:
    before = store.board_revision()
    finished(store)
    assert store.board_revision() > before
    board = {row.name: (row.team, row.points, row.mark) for row in store.players_board("first")}
    assert board == {"Ann": ("Red", 1000, 25.0), "Bea": ("", 3000, 75.0), "Late": ("Red", 3000, 100.0)}
    assert store.players_board(None)[0].points == 3000
    assert [(team.name, team.points) for team in store.teams_board("first")] == [("Red", 2000)]
    assert store.games.unfinished() == []


def test_what_the_host_has_not_let_stand_is_on_no_board(store: Store) -> None:
    record = store.games.begin(replace(PLAN, approve=True), "BCDFG", 1_000, ())
    game = Game(record.plan, builders.asked(*QUESTIONS, limit=20.0), [*PLAYED, END])
    store.games.finish(record, 0, [*PLAYED, END], game, 99_000)
    assert {(row.name, row.team) for row in store.players_board("first")} == {(f"Player {n}", "") for n in (1, 2, 5)}
    assert store.teams_board("first") == []


def test_an_attempt_has_what_was_asked_while_the_player_was_in(store: Store) -> None:
    finished(store)
    for name, asked, outcomes, passed in (
        ("Ann", ("a", "b"), ["answered", "answered"], False),
        ("Bea", ("a", "b"), ["expired", "answered"], False),
        # Three of four marks, and 80 per cent pass: all that was asked was right, and the quiz is not passed.
        ("Late", ("b",), ["answered"], False),
    ):
        (attempt,) = store.history(guests(store)[name], "first")
        assert (attempt.questions, attempt.outcome, attempt.passed, attempt.mode) == (asked, "finished", passed, "quiz")
        assert [response.outcome for response in store.responses(attempt.id)] == outcomes
    assert set(guests(store)) == {"Ann", "Bea", "Late"}, "nobody has an attempt without an answer"


@pytest.mark.parametrize(
    ("then", "passed"),
    [((), False), ((Struck(at=6.0, number=1),), True), ((QuestionShown(at=6.0), Skipped(at=7.0)), True)],
    ids=["the host ended it early", "the host struck the other out", "the host skipped the other"],
)
def test_nobody_passes_by_the_part_of_a_quiz_that_they_were_there_for(
    store: Store, then: tuple[Event, ...], passed: bool
) -> None:
    record, happened = begun(store), [*PLAYED[:9], *then, END]
    store.games.finish(record, 0, happened, played(happened), 99_000)
    ann = guests(store)["Ann"]
    (attempt,) = store.history(ann, "first")
    assert (attempt.mark, attempt.passed) == (100.0, passed)
    assert store.bests(ann)["first"].whole == (100.0 if passed else None)
    assert [one.whole for one in store.latest_marks(ann, 1)["first"]] == [passed]


def test_how_sure_a_player_was_is_kept_with_the_response(store: Store) -> None:
    record = store.games.begin(replace(PLAN, how_sure=True), "BCDFG", 1_000, ())
    events: list[Event] = [*PLAYED, END]
    events.insert(8, CertaintyStated(at=3.5, player="p", certainty=3))
    game = Game(record.plan, builders.asked(*QUESTIONS, limit=20.0), events)
    store.games.finish(record, 0, events, game, 99_000)
    (attempt,) = store.history(guests(store)["Ann"], "first")
    assert [response.certainty for response in store.responses(attempt.id)] == [3, None]


def test_a_game_ends_once(store: Store) -> None:
    record = finished(store)
    store.games.finish(record, len(PLAYED), [END], played([*PLAYED, END]), 99_000)
    assert len(store.history(guests(store)["Ann"], "first")) == 1


def test_a_nickname_on_a_phone_never_touches_a_person(store: Store) -> None:
    person = store.sign_in("ann", "Blue", 1)
    finished(store)
    assert store.find_player("Ann") == person
    assert store.history(person.id, "first") == []
    assert store.find_player("Bea") is None, "a guest is no person, so the name is free for one"
    assert store.sign_in("Bea", "Green", 2).id != guests(store)["Bea"]
    assert store.teams() == ["Blue", "Green"]


def test_a_guest_of_two_games_is_one_line_of_the_board(store: Store) -> None:
    finished(store)
    finished(store)
    assert [row.name for row in store.players_board("first")].count("Ann") == 1
    assert len(store.history(guests(store)["Ann"], "first")) == 2


def test_who_takes_a_nickname_in_two_games_has_not_improved(store: Store) -> None:
    finished(store)
    later = [replace(event, given=RIGHT) if isinstance(event, Answered) else event for event in PLAYED]
    record = begun(store)
    store.games.keep(record.id, 0, later)
    store.games.finish(record, len(later), [END], played([*later, END]), 199_000)
    assert [attempt.mark for attempt in store.history(guests(store)["Ann"], "first")] in ([100.0, 25.0], [25.0, 100.0])
    assert store.most_improved("first") is store.most_improved(None) is None


def test_a_game_that_was_given_up_is_not_offered_again(store: Store) -> None:
    record = begun(store)
    store.games.abandon(record.id, 5)
    assert store.games.unfinished() == []
    assert store.players_board("first") == []


def test_codes_are_easy_to_type_and_spell_no_word() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) > 190
    assert not set("".join(codes)) & set("AEIOUY01Z25S8B")


def test_a_removal_of_a_game_from_before_devices_were_kept_out_is_read() -> None:
    assert from_json('{"event":"removed","at":5.0,"player":"r"}', Event) == Removed(at=5.0, player="r")
