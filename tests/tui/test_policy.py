"""The school's policy as it is drawn: read to its end, acknowledged after a pass, and said to be so from then on."""

import sys
from os import mkfifo
from pathlib import Path

import pytest

from quiz.store.acknowledgements import Acknowledgement
from quiz.store.errors import StoreError
from quiz.tui.app import QuizApp
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.policy import WILL_FOLLOW, PolicyScreen
from quiz.tui.screens.results import ResultsScreen
from tests import builders
from tests.store.makers import ask_file, play
from tests.tui.drawn import illegible
from tests.tui.driving import Hall, click, settle, tap
from tests.tui.seeing import picture, strips
from tests.tui.test_results import SIZES, keys, seen, show

RULES = "[bold]Phones[/]\n\n" + "\n".join(f"{number}. Ask before you send: [@click=app.quit]x[/]" for number in range(60))
ASKS = "Your school asks you to read “Acceptable use” y"


def furnish(hall: Hall, text: str = RULES, *, version: str = "2026-09", count: int = 2) -> Path:
    """Write a bank, and a policy of the school."""
    table = f'title = "Acceptable use"\nversion = "{version}"\nfile = "use.md"'
    (hall.folder / "school.toml").write_text(f'dpo = "Mrs Khan"\n[policy]\n{table}\n', encoding="utf-8")
    file = hall.folder / "use.md"
    file.write_text(text, encoding="utf-8")
    hall.add(*(builders.true_false(f"q{number}", answer=True) for number in range(count)), quiz_length=0)
    return file


def acknowledged(app: QuizApp) -> list[Acknowledgement]:
    """Return what whoever plays has acknowledged."""
    assert app.player
    return app.services.store.acknowledgements.of_player(app.player.id)


@SIZES
async def test_a_pass_asks_for_it_and_it_is_acknowledged_once_its_end_was_seen(hall: Hall, size: tuple[int, int]) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await show(pilot, hall, 2, 2)
        assert ASKS in seen(app)
        await tap(pilot, "y")
        assert isinstance(app.screen, PolicyScreen)
        for words in (
            "Acceptable use",
            "version 2026-09",
            "[bold]Phones[/]",
            "0. Ask before you send: [@click=app.quit]x[/]",
        ):
            assert words in seen(app)
        assert "Read it to its end to acknowledge it." in seen(app)
        # What is not offered does nothing.
        await tap(pilot, "enter")
        assert (isinstance(app.screen, PolicyScreen), acknowledged(app)) == (True, [])
        for theme in ("inset-light", "solarized-dark", "inset-dark"):
            app.theme = theme
            await pilot.pause()
            assert not illegible(app), theme
        for key, last in (("end", True), ("home", False), ("end", True), ("pageup", False)):
            await tap(pilot, key)
            assert ("59. Ask" in seen(app)) == last, key
        await tap(pilot, "home")
        for _ in range(8):
            assert WILL_FOLLOW not in seen(app) or "59. Ask" in seen(app)
            await tap(pilot, "space")
        assert WILL_FOLLOW in seen(app)
        assert keys(app).startswith("Enter Acknowledge")
        assert not illegible(app)
        await tap(pilot, "enter")
        assert isinstance(app.screen, ResultsScreen)
        (kept,) = acknowledged(app)
        assert (kept.title, kept.version) == ("Acceptable use", "2026-09")
        assert "Acknowledged on 1 January 1970." in seen(app)
        app.hush()
        assert ASKS not in seen(app)
        await tap(pilot, "y")
        assert "✔ You acknowledged it on 1 January 1970." in seen(app)
        await tap(pilot, *["space"] * 8, "enter")
        assert WILL_FOLLOW not in seen(app)
        assert len(acknowledged(app)) == 1


