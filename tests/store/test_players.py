"""Signing in, teams and flags, on both kinds of store."""

import pytest

from quiz.store.store import Store
from tests.store.makers import play


def test_a_name_is_one_player_whatever_its_case(store: Store) -> None:
    first = store.sign_in("Zoë Straße", "Science", 1)
    again = store.sign_in("ZOË STRASSE", "Science", 2)
    assert again.id == first.id
    assert again.name == "ZOË STRASSE", "the latest spelling is the one shown"


def test_different_names_are_different_players(store: Store) -> None:
    assert store.sign_in("Ann", "", 1).id != store.sign_in("Anne", "", 2).id


def test_who_signs_in_with_another_team_has_moved(store: Store) -> None:
    ann = store.sign_in("Ann", "Science", 1)
    play(store, ann, points=700)
    moved = store.sign_in("Ann", "Office", 2)
    assert (moved.id, moved.team) == (ann.id, "Office")
    assert [row.name for row in store.teams_board("first")] == ["Office"]


def test_a_player_is_found_by_name_without_being_made(store: Store) -> None:
    ann = store.sign_in("Ann", "Science", 1)
    assert store.find_player("aNN") == ann
    assert store.find_player("Bob") is None
    assert store.find_player("Bob") is None, "looking makes nobody"


@pytest.mark.parametrize("name", ["'); DROP TABLE x;-- :at", "%s %(a)s :name"])
def test_names_are_kept_as_they_were_typed_and_never_read_as_a_statement(store: Store, name: str) -> None:
    team = "🏫 [b]Größe[/b] \\ \" '"
    player = store.sign_in(name, team, 1)
    assert (player.name, player.team) == (name, team)
    assert store.find_player(name) == player


def test_each_team_is_listed_once_and_in_the_order_of_the_alphabet(store: Store) -> None:
    for name, team in (("a", "science"), ("b", "Year 3"), ("c", "Maths"), ("d", "Science"), ("e", ""), ("f", "art")):
        store.sign_in(name, team, 1)
    assert [team.casefold() for team in store.teams()] == ["art", "maths", "science", "year 3"]


def test_a_flag_goes_on_and_off_again_and_is_the_players_own(store: Store) -> None:
    ann, bob = store.sign_in("Ann", "", 1), store.sign_in("Bob", "", 1)
    assert store.flag(ann.id, "first", "q0", 2) is True
    assert store.flag(ann.id, "first", "q1", 3) is True
    assert store.flag(bob.id, "first", "q1", 3) is True
    assert store.flag_counts("first") == {"q0": 1, "q1": 2}
    assert store.flag(ann.id, "first", "q0", 4) is False
    assert store.flag_counts("first") == {"q1": 2}
    assert store.flag_counts("second") == {}
