"""What an order earns: all of it for the right one, nothing for the reverse, and next to nothing by chance."""

from itertools import permutations
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.questions.answers import Ordered
from tests.builders import order

ORDERS = st.integers(2, 8).flatmap(lambda size: st.permutations(range(size))).map(tuple)


@pytest.mark.parametrize("size", range(2, 8))
def test_the_right_order_earns_all_the_reverse_nothing_and_chance_little(size: int) -> None:
    question = order(of=size)
    right = tuple(range(size))
    assert question.mark(Ordered(right)) == 1
    assert question.mark(Ordered(right[::-1])) == 0
    every = [question.mark(Ordered(steps)) for steps in permutations(range(size))]
    # Two steps are right or wrong: no mark could do better than half by chance.
    assert mean(every) < (0.35 if size > 2 else 0.51)


@given(ORDERS, st.data())
def test_two_neighbours_put_right_never_lower_the_mark(steps: tuple[int, ...], data: st.DataObject) -> None:
    question = order(of=len(steps))
    place = data.draw(st.integers(0, len(steps) - 2))
    first, second = steps[place : place + 2]
    if first > second:
        better = (*steps[:place], second, first, *steps[place + 2 :])
        assert question.mark(Ordered(better)) >= question.mark(Ordered(steps))


@given(ORDERS)
def test_the_words_and_the_mark_say_the_same(steps: tuple[int, ...]) -> None:
    question = order(of=len(steps))
    told = question.reasons(Ordered(steps))
    if not told:
        assert question.mark(Ordered(steps)) == 1
        return
    right, of, pairs = told[0].split(" pairs")[0].partition(" of ")
    assert of
    assert question.mark(Ordered(steps)) == pytest.approx(max(2 * int(right) / int(pairs) - 1, 0))


def test_how_it_was_counted_is_said_in_words() -> None:
    question = order(of=5)
    assert question.reasons(Ordered((1, 0, 2, 4, 3))) == ["8 of 10 pairs stand in the right order (5 by chance alone)."]
    assert question.reasons(Ordered((4, 3, 2, 1, 0))) == ["0 of 10 pairs stand in the right order."]
    assert question.reasons(Ordered((0, 1, 2, 3, 4))) == []
