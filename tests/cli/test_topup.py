"""``quiz topup`` and ``quiz progress``: line by line, as JSON, in one line for a shell's profile, in the app."""

import json
from pathlib import Path

import pytest

from quiz.services.requests import TopUpRequest
from tests.cli.conftest import FakeApp, Program, write_bank
from tests.store.makers import ask_file, make_older

DAY = 24 * 60 * 60 * 1000
ANN = ("--player", "Ann")
MISSED_BOTH = "\n\n"
"""Two lines that skip the two questions of the bank ``first``."""


def days_go_by(quiz: Program, days: int = 2) -> None:
    """Let what was answered be so many days ago."""
    ask_file(quiz.store, f"UPDATE responses SET answered_at = answered_at - {days * DAY}")
    ask_file(quiz.store, "DELETE FROM due")


@pytest.fixture
def played(quiz: Program) -> Program:
    """Return the program after Ann has missed both questions of the bank ``first``, two days ago."""
    assert quiz("play", "first", *ANN, typed=MISSED_BOTH).exit_code == 0
    days_go_by(quiz)
    return quiz


def test_a_pipe_is_asked_what_is_due_and_told_when_it_comes_again(played: Program) -> None:
    result = played("topup", *ANN, typed="t\nt\n")
    assert (result.exit_code, result.stderr) == (0, "")
    said = result.stdout.splitlines()
    assert said[0] == "Top-up: 2 questions, about a minute."
    assert "No time runs, and it counts on no board." in said
    assert [line for line in said if "last time" in line] in (
        ["You missed this one last time.", "You missed this one last time, too."],
        ["You missed this one last time, too.", "You missed this one last time."],
    )
    assert "You had 1 of 2 right." in said
    assert "By topic:" not in said
    assert said[-2].startswith("What you knew comes again in ")
    assert said[-1] == "What you missed comes again tomorrow."
    again = played("topup", *ANN)
    assert (again.exit_code, again.stdout.startswith("Nothing is due. Next: ")) == (0, True)


def test_how_long_it_takes_is_the_same_wherever_it_is_told(quiz: Program) -> None:
    bank = quiz.folder / "first.toml"
    bank.write_text(bank.read_text("utf-8").replace("Because.", "why " * 250), encoding="utf-8")
    quiz("play", "first", *ANN, typed=MISSED_BOTH)
    days_go_by(quiz)
    told = quiz("topup", "--due", *ANN).stdout
    assert told.startswith("Today: 2 questions, about 3 minutes.")
    said = [quiz("progress", *ANN).stdout, quiz("topup", *ANN, typed="q\n").stdout]
    assert ["2 questions, about 3 minutes." in one for one in said] == [True, True]


def test_the_top_up_as_json_has_the_promised_shape(played: Program) -> None:
    found = played.json("topup", "--json", *ANN, typed="t\nt\n")
    assert list(found) == ["player", "asked", "right", "responses", "due_now", "next"]
    assert (found["player"], found["asked"], found["right"], found["due_now"]) == ("Ann", 2, 1, 0)
    assert sorted(response["bank"] for response in found["responses"]) == ["first", "first"]
    assert {response["again_in_days"] >= 1 for response in found["responses"]} == {True}
    assert found["next"] is not None
    result = played("topup", "--json", *ANN)
    assert json.loads(result.stdout) == found | {"asked": 0, "right": 0, "responses": []}


def test_who_stops_keeps_what_was_answered_and_the_rest_is_due_still(played: Program) -> None:
    result = played("topup", *ANN, typed="t\nq\n")
    assert "1 of 2 questions is answered, and that is kept. What you left is still due." in result.stdout
    assert ask_file(played.store, "SELECT outcome FROM attempts WHERE mode = 'topup'") == [("abandoned",)]
    assert played("topup", *ANN, typed="q\n").stdout.startswith("Top-up: 1 question")


