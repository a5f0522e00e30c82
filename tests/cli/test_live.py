"""Hosting and joining on the command line: what is refused, and in which words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.live.host.app import HostApp
from quiz.live.host_request import HostRequest
from tests.cli.conftest import Program, write_bank


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch) -> list[HostRequest]:
    """Note what would be hosted, in place of hosting it."""
    asked: list[HostRequest] = []
    monkeypatch.setattr("quiz.cli.host.app_can_run", lambda: True)

    def note(app: HostApp, last_words: Callable[[], None]) -> int:
        asked.append(app.request)
        return 0

    monkeypatch.setattr("quiz.tui.running.run_on_terminal", note)
    return asked


def test_everything_can_be_said_in_one_command(quiz: Program, hosted: list[HostRequest]) -> None:
    options = ["--questions", "2", "--rounds", "2", "--mood", "serious", "--points", "classic", "--time-limit"]
    result = quiz("host", "first", *options, "--teams", "Red, Blue", "--how-sure", "--lan", "--port", "0", "--seed", "7")
    assert (result.exit_code, result.output) == (0, "")
    assert hosted == [
        HostRequest(
            banks=("first",),
            questions=2,
            rounds=2,
            mood="serious",
            preset="classic",
            timed=True,
            teams=("Red", "Blue"),
            how_sure=True,
            lan=True,
            port=0,
            seed=7,
        )
    ]


def test_a_bank_may_be_named_by_its_file(
    quiz: Program, hosted: list[HostRequest], pinned_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for identifier in ("mine", "first"):
        write_bank(pinned_environment, identifier, title="Mine")
    monkeypatch.chdir(pinned_environment)
    for asked in (["~/mine.toml", "first", "./mine.toml"], ["./first.toml"]):
        assert quiz("host", *asked).exit_code == 0
    assert [(request.banks, request.shadowed) for request in hosted] == [(("mine", "first"), ()), (("first",), ("first",))]


def test_without_a_bank_everything_is_asked_for(quiz: Program, hosted: list[HostRequest]) -> None:
    assert quiz("host").exit_code == 0
    assert hosted == [HostRequest()]


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["frist"], 'There is no bank "frist".\nDid you mean "first"?', 1),
        (["first", "--hands", "--lan"], "--hands opens no network", 2),
        (["first", "--hands", "--how-sure"], "nobody can say how sure", 2),
        (["first", "--cert", "/"], "is a directory", 2),
        (["first", "--teams", "Red,red"], "Two teams have the same name", 2),
        (["first", "--teams", "Red,Modern Foreign Languages and Classics"], "A team name in a hall has 24 characters", 2),
        (["first", "--public-url", "quiz"], "as people type it", 2),
        (["--resume"], "No game was interrupted", 1),
        (["first", "--rounds", "0"], "rounds", 2),
    ],
)
def test_what_cannot_be_hosted_is_said_in_a_sentence(
    quiz: Program, hosted: list[HostRequest], arguments: list[str], words: str, status: int
) -> None:
    result = quiz("host", *arguments)
    assert (result.exit_code, words in result.stderr, hosted) == (status, True, []), result.stderr


def test_a_certificate_that_is_none_is_refused_before_the_hall_sees_it(
    quiz: Program, hosted: list[HostRequest], tmp_path: Path
) -> None:
    for name in ("cert", "key"):
        (tmp_path / name).write_text("no certificate")
    result = quiz("host", "first", "--cert", tmp_path / "cert", "--key", tmp_path / "key")
    assert (result.exit_code, hosted) == (1, [])
    assert "not a certificate and its key" in result.stderr
    result = quiz("host", "first", "--cert", tmp_path / "none", "--key", tmp_path / "key")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
    assert "--cert and --key go together" in quiz("host", "first", "--key", tmp_path / "key").stderr


def test_hosting_needs_a_terminal(quiz: Program) -> None:
    result = quiz("host", "first")
    assert result.exit_code == 2
    assert "needs a terminal" in result.stderr


def test_without_the_libraries_for_phones_hands_are_offered(
    quiz: Program, hosted: list[HostRequest], monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ("network", "join"):
        monkeypatch.setattr(f"quiz.cli.{command}.find_spec", lambda name: None)
    result = quiz("host", "first")
    assert result.exit_code == 1
    assert "quiz host --hands" in result.stderr
    assert quiz("host", "first", "--hands").exit_code == 0
    assert "-m pip install aiohttp" in quiz("join", "127.0.0.1:9").stderr
    served = quiz("serve").stderr
    assert "Browsers need two more packages" in served
    assert "-m pip install aiohttp segno" in served


@pytest.mark.parametrize(("address", "status"), [("ftp://x", 2), ("127.0.0.1:9", 1)])
def test_joining_nobody_is_a_sentence(quiz: Program, address: str, status: int) -> None:
    result = quiz("join", address, "--plain")
    assert result.exit_code == status
    assert "address" in result.stderr
    assert "Traceback" not in result.output


def test_a_game_with_hands_brings_in_no_network_library() -> None:
    from tests.test_floors import imported_by

    modules = "quiz.cli.host, quiz.live.host.app, quiz.live.host.stage, quiz.live.host.setup, quiz.services.live_game"
    assert not imported_by(f"import {modules}") & {"aiohttp", "segno"}
