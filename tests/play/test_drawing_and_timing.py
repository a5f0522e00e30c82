from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.model import AnyQuestion
from quiz.play.drawing import arrangement, draw
from quiz.play.timing import SHORTEST_LIMIT, reading_limit, time_limit
from tests import builders


def topics_of(*sizes: int) -> list[AnyQuestion]:
    return [builders.single(f"t{topic}-q{n}", topic=f"t{topic}") for topic, size in enumerate(sizes) for n in range(size)]


@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=5), length=st.integers(0, 20), seed=st.integers())
def test_a_draw_is_even_over_topics_without_repeats_and_the_same_for_one_seed(
    sizes: list[int], length: int, seed: int
) -> None:
    questions = topics_of(*sizes)
    drawn = draw(questions, length, {}, Random(seed))
    assert len({question.id for question in drawn}) == len(drawn) == min(length, len(questions))
    counts = Counter(question.topic for question in drawn)
    for topic, size in enumerate(sizes):
        assert counts[f"t{topic}"] == size or counts[f"t{topic}"] >= max(counts.values(), default=0) - 1
    assert drawn == draw(questions, length, {}, Random(seed))


@given(seed=st.integers())
def test_what_was_not_seen_comes_first(seed: int) -> None:
    questions = topics_of(6)
    seen = {question.id: 1 for question in questions[:3]}
    assert {question.id for question in draw(questions, 3, seen, Random(seed))} == {q.id for q in questions[3:]}


@given(seed=st.integers(), length=st.integers(2, 6))
def test_steps_are_never_dealt_in_the_right_order(seed: int, length: int) -> None:
    dealt = arrangement(builders.order(of=length), seed)
    assert sorted(dealt) == list(range(length)) != list(dealt)


def test_time_limits() -> None:
    question = builders.single()
    assert reading_limit(question) >= SHORTEST_LIMIT
    assert time_limit(question, "auto", 2.0) == 2 * reading_limit(question)
    assert time_limit(question, "auto", None) is None
    assert time_limit(question, "none") is None
    assert time_limit(builders.single(time_limit=7), "none", 1.5) == 10.5
    assert reading_limit(builders.single(prompt="word " * 400)) >= 400 * 60 / 200
