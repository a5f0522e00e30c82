"""Going on with a live game from the command line: how one is told, and what is checked again."""

import asyncio
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from quiz.game.events import Event, PlannedDoor
from quiz.live.host.app import HostApp
from quiz.paths import settings_file
from quiz.services.event_writer import EventWriter
from quiz.services.school import school_file
from quiz.store.errors import HostedElsewhereError
from quiz.store.store import open_store
from tests.cli.conftest import Program, write_bank
from tests.tui.driving import settle


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[HostApp]:
    """Begin to host in place of a terminal, and close at once."""
    apps: list[HostApp] = []

    async def run(app: HostApp) -> None:
        async with app.run_test() as pilot:
            await settle(pilot)

    def run_on_terminal(app: HostApp, last_words: Callable[[], None]) -> int:
        apps.append(app)
        asyncio.run(run(app))
        last_words()
        return 0

    monkeypatch.setattr("quiz.cli.host.app_can_run", lambda: True)
    monkeypatch.setattr("quiz.tui.running.run_on_terminal", run_on_terminal)
    return apps


def test_on_leaving_the_command_is_printed_that_comes_back(quiz: Program, left: list[HostApp], tmp_path: Path) -> None:
    assert quiz("host", "first", "--port", "0").stdout == "Go on with it: quiz host --resume\n"
    resumed = quiz("host", "--resume")
    assert (resumed.exit_code, resumed.stdout) == (0, "Go on with it: quiz host --resume\n")
    before, after = (app.live_game.record.id for app in left if app.live_game)
    assert before == after
    elsewhere = tmp_path / "other scores.db"
    write_bank(tmp_path / "more", "mine")
    said = quiz("host", "mine", "--port", "0", "--store", elsewhere, "--banks", tmp_path / "more").stdout
    assert said == f"Go on with it: quiz host --resume --banks {tmp_path / 'more'} --store '{elsewhere}'\n"


def test_a_host_that_another_has_overtaken_is_told_once_more_at_the_end(
    quiz: Program, left: list[HostApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = property(lambda writer: HostedElsewhereError(), lambda writer, trouble: None)
    monkeypatch.setattr(EventWriter, "trouble", elsewhere, raising=False)
    said = quiz("host", "first", "--port", "0").stdout
    assert said == f"{HostedElsewhereError()}\n"


def test_a_bank_that_was_named_by_its_file_is_named_again(quiz: Program, left: list[HostApp], tmp_path: Path) -> None:
    file = write_bank(tmp_path, "mine")
    said = quiz("host", file, "--hands").stdout
    assert said == f"Go on with it: quiz host --resume {file}\n"
    assert quiz("host", "--resume", file).stdout == said


def test_the_certificate_of_before_is_tried_again(quiz: Program, left: list[HostApp], tmp_path: Path) -> None:
    assert quiz("host", "first", "--port", "0").exit_code == 0
    assert left[0].live_game
    record = left[0].live_game.record
    (tmp_path / "cert.pem").write_text("no certificate")
    door = PlannedDoor(port=1, certificate=str(tmp_path / "cert.pem"), key=str(tmp_path / "cert.pem"))
    plan = msgspec.json.encode(msgspec.structs.replace(record.plan, door=door)).decode()
    with closing(open_store(str(quiz.store))) as store, store._connection.transaction():
        store._connection.execute("UPDATE games SET plan = :plan", {"plan": plan})
    result = quiz("host", "--resume")
    assert (result.exit_code, len(left)) == (1, 1)
    assert "not a certificate and its key" in result.stderr
    (tmp_path / "cert.pem").unlink()
    gone = quiz("host", "--resume")
    assert gone.exit_code == 1
    assert "cert.pem" in gone.stderr
    assert "Traceback" not in gone.output


def test_options_of_a_network_do_not_go_with_hands(quiz: Program, left: list[HostApp]) -> None:
    for option in ("--approve", "--suggested-names", "--lan"):
        result = quiz("host", "first", "--hands", option)
        assert (result.exit_code, option in result.stderr) == (2, True)
    assert quiz("host", "first", "--hands").exit_code == 0
    result = quiz("host", "--resume", "--lan")
    assert result.exit_code == 2
    assert "played with hands and opens no network" in result.stderr


def test_names_are_looked_at_where_the_command_says_so(quiz: Program, left: list[HostApp]) -> None:
    assert quiz("host", "first", "--port", "0", "--approve", "--suggested-names").exit_code == 0
    assert left[0].live_game
    plan = left[0].live_game.game.plan
    assert (plan.approve, plan.suggested_names) == (True, True)


def test_where_the_last_game_has_ended_that_is_said_and_what_shows_it(quiz: Program, left: list[HostApp]) -> None:
    assert "has ended" not in quiz("host", "--resume").stderr
    assert quiz("host", "first", "--port", "0").exit_code == 0
    assert left[0].live_game
    with closing(open_store(str(quiz.store))) as store:
        record, game = left[0].live_game.record, left[0].live_game.game
        events: list[Event] = [game.join("ann", "Ann", "", 1.0), game.finish(2.0)]
        for event in events:
            game.apply(event)
        store.games.finish(record, 0, events, game, 2000)
    said = quiz("host", "--resume")
    assert said.exit_code == 1
    assert 'the last one has ended, and "quiz report game" shows it' in said.stderr
    assert quiz("report", "game").exit_code == 0


def test_a_host_goes_on_with_its_own_sites_game_unless_another_is_asked_for(quiz: Program, left: list[HostApp]) -> None:
    file = school_file(settings_file())
    file.parent.mkdir(parents=True, exist_ok=True)
    for site in ("Hill", "Vale"):
        file.write_text(f'site = "{site}"', encoding="utf-8")
        assert quiz("host", "first", "--port", "0").exit_code == 0
    file.write_text('site = "Hill"', encoding="utf-8")
    assert quiz("host", "--resume").stdout == "Go on with it: quiz host --resume\n"
    assert quiz("host", "--resume", "--site", "Vale").stdout == "Go on with it: quiz host --resume --site Vale\n"
    hill, vale, again, other = (app.live_game.record.id for app in left if app.live_game)
    assert (again, other) == (hill, vale)
    file.write_text('site = "Dale"', encoding="utf-8")
    refused = quiz("host", "--resume")
    assert (refused.exit_code, refused.stderr) == (
        1,
        'No game was interrupted on the site "Dale".\nOne was on the site "Vale": quiz host --resume --site "Vale"\n',
    )
    assert quiz("host", "first", "--site", "Vale").exit_code == 2
