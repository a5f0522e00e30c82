"""Every screen in themes of every kind: whatever is to be read has the contrast that reading takes.

A theme takes a twentieth of a second, so only some screens are drawn in all of them; test_themes.py holds the colours
of all of them against one another.
"""

from pathlib import Path

import pytest
from textual.color import Color
from textual.pilot import Pilot

from quiz.game.state import Phase
from quiz.live.terminal_pad import TerminalPad
from quiz.tui.inset_app import InsetApp
from tests import builders
from tests.live.hosting import Front, answered, joined, live_game_of, press
from tests.live.serving import serving
from tests.live.test_host import RIGHT, WRONG
from tests.live.test_joining import until
from tests.tui.drawn import illegible, screen_cells
from tests.tui.driving import Hall, playing, right_keys, settle, tap
from tests.tui.test_topups import furnish as due_ten_days_ago

HARDEST = ("inset-light", "textual-light", "solarized-dark", "atom-one-dark")
"""Ours on light, and those whose own colours have the least contrast."""
HINT = "It came by WhatsApp."


async def assert_legible(pilot: Pilot[None], *themes: str) -> None:
    """Draw what is on the screen in each of ``themes``, the hardest where none is named, and read it."""
    app = pilot.app
    before = app.theme
    for theme in themes or HARDEST:
        app.theme = theme
        await pilot.pause()
        paper = Color.parse(app.theme_variables["background"])
        assert any(cell.paper == paper for line in screen_cells(app) for cell in line) or app.no_color, "not yet drawn"
        assert not illegible(app), f"{theme} on {app.screen}"
    app.theme = before
    await pilot.pause()


@pytest.mark.thorough
async def test_home_and_where_it_leads(hall: Hall) -> None:
    hall.add(*builders.every_type(), title="Recognising scams", summary="Six questions.")
    hall.add(builders.single("draft", explanation=""), identifier="second", draft=True)
    (hall.folder / "broken.toml").write_text("format = 1\nnonsense", encoding="utf-8")
    app = hall.app(team="Science")
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        for keys in ("", "n", "s", "s end enter", "b", "t", "t enter", "question_mark"):
            await tap(pilot, *keys.split())
            await assert_legible(pilot)
            await tap(pilot, *["escape"] * (len(app.screen_stack) - 1))
            assert len(app.screen_stack) == 1
        # By now the sheets of all these screens are read.
        await assert_legible(pilot, *app.available_themes)


@pytest.mark.thorough
async def test_a_top_up_from_home_to_its_end_and_progress(hall: Hall) -> None:
    due_ten_days_ago(hall)
    app = hall.app(team="Science")
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await assert_legible(pilot)
        await tap(pilot, "p")
        await assert_legible(pilot, *app.available_themes)
        await tap(pilot, "home", "enter")
        for _ in range(5):
            await tap(pilot, "f4")
            await assert_legible(pilot, "inset-light")
            await tap(pilot, "enter")
        await assert_legible(pilot, *app.available_themes)


@pytest.mark.thorough
async def test_a_quiz_from_its_first_question_to_the_board(hall: Hall) -> None:
    hall.add(builders.single("one", hint=HINT, action="Tell IT."), builders.true_false("two"))
    app = hall.app(team="Science")
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await tap(pilot, "enter", "f2")
        await assert_legible(pilot)
        hall.clock.move(1)
        await tap(pilot, next(key for key in "12" if key not in right_keys(playing(app).attempt.current, 0)))
        await assert_legible(pilot, *app.available_themes)
        await tap(pilot, "escape")
        await assert_legible(pilot)
        hall.clock.move(1)
        await tap(pilot, "enter", "enter")
        hall.clock.move(1)
        await tap(pilot, *right_keys(playing(app).attempt.current, 0))
        await assert_legible(pilot)
        hall.clock.move(1)
        for key in ("enter", "enter", "escape b"):
            await tap(pilot, *key.split())
            await assert_legible(pilot)


async def test_every_type_before_and_after_its_answer(hall: Hall) -> None:
    hall.add(*builders.every_type())
    app = hall.app(theme="solarized-dark")
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        for _ in builders.every_type():
            await tap(pilot, "2", "down")
            assert not illegible(app)
            hall.clock.move(1)
            await tap(pilot, "f4")
            assert not illegible(app)
            hall.clock.move(1)
            await tap(pilot, "enter")


@pytest.mark.thorough
async def test_without_colour(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    hall.add(builders.single("one", hint=HINT))
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await assert_legible(pilot)
        await tap(pilot, "enter", "f2")
        await assert_legible(pilot)
        hall.clock.move(1)
        await tap(pilot, "1")
        await assert_legible(pilot)


@pytest.mark.thorough
async def test_the_hosts_screens(tmp_path: Path) -> None:
    front = Front(tmp_path)
    async with front.hosting(banks=()) as pilot:
        for keys in ("", "5 enter"):
            await tap(pilot, *keys.split())
            await assert_legible(pilot)
    async with front.hosting(rounds=2) as pilot:
        await assert_legible(pilot)
        ann, bea = await joined(pilot, "Ann", "Bea", team="Red")
        await press(pilot, "m")
        await assert_legible(pilot)
        await press(pilot, "escape")
        await press(pilot, "enter", "enter")
        await assert_legible(pilot)
        await answered(pilot, ann, RIGHT)
        await answered(pilot, bea, WRONG)
        for keys in ("enter enter", "enter"):
            await press(pilot, *keys.split())
            await assert_legible(pilot)
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        assert live_game_of(pilot).game.phase is Phase.FINISHED
        await assert_legible(pilot)
        await press(pilot, "enter", "enter")
        await assert_legible(pilot)
        front.clock.move(1.0)
        await tap(pilot, "k")
        await until(pilot, "Our staff")
        await assert_legible(pilot)


@pytest.mark.thorough
async def test_the_terminal_pad(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single("a"), preset="accuracy", how_sure=True) as hall:
        app: InsetApp = TerminalPad(hall.url, "inset-dark", code="WRONG", name="Ann")
        async with app.run_test() as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter", "enter")
            await until(pilot, "not the code")
            await assert_legible(pilot)
            app.query_one("#code").value = hall.code  # type: ignore[attr-defined]
            await pilot.press("enter", "enter", "enter")
            await until(pilot, "The quiz begins")
            await hall.player("Bea")
            await hall.next(2)
            await until(pilot, "option 3")
            await assert_legible(pilot)
            await pilot.press("1")
            await until(pilot, "Your answer is in")
            await until(pilot, "How sure are you?")
            await assert_legible(pilot)
            await hall.next(2)
            await until(pilot, "Because.")
            await assert_legible(pilot)
