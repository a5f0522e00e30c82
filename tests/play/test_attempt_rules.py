"""The rules of an attempt one by one: grace, deadlines, what is final, resuming, and what it comes to in the end."""

import pytest

from quiz.banks.model import Preset
from quiz.play.attempt import GRACE, Attempt, Response, State, result_of
from quiz.play.drawing import PresentedQuestion
from quiz.play.points import Certainty
from quiz.questions.answers import Judged, Picked
from tests.builders import FakeClock, asked, multiple, poll, right_answer, single, true_false, wrong_answer

RIGHT = Picked((1,))
WRONG = Picked((0,))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def attempt_at(
    clock: FakeClock,
    *,
    limit: float | None = 30.0,
    preset: Preset = "steady",
    of: int = 3,
    asks_certainty: bool = False,
) -> Attempt:
    """Return an attempt whose first question has been shown for a second."""
    questions = asked(*(single(f"q{i}") for i in range(of)), limit=limit)
    attempt = Attempt(questions, preset, clock, asks_certainty=asks_certainty)
    attempt.show()
    clock.move(1)
    return attempt


def given(response: Response | None) -> Response:
    assert response is not None
    return response


def test_a_question_waits_is_shown_and_is_answered(clock: FakeClock) -> None:
    attempt = Attempt(asked(single()), "steady", clock)
    states = [attempt.state]
    assert attempt.answer(RIGHT) is None
    attempt.show()
    states.append(attempt.state)
    clock.move(3)
    response = given(attempt.answer(RIGHT))
    assert [*states, attempt.state] == [State.WAITING, State.SHOWN, State.ANSWERED]
    assert (response.question_id, response.outcome, response.mark, response.seconds) == ("single", "answered", 1.0, 3.0)
    assert response.points == 960
    assert response.right


def test_a_key_within_three_tenths_of_a_second_answers_nothing_and_skips_nothing(clock: FakeClock) -> None:
    assert GRACE == 0.3
    attempt = Attempt(asked(single()), "steady", clock)
    attempt.show()
    for _ in range(3):
        assert attempt.answer(RIGHT) is None
        assert attempt.skip() is None
        assert attempt.state is State.SHOWN
        clock.move(0.0999)
    clock.move(0.001)
    assert given(attempt.answer(RIGHT)).right


def test_one_key_press_held_does_not_answer_the_next_question(clock: FakeClock) -> None:
    attempt = attempt_at(clock)
    attempt.answer(RIGHT)
    assert attempt.advance()
    attempt.show()
    assert attempt.answer(RIGHT) is None
    assert attempt.state is State.SHOWN


def test_the_first_answer_is_final(clock: FakeClock) -> None:
    attempt = attempt_at(clock)
    first = attempt.answer(WRONG)
    assert attempt.answer(RIGHT) is None
    assert attempt.skip() is None
    clock.move(100)
    assert attempt.expire() is None
    attempt.show()
    assert attempt.responses == (first,)


def test_an_answer_after_the_deadline_is_expired_and_worth_nothing(clock: FakeClock) -> None:
    attempt = attempt_at(clock)
    clock.move(29)
    assert attempt.seconds_left() == 0
    response = given(attempt.answer(RIGHT))
    assert (response.outcome, response.given, response.mark, response.points) == ("expired", None, 0.0, 0)
    assert response.seconds == 30
    assert attempt.state is State.EXPIRED
    assert attempt.answer(RIGHT) is None


def test_a_tick_before_the_deadline_changes_nothing(clock: FakeClock) -> None:
    attempt = attempt_at(clock)
    clock.move(28.9)
    assert attempt.expire() is None
    assert attempt.state is State.SHOWN
    clock.move(0.2)
    assert given(attempt.expire()).outcome == "expired"


