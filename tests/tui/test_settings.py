"""Settings: a theme is looked at before it is chosen; what is changed holds at once and is kept, off the loop."""

import threading
from pathlib import Path

import pytest
from textual.color import Color
from textual.constants import TEXTUAL_ANIMATIONS

from quiz.services.settings import Settings, read_settings, write_settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.settings import SettingsScreen
from tests import builders
from tests.tui.drawn import illegible, screen_cells
from tests.tui.driving import Hall, click, settle, tap
from tests.tui.seeing import picture


@pytest.fixture
def furnished(hall: Hall) -> Hall:
    """Return a hall with one bank."""
    hall.add(builders.true_false("one"))
    return hall


async def test_a_theme_is_drawn_beside_the_list_and_kept_only_when_it_is_chosen(furnished: Hall) -> None:
    app = furnished.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "s")
        assert "Enter" not in picture(app).splitlines()[-1], "it would change nothing"
        await tap(pilot, "d")
        assert app.theme == "inset-dark"
        paper = Color.parse(str(app.available_themes["dracula"].background))
        assert any(cell.paper == paper for line in screen_cells(app) for cell in line[40:])
        assert not illegible(app)
        assert "Esc keep the old" in picture(app)
        await tap(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        assert read_settings(app.request.settings_file).theme == "inset-dark"
        await tap(pilot, "s", "n", "enter")
        await settle(pilot)
        assert (app.theme, read_settings(app.request.settings_file).theme) == ("nord", "nord")
        assert "● nord" in picture(app)


async def test_a_narrow_screen_takes_the_colours_itself_and_gives_them_back(furnished: Hall) -> None:
    app = furnished.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await tap(pilot, "s", "d")
        assert app.theme == "dracula"
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert app.theme == "inset-dark"
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert app.theme == "dracula"
        await tap(pilot, "escape")
        assert app.theme == "inset-dark"
        assert read_settings(app.request.settings_file).theme == "inset-dark"
        await tap(pilot, "s", "d", "enter")
        await settle(pilot)
        assert (app.theme, read_settings(app.request.settings_file).theme) == ("dracula", "dracula")


async def test_each_setting_is_changed_where_it_stands(furnished: Hall) -> None:
    app = furnished.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "s")
        for row, keys in (
            ("Extra time", "3"),
            ("Points", "3"),
            ("Boards show", ""),
            ("Ask how sure", ""),
            ("Movement", ""),
            ("How-to lines", "2"),
        ):
            await click(pilot, row)
            await tap(pilot, *keys)
        await settle(pilot)
        assert isinstance(app.screen, SettingsScreen)
        kept = read_settings(app.request.settings_file)
        assert kept == Settings(
            player="Sam", extra_time="1.5", points="accuracy", initials_only=True, movement="off", how_to_lines="always"
        )
        assert app.animation_level == "none"
        await click(pilot, "Movement")
        assert app.animation_level == TEXTUAL_ANIMATIONS, "and no more than the environment allows"


@pytest.mark.parametrize("name", ["write", "read-only folder"])
async def test_the_last_choice_is_not_lost_at_the_end(furnished: Hall, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = furnished.app()
    under_way, go_on = threading.Event(), threading.Event()
    writes: list[str] = []

    def slow(settings: Settings, file: Path) -> None:
        under_way.set()
        assert go_on.wait(builders.PATIENCE)
        writes.append(settings.extra_time)
        if name == "write":
            write_settings(settings, file)
        else:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("quiz.services.settings.write_settings", slow)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        app.keep_settings(Settings(extra_time="1.5"))
        await pilot.pause()
        assert under_way.wait(builders.PATIENCE)
        app.keep_settings(Settings(extra_time="2"))
        app.keep_settings(Settings(extra_time="none"))
        assert app.settings.extra_time == "none", "it holds before it is written"
        go_on.set()
    assert writes[-1] == "none"
    if name == "write":
        assert read_settings(app.request.settings_file).extra_time == "none"


async def test_a_note_of_two_lines_stands_in_the_rows_that_are_kept_for_it(furnished: Hall) -> None:
    app = furnished.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "s")
        assert isinstance(app.screen, SettingsScreen)
        listed = app.screen.settings_list
        drawn = listed.render().plain.splitlines()
        assert "A letter goes to" in drawn[-2]
        assert "begins with it." in drawn[-1]
        assert len(drawn) == listed.size.height


async def test_settings_that_cannot_be_read_are_said_to_be_so(hall: Hall) -> None:
    request = hall.app().request
    request.settings_file.write_text("{", encoding="utf-8")
    app = QuizApp(request)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Your settings cannot be read, so the usual ones hold." in " ".join(picture(app).split())
