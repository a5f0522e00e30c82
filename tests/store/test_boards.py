"""What the boards say, on both kinds of store. The law behind them stands in test_boards_recount."""

import contextlib
from pathlib import Path

import pytest
from msgspec import structs
from msgspec.structs import replace

from quiz.store import schema
from quiz.store.connection import Connection, insert
from quiz.store.postgres import PostgresConnection
from quiz.store.records import BoardPlace, BoardRow, Improvement, Player
from quiz.store.sqlite import SqliteConnection
from quiz.store.store import Store, open_store
from tests.store.makers import BANK, attempt_of, play, response_to


def points_of(board: list[BoardRow]) -> list[tuple[str, float]]:
    return [(row.name, row.points) for row in board]


@pytest.fixture
def ann(store: Store) -> Player:
    return store.sign_in("Ann", "Science", 1)


@pytest.fixture
def bob(store: Store) -> Player:
    return store.sign_in("Bob", "science", 1)


@pytest.fixture
def cem(store: Store) -> Player:
    return store.sign_in("Cem", "Office", 1)


def test_a_line_says_who_how_much_where_and_when(store: Store, ann: Player) -> None:
    play(store, ann, points=700, mark=1 / 3, at=5000)
    line = BoardRow(key=ann.id, name="Ann", team="Science", points=700.0, mark=33.33, bank="first", at=5000)
    assert store.players_board("first") == [line]


def test_a_player_stands_on_the_board_once_with_their_best(store: Store, ann: Player, bob: Player) -> None:
    for points in (300, 900, 600):
        play(store, ann, points=points)
    play(store, bob, points=700)
    assert points_of(store.players_board("first")) == [("Ann", 900), ("Bob", 700)]
    assert store.players_board("second") == []


def test_all_banks_together_are_the_sum_of_the_bests(store: Store, ann: Player, bob: Player) -> None:
    play(store, ann, "first", points=500, mark=0.5, at=2000)
    play(store, ann, "first", points=400, mark=1.0, at=9000)
    play(store, ann, "second", points=300, mark=1.0, at=3000)
    play(store, bob, "second", points=750, at=4000)
    first, second = store.players_board(None)
    assert (first.name, first.points, first.mark, first.bank, first.at) == ("Ann", 800.0, 75.0, None, 3000)
    assert (second.name, second.points) == ("Bob", 750.0)


def test_a_team_has_the_mean_of_its_members_who_have_played(store: Store, ann: Player, bob: Player, cem: Player) -> None:
    store.sign_in("Dee", "Science", 1)
    play(store, store.sign_in("Eve", "", 1), points=5000)
    play(store, ann, points=900, mark=1.0, at=2000)
    play(store, bob, points=201, mark=0.5, at=4000)
    play(store, cem, points=600, at=3000)
    office, science = store.teams_board("first")
    assert (office.name, office.points, office.members) == ("Office", 600.0, 1)
    assert (science.key, science.points, science.mark, science.members, science.at) == ("science", 550.5, 75.0, 2, 4000)
    assert science.name == science.team
    assert science.name in ("Science", "science")
    assert office.bank == "first"


def test_over_all_banks_a_team_has_the_mean_of_its_members_sums(store: Store, ann: Player, bob: Player) -> None:
    play(store, ann, "first", points=100)
    play(store, ann, "second", points=200)
    play(store, bob, "second", points=500)
    assert [(row.points, row.members, row.bank) for row in store.teams_board(None)] == [(400.0, 2, None)]


def test_since_counts_what_ended_then_or_later(store: Store, ann: Player, bob: Player) -> None:
    play(store, ann, "first", points=900, at=2000)
    play(store, ann, "first", points=400, at=3000)
    play(store, ann, "second", points=50, at=4000)
    play(store, bob, "first", points=500, at=2999)
    assert points_of(store.players_board("first", since=2999)) == [("Bob", 500), ("Ann", 400)]
    assert points_of(store.players_board("first", since=3000)) == [("Ann", 400)]
    assert points_of(store.players_board(None, since=2999)) == [("Bob", 500), ("Ann", 450)]
    assert points_of(store.teams_board(None, since=2999)) == [(store.teams_board(None)[0].name, 475)]
    assert store.players_board("first", since=3001) == store.teams_board("first", since=3001) == []


def test_until_counts_what_ended_before(store: Store, ann: Player, bob: Player) -> None:
    play(store, ann, "first", points=400, at=2000)
    play(store, ann, "first", points=900, at=3000)
    play(store, bob, "second", points=500, at=2500)
    assert points_of(store.players_board("first", until=3000)) == [("Ann", 400)]
    assert points_of(store.players_board("first", until=3001)) == [("Ann", 900)]
    assert points_of(store.players_board(None, until=3000)) == [("Bob", 500), ("Ann", 400)]
    assert points_of(store.players_board(None, since=2001, until=3000)) == [("Bob", 500)]
    assert [row.points for row in store.teams_board(None, until=3000)] == [450]
    assert store.players_board("first", until=2000) == store.teams_board(None, until=2000) == []


