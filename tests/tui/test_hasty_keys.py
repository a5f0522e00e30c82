"""Keys that come two at once, or go on where another screen has come: nothing is closed, begun or ended by mistake."""

import pytest
from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widgets import Input, OptionList

from quiz.services.services import Services
from quiz.store.errors import StoreError
from quiz.store.store import Store
from quiz.tui.dialogs import Dialog
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.results import ResultsScreen
from tests import builders
from tests.tui.driving import Hall, playing, settle, tap
from tests.tui.seeing import picture

QUESTIONS = tuple(builders.true_false(f"q{number}", time_limit="none") for number in range(3))


async def test_ready_that_is_answered_twice_begins_one_quiz(newcomers: Hall) -> None:
    newcomers.add(*QUESTIONS)
    app, hall = newcomers.app(), newcomers
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        hall.clock.move(1)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert playing(app).attempt.responses == ()
        assert len(app.screen_stack) == 2


async def test_the_palette_is_paged_through_before_it_is_drawn(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "ctrl+p", "down")
        app.screen.query_one(OptionList).styles.width = 0
        await settle(pilot)
        await tap(pilot, "pagedown", "pageup")
        assert isinstance(app.screen, CommandPalette)


async def test_the_palette_is_closed_twice_and_opened_again_at_once(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        screen = playing(app)
        await tap(pilot, "ctrl+p")
        palette = app.screen
        assert isinstance(palette, CommandPalette)
        palette.dismiss()
        app.action_command_palette()
        palette.dismiss()
        await settle(pilot)
        assert isinstance(app.screen, CommandPalette)
        assert app.screen_stack[-2] is screen


async def test_what_is_typed_in_a_palette_that_is_left_looks_for_nothing(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.add(*QUESTIONS)
    app, looked_for = hall.app(), list[str]()
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "ctrl+p")
        palette = app.screen
        monkeypatch.setattr(palette, "_gather_commands", looked_for.append)
        # One that is on top keeps the palette alive, and its messages come.
        await app.push_screen(Screen())
        palette.query_one(Input).value = "settings"
        await settle(pilot)
        assert looked_for == []


async def test_what_is_chosen_twice_in_the_palette_is_done_once(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(*QUESTIONS)
    app, done = hall.app(), []
    command = SystemCommand("Count", "Count one more", lambda: done.append(1))
    monkeypatch.setattr(app, "get_system_commands", lambda _: [command])
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "ctrl+p", "down")
        commands = app.screen.query_one(OptionList)
        commands.action_select()
        commands.action_select()
        await settle(pilot)
        assert done == [1]
        assert playing(app)


async def test_staying_twice_is_staying(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "escape")
        hall.clock.move(1)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert playing(app)


async def test_next_twice_is_next(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "f4")
        screen = playing(app)
        screen.action_next()
        screen.action_next()
        await settle(pilot)
        assert app.screen is screen
        assert screen.attempt.position == 1


async def test_a_key_that_is_held_at_the_end_leaves_the_results_to_be_read(hall: Hall) -> None:
    hall.add(*QUESTIONS[:1])
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "f4")
        hall.clock.move(1)
        await pilot.press("enter")
        await settle(pilot)
        for _ in range(20):
            hall.clock.move(0.03)
            await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ResultsScreen)
        await tap(pilot, "q")
        await pilot.press("q")
        assert isinstance(app.screen, HomeScreen)
        assert app.return_code is None


async def test_of_two_keys_that_begin_something_the_first_counts(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(*QUESTIONS[:1])
    hall.add(*QUESTIONS, identifier="another", title="A bank before")
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "down", "enter", "f4", "enter")
        assert isinstance(app.screen, ResultsScreen)
        monkeypatch.setattr(Services, "is_first_go", lambda services, player, bank: bank.id == "another")
        await pilot.press("a", "enter")
        await settle(pilot)
        assert playing(app).session.bank.id == "first"


async def test_escape_loses_no_answer_that_could_not_be_kept(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(*QUESTIONS)
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        with monkeypatch.context() as full:

            def fails(*_: object) -> bool:
                raise StoreError("The disk is full.", "Make room.")

            full.setattr(Store, "record", fails)
            await tap(pilot, "1")
            assert isinstance(app.screen, Dialog)
        await tap(pilot, "escape")
        assert len(playing(app).attempt.responses) == 1
        assert app.player
        [record] = app.services.store.open_attempts(app.player.id)
        assert len(app.services.store.responses(record.id)) == 1


async def test_who_leaves_before_answering_is_promised_nothing(hall: Hall) -> None:
    hall.add(*QUESTIONS)
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "escape")
        assert "Nothing is answered yet" in picture(app)
