"""What the app does to the store's file: a copy each day of use, and nothing at all where it only shows the board."""

import asyncio
import contextlib
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.services.requests import BoardRequest
from quiz.services.services import Services
from quiz.store.location import backups
from quiz.store.store import Store, open_store
from quiz.tui.app import QuizApp
from quiz.tui.dialogs import Dialog
from quiz.tui.screens.board import BoardScreen
from tests.builders import PATIENCE, true_false
from tests.store.makers import ask_file, make_older, play
from tests.tui.driving import Hall, press, settle
from tests.tui.seeing import picture


@pytest.fixture
def file(hall: Hall) -> Path:
    """The scores of the hall, in which Ann has played."""
    hall.add(true_false("one"))
    file = hall.folder / "scores.db"
    with contextlib.closing(open_store(str(file))) as store:
        play(store, store.sign_in("Ann", "Science", 1))
    return file


def only_the_board(hall: Hall) -> QuizApp:
    app = hall.app(player="Sam")
    app.request = replace(app.request, board=BoardRequest())
    return app


async def test_the_first_start_of_a_day_keeps_a_copy(hall: Hall, file: Path) -> None:
    async with hall.app().run_test() as pilot:
        await settle(pilot)
    (copy,) = backups(file)
    assert ("Ann",) in ask_file(copy, "SELECT name FROM players")


async def test_a_board_alone_changes_nothing_and_follows(hall: Hall, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    before = {path: path.read_bytes() for path in hall.folder.glob("scores*")}
    app = only_the_board(hall)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, BoardScreen)
        assert "Ann" in picture(app)
        assert {path: path.read_bytes() for path in hall.folder.glob("scores*")} == before
        ask_file(file, "UPDATE board_revision SET revision = revision + 1")
        ask_file(file, "UPDATE players SET name = 'Zoe'")
        app.screen.follow()
        await settle(pilot)
        assert "Zoe" in picture(app)
        assert "Ann" not in picture(app)


@pytest.mark.parametrize("older", [True, False])
async def test_a_board_that_is_a_copy_says_that_it_does_not_follow(
    hall: Hall, file: Path, older: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if older:
        make_older(file, 2)
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    app = only_the_board(hall)
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, BoardScreen)
        assert ("This is a copy of older" in picture(app)) is older


async def test_a_board_of_scores_that_are_still_to_come_follows_them(hall: Hall) -> None:
    hall.add(true_false("one"))
    app = only_the_board(hall)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, BoardScreen)
        assert "Ann" not in picture(app)
        with contextlib.closing(open_store(app.request.store)) as store:
            play(store, store.sign_in("Ann", "Science", 1))
        app.screen.follow()
        await settle(pilot)
        assert "Ann" in picture(app)


async def test_who_plays_without_keeping_scores_is_not_told_that_they_are_kept(hall: Hall) -> None:
    hall.add(true_false("one"), true_false("two"))
    hall.folder.joinpath("scores.db").write_bytes(b"no scores at all" * 100)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, Dialog):
            await pilot.pause()
        await press(pilot, "p")
        await press(pilot, "enter")
        await pilot.press("escape")
        while not isinstance(app.screen, Dialog):
            await pilot.pause()
        await pilot.pause()
        said = " ".join(picture(app).split())
        assert "Scores are not kept this time" in said
        assert "is kept, and" not in said


async def test_an_app_that_leaves_just_after_its_store_was_opened_lets_go_of_it(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, left = threading.Event(), threading.Event()
    closed: list[Services] = []
    close = Services.close

    def noted(services: Services) -> None:
        closed.append(services)
        close(services)

    monkeypatch.setattr(Services, "close", noted)
    app = hall.app()

    def leaves_meanwhile() -> bool:
        looked.set()
        left.wait(PATIENCE)
        return False

    monkeypatch.setattr(app.leaving, "is_set", leaves_meanwhile)
    preparing = asyncio.create_task(app.prepare())
    await asyncio.to_thread(looked.wait, PATIENCE)
    await app.on_unmount()
    assert len(closed) == 1
    left.set()
    with contextlib.suppress(asyncio.CancelledError):
        preparing.cancel()
        await preparing


async def test_a_store_that_opens_at_last_when_the_app_has_left_is_let_go_of(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = hall.folder / "scores.db"
    file.write_bytes(b"no scores at all" * 100)
    app = hall.app()
    async with app.run_test() as pilot:
        while not isinstance(app.screen, Dialog):
            await pilot.pause()
        file.unlink()
        begun, left = threading.Event(), threading.Event()
        closed: list[Store] = []
        close = Store.close

        def noted(store: Store) -> None:
            closed.append(store)
            close(store)

        def slowly(location: str) -> Store:
            begun.set()
            left.wait(PATIENCE)
            return open_store(location)

        monkeypatch.setattr(Store, "close", noted)
        monkeypatch.setattr("quiz.services.services.open_store", slowly)
        opening = asyncio.create_task(app.open_store_again())
        await asyncio.to_thread(begun.wait, PATIENCE)
        assert app.services.trouble, "until it has opened all is as it was"
        app.services.store.has_begun("nobody")
    left.set()
    await opening
    assert app.services.store in closed