def test_who_was_never_asked_anything_is_told_so_and_asked_only_what_is_new(quiz: Program) -> None:
    assert quiz("topup", *ANN).stdout == "Nothing is due. What a quiz has asked you comes again here after some days.\n"
    assert quiz("data", "about", "Ann").exit_code == 1, "nobody plays here who only asks what is due"
    result = quiz("topup", "--new", *ANN, typed="t\nt\n")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "Top-up: 2 questions, about a minute.")


def test_one_line_says_what_is_due_or_nothing_does(quiz: Program) -> None:
    assert (quiz("topup", "--due", *ANN).stdout, quiz.store.exists()) == ("", False)
    assert quiz("topup", "--due").stdout == "", "nobody is named"
    quiz("play", "first", *ANN, typed=MISSED_BOTH)
    assert ask_file(quiz.store, "SELECT questions FROM due") == [(0,), (2,)]
    assert quiz("topup", "--due", *ANN).stdout == ""
    days_go_by(quiz)
    line = "Today: 2 questions, about a minute. To play: quiz topup\n"
    assert quiz("topup", "--due", *ANN).stdout == line, "what is lost is reckoned"
    assert ask_file(quiz.store, "SELECT questions FROM due") == [(0,), (2,)]
    assert quiz("topup", "--due", "--player", "ANN").stdout == line
    assert quiz("topup", "--due", "--player", "Bea").stdout == ""


@pytest.mark.parametrize("way", [[], ["--plain"]], ids=["app", "plain"])
def test_a_bank_that_is_gone_is_promised_no_more_once_nothing_was_found(
    played: Program, app: FakeApp, way: list[str]
) -> None:
    assert played("topup", "--due", *ANN).stdout.startswith("Today: 2 questions")
    (played.folder / "first.toml").unlink()
    write_bank(played.folder, "second")
    assert played("topup", *ANN, *way).stdout.startswith("Nothing is due.")
    assert not app.requests
    assert played("topup", "--due", *ANN).stdout == ""


def test_a_store_of_before_is_brought_up_to_date_and_says_what_it_can(quiz: Program) -> None:
    make_older(quiz.store, 8)
    assert quiz("topup", "--due", *ANN).stdout == ""
    assert quiz("topup", *ANN).stdout.startswith("Nothing is due.")


@pytest.mark.parametrize("option", ["--plain", "--new", "--json"])
def test_due_goes_with_no_other_way(quiz: Program, option: str) -> None:
    result = quiz("topup", "--due", option)
    assert (result.exit_code, "--due only tells what is due" in result.stderr) == (2, True)


def test_the_app_opens_where_something_is_due_and_else_a_line_says_when(played: Program, app: FakeApp) -> None:
    assert played("topup", *ANN).exit_code == 0
    (request,) = app.requests
    assert (request.top_up, request.play.player) == (TopUpRequest(), "Ann")
    assert played("topup", "--player", "Bea").stdout == 'Nothing was played yet under the name "Bea".\n'
    assert len(app.requests) == 1
    played("topup", "--new", "--player", "Bea")
    assert app.requests[-1].top_up == TopUpRequest(new=True)


def test_progress_says_in_lines_how_one_stands(played: Program, tmp_path: Path) -> None:
    assert played("progress").stderr.startswith("Say whose progress")
    assert played("progress", "--player", "Bea").exit_code == 1
    played("play", "first", *ANN, typed="t\nt\n")
    said = played("progress", *ANN).stdout.splitlines()
    assert said[0] == "Ann: likely to know 1 of 2 questions, 0 of 1 bank passed."
    assert "The first bank: likely to know 1 of 2" in said
    assert "   ▁▃  marks 0 50 per cent, the pass mark is 80" in said
    assert {line.split("  ")[-1].strip() for line in said if line.startswith("   ━━━━") or line.startswith("   ────")} == {
        "scams",
        "chats",
    }
    assert said[-2].startswith("Nothing is due. Next: ")
    assert said[-1] == "Comes again: this week 2"
    (played.folder / "first.toml").unlink()
    write_bank(played.folder, "second")
    gone = "Ann has played 1 bank that is not here. To search another folder: quiz progress --banks DIR\n"
    assert played("progress", *ANN).stdout == gone
