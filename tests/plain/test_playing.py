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
from quiz.services.settings import EXTRA_TIMES, Settings
from quiz.store.records import AttemptRecord
from tests.builders import (
    every_type,
    match,
    multiple,
    number,
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
    assert "You had 1 of 1 right." in heard.said
    assert "Your mark is 100 per cent." in heard.said
    assert "You have passed. The pass mark is 80 per cent." in heard.said
    assert (heard.status, heard.complaints, heard.results) == (0, [], [])
    assert (only(table).outcome, only(table).mark, only(table).points) == ("finished", 100.0, 800)


@by_type
def test_every_type_can_be_answered_wrong_and_then_says_the_key(table: Table, question: Question) -> None:
    table.lay(question)
    heard = table.play(*typed(question, wrong_answer(question)))
    assert "Not right. No points." in heard.said
    assert [line for line in heard.said if line.startswith(("The right", "What goes", "The best way"))]
    assert "Your mark is 0 per cent." in heard.said
    assert "You have not passed yet: 1 more right answer would do it. The pass mark is 80 per cent." in heard.said
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
        "Not right. No points.",
        "The right answer: 2. Ring her",
        "About your answer: It is the key to your account.",
        "Why: Codes are for nobody else.",
        "Do now: Tell IT support.",
        "Source: A guide, ICO. Checked on 23 November 2026.",
        "Address: https://ico.org.uk/guide",
        "",
        "That was the last question.",
        "You had 0 of 1 right.",
        "Your mark is 0 per cent.",
        "You have not passed yet: 1 more right answer would do it. The pass mark is 80 per cent.",
        "You have 0 points.",
        "Your things to do:",
        "Tell IT support.",
        "That was about: A colleague asks for a code.",
        "By topic:",
        "scams: 0 per cent of 1 question.",
        "What to read again:",
        "A guide, ICO. Address: https://ico.org.uk/guide",
    ]


def test_what_is_to_do_is_said_once_and_not_more_than_anybody_would_do(table: Table) -> None:
    actions = ["Ring.", "Ring.", *(f"Do {number}." for number in range(9))]
    table.lay(*(true_false(f"q{number}", action=action) for number, action in enumerate(actions)))
    said = table.play(*[""] * len(actions)).said
    start = said.index("Your things to do:") + 1
    done, about = said[start : start + 10 : 2], said[start + 1 : start + 10 : 2]
    assert len(set(done)) == 5
    assert set(done) <= set(actions)
    assert set(about) <= {f"That was about: What about q{number}?" for number in range(len(actions))}
    assert said[start + 10] == "By topic:"


def test_a_practice_quiz_says_that_it_was_one_and_practice_is_neither_passed_nor_failed(table: Table) -> None:
    table.lay(true_false("one"), true_false("two"))
    assert "This was for practice: it counts on no board." in table.play("t", questions=1).said
    said = table.play("t", "t", learn=True).said
    assert "This was practice: it counts on no board." in said
    assert not [line for line in said if "passed" in line or line.startswith("You have ")]


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
    told = "Stopped. 1 of 3 questions is answered, and that is kept. To go on, play the same quiz in a terminal."
    assert heard.said[-1] == told, "a pipe is not asked whether it goes on"
    ((attempt, responses),) = table.kept()
    assert (attempt.outcome, len(responses)) == ("open", 1)


def test_a_fault_in_the_schools_file_is_said_before_anything_is_played(table: Table) -> None:
    table.lay(true_false("one"))
    (table.folder / "school.toml").write_text('site = "Hill"\ndpo = "Mrs', encoding="utf-8")
    heard = table.play("t")
    assert heard.complaints[0].startswith("school.toml: It cannot be read: ")
    assert heard.complaints[0].endswith(" Until it is fixed, names, site and policy may be missing.")


def test_leaving_in_the_middle_of_a_story_leaves_it_unanswered(table: Table) -> None:
    table.lay(scenario(shuffle=False))
    heard = table.play("1", "q")
    assert heard.said[-1] == "Stopped. None of the 1 question is answered yet."
    ((attempt, responses),) = table.kept()
    assert (attempt.outcome, list(responses)) == ("open", [])


@pytest.mark.parametrize("extra", [None, *EXTRA_TIMES])
def test_no_time_runs_whatever_extra_time_is_asked_for(table: Table, extra: str | None) -> None:
    table.lay(true_false(), time_limit=20)
    heard = table.play(lambda: table.clock.move(3600), "t", extra_time=extra)
    assert "There is no time limit." in heard.said
    assert "Right. 800 points." in heard.said


def test_practice_has_no_clock_and_counts_on_no_board(table: Table) -> None:
    table.lay(true_false(), time_limit=20)
    heard = table.play(lambda: table.clock.move(100), "t", learn=True, preset="accuracy", player="Ann")
    assert "This is practice: no time runs, and it counts on no board." in heard.said
    assert "Right." in heard.said
    assert "point" not in heard.text, "as in the app"
    assert table.kept("Ann") == []


