"""Looking back at what was not right, as it is drawn."""

import re

import pytest
from textual.pilot import Pilot

from quiz.tui.app import QuizApp
from quiz.tui.screens.results import ResultsScreen
from tests import builders
from tests.tui.drawn import illegible, lines_on
from tests.tui.driving import Hall, playing, press, right_keys, settle, tap
from tests.tui.seeing import picture

SIZES = pytest.mark.parametrize(
    "size",
    [(60, 20), *(pytest.param(size, marks=pytest.mark.thorough) for size in [(80, 24), (120, 40)])],
    ids=lambda size: f"{size[0]}x{size[1]}",
)


def seen(app: QuizApp) -> str:
    """Return all that is on the screen but the line beside the feedback, each run of blanks as one."""
    return " ".join(re.sub("[▌▄▀]", " ", lines_on(app, app.screen.region)).split())


async def skip_all(pilot: Pilot[None], hall: Hall, app: QuizApp, *wrong: str) -> None:
    """Play the first bank with no answer to anything but what is in ``wrong``, where the first wrong option is picked."""
    await settle(pilot)
    await press(pilot, "enter")
    while not isinstance(app.screen, ResultsScreen):
        hall.clock.move(1)
        asked = playing(app).attempt.current
        if asked.question.id in wrong:
            right = next(iter(right_keys(asked, 5)))
            await press(pilot, "1" if right != "1" else "2")
        else:
            await press(pilot, "f4")
        hall.clock.move(1)
        await press(pilot, "enter")


@SIZES
async def test_each_missed_question_is_walked_through_with_both_answers(hall: Hall, size: tuple[int, int]) -> None:
    missed = builders.single("missed", explanation="It is the rule.", action="Tell {it_support}.")
    hall.add(missed, builders.number("skipped", explanation="The law says so."), quiz_length=0)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await skip_all(pilot, hall, app, "missed")
        assert isinstance(app.screen, ResultsScreen)
        places = {response.question_id: place for place, response in enumerate(app.screen.summary.to_review)}
        await press(pilot, "r")
        for identifier in sorted(places, key=lambda identifier: places[identifier]):
            shown = seen(app)
            assert f"{places[identifier] + 1} of 2" in shown
            assert f"What about {identifier}?" in shown
            assert not illegible(app)
            assert "Source A guide" in shown
            assert "ICO · 23 Nov 2026" in shown
            if identifier == "missed":
                assert "✘ Not right scams" in shown
                assert "✔ option 1" in shown
                assert "It is the rule." in shown
                assert "Do now Tell IT support." in shown
            else:
                assert "– No answer scams" in shown
                assert "✔ Right is 72 hours" in shown
                assert "The law says so." in shown
            await press(pilot, "right")
        assert isinstance(app.screen, ResultsScreen)


async def test_one_can_go_back_and_enter_goes_on(hall: Hall) -> None:
    hall.add(builders.true_false("one"), builders.true_false("two"), quiz_length=0)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await skip_all(pilot, hall, app)
        await press(pilot, "r")
        first = seen(app)
        assert "Enter Next mistake" in first
        assert "the one before" not in first
        await press(pilot, "enter")
        assert "2 of 2" in seen(app)
        assert "Enter Results ← the one before" in seen(app)
        await press(pilot, "left")
        assert seen(app) == first
        await press(pilot, "escape")
        assert isinstance(app.screen, ResultsScreen)


async def test_only_what_was_not_right_is_reviewed(hall: Hall) -> None:
    hall.add(builders.true_false("one", answer=True), builders.true_false("two", answer=False), quiz_length=0)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        for _ in range(2):
            hall.clock.move(1)
            await press(pilot, "1")
            hall.clock.move(1)
            await press(pilot, "enter")
        await press(pilot, "r")
        shown = seen(app)
        assert "1 of 1" in shown
        assert "✘ True your answer ✔ False right answer ✘ Not right scams" in shown


async def test_the_topic_stands_beside_the_verdict_and_all_of_it_can_be_practised(hall: Hall) -> None:
    hall.add(builders.true_false("one", topic="codes"), builders.true_false("two", topic="links"), quiz_length=0)
    app = hall.app()
    async with app.run_test(size=(120, 40)) as pilot:
        await skip_all(pilot, hall, app)
        await press(pilot, "r")
        assert "– No answer codes" in seen(app) or "– No answer links" in seen(app)
        await tap(pilot, "m")
        assert playing(app).session.repeats
        assert {asked.question.id for asked in playing(app).attempt.asked} == {"one", "two"}
        assert len(app.screen_stack) == 2


async def test_a_click_on_a_source_opens_it(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QuizApp, "open_link", lambda app, url, note="": opened.append(url))
    hall.add(builders.true_false("one"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await skip_all(pilot, hall, app)
        await press(pilot, "r")
        rows = picture(app).splitlines()
        for words, there in (("Because", []), ("Source", [builders.source().url])):
            await pilot.click(offset=(14, next(row for row, line in enumerate(rows) if words in line)))
            await settle(pilot)
            assert opened == there
