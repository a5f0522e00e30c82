import pytest

from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from quiz.store.errors import StoreError
from quiz.store.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.dialogs import Dialog
from quiz.tui.screens.board import BoardScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.screens.review import ReviewScreen
from quiz.tui.widgets.answers.panel import AnswerPanel
from quiz.tui.widgets.key_bar import KeyBar
from tests import builders
from tests.tui.drawn import lines_on
from tests.tui.driving import Hall, playing, press, right_keys, settle
from tests.tui.seeing import picture


@pytest.mark.parametrize("question", builders.every_type(), ids=lambda question: question.id)
async def test_every_type_is_answered_by_keyboard_and_kept_before_its_feedback(hall: Hall, question: Question) -> None:
    hall.add(question)
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        screen = playing(app)
        hall.clock.move(1)
        for key in right_keys(screen.attempt.current, screen.session.record.seed):
            await press(pilot, *(("space",) if key == "\x00" else (key,)))
            if isinstance(question, Scenario):
                hall.clock.move(1)
        assert screen.query_one(AnswerPanel).response
        kept = app.services.store.responses(screen.session.record.id)
        assert [(response.question_id, response.mark) for response in kept] == [(question.id, 1.0)]
        hall.clock.move(1)
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultsScreen)


async def test_from_home_through_results_and_review_to_the_board_and_home_again(hall: Hall) -> None:
    hall.add(builders.true_false("one", answer=True), builders.true_false("two", answer=False))
    app = hall.app(player="Quick Badger", team="Science")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        for _ in range(2):
            hall.clock.move(1)
            await press(pilot, "1")
            hall.clock.move(1)
            await press(pilot, "enter")
        assert isinstance(app.screen, ResultsScreen)
        assert "1 of 2 right" in picture(app)
        await press(pilot, "r")
        assert isinstance(app.screen, ReviewScreen)
        await press(pilot, "escape", "b")
        assert isinstance(app.screen, BoardScreen)
        shown = " ".join(str(words.render()) for words in app.screen.query("PlainText, RowView"))
        assert "Quick Badger" in shown
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_key_that_is_held_answers_nothing_until_it_is_let_go(hall: Hall) -> None:
    hall.add(builders.single("one"), builders.single("two"))
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        screen = playing(app)
        for _ in range(15):
            hall.clock.move(0.03)
            await press(pilot, "1")
        assert not screen.attempt.responses
        hall.clock.move(0.4)
        await press(pilot, "1")
        assert len(screen.attempt.responses) == 1
        for _ in range(15):
            hall.clock.move(0.03)
            await press(pilot, "enter")
        assert screen.attempt.position == 0
        hall.clock.move(0.4)
        await press(pilot, "enter")
        assert screen.attempt.position == 1
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, Dialog), "the way out is always open"


async def test_a_key_that_is_held_types_nothing_either(hall: Hall) -> None:
    hall.add(builders.short())
    app = hall.app()
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        hall.clock.move(0.1)
        await press(pilot, "x")
        assert "x" not in picture(app).splitlines()[5]
        hall.clock.move(0.4)
        await press(pilot, *"xyz")
        assert "xyz" in picture(app)


async def test_a_question_whose_time_runs_out_is_closed_by_the_tick(hall: Hall) -> None:
    hall.add(builders.single(time_limit=20))
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        hall.clock.move(19.9)
        playing(app).tick()
        await settle(pilot)
        assert not playing(app).attempt.finished
        hall.clock.move(0.2)
        playing(app).tick()
        await settle(pilot)
        assert playing(app).attempt.responses[0].outcome == "expired"
        assert "◷ Time is up" in picture(app)


async def test_leaving_in_the_middle_and_going_on_later(hall: Hall) -> None:
    hall.add(builders.single("one", time_limit="none"), builders.single("two", time_limit="none"))
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        hall.clock.move(1)
        await press(pilot, "1")
        hall.clock.move(1)
        await press(pilot, "enter")
        left_at = playing(app).attempt.current.question.id
        await pilot.press("escape")
        await pilot.pause()
        await press(pilot, "l")
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("enter")
        await pilot.pause()
        while not isinstance(app.screen, Dialog):
            await pilot.pause()
        await press(pilot, "enter")
        assert playing(app).attempt.current.question.id == left_at
        assert len(playing(app).attempt.responses) == 1


