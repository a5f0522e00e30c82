"""What to brief next, from the trainer's desk: as drawn, of topics and teams, and never of a person."""

from contextlib import closing

import pytest

from quiz.banks.loading import load_library
from quiz.reports.topics import topic_report
from quiz.store.finished import SpacedAnswer
from quiz.store.store import open_store
from quiz.tui.screens.briefing import BriefingScreen, report_rows
from quiz.tui.screens.trainer import TrainerScreen
from tests import builders
from tests.store.makers import attempt_of, response_to
from tests.tui.driving import Hall, press, settle
from tests.tui.seeing import picture


def say(hall: Hall, people: int) -> None:
    """Let so many people be very sure of a question, of whom all but two are wrong."""
    bank = load_library([hall.folder]).banks["first"]
    with closing(open_store(str(hall.folder / "scores.db"))) as store:
        for number in range(people):
            player = store.sign_in(f"Somebody {number}", "Maths", 1)
            asked = attempt_of(player, bank_hash=bank.content_hash, questions=("a",), possible=1.0, team="Maths")
            begun = store.begin(asked, bank)
            store.record(begun.id, response_to(question_id="a", mark=float(number < 2), certainty=3), 9)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_the_desk_says_what_to_brief_next(hall: Hall, size: tuple[int, int]) -> None:
    hall.add(builders.single("a", topic="leavers in groups"), builders.single("b"))
    say(hall, 12)
    app = hall.app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "t", "b")
        assert isinstance(app.screen, BriefingScreen)
        drawn = picture(app)
        assert "12 answers by 12 people" in drawn
        assert "83 % wrong" in drawn
        assert "leavers in groups" in drawn
        assert "Team Maths" in drawn
        assert "very sure" in drawn
        assert "Somebody" not in drawn
        await press(pilot, "escape")
        assert isinstance(app.screen, TrainerScreen)


async def test_of_few_people_it_says_that_nothing_is_told(hall: Hall) -> None:
    hall.add(builders.single("a", topic="leavers in groups"), builders.single("b"))
    say(hall, 4)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "t", "b")
        drawn = picture(app)
        assert "Fewer than 5 people have said how sure they are, so nothing is shown." in " ".join(drawn.split())
        assert "leavers" not in drawn
        assert "% wrong" not in drawn


async def test_where_nobody_was_asked_it_says_so(hall: Hall) -> None:
    hall.add(builders.single("a"))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "t", "b")
        assert "Nobody has said how sure they are yet." in picture(app)


def test_the_desk_says_what_is_still_known_where_nobody_said_how_sure_they_were() -> None:
    bank = builders.bank(builders.single("a", topic="leavers in groups"))
    spaced = [SpacedAnswer(f"p{number}", "first", "h", "a", float(number < 9), 1.0, 45, "h") for number in range(12)]
    told = [str(row) for row in report_rows(topic_report((), (), {"first": bank}, spaced=spaced), 76)]
    assert told[-2:] == [
        "Still right when asked again, of what was right",
        "75 % leavers in groups after 30 days, 12 people",
    ]
