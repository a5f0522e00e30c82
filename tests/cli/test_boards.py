"""``quiz board``: printed once in words or as JSON, or shown in the app."""

import os
import sqlite3
from contextlib import closing

import pytest

from quiz.services.requests import BoardRequest
from quiz.services.settings import Settings, write_settings
from quiz.store import sqlite
from quiz.store.store import open_store
from tests.cli.conftest import FakeApp, Program
from tests.store.makers import play

IN_2001 = 1_000_000_000_000
IN_2020 = 1_600_000_000_000


@pytest.fixture
def scores(quiz: Program) -> Program:
    """Three players: Ann and Bob of Science with equal points, and Cy, of no team, with fewer, long ago."""
    with closing(open_store(str(quiz.store))) as store:
        for name, team, points, at in (
            ("Ann Ash", "Science", 1800, IN_2020),
            ("Bob Bay", "Science", 1800, IN_2020 + 1),
            ("Cy", "", 1, IN_2001),
        ):
            play(store, store.sign_in(name, team, at), points=points, mark=0.5, at=at)
    return quiz


def test_the_board_is_sentences_and_equal_ranks_are_said_as_equal(scores: Program) -> None:
    result = scores("board", "--plain")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "Leaderboard of all banks, by player.",
        "Rank 1 equal: Ann Ash, team Science, 1,800 points.",
        "Rank 1 equal: Bob Bay, team Science, 1,800 points.",
        "Rank 3: Cy, 1 point.",
    ]


def test_the_board_of_an_empty_file_is_empty(quiz: Program) -> None:
    quiz.store.touch()
    result = quiz("board", "--plain")
    assert (result.exit_code, result.stderr) == (0, "")
    assert quiz.store.stat().st_size == 0


def test_without_a_terminal_it_is_printed(scores: Program) -> None:
    assert scores("board").stdout == scores("board", "--plain").stdout


def test_the_board_as_json_has_the_promised_shape(scores: Program) -> None:
    first, *others = scores.json("board", "first", "--json")
    assert first == {
        "rank": 1,
        "name": "Ann Ash",
        "team": "Science",
        "points": 1800,
        "mark": 50.0,
        "bank": "first",
        "at": IN_2020,
    }
    assert [other["rank"] for other in others] == [1, 3]


def test_over_all_banks_the_bank_is_null(scores: Program) -> None:
    assert {row["bank"] for row in scores.json("board", "--json")} == {None}


def test_teams_are_ranked_by_the_mean_of_their_members(scores: Program) -> None:
    assert scores("board", "--by", "team", "--plain").stdout.splitlines()[1:] == [
        "Rank 1: team Science, 2 members, 1,800 points on average."
    ]
    assert [row["name"] for row in scores.json("board", "--by", "team", "--json")] == ["Science"]


def test_since_leaves_out_what_was_reached_before(scores: Program) -> None:
    assert [row["name"] for row in scores.json("board", "--since", "2019-12-31", "--json")] == ["Ann Ash", "Bob Bay"]
    assert scores.json("board", "--since", "today", "--json") == []
    assert len(scores.json("board", "--since", "0001-01-01", "--json")) == 3
    assert ", since 7d." in scores("board", "--since", "7d").stdout


def test_initials_stand_in_place_of_players_names_but_not_of_teams(scores: Program) -> None:
    assert [row["name"] for row in scores.json("board", "--initials", "--json")] == ["A. A.", "B. B.", "C."]
    assert "Ann" not in scores("board", "--initials").stdout
    assert [row["name"] for row in scores.json("board", "--initials", "--by", "team", "--json")] == ["Science"]


def test_initials_that_the_settings_want_need_no_option(scores: Program) -> None:
    from quiz.paths import settings_file

    write_settings(Settings(initials_only=True), settings_file())
    assert "Ann" not in scores("board", "--json").stdout


def test_a_board_on_which_nobody_is_says_so(scores: Program) -> None:
    assert scores("board", "--since", "today").stdout.endswith("Nobody is on this board yet.\n")


def test_looking_at_a_board_makes_no_file(quiz: Program) -> None:
    result = quiz("board")
    assert (result.exit_code, quiz.store.exists()) == (0, False)
    assert quiz.json("board", "--json") == []


