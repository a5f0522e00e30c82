"""Figures of questions: Moodle's own to the last digit that it gives, and the laws that they keep."""

from collections.abc import Sequence
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reports.item_statistics import ItemStatistics, Responses, quiz_statistics
from tests.reports import moodle_figures as moodle

NEAR = 1e-6
MARKS = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
# Each line an attempt that was asked all questions.
TABLES = st.integers(2, 5).flatmap(lambda of: st.lists(st.tuples(*[MARKS] * of), min_size=2, max_size=12))
DRAWS = st.lists(st.dictionaries(st.sampled_from("abcdef"), MARKS, min_size=1), min_size=1, max_size=12)
"""Each an attempt that drew some questions: its marks by question."""


def figures(marks: Sequence[tuple[float, ...]]) -> list[ItemStatistics]:
    """Return the figures of questions that are worth 1 and that all were asked."""
    return list(quiz_statistics(moodle.responses(tuple(marks), (1.0,) * len(marks[0]))).items.values())


def drawn(attempts: Sequence[dict[str, float]], worth: float = 1.0) -> Responses:
    cells = [(place, *cell) for place, attempt in enumerate(attempts) for cell in attempt.items()]
    return Responses(
        attempts=[str(place) for place, _, _ in cells],
        questions=[question for _, question, _ in cells],
        marks=[mark * worth for _, _, mark in cells],
        worths=[worth] * len(cells),
    )


def column(items: Sequence[ItemStatistics], name: str) -> list[float | None]:
    return [getattr(item, name) for item in items]


def same(one: Sequence[float | None], other: Sequence[float | None]) -> bool:
    return [x is None for x in one] == [x is None for x in other] and [x or 0 for x in one] == pytest.approx(
        [x or 0 for x in other], abs=NEAR
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("facility", moodle.FIRST_FACILITY),
        ("discrimination_index", moodle.FIRST_INDEX),
        ("discriminative_efficiency", moodle.FIRST_EFFICIENCY),
        ("effective_weight", moodle.FIRST_WEIGHT),
    ],
)
def test_questions_of_different_worth_have_moodles_figures(name: str, expected: Sequence[float]) -> None:
    items = quiz_statistics(moodle.FIRST).items.values()
    assert column(list(items), name) == pytest.approx(expected, abs=NEAR, rel=0)


def test_the_standard_deviation_is_moodles_as_a_share_of_what_a_question_is_worth() -> None:
    items = quiz_statistics(moodle.FIRST).items.values()
    marks = [(item.sd or 0) * worth * 10 for item, worth in zip(items, moodle.FIRST_WORTHS, strict=True)]
    assert marks == pytest.approx(moodle.FIRST_SD, abs=NEAR, rel=0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("facility", moodle.SECOND_FACILITY),
        ("sd", moodle.SECOND_SD),
        ("discrimination_index", moodle.SECOND_INDEX),
        ("discriminative_efficiency", moodle.SECOND_EFFICIENCY),
        ("effective_weight", moodle.SECOND_WEIGHT),
    ],
)
def test_questions_that_got_marks_in_part_have_moodles_figures(name: str, expected: Sequence[float]) -> None:
    items = quiz_statistics(moodle.SECOND).items.values()
    assert column(list(items), name) == pytest.approx(expected, abs=NEAR, rel=0)


def test_the_whole_quiz_has_moodles_figures() -> None:
    whole = quiz_statistics(moodle.SECOND)
    assert whole.consistency == pytest.approx(moodle.SECOND_CONSISTENCY, abs=NEAR)
    assert whole.standard_error == pytest.approx(moodle.SECOND_STANDARD_ERROR, abs=NEAR)


def test_a_question_that_nobody_got_has_facility_0_and_what_has_no_key_has_no_figures() -> None:
    table = [(*row, 0.0) for row in moodle.SECOND_MARKS]
    whole = quiz_statistics(moodle.responses(tuple(table), (*(1.0,) * 7, 1.0)))
    assert whole.items["8"] == ItemStatistics(
        n=25, facility=0, sd=0, discrimination_index=None, discriminative_efficiency=None, effective_weight=0
    )
    assert column(list(whole.items.values()), "discrimination_index")[:7] == pytest.approx(moodle.SECOND_INDEX, abs=NEAR)
    with_poll = quiz_statistics(moodle.responses(tuple(table), (*(1.0,) * 7, 0.0)))
    assert list(with_poll.items) == list("1234567")
    assert with_poll.consistency == pytest.approx(moodle.SECOND_CONSISTENCY, abs=NEAR)


def test_an_attempt_at_polls_alone_is_no_attempt() -> None:
    polls = Responses(
        attempts=["1", "1", "2"], questions=["a", "poll", "poll"], marks=[1.0, 0.0, 0.0], worths=[1.0, 0.0, 0.0]
    )
    whole = quiz_statistics(polls)
    assert {key: item.n for key, item in whole.items.items()} == {"a": 1}


