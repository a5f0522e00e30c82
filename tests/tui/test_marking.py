"""How an order, a figure and words were read and counted can be seen."""

import pytest
from textual.widgets import Input

from quiz.questions.answers import Matched, Ordered, Picked, Spotted, Typed
from tests import builders
from tests.tui.driving import Hall, playing, settle, tap
from tests.tui.panels import NARROW, USUAL, WIDE, answered_panel, text_of
from tests.tui.seeing import picture

SIZES = pytest.mark.parametrize("size", [NARROW, USUAL, WIDE], ids=str)


@SIZES
def test_each_step_says_where_it_was_put_and_the_feedback_how_that_was_counted(size: tuple[int, int]) -> None:
    seen = text_of(answered_panel(builders.order(), Ordered((1, 0, 2, 3))).fitted_in(*size))
    notes = {line.split()[1] + line.split()[2]: line.split()[3:] for line in seen.splitlines() if " step " in line}
    assert notes == {"step0": ["✘", "you:", "2nd"], "step1": ["✘", "you:", "1st"], "step2": ["✔"], "step3": ["✔"]}
    assert "5 of 6 pairs: 67 %" in seen
    assert "You put them 2 1 3 4" in seen


@SIZES
def test_words_that_were_taken_for_a_figure_stand_beside_it(size: tuple[int, int]) -> None:
    seen = text_of(answered_panel(builders.number(), Typed("seventy-two")).fitted_in(*size)).split()
    assert " ".join(seen).count("✔ You said seventy-two taken as 72 hours") == 1
    assert "Right is" not in " ".join(seen)


@SIZES
def test_a_slip_stands_beside_what_it_was_taken_for(size: tuple[int, int]) -> None:
    seen = " ".join(text_of(answered_panel(builders.short(), Typed("reprot fraud")).fitted_in(*size)).split())
    assert "✔ You said reprot fraud taken as report fraud" in seen


def test_a_wrong_figure_stands_above_the_right_one() -> None:
    seen = text_of(answered_panel(builders.number(), Typed("48")).fitted_in(*USUAL))
    assert "✘   You said   48 hours" in seen
    assert "✔   Right is   72 hours" in seen


def test_of_several_picks_it_says_how_many_were_found_and_how_many_were_too_many() -> None:
    seen = text_of(answered_panel(builders.multiple(right=(0, 2)), Picked((0, 1))).fitted_in(*USUAL))
    assert "1 of 2 found, 1 pick too many" in seen
    assert [line.split()[0] for line in seen.splitlines() if "option" in line] == list("✔✘–4") or "right, missed" in seen


def test_a_match_says_what_was_given_and_what_is_right() -> None:
    panel = answered_panel(builders.match(), Matched(("A", "A", "A", "C")))
    seen = text_of(panel.fitted_in(*USUAL))
    assert "3 of 4 right" in seen
    line = next(number for number, line in enumerate(seen.splitlines()) if "✘ A" in line)
    assert "→ B" in seen.splitlines()[line + 1]


def test_of_a_conversation_it_says_what_was_found_missed_and_picked_for_nothing() -> None:
    seen = text_of(answered_panel(builders.spot(), Spotted("genuine", ())).fitted_in(*USUAL))
    assert "You said genuine, but it is a scam." in seen
    assert "– you missed" in seen


async def test_a_line_that_cannot_be_read_costs_nothing(hall: Hall) -> None:
    hall.add(builders.number())
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        await tap(pilot, "3", "space", *"days", "enter")
        assert "Type one figure in hours" in picture(app)
        assert not playing(app).attempt.responses
        playing(app).query_one(Input).value = "seventy-two"
        await tap(pilot, "enter")
        assert "✔ Right" in picture(app)


async def test_where_no_slip_is_forgiven_that_is_said_before(hall: Hall) -> None:
    hall.add(builders.short("short", "Ireland", exact=True))
    app = hall.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await tap(pilot, "enter")
        assert "spelling counts" in picture(app)
        playing(app).query_one(Input).value = "Iceland"
        await tap(pilot, "enter")
        assert "✘ Not right" in picture(app)