def test_an_unknown_bank_is_answered_with_the_nearest_spelling(scores: Program) -> None:
    result = scores("board", "frist", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == 'There is no bank "frist".\nDid you mean "first"?\n'


def test_the_board_of_a_bank_that_is_gone_can_still_be_seen(scores: Program) -> None:
    (scores.folder / "first.toml").unlink()
    assert len(scores.json("board", "first", "--json")) == 3


@pytest.mark.parametrize("wrong", [["--since", "soon"], ["--by", "school"], ["--plain", "--json"]])
def test_wrong_usage_is_said_in_a_sentence(quiz: Program, wrong: list[str]) -> None:
    result = quiz("board", *wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("See: quiz board --help\n")


def test_a_damaged_store_is_said_in_words(quiz: Program) -> None:
    quiz.store.write_bytes(b"no scores" * 1000)
    result = quiz("board", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "damaged" in result.stderr


def test_on_a_terminal_the_app_shows_it(scores: Program, app: FakeApp) -> None:
    assert scores("board", "first", "--by", "team", "--since", "2020-01-01", "--initials").exit_code == 0
    (request,) = app.requests
    assert request.board == BoardRequest(bank="first", by="team", since=1_577_836_800_000, initials=True)


def test_a_terminal_prints_it_where_that_is_asked_for(scores: Program, app: FakeApp) -> None:
    assert scores("board", "--plain").stdout.startswith("Leaderboard")
    scores.json("board", "--json")
    assert app.requests == []


def test_an_unknown_bank_opens_no_app(scores: Program, app: FakeApp) -> None:
    assert (scores("board", "frist").exit_code, app.requests) == (1, [])


def test_another_programs_lock_does_not_stop_a_board(scores: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = scores("board", "--plain").stdout
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(scores.store, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert scores("board", "--plain").stdout == shown


def test_a_board_is_shown_where_nothing_may_be_written(scores: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = scores("board", "--plain").stdout
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    before = {path: path.read_bytes() for path in scores.store.parent.glob("scores*")}
    assert scores("board", "--plain").stdout == shown
    assert {path: path.read_bytes() for path in scores.store.parent.glob("scores*")} == before


@pytest.fixture
def trust(quiz: Program) -> Program:
    """Two people on Hill Primary and one on Vale, and one where nobody has said which site it is."""
    with closing(open_store(str(quiz.store))) as store:
        for name, site, points in (
            ("Ann", "Hill Primary", 300),
            ("Bea", "Hill Primary", 101),
            ("Cy", "Vale", 900),
            ("Di", "", 5),
        ):
            play(store, store.sign_in(name, "", 1), points=points, at=IN_2020, site=site)
    return quiz


def test_sites_rank_by_the_mean_of_their_people_and_one_can_be_looked_at_alone(trust: Program) -> None:
    assert trust("board", "--by", "site", "--plain").stdout.splitlines() == [
        "Leaderboard of all banks, by site.",
        "Rank 1: site Vale, 1 person, 900 points on average.",
        "Rank 2: site Hill Primary, 2 people, 200.5 points on average.",
    ]
    assert [row["name"] for row in trust.json("board", "--site", "hill primary", "--json")] == ["Ann", "Bea"]
    assert trust("board", "first", "--site", "Vale", "--since", "7d").stdout.splitlines() == [
        'Leaderboard of the bank "first", site "Vale", by player, since 7d.',
        "Nobody is on this board yet.",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--site", "Hil Primary"), 'Nothing was played on a site "Hil Primary".\nDid you mean "Hill Primary"?\n'),
        (("--site", "Vale", "--by", "site"), "--by site shows every site"),
    ],
)
def test_a_site_that_cannot_be_shown_is_said_in_a_sentence(trust: Program, arguments: tuple[str, ...], words: str) -> None:
    result = trust("board", *arguments)
    assert (result.stdout, words in result.stderr) == ("", True), result.stderr


def test_where_no_site_has_a_name_it_is_said_how_one_gets_one(scores: Program) -> None:
    assert 'school.toml: site = "Hill Primary"' in scores("board", "--by", "site").stdout
    assert 'school.toml: site = "Hill Primary"' in scores("board", "--site", "Hill").stderr
