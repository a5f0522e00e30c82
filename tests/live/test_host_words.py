"""What the host's keys, dialogs and the set-up are called: words that say what is so now."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.live.host.setup import SetupScreen
from tests.live.hosting import REST, Front, joined, live_game_of, press, seen
from tests.tui.driving import settle


@pytest.fixture
def front(tmp_path: Path) -> Front:
    return Front(tmp_path)


async def chosen(pilot: Pilot[None], *keys: str) -> str:
    """Choose in the set-up; returns what is seen then, in one line."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    return " ".join(seen(pilot).split())


async def test_p_is_called_what_it_does_while_the_game_is_paused(front: Front) -> None:
    async with front.hosting() as pilot:
        await joined(pilot, "Ann")
        await press(pilot, "enter")
        assert "p Pause" in seen(pilot)
        await press(pilot, "p")
        assert "p Go on" in seen(pilot)
        await press(pilot, "p")
        assert not live_game_of(pilot).game.paused
        assert "p Pause" in seen(pilot)


async def test_striking_is_asked_about_one_question(front: Front) -> None:
    async with front.hosting() as pilot:
        await joined(pilot, "Ann")
        await press(pilot, *["enter"] * 4)
        front.clock.move(REST)
        await pilot.press("x")
        await pilot.pause()
        assert "Leave it" in seen(pilot)
        await pilot.press("escape")


async def test_enter_takes_the_bank_under_the_cursor_where_none_is_picked(front: Front) -> None:
    async with front.hosting(banks=()) as pilot:
        assert isinstance(pilot.app.screen, SetupScreen)
        assert "Enter" in (await chosen(pilot, "1")).rpartition("Which banks?")[2]
        await chosen(pilot, "enter")
        await settle(pilot)
        assert pilot.app.screen.request.banks == ("first",)


async def test_the_names_line_says_what_the_choice_means(front: Front) -> None:
    async with front.hosting(banks=()) as pilot:
        assert "Names: everybody types their own, and the hall reads it at once" in await chosen(pilot)
        assert "Names: you look first at what is typed; suggested nicknames stand at once" in await chosen(pilot, "7", "2")
        said = await chosen(pilot, "7", "3")
        assert "Names: only nicknames that the program suggests" in said
        assert "Teams: none, unless you list them" in said


async def test_set_up_asks_whether_players_are_asked_how_sure_they_are(front: Front) -> None:
    async with front.hosting(banks=()) as pilot:
        assert "How sure: not asked" in await chosen(pilot, "1", "1", "enter")
        assert "How sure: asked after each answer; it moves no points" in await chosen(pilot, "8", "2")
        await chosen(pilot, "9")
        await settle(pilot)
        assert live_game_of(pilot).game.plan.how_sure
        await press(pilot, "enter")