def test_without_a_limit_time_never_runs_out(clock: FakeClock) -> None:
    attempt = attempt_at(clock, limit=None)
    clock.move(100_000)
    assert attempt.seconds_left() is None
    assert attempt.expire() is None
    assert given(attempt.answer(RIGHT)).right


def test_a_skipped_question_is_final_and_worth_nothing(clock: FakeClock) -> None:
    attempt = attempt_at(clock, preset="certainty")
    response = given(attempt.skip())
    assert (response.outcome, response.given, response.mark, response.points) == ("skipped", None, 0.0, 0)
    assert response.certainty is None
    assert attempt.state is State.ANSWERED


def test_only_a_final_question_is_left_and_the_last_one_never(clock: FakeClock) -> None:
    attempt = attempt_at(clock, of=2)
    assert not attempt.advance()
    attempt.answer(RIGHT)
    assert attempt.advance()
    assert attempt.state is State.WAITING
    assert not attempt.advance()
    attempt.show()
    clock.move(1)
    attempt.answer(RIGHT)
    assert not attempt.advance()
    assert attempt.finished


def test_an_answer_of_another_kind_is_a_type_error_and_leaves_the_question_open(clock: FakeClock) -> None:
    attempt = attempt_at(clock)
    with pytest.raises(TypeError):
        attempt.answer(Judged(True))
    assert attempt.state is State.SHOWN
    assert given(attempt.answer(RIGHT)).right


def test_how_sure_a_player_is_moves_points_in_its_own_preset_only(clock: FakeClock) -> None:
    def settled(preset: Preset, answer: Picked, certainty: Certainty | None) -> tuple[object, int]:
        attempt = attempt_at(clock, preset=preset, asks_certainty=True)
        attempt.answer(answer)
        response = given(attempt.say_certainty(certainty))
        return response.certainty, response.points

    assert settled("certainty", WRONG, 3) == (3, -2000)
    assert settled("certainty", RIGHT, 2) == (2, 667)
    assert settled("certainty", RIGHT, None) == (1, 333)
    assert settled("accuracy", WRONG, 3) == (3, 0)
    assert settled("accuracy", RIGHT, 1) == (1, 1000)
    assert settled("accuracy", RIGHT, None) == (None, 1000)


def test_an_answer_is_final_once_it_is_said_how_sure_the_player_is(clock: FakeClock) -> None:
    attempt = attempt_at(clock, of=1, asks_certainty=True)
    attempt.answer(WRONG)
    assert attempt.state is State.GIVEN
    assert (attempt.answer(RIGHT), attempt.skip(), attempt.expire(), attempt.advance()) == (None, None, None, False)
    assert not attempt.finished
    clock.move(5)
    response = given(attempt.say_certainty(3))
    assert (response.given, response.seconds, response.certainty) == (WRONG, 1.0, 3), "thinking of that takes no time"
    assert attempt.say_certainty(1) is None
    assert attempt.responses == (response,)
    assert (attempt.state, attempt.finished) == (State.ANSWERED, True)


@pytest.mark.parametrize(("preset", "said", "points"), [("steady", None, 987), ("certainty", 1, 333)])
def test_an_answer_counts_though_its_time_ends_before_it_is_said_how_sure_the_player_is(
    clock: FakeClock, preset: Preset, said: int | None, points: int
) -> None:
    attempt = attempt_at(clock, preset=preset, asks_certainty=True)
    attempt.answer(RIGHT)
    clock.move(29)
    assert attempt.seconds_left() == 0
    response = given(attempt.say_certainty(3))
    assert (response.outcome, response.certainty, response.points) == ("answered", said, points)


def test_who_gives_no_answer_or_one_that_cannot_be_wrong_is_not_asked_how_sure_they_are(clock: FakeClock) -> None:
    attempt = attempt_at(clock, asks_certainty=True)
    attempt.skip()
    assert attempt.state is State.ANSWERED
    attempt = Attempt(asked(poll()), "steady", clock, asks_certainty=True)
    attempt.show()
    clock.move(1)
    attempt.answer(Picked((0,)))
    assert attempt.state is State.ANSWERED


