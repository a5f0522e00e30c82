"""The trainer's screens: previews that follow the file, banks with their health, banks that are dropped in."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from quiz.questions.answers import Picked
from quiz.questions.question import Question
from quiz.store.records import Best
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.screens.trainer import TrainerScreen
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.feedback_panel import FeedbackPanel
from tests import builders
from tests.tui.drawn import lines_on
from tests.tui.driving import Hall, press, settle
from tests.tui.seeing import drawn


def shown(screen: PreviewScreen | TrainerScreen) -> str:
    """Return every word that the page shows."""
    page = screen.page if isinstance(screen, PreviewScreen) else screen.query_one("#health")
    return " ".join(" ".join(str(part.render()).split()) for part in page.query("PlainText, RowView") if part.display)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something that another thread does is done."""
    async with asyncio.timeout(5):
        while not holds():
            await pilot.pause(0.01)


def rewrite(hall: Hall, old: str, new: str) -> None:
    file = hall.folder / "first.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


async def test_a_preview_follows_the_file_through_a_fault_and_back(hall: Hall) -> None:
    hall.add(builders.single("one"), builders.true_false("two"))
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        assert "What about one?" in shown(screen)
        await press(pilot, "2")
        assert "What about two?" in shown(screen)
        rewrite(hall, "What about two?", "What of the second?")
        await screen.look()
        await settle(pilot)
        assert "What of the second?" in shown(screen)
        rewrite(hall, "answer = true", "anwser = true")
        await screen.look()
        await settle(pilot)
        said = shown(screen)
        assert "cannot be played yet" in said
        assert 'Did you mean "answer"?' in said
        assert "What of the second?" in said
        rewrite(hall, "anwser = true", "answer = false")
        await screen.look()
        await settle(pilot)
        assert "cannot be played yet" not in shown(screen)
        (hall.folder / "first.toml").unlink()
        await screen.look()
        await settle(pilot)
        assert "cannot be read" in shown(screen)


async def test_what_a_draft_still_lacks_stands_with_its_question(hall: Hall) -> None:
    hall.add(builders.single("one", explanation=""), draft=True)
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        assert "missing-explanation" in shown(screen)


async def test_advice_stands_with_its_question_and_is_flagged_in_the_list(hall: Hall) -> None:
    hall.add(builders.single("one"), builders.true_false("two"))
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        rewrite(hall, "why 2", "")
        await screen.look()
        await settle(pilot)
        assert "missing-why" in shown(screen)
        assert "! " in str(screen.questions.get_option_at_index(0).prompt)
        await press(pilot, "right")
        assert "missing-why" not in shown(screen)


@pytest.mark.parametrize("question", builders.every_type(), ids=lambda question: question.id)
async def test_the_key_of_every_type_is_shown_and_hidden_again(hall: Hall, question: Question) -> None:
    hall.add(question)
    app = hall.app()
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        assert not screen.query_one(FeedbackPanel).display
        await press(pilot, "a")
        assert screen.query_one(FeedbackPanel).display
        assert "Because." in drawn(screen.query_one(FeedbackPanel))
        await press(pilot, "a")
        assert not screen.query_one(FeedbackPanel).display


async def test_a_question_can_be_tried_and_escape_leads_back_step_by_step(hall: Hall) -> None:
    hall.add(builders.true_false("one"))
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        await press(pilot, "enter")
        assert screen.focused in screen.query_one(AnswerPanel).walk_children(with_self=True)
        await press(pilot, "escape")
        assert screen.focused is screen.questions
        await press(pilot, "enter", "1")
        assert "Right" in drawn(screen.query_one(FeedbackPanel))
        assert app.services.store.open_attempts(app.player.id if app.player else "") == []
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_save_and_a_key_at_the_same_time_draw_one_question(hall: Hall) -> None:
    hall.add(*(builders.single(f"q{number}") for number in range(6)))
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        for number in range(5):
            rewrite(hall, f"What about q{number}?", f"What of q{number}?")
            screen._drawing.ask()
            await asyncio.gather(screen.look(), pilot.press("right", "a"))
        await settle(pilot)
        assert len(screen.query(AnswerPanel)) == 1
        assert "What about q5?" in shown(screen)