async def test_a_short_one_is_acknowledged_by_a_click_and_another_version_is_asked_for_anew(hall: Hall) -> None:
    furnish(hall, "Be kind.")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, hall, 2, 2)
        await tap(pilot, "y")
        await click(pilot, WILL_FOLLOW)
        await settle(pilot)
        assert isinstance(app.screen, ResultsScreen)
        assert len(acknowledged(app)) == 1
    furnish(hall, "Be kind.", version="2027-09")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "y")
        assert WILL_FOLLOW in seen(app)
        await tap(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        assert [one.version for one in acknowledged(app)] == ["2027-09", "2026-09"]


async def test_who_has_not_passed_reads_it_from_home_and_a_resize_is_no_way_round(hall: Hall) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, hall, 0, 2)
        assert "Your school asks" not in seen(app)
        await tap(pilot, "y")
        assert isinstance(app.screen, ResultsScreen)
        await tap(pilot, "escape", "y")
        assert "You can acknowledge it once you have passed a quiz." in seen(app)
        await tap(pilot, *["space"] * 8, "enter")
        assert isinstance(app.screen, PolicyScreen)
        assert acknowledged(app) == []
        await tap(pilot, "escape")
        assert app.player
        play(app.services.store, app.player, mark=1.0)
        await tap(pilot, "y")
        for width, height in ((30, 8), (80, 24), (120, 40)):
            await pilot.resize_terminal(width, height)
            await settle(pilot)
        await tap(pilot, "enter")
        assert (isinstance(app.screen, PolicyScreen), acknowledged(app)) == (True, [])


async def test_one_that_cannot_be_read_is_a_sentence_and_without_one_there_is_no_key(hall: Hall) -> None:
    file = furnish(hall)
    app = hall.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await show(pilot, hall, 2, 2)
        file.unlink()
        await tap(pilot, "y")
        assert 'The policy "Acceptable use" cannot be shown, "use.md": No such file' in seen(app)
        if sys.platform != "win32":
            mkfifo(file)
            await tap(pilot, "y")
            assert "It is a pipe" in seen(app)
        assert isinstance(app.screen, ResultsScreen)
    (hall.folder / "school.toml").unlink()
    app = hall.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await show(pilot, hall, 2, 2)
        assert "policy" not in seen(app)
        await tap(pilot, "escape", "y")
        assert "policy" not in seen(app)
        assert isinstance(app.screen, HomeScreen)


async def test_scores_that_cannot_be_kept_acknowledge_nothing(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(hall, "Be kind.")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, hall, 2, 2)
        await tap(pilot, "y")

        def refuse(*_: object) -> None:
            raise StoreError("The disk is full.", "Make room.")

        monkeypatch.setattr("quiz.store.acknowledgements.Acknowledgements.keep", refuse)
        await tap(pilot, "enter")
        assert "The disk is full." in seen(app)
        assert isinstance(app.screen, PolicyScreen)
        app.services.trouble = StoreError("No.", "Nothing.")
        await tap(pilot, "escape", "escape", "y")
        assert "Scores cannot be kept just now, so it cannot be acknowledged." in seen(app)


async def test_whose_pass_was_erased_meanwhile_is_told_so(hall: Hall) -> None:
    furnish(hall, "Be kind.")
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await show(pilot, hall, 2, 2)
        await tap(pilot, "y")
        ask_file(hall.folder / "scores.db", "DELETE FROM attempts")
        await tap(pilot, "enter")
        assert "A policy can be acknowledged once a quiz is passed." in seen(app)
        assert isinstance(app.screen, PolicyScreen)


async def test_home_asks_for_a_new_version_until_it_is_acknowledged(hall: Hall) -> None:
    furnish(hall, "Be kind.")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await show(pilot, hall, 2, 2)
        await tap(pilot, "y", "enter", "escape")
        assert ASKS not in seen(app)
    furnish(hall, "Be kind, and quick.", version="2027-01")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert ASKS in seen(app)
        # Whoever is signed out, as by erasing, is asked for nothing.
        player, app.player = app.player, None
        home = app.screen
        assert isinstance(home, HomeScreen)
        home._refreshing.ask()
        await settle(pilot)
        assert ASKS not in seen(app)
        app.player = player
        home._refreshing.ask()
        await settle(pilot)
        await tap(pilot, "y", "enter")
        await settle(pilot)
        assert ASKS not in seen(app)


async def test_markdown_is_drawn_and_at_the_end_nothing_offers_more(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    rules = "# Phones\n\nAsk **before** you\nsend:\n- who\n  - may read\n\n" + "Be kind.\n\n" * 30
    furnish(hall, rules)
    app = hall.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await tap(pilot, "y")
        lines = [" ".join(line.strip(" ▁").split()) for line in picture(app).splitlines() if line.strip()]
        assert lines[2:6] == ["Phones", "Ask before you send:", "• who", "• may read"]
        bold = {segment.text.strip() for strip in strips(app) for segment in strip if segment.style and segment.style.bold}
        assert {"Phones", "before"} <= bold
        assert "↓ more" in keys(app)
        await tap(pilot, "end")
        assert "↓ more" not in keys(app)
        await tap(pilot, "up")
        assert "↓ more" in keys(app)
