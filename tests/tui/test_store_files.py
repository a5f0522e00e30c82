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
from quiz.store.store import open_store
from quiz.tui.app import QuizApp
from quiz.tui.dialogs import Dialog
from quiz.tui.screens.board import BoardLine, BoardScreen
from tests.builders import true_false
from tests.store.makers import ask_file, play
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
        assert len(app.screen.query(BoardLine)) == 1
        assert {path: path.read_bytes() for path in hall.folder.glob("scores*")} == before
        ask_file(file, "UPDATE board_revision SET revision = revision + 1")
        ask_file(file, "UPDATE players SET name = 'Zoe'")
        app.screen.follow()
        await settle(pilot)
        assert [line._who for line in app.screen.query(BoardLine)] == ["Zoe"]


async def test_a_board_of_scores_that_are_still_to_come_follows_them(hall: Hall) -> None:
    hall.add(true_false("one"))
    app = only_the_board(hall)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, BoardScreen)
        with contextlib.closing(open_store(app.request.store)) as store:
            play(store, store.sign_in("Ann", "Science", 1))
        app.screen.follow()
        await settle(pilot)
        assert len(app.screen.query(BoardLine)) == 1


async def test_who_plays_without_keeping_scores_is_not_told_that_they_are_kept(hall: Hall) -> None:
    hall.add(true_false("one"), true_false("two"))
    hall.folder.joinpath("scores.db").write_bytes(b"no scores at all" * 100)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        while not isinstance(app.screen, Dialog):
            await pilot.pause()
        await press(pilot, "1")
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
        left.wait(10)
        return False

    monkeypatch.setattr(app.leaving, "is_set", leaves_meanwhile)
    preparing = asyncio.create_task(app.prepare())
    await asyncio.to_thread(looked.wait, 10)
    await app.on_unmount()
    assert len(closed) == 1
    left.set()
    with contextlib.suppress(asyncio.CancelledError):
        preparing.cancel()
        await preparing
