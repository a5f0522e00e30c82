"""A board follows its store, however slow that is, and says once that it cannot be read."""

import asyncio
import contextlib
import threading

import pytest

from quiz.store.errors import StoreError
from quiz.store.store import open_store
from quiz.tui.app import QuizApp
from quiz.tui.screens.board import BoardLine, BoardScreen
from quiz.tui.widgets.plain_text import PlainText
from tests.builders import true_false
from tests.store.makers import play
from tests.tui.driving import Hall, settle


def board_of(app: QuizApp) -> BoardScreen:
    assert isinstance(app.screen, BoardScreen)
    return app.screen


async def test_a_store_slower_than_the_second_between_two_looks_is_still_followed(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.add(true_false("one"))
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)
        board, store = board_of(app), app.services.store
        with contextlib.closing(open_store(app.request.store)) as other:
            play(other, other.sign_in("Zoe", "Science", 1))
        answers, read = threading.Event(), store.board_revision
        begun: list[int] = []

        def slowly() -> int:
            begun.append(1)
            answers.wait(10)
            return read()

        monkeypatch.setattr(store, "board_revision", slowly)
        for _ in range(3):
            board.follow()
            await pilot.pause()
        assert len(begun) == 1
        answers.set()
        await settle(pilot)
        assert "Zoe" in [line._who for line in board.query(BoardLine)]


async def test_a_store_that_cannot_be_read_is_told_once_until_it_can_be(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(true_false("one"))
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)
        board, store = board_of(app), app.services.store

        def fails() -> int:
            raise StoreError("The scores cannot be read.", "Look at the disk.")

        async def follow(times: int) -> int:
            for _ in range(times):
                board.follow()
                await settle(pilot)
            return len(app._notifications)

        before = len(app._notifications)
        with monkeypatch.context() as broken:
            broken.setattr(store, "board_revision", fails)
            assert await follow(3) == before + 1
        assert await follow(2) == before + 1
        monkeypatch.setattr(store, "board_revision", fails)
        assert await follow(3) == before + 2


def shown(app: QuizApp) -> tuple[str, list[str]]:
    """Return what the heading says, and who stands below it."""
    board = board_of(app)
    return str(board.query_one("#what", PlainText).render()), [line._who for line in board.query(BoardLine)]


async def test_a_heading_and_its_rows_belong_together_however_slow_the_store_is(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.add(true_false("one"))
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        store = app.services.store
        play(store, store.sign_in("Zoe", "Science", 1))
        await pilot.press("b")
        await settle(pilot)
        may_answer, read = threading.Semaphore(0), store.board_revision
        begun: list[int] = []

        def slowly() -> int:
            begun.append(1)
            may_answer.acquire(timeout=10)
            return read()

        monkeypatch.setattr(store, "board_revision", slowly)
        await pilot.press("t", "t")
        may_answer.release()
        async with asyncio.timeout(5):
            while len(begun) < 2:
                await pilot.pause()
        heading, rows = shown(app)
        assert (heading.endswith("by player"), rows) == (True, ["Zoe"])
        may_answer.release(100)
        await pilot.press("t")
        await settle(pilot)
        heading, rows = shown(app)
        assert (heading.endswith("by team"), rows) == (True, ["Science"])


@pytest.mark.parametrize("key", ["t", "right", "left", "d"])
async def test_a_key_that_brings_nothing_because_the_store_cannot_be_read_says_so(
    hall: Hall, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.add(true_false("one"))
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)

        def fails() -> int:
            raise StoreError("The scores cannot be read.", "Look at the disk.")

        monkeypatch.setattr(app.services.store, "board_revision", fails)
        board_of(app).follow()
        await settle(pilot)
        before = len(app._notifications)
        await pilot.press(key)
        await settle(pilot)
        assert len(app._notifications) == before + 1
