"""Which guests of a live game are staff: what they have of it goes to the people that they are, by hand and once."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from quiz.game.events import Answered, Event, Finished, Joined, Opened, QuestionShown, Revealed
from quiz.game.game import Game
from quiz.store.guests import Guest
from quiz.store.records import Player
from quiz.store.store import Store, open_store
from tests import builders
from tests.game.games import plan
from tests.store.makers import play
from tests.store.test_games import PLAN, QUESTIONS, RIGHT, WRONG, finished

ONE = plan(QUESTIONS[0], preset="accuracy")


def host_one(store: Store, players: list[tuple[str, str, bool]], at: int = 5_000) -> str:
    """Play a live game of one question with players of these names and teams, who are right or not; return its id."""
    record = store.games.begin(ONE, "BCDFG", at, ())
    events: list[Event] = [
        Joined(at=0.0, player=str(place), name=name, team=team) for place, (name, team, _) in enumerate(players)
    ]
    events += [QuestionShown(at=1.0), Opened(at=2.0)]
    events += [
        Answered(at=3.0, player=str(place), given=RIGHT if right else WRONG) for place, (_, _, right) in enumerate(players)
    ]
    events += [Revealed(at=4.0), Finished(at=5.0)]
    game = Game(ONE, builders.asked(QUESTIONS[0], limit=20.0), events)
    store.games.finish(record, 0, events, game, at)
    return record.id


def everything(store: Store) -> list[Any]:
    """Return all rows of players, attempts and bests."""
    run = store._connection.execute
    with store._connection.reading():
        return [
            sorted(run(f"SELECT * FROM {table}"), key=repr) for table in ("players", "attempts", "best", "board_revision")
        ]


def test_what_was_claimed_is_the_persons_and_the_boards_follow(store: Store) -> None:
    ann = store.sign_in("Ann", "Blue", 1)
    play(store, ann, points=400, mark=0.5)
    record = finished(store)
    assert store.games.guests(record.id) == [Guest("Ann", "Red", True), Guest("Bea", "", False), Guest("Late", "Red", False)]
    before = store.board_revision()
    assert store.games.claim(record.id, ["ANN", "Late"], 100_000) == 2
    assert store.board_revision() > before
    assert store.games.guests(record.id) == [Guest("Bea", "", False)]
    assert store.find_player("Ann") == ann, "who was there already keeps name and team"
    late = store.find_player("late")
    assert late is not None
    assert (late.name, late.team) == ("Late", "Red"), "who is new has what they said"
    board = {row.name: (row.key, row.points) for row in store.players_board("first")}
    assert board["Ann"] == (ann.id, 1000)
    assert board["Late"] == (late.id, 3000)
    assert len(store.players_board("first")) == 3, "no guest is left where nothing is theirs"
    moved = store.history(ann.id, "first")[0]
    assert (moved.origin, moved.game_id, moved.team) == ("live", record.id, "Red"), "the attempt is as it was"
    assert len(store.responses(moved.id)) == 2


def test_again_it_changes_nothing(store: Store) -> None:
    record = finished(store)
    store.games.claim(record.id, ["Ann"], 100_000)
    before = everything(store)
    assert store.games.claim(record.id, ["Ann", "Nobody"], 200_000) == 0
    assert everything(store) == before


def test_what_a_guest_has_of_other_games_stays_the_guests(store: Store) -> None:
    first, second = (host_one(store, [("Ann", "", right)], at) for right, at in ((True, 5_000), (False, 6_000)))
    store.games.claim(first, ["Ann"], 9_000)
    person = store.find_player("Ann")
    assert person is not None
    assert {row.key == person.id: row.points for row in store.players_board("first")} == {True: 1000, False: 0}
    assert store.games.guests(second) == [Guest("Ann", "", True)]


def test_what_did_not_count_on_boards_does_not_count_there_afterwards(store: Store) -> None:
    banks = tuple(replace(bank, on_board=False) for bank in PLAN.banks)
    record = store.games.begin(replace(ONE, banks=banks), "BCDFG", 1, ())
    events: list[Event] = [
        *(Joined(at=0.0, player="p", name="Ann"), QuestionShown(at=1.0), Opened(at=2.0)),
        *(Answered(at=3.0, player="p", given=RIGHT), Revealed(at=4.0), Finished(at=5.0)),
    ]
    store.games.finish(record, 0, events, Game(record.plan, builders.asked(QUESTIONS[0], limit=20.0), events), 9)
    assert store.games.claim(record.id, ["Ann"], 10) == 1
    person = store.find_player("Ann")
    assert person is not None
    assert len(store.history(person.id, "first")) == 1
    assert store.players_board("first") == []


@pytest.fixture
def emptied(address: str) -> Iterator[Callable[[], Store]]:
    """Return what gives a store with nobody in it: the fixture is made once, hypothesis tries many examples."""
    with contextlib.closing(open_store(address)) as store:

        def empty() -> Store:
            with store._connection.transaction():
                for table in ("players", "games"):
                    store._connection.execute(f"DELETE FROM {table}")
            return store

        yield empty


NAMES = st.sampled_from(["Ann", "ann", "ANN", "Bea", "bea"])
TEAMS = st.sampled_from(["", "Red", "red", "Rude"])
STEPS = st.one_of(
    st.tuples(st.just("sign in"), NAMES, TEAMS),
    st.tuples(st.just("play"), NAMES, st.integers(0, 900)),
    st.tuples(st.just("host"), NAMES, TEAMS, st.booleans()),
    st.tuples(st.just("host"), NAMES, TEAMS, st.booleans()),
    st.tuples(st.just("claim"), st.integers(0, 3), st.lists(NAMES, max_size=2)),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_no_pad_ever_changes_a_persons_name_or_team_and_boards_equal_a_count_from_scratch(
    emptied: Callable[[], Store], steps: list[Any]
) -> None:
    store, games = emptied(), list[str]()
    people: dict[str, Player] = {}
    for at, (what, *of) in enumerate(steps, 1):
        if what == "sign in":
            people[of[0].casefold()] = store.sign_in(of[0], of[1], at)
        elif what == "play" and (player := people.get(of[0].casefold())):
            play(store, player, points=of[1], at=at)
        elif what == "host":
            games.append(host_one(store, [(of[0], of[1], of[2])], at))
        elif what == "claim" and of[0] < len(games):
            store.games.claim(games[of[0]], of[1], at)
            for name in {name.casefold() for name in of[1]} - set(people):
                if (made := store.find_player(name)) is not None:
                    people[name] = made
        for key in ("ann", "bea"):
            assert store.find_player(key) == people.get(key)
        attempts = store._connection.execute("SELECT player_id, MAX(points) FROM attempts GROUP BY player_id")
        assert {row.key: row.points for row in store.players_board("first")} == dict(attempts)
        assert {row.key: row.points for row in store.players_board(None)} == dict(attempts)
