"""Points of the four presets, against the formulas of the games and of certainty-based marking that they come from."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.model import Preset
from quiz.play.points import PRESETS, Certainty, points_for


@pytest.mark.parametrize(("seconds", "points"), [(0, 1000), (0.4, 1000), (2, 967), (15, 750), (30, 500), (99, 500)])
def test_classic_falls_from_a_thousand_to_half_as_the_time_runs_out(seconds: float, points: int) -> None:
    assert points_for("classic", 1.0, 1, seconds, 30.0) == points


@pytest.mark.parametrize(("seconds", "points"), [(0.49, 1000), (0.5, 983)])
def test_classic_is_whole_below_half_a_second(seconds: float, points: int) -> None:
    assert points_for("classic", 1.0, 1, seconds, 15.0) == points


@pytest.mark.parametrize(("seconds", "points"), [(0, 1000), (15, 800), (30, 600), (99, 600)])
def test_steady_gives_six_hundred_and_up_to_four_hundred_for_speed(seconds: float, points: int) -> None:
    assert points_for("steady", 1.0, 1, seconds, 30.0) == points


@pytest.mark.parametrize(("preset", "points"), [("steady", 800), ("accuracy", 1000), ("classic", 750)])
def test_without_a_limit_the_speed_part_is_at_its_middle(preset: Preset, points: int) -> None:
    assert points_for(preset, 1.0, 1, 0.1, None) == points
    assert points_for(preset, 1.0, 1, 500.0, None) == points


@given(st.floats(0, 1000), st.none() | st.floats(15, 900))
def test_accuracy_and_certainty_take_no_notice_of_time(seconds: float, limit: float | None) -> None:
    assert points_for("accuracy", 1.0, 1, seconds, limit) == 1000
    assert points_for("certainty", 1.0, 1, seconds, limit, 2) == 667


CERTAINTY_TABLE: list[tuple[Certainty, int, int, int]] = [(1, 333, 167, 0), (2, 667, 333, -667), (3, 1000, 500, -2000)]
"""Certainty, then a third of 1000 for each mark when right (1, 2, 3), half right, and wrong (0, -2, -6)."""


@pytest.mark.parametrize(("certainty", "right", "half", "wrong"), CERTAINTY_TABLE)
def test_certainty_rewards_being_sure_and_right_and_costs_being_sure_and_wrong(
    certainty: Certainty, right: int, half: int, wrong: int
) -> None:
    assert points_for("certainty", 1.0, 1, 5, 30.0, certainty) == right
    assert points_for("certainty", 0.5, 1, 5, 30.0, certainty) == half
    assert points_for("certainty", 0.0, 1, 5, 30.0, certainty) == wrong
    assert points_for("certainty", 0.0000005, 1, 5, 30.0, certainty) == wrong


def test_without_a_word_on_certainty_the_answer_counts_as_unsure() -> None:
    assert points_for("certainty", 1.0, 1, 5, 30.0) == 333
    assert points_for("certainty", 0.0, 1, 5, 30.0) == 0


@pytest.mark.parametrize("preset", PRESETS)
def test_no_answer_gives_nothing(preset: Preset) -> None:
    assert points_for(preset, 0.0, 1, 5, 30.0) == 0


@pytest.mark.parametrize(("preset", "points"), [("steady", 400), ("accuracy", 500), ("classic", 375), ("certainty", 167)])
def test_part_marks_scale_points_and_weights_multiply_them(preset: Preset, points: int) -> None:
    assert points_for(preset, 0.5, 1, 15, 30.0) == points
    assert points_for(preset, 0.5, 2, 15, 30.0) in (2 * points - 1, 2 * points)


@given(
    preset=st.sampled_from(sorted(PRESETS)),
    fraction=st.floats(0, 1),
    seconds=st.floats(0, 100),
    limit=st.none() | st.floats(15, 90),
)
def test_no_answer_gives_more_than_a_thousand_and_slower_or_less_right_never_gives_more(
    preset: Preset, fraction: float, seconds: float, limit: float | None
) -> None:
    points = points_for(preset, fraction, 1, seconds, limit)
    assert 0 <= points <= 1000
    assert points_for(preset, fraction, 1, seconds + 5, limit) <= points
    assert points_for(preset, fraction / 2, 1, seconds, limit) <= points


def test_what_a_bank_may_say_is_what_there_is() -> None:
    assert set(PRESETS) == set(get_args(Preset))