@pytest.mark.parametrize(
    ("sure", "points"),
    [("1", "333 points"), ("Not", "333 points"), ("", "667 points"), ("2", "667 points"), ("very sure", "1000 points")],
)
def test_with_certainty_a_player_is_asked_how_sure_they_are(table: Table, sure: str, points: str) -> None:
    table.lay(true_false())
    heard = table.play("t", "quite", "?", sure, preset="certainty")
    assert f"Right. {points}." in heard.said
    assert heard.text.count("How sure are you?") == 3


@by_type
def test_a_person_is_asked_how_sure_they_are_before_anything_is_said_of_the_answer(table: Table, question: Question) -> None:
    table.settings = Settings(ask_certainty=True)
    table.lay(question)
    heard = table.play(*typed(question, right_answer(question)), "3", person=True, player="Ann")
    at = heard.said.index("How sure are you? 1 not sure, 2 fairly, 3 very [2]")
    assert at < heard.said.index("Right. 800 points.")
    assert "second look" not in heard.text
    ((_, (response,)),) = table.kept("Ann")
    assert (response.certainty, response.points) == (3, 800)


@pytest.mark.parametrize(("sure", "is_said"), [("", False), ("1", False), ("3", True)])
def test_who_was_very_sure_and_wrong_is_told_to_look_again(table: Table, sure: str, is_said: bool) -> None:
    table.settings = Settings(ask_certainty=True)
    table.lay(true_false())
    heard = table.play("f", "?", sure, person=True, player="Ann")
    assert "It changes neither mark nor points." in heard.said
    assert ("You were very sure here: worth a second look." in heard.said) is is_said


@pytest.mark.parametrize("preset", ["steady", "certainty"])
@pytest.mark.parametrize("end", ["q", KeyboardInterrupt()], ids=["q", "interrupt"])
def test_who_stops_while_they_are_asked_how_sure_they_are_keeps_the_answer(table: Table, preset: str, end: Step) -> None:
    table.settings = Settings(ask_certainty=True)
    table.lay(true_false(), single())
    heard = table.play("1", end, person=True, player="Ann", preset=preset, as_json=True)
    assert "Stopped. 1 of 2 questions is answered, and that is kept." in heard.text
    ((_, (response,)),) = table.kept("Ann")
    assert response.certainty == (1 if preset == "certainty" else None)
    assert [told["question"] for told in heard.attempt["responses"]] == [response.question_id]


@pytest.mark.parametrize(
    ("about", "request_", "person"), [({"ask_certainty": False}, {}, True), ({}, {"learn": True}, True), ({}, {}, False)]
)
def test_a_bank_that_does_not_want_it_practice_and_a_pipe_ask_nobody_how_sure_they_are(
    table: Table, about: dict[str, Any], request_: dict[str, Any], person: bool
) -> None:
    table.settings = Settings(ask_certainty=True)
    table.lay(true_false(), **about)
    heard = table.play("t", person=person, player="Ann", **request_)
    assert "How sure" not in heard.text
    assert "That was the last question." in heard.said


def test_being_sure_and_wrong_loses_points_in_words(table: Table) -> None:
    table.lay(true_false())
    heard = table.play("f", "3", preset="certainty")
    assert "Not right. You lose 2000 points." in heard.said
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
    asks_certainty=st.booleans(),
)
def test_whatever_is_typed_the_store_agrees_with_what_was_said(
    table: Table, lines: list[str], seed: int, preset: str, pause: int, person: bool, asks_certainty: bool
) -> None:
    table.settings = Settings(ask_certainty=asks_certainty)
    bank = table.lay(*every_type(), time_limit=60)
    Path(table.store).unlink(missing_ok=True)
    steps: list[Step] = [step for line in lines for step in (lambda: table.clock.move(pause), line)]
    heard = table.play(*steps, bank=str(bank), seed=seed, preset=preset, person=person, player="Ann", as_json=True)
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


@pytest.mark.parametrize(
    ("question", "line", "said"),
    [
        (order(shuffle=False), "4 3 2 1", "pairs stand in the right order"),
        (number(), "seventy", "About your answer: You typed “seventy”, taken as 70 hours."),
        (number(), "seventy-two", "About your answer: You typed “seventy-two”, taken as 72 hours."),
        (short(), "reprot fraud", "About your answer: You typed “reprot fraud”. Right is “report fraud”."),
    ],
)
def test_how_an_answer_was_read_or_counted_is_said(table: Table, question: Question, line: str, said: str) -> None:
    table.lay(question)
    assert said in table.play(line).text


def test_a_figure_that_could_be_two_is_asked_for_again_and_costs_nothing(table: Table) -> None:
    table.lay(number())
    said = table.play("72 or 73", "3 days", "72").said
    assert said.count("That could not be read as one figure in hours.") == 2
    assert "Right. 800 points." in said
