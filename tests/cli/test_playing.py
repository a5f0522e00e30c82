"""``quiz play`` and ``quiz``: line by line where it is asked for or there is no terminal, else in the app."""

import json
import os
import sys
from pathlib import Path

import pytest

from quiz.services.requests import PlayRequest
from tests.cli.conftest import BROKEN, FakeApp, Program, write_bank

# The bank "first" has two statements; "t" is right for the one and "f" for the other, in an order that the seed draws.
ONE_EACH = "t\nt\n"


def test_a_pipe_plays_line_by_line(quiz: Program) -> None:
    result = quiz("play", "first", typed=ONE_EACH)
    assert result.exit_code == 0
    assert "You had 1 of 2 right." in result.stdout
    assert result.stderr == ""


def test_the_attempt_as_json_has_the_promised_shape(quiz: Program) -> None:
    attempt = quiz.json("play", "first", "--json", "--player", "Zoë", "--preset", "accuracy", typed=ONE_EACH)
    assert list(attempt) == ["attempt", "bank", "player", "mark", "passed", "points", "responses"]
    assert (attempt["bank"], attempt["player"], attempt["mark"], attempt["passed"]) == ("first", "Zoë", 50.0, False)
    assert attempt["points"] == 1000
    assert {tuple(response) for response in attempt["responses"]} == {("question", "answer", "mark", "points", "seconds")}
    assert sorted(response["mark"] for response in attempt["responses"]) == [0.0, 1.0]


def test_with_json_all_that_is_said_goes_to_standard_error(quiz: Program) -> None:
    result = quiz("play", "first", "--json", typed=ONE_EACH)
    json.loads(result.stdout)
    assert "That was the last question." in result.stderr


def test_one_seed_draws_one_quiz(quiz: Program) -> None:
    write_bank(quiz.folder, "second")
    orders = {
        tuple(
            response["question"]
            for response in quiz.json("play", "first", "--json", "--seed", "7", "--player", name, typed=ONE_EACH)[
                "responses"
            ]
        )
        for name in ("A", "B", "C", "D")
    }
    assert len(orders) == 1


def test_a_bank_can_be_a_file(quiz: Program, tmp_path: Path) -> None:
    file = write_bank(tmp_path / "elsewhere", "second")
    assert quiz.json("play", file, "--json", typed=ONE_EACH)["bank"] == "second"


def test_the_options_reach_the_quiz(quiz: Program) -> None:
    played = ("play", "first", "--json", "--questions", "1", "--topic", "chats", "--team", "Science", "--learn")
    assert [response["question"] for response in quiz.json(*played, typed="f\n")["responses"]] == ["is-not"]
    assert "This is practice" in quiz(*played, typed="f\n").stderr
    assert quiz.json("board", "--json") == []


def test_an_unknown_bank_is_answered_with_the_nearest_spelling(quiz: Program) -> None:
    result = quiz("play", "frist")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == 'There is no bank "frist".\nDid you mean "first"?\n'


def test_without_a_bank_a_pipe_is_told_which_there_are(quiz: Program) -> None:
    result = quiz("play")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "first" in result.stderr


