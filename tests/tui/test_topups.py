"""Top-ups in the app: what home says is due, how it is played, when it comes again, and progress."""

import pytest

from quiz.services.attempt_session import PlayOptions
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.progress import ProgressScreen
from quiz.tui.screens.topup import TopupScreen
from tests import builders
from tests.tui.drawn import lines_on
from tests.tui.driving import Hall, playing, press, right_keys, settle, tap
from tests.tui.seeing import picture
from tests.tui.test_home import Past, past

DAY = 24 * 60 * 60
QUESTIONS = tuple(
    builders.single(f"q{number}", topic=topic, time_limit="none", action="Tell the office.")
    for number, topic in enumerate(("codes", "voices", "links"))
)


def furnish(hall: Hall, *, left_open: bool = False) -> None:
    """Sam has played two banks of three questions, and missed the links of each; that is ten days ago."""
    for identifier, title in (("a", "Scams"), ("b", "Groups")):
        hall.add(*QUESTIONS, identifier=identifier, title=title)
    with past(hall) as services:
        sam = Past(hall, services)
        for identifier in ("a", "b"):
            session = services.begin(sam.player, services.banks[identifier], PlayOptions(grace=0.0), 7)
            for _ in QUESTIONS:
                session.show()
                attempt = session.attempt
                question = attempt.current.question
                right = question.topic != "links"
                response = attempt.answer(builders.right_answer(question)) if right else attempt.skip()
                assert response
                session.keep(response)
                attempt.advance()
        hall.clock.move(10 * DAY)
        if left_open:
            sam.play("a", 1)


@pytest.mark.parametrize(
    "size", [(60, 20), *(pytest.param(size, marks=pytest.mark.thorough) for size in [(80, 24), (120, 40)])], ids=str
)
async def test_home_says_what_is_due_and_enter_asks_it_until_it_comes_again(hall: Hall, size: tuple[int, int]) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        seen = picture(app)
        assert "Today: 5 questions, about" in seen
        assert "You missed  " not in seen
        about = lines_on(app, app.screen.query_one("#about").region)
        assert "You missed 2 of them last time." in " ".join(about.replace("│", " ").split())
        await press(pilot, "enter")
        screen = playing(app)
        assert "Top-up" in picture(app)
        banks = set()
        for number in range(5):
            banks.add(screen.session.bank.id)
            missed = screen.session.was_missed
            hall.clock.move(1)
            if number == 4:
                await press(pilot, "f4")
            else:
                await press(pilot, *right_keys(screen.attempt.current, screen.session.record.seed))
            assert ("missed last time" in picture(app)) is missed
            hall.clock.move(1)
            await press(pilot, "enter")
        assert banks == {"a", "b"}
        assert isinstance(app.screen, TopupScreen)
        seen = " ".join(picture(app).split())
        assert "4 of 5 right" in seen
        assert "What you missed comes again tomorrow." in seen
        assert "Tell the office." in seen
        await press(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)
        assert "Today:" not in picture(app), "one top-up a day is enough"
    with past(hall) as services:
        assert services.store.due_now("Sam", int(hall.clock() * 1000))


async def test_beside_what_was_left_open_the_card_says_today_and_the_other_way_comes_first(hall: Hall) -> None:
    furnish(hall, left_open=True)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        lines = picture(app).splitlines()
        first = next(line for line in lines if "Go on" in line)
        assert "Today" in first
        assert "5 questions" in first
        await press(pilot, "right")
        assert "Enter Start" in picture(app)
        await press(pilot, "p", "home", "enter")
        assert playing(app).session.record.mode == "topup"
        await tap(pilot, "escape")
        assert "Nothing is answered yet" in picture(app)


async def test_where_nothing_is_due_it_is_said_when_something_will_be(hall: Hall) -> None:
    furnish(hall)
    hall.clock.move(-10 * DAY)
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "Today" not in picture(app).replace("today", "")
        app.run_worker(app.top_up())
        await settle(pilot)
        assert "Nothing is due. Next: 27 November." in picture(app)


async def test_progress_says_what_is_likely_known_by_topic_and_what_comes_when(hall: Hall) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        assert isinstance(app.screen, ProgressScreen)
        seen = picture(app)
        for words in (
            "of 6 questions likely known",
            "Today: 5 questions",
            "Comes again today 5 this week 1",
            "likely to know",
        ):
            assert words in " ".join(seen.split())
        await press(pilot, "end")
        assert "▄  67" in picture(app)
        await press(pilot, "enter")
        assert playing(app).session.record.mode == "learn"
        assert [asked.question.topic for asked in playing(app).session.attempt.asked] == ["links"]


async def test_right_answers_stand_one_in_a_line(hall: Hall) -> None:
    hall.add(builders.multiple("q", right=(0, 2), time_limit="none"))
    with past(hall) as services:
        Past(hall, services).play("first", 0, wrong=1)
        hall.clock.move(10 * DAY)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        for key in ("f4", "enter"):
            hall.clock.move(1)
            await press(pilot, key)
        assert isinstance(app.screen, TopupScreen)
        lines = [line.strip() for line in picture(app).splitlines()]
        assert lines.index("✔ option 0") + 1 == lines.index("✔ option 2")
