"""Which questions are asked and how they are dealt: even over the topics, unseen first, and the same for the same seed."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.play.drawing import draw, topics
from quiz.questions.question import Question
from tests.builders import match, multiple, number, order, scenario, single, spot

SEEDS = st.integers(0, 2**32)


def of_topics(*sizes: int) -> list[Question]:
    return [single(f"t{topic}-q{n}", topic=f"t{topic}") for topic, size in enumerate(sizes) for n in range(size)]


POOLS = st.lists(st.integers(1, 6), min_size=1, max_size=5).map(lambda sizes: of_topics(*sizes))


@st.composite
def pools_with_seen(draw: st.DrawFn) -> tuple[list[Question], dict[str, int]]:
    pool = draw(POOLS)
    seen = draw(st.dictionaries(st.sampled_from([question.id for question in pool]), st.integers(1, 3)))
    return pool, seen


@given(pools_with_seen(), st.integers(0, 20), SEEDS)
def test_a_draw_has_the_length_asked_for_without_repeats(
    pool_and_seen: tuple[list[Question], dict[str, int]], length: int, seed: int
) -> None:
    pool, seen = pool_and_seen
    drawn = draw(pool, length, seen, Random(seed))
    assert len(drawn) == min(length, len(pool))
    assert len({question.id for question in drawn}) == len(drawn)
    assert {question.id for question in drawn} <= {question.id for question in pool}


@given(pools_with_seen(), st.integers(0, 20), SEEDS)
def test_a_draw_is_even_over_the_topics_within_one(
    pool_and_seen: tuple[list[Question], dict[str, int]], length: int, seed: int
) -> None:
    pool, seen = pool_and_seen
    drawn = Counter(question.topic for question in draw(pool, length, seen, Random(seed)))
    for topic, size in Counter(question.topic for question in pool).items():
        assert drawn[topic] == size or drawn[topic] >= max(drawn.values(), default=0) - 1


@given(pools_with_seen(), st.integers(0, 20), SEEDS)
def test_within_a_topic_what_was_seen_least_comes_first(
    pool_and_seen: tuple[list[Question], dict[str, int]], length: int, seed: int
) -> None:
    pool, seen = pool_and_seen
    drawn = draw(pool, length, seen, Random(seed))
    for topic in topics(pool):
        asked = [seen.get(question.id, 0) for question in drawn if question.topic == topic]
        left = [seen.get(question.id, 0) for question in pool if question.topic == topic and question not in drawn]
        assert max(asked, default=0) <= min(left, default=3)


@given(SEEDS)
def test_a_topic_with_something_new_goes_before_one_without_where_there_is_no_room_for_both(seed: int) -> None:
    pool = of_topics(2, 2, 2)
    seen = {question.id: 1 for question in pool if question.topic != "t1"}
    assert [question.topic for question in draw(pool, 1, seen, Random(seed))] == ["t1"]


@given(pools_with_seen(), st.integers(0, 20), SEEDS)
def test_the_same_seed_draws_the_same_quiz(
    pool_and_seen: tuple[list[Question], dict[str, int]], length: int, seed: int
) -> None:
    pool, seen = pool_and_seen
    before = list(pool)
    assert draw(pool, length, seen, Random(seed)) == draw(pool, length, seen, Random(seed))
    assert pool == before


def test_different_seeds_draw_different_quizzes_in_different_orders() -> None:
    quizzes = {tuple(question.id for question in draw(of_topics(5, 5), 6, {}, Random(seed))) for seed in range(20)}
    assert len(quizzes) > 15


def test_the_topics_do_not_take_turns() -> None:
    firsts = [[question.topic for question in draw(of_topics(5, 5), 6, {}, Random(seed))][:2] for seed in range(40)]
    assert {tuple(two) for two in firsts} == {(a, b) for a in ("t0", "t1") for b in ("t0", "t1")}


@given(SEEDS, st.integers(2, 8), st.booleans())
def test_steps_are_never_dealt_in_the_right_order(seed: int, length: int, shuffle: bool) -> None:
    dealt = order(of=length, shuffle=shuffle).arranged(seed)
    assert sorted(dealt) == list(range(length)) != list(dealt)


@given(SEEDS)
def test_every_option_step_and_box_is_dealt_once_and_the_same_for_the_same_seed(seed: int) -> None:
    for question, length in ((single(of=5), 5), (multiple(of=6), 6), (order(of=4), 4), (match(), len(match().boxes))):
        dealt = question.arranged(seed)
        assert sorted(dealt) == list(range(length))
        assert dealt == question.arranged(seed)
    for scene in scenario().scenes:
        assert sorted(scenario().choices_arranged(scene, seed)) == list(range(len(scenario().scenes[scene].choices)))


def test_seeds_and_questions_have_orders_of_their_own() -> None:
    assert len({single(of=6).arranged(seed) for seed in range(30)}) > 20
    assert len({single(f"q{n}", of=6).arranged(1) for n in range(30)}) > 20


def test_the_right_option_comes_first_no_more_often_than_by_chance() -> None:
    first = Counter(single(of=4).arranged(seed)[0] for seed in range(400))
    assert all(60 < count < 140 for count in first.values())


@pytest.mark.parametrize("question", [single(of=5, shuffle=False), multiple(of=5, shuffle=False), match(shuffle=False)])
def test_what_is_not_to_be_shuffled_stays_as_written(question: Question) -> None:
    for seed in range(10):
        assert question.arranged(seed) == tuple(range(len(question.arranged(seed)))) != ()
    assert scenario(shuffle=False).choices_arranged("room", 3) == (0, 1, 2)


def test_questions_with_nothing_to_arrange_have_no_arrangement() -> None:
    assert [question.arranged(1) for question in (number(), spot(), scenario())] == [(), (), ()]
