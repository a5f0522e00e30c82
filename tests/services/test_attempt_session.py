"""A session: what is asked, what is written down, and how it goes on after a crash."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.play.attempt import State
from quiz.services.attempt_session import AttemptSession, can_resume
from quiz.store.errors import PlayedElsewhereError
from tests.builders import bank, single, wrong_answer
from tests.services.attempt_sessions import Machine, a_bank, answer
from tests.store.makers import ask_file


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path / "scores.db")
    yield machine
    machine.close()


def play_on(session: AttemptSession, questions: int) -> None:
    for _ in range(questions):
        session.show()
        session.keep(answer(session))
        session.attempt.advance()


@pytest.mark.parametrize("answered", [0, 4, 8])
def test_a_resumed_attempt_asks_the_same_in_the_same_arrangement_from_where_it_stopped(
    machine: Machine, answered: int
) -> None:
    before = machine.begin(seed=99)
    play_on(before, answered)
    after = machine.resume()
    assert after.attempt.asked == before.attempt.asked
    assert after.attempt.position == answered
    assert after.attempt.responses == before.attempt.responses
    assert after.result() == before.result()
    play_on(after, 9 - answered)
    assert after.attempt.finished
    kept = after.store.attempt(after.record.id)
    assert kept is not None
    assert (kept.mark, kept.points, kept.passed) == (100.0, after.result().points, after.result().passed)


def test_another_seed_asks_in_another_order(machine: Machine) -> None:
    orders = {machine.begin(seed).record.questions for seed in range(5)}
    assert len(orders) > 1


def test_an_answer_that_was_not_kept_was_not_given(machine: Machine) -> None:
    before = machine.begin()
    play_on(before, 2)
    before.show()
    answer(before)
    after = machine.resume()
    assert after.attempt.position == 2
    assert after.attempt.state is State.WAITING


def test_the_time_of_the_open_question_runs_on_over_a_crash(machine: Machine) -> None:
    machine.begin().show()
    machine.wait(10)
    machine.wait(15)  # the machine is off
    after = machine.resume()
    after.show()
    assert after.attempt.seconds_left() == 5.0
    machine.wait(4.9)
    assert after.attempt.expire() is None
    machine.wait(0.1)
    expired = after.attempt.expire()
    assert expired is not None
    after.keep(expired)
    assert machine.resume().attempt.position == 1


def test_the_open_question_has_expired_after_a_crash_if_its_time_ran_out(machine: Machine) -> None:
    machine.begin().show()
    machine.wait(30)
    after = machine.resume()
    after.show()
    assert after.attempt.seconds_left() == 0.0
    assert answer(after).outcome == "expired"


def test_time_runs_on_over_one_crash_after_another(machine: Machine) -> None:
    machine.begin().show()
    machine.wait(10)
    machine.resume().show()
    machine.wait(10)
    after = machine.resume()
    after.show()
    assert after.attempt.seconds_left() == 10.0


def test_a_question_that_was_not_on_the_screen_yet_has_all_its_time(machine: Machine) -> None:
    play_on(machine.begin(), 1)
    machine.wait(3600)
    after = machine.resume()
    after.show()
    assert after.attempt.position == 1
    assert after.attempt.seconds_left() == 30.0


def test_a_question_after_the_resumed_one_has_all_its_time(machine: Machine) -> None:
    machine.begin().show()
    machine.wait(10)
    after = machine.resume()
    play_on(after, 1)
    after.show()
    assert after.attempt.seconds_left() == 30.0


def test_a_wall_clock_that_was_put_back_gives_no_more_than_all_the_time(machine: Machine) -> None:
    machine.begin().show()
    machine.clock.move(-3600)
    after = machine.resume()
    after.show()
    assert after.attempt.seconds_left() == 30.0


def test_to_show_a_question_again_does_not_start_its_time_again(machine: Machine) -> None:
    before = machine.begin()
    before.show()
    machine.wait(20)
    before.show()
    assert before.attempt.seconds_left() == 10.0
    after = machine.resume()
    after.show()
    assert after.attempt.seconds_left() == 10.0


def test_a_question_that_comes_back_after_a_crash_takes_no_answer_in_the_grace_period(machine: Machine) -> None:
    machine.begin().show()
    machine.wait(10)
    after = machine.resume(grace=0.3)
    after.show()
    assert after.attempt.skip() is None
    machine.wait(0.3)
    assert after.attempt.skip() is not None


def test_extra_time_holds_for_the_whole_attempt_and_over_a_crash(machine: Machine) -> None:
    assert {asked.limit for asked in machine.begin(extra_time=1.5).attempt.asked} == {45.0}
    assert {asked.limit for asked in machine.resume(extra_time=1.5).attempt.asked} == {45.0}
    assert {asked.limit for asked in machine.resume(extra_time=None).attempt.asked} == {None}


def test_extra_time_is_written_down_nowhere(machine: Machine) -> None:
    play_on(machine.begin(extra_time=1.75), 9)
    for table in ("players", "attempts", "responses", "best"):
        values = {value for row in ask_file(machine.file, f"SELECT * FROM {table}") for value in row}
        assert values
        assert not values & {1.75, 1.75 * 30}


def test_learning_has_no_clock_and_stays_learning_over_a_crash(machine: Machine) -> None:
    assert {asked.limit for asked in machine.begin(mode="learn").attempt.asked} == {None}
    after = machine.resume()
    assert {asked.limit for asked in after.attempt.asked} == {None}
    play_on(after, 9)
    assert after.attempt.finished
    assert after.store.players_board(None) == []


def test_the_preset_of_the_beginning_holds_to_the_end(machine: Machine) -> None:
    machine.begin(preset="accuracy")
    after = machine.resume(preset="classic")
    after.show()
    machine.wait(20)
    assert answer(after).points == 1000, "however long it took"


def test_only_the_topic_and_the_number_of_questions_that_were_asked_for(machine: Machine) -> None:
    machine.bank = a_bank(*(single(f"q{i}", topic="law" if i % 2 else "scams") for i in range(8)))
    assert set(machine.begin(topic="law").record.questions) == {"q1", "q3", "q5", "q7"}
    assert len(machine.begin(length=3).record.questions) == 3
    with pytest.raises(ValueError, match='has no questions on the topic "nothing"'):
        machine.begin(topic="nothing")


def test_what_the_player_has_not_been_asked_comes_first(machine: Machine) -> None:
    machine.bank = a_bank(*(single(f"q{i}") for i in range(6)))
    asked: list[str] = []
    for seed in range(3):
        session = machine.begin(seed, length=2)
        play_on(session, 2)
        asked += session.record.questions
    assert sorted(asked) == [f"q{i}" for i in range(6)]


def test_an_attempt_can_go_on_only_while_it_is_open_and_its_bank_is_the_same(machine: Machine) -> None:
    session = machine.begin()
    assert can_resume(session.record, machine.bank)
    assert not can_resume(session.record, None)
    assert not can_resume(session.record, a_bank(content_hash="another"))
    play_on(session, 9)
    finished = session.store.attempt(session.record.id)
    assert finished is not None
    assert not can_resume(finished, machine.bank)


def test_of_two_windows_on_one_attempt_the_first_answer_counts(machine: Machine) -> None:
    first, second = machine.begin(), machine.resume()
    first.show()
    second.show()
    wrong = second.attempt.answer(wrong_answer(second.attempt.current.question))
    assert wrong is not None
    right = answer(first)
    first.keep(right)
    with pytest.raises(PlayedElsewhereError):
        second.keep(wrong)
    assert second.store.responses(second.record.id) == [right]


@pytest.mark.parametrize(
    ("options", "about", "asks"),
    [
        ({"ask_certainty": True}, {}, True),
        ({"ask_certainty": False}, {}, False),
        ({"ask_certainty": True}, {"ask_certainty": False}, False),
        ({"ask_certainty": True, "mode": "learn"}, {}, False),
        ({"ask_certainty": True, "mode": "mistakes"}, {}, False),
        ({"preset": "certainty"}, {"ask_certainty": False}, True),
        ({"preset": "certainty", "mode": "learn"}, {}, False),
    ],
)
def test_how_sure_a_player_is_is_asked_in_a_quiz_where_both_player_and_bank_want_it_or_points_hang_on_it(
    tmp_path: Path, options: dict[str, Any], about: dict[str, Any], asks: bool
) -> None:
    with contextlib.closing(Machine(tmp_path / "scores.db", bank(single(), **about))) as machine:
        assert machine.begin(**options).attempt.asks_certainty is asks


def test_an_answer_is_kept_before_it_is_said_how_sure_the_player_is_and_outlives_a_crash(machine: Machine) -> None:
    before = machine.begin(ask_certainty=True)
    before.show()
    given = answer(before)
    before.keep(given)
    assert before.attempt.state is State.GIVEN
    assert before.store.responses(before.record.id) == [given]
    after = machine.resume(ask_certainty=True)
    assert (after.attempt.position, after.attempt.responses, given.certainty) == (1, (given,), None)


def test_where_points_hang_on_it_an_answer_is_kept_with_how_sure_the_player_is(machine: Machine) -> None:
    session = machine.begin(preset="certainty")
    session.show()
    session.keep(answer(session))
    assert session.store.responses(session.record.id) == []
    response = session.attempt.say_certainty(3)
    assert response is not None
    session.keep(response)
    assert session.store.responses(session.record.id) == [response]
    assert (response.certainty, response.points) == (3, 1000)


@pytest.mark.parametrize("preset", ["steady", "certainty"])
def test_the_last_answer_ends_the_attempt_and_how_sure_the_player_is_comes_to_it(tmp_path: Path, preset: str) -> None:
    with contextlib.closing(Machine(tmp_path / "scores.db", a_bank(single()))) as machine:
        session = machine.begin(ask_certainty=True, preset=preset)
        session.show()
        session.keep(answer(session))
        response = session.attempt.say_certainty(2)
        assert response is not None
        session.keep(response)
        assert session.record.outcome == "finished"
        assert session.record.points == response.points
        assert session.store.responses(session.record.id) == [response]


def test_a_place_is_kept_where_no_time_runs_and_beyond_the_last_question(machine: Machine) -> None:
    session = machine.begin(extra_time=None)
    for position in range(9):
        session.show(keep_place=True)
        assert not machine.resume().is_at_feedback
        session.keep(answer(session))
        session.attempt.advance()
        assert session.is_at_feedback
        if position < 8:
            assert machine.resume().is_at_feedback
    session.see_results()
    assert not session.is_at_feedback
    kept = session.store.attempt(session.record.id)
    assert kept is not None
    assert kept.shown_position == 9


@pytest.mark.parametrize(("seconds", "asked"), [(2, True), (500, False)])
def test_who_was_asked_how_sure_they_are_is_asked_again_in_the_time_that_is_left(
    machine: Machine, seconds: float, asked: bool
) -> None:
    session = machine.begin(ask_certainty=True)
    session.show()
    session.keep(answer(session))
    assert session.attempt.state is State.GIVEN
    machine.wait(seconds)
    after = machine.resume(ask_certainty=True)
    after.ask_again()
    assert (after.attempt.state is State.GIVEN) == asked
    if asked:
        response = after.attempt.say_certainty(3)
        assert response is not None
        after.keep(response)
        assert [one.certainty for one in after.store.responses(after.record.id)] == [3]
