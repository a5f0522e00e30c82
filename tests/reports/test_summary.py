from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from quiz.play.attempt import Attempt, Response, Result, result_of
from quiz.questions.answers import Picked
from quiz.questions.question import Question
from quiz.reports.result_lines import right_in_words
from quiz.reports.summary import MOST_TO_DO, MOST_TO_READ, answers_to_pass, mark_in_figures, summarise, whole_mark
from tests import builders
from tests.builders import FakeClock


def test_a_summary_counts_by_topic_and_names_what_to_read_again() -> None:
    questions: list[Question] = [
        builders.single("one", topic="codes"),
        builders.single("two", topic="codes"),
        builders.short("three", topic="links"),
    ]
    clock = FakeClock()
    attempt = Attempt(builders.asked(*questions), "steady", clock)
    for question in questions:
        attempt.show()
        clock.move(2)
        right = builders.right_answer(question) if question.id != "two" else builders.wrong_answer(question)
        attempt.answer(right)
        attempt.advance()
    summary = summarise(attempt.asked, attempt.responses, {"guide": builders.source()}, {})
    assert right_in_words(attempt.responses, 3) == "2 of 3 right"
    assert [(share.topic, share.mark, share.right, share.questions) for share in summary.topics] == [
        ("codes", 50.0, 1, 2),
        ("links", 100.0, 1, 1),
    ]
    assert not any(share.has_parts for share in summary.topics)
    assert [response.question_id for response in summary.to_review] == ["two"]
    assert summary.read_again == (builders.source(),)
    result = result_of(attempt.asked, attempt.responses, 60)
    assert (result.mark, result.passed) == (66.67, True)


def test_a_question_of_which_a_part_was_right_counts_in_part() -> None:
    attempt = Attempt(builders.asked(builders.multiple("one", topic="codes")), "steady", FakeClock(), grace=0)
    attempt.show()
    attempt.answer(Picked((0,)))
    summary = summarise(attempt.asked, attempt.responses, {}, {})
    assert right_in_words(attempt.responses, 1) == "0 of 1 right, 1 in part"
    assert summary.topics[0].mark == 50.0
    assert summary.topics[0].has_parts


def test_an_unfinished_attempt_never_passes() -> None:
    asked = builders.asked(builders.single("one"), builders.single("two"))
    attempt = Attempt(asked, "steady", FakeClock(), grace=0)
    attempt.show()
    attempt.answer(builders.right_answer(asked[0].question))
    assert not result_of(asked, attempt.responses, 0).passed


def all_missed(*questions: Question) -> tuple[Attempt, tuple[Response, ...]]:
    """Return an attempt in which nothing was answered, and its responses."""
    attempt = Attempt(builders.asked(*questions), "steady", FakeClock(), grace=0)
    for _ in questions:
        attempt.show()
        attempt.skip()
        attempt.advance()
    return attempt, attempt.responses


def test_what_is_to_do_is_said_once_with_the_schools_names_and_not_more_than_anybody_would_do() -> None:
    actions = ["Tell {dpo}.", "", "Tell Mrs Khan.", "Tell {it_support}.", *(f"Do {number}." for number in range(9))]
    attempt, responses = all_missed(*(builders.single(f"q{i}", action=action) for i, action in enumerate(actions)))
    to_do = summarise(attempt.asked, responses, {}, {"dpo": "Mrs Khan"}).to_do
    assert [one.action for one in to_do] == ["Tell Mrs Khan.", "Tell IT support.", "Do 0.", "Do 1.", "Do 2."]
    assert [one.about for one in to_do] == [f"What about q{number}?" for number in (0, 3, 4, 5, 6)], "the first that says so"
    assert len(to_do) == MOST_TO_DO


def test_what_was_right_leaves_nothing_to_do_or_to_read() -> None:
    attempt = Attempt(builders.asked(builders.single("one", action="Tell IT.")), "steady", FakeClock(), grace=0)
    attempt.show()
    attempt.answer(builders.right_answer(attempt.current.question))
    summary = summarise(attempt.asked, attempt.responses, {"guide": builders.source()}, {})
    assert (summary.to_do, summary.read_again, summary.to_review) == ((), (), ())


def test_what_most_of_the_missed_questions_cite_is_to_be_read_first_and_no_more_than_a_few() -> None:
    cited = [("a",), ("b", "c"), ("c", "lost"), ("d",), ("e", "c", "b")]
    attempt, responses = all_missed(*(builders.single(f"q{i}", sources=keys) for i, keys in enumerate(cited)))
    sources = {key: builders.source(title=key) for key in "abcde"}
    read_again = summarise(attempt.asked, responses, sources, {}).read_again
    assert [source.title for source in read_again] == ["c", "b", "a"]
    assert len(read_again) == MOST_TO_READ


@st.composite
def marked(draw: st.DrawFn) -> Response:
    """A response of any weight, with any part of it right."""
    weight = draw(st.sampled_from([1.0, 2.0, 3.0]))
    share = draw(st.sampled_from([0.0, 1 / 3, 0.5, 0.75, 1.0]))
    return Response(
        position=0, question_id="q", outcome="answered", given=None, mark=weight * share, weight=weight, points=0, seconds=1
    )


def passes(responses: list[Response], pass_mark: float, more: tuple[Response, ...]) -> bool:
    """Say whether the attempt had passed with ``more`` of its responses wholly right."""
    marks = sum(response.mark for response in responses) + sum(response.weight - response.mark for response in more)
    possible = sum(response.weight for response in responses)
    return Result.of(marks, possible, 0, finished=True, pass_mark=pass_mark).passed


@given(st.lists(marked(), min_size=1, max_size=7), st.integers(0, 100))
def test_with_so_many_more_right_answers_the_pass_mark_is_reached_and_with_one_fewer_it_is_not(
    responses: list[Response], pass_mark: int
) -> None:
    count = answers_to_pass(responses, pass_mark)
    missed = [response for response in responses if not response.right]
    assert any(passes(responses, pass_mark, more) for more in combinations(missed, count))
    if count:
        assert not any(passes(responses, pass_mark, more) for more in combinations(missed, count - 1))


@given(st.lists(marked(), min_size=1, max_size=7), st.integers(1, 100))
def test_the_figures_never_belie_the_verdict(responses: list[Response], pass_mark: int) -> None:
    marks, possible = sum(response.mark for response in responses), sum(response.weight for response in responses)
    result = Result.of(marks, possible, 0, finished=True, pass_mark=pass_mark)
    shown = float(mark_in_figures(result.mark, pass_mark).removesuffix(" %"))
    assert (shown >= pass_mark) == result.passed
    assert (shown == 100) == (result.mark == 100)
    assert abs(shown - result.mark) <= 0.5
    whole = whole_mark(result.mark, pass_mark)
    assert (whole >= pass_mark) == result.passed
    assert (whole == 100) == (result.mark == 100)
    assert abs(whole - result.mark) < 1


def test_a_mark_is_a_whole_number_wherever_that_is_true() -> None:
    assert [mark_in_figures(mark, 80) for mark in (0, 66.67, 79.67, 80.33, 99.75, 100)] == [
        "0 %",
        "67 %",
        "79.67 %",
        "80 %",
        "99.75 %",
        "100 %",
    ]
