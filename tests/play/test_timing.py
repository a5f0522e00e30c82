"""Time limits: enough to read and to think, never under 15 seconds, longer for whoever needs longer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.play.timing import time_limit
from quiz.questions.options import Option
from quiz.questions.question import Question, TimeLimit
from quiz.questions.reading_time import SHORTEST_LIMIT, reading_time, usual_seconds
from quiz.questions.scenario import Choice, Scene
from tests.builders import every_type, scenario, single, true_false
from tests.play.strategies import QUESTIONS

EXTRA = st.sampled_from([1.0, 1.25, 1.5, 2.0])


def words(count: int) -> str:
    return " ".join(["word"] * count)


def test_the_shortest_limit_is_15_seconds() -> None:
    assert SHORTEST_LIMIT == 15
    assert reading_time(true_false(prompt="Yes?")) == 15


@pytest.mark.parametrize(("count", "limit"), [(1, 15), (40, 30), (100, 55), (200, 100)])
def test_the_prompt_is_read_once_and_a_half_at_200_words_a_minute_with_ten_seconds_to_think(
    count: int, limit: float
) -> None:
    assert reading_time(true_false(prompt=words(count))) == limit


def test_what_is_to_be_read_in_the_options_counts_too() -> None:
    options = tuple(Option(text=words(30), correct=i == 0) for i in range(4))
    assert reading_time(single(prompt=words(10), options=options)) > reading_time(single(prompt=words(10))) + 30


@given(QUESTIONS)
def test_reading_time_is_never_under_15_seconds_nor_under_200_words_a_minute(question: Question) -> None:
    assert reading_time(question) >= max(15, len(question.prompt.split()) * 60 / 200)


def test_a_story_has_time_for_each_decision_on_its_longest_path() -> None:
    short_story = scenario(scenes={**scenario().scenes, "door": scenario().scenes["room"]})
    assert reading_time(scenario()) >= reading_time(short_story) + 10


def test_what_a_story_usually_takes_hangs_on_its_longest_path_and_not_on_all_of_its_scenes() -> None:
    turns = [Choice(text="on", goto=f"end-{n}", mark=1, why="word " * 100) for n in range(9)]
    ends = {f"end-{n}": Scene(text="word " * 100, end=True) for n in range(9)}
    story = scenario(prompt="One.", start="door", scenes={"door": Scene(text="Two three.", choices=tuple(turns)), **ends})
    assert story.words_read() == 3 + len(turns) + 100 + 100
    assert 2 * usual_seconds(story) < reading_time(story) / 5
    assert all(2 * usual_seconds(one) == reading_time(one) for one in every_type() if one.id != "scenario")


@given(QUESTIONS, st.sampled_from(["auto", 5, 40, 90.5]), EXTRA)
def test_extra_time_multiplies_every_limit(question: Question, limit: TimeLimit, extra: float) -> None:
    usual = time_limit(question, limit)
    assert usual is not None
    assert time_limit(question, limit, extra) == usual * extra


@pytest.mark.parametrize("question", every_type(), ids=lambda question: question.id)
def test_no_limit_for_a_bank_without_one_and_for_a_player_without_one(question: Question) -> None:
    assert time_limit(question, "none", 2.0) is None
    assert time_limit(question, "auto", None) is None
    assert time_limit(question, 30, None) is None


def test_the_limit_of_a_question_goes_before_that_of_its_bank() -> None:
    assert time_limit(single(time_limit=7), "none", 1.5) == 10.5
    assert time_limit(single(time_limit="none"), 30) is None
    assert time_limit(single(time_limit="auto"), 300) == reading_time(single())
    assert time_limit(single(), 300) == 300
