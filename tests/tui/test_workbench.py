"""The trainer's screens: previews that follow the file, banks with their health, banks that are dropped in."""

import asyncio
import threading

import pytest
from textual.widgets import OptionList

from quiz.questions.answers import Picked
from quiz.questions.question import Question
from quiz.store.records import Best
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.screens.trainer import TrainerScreen
from quiz.tui.widgets.answers.panel import AnswerPanel
from tests import builders
from tests.tui.drawn import lines_on
from tests.tui.driving import Hall, few_types, press, settle, until
from tests.tui.seeing import drawn


def shown(screen: PreviewScreen | TrainerScreen) -> str:
    """Return every word that the page shows."""
    page = screen.page if isinstance(screen, PreviewScreen) else screen.query_one("#health")
    return " ".join(
        " ".join(str(part.render()).split()) for part in page.query("PlainText, RowView, QuestionView") if part.display
    )


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
        assert "1  ! What about one?" in lines_on(app, screen.questions.region)
        await press(pilot, "right")
        assert "missing-why" not in shown(screen)


@pytest.mark.parametrize("question", few_types("single", "order", "scenario"), ids=lambda question: question.id)
async def test_the_key_of_every_type_is_shown_and_hidden_again(hall: Hall, question: Question) -> None:
    hall.add(question)
    app = hall.app()
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        assert screen.query_one(AnswerPanel).is_open
        await press(pilot, "a")
        assert screen.query_one(AnswerPanel).response
        assert "Because." in drawn(screen.query_one(AnswerPanel).view)
        assert "No answer" not in drawn(screen.query_one(AnswerPanel).view), "nobody was asked for one"
        await press(pilot, "a")
        assert screen.query_one(AnswerPanel).is_open


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
        assert "Right" in drawn(screen.query_one(AnswerPanel).view)
        assert app.services.store.open_attempts(app.player.id if app.player else "") == []
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("before", [("a",), ("enter", "2")], ids=["its answer shown", "answered"])
async def test_a_question_whose_answer_is_to_be_seen_can_be_tried_from_the_beginning(
    hall: Hall, before: tuple[str, ...]
) -> None:
    hall.add(builders.true_false("one"), allow=("one-question",))
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        await press(pilot, *before[:1])
        await press(pilot, *before[1:])
        assert "Because." in lines_on(app, screen.region)
        assert "Esc back" in lines_on(app, screen.region)
        await press(pilot, "enter")
        assert "Because." not in lines_on(app, screen.region)
        await press(pilot, "1")
        assert "✔ Right" in lines_on(app, screen.region)


async def test_what_players_flagged_is_told_with_how_many_they_are_and_never_who(hall: Hall) -> None:
    hall.add(builders.single("one"), builders.single("two"), builders.single("three"))
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        store = app.services.store
        for name, flagged in (("Ann", ("one", "two")), ("Bob", ("two", "gone since"))):
            player = store.sign_in(name, "", 1)
            for question_id in flagged:
                store.flag(player.id, "first", question_id, 2)
        await press(pilot, "t")
        desk = app.screen
        assert "The first bank ◈ 2 " in lines_on(app, desk.query_one("#files").region)
        told = " ".join(lines_on(app, desk.query_one("#health").region).split())
        assert "Flagged 2 questions by players ◈ What about two? by 2 players ◈ What about one? by 1 player" in told
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, PreviewScreen)
        listed = lines_on(app, screen.questions.region)
        assert listed.count("◈ flagged · ") == 2
        assert "⚑" not in listed, "which means something else in a message that may be a scam"
        assert "Flagged by 1 player" in lines_on(app, screen.page.region)
        await press(pilot, "right")
        assert "Flagged by 2 players" in lines_on(app, screen.page.region)
        await press(pilot, "right")
        assert "Flagged" not in lines_on(app, screen.region)
        assert "Ann" not in lines_on(app, screen.region)


async def test_a_question_takes_three_lines_of_the_list_and_its_id_breaks_at_hyphens(hall: Hall) -> None:
    name = "behind-the-screens-subject-access-and-more-of-it"
    hall.add(*(builders.single(f"{name}-{n}", prompt=f"{n} of these you would never do? " * 3) for n in range(6)))
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        lines = lines_on(app, screen.questions.region).splitlines()
        starts = [place for place, line in enumerate(lines) if line.strip("▌ ")[:1].isdigit()]
        assert starts == [0, 3, 6, 9, 12, 15]
        # The chosen one has a mark, without any colour.
        assert [line[:1] for line in lines[:6]] == ["▌"] * 3 + [" "] * 3
        assert [line.strip("▌ ") for line in lines[:3]] == [
            "1  0 of these you …",
            "behind-the-screens-",
            "subject-access-and- …",
        ]
        await press(pilot, "enter")
        assert lines_on(app, screen.questions.region)[:1] == "▌", "also while it is tried"


