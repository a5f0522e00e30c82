"""What is typed, what a key brings and what a hint says can be seen on the screen, not only found in a widget."""

import itertools
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.live.terminal_pad import TerminalPad
from quiz.questions.question import Question
from quiz.services.services import Services
from quiz.tui.app import QuizApp
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.widgets.buttons import Buttons
from quiz.tui.widgets.key_bar import KeyBar
from tests import builders
from tests.live.hosting import Front, joined
from tests.live.hosting import press as press_host
from tests.live.serving import serving
from tests.live.test_joining import until
from tests.tui.drawn import illegible, lines_on, screen_cells
from tests.tui.driving import Hall, playing, right_keys, settle, tap
from tests.tui.seeing import picture

SIZES = pytest.mark.parametrize("size", [(60, 20), pytest.param((80, 24), marks=pytest.mark.thorough)], ids=str)
HINT = "It came by WhatsApp, and your bank never writes there."


async def assert_typing_is_seen(pilot: Pilot[None]) -> None:
    """Type into every field of the screen, and see it there."""
    fields = [field for field in pilot.app.screen.query(Input) if field.display]
    assert fields
    for field in fields:
        field.focus()
        field.value = ""
        await pilot.pause()
        await pilot.press("7", "2")
        await pilot.pause()
        assert "72" in lines_on(pilot.app, field.region), field
        assert not illegible(pilot.app)


@SIZES
@pytest.mark.parametrize("question", [builders.number(), builders.short()], ids=lambda question: question.id)
async def test_what_is_typed_as_an_answer_is_seen(hall: Hall, question: Question, size: tuple[int, int]) -> None:
    hall.add(question)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        hall.clock.move(1)
        await assert_typing_is_seen(pilot)
        await tap(pilot, "enter")
        assert "You said 72" in " ".join(picture(app).split()), "also once it is answered"


