"""What each type counts of the answers to it: options, pairs, boxes, figures, scenes, and never words that were typed."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Spotted, Typed, Walked
from quiz.questions.counts import AnswerCount, PartCounts, commonest
from quiz.questions.question import Question
from tests import builders
from tests.play.strategies import answered


def counted(question: Question, *answers: Answer) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return each part with what was counted in it."""
    parts = question.count_answers(Counter(answers))
    return [(part.about, [(one.text, one.count) for one in part.counts]) for part in parts]


@pytest.mark.parametrize(
    ("question", "answers", "counts"),
    [
        (
            builders.single(),
            [Picked((1,)), Picked((1,)), Picked((3,))],
            [("option 0", 0), ("option 1", 2), ("option 2", 0), ("option 3", 1)],
        ),
        (builders.true_false(), [Judged(True), Judged(False), Judged(False)], [("True", 1), ("False", 2)]),
        (
            builders.multiple(),
            [Picked((0, 2)), Picked((0, 1))],
            [("option 0", 2), ("option 1", 1), ("option 2", 1), ("option 3", 0)],
        ),
        (builders.spot(), [Spotted("scam", (1,)), Spotted("genuine")], [("It is a scam", 1), ("It is genuine", 1)]),
        (builders.poll(), [Picked((2,))], [("thing 0", 0), ("thing 1", 0), ("thing 2", 1)]),
    ],
)
def test_what_has_columns_is_counted_by_them(
    question: Question, answers: list[Answer], counts: list[tuple[str, int]]
) -> None:
    assert counted(question, *answers) == [("", counts)]
    (part,) = question.count_answers(Counter(answers))
    assert (part.answered, part.complete) == (len(answers), True)
    assert [one.fraction for one in part.counts] == [column.fraction for column in question.columns()]


def test_of_an_order_the_commonest_neighbours_that_stand_the_wrong_way_round_are_told() -> None:
    question = builders.order()
    answers = [*[Ordered((1, 0, 2, 3))] * 3, *[Ordered((0, 1, 3, 2))] * 2, Ordered((3, 2, 1, 0)), Ordered((0, 1, 2, 3))]
    assert counted(question, *answers) == [
        ("", [("“step 1” before “step 0”", 4), ("“step 3” before “step 2”", 3), ("“step 2” before “step 1”", 1)])
    ]
    (part,) = question.count_answers(Counter(answers))
    assert (part.answered, part.complete, {one.fraction for one in part.counts}) == (7, False, {0.0})


def test_of_a_match_each_item_is_told_with_its_box_and_the_commonest_wrong_one() -> None:
    answers = [*[Matched(("A", "B", "B", "D"))] * 2, Matched(("D", "B", "C", None)), Matched(("C", "B", "A", "C"))]
    assert counted(builders.match(), *answers) == [
        # C and D came once each: the one that stands first in the file.
        ("item 0", [("A", 2), ("C", 1)]),
        ("item 1", [("B", 4)]),
        ("item 2", [("A", 1), ("B", 2)]),
        ("item 3", [("C", 1), ("D", 2)]),
    ]
    parts = builders.match().count_answers(Counter(answers))
    assert [part.answered for part in parts] == [4] * 4
    assert [one.fraction for one in parts[3].counts] == [1, 0]


def test_of_a_number_the_commonest_figures_are_told_however_they_were_typed() -> None:
    answers = map(Typed, ["72", "72 hours", "seventy-two", "24", "24.0", "7", "48 hrs", "48"])
    assert counted(builders.number(), *answers) == [("", [("72 hours", 3), ("24 hours", 2), ("48 hours", 2)])]


def test_a_figure_that_one_person_alone_typed_is_not_told() -> None:
    answers = map(Typed, ["07700900123", "24", "24", "72"])
    assert counted(builders.number(), *answers) == [("", [("24 hours", 2), ("72 hours", 1)])]


@pytest.mark.parametrize(("typed", "told"), [([], ("72 hours", 0)), (["73"], ("73 hours", 1))])
def test_a_right_figure_is_told_beside_the_commonest_even_if_it_is_rare(typed: list[str], told: tuple[str, int]) -> None:
    wrong = [Typed(text) for text in ("1", "2", "3") for _ in range(5)]
    ((_, counts),) = counted(builders.number(tolerance=2), *wrong, *map(Typed, typed))
    assert counts == [("1 hour", 5), ("2 hours", 5), ("3 hours", 5), told]


def test_of_a_story_each_decision_is_told_with_those_who_came_there() -> None:
    walked = [*[Walked((0, 0))] * 2, Walked((0, 2)), Walked((1,))]
    assert counted(builders.scenario(), *walked) == [
        ("A door.", [("in", 3), ("off", 1)]),
        ("A room.", [("best", 2), ("half", 0), ("bad", 1)]),
    ]
    door, room = builders.scenario().count_answers(Counter(walked))
    assert (door.answered, room.answered) == (4, 3)
    assert [one.fraction for one in room.counts] == [1, 0.5, 0]


def test_words_that_were_typed_are_never_told() -> None:
    assert counted(builders.short(), Typed("Mrs Khan did it"), Typed("report fraud")) == []


@given(answered(), st.integers(1, 9))
def test_no_type_counts_more_than_answered(question_and_answer: tuple[Any, Answer], times: int) -> None:
    question, answer = question_and_answer
    for part in question.count_answers({answer: times}):
        assert part.answered in (0, times)
        assert all(0 <= one.count <= part.answered for one in part.counts)
        if question.PICKS_ONE:
            assert sum(one.count for one in part.counts) == part.answered


@given(answered(), st.integers(1, 9))
def test_equal_answers_count_as_if_they_came_one_by_one(question_and_answer: tuple[Any, Answer], times: int) -> None:
    question, answer = question_and_answer
    # Of a figure that one alone typed nothing is told.
    twice, often = question.count_answers({answer: 2}), question.count_answers({answer: 2 * times})
    assert [(part.about, [(one.text, one.count * times) for one in part.counts]) for part in twice] == [
        (part.about, [(one.text, one.count) for one in part.counts]) for part in often
    ]


def test_equally_common_ones_stand_in_the_order_given() -> None:
    counts = {"b": 2, "a": 2, "c": 5, "d": 1}
    assert commonest(counts) == [("c", 5), ("b", 2), ("a", 2)]
    assert commonest(counts, "abcd", 4) == [("c", 5), ("a", 2), ("b", 2), ("d", 1)]


def test_a_part_is_what_it_says() -> None:
    (part,) = builders.true_false().count_answers({Judged(True): 3})
    assert part == PartCounts(answered=3, counts=(AnswerCount("True", 3, 1.0), AnswerCount("False", 0, 0.0)))