async def test_the_trainers_desk_shows_health_and_opens_the_preview(hall: Hall) -> None:
    hall.add(builders.single("one"), identifier="first")
    (hall.folder / "worse.toml").write_text("format = 1\n[bank]\n", encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        screen = app.screen
        assert isinstance(screen, TrainerScreen)
        prompts = [str(screen.files.get_option_at_index(i).prompt) for i in range(screen.files.option_count)]
        assert any("The first bank" in prompt for prompt in prompts)
        assert any("worse.toml" in prompt and "fault" in prompt for prompt in prompts)
        await press(pilot, "enter")
        assert isinstance(app.screen, PreviewScreen)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_bank_dropped_into_the_folder_appears_and_the_cursor_stays_where_it_was(hall: Hall) -> None:
    hall.add(identifier="middle", title="Middle")
    hall.add(identifier="west", title="West")
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        home = app.screen
        assert isinstance(home, HomeScreen)
        await press(pilot, "down")
        hall.add(identifier="dropped", title="A dropped one")
        await home.follow()
        await settle(pilot)
        ids = [home.banks.get_option_at_index(i).id for i in range(home.banks.option_count)]
        assert ids == ["bank:dropped", "bank:middle", "bank:west"]
        assert home.banks.highlighted_option
        assert home.banks.highlighted_option.id == "bank:west"
        (hall.folder / "dropped.toml").unlink()
        await home.follow()
        await settle(pilot)
        assert home.banks.option_count == 2
        assert home.banks.highlighted_option.id == "bank:west"


async def test_two_banks_with_one_id_are_named_both(hall: Hall) -> None:
    hall.add(identifier="first")
    (hall.folder / "copy.toml").write_bytes((hall.folder / "first.toml").read_bytes())
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "down")
        home = app.screen
        assert isinstance(home, HomeScreen)
        said = str(home.details.render())
        assert "first.toml" in said
        assert "copy.toml" in said


async def test_an_answer_given_while_the_next_question_is_drawn_is_not_marked_by_it(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.add(builders.single("one"), builders.number("two"))
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        before, remove = screen.query_one(AnswerPanel), screen.page.remove_children

        async def remove_after_an_answer() -> None:
            before.give(Picked((0,)))
            await remove()

        monkeypatch.setattr(screen.page, "remove_children", remove_after_an_answer)
        await press(pilot, "right")
        assert "What about two?" in shown(screen)
        assert not screen.query_one(FeedbackPanel).display


async def test_the_list_shows_the_id_of_each_of_many_questions(hall: Hall) -> None:
    ids = [f"id-{length}" for length in range(14, 26)]
    hall.add(*(builders.single(name, prompt=f"Is it {'x' * (length - 6)}?") for length, name in enumerate(ids, 14)))
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        for name in ids:
            assert name in lines_on(app, screen.questions.region)
            await press(pilot, "right")


async def test_moving_on_to_a_bank_that_has_gone_meanwhile_ends_nothing(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(identifier="first", title="First")
    hall.add(identifier="second", title="Second")
    hall.add(identifier="third", title="Third")
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        home, bests, answers = app.screen, app.services.store.bests, threading.Event()
        assert isinstance(home, HomeScreen)

        def slowly(player: str) -> dict[str, Best]:
            answers.wait(10)
            return bests(player)

        monkeypatch.setattr(app.services.store, "bests", slowly)
        (hall.folder / "second.toml").unlink()
        home._following.ask()
        await until(pilot, lambda: "second" not in app.services.banks)
        await pilot.press("down")
        await pilot.pause()
        assert "Second" in str(home.details.render())
        answers.set()
        await settle(pilot)
        assert home.banks.option_count == 2
        assert "Third" in str(home.details.render())


async def test_the_banks_are_listed_by_one_at_a_time(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(identifier="first")
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        home, bests, answers = app.screen, app.services.store.bests, threading.Event()
        assert isinstance(home, HomeScreen)
        begun: list[str] = []

        def slowly(player: str) -> dict[str, Best]:
            begun.append(player)
            answers.wait(10)
            return bests(player)

        monkeypatch.setattr(app.services.store, "bests", slowly)
        home.on_screen_resume()
        hall.add(identifier="second")
        home._following.ask()
        await until(pilot, lambda: "second" in app.services.banks)
        await pilot.pause(0.1)
        assert len(begun) == 1
        answers.set()
        await settle(pilot)
        assert len(begun) == 2
        assert home.banks.option_count == 2


async def test_a_file_that_was_chosen_while_the_list_is_made_anew_is_the_one_that_opens(hall: Hall) -> None:
    hall.add(identifier="first", title="First")
    hall.add(identifier="second", title="Second")
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        screen = app.screen
        assert isinstance(screen, TrainerScreen)
        await press(pilot, "down")
        # What the list told the screen is still on its way when the list is another.
        (hall.folder / "first.toml").unlink()
        app.services.look_again()
        was_chosen = OptionList.OptionSelected(screen.files, screen.files.get_option_at_index(1), 1)
        was_highlighted = OptionList.OptionHighlighted(screen.files, screen.files.get_option_at_index(1), 1)
        await screen.look()
        screen.post_message(was_highlighted)
        screen.post_message(was_chosen)
        await settle(pilot)
        assert isinstance(app.screen, PreviewScreen)
        assert app.screen.file.name == "second.toml"