async def test_what_is_typed_as_a_name_and_into_a_preview_is_seen(hall: Hall) -> None:
    hall.add(builders.number())
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await tap(pilot, "n")
        await assert_typing_is_seen(pilot)
        await tap(pilot, "escape")
        app.push_screen(PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        await assert_typing_is_seen(pilot)


async def test_what_the_host_types_is_seen(tmp_path: Path) -> None:
    front = Front(tmp_path)
    async with front.hosting(banks=()) as pilot:
        await tap(pilot, "5")
        await assert_typing_is_seen(pilot)
    async with front.hosting(hands=True, teams=("Red", "Blue")) as pilot:
        await press_host(pilot, "enter", "enter", "enter")
        await press_host(pilot, "7", "3")
        assert "73" in picture(pilot.app)
    async with front.hosting() as pilot:
        await joined(pilot, "Ann 72")
        await press_host(pilot, "m")
        await assert_typing_is_seen(pilot)


async def test_what_is_typed_on_a_terminal_pad_is_seen(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.number()) as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test(size=(60, 20)) as pilot:
            await until(pilot, "Join the quiz")
            await assert_typing_is_seen(pilot)
            for field, text in zip(app.query(Input), (hall.code, "Ann", ""), strict=True):
                field.value = text
            await pilot.press("enter")
            await until(pilot, "The quiz begins")
            await hall.next(2)
            await until(pilot, "A figure or a word")
            await assert_typing_is_seen(pilot)


@SIZES
async def test_a_hint_is_seen_and_its_key_goes(hall: Hall, size: tuple[int, int]) -> None:
    long = " ".join(["What would you say to that?"] * 20)
    hall.add(builders.single(prompt=long, hint=HINT), builders.single("two", hint="Look twice."))
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        hints = {"single": HINT, "two": "Look twice."}
        for _ in hints:
            asked = playing(app).attempt.current
            assert "Hint  " not in picture(app)
            assert "F2 hint" in picture(app)
            await tap(pilot, "f2")
            assert f"Hint {hints[asked.question.id]}" in " ".join(picture(app).split())
            assert "F2 hint" not in picture(app)
            hall.clock.move(1)
            await tap(pilot, *right_keys(asked, 5))
            hall.clock.move(1)
            await tap(pilot, "enter")


JOURNEYS = {
    "home": "",
    "name": "n",
    "settings": "s",
    "extra time": "s end up up up up enter",
    "board": "down enter f4 enter escape b",
    "trainer": "t",
    "preview": "t enter",
    "help": "question_mark",
    "question": "enter",
    "ready": "down enter",
    "typing": "down down enter",
    "feedback": "enter f4",
    "leaving": "enter escape",
    "results": "down enter f4 enter",
    "review": "enter f4 enter f4 enter r",
}


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(way, id=name, marks=() if name in ("home", "feedback") else pytest.mark.thorough)
        for name, way in JOURNEYS.items()
    ],
)
async def test_every_key_in_the_key_line_changes_what_is_drawn(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No program of this machine is to be opened.
    monkeypatch.setattr(QuizApp, "open_url", lambda app, url, *, new_tab=True: None)
    monkeypatch.setattr(QuizApp, "open_editor", lambda app, file, line: app.say(f"Opening {file.name}"))
    monkeypatch.setattr(Services, "is_first_go", lambda services, player, bank: way == JOURNEYS["ready"])
    tried: list[str] = []
    for visit in itertools.count():
        hall = Hall(tmp_path / f"hall-{visit}")
        hall.folder.mkdir()
        if not await _try_keys(hall, way, tried):
            break
        assert len(tried) > visit


async def _try_keys(hall: Hall, way: str, tried: list[str]) -> bool:
    """Begin anew, go the ``way``, and press one key after another until one leads elsewhere. Returns whether any is left."""
    hall.add(builders.single("one", hint=HINT), builders.single("two", hint=HINT))
    hall.add(builders.single("three"), identifier="second")
    hall.add(builders.number("four"), identifier="third")
    app = hall.app()
    async with app.run_test(size=(160, 30), notifications=True) as pilot:
        await settle(pilot)
        for key in way.split():
            hall.clock.move(1)
            await tap(pilot, key)
        hall.clock.move(1)
        screen = app.screen
        keys = shown_keys(pilot)
        assert keys
        for key in [key for key in keys if key not in tried]:
            tried.append(key)
            before = screen_cells(app)
            await tap(pilot, key)
            if app.return_code is not None:
                break
            assert screen_cells(app) != before, f"{key} on {screen}"
            if app.screen is not screen:
                await tap(pilot, "escape")
            if app.screen is not screen or shown_keys(pilot) != keys:
                break
        return not set(keys) <= set(tried)


def shown_keys(pilot: Pilot[None]) -> list[str]:
    """Return the keys that the screen's last line offers, or a dialog's buttons."""
    buttons = [*pilot.app.screen.query(Buttons)]
    return [*buttons[0].keys] if buttons else [key.key for _, key in pilot.app.screen.query_one(KeyBar)._placed()]


async def test_the_band_of_a_verdict_fills_from_the_left_and_nothing_else_moves(hall: Hall) -> None:
    hall.add(builders.single("a"), builders.single("b"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        await tap(pilot, *right_keys(playing(app).attempt.current, 5))
        words = picture(app)
        view = playing(app).panel.view
        row = next(row for row, line in enumerate(screen_cells(app)) if "✔ Right" in "".join(cell.text for cell in line))
        papers = []
        for filled in (0.0, 0.5, 1.0):
            view.band_filled = filled
            await pilot.pause()
            assert picture(app) == words
            papers.append([cell.paper for cell in screen_cells(app)[row]])
        full, empty = papers[2], papers[0]
        inside = [cell for cell, paper in enumerate(full) if paper != empty[cell]]
        middle = inside[len(inside) // 2]
        assert len(inside) > 60
        assert all(papers[1][cell] == (full if cell < middle else empty)[cell] for cell in inside if cell != middle)
