"""From a chosen bank to its first question: what was asked for holds, practice is said, nothing of another window ends."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from quiz.services.requests import PlayRequest
from quiz.tui.dialogs import Dialog
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.ready import ReadyScreen
from tests import builders
from tests.marks import first_of
from tests.tui.driving import Hall, playing, press, settle, tap
from tests.tui.seeing import picture

QUESTIONS = tuple(builders.single(f"q{number}", time_limit="none") for number in range(4))


def own_bank(folder: Path, *, identifier: str) -> Path:
    file = folder / "own" / "x.toml"
    file.parent.mkdir()
    file.write_text(builders.to_toml(builders.document(builders.bank(*QUESTIONS, identifier=identifier))), encoding="utf-8")
    return file


@pytest.mark.parametrize("spelling", first_of(2, ["./x.toml", "x", "x.toml", "../own/x.toml", "~/own/x.toml"]))
async def test_a_bank_named_by_its_file_is_played_as_was_asked_however_it_is_spelt(
    hall: Hall, spelling: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = own_bank(hall.folder, identifier="own")
    file.with_name("x").write_bytes(file.read_bytes())
    monkeypatch.chdir(file.parent)
    monkeypatch.setenv("HOME", str(hall.folder))
    app = hall.app(play=PlayRequest(bank=spelling, questions=2, preset="accuracy"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        while not isinstance(app.screen, ReadyScreen):
            await pilot.pause()
        await press(pilot, "enter")
        record = playing(app).session.record
        assert (len(record.questions), record.preset, record.on_board) == (2, "accuracy", False)


async def test_options_without_a_bank_are_for_the_one_that_is_chosen(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    app = hall.app(play=PlayRequest(learn=True, questions=2))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        record = playing(app).session.record
        assert (len(record.questions), record.mode) == (2, "learn")


@pytest.mark.parametrize("asked", [{"questions": 2}, {"seed": 5}, {"preset": "accuracy"}])
async def test_practice_is_said_before_it_begins_and_can_be_declined(hall: Hall, asked: dict[str, Any]) -> None:
    hall.add(*QUESTIONS)
    app = hall.app(play=PlayRequest(**asked))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        while not isinstance(app.screen, ReadyScreen):
            await pilot.pause()
        await pilot.pause()
        assert "This quiz is for practice" in " ".join(picture(app).split())
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert app.player
        assert app.services.store.open_attempts(app.player.id) == []


@pytest.mark.parametrize(("first", "then", "offered"), [("enter", "enter", True), ("l", "l", True), ("l", "enter", False)])
async def test_who_plays_goes_on_with_a_quiz_and_who_practises_with_practice(
    hall: Hall, first: str, then: str, offered: bool
) -> None:
    hall.add(*QUESTIONS)
    app = hall.app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, first)
        hall.clock.move(1)
        await press(pilot, "1")
        await tap(pilot, "escape", "l")
        await tap(pilot, then)
        assert isinstance(app.screen, Dialog) is offered
        assert ("practice." in picture(app)) is (offered and then == "l")


async def test_a_file_whose_id_a_bank_of_the_folders_has_is_for_practice(hall: Hall) -> None:
    hall.add(*QUESTIONS[:2])
    app = hall.app(play=PlayRequest(bank=str(own_bank(hall.folder, identifier="first"))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        async with asyncio.timeout(builders.PATIENCE):
            while not isinstance(app.screen, ReadyScreen):
                await pilot.pause()
        await pilot.pause()
        assert "another bank" in picture(app)
        await press(pilot, "enter")
        assert not playing(app).session.record.on_board


async def test_the_banks_own_rules_begin_without_a_question_and_count(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    app = hall.app(extra_time="2")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert playing(app).session.record.on_board


async def test_a_quiz_begun_in_a_second_window_leaves_the_first_one_to_its_end(hall: Hall) -> None:
    hall.add(builders.single("one", right=0, shuffle=False))
    app, other = hall.app(), hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        async with other.run_test(size=(80, 24)) as second:
            await settle(second)
            await press(second, "enter")
            assert playing(other)
        hall.clock.move(1)
        await press(pilot, "1", "enter")
        assert app.player
        assert [record.mark for record in app.services.store.history(app.player.id, "first")] == [100]


async def test_a_bank_that_cannot_be_had_is_said_and_not_passed_over(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    app = hall.app(play=PlayRequest(bank="frist"))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert 'There is no bank "frist".' in picture(app)


async def test_who_plays_at_anothers_machine_is_not_moved_into_their_team(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    for asked, team in (
        (PlayRequest(), "Maths"),
        (PlayRequest(player="Kim"), ""),
        (PlayRequest(player="Kim", team="Art"), "Art"),
    ):
        app = hall.app(player="Sam", team="Maths", play=asked)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert app.player
            assert app.player.team == team