async def test_feedback_waits_until_a_full_disk_has_room_again(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(builders.single())
    app = hall.app()
    record = Store.record
    full = iter([True, False])

    def sometimes_full(self: Store, *arguments: object) -> bool:
        if next(full):
            raise StoreError("The disk is full.", "Free some space.")
        return record(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "record", sometimes_full)
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        screen = playing(app)
        hall.clock.move(1)
        await pilot.press("1")
        while not isinstance(app.screen, Dialog):
            await pilot.pause()
        assert screen.query_one(AnswerPanel).is_open
        assert not app.services.store.responses(screen.session.record.id)
        await press(pilot, "enter")
        assert screen.query_one(AnswerPanel).response
        assert len(app.services.store.responses(screen.session.record.id)) == 1


async def test_a_broken_bank_is_named_and_the_others_play(hall: Hall) -> None:
    hall.add(builders.single())
    (hall.folder / "broken.toml").write_text("format = 1\nnonsense", encoding="utf-8")
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        listed = lines_on(app, app.screen.banks.region).splitlines()
        assert any("broken.toml" in line and "fault" in line for line in listed)
        await press(pilot, "enter")
        assert playing(app)


async def test_certainty_asks_how_sure(hall: Hall) -> None:
    hall.add(builders.single(right=0, shuffle=False), preset="certainty")
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        hall.clock.move(1)
        await press(pilot, "1")
        assert not playing(app).attempt.finished
        await press(pilot, "3")
        assert not playing(app).attempt.finished, "the key that picked may still be held"
        hall.clock.move(1)
        await press(pilot, "3")
        assert (playing(app).attempt.responses[0].certainty, playing(app).attempt.responses[0].points) == (3, 1000)


async def test_what_was_picked_is_seen_while_the_player_says_how_sure(hall: Hall) -> None:
    hall.add(builders.single(shuffle=False), preset="certainty")
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        hall.clock.move(1)
        await press(pilot, "3")
        chosen = [line for line in picture(app).splitlines() if "▌" in line]
        assert any("option 2" in line for line in chosen)
        assert not any("option 0" in line for line in chosen)


def line_with(app: QuizApp, words: str) -> int:
    """Return the row of the screen in which ``words`` are drawn."""
    return next(row for row, line in enumerate(picture(app).splitlines()) if words in line)


async def test_a_click_on_a_source_opens_that_one(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("quiz.tui.app.QuizApp.open_link", lambda app, url, note="": opened.append(url))
    hall.add(builders.single("one"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        hall.clock.move(1)
        await press(pilot, "1")
        await pilot.click(offset=(14, line_with(app, "Source")))
        await settle(pilot)
        assert len(opened) == 1
        await pilot.click(offset=(14, line_with(app, "Because")))
        await settle(pilot)
        assert len(opened) == 1
        assert opened[0].startswith("https://")


async def test_a_resize_in_the_middle_keeps_question_and_feedback_whole(hall: Hall) -> None:
    hall.add(builders.single("one", explanation="word " * 40, prompt="asked " * 20))
    app = hall.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert playing(app).body.max_scroll_x == 0
        hall.clock.move(1)
        await press(pilot, "1")
        for size in ((80, 24), (60, 20), (200, 50)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            words = picture(app).split()
            assert (words.count("asked"), words.count("word")) == (20, 40), size
            assert playing(app).body.max_scroll_x == 0
        assert playing(app).attempt.responses[0].given is not None


async def test_a_click_on_a_key_in_the_last_line_presses_it(hall: Hall) -> None:
    hall.add(builders.single("one"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        line = app.screen.query_one(KeyBar)
        assert "Enter Play" in str(line.render())
        await pilot.click(line, offset=(5, line.size.height - 1))
        await settle(pilot)
        assert playing(app).attempt.position == 0


async def test_where_keys_do_not_fit_the_one_that_answers_and_the_way_out_stay(hall: Hall) -> None:
    hall.add(builders.spot("one"))
    app = hall.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        line = str(app.screen.query_one(KeyBar).render())
        assert "Enter" not in line, "it does nothing yet"
        assert "s scam   g genuine" in line
        assert line.rstrip().endswith("? how")
        hall.clock.move(1)
        await press(pilot, "s")
        line = str(app.screen.query_one(KeyBar).render()).splitlines()[-1]
        assert " Enter Check " in line
        assert "Esc leave" in line
        assert len(line.rstrip()) <= 59


async def test_starting_again_after_leaving_begins_anew_and_keeps_what_was_answered(hall: Hall) -> None:
    hall.add(builders.single("one", time_limit="none"), builders.single("two", time_limit="none"))
    app = hall.app()
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        hall.clock.move(1)
        await press(pilot, "1")
        left = playing(app).session.record.id
        await pilot.press("escape")
        await pilot.pause()
        await press(pilot, "l")
        await pilot.press("enter")
        while not isinstance(app.screen, Dialog):
            await pilot.pause()
        await press(pilot, "s")
        assert playing(app).session.record.id != left
        assert playing(app).attempt.responses == ()
        assert len(app.services.store.responses(left)) == 1