async def test_the_trainers_words_are_those_of_the_players(hall: Hall) -> None:
    hall.add(builders.single("one"), builders.spot("two"), builders.single("three"))
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        told = " ".join(lines_on(app, app.screen.region).split())
        assert "Types One answer (2), Spot the scam (1)" in told
        assert "the first to read again by 23 Nov 2027" in told
        await press(pilot, "enter")
        assert "scams · One answer · " in lines_on(app, app.screen.region)


async def test_banks_stand_in_the_same_order_for_players_and_for_trainers(hall: Hall) -> None:
    for identifier, title in (("a", "Zebras"), ("b", "apples"), ("c", "Bees")):
        hall.add(identifier=identifier, title=title)
    app = hall.app()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        screen = app.screen
        assert isinstance(screen, TrainerScreen)
        listed = [line.strip(" ▌✔").split()[0] for line in lines_on(app, screen.files.region).splitlines()]
        assert listed == [bank.title for bank in app.services.banks.values()] == ["apples", "Bees", "Zebras"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_banks_of_one_title_are_told_apart_by_their_files(hall: Hall, size: tuple[int, int]) -> None:
    hall.add(identifier="first", title="Scams")
    hall.add(identifier="mine", title="Scams")
    hall.add(identifier="other", title="Other")
    app = hall.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        home = app.screen
        assert isinstance(home, HomeScreen)
        listed = lines_on(app, home.banks.region)
        assert "Scams · first.toml" in listed
        assert "Scams · mine.toml" in listed
        assert "other.toml" not in listed


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


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_the_trainers_desk_shows_health_and_opens_the_preview(hall: Hall, size: tuple[int, int]) -> None:
    hall.add(builders.single("one"), identifier="first", allow=("one-question",))
    (hall.folder / "worse.toml").write_text("format = 1\n[bank]\n", encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "t")
        screen = app.screen
        assert isinstance(screen, TrainerScreen)
        head, first, worse, *_ = lines_on(app, screen.query_one("#table").region).splitlines()
        assert head.split() == ["Bank", "Questions", "Faults", "Advice", "Oldest", "source"]
        assert first.split()[:6] == ["▌", "✔", "The", "first", "bank", "1"]
        faults = len(screen.healths[1].reading.faults)
        assert worse.split() == ["!", "worse.toml", "–", str(faults), "–", "–"]
        assert "No faults" in shown(screen)
        await press(pilot, "down")
        assert "worse.toml: left out until" in lines_on(app, screen.region)
        assert "→ " in shown(screen)
        await press(pilot, "up", "enter")
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
        assert home.banks.keys == ["bank:dropped", "bank:middle", "bank:west"]
        assert home.banks.chosen == "bank:west"
        (hall.folder / "dropped.toml").unlink()
        await home.follow()
        await settle(pilot)
        assert len(home.banks.keys) == 2
        assert home.banks.chosen == "bank:west"


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
        assert screen.query_one(AnswerPanel).is_open


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
            answers.wait(builders.PATIENCE)
            return bests(player)

        monkeypatch.setattr(app.services.store, "bests", slowly)
        (hall.folder / "second.toml").unlink()
        home._following.ask()
        await until(pilot, lambda: "second" not in app.services.banks)
        await pilot.press("down")
        await pilot.pause()
        assert "Second" in str(home.rule.render())
        answers.set()
        await settle(pilot)
        assert len(home.banks.keys) == 2
        assert "Third" in str(home.rule.render())


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
            answers.wait(builders.PATIENCE)
            return bests(player)

        monkeypatch.setattr(app.services.store, "bests", slowly)
        home.on_screen_resume()
        hall.add(identifier="second")
        home._following.ask()
        await until(pilot, lambda: "second" in app.services.banks and bool(begun))
        await pilot.pause(0.1)
        assert len(begun) == 1
        answers.set()
        await settle(pilot)
        assert len(begun) == 2
        assert len(home.banks.keys) == 2


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


async def test_what_is_said_of_a_file_is_set_in_below_its_rule_and_not_beside_the_list(hall: Hall) -> None:
    hall.add(builders.single("one"))
    app = hall.app()
    for size, indent in (((80, 24), 2), ((140, 40), 0)):
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await press(pilot, "t")
            assert isinstance(app.screen, TrainerScreen)
            left = app.screen.details.content_region.x
            assert left - app.screen.query_one("TitledRule").content_region.x == indent
        app = hall.app()


async def test_in_a_small_window_the_question_and_its_answer_come_before_the_advice(hall: Hall) -> None:
    hall.add(builders.single("one", explanation="", sources=()), draft=True)
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.push_screen(screen := PreviewScreen(hall.folder / "first.toml"))
        await settle(pilot)
        await press(pilot, "a")
        seen = " ".join(lines_on(app, screen.page.region).split())
        assert "There is no explanation" in shown(screen)
        assert "What about one?" in seen
        assert "✔ option 1 right" in seen
