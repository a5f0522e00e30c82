"""A quiz played line by line, and what is heard of it."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.play.attempt import result_of
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.scenario import Choice, Scene
from quiz.store.records import AttemptRecord
from tests.builders import (
    every_type,
    match,
    multiple,
    order,
    right_answer,
    scenario,
    short,
    single,
    spot,
    true_false,
    wrong_answer,
)
from tests.plain.table import Step, Table, asked, typed

by_type = pytest.mark.parametrize("question", every_type(), ids=lambda question: question.id)


def only(table: Table, name: str = "Guest") -> AttemptRecord:
    """Return the one attempt that is kept of a player."""
    ((attempt, _),) = table.kept(name)
    return attempt


@by_type
def test_every_type_can_be_answered_right(table: Table, question: Question) -> None:
    table.lay(question)
    heard = table.play(*typed(question, right_answer(question)))
    assert "Right. 800 points." in heard.said
    assert not [line for line in heard.said if line.startswith(("The right", "What goes", "The best way"))]
    assert "You had 1 of 1 question right." in heard.said
    assert "Your mark is 100 per cent. You have passed: the pass mark is 80 per cent." in heard.said
    assert (heard.status, heard.complaints, heard.results) == (0, [], [])
    assert (only(table).outcome, only(table).mark, only(table).points) == ("finished", 100.0, 800)


@by_type
def test_every_type_can_be_answered_wrong_and_then_says_the_key(table: Table, question: Question) -> None:
    table.lay(question)
    heard = table.play(*typed(question, wrong_answer(question)))
    assert "Wrong. No points." in heard.said
    assert [line for line in heard.said if line.startswith(("The right", "What goes", "The best way"))]
    assert "Your mark is 0 per cent. You have not passed: the pass mark is 80 per cent." in heard.said
    assert (only(table).outcome, only(table).mark) == ("finished", 0.0)


@by_type
def test_an_empty_line_skips_and_says_so(table: Table, question: Question) -> None:
    table.lay(question)
    heard = table.play("  ")
    assert "Skipped. No points." in heard.said
    ((_, (response,)),) = table.kept()
    assert (response.outcome, response.given) == ("skipped", None)


@by_type
def test_a_question_mark_says_the_question_again_with_help_and_the_hint(table: Table, question: Question) -> None:
    table.lay(msgspec.structs.replace(question, hint="Think of the clock."))
    heard = table.play("?", *typed(question, right_answer(question)))
    assert heard.said.count(question.prompt) == 2
    assert "Hint: Think of the clock." in heard.said
    assert "Right. 800 points." in heard.said


@pytest.mark.parametrize("question", [q for q in every_type() if q.id != "short"], ids=lambda question: question.id)
def test_what_cannot_be_read_is_asked_again_and_costs_nothing(table: Table, question: Question) -> None:
    table.lay(question)
    heard = table.play("what?", *typed(question, right_answer(question)))
    place = next(i for i, line in enumerate(heard.said) if line.startswith("Type") and heard.said[i + 2] == line)
    assert heard.said[place + 1].startswith("That ")
    assert only(table).mark == 100.0


PHISH = single(
    "code",
    right=1,
    of=0,
    options=(
        Option(text="Send it", why="It is the key to your account."),
        Option(text="Ring her", correct=True),
    ),
    shuffle=False,
    prompt="A colleague asks for a code.",
    explanation="Codes are for nobody else.",
    action="Tell {it_support}.",
)


def test_a_whole_quiz_as_it_is_heard(table: Table) -> None:
    table.lay(PHISH, summary="About codes.")
    heard = table.play("1", player="Ann", team="Science")
    assert heard.text.splitlines() == [
        "The first bank. 1 question. The pass mark is 80 per cent.",
        "About codes.",
        "You play as Ann, team Science.",
        "There is no time limit.",
        "Answer with one line and Enter. An empty line skips a question. Type a question mark for help and any hint.",
        "Type q to stop and keep what you have answered.",
        "",
        "Question 1 of 1. Topic: scams.",
        "A colleague asks for a code.",
        "1. Send it",
        "2. Ring her",
        "Type one number from 1 to 2.",
        "Wrong. No points.",
        "The right answer: 2. Ring her",
        "About your answer: It is the key to your account.",
        "Why: Codes are for nobody else.",
        "Do now: Tell IT support.",
        "Source: A guide, ICO. Checked on 23 November 2026.",
        "Address: https://ico.org.uk/guide",
        "",
        "That was the last question.",
        "You had 0 of 1 question right.",
        "Your mark is 0 per cent. You have not passed: the pass mark is 80 per cent.",
        "You have 0 points.",
        "By topic:",
        "scams: 0 per cent of 1 question.",
        "What to read again:",
        "A guide, ICO. Address: https://ico.org.uk/guide",
    ]


def test_the_key_of_options_has_the_numbers_that_were_heard(table: Table) -> None:
    question = multiple(of=6)
    table.lay(question)
    heard = table.play("")
    shown = asked(question).arrangement
    right = [f"{n}. option {position}" for n, position in enumerate(shown, 1) if position in (0, 2)]
    start = heard.said.index("The right answers:") + 1
    assert heard.said[start : start + 2] == right


def test_part_of_an_answer_is_said_as_a_part(table: Table) -> None:
    table.lay(multiple(shuffle=False))
    assert "Partly right: 50 per cent. 400 points." in table.play("1").said


def test_the_items_that_were_matched_wrongly_are_named(table: Table) -> None:
    table.lay(match(shuffle=False))
    heard = table.play("1a 2a 3a 4d")
    assert "Not right: 2, 4." in heard.said
    assert heard.said[heard.said.index("What goes with what:") + 1] == "1. item 0: A"


def test_what_gives_a_scam_away_is_said_with_its_lines(table: Table) -> None:
    table.lay(spot())
    heard = table.play("scam 1")
    start = heard.said.index("What gives it away:") + 1
    assert heard.said[start : start + 3] == [
        "2. “line 1” a tell-tale",
        "4. “line 3” a tell-tale",
        "About your answer: “line 0” gives nothing away.",
    ]


def test_each_decision_of_a_story_has_its_reason_at_once_and_only_once(table: Table) -> None:
    start = Scene(text="A door.", choices=(Choice(text="in", goto="room", mark=0.5, why="Better to knock."),))
    room = Scene(text="A room.", choices=(Choice(text="out", goto="end", mark=1),))
    table.lay(scenario(scenes={"door": start, "room": room, "end": Scene(text="The end.", end=True)}))
    heard = table.play("1", "1")
    said = heard.said
    assert said[said.index("1. in") + 1 :][:3] == ["Type one number from 1 to 1.", "Better to knock.", "A room."]
    assert said[said.index("The end.") + 1] == "Partly right: 75 per cent. 600 points."
    assert heard.text.count("Better to knock.") == 1


def test_the_reason_for_a_right_option_is_said_too(table: Table) -> None:
    table.lay(single(right=0, shuffle=False))
    heard = table.play("1")
    assert heard.said[heard.said.index("Right. 800 points.") + 1] == "About your answer: why 0"


@pytest.mark.parametrize("end", [["q"], ["Q"], [], [KeyboardInterrupt()]], ids=["q", "Q", "end", "Ctrl-C"])
def test_leaving_keeps_what_was_answered(table: Table, end: list[Any]) -> None:
    table.lay(true_false("one"), true_false("two"), true_false("three"))
    heard = table.play("t", *end)
    assert heard.status == 0
    assert heard.said[-1].startswith("Stopped. 1 of 3 questions is answered, and that is kept.")
    ((attempt, responses),) = table.kept()
    assert (attempt.outcome, len(responses)) == ("open", 1)


def test_leaving_in_the_middle_of_a_story_leaves_it_unanswered(table: Table) -> None:
    table.lay(scenario(shuffle=False))
    heard = table.play("1", "q")
    assert heard.said[-1] == "Stopped. None of the 1 question is answered yet."
    ((attempt, responses),) = table.kept()
    assert (attempt.outcome, list(responses)) == ("open", [])


def test_without_extra_time_no_time_runs(table: Table) -> None:
    table.lay(true_false(), time_limit=20)
    heard = table.play(lambda: table.clock.move(3600), "t")
    assert "There is no time limit." in heard.said
    assert "Right. 800 points." in heard.said


@pytest.mark.parametrize(("extra", "limit"), [("1", "20 seconds"), ("1.5", "30 seconds"), ("2", "40 seconds")])
def test_a_time_limit_is_announced(table: Table, extra: str, limit: str) -> None:
    table.lay(true_false(), time_limit=20)
    heard = table.play("t", extra_time=extra)
    assert f"You have {limit}." in heard.said
    assert any(line.startswith("Questions have time limits") for line in heard.said)


def test_long_limits_are_said_in_minutes(table: Table) -> None:
    table.lay(true_false("one", time_limit=60), true_false("two", time_limit=125), quiz_length=0)
    heard = table.play("t", "t", extra_time="1")
    assert {"You have 1 minute.", "You have 2 minutes and 5 seconds."} <= set(heard.said)


@pytest.mark.parametrize("late", ["t", "", "?", "what?"])
def test_what_comes_after_the_limit_is_time_up(table: Table, late: str) -> None:
    table.lay(true_false(), time_limit=20)
    heard = table.play(lambda: table.clock.move(20), late, extra_time="1")
    assert "Time is up. No points." in heard.said
    ((_, (response,)),) = table.kept()
    assert (response.outcome, response.seconds) == ("expired", 20)


def test_time_can_run_out_in_the_middle_of_a_story(table: Table) -> None:
    table.lay(scenario(shuffle=False), time_limit=20)
    heard = table.play("1", lambda: table.clock.move(21), "1", extra_time="1")
    assert "Time is up. No points." in heard.said
    assert "The best way through:" in heard.said
    assert "The end." not in heard.said


def test_help_says_how_much_time_is_left(table: Table) -> None:
    table.lay(true_false(), time_limit=20)
    assert "You have 5 seconds." in table.play(lambda: table.clock.move(15), "?", "t", extra_time="1").said


def test_a_person_says_when_the_time_for_a_question_may_begin(table: Table) -> None:
    table.lay(true_false("one"), true_false("two"), time_limit=20)

    def wait() -> None:
        table.clock.move(300)

    heard = table.play(wait, "", "t", wait, "", "t", extra_time="1", person=True, player="Ann")
    assert "You had 2 of 2 questions right." in heard.said
    assert "Press Enter when you are ready for question 2. Its time begins then." in heard.said


def test_practice_has_no_clock_and_counts_on_no_board(table: Table) -> None:
    table.lay(true_false(), time_limit=20)
    heard = table.play(lambda: table.clock.move(100), "t", learn=True, extra_time="1", player="Ann")
    assert "This is practice: no time runs, and it counts on no board." in heard.said
    assert "Right. 800 points." in heard.said
    assert table.kept("Ann") == []


@pytest.mark.parametrize(
    ("sure", "points"), [("1", "333 points"), ("", "333 points"), ("2", "667 points"), ("3", "1000 points")]
)
def test_with_certainty_a_player_is_asked_how_sure_they_are(table: Table, sure: str, points: str) -> None:
    table.lay(true_false())
    heard = table.play("t", "very", "?", sure, preset="certainty")
    assert f"Right. {points}." in heard.said
    assert heard.text.count("How sure are you?") == 3


def test_being_sure_and_wrong_loses_points_in_words(table: Table) -> None:
    table.lay(true_false())
    heard = table.play("f", "3", preset="certainty")
    assert "Wrong. You lose 2000 points." in heard.said
    assert "You have minus 2000 points." in heard.said


def test_who_skips_is_not_asked_how_sure_they_are(table: Table) -> None:
    table.lay(true_false())
    assert "How sure" not in table.play("", preset="certainty").text


def test_the_attempt_as_json_holds_each_answer(table: Table) -> None:
    table.lay(true_false(), order(), quiz_length=0)
    heard = table.play("", "", as_json=True, player="Zoë", seed=3)
    attempt = heard.attempt
    assert (attempt["bank"], attempt["player"], attempt["mark"], attempt["passed"], attempt["points"]) == (
        "first",
        "Zoë",
        0.0,
        False,
        0,
    )
    assert attempt["attempt"] == only(table, "Zoë").id
    assert [response["answer"] for response in attempt["responses"]] == [None, None]


def test_json_holds_positions_of_the_bank_file(table: Table) -> None:
    table.lay(single(of=6))
    shown = asked(single(of=6)).arrangement
    (response,) = table.play("1", as_json=True).attempt["responses"]
    assert response["answer"] == {"kind": "picked", "options": [shown[0]]}
    assert list(response) == ["question", "answer", "mark", "points", "seconds"]


@pytest.mark.parametrize("end", ["q", KeyboardInterrupt()], ids=["q", "Ctrl-C"])
def test_json_comes_also_after_leaving(table: Table, end: Any) -> None:
    table.lay(true_false("one"), true_false("two"))
    attempt = table.play("t", end, as_json=True).attempt
    assert (len(attempt["responses"]), attempt["mark"], attempt["passed"]) == (1, 50.0, False)


LINES = st.text() | st.sampled_from(
    ["1", "2", "1 2 3 4", "t", "scam 1", "genuine", "1a 2b 3a 4c", "72", "q", "?", "", "1,3"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(LINES, max_size=40),
    seed=st.integers(0, 50),
    preset=st.sampled_from(["steady", "certainty"]),
    pause=st.integers(0, 25),
    person=st.booleans(),
)
def test_whatever_is_typed_the_store_agrees_with_what_was_said(
    table: Table, lines: list[str], seed: int, preset: str, pause: int, person: bool
) -> None:
    bank = table.lay(*every_type(), time_limit=60)
    Path(table.store).unlink(missing_ok=True)
    steps: list[Step] = [step for line in lines for step in (lambda: table.clock.move(pause), line)]
    heard = table.play(
        *steps, bank=str(bank), seed=seed, preset=preset, extra_time="1", person=person, player="Ann", as_json=True
    )
    assert (heard.status, heard.complaints) == (0, [])
    ((attempt, responses),) = table.kept("Ann")
    document = heard.attempt
    assert [response["question"] for response in document["responses"]] == [r.question_id for r in responses]
    assert list(attempt.questions[: len(responses)]) == [r.question_id for r in responses]
    finished = len(responses) == len(attempt.questions)
    assert attempt.outcome == ("finished" if finished else "open")
    result = result_of([asked(question) for question in every_type()], responses, attempt.pass_mark)
    assert (document["mark"], document["points"], document["passed"]) == (result.mark, result.points, result.passed)
    assert ("That was the last question." in heard.said) is finished


def test_characters_that_move_a_cursor_are_neither_said_nor_kept(table: Table) -> None:
    table.lay(short())
    heard = table.play("\ufeffreport\x1b[2J fraud\udc80\r", as_json=True)
    (response,) = heard.attempt["responses"]
    assert response["answer"] == {"kind": "typed", "text": "report[2J fraud"}
    assert all(character.isprintable() or character == "\n" for character in heard.text)