def test_no_more_lines_than_asked_for(store: Store, ann: Player, bob: Player, cem: Player) -> None:
    for player, points in ((ann, 100), (bob, 300), (cem, 500)):
        play(store, player, points=points)
    assert points_of(store.players_board("first", most=2)) == [("Cem", 500), ("Bob", 300)]
    assert points_of(store.players_board("first", since=0, most=1)) == [("Cem", 500)]
    assert points_of(store.teams_board("first", most=1)) == [("Office", 500)]


def test_equal_points_stand_by_mark_and_then_by_who_was_first(store: Store, ann: Player, bob: Player, cem: Player) -> None:
    play(store, ann, points=500, mark=0.5, at=3000)
    play(store, bob, points=500, mark=0.5, at=2000)
    play(store, cem, points=500, mark=0.75, at=4000)
    for since in (None, 0):
        assert [row.name for row in store.players_board("first", since=since)] == ["Cem", "Bob", "Ann"]
        assert [row.key for row in store.teams_board("first", since=since)] == ["office", "science"]


@pytest.mark.parametrize("times", [(2000, 3000), (3000, 2000)])
def test_of_equal_attempts_the_earlier_counts_even_if_it_was_written_later(
    store: Store, ann: Player, times: tuple[int, int]
) -> None:
    for at in times:
        play(store, ann, at=at)
    for bank in ("first", None):
        assert [row.at for row in store.players_board(bank)] == [2000]


def test_points_below_nothing_count_as_they_are(store: Store, ann: Player) -> None:
    play(store, ann, points=-400)
    play(store, ann, points=-100)
    assert points_of(store.players_board("first")) == [("Ann", -100)]


def test_learning_is_on_no_board(store: Store, ann: Player) -> None:
    play(store, ann, mode="learn", points=999)
    for since in (None, 0):
        assert store.players_board("first", since) == store.players_board(None, since) == []
        assert store.teams_board("first", since) == store.teams_board(None, since) == []


def test_what_was_not_played_by_the_banks_own_rules_is_kept_and_on_no_board(store: Store, ann: Player) -> None:
    play(store, ann, points=100)
    long = play(store, ann, points=999, at=3000, on_board=False)
    for since in (None, 0):
        for board in (store.players_board("first", since), store.players_board(None, since)):
            assert points_of(board) == [("Ann", 100)]
    assert store.history(ann.id, "first")[0] == long
    assert store.board_revision() == 1


def test_an_attempt_is_on_the_board_only_when_it_is_finished(store: Store, ann: Player) -> None:
    begun = store.begin(attempt_of(ann), BANK)
    store.record(begun.id, response_to(0), 2000)
    assert store.players_board("first", 0) == store.players_board("first") == []


def test_what_changes_no_board_leaves_the_revision_alone(store: Store, ann: Player) -> None:
    play(store, ann)
    before = store.board_revision()
    store.sign_in("Ann", "Science", 2)
    store.sign_in("New", "Team", 2)
    store.sign_in("New", "Other team", 3)
    begun = store.begin(attempt_of(ann), BANK)
    store.show(begun.id, 0, 2000)
    store.record(begun.id, response_to(0), 2000)
    store.abandon(begun.id, 1, 3000)
    store.flag(ann.id, "first", "q0", 4000)
    play(store, ann, mode="learn")
    assert store.board_revision() == before


def test_what_changes_a_board_raises_the_revision(store: Store, ann: Player) -> None:
    seen = [store.board_revision()]
    play(store, ann, points=500)
    seen.append(store.board_revision())
    play(store, ann, points=400, at=3000)  # today's board can change where the best of all does not
    seen.append(store.board_revision())
    store.sign_in("Ann", "Office", 4)
    seen.append(store.board_revision())
    store.sign_in("ANN", "Office", 5)
    seen.append(store.board_revision())
    assert seen == sorted(set(seen))


def test_most_improved_is_the_largest_rise_from_a_first_quiz_to_the_latest(store: Store, ann: Player, bob: Player) -> None:
    for at, mark in ((2000, 0.5), (3000, 1.0), (4000, 0.7)):
        play(store, ann, mark=mark, at=at)
    for at, mark in ((4000, 0.75), (2000, 0.25), (3000, 0.0)):
        play(store, bob, "second", mark=mark, at=at)
    assert store.most_improved("first") == Improvement(name="Ann", bank="first", first=50.0, latest=70.0)
    assert store.most_improved(None) == Improvement(name="Bob", bank="second", first=25.0, latest=75.0)
    assert store.most_improved("third") is None


