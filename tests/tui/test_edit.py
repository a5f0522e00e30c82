"""Mending a question in the app: what is typed is checked beside its field and written into that question alone."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.banks.loading import read_bank
from quiz.paths import shipped_banks
from quiz.questions.question import Question
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse
from quiz.tui.app import QuizApp
from quiz.tui.dialogs import Dialog
from quiz.tui.screens.edit import EditScreen
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.widgets.form import FormText, Tick
from tests import builders
from tests.tui.drawn import lines_on
from tests.tui.driving import Hall, press, settle, until
from tests.tui.test_gallery import assert_legible
from tests.tui.test_workbench import rewrite


def questions_of(hall: Hall) -> tuple[Question, ...]:
    reading = read_bank(hall.folder / "first.toml")
    assert reading.bank, reading.faults
    return reading.bank.questions


async def preview_of(pilot: Pilot[None], file: Path) -> PreviewScreen:
    await settle(pilot)
    pilot.app.push_screen(screen := PreviewScreen(file))
    await settle(pilot)
    return screen


async def form_of(app: QuizApp, pilot: Pilot[None], file: Path, *keys: str) -> EditScreen:
    """Open the form of the question that ``keys`` lead to in the preview of a bank."""
    await preview_of(pilot, file)
    return await form_behind(app, pilot, *keys, "m")


async def form_behind(app: QuizApp, pilot: Pilot[None], *keys: str) -> EditScreen:
    """Press ``keys``, the last of which has to open a form."""
    await press(pilot, *keys)
    assert isinstance(app.screen, EditScreen)
    return app.screen


async def write(screen: EditScreen, pilot: Pilot[None], name: str, text: str) -> None:
    screen.query_one(f"#{name}", FormText).text = text
    await pilot.pause()


@pytest.mark.parametrize(
    "size", [*(pytest.param(size, marks=pytest.mark.thorough) for size in [(80, 24), (120, 40)]), (60, 20)], ids=str
)
async def test_a_question_is_changed_saved_and_taken_back(hall: Hall, size: tuple[int, int]) -> None:
    hall.add(builders.single("one"), builders.single("two"))
    file = hall.folder / "first.toml"
    before = file.read_bytes()
    app = hall.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = await form_of(app, pilot, file, "right")
        assert "What about two?" in lines_on(app, screen.region)
        assert screen.focused is screen.query_one("#prompt")
        await pilot.press(*" Now.")
        await write(screen, pilot, "option-3", "")
        await write(screen, pilot, "why-3", "")
        await write(screen, pilot, "option-4", 'a "new" one')
        await press(pilot, "ctrl+s")
        one, two = questions_of(hall)
        assert isinstance(two, Single)
        assert one == builders.single("one")
        assert "Now." in two.prompt
        assert [option.text for option in two.options] == ["option 0", "option 1", "option 2", 'a "new" one']
        assert isinstance(app.screen, PreviewScreen)
        await app.screen.look()
        await settle(pilot)
        assert "Now." in lines_on(app, app.screen.region)
        await press(pilot, "u")
        assert file.read_bytes() == before


async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(hall: Hall) -> None:
    hall.add(builders.single("one"))
    file = hall.folder / "first.toml"
    before = file.read_bytes()
    app = hall.app()
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        screen = await form_of(app, pilot, file)
        await write(screen, pilot, "why-0", "")
        assert "does not say why" in lines_on(app, screen.query_one("#row-option-0").region)
        await write(screen, pilot, "prompt", "")
        assert "! The prompt is empty" in lines_on(app, screen.query_one("#row-prompt").region)
        assert "! 1 fault" in lines_on(app, screen.region)
        await press(pilot, "ctrl+s")
        assert app.screen is screen
        assert "Not saved: The prompt is empty" in app.notice
        assert file.read_bytes() == before
        await write(screen, pilot, "prompt", "What\u202e?")
        assert "RIGHT-TO-LEFT" in lines_on(app, screen.query_one("#row-prompt").region)


@pytest.mark.thorough
async def test_the_form_can_be_read_in_every_kind_of_theme(hall: Hall) -> None:
    hall.add(builders.single("one"))
    app = hall.app()
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        screen = await form_of(app, pilot, hall.folder / "first.toml")
        await write(screen, pilot, "prompt", "")
        await write(screen, pilot, "why-0", "")
        await assert_legible(pilot)
        screen.query_one("#right-0", Tick).focus()
        await assert_legible(pilot)


@pytest.mark.thorough
async def test_of_one_answer_only_one_is_ticked_and_of_several_any(hall: Hall) -> None:
    hall.add(builders.single("one"), builders.multiple("two"), builders.true_false("three"))
    app = hall.app()
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        screen = await form_of(app, pilot, hall.folder / "first.toml")
        screen.query_one("#right-3", Tick).focus()
        await pilot.press("space")
        await press(pilot, "ctrl+s")
        one = questions_of(hall)[0]
        assert isinstance(one, Single)
        assert [option.correct for option in one.options] == [False, False, False, True]
        other = await form_behind(app, pilot, "right", "right", "m")
        other.query_one("#answer", Tick).focus()
        await pilot.press("enter")
        await write(other, pilot, "why", "Because it is not.")
        await press(pilot, "ctrl+s")
        three = questions_of(hall)[2]
        assert isinstance(three, TrueFalse)
        assert (three.answer, three.why) == (False, "Because it is not.")


@pytest.mark.thorough
async def test_a_new_source_is_added_and_cited(hall: Hall) -> None:
    hall.add(builders.single("one"))
    app = hall.app()
    async with app.run_test(size=(100, 60), notifications=True) as pilot:
        screen = await form_of(app, pilot, hall.folder / "first.toml")
        await write(screen, pilot, "new-title", "Keeping children safe")
        await write(screen, pilot, "new-publisher", "DfE")
        assert "not a web address" in lines_on(app, screen.query_one("#row-url").region)
        await write(screen, pilot, "new-url", "https://www.gov.uk/kcsie")
        await write(screen, pilot, "new-publisher", "D\u202eE")
        assert "RIGHT-TO-LEFT" in lines_on(app, screen.query_one("#row-publisher").region)
        await write(screen, pilot, "new-publisher", "DfE")
        await press(pilot, "ctrl+s")
        bank = read_bank(hall.folder / "first.toml").bank
        assert bank
        assert bank.questions[0].sources == ("guide", "keeping-children-safe")
        assert bank.sources["keeping-children-safe"].publisher == "DfE"


async def test_what_was_changed_elsewhere_is_not_written_over(hall: Hall) -> None:
    hall.add(builders.single("one"))
    file = hall.folder / "first.toml"
    app = hall.app()
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        screen = await form_of(app, pilot, file)
        await write(screen, pilot, "prompt", "Mine?")
        rewrite(hall, "What about one?", "Theirs?")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.pause()
        assert "Changed elsewhere" in lines_on(app, app.screen.region)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert app.screen is screen
        assert "Mine?" in lines_on(app, screen.region)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.pause()
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, PreviewScreen))
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert questions_of(hall)[0].prompt == "Theirs?"


async def test_leaving_asks_where_something_would_be_lost(hall: Hall) -> None:
    hall.add(builders.single("one"))
    app = hall.app()
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        await form_of(app, pilot, hall.folder / "first.toml")
        await press(pilot, "escape")
        assert isinstance(app.screen, PreviewScreen)
        again = await form_behind(app, pilot, "m")
        await write(again, pilot, "prompt", "Mine?")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Dialog))
        await pilot.pause()
        assert "Leave without saving?" in lines_on(app, app.screen.region)
        app._held_key.note("", None)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert again.is_current


async def test_only_types_made_of_options_have_a_form(hall: Hall) -> None:
    hall.add(builders.spot("one"), builders.single("two"))
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        screen = await preview_of(pilot, hall.folder / "first.toml")
        assert "m mend" not in lines_on(app, screen.region)
        await press(pilot, "right")
        assert "m mend" in lines_on(app, screen.region)


async def test_a_shipped_bank_is_copied_and_the_preview_goes_on_with_the_copy(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.add(builders.single("one"))
    monkeypatch.setattr("quiz.services.mending.is_shipped", lambda file: file.parent == hall.folder)
    before = (hall.folder / "first.toml").read_bytes()
    app = hall.app()
    async with app.run_test(size=(100, 50), notifications=True) as pilot:
        screen = await form_of(app, pilot, hall.folder / "first.toml")
        await write(screen, pilot, "prompt", "Mine?")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, PreviewScreen)
        assert "Copied to" in app.notice
        assert app.screen.file == hall.folder / "data" / "banks" / "first.toml"
        await settle(pilot)
        assert "Mine?" in lines_on(app, app.screen.region)
        assert (hall.folder / "first.toml").read_bytes() == before


async def test_in_a_small_window_the_ways_to_change_a_question_are_named(hall: Hall) -> None:
    hall.add(builders.single("one"), builders.single("two"))
    app = hall.app()
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        screen = await preview_of(pilot, hall.folder / "first.toml")
        said = lines_on(app, screen.region)
        assert "m mend" in said
        assert "e editor" in said


@pytest.mark.thorough
async def test_an_option_without_text_whose_why_stands_says_what_to_clear(hall: Hall) -> None:
    hall.add(builders.single("one"))
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await form_of(app, pilot, hall.folder / "first.toml")
        await write(screen, pilot, "why-2", "Because.")
        await write(screen, pilot, "option-2", "")
        await press(pilot, "ctrl+s")
        assert "clear its why" in app.notice.lower()
        assert isinstance(app.screen, EditScreen)
        await write(screen, pilot, "why-2", "")
        await press(pilot, "ctrl+s")
        assert not isinstance(app.screen, EditScreen)


async def test_the_first_change_of_a_shipped_bank_is_taken_back_with_u(hall: Hall) -> None:
    readings = [read_bank(file) for file in sorted(shipped_banks().glob("*.toml"))]
    file = next(Path(one.file) for one in readings if one.bank and isinstance(one.bank.questions[0], Single))
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await form_of(app, pilot, file)
        await write(screen, pilot, "topic", "Mine")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, PreviewScreen)
        copy = app.screen.file
        assert copy.exists()
        assert copy != file
        await app.screen.look()
        await settle(pilot)
        await press(pilot, "u")
        assert not copy.exists()
        assert app.screen.file == file