def test_nothing_played_has_no_figures() -> None:
    whole = quiz_statistics(drawn([]))
    assert (dict(whole.items), whole.consistency, whole.standard_error) == ({}, None, None)


def test_one_attempt_has_a_facility_and_no_more() -> None:
    (item, _) = figures([(0.5, 1.0)])
    assert item == ItemStatistics(
        n=1, facility=50, sd=None, discrimination_index=None, discriminative_efficiency=None, effective_weight=None
    )


def test_attempts_of_different_lengths_are_compared_by_what_share_of_their_own_rest_was_right() -> None:
    # Who got "a" right had half of the rest right, who got it wrong a quarter, though in more questions.
    attempts = [
        {"a": 1.0, "b": 1.0, "c": 0.0},
        {"a": 0.0, "b": 1.0, "c": 0.0, "d": 0.0, "e": 0.0},
        {"a": 1.0, "d": 1.0, "e": 0.0},
        {"a": 0.0, "d": 1.0, "b": 0.0, "c": 0.0, "e": 0.0},
    ]
    whole = quiz_statistics(drawn(attempts))
    assert whole.items["a"].discrimination_index == pytest.approx(100)
    assert whole.items["a"].discriminative_efficiency == pytest.approx(100)
    assert whole.consistency is whole.standard_error is whole.items["a"].effective_weight is None


def test_who_was_asked_nothing_else_counts_in_the_facility_alone() -> None:
    attempts = [{"a": 1.0, "b": 1.0}, {"a": 0.0, "b": 0.0}, {"a": 1.0}]
    item = quiz_statistics(drawn(attempts)).items["a"]
    assert item.n == 3
    assert [item.facility, item.discrimination_index] == pytest.approx([200 / 3, 100])


@given(TABLES, st.randoms())
def test_the_order_of_attempts_changes_nothing(marks: list[tuple[float, ...]], dice: Random) -> None:
    mixed = list(marks)
    dice.shuffle(mixed)
    for name in ("discrimination_index", "discriminative_efficiency", "facility", "effective_weight"):
        assert same(column(figures(marks), name), column(figures(mixed), name))


@given(TABLES, st.sampled_from([-0.5, 0.1, 1.0]))
def test_a_constant_that_is_added_to_all_marks_of_a_question_changes_no_discrimination(
    marks: list[tuple[float, ...]], constant: float
) -> None:
    more = [(row[0] + constant, *row[1:]) for row in marks]
    for name in ("discrimination_index", "discriminative_efficiency"):
        assert same(column(figures(marks), name), column(figures(more), name))


@given(TABLES)
def test_efficiency_is_100_where_question_and_rest_stand_in_the_same_order(marks: list[tuple[float, ...]]) -> None:
    # Sorted columns: whoever is better at one question is nowhere worse.
    ordered = list(zip(*(sorted(question) for question in zip(*marks, strict=True)), strict=True))
    for item in figures(ordered):
        assert item.discriminative_efficiency is None or item.discriminative_efficiency == pytest.approx(100)


@given(TABLES, st.floats(0, 1))
def test_where_all_got_the_same_there_is_no_discrimination(marks: list[tuple[float, ...]], share: float) -> None:
    constant, compared = figures([(share, row[0]) for row in marks])
    assert constant.discrimination_index is constant.discriminative_efficiency is None
    # Nor has the question whose rest is the same for all, rounded however it may be.
    assert compared.discrimination_index is compared.discriminative_efficiency is None
    assert figures([(share, *row) for row in marks])[0].discrimination_index is None


@given(TABLES, st.randoms())
def test_questions_in_another_order_have_the_same_figures(marks: list[tuple[float, ...]], dice: Random) -> None:
    order = list(range(len(marks[0])))
    dice.shuffle(order)
    before, after = figures(marks), figures([tuple(row[place] for place in order) for row in marks])
    for name in ("facility", "sd", "discrimination_index", "discriminative_efficiency", "effective_weight"):
        assert same([column(before, name)[place] for place in order], column(after, name))


@given(DRAWS)
def test_figures_stay_within_their_bounds_whatever_was_drawn(attempts: list[dict[str, float]]) -> None:
    for item in quiz_statistics(drawn(attempts)).items.values():
        assert 0 <= item.facility <= 100
        assert item.sd is None or 0 <= item.sd <= 100 / sqrt(2) + NEAR
        for figure in (item.discrimination_index, item.discriminative_efficiency):
            assert figure is None or figure <= 100 + NEAR
        assert item.discrimination_index is None or item.discrimination_index >= -100 - NEAR


@given(DRAWS)
def test_what_a_question_is_worth_does_not_matter_where_all_are_worth_the_same(attempts: list[dict[str, float]]) -> None:
    plain, heavy = (list(quiz_statistics(drawn(attempts, worth)).items.values()) for worth in (1.0, 3.0))
    for name in ("facility", "sd", "discrimination_index", "discriminative_efficiency", "effective_weight"):
        assert same(column(plain, name), column(heavy, name))
