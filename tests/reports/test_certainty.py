"""How sure people were: calibration as Moodle judges it, what to brief next, and how far people have come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.play.points import Certainty
from quiz.reports.certainty import Calibration, Gain, SureAnswer, Verdict, calibration, gain, misconceptions

LEVELS: st.SearchStrategy[Certainty] = st.sampled_from([1, 2, 3])
ANSWERS = st.lists(
    st.builds(
        SureAnswer,
        person=st.sampled_from([f"p{place}" for place in range(12)]),
        topic=st.sampled_from(["links", "leavers", "codes"]),
        certainty=LEVELS,
        fraction=st.sampled_from([0.0, 0.5, 1.0]),
        weight=st.sampled_from([1.0, 2.0]),
    ),
    max_size=40,
)


def sure(right: int, wrong: int, certainty: Certainty = 3, topic: str = "links", people: int = 100) -> list[SureAnswer]:
    """Return so many right and wrong answers of so many people in turn."""
    fractions = [1.0] * right + [0.0] * wrong
    return [
        SureAnswer(person=f"p{place % people}", topic=topic, certainty=certainty, fraction=fraction)
        for place, fraction in enumerate(fractions)
    ]


def test_levels_are_judged_as_moodle_judges_them() -> None:
    # qbehaviour_deferredcbm_type_test: one right at C=3; one right and one wrong at C=2; nothing at C=1.
    found = calibration([*sure(1, 0), *sure(1, 1, certainty=2)])
    assert [(level.certainty, level.answers, level.share, level.verdict) for level in found] == [
        (3, 1, 100, Verdict.JUST_RIGHT),
        (2, 2, 50, Verdict.SLIGHTLY_OVERCONFIDENT),
    ]
    assert [(level.least, level.most) for level in found] == [(80, 100), (pytest.approx(200 / 3), 80)]


@pytest.mark.parametrize(
    ("certainty", "right", "wrong", "verdict"),
    [
        (1, 2, 1, Verdict.JUST_RIGHT),
        (1, 68, 32, Verdict.SLIGHTLY_UNDERCONFIDENT),
        (1, 3, 1, Verdict.SLIGHTLY_UNDERCONFIDENT),
        (1, 80, 10, Verdict.UNDERCONFIDENT),
        (1, 0, 50, Verdict.JUST_RIGHT),
        (2, 2, 1, Verdict.JUST_RIGHT),
        (2, 4, 1, Verdict.JUST_RIGHT),
        (2, 9, 1, Verdict.SLIGHTLY_UNDERCONFIDENT),
        (2, 20, 0, Verdict.UNDERCONFIDENT),
        (3, 4, 1, Verdict.JUST_RIGHT),
        (3, 3, 1, Verdict.SLIGHTLY_OVERCONFIDENT),
        (3, 30, 30, Verdict.OVERCONFIDENT),
    ],
)
def test_a_share_outside_the_range_of_its_level_is_called_what_it_is(
    certainty: Certainty, right: int, wrong: int, verdict: Verdict
) -> None:
    (level,) = calibration(sure(right, wrong, certainty))
    assert level.verdict is verdict


def test_parts_and_weights_count_in_a_level_and_what_has_no_key_does_not() -> None:
    answers = [
        SureAnswer(person="a", topic="links", certainty=3, fraction=0.5, weight=3.0),
        SureAnswer(person="b", topic="links", certainty=3, fraction=1.0, weight=1.0),
        SureAnswer(person="c", topic="links", certainty=3, fraction=0.0, weight=0.0),
    ]
    (level,) = calibration(answers)
    assert isinstance(level, Calibration)
    assert (level.answers, level.share) == (2, 62.5)


@given(ANSWERS)
def test_every_answer_is_of_one_level(answers: list[SureAnswer]) -> None:
    found = calibration(answers)
    assert sum(level.answers for level in found) == len(answers)
    assert [level.certainty for level in found] == sorted({answer.certainty for answer in answers}, reverse=True)


def test_what_to_brief_next_is_where_most_people_are_very_sure_and_wrong() -> None:
    answers = [
        *sure(12, 7, topic="leavers in groups", people=12),
        *sure(0, 5, topic="codes", people=5),
        *sure(2, 3, topic="few and often wrong", people=5),
        *sure(30, 3, topic="links", people=30),
        *sure(20, 0, topic="photographs", people=20),
        *sure(1, 3, topic="lost phones", people=4),
        *sure(0, 90, certainty=2, topic="never very sure"),
    ]
    found = misconceptions(answers)
    assert [(line.topic, line.answers, line.people, line.wrong, line.share) for line in found.topics] == [
        ("codes", 5, 5, None, "almost all"),
        ("leavers in groups", 19, 12, 7, pytest.approx(100 * 7 / 19)),
        ("few and often wrong", 5, 5, 3, 60),
        ("links", 33, 30, 3, pytest.approx(100 / 11)),
        ("photographs", 20, 20, 0, 0),
    ]
    assert found.too_few == ("lost phones",)


def test_an_answer_that_was_partly_right_is_not_wrong() -> None:
    half = [SureAnswer(person=str(place), topic="links", certainty=3, fraction=0.5) for place in range(10)]
    (line,) = misconceptions(half).topics
    assert (line.wrong, line.share) == (0, 0)


@given(ANSWERS, st.integers(3, 20))
def test_topics_tell_of_no_fewer_people_than_asked_and_of_nobody_by_name(answers: list[SureAnswer], fewest: int) -> None:
    found = misconceptions(answers, fewest)
    told = [line.topic for line in found.topics]
    assert sorted([*told, *found.too_few]) == sorted({answer.topic for answer in answers if answer.certainty == 3})
    assert all(line.people >= fewest for line in found.topics)
    # None or all of a group of few is never told in figures.
    assert all(line.people >= 2 * fewest or line.wrong not in (0, line.answers) for line in found.topics)
    assert not any(f"p{place}" in str(found) for place in range(12))


def test_the_gain_is_what_was_learnt_of_what_could_be() -> None:
    pairs = [(50.0, 80.0)] * 6 + [(60.0, 60.0)] * 3 + [(90.0, 70.0)]
    found = gain(pairs)
    assert (found.people, found.risen, found.same, found.fallen) == (10, 6, 3, 1)
    assert (found.before, found.after) == (57, 73)
    assert found.gain == pytest.approx(16 / 43)


def test_of_fewer_than_ten_only_the_counts_are_told() -> None:
    most = [*[(50.0, 80.0)] * 8, (50.0, 40.0)]
    assert gain(most) == Gain(people=9, risen=8, same=0, fallen=1, before=None, after=None, gain=None)
    assert gain([]).people == 0


def test_of_so_few_that_it_would_tell_of_each_not_even_the_counts_are_told() -> None:
    assert gain([(50.0, 80.0)] * 9).risen is None, "each of them has risen"
    assert gain([(50.0, 80.0), (50.0, 40.0), (50.0, 40.0), (50.0, 40.0)]).fallen is None
    assert gain([(50.0, 80.0)] * 10).risen == 10


def test_who_knew_all_before_could_learn_nothing() -> None:
    found = gain([(100.0, 90.0)] * 10)
    assert (found.before, found.after, found.gain) == (100, 90, None)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), max_size=20))
def test_everybody_has_risen_stayed_or_fallen(pairs: list[tuple[float, float]]) -> None:
    found = gain(pairs)
    assert found.people == len(pairs)
    if found.risen is not None and found.same is not None and found.fallen is not None:
        assert found.risen + found.same + found.fallen == len(pairs)


@pytest.mark.parametrize(
    ("right", "wrong", "shown"), [(802, 198, "80.2"), (800, 200, "80"), (666, 334, "66.6"), (900, 100, "90")]
)
def test_a_share_that_is_just_beside_its_range_is_not_rounded_into_it(right: int, wrong: int, shown: str) -> None:
    (level,) = calibration(sure(right, wrong, certainty=2))
    assert level.share_in_figures == shown