def test_a_broken_bank_is_refused_with_its_faults(quiz: Program, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text(BROKEN)
    result = quiz("play", tmp_path / "broken.toml")
    assert (result.exit_code, result.stdout) == (1, "")
    assert 'Did you mean "title"?' in result.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ["--questions", "many"],
        ["--questions", "-1"],
        ["--preset", "speedy"],
        ["--extra-time", "3"],
        ["--seed", "-1"],
        ["--seed", str(2**63)],
        ["--player", "\u202e"],
        ["--nonsense"],
        ["second-bank"],
    ],
)
def test_wrong_usage_is_said_in_a_sentence(quiz: Program, wrong: list[str]) -> None:
    result = quiz("play", "first", *wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert 1 <= len(result.stderr.splitlines()) <= 2


@pytest.mark.parametrize("most", [2**63 - 1, 0])
def test_the_largest_and_the_smallest_seed_can_be_kept(quiz: Program, most: int) -> None:
    assert quiz("play", "first", "--seed", most, typed="q\n").exit_code == 0


def test_a_store_that_cannot_be_made_is_said_in_words(quiz: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = quiz("play", "first", "--store", tmp_path / "file" / "scores.db")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "cannot be kept" in result.stderr
    assert "--store" in result.stderr


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere, and Windows has no modes"
)
def test_a_store_that_may_not_be_written_is_said_in_words(quiz: Program) -> None:
    quiz.store.write_bytes(b"")
    quiz.store.chmod(0o400)
    result = quiz("play", "first")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "may not be written" in result.stderr


def test_a_damaged_store_is_said_in_words_and_left_as_it_is(quiz: Program) -> None:
    quiz.store.write_bytes(b"no scores" * 1000)
    result = quiz("play", "first")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "damaged" in result.stderr
    assert quiz.store.read_bytes() == b"no scores" * 1000


def test_on_a_terminal_the_app_is_asked_for_everything_that_was_said(quiz: Program, app: FakeApp) -> None:
    options = "--learn --player Ann --team Science --questions 5 --topic scams --preset classic --extra-time 1.5 --seed 3"
    assert quiz("play", "first", *options.split()).exit_code == 0
    (request,) = app.requests
    assert request.board is None
    assert request.play == PlayRequest(
        bank="first",
        player="Ann",
        team="Science",
        questions=5,
        topic="scams",
        preset="classic",
        extra_time="1.5",
        seed=3,
        learn=True,
    )


def test_without_a_command_the_app_starts(quiz: Program, app: FakeApp) -> None:
    assert quiz().exit_code == 0
    (request,) = app.requests
    assert (request.play, request.board) == (PlayRequest(), None)


def test_the_status_of_the_app_is_the_status_of_the_program(quiz: Program, app: FakeApp) -> None:
    app.status = 1
    assert (quiz().exit_code, quiz("play").exit_code, quiz("board").exit_code) == (1, 1, 1)


@pytest.mark.parametrize(("wrong", "status"), [(["frist"], 1), (["first", "--player", " "], 2)])
def test_what_cannot_begin_opens_no_app(quiz: Program, app: FakeApp, wrong: list[str], status: int) -> None:
    result = quiz("play", *wrong)
    assert (result.exit_code, app.requests) == (status, [])
    assert result.stderr != ""


@pytest.mark.parametrize("plain", ["--plain", "--json"])
def test_a_terminal_plays_line_by_line_where_that_is_asked_for(quiz: Program, app: FakeApp, plain: str) -> None:
    assert quiz("play", "first", plain, typed=ONE_EACH).exit_code == 0
    assert app.requests == []


def test_a_terminal_that_cannot_move_its_cursor_plays_line_by_line(
    quiz: Program, app: FakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert quiz("play", "first", typed=ONE_EACH).exit_code == 0
    assert app.requests == []


def test_on_a_terminal_lines_are_broken_between_words(quiz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.cli.console.is_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "40")
    result = quiz("play", "first", "--plain", "--player", "Ann", typed="q\n")
    assert max(len(line) for line in result.stdout.splitlines()) <= 40
    assert "question mark for" in " ".join(result.stdout.split())


def test_without_a_terminal_the_app_says_how_to_play(quiz: Program) -> None:
    result = quiz()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "quiz play BANK --plain" in result.stderr


@pytest.mark.parametrize("asked", ["~/b/mine.toml", "mine.toml", "./mine.toml", "plain", "./plain", "~/b/plain"])
def test_a_bank_file_is_found_by_every_command_however_it_is_spelt(
    quiz: Program, pinned_environment: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    file = write_bank(pinned_environment / "b", "mine")
    file.with_name("plain").write_bytes(file.read_bytes())
    monkeypatch.chdir(file.parent)
    assert quiz.json("play", asked, "--json", "--player", "Ann", typed=ONE_EACH)["bank"] == "mine"
    assert [(row["name"], row["bank"]) for row in quiz.json("board", asked, "--json")] == [("Ann", "mine")]
    assert "The mine bank" in quiz("bank", "sheet", asked, "--format", "markdown").stdout
    assert "The mine bank" in quiz("bank", "export", asked, "--format", "markdown").stdout
