"""Which questions are asked and how they are dealt: no fact twice, mixed, even over the topics, what is new first."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.play.drawing import Past, Pool, draw
from quiz.play.mix import Candidate, Mix
from quiz.questions.question import Question, quiz_length
from tests.builders import match, multiple, number, order, scenario, single, spot, true_false

SEEDS = st.integers(0, 2**32)
LENGTHS = st.integers(1, 20)
MAKERS: tuple[Callable[..., Question], ...] = (single, true_false, number, order, spot, scenario)


def of_topics(*sizes: int) -> list[Question]:
    """Return questions of which any may come together."""
    return [number(f"t{topic}-q{n}", topic=f"t{topic}") for topic, size in enumerate(sizes) for n in range(size)]


@st.composite
def questions(draw: st.DrawFn, prefix: str = "q") -> list[Question]:
    """Return a few questions of all kinds, some with a topic, some with a fact that others have, too."""
    kinds = draw(st.lists(st.sampled_from(MAKERS), min_size=1, max_size=24))
    topic = st.sampled_from(["", "a", "b", "c", "d"])
    fact = st.sampled_from([None, None, None, "one", "two", "three"])
    return [make(f"{prefix}{place}", topic=draw(topic), fact=draw(fact)) for place, make in enumerate(kinds)]


@st.composite
def pools(draw: st.DrawFn, most: int = 3) -> list[Pool]:
    """Return the pools of some banks, with weights and a past."""
    made = []
    for place in range(draw(st.integers(1, most))):
        asked = draw(questions(f"p{place}-"))
        ids = st.sampled_from([question.id for question in asked])
        past = draw(st.dictionaries(ids, st.builds(Past, times=st.integers(1, 3), right=st.booleans())))
        weights = draw(st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from([0.25, 0.5, 2, 3])))
        made.append(Pool(asked, weights, past))
    return made


def one_bank(asked: Sequence[Question], length: int, seed: int, **changes: Any) -> list[Question]:
    """Draw from one bank."""
    return [question for _, question in draw([Pool(asked, **changes)], length, Random(seed))]


def facts(drawn: Iterable[tuple[int, Question]]) -> list[object]:
    return [question.fact or (place, question.id) for place, question in drawn]


def everything(of: Sequence[Pool]) -> list[tuple[int, Question]]:
    return [(place, question) for place, pool in enumerate(of) for question in pool.questions]


def kept(drawn: Sequence[tuple[int, Question]], of: Sequence[Pool]) -> bool:
    """Say whether a draw keeps the rules of what may come together, worked out from the whole rather than step by step."""
    by_fact: dict[object, set[str]] = {}
    for fact, (_, question) in zip(facts(everything(of)), everything(of), strict=True):
        by_fact.setdefault(fact, set()).add(question.PACE)
    length = len(drawn)
    paces = Counter(question.PACE for _, question in drawn)
    others = sum(found != {"quick"} for found in by_fact.values())
    told = sum("told" in found for found in by_fact.values())
    return len(set(facts(drawn))) == length and (
        length < 3
        or (
            paces["quick"] <= max(length * 7 // 10, length - others)
            and paces["told"] >= min(max(1, int(length * told / len(by_fact) + 0.5)), told)
        )
    )


@given(pools(), LENGTHS, SEEDS)
def test_no_fact_comes_twice_and_the_mix_is_kept_whatever_there_is(of: list[Pool], length: int, seed: int) -> None:
    drawn = draw(of, length, Random(seed))
    assert len(drawn) == min(length, len(set(facts(everything(of)))))
    assert all(question in of[place].questions for place, question in drawn)
    assert kept(drawn, of)


@given(pools(), LENGTHS, SEEDS)
def test_what_a_mix_does_not_admit_it_never_will_and_there_is_always_a_way_on(
    of: list[Pool], length: int, seed: int
) -> None:
    candidates = [Candidate(place, question) for place, question in everything(of)]
    mix = Mix(candidates, length)
    while mix.left:
        admitted = [candidate for candidate in candidates if mix.admits(candidate)]
        taken = Random(seed + mix.left).choice(admitted)
        mix.take(taken)
        assert all(candidate in admitted for candidate in candidates if mix.admits(candidate))
        assert not mix.admits(taken)


@given(pools(), SEEDS)
def test_all_are_all_twins_or_not(of: list[Pool], seed: int) -> None:
    drawn = [(place, question.id) for place, question in draw(of, 0, Random(seed))]
    assert sorted(drawn) == sorted((place, question.id) for place, question in everything(of))


@given(questions(), st.integers(0, 20) | st.just(10**30), SEEDS)
@example([single("one")], 10**30, 1)
def test_a_quiz_is_as_long_as_it_says_beforehand(asked: list[Question], length: int, seed: int) -> None:
    assert len(one_bank(asked, length, seed)) == quiz_length(asked, length)


def test_at_most_seven_in_ten_are_quick_and_there_is_a_story() -> None:
    asked = [single(f"s{n}") for n in range(40)] + [number(f"n{n}") for n in range(6)] + [scenario("story")]
    for seed in range(50):
        paces = Counter(question.PACE for question in one_bank(asked, 10, seed))
        assert paces["quick"] <= 7
        assert paces["told"] == 1


def test_conversations_are_as_common_as_in_the_bank() -> None:
    asked = [number(f"n{n}") for n in range(30)] + [spot(f"c{n}") for n in range(10)]
    for seed in range(50):
        assert sum(question.PACE == "told" for question in one_bank(asked, 10, seed)) >= 3


@given(pools(), LENGTHS, SEEDS)
def test_as_few_neighbours_as_can_be_have_one_topic(of: list[Pool], length: int, seed: int) -> None:
    order_of_topics = [question.topic for _, question in draw(of, length, Random(seed))]
    alike = sum(one == other != "" for one, other in pairwise(order_of_topics))
    most = max((count for topic, count in Counter(order_of_topics).items() if topic), default=0)
    assert alike == max(0, 2 * most - len(order_of_topics) - 1)


@given(pools(), LENGTHS, SEEDS)
def test_of_a_topic_the_new_comes_first_then_the_missed_unless_the_mix_forbids_it(
    of: list[Pool], length: int, seed: int
) -> None:
    def newness(place: int, question: Question) -> tuple[bool, bool, int]:
        past = of[place].past.get(question.id, Past(0, False))
        return past.times > 0, past.right, past.times

    drawn = draw(of, length, Random(seed))
    for out in everything(of):
        for number_, one in enumerate(drawn):
            if out not in drawn and (out[0], out[1].topic) == (one[0], one[1].topic) and newness(*out) < newness(*one):
                assert not kept([*drawn[:number_], out, *drawn[number_ + 1 :]], of)


SIZES = st.lists(st.integers(1, 6), min_size=1, max_size=5)


@given(SIZES, st.dictionaries(st.sampled_from(["t0", "t1"]), st.sampled_from([0.5, 2, 3])), LENGTHS, SEEDS)
def test_topics_have_parts_by_their_weights(sizes: list[int], weights: dict[str, float], length: int, seed: int) -> None:
    asked = of_topics(*sizes)
    drawn = Counter(question.topic for question in one_bank(asked, length, seed, weights=weights))
    left = Counter(question.topic for question in asked)
    left.subtract(drawn)
    for one in drawn:
        for other in left:
            if left[other]:
                assert (drawn[one] - 1) / weights.get(one, 1) < (drawn[other] + 1) / weights.get(other, 1)


@given(SIZES, LENGTHS, SEEDS)
def test_without_weights_topics_have_parts_that_differ_by_one_at_most(sizes: list[int], length: int, seed: int) -> None:
    drawn = Counter(question.topic for question in one_bank(of_topics(*sizes), length, seed))
    for topic, size in enumerate(sizes):
        assert drawn[f"t{topic}"] == size or drawn[f"t{topic}"] >= max(drawn.values()) - 1


def test_a_weight_is_a_share_in_the_long_run_also_of_short_quizzes() -> None:
    asked = of_topics(20, 20, 20)
    counts = Counter(
        question.topic for seed in range(3000) for question in one_bank(asked, 2, seed, weights={"t0": 3, "t1": 0.5})
    )
    assert [round(counts[topic] / 6000, 1) for topic in ("t0", "t1", "t2")] == [0.7, 0.1, 0.2]


def test_several_banks_have_equal_parts() -> None:
    banks = [Pool(of_topics(9, 9)), Pool(of_topics(2)), Pool(of_topics(4, 4, 4))]
    for seed in range(50):
        counts = Counter(place for place, _ in draw(banks, 9, Random(seed)))
        assert sorted(counts.values()) == [2, 3, 4]
        assert counts[1] == 2


@given(SEEDS)
def test_a_topic_with_something_new_goes_before_one_without_where_there_is_no_room_for_both(seed: int) -> None:
    asked = of_topics(2, 2, 2)
    past = {question.id: Past(1, right=question.topic == "t0") for question in asked if question.topic != "t1"}
    assert [question.topic for question in one_bank(asked, 1, seed, past=past)] == ["t1"]
    assert {question.topic for question in one_bank(asked, 2, seed, past=past)} == {"t1", "t2"}


@given(pools(), st.integers(0, 20), SEEDS)
def test_the_same_seed_draws_the_same_quiz(of: list[Pool], length: int, seed: int) -> None:
    before = [list(pool.questions) for pool in of]
    assert draw(of, length, Random(seed)) == draw(of, length, Random(seed))
    assert [list(pool.questions) for pool in of] == before


def test_different_seeds_draw_different_quizzes_in_different_orders() -> None:
    quizzes = {tuple(question.id for question in one_bank(of_topics(5, 5), 6, seed)) for seed in range(20)}
    assert len(quizzes) > 15
    assert {quiz[0][:2] for quiz in quizzes} == {"t0", "t1"}


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
