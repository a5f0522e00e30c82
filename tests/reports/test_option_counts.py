"""How many chose what, from answers as they are kept, and what a trainer should look at."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.lint import OF_ANSWERS
from quiz.questions.answers import Answer, Judged, Matched, Ordered, Picked, Typed, Walked
from quiz.questions.question import Question
from quiz.reports.item_notices import Concern, Notice, notices
from quiz.reports.item_statistics import ItemStatistics
from quiz.reports.option_counts import OptionCounts, commonest_wrong, count_options, grouped
from tests import builders

USUAL = ItemStatistics(
    n=30, facility=60, sd=40, discrimination_index=30, discriminative_efficiency=35, effective_weight=None
)


def kept(*answers: Answer) -> list[str]:
    return [msgspec.json.encode(answer).decode() for answer in answers]


def of(question: Question, counts: dict[Answer | None, int]) -> OptionCounts:
    return count_options(question, counts)


def looked_at(
    question: Question, counts: dict[Answer | None, int], people: int = 100, **figures: float | None
) -> list[Concern]:
    found = notices(question, people, msgspec.structs.replace(USUAL, **figures), of(question, counts))
    return [notice.concern for notice in found]


def test_equal_answers_are_grouped_and_what_cannot_be_read_is_left_out() -> None:
    texts = [
        *kept(Picked((1,)), Picked((2,)), Picked((1,))),
        None,
        '{"options": [1], "kind": "picked"}',
        "{",
        '{"kind":"x"}',
    ]
    assert grouped(texts) == {Picked((1,)): 3, Picked((2,)): 1, None: 1}


@given(st.lists(st.none() | st.sampled_from([Picked((0,)), Judged(True), Typed("a"), Ordered((1, 0))]), max_size=20))
def test_grouping_loses_no_answer(answers: list[Answer | None]) -> None:
    texts = [None if answer is None else msgspec.json.encode(answer).decode() for answer in answers]
    found = grouped(texts)
    assert all(found[answer] == answers.count(answer) for answer in answers)
    assert sum(found.values()) == len(answers)


def test_answers_are_right_in_parts_or_wrong() -> None:
    found = of(builders.multiple(), {Picked((0, 2)): 3, Picked((0,)): 2, Picked((1, 3)): 1, None: 4})
    assert (found.answered, found.unanswered) == (6, 4)
    assert (found.right, found.partly, found.wrong) == (3, 2, 1)


def test_an_answer_that_the_question_cannot_have_is_left_out() -> None:
    found = of(builders.single(), {Picked((1,)): 2, Picked((9,)): 5, Judged(True): 7})
    assert (found.answered, found.right, found.wrong) == (2, 2, 0)


def test_typed_words_are_counted_as_right_or_wrong_and_never_told() -> None:
    found = of(builders.short(), {Typed("report fraud"): 2, Typed("Mrs Khan"): 1})
    assert (found.right, found.wrong, found.parts) == (2, 1, ())
    assert "Khan" not in str(found)


@pytest.mark.parametrize(("people", "is_told"), [(4, False), (5, True)])
def test_a_poll_is_told_from_five_answers_on_and_has_nothing_wrong(people: int, is_told: bool) -> None:
    found = of(builders.poll(), {Picked((0,)): people})
    assert bool(found.parts) is is_told
    assert (found.right, found.partly, found.wrong) == (0, 0, 0)
    assert commonest_wrong(builders.poll(), found) is None


@pytest.mark.parametrize(
    ("question", "counts", "text", "count", "outvotes"),
    [
        (builders.single(), {Picked((1,)): 3, Picked((2,)): 4, Picked((0,)): 1}, "option 2", 4, True),
        (builders.single(), {Picked((1,)): 4, Picked((2,)): 4}, "option 2", 4, False),
        (builders.multiple(), {Picked((0, 1)): 3, Picked((1, 3)): 1}, "option 1", 4, True),
        (builders.multiple(), {Picked((0, 1)): 4, Picked((0, 2)): 1}, "option 1", 4, False),
        (builders.number(), {Typed("24"): 4, Typed("72"): 2}, "24 hours", 4, True),
        (builders.match(), {Matched(("A", "C", "A", "C")): 4, Matched(("A", "B", "A", "C")): 3}, "C", 4, True),
        # No pair is the right one, of which there could be fewer.
        (builders.order(), {Ordered((1, 0, 2, 3)): 4}, "“step 1” before “step 0”", 4, False),
        # Half right is not wrong.
        (builders.scenario(), {Walked((0, 1)): 9, Walked((0, 2)): 2, Walked((0, 0)): 1}, "bad", 2, True),
    ],
)
def test_the_wrong_answer_that_won(
    question: Question, counts: dict[Answer | None, int], text: str, count: int, outvotes: bool
) -> None:
    found = commonest_wrong(question, of(question, counts))
    assert found is not None
    assert (found.answer.text, found.answer.count, found.outvotes) == (text, count, outvotes)


def test_where_all_were_right_no_wrong_answer_won() -> None:
    for question in builders.every_type():
        assert commonest_wrong(question, of(question, {builders.right_answer(question): 3})) is None


def test_what_is_well_is_not_looked_at() -> None:
    spread: dict[Answer | None, int] = {Picked((1,)): 60, Picked((0,)): 10, Picked((2,)): 10, Picked((3,)): 10}
    assert looked_at(builders.single(), spread) == []


@pytest.mark.parametrize(
    ("index", "efficiency", "people", "concerns"),
    [
        (-1.0, -1.2, 20, ["negative-discrimination"]),
        (-1.0, -1.2, 19, []),
        (9.0, 14.9, 20, ["does-not-tell-apart"]),
        (9.0, 14.9, 19, []),
        (9.0, 15.0, 20, []),
        (0.0, 0.0, 20, ["does-not-tell-apart"]),
        (None, None, 100, []),
    ],
)
def test_figures_are_looked_at_from_twenty_people_on(
    index: float | None, efficiency: float | None, people: int, concerns: list[Concern]
) -> None:
    figures = {"discrimination_index": index, "discriminative_efficiency": efficiency}
    assert looked_at(builders.true_false(), {Judged(True): 12, Judged(False): 8}, people, **figures) == concerns


@pytest.mark.parametrize("counts", [{Judged(True): 96, Judged(False): 4}, {Judged(True): 4, Judged(False): 96}])
def test_what_hangs_on_a_few_people_is_chance(counts: dict[Answer | None, int]) -> None:
    concerns = looked_at(builders.true_false(), counts, discrimination_index=-19.0, discriminative_efficiency=-39.0)
    assert "negative-discrimination" not in concerns


@pytest.mark.parametrize(
    ("facility", "people", "concerns"),
    [(5.0, 20, ["hardly-known"]), (5.1, 20, []), (0.0, 19, []), (0.0, 20, ["hardly-known"])],
)
def test_what_hardly_anybody_knows_is_looked_at(facility: float, people: int, concerns: list[Concern]) -> None:
    assert looked_at(builders.short(), {Typed("no idea"): people}, people, facility=facility) == concerns


@pytest.mark.parametrize(("people", "concerns"), [(4, []), (5, ["key-outvoted"])])
def test_a_key_that_is_outvoted_is_looked_at_from_five_people_on(people: int, concerns: list[Concern]) -> None:
    assert looked_at(builders.single(), {Picked((0,)): people}, people) == concerns


@pytest.mark.parametrize(("came", "concerns"), [(4, []), (5, ["key-outvoted"])])
def test_a_scene_is_looked_at_where_five_came_there(came: int, concerns: list[Concern]) -> None:
    assert looked_at(builders.scenario(), {Walked((0, 2)): came, Walked((1,)): 3, Walked((0, 0)): 0}) == concerns


def test_of_fewer_than_five_people_nothing_is_said_however_often_they_answered() -> None:
    assert looked_at(builders.single(), {Picked((0,)): 60}, people=4) == []


def test_each_part_in_which_the_key_is_outvoted_is_named() -> None:
    answers: dict[Answer | None, int] = {Matched(("C", "B", "B", "A")): 4, Matched(("A", "C", "A", "A")): 5}
    figures = msgspec.structs.replace(USUAL, discrimination_index=None, discriminative_efficiency=None)
    found = notices(builders.match(), 9, figures, of(builders.match(), answers))
    assert [notice.words for notice in found] == [
        "For “item 1” more chose “C” than the right answer: check the key, or brief on it.",
        "For “item 3” more chose “A” than the right answer: check the key, or brief on it.",
    ]


def test_an_option_that_nobody_of_fifty_chose_is_named() -> None:
    question = builders.single(of=3)
    assert looked_at(question, {Picked((1,)): 40, Picked((0,)): 9}) == []
    counts: dict[Answer | None, int] = {Picked((1,)): 40, Picked((0,)): 10}
    assert looked_at(question, counts) == ["nobody-chooses"]
    (notice,) = notices(question, 100, USUAL, of(question, counts))
    assert notice == Notice(
        concern="nobody-chooses",
        words="Nobody of 50 chose “option 2”.",
        option="option 2",
        count=0,
        answered=50,
    )
    assert looked_at(builders.poll(), {Picked((0,)): 100}) == []
    # Of a number the commonest are told alone: that others are not there says nothing.
    assert looked_at(builders.number(), {Typed("24"): 100}) == ["key-outvoted"]


def test_the_gravest_stands_first_in_words_that_say_what_to_do() -> None:
    counts: dict[Answer | None, int] = {Picked((0,)): 50, Picked((1,)): 10}
    found = notices(
        builders.single(of=3),
        60,
        msgspec.structs.replace(USUAL, discrimination_index=-8.0),
        of(builders.single(of=3), counts),
    )
    assert [notice.words for notice in found] == [
        "Those who got it wrong did better in the rest than those who got it right: check the key.",
        "More chose “option 0” than the right answer: check the key, or brief on it.",
        "Nobody of 60 chose “option 2”.",
    ]
    assert (found[0].figure, found[1].count, found[1].answered) == (-8, 50, 60)


def test_figures_within_the_tolerance_are_one_right_answer() -> None:
    question = builders.number(answer=72, tolerance=6)
    counts: dict[Answer | None, int] = {Typed(figure): 3 for figure in ("70", "71", "72", "73")}
    counts[Typed("24")] = 5
    assert not [notice for notice in notices(question, 17, USUAL, of(question, counts)) if notice.concern == "key-outvoted"]
    counts[Typed("24")] = 13
    assert [notice.count for notice in notices(question, 25, USUAL, of(question, counts))] == [13]


def test_what_may_be_allowed_is_what_is_noticed() -> None:
    assert set(get_args(Concern)) == set(OF_ANSWERS)