def test_a_resumed_attempt_goes_on_at_the_first_question_without_a_response(clock: FakeClock) -> None:
    attempt = attempt_at(clock)
    response = given(attempt.answer(RIGHT))
    again = Attempt(attempt.asked, "steady", clock, responses=[response])
    assert (again.position, again.state, again.responses) == (1, State.WAITING, (response,))


def test_the_open_question_of_a_resumed_attempt_has_the_time_that_was_left(clock: FakeClock) -> None:
    attempt = attempt_at(clock)
    again = Attempt(attempt.asked, "steady", clock)
    again.show(elapsed=20)
    assert again.seconds_left() == 10
    assert again.answer(RIGHT) is None
    clock.move(5)
    response = given(again.answer(RIGHT))
    assert (response.outcome, response.seconds) == ("answered", 25)


def test_the_open_question_of_a_resumed_attempt_has_expired_if_its_time_ran_out(clock: FakeClock) -> None:
    again = Attempt(asked(single()), "steady", clock)
    again.show(elapsed=31)
    assert again.seconds_left() == 0
    assert given(again.answer(RIGHT)).outcome == "expired"


def test_a_clock_that_jumped_gives_nobody_more_time_than_the_limit(clock: FakeClock) -> None:
    again = Attempt(asked(single()), "steady", clock)
    again.show(elapsed=-500)
    assert again.seconds_left() == 30


def test_a_resumed_attempt_whose_questions_all_have_responses_is_finished(clock: FakeClock) -> None:
    attempt = attempt_at(clock, of=1)
    again = Attempt(attempt.asked, "steady", clock, responses=[given(attempt.answer(RIGHT))])
    assert again.finished
    assert again.state is State.ANSWERED


def test_the_streak_counts_the_latest_wholly_right_responses(clock: FakeClock) -> None:
    questions = asked(single("a"), multiple("b"), true_false("c"), single("d"))
    attempt = Attempt(questions, "steady", clock)
    streaks = []
    for one, answer in zip(questions, [None, Picked((0,)), right_answer(true_false()), RIGHT], strict=True):
        attempt.show()
        clock.move(1)
        attempt.answer(answer or right_answer(one.question))
        streaks.append(attempt.streak)
        attempt.advance()
    assert streaks == [1, 0, 1, 2]


def played(questions: list[PresentedQuestion], right: list[bool | None]) -> list[Response]:
    """Return the responses to these questions, right or wrong; None leaves off."""
    clock = FakeClock()
    attempt = Attempt(questions, "accuracy", clock)
    for one, is_right in zip(questions, right, strict=True):
        if is_right is None:
            break
        attempt.show()
        clock.move(1)
        attempt.answer(right_answer(one.question) if is_right else wrong_answer(one.question))
        attempt.advance()
    return list(attempt.responses)


def test_the_mark_is_the_per_cent_of_all_marks_by_weight_and_points_add_up() -> None:
    questions = asked(single("a", weight=3), single("b"), single("c", weight=0.5))
    result = result_of(questions, played(questions, [True, False, True]), 75)
    assert (result.mark, result.points, result.passed) == (77.78, 3500, True)
    assert not result_of(questions, played(questions, [True, False, True]), 78).passed


def test_the_pass_mark_itself_passes() -> None:
    questions = asked(*(single(f"q{i}") for i in range(5)))
    assert result_of(questions, played(questions, [True, True, True, True, False]), 80).passed


def test_questions_that_were_not_reached_count_as_not_right_and_nothing_unfinished_passes() -> None:
    questions = asked(*(single(f"q{i}") for i in range(4)))
    result = result_of(questions, played(questions, [True, True, True, None]), 50)
    assert (result.mark, result.passed) == (75.0, False)
    assert result_of(questions, [], 0).mark == 0