def test_most_improved_looks_at_the_span_alone(store: Store, ann: Player, bob: Player) -> None:
    for at, mark in ((2000, 0.25), (3000, 0.75), (4000, 1.0)):
        play(store, ann, mark=mark, at=at)
    for at, mark in ((3000, 0.5), (5000, 0.9)):
        play(store, bob, mark=mark, at=at)
    assert store.most_improved("first", 2000) == Improvement(name="Ann", bank="first", first=25.0, latest=100.0)
    assert store.most_improved("first", 3000) == Improvement(name="Bob", bank="first", first=50.0, latest=90.0)
    assert store.most_improved(None, 5000) is None


def test_who_has_played_once_or_for_practice_or_fallen_has_not_improved(
    store: Store, ann: Player, bob: Player, cem: Player
) -> None:
    play(store, ann, "first", mark=0.0)
    play(store, ann, "second", mark=1.0, at=3000)
    play(store, bob, mark=0.0, mode="learn")
    play(store, bob, mark=0.5, on_board=False, at=3000)
    play(store, bob, mark=1.0, at=4000)
    play(store, cem, mark=1.0)
    play(store, cem, mark=0.5, at=3000)
    assert store.most_improved("first") is store.most_improved(None) is None


def test_a_place_is_counted_with_what_it_was_before_the_attempt(store: Store, ann: Player, bob: Player, cem: Player) -> None:
    play(store, bob, points=700, at=10)
    play(store, cem, points=500, at=11)
    play(store, ann, "second", points=9000, at=12)
    first = play(store, ann, points=300, mark=0.25, at=20)
    second = play(store, ann, points=700, mark=0.75, at=30)
    worse = play(store, ann, points=100, mark=0.5, at=40)
    play(store, ann, points=5000, at=50, on_board=False)
    now = BoardPlace(points=700.0, players=3, above=0, points_before=None, above_before=0, best_before=None)
    assert store.board_place(first) == now
    assert store.board_place(second) == replace(now, points_before=300.0, above_before=2, best_before=25.0)
    assert store.board_place(worse) == replace(now, points_before=700.0, above_before=0, best_before=75.0)


def test_who_stands_on_no_board_has_no_place(store: Store, ann: Player, bob: Player) -> None:
    play(store, bob)
    assert store.board_place(play(store, ann, on_board=False)) is None


def test_the_best_of_each_site_are_found_in_a_store_of_before(address: str) -> None:
    scripts = schema.scripts()
    by_site = next(number for number, script in enumerate(scripts) if "DROP TABLE best" in script)
    open_store(address, scripts[:by_site]).close()
    connection = PostgresConnection(address) if address.startswith("postgres") else SqliteConnection(Path(address))
    with contextlib.closing(connection), connection.transaction():
        for name, site, points, on_board in (("ann", "Hill", 300, 1), ("ann", "", 500, 1), ("bob", "Vale", 900, 0)):
            _put_of_before(connection, name, site, points, on_board)
    with contextlib.closing(open_store(address)) as store:
        assert points_of(store.players_board("first")) == points_of(store.players_board(None)) == [("ann", 500)]
        assert points_of(store.players_board(None, site="Hill")) == [("ann", 300)]
        assert points_of(store.sites_board("first")) == [("Hill", 300)]


def _put_of_before(connection: Connection, name: str, site: str, points: int, on_board: int) -> None:
    connection.execute(
        "INSERT INTO players (id, name, name_key, team, team_key, created_at) VALUES (:name, :name, :name, '', '', 1) "
        "ON CONFLICT (name_key) DO NOTHING",
        {"name": name},
    )
    attempt = attempt_of(Player(name, name, ""), site=site, points=points, on_board=bool(on_board))
    row = structs.asdict(attempt) | {"id": f"{name} {points}", "questions": "[]", "length": 2, "passed": 0}
    row |= {"outcome": "finished", "ended_at": 2000, "on_board": on_board}
    connection.execute(insert("attempts", row), row)


def test_most_improved_of_a_site_is_who_has_risen_there(store: Store, ann: Player, bob: Player) -> None:
    for player, site, marks in ((ann, "Hill", (0.2, 0.4)), (bob, "Vale", (0.1, 0.9))):
        for at, mark in enumerate(marks, 1):
            play(store, player, mark=mark, at=at, site=site)
    found = store.most_improved(None, site="Hill")
    assert found is not None
    assert found.name == "Ann"
