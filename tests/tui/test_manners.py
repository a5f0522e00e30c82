"""Manners: help in words for players, a window that is too small, themes tried before they are kept, buttons to click."""

import asyncio

import pytest
from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from quiz.questions.names import NAME_LENGTH
from quiz.tui.dialogs import Card, Dialog
from quiz.tui.inset_app import InsetApp
from quiz.tui.screens.name import NameScreen
from quiz.tui.widgets.key_bar import LEAST_SIZE
from tests import builders
from tests.tui.driving import Hall, click, playing, press, settle, tap, until
from tests.tui.seeing import picture, texts

PROGRAMMERS_WORDS = ("Focus", "Page Left", "Page Up", "Scroll Left", "Scroll Home", "palette", "Submit", "Delete")


@pytest.mark.thorough
async def test_help_speaks_to_players(hall: Hall) -> None:
    hall.add(*builders.every_type())
    app = hall.app()
    async with app.run_test(size=(90, 60), notifications=True) as pilot:
        await settle(pilot)
        for keys in ("", "n", "s", "s end enter", "b", "t", "t enter", "enter"):
            await tap(pilot, *keys.split())
            app.action_help()
            await settle(pilot) if keys in ("", "b", "t") else await pilot.pause()
            await pilot.pause()
            seen = picture(app)
            assert "Everywhere" in seen
            assert not [word for word in PROGRAMMERS_WORDS if word in seen], keys
            await tap(pilot, *["escape"] * (len(app.screen_stack) - 1))


async def test_of_what_is_pasted_into_a_name_its_beginning_is_taken_and_the_rest_is_spoken_of(hall: Hall) -> None:
    hall.add(*builders.every_type())
    app = hall.app(player="")
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await tap(pilot, "n", "A", "b")
        app.post_message(events.Paste("c" * 100))
        await until(pilot, lambda: "A name has 40 letters at most." in picture(app))
        assert "Ab" + "c" * (NAME_LENGTH - 2) + " " in picture(app).replace("\n", " ")
        await tap(pilot, "shift+left", "shift+left")
        app.post_message(events.Paste("Zoë"))
        await until(pilot, lambda: "cZo" in picture(app))


@pytest.mark.parametrize("size", [(LEAST_SIZE.width - 1, 24), (80, LEAST_SIZE.height - 1)])
@pytest.mark.parametrize(
    "keys",
    [("enter",), *(pytest.param(keys, marks=pytest.mark.thorough) for keys in [("enter", "escape"), ("n",)])],
    ids="-".join,
)
async def test_a_window_without_room_says_so_and_what_was_there_comes_back(
    hall: Hall, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    hall.add(builders.true_false("one", time_limit="none"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, *keys)
        before = picture(app)
        await pilot.resize_terminal(*size)
        said = f"This window is too small It has {size[0]} by {size[1]}, and needs 40 by 12."
        await until(pilot, lambda: " ".join(picture(app).split()) == said)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: picture(app) == before)
        await pilot.resize_terminal(*LEAST_SIZE)
        await until(pilot, lambda: "too small" not in picture(app))


async def test_the_name_can_be_given_by_mouse_alone(hall: Hall) -> None:
    hall.add(builders.true_false("one"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "n")
        await click(pilot, "Esc Back")
        async with asyncio.timeout(builders.PATIENCE):
            while isinstance(app.screen, NameScreen):
                await pilot.pause()
        await tap(pilot, "n", "x")
        await click(pilot, "Enter Done")
        await settle(pilot)
        assert app.player
        assert app.player.name != "Sam"


async def test_a_way_whose_letters_are_all_taken_has_a_figure(hall: Hall) -> None:
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        ways = [("first", "Yes"), ("one", "A"), ("two", "a"), ("three", "4"), ("four", "王小明")]
        came: list[str | None] = []
        for key in ("a", "1", "2", "王"):
            app.push_screen(Dialog("Which?", "", ways), came.append)
            await pilot.pause()
            await pilot.press(key)
            await pilot.pause()
        assert came == ["one", "two", "three", "four"]


@pytest.mark.parametrize("way", ["n", "escape", "down enter escape"], ids=["name", "leaving home", "leaving a question"])
async def test_help_comes_over_a_dialog_and_goes_again(hall: Hall, way: str) -> None:
    hall.add(builders.single("a"), identifier="first")
    hall.add(builders.single("b"), identifier="second")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, *way.split())
        dialog = app.screen
        await tap(pilot, "f1")
        assert "Everywhere" in picture(app)
        await tap(pilot, "escape")
        assert app.screen is dialog


async def test_words_on_a_card_keep_clear_of_its_scrollbar(hall: Hall) -> None:
    hall.add(builders.single())
    app = hall.app()
    async with app.run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "t", "question_mark")
        card = app.screen.query_one(Card)
        assert card.show_vertical_scrollbar
        right = max(words.region.right for words in card.query("PlainText, Rows"))
        assert right < card.vertical_scrollbar.region.x
        assert "Enter Close" in picture(app), "in sight all the same"


async def test_help_of_any_open_question_says_how_it_is_given_and_nothing_that_does_nothing(hall: Hall) -> None:
    hall.add(*builders.every_type())
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "enter")
        for _ in builders.every_type():
            kind = playing(app).attempt.current.question.NAME
            await tap(pilot, "f1")
            told = " ".join(texts(app.screen).split())
            assert f"This question: {kind.lower()}" in told
            assert "Enter gives your answer, once a filled button at the bottom says so" in told
            assert "F1 this card" in told
            assert "Tab" not in told
            assert "Home End" not in told
            await tap(pilot, "escape")
            hall.clock.move(1)
            await tap(pilot, "f4")
            hall.clock.move(1)
            await tap(pilot, "enter")


class Told(Static):
    """A part of a screen that tells when it is gone."""

    def __init__(self, gone: asyncio.Event) -> None:
        super().__init__(id="told")
        self._gone = gone

    def on_unmount(self) -> None:
        self._gone.set()


class Looking(Screen[None]):
    """A screen that looks for a part of it after something that takes as long as the part is there."""

    def __init__(self) -> None:
        super().__init__()
        self._gone = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield Told(self._gone)
        # Whose end is waited for as well, so that the screen is not gone at once.
        yield Lingering()

    def on_mount(self) -> None:
        self.run_worker(self._look())

    async def _look(self) -> None:
        await self._gone.wait()
        self.query_one("#told")


class Lingering(Static):
    """A part of a screen that takes a moment to go."""

    async def on_unmount(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)


@pytest.mark.parametrize("way", ["closed", "replaced"])
async def test_what_a_screen_has_under_way_ends_with_it_and_not_in_a_crash(way: str) -> None:
    app = InsetApp("inset-dark")
    async with app.run_test() as pilot:
        await app.push_screen(Looking())
        await (app.pop_screen() if way == "closed" else app.switch_screen(Screen()))
        await pilot.pause()
