"""What the boards say, on both kinds of store. The law behind them stands in test_boards_recount."""

import pytest

from quiz.store.records import BoardRow, Player
from quiz.store.store import Store
from tests.store.makers import attempt_of, play, response_to


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
    begun = store.begin(attempt_of(ann))
    store.record(begun.id, response_to(0), 2000)
    assert store.players_board("first", 0) == store.players_board("first") == []


def test_what_changes_no_board_leaves_the_revision_alone(store: Store, ann: Player) -> None:
    play(store, ann)
    before = store.board_revision()
    store.sign_in("Ann", "Science", 2)
    store.sign_in("New", "Team", 2)
    store.sign_in("New", "Other team", 3)
    begun = store.begin(attempt_of(ann))
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
