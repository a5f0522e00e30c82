import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.play.points import PRESETS, Certainty, Preset, points_for


@pytest.mark.parametrize(("seconds", "points"), [(0.4, 1000), (2, 967), (15, 750), (30, 500), (99, 500)])
def test_classic_falls_from_a_thousand_to_half_as_the_time_runs_out(seconds: float, points: int) -> None:
    assert points_for("classic", 1.0, 1, seconds, 30.0) == points


@pytest.mark.parametrize(("seconds", "points"), [(0, 1000), (15, 800), (30, 600)])
def test_steady_gives_six_hundred_and_up_to_four_hundred_for_speed(seconds: float, points: int) -> None:
    assert points_for("steady", 1.0, 1, seconds, 30.0) == points


@pytest.mark.parametrize(("preset", "points"), [("steady", 800), ("accuracy", 1000), ("classic", 750)])
def test_without_a_limit_the_speed_part_is_at_its_middle(preset: Preset, points: int) -> None:
    assert points_for(preset, 1.0, 1, 500.0, None) == points


@pytest.mark.parametrize(("certainty", "right", "wrong"), [(1, 333, 0), (2, 667, -667), (3, 1000, -2000)])
def test_certainty_rewards_being_sure_and_right_and_costs_being_sure_and_wrong(
    certainty: Certainty, right: int, wrong: int
) -> None:
    assert points_for("certainty", 1.0, 1, 5, 30.0, certainty) == right
    assert points_for("certainty", 0.0, 1, 5, 30.0, certainty) == wrong


@given(
    preset=st.sampled_from(sorted(PRESETS)),
    fraction=st.floats(0, 1),
    seconds=st.floats(0, 100),
    limit=st.none() | st.floats(15, 90),
)
def test_no_answer_gives_more_than_a_thousand_and_slower_never_gives_more(
    preset: Preset, fraction: float, seconds: float, limit: float | None
) -> None:
    points = points_for(preset, fraction, 1, seconds, limit)
    assert 0 <= points <= 1000
    assert points_for(preset, fraction, 1, seconds + 5, limit) <= points
    assert points_for(preset, fraction, 1, seconds, limit, answered=False) == 0
