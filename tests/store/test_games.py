"""Live games in both kinds of store: every event kept once and in order, marks landing once and whole."""

import json

import msgspec
import pytest

from quiz.game.events import Answered, Event, Finished, Joined, Opened, QuestionShown, Removed, Revealed
from quiz.game.game import Game
from quiz.questions.answers import Picked
from quiz.store.errors import HostedElsewhereError
from quiz.store.games import GameRecord, new_code
from quiz.store.store import Store
from tests import builders
from tests.play.games import plan

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
    return store.games.begin(PLAN, "BCDFG", 1_000)


def played(events: list[Event]) -> Game:
    return Game(PLAN, builders.asked(*QUESTIONS, limit=20.0), events)


def finished(store: Store) -> GameRecord:
    record = begun(store)
    store.games.keep(record.id, 0, PLAYED)
    store.games.finish(record, len(PLAYED), [END], played([*PLAYED, END]), 99_000)
    return record


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


def test_an_attempt_has_what_was_asked_while_the_player_was_in(store: Store) -> None:
    finished(store)
    for name, asked, outcomes, passed in (
        ("Ann", ("a", "b"), ["answered", "answered"], False),
        ("Bea", ("a", "b"), ["expired", "answered"], False),
        ("Late", ("b",), ["answered"], True),
    ):
        player = store.find_player(name)
        assert player is not None
        (attempt,) = store.history(player.id, "first")
        assert (attempt.questions, attempt.outcome, attempt.passed, attempt.mode) == (asked, "finished", passed, "quiz")
        assert [response.outcome for response in store.responses(attempt.id)] == outcomes
    assert store.find_player("Rude") is None
    assert store.find_player("Idle") is None, "nobody has an attempt without an answer"


def test_a_game_ends_once(store: Store) -> None:
    record = finished(store)
    store.games.finish(record, len(PLAYED), [END], played([*PLAYED, END]), 99_000)
    player = store.find_player("Ann")
    assert player is not None
    assert len(store.history(player.id, "first")) == 1


def test_an_earlier_player_of_the_name_keeps_what_they_had(store: Store) -> None:
    earlier = store.sign_in("ann", "Blue", 1)
    finished(store)
    found = store.find_player("Ann")
    assert found is not None
    assert (found.id, found.name, found.team) == (earlier.id, "ann", "Red")


def test_a_game_that_was_given_up_is_not_offered_again(store: Store) -> None:
    record = begun(store)
    store.games.abandon(record.id, 5)
    assert store.games.unfinished() == []
    assert store.players_board("first") == []


def test_codes_are_easy_to_type_and_spell_no_word() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) > 190
    assert not set("".join(codes)) & set("AEIOUY01")
