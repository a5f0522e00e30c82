"""What is kept about whoever plays: shown on the name screen, saved as a page, erased after asking."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.services.settings import read_settings
from quiz.store.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.name import NameScreen
from tests import builders
from tests.services.test_personal_data import holders
from tests.store.makers import play
from tests.tui.driving import Hall, settle, tap
from tests.tui.seeing import picture, solid, texts

SIZES = [(60, 20), *(pytest.param(size, marks=pytest.mark.thorough) for size in [(80, 24), (120, 40)])]


def fill(store: Store) -> None:
    """Let Sam have played a quiz and flagged a question; Kim, too."""
    for name in ("Sam", "Kim"):
        player = store.sign_in(name, "Maths", 1)
        play(store, player, at=1_000_000)
        store.flag(player.id, "first", "q0", 1)


async def opened(app: QuizApp, pilot: Pilot[None]) -> None:
    """Go to what is kept about whoever plays."""
    await settle(pilot)
    fill(app.services.store)
    await tap(pilot, "n", "f3")


@pytest.fixture
def folder(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where documents go, which is where pages are saved."""
    hall.add(builders.single("q0"))
    monkeypatch.setattr("quiz.tui.own_data.document_folders", lambda: [hall.folder / "none", hall.folder])
    return hall.folder


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("size", SIZES)
async def test_what_is_kept_and_every_way_on_are_in_sight(hall: Hall, size: tuple[int, int]) -> None:
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        fill(app.services.store)
        await tap(pilot, "n")
        assert "F3 What is kept about me" in picture(app)
        await tap(pilot, "f3")
        shown = picture(app)
        for words in ("1 finished quiz, ", "1 answer", "Enter Close", "Save as a page", "Erase …"):
            assert words in shown
        assert "Kim" not in texts(app.screen)
        await tap(pilot, "e")
        for words in ("! Erase Sam?", "certificates", "brings it back", "1  Keep everything", "2  Erase", "Enter Choose"):
            assert words in picture(app)
        # Whatever was pressed to come here erases nothing when it is pressed again.
        await tap(pilot, "e", "a", "enter")
        assert app.services.store.find_player("Sam")


async def test_a_page_is_saved_where_one_works_and_none_is_written_over(hall: Hall, folder: Path) -> None:
    (folder / "what-is-kept-about-me.html").write_text("mine", encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot)
        await tap(pilot, "s")
        assert isinstance(app.screen, NameScreen)
    assert (folder / "what-is-kept-about-me.html").read_text(encoding="utf-8") == "mine"
    page = folder / "what-is-kept-about-me-2.html"
    assert "What is kept about Sam" in page.read_text(encoding="utf-8")
    assert os.name == "nt" or stat.S_IMODE(page.stat().st_mode) == 0o600


async def test_who_erases_it_is_signed_out_and_nobody_elses_goes(hall: Hall, folder: Path) -> None:
    (folder / "scores.db.version-3").write_bytes(b"")
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(app, pilot)
        await tap(pilot, "e", "enter")
        assert app.services.store.find_player("Sam")
        await tap(pilot, "f3", "s", "f3", "e")
        assert "3  Erase, and all copies" in picture(app)
        await tap(pilot, "3")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "yourstodelete:" in solid(picture(app))
        assert "choose a name" in picture(app)
        assert app.player is None
        assert app.services.store.people.about("Sam") is None
        kim = app.services.store.people.about("Kim")
        assert kim
        assert len(kim.rows["attempts"]) == 1
    assert (read_settings(folder / "settings.json").player, read_settings(folder / "settings.json").team) == ("", "")
    assert not (folder / "scores.db.version-3").exists()
    assert holders(folder, "Sam") == {"what-is-kept-about-me.html"}


@pytest.mark.usefixtures("folder")
async def test_without_a_name_there_is_nothing_to_see(hall: Hall) -> None:
    app = hall.app(player="")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "n")
        assert "What is kept" not in picture(app)
        await tap(pilot, "f3")
        assert isinstance(app.screen, NameScreen)
        assert "Nobody is signed in: nothing is kept yet." in picture(app)


@pytest.mark.usefixtures("folder")
async def test_a_name_that_markup_would_obey_is_shown_as_it_is(hall: Hall) -> None:
    changes: dict[str, Any] = {"player": "[b]Sam[/]"}
    app = hall.app(**changes)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "n", "f3")
        assert "[b]Sam[/]" in picture(app)
        await tap(pilot, "e")
        assert "! Erase [b]Sam[/]?" in picture(app)
