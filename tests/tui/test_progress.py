"""The progress screen: what is known, the weakest topics and what Enter does with them."""

import pytest

from quiz.services.attempt_session import PlayOptions
from quiz.services.progress import TopicProgress
from quiz.tui.overview_lines import TopicRow, Widths
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.progress import ProgressScreen
from tests import builders
from tests.tui.driving import Hall, playing, press, settle
from tests.tui.seeing import picture
from tests.tui.test_home import Past, past

TOPICS = ("codes", "codes", "voices", "links")
QUESTIONS = tuple(builders.single(f"q{number}", topic=topic, time_limit="none") for number, topic in enumerate(TOPICS))


def furnish(hall: Hall) -> None:
    """One bank of which the last two questions are missed, whatever the dice; one that was never played."""
    hall.add(*QUESTIONS, identifier="a", title="Scams")
    hall.add(*QUESTIONS, identifier="b", title="Untouched")
    with past(hall) as services:
        sam = Past(hall, services)
        bank = services.banks["a"]
        session = services.begin(sam.player, bank, PlayOptions(grace=0.0), 7)
        for _ in QUESTIONS:
            session.show()
            attempt = session.attempt
            asked = attempt.current.question
            response = attempt.answer(builders.right_answer(asked)) if asked.topic != "links" else attempt.skip()
            assert response
            session.keep(response)
            attempt.advance()


@pytest.mark.parametrize(
    "size",
    [(40, 12), (60, 20), *(pytest.param(size, marks=pytest.mark.thorough) for size in [(80, 24), (120, 40)])],
    ids=str,
)
async def test_progress_says_what_is_known_and_enter_practises_the_weakest_topic(hall: Hall, size: tuple[int, int]) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        assert isinstance(app.screen, ProgressScreen)
        seen = picture(app)
        for key in ("end", "home"):
            await press(pilot, key)
            seen += picture(app)
        assert "of 8 questions likely known" in seen
        assert "0 of 2 banks passed" in seen
        assert "links" in seen
        assert "0 of 1" in seen
        assert "75 %" in seen or size[0] < 60
        await press(pilot, "enter")
        record = playing(app).session.record
        assert (record.bank_id, record.mode, record.questions) == ("a", "learn", ("q3",))


async def test_m_practises_what_was_missed_and_escape_leads_home(hall: Hall) -> None:
    furnish(hall)
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "p", "escape")
        assert isinstance(app.screen, HomeScreen)
        await press(pilot, "p", "m")
        assert playing(app).session.record.questions == ("q3",)


async def test_who_has_played_nothing_begins_from_there(hall: Hall) -> None:
    hall.add(*QUESTIONS, identifier="a", title="Scams")
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "p progress" not in picture(app)
        app.show_progress()
        await settle(pilot)
        assert "Nothing played yet. Enter begins with ten questions." in " ".join(picture(app).split())
        await press(pilot, "enter")
        assert playing(app).session.record.mode == "quiz"


def test_below_its_bank_a_topic_takes_the_room_of_the_banks_title() -> None:
    topic = TopicProgress(topic="paper, screens and printers", known=1, questions=6, was_asked=True)
    row = TopicRow(0, builders.bank(), topic, Widths(20, 24, 12, 7), is_below_bank=True)
    (line,) = row.lines(72, "rest")
    assert "paper, screens and printers  " in line.plain
