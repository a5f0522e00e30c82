"""Rows that another program wrote: what can be shown is made safe, what cannot is left out or said; never a defect."""

from pathlib import Path

import pytest

from quiz.questions.characters import REFUSED_CHARACTER
from quiz.services.attempt_session import can_resume
from quiz.store.errors import StoreError
from quiz.store.store import Store, open_store
from tests import builders
from tests.services.attempt_sessions import Machine, a_bank, answer
from tests.store.makers import BANK, ask_file, attempt_of, play, response_to
from tests.store.test_games import END, PLAYED, begun

HOSTILE = "\x1b[31mEve\nRank 1: Mallory\u202e\x07"
SAFE = "[31mEve Rank 1: Mallory"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a store with two players of one team; the test spoils the row of Ann."""
    file = tmp_path / "scores.db"
    store = open_store(str(file))
    for name in ("Ann", "Bob"):
        play(store, store.sign_in(name, "Red", 1))
    store.close()
    return file


def spoil(file: Path, statement: str) -> Store:
    ask_file(file, "PRAGMA ignore_check_constraints = ON")
    ask_file(file, statement)
    return open_store(str(file))


def test_names_and_teams_are_safe_wherever_they_leave_the_store(store: Store) -> None:
    player = store.sign_in(HOSTILE, HOSTILE, 1)
    play(store, player)
    for name, team in [
        (player.name, player.team),
        *((row.name, row.team) for row in (*store.players_board(None), *store.teams_board(None))),
    ]:
        assert not REFUSED_CHARACTER.search(name + team)
        assert "\n" not in name + team
    assert (player.name, store.teams()) == (SAFE, [SAFE])
    assert store.find_player(HOSTILE) == player


def test_a_name_in_which_nothing_can_be_shown_is_a_question_mark(store: Store) -> None:
    assert store.sign_in("\x1b\u200b", "\n", 1).name == "?"


@pytest.mark.parametrize(
    "spoilt",
    [
        "UPDATE best SET points = 'many' WHERE player_id IN (SELECT id FROM players WHERE name = 'Ann')",
        "UPDATE best SET mark = 9e999 WHERE player_id IN (SELECT id FROM players WHERE name = 'Ann')",
        "UPDATE best SET points = x'00ff' WHERE player_id IN (SELECT id FROM players WHERE name = 'Ann')",
        "UPDATE best SET reached_at = 'then' WHERE player_id IN (SELECT id FROM players WHERE name = 'Ann')",
    ],
)
def test_a_line_with_a_bad_value_does_not_hide_the_board(file: Path, spoilt: str) -> None:
    store = spoil(file, spoilt)
    assert [row.name for row in store.players_board("first")] == ["Bob"]
    store.teams_board("first")
    store.close()


def test_a_name_that_is_no_text_is_a_question_mark(file: Path) -> None:
    store = spoil(file, "UPDATE players SET name = x'ff00' WHERE name = 'Ann'")
    assert sorted(row.name for row in store.players_board("first")) == ["?", "Bob"]
    store.close()


@pytest.mark.parametrize("column", ["questions", "mark", "mode", "preset", "outcome", "started_at", "points"])
@pytest.mark.parametrize("value", ["'{'", "'[1, 2]'", "x'ff'", "'[\"\\ud800\"]'"])
def test_an_attempt_that_cannot_be_read_is_said_and_the_others_are_there(file: Path, column: str, value: str) -> None:
    store = open_store(str(file))
    ann = store.sign_in("Ann", "Red", 1)
    bad, good = (store.begin(attempt_of(ann, f"bank-{number}"), BANK) for number in range(2))
    ask_file(file, f"UPDATE attempts SET {column} = {value} WHERE id = '{bad.id}'")
    with pytest.raises(StoreError, match="is not what it should be"):
        store.attempt(bad.id)
    assert [attempt.id for attempt in store.open_attempts(ann.id)] == [good.id]
    assert store.attempt(good.id) == good
    assert store.bests(ann.id)["first"].attempts == 1
    store.close()


@pytest.mark.parametrize("value", ["'{'", '\'{"kind": "guessed"}\'', "x'ff'", "7"])
def test_an_answer_that_cannot_be_read_is_said(file: Path, value: str) -> None:
    store = open_store(str(file))
    begun_ = store.begin(attempt_of(store.sign_in("Ann", "Red", 1)), BANK)
    store.record(begun_.id, response_to(0), 2000)
    ask_file(file, f"UPDATE responses SET given = {value} WHERE attempt_id = '{begun_.id}'")
    with pytest.raises(StoreError, match="is not what it should be"):
        store.responses(begun_.id)
    store.close()


def test_a_board_without_its_revision_is_said(file: Path) -> None:
    store = spoil(file, "DELETE FROM board_revision")
    with pytest.raises(StoreError, match="is not what it should be"):
        store.board_revision()
    store.close()


def test_a_game_whose_plan_or_event_cannot_be_read_is_left_out_or_said(tmp_path: Path) -> None:
    file = tmp_path / "scores.db"
    store = open_store(str(file))
    bad, good = begun(store), begun(store)
    store.games.keep(good.id, 0, PLAYED)
    ask_file(file, f"UPDATE games SET plan = '[]' WHERE id = '{bad.id}'")
    ask_file(file, 'UPDATE game_events SET event = \'{"event": "won"}\' WHERE number = 3')
    assert [game.id for game in store.games.unfinished()] == [good.id]
    with pytest.raises(StoreError, match="is not what it should be"):
        store.games.events(good.id)
    store.close()


def test_names_in_the_events_of_a_game_are_safe(tmp_path: Path) -> None:
    file = tmp_path / "scores.db"
    store = open_store(str(file))
    game = begun(store)
    store.games.keep(game.id, 0, [*PLAYED, END])
    ask_file(file, "UPDATE game_events SET event = replace(event, 'Ann', '\\u001b[31mAnn\\nBob')")
    assert store.games.events(game.id)[0].name == "[31mAnn Bob"  # type: ignore[union-attr]  # a Joined
    store.close()


def test_an_answer_that_its_question_cannot_have_is_not_taken_up_again(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "scores.db", a_bank(builders.single("a"), builders.single("b")))
    session = machine.begin()
    session.show()
    session.keep(answer(session))
    ask_file(tmp_path / "scores.db", 'UPDATE responses SET given = \'{"kind": "picked", "options": [99]}\'')
    with pytest.raises(StoreError, match="is not what it should be"):
        machine.resume()
    machine.close()


def test_an_attempt_at_questions_that_the_bank_has_not_cannot_go_on(tmp_path: Path) -> None:
    bank = a_bank(builders.single("q0"))
    store = open_store(":memory:")
    ann = store.sign_in("Ann", "", 1)
    hash_ = bank.content_hash
    assert can_resume(attempt_of(ann, questions=("q0",), bank_hash=hash_), bank)
    assert not can_resume(attempt_of(ann, questions=("q0", "q1"), bank_hash=hash_), bank)
    assert not can_resume(attempt_of(ann, questions=(), bank_hash=hash_), bank)
    store.close()
