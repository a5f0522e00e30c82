"""A board follows its store, however slow that is, and says once that it cannot be read."""

import asyncio
import contextlib
import threading

import pytest

from quiz.store.errors import StoreError
from quiz.store.store import open_store
from quiz.tui.app import QuizApp
from quiz.tui.screens.board import BoardScreen
from tests.builders import PATIENCE, true_false
from tests.store.makers import play
from tests.tui.driving import Hall, settle
from tests.tui.seeing import picture


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
            answers.wait(PATIENCE)
            return read()

        monkeypatch.setattr(store, "board_revision", slowly)
        for _ in range(3):
            board.follow()
            await pilot.pause()
        assert len(begun) == 1
        answers.set()
        await settle(pilot)
        assert "Zoe" in picture(app)


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

        async def follow() -> str:
            """Look once, and return what is said then."""
            app.hush()
            board.follow()
            await settle(pilot)
            return app.notice

        with monkeypatch.context() as broken:
            broken.setattr(store, "board_revision", fails)
            assert "cannot be read" in await follow()
            assert await follow() == ""
        assert await follow() == ""
        monkeypatch.setattr(store, "board_revision", fails)
        assert "cannot be read" in await follow()
        assert await follow() == ""


def shown(app: QuizApp) -> tuple[str, str]:
    """Return whose board the heading says it is, and the line of the first below it."""
    heading, *below = picture(app).splitlines()
    return heading.split()[2].strip(","), next(
        " ".join(below[y : y + 5]) for y, line in enumerate(below) if "▄▄▄▄▄▄▄▄" in line
    )


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
            may_answer.acquire(timeout=PATIENCE)
            return read()

        monkeypatch.setattr(store, "board_revision", slowly)
        await pilot.press("t", "t")
        may_answer.release()
        async with asyncio.timeout(PATIENCE):
            while len(begun) < 2:
                await pilot.pause()
        whose, first = shown(app)
        assert (whose, "Zoe" in first) == ("players", True)
        may_answer.release(100)
        await pilot.press("t")
        await settle(pilot)
        whose, first = shown(app)
        assert (whose, "Zoe" in first, "Science" in first) == ("teams", False, True)


@pytest.mark.parametrize("key", ["t", "right", "left", "s"])
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
        app.hush()
        await pilot.press(key)
        await settle(pilot)
        assert "cannot be read" in app.notice


async def test_a_board_is_read_while_nobody_knows_yet_who_has_improved(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(true_false("one"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        store = app.services.store
        zoe = store.sign_in("Zoe", "Science", 1)
        play(store, zoe, mark=0.5, at=2000)
        play(store, zoe, mark=1.0, at=3000)
        may_answer, read = threading.Event(), store.most_improved

        def slowly(bank: str | None, since: int | None = None, site: str = "") -> object:
            may_answer.wait(PATIENCE)
            return read(bank, since, site)

        monkeypatch.setattr(store, "most_improved", slowly)
        await pilot.press("b")
        async with asyncio.timeout(PATIENCE):
            while "Zoe" not in picture(app):
                await pilot.pause(0.01)
        assert "Most improved" not in picture(app)
        may_answer.set()
        await settle(pilot)
        assert "Most improved: Zoe, from 50 % to 100 %" in picture(app)


async def test_what_is_read_after_the_board_was_left_is_not_drawn(hall: Hall) -> None:
    hall.add(true_false("one"))
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)
        board = board_of(app)
        await pilot.press("escape")
        await settle(pilot)
        # There is nothing left to draw it in; the worker that reads would take the app with it.
        board._draw()
        assert app.screen is not board
