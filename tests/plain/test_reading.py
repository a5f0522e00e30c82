"""How the line that answers a question is read, for each of the nine types."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quiz.plain.prompts import Prompt, PromptAnswer, UnreadableError, first_prompt
from quiz.plain.prompts.match import letter
from quiz.questions.answers import Answer, Judged, Matched, Picked, Spotted, Typed, Walked
from quiz.questions.conversation import Line
from quiz.questions.match import Match, Pair
from quiz.questions.question import Question
from tests.builders import match, multiple, number, order, scenario, short, single, spot, true_false
from tests.plain.table import SEED, asked, typed
from tests.play.strategies import QUESTIONS, answered


def read(question: Question, *lines: str) -> Answer:
    """Return what the lines give as an answer to the question."""
    turn: Prompt | PromptAnswer = first_prompt(asked(question), SEED)
    for line in lines:
        assert isinstance(turn, Prompt)
        turn = turn.read(line)
    assert isinstance(turn, PromptAnswer)
    return turn.given


@given(answered())
def test_what_a_player_hears_and_types_is_the_answer_that_is_meant(case: tuple[Question, Answer]) -> None:
    question, meant = case
    assume(not isinstance(meant, Matched) or None not in meant.boxes)
    assume(not isinstance(meant, Spotted) or meant.verdict == "scam" or not meant.lines)
    assert read(question, *typed(question, meant)) == meant


@given(QUESTIONS, st.lists(st.text(min_size=1) | st.sampled_from(["1", "1 2", "scam 1", "1a 2b", "t", "7"]), min_size=1))
def test_any_line_is_an_answer_that_the_question_can_have_or_is_refused_in_a_sentence(
    question: Question, lines: list[str]
) -> None:
    turn: Prompt | PromptAnswer = first_prompt(asked(question), SEED)
    refusals = []
    for line in lines:
        if isinstance(turn, Prompt):
            try:
                turn = turn.read(line)
            except UnreadableError as error:
                refusals.append(str(error))
    assert all(refusal.endswith(".") for refusal in refusals)
    if isinstance(turn, PromptAnswer):
        assert question.accepts(turn.given)


@pytest.mark.parametrize("line", ["1,3", "1, 3", "1 3", "1;3", "1 and 3", " 1 , 3 ", "1. 3.", "1,3,"])
def test_several_numbers_may_have_anything_usual_between_them(line: str) -> None:
    assert read(multiple(shuffle=False), line) == Picked((0, 2))


@pytest.mark.parametrize(("line", "answer"), [("true", True), ("TRUE.", True), ("t", True), ("False", False), ("f", False)])
def test_a_statement_is_judged_with_a_word_or_its_first_letter(line: str, answer: bool) -> None:
    assert read(true_false(), line) == Judged(answer)


@pytest.mark.parametrize(
    "line", ["1a 2b 3a 4c", "1A,2B,3A,4C", "1a2b3a4c", "4 c 3 a 2 b 1 a", "1: a; 2: b; 3: a; 4: c", "1-a 2=b 3.a 4c."]
)
def test_items_are_matched_in_any_order_and_spelling(line: str) -> None:
    assert read(match(shuffle=False), line) == Matched(("A", "B", "A", "C"))


@pytest.mark.parametrize("line", ["scam 2,4", "Scam: 2 and 4", "SCAM, 2 4", "scam2,4"])
def test_a_scam_is_named_with_the_lines_that_give_it_away(line: str) -> None:
    assert read(spot(), line) == Spotted("scam", (1, 3))


def test_a_scam_may_be_named_without_lines_and_the_genuine_has_none() -> None:
    assert read(spot(), "scam") == Spotted("scam")
    assert read(spot(), "Genuine.") == Spotted("genuine")


def test_figures_and_words_are_kept_as_they_were_typed() -> None:
    assert read(number(), "1,072 hours") == Typed("1,072 hours")
    assert read(short(), "Report Fraud.") == Typed("Report Fraud.")


def test_each_decision_of_a_story_leads_to_what_follows() -> None:
    story = scenario(shuffle=False)
    turn = first_prompt(asked(story), SEED)
    assert turn.lines == ("A door.", "Hello?", "What do you do?", "1. in", "2. off")
    following = turn.read("1")
    assert isinstance(following, Prompt)
    assert (following.lead, following.lines[0]) == (("good",), "A room.")
    assert following.read("2") == PromptAnswer(Walked((0, 1)), ("The end.",))


_UNREADABLE: list[tuple[Any, str, str]] = [
    (single(), "two", "That could not be read as a number."),
    (single(), ",", "That could not be read as a number."),
    (single(), "-1", "That could not be read as a number."),
    (single(), "1.5", "That could not be read as a number."),
    (single(), "²", "That could not be read as a number."),
    (single(), "0", "There is no number 0 here."),
    (single(), "5", "There is no number 5 here."),
    (single(), "1 2", "Only one number can be taken here."),
    (multiple(), "1 b", "That could not be read as numbers."),
    (multiple(), "1 3 1", "You gave the number 1 twice."),
    (true_false(), "maybe", "That is neither true nor false."),
    (order(), "1 2 4", "You left out 3."),
    (order(), "1 2", "You left out 3, 4."),
    (match(), "a1 b2", "That could not be read as numbers with letters."),
    (match(), "1 2 3 4", "That could not be read as numbers with letters."),
    (match(), "1a 2b 3c", "You left out 4."),
    (match(), "1a 2b 3c 4e", "There is no letter e here."),
    (match(), "1a 2b 3c 5a", "There is no number 5 here."),
    (match(), "1a 2b 3c 1d", "You gave the number 1 twice."),
    (number(), "three days", "That could not be read as one figure in hours."),
    (short(), "...", "There is no word in that."),
    (spot(), "1 3", "That begins neither with scam nor with genuine."),
    (spot(), "scammer", "That begins neither with scam nor with genuine."),
    (spot(), "genuine 1", "Only a scam has lines that give it away."),
    (spot(), "scam 5", "There is no number 5 here."),
    (scenario(), "3", "There is no number 3 here."),
]


@pytest.mark.parametrize(("question", "line", "why"), _UNREADABLE)
def test_what_cannot_be_read_is_refused_with_the_reason(question: Question, line: str, why: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(question, line)
    assert str(refused.value) == why


def test_options_are_numbered_in_the_order_shown() -> None:
    question = single(of=6)
    shown = asked(question).arrangement
    assert list(shown) != sorted(shown)
    assert first_prompt(asked(question), SEED).lines == tuple(f"{n}. option {i}" for n, i in enumerate(shown, 1))


def test_items_have_numbers_and_boxes_have_letters() -> None:
    lines = first_prompt(asked(match(shuffle=False)), SEED).lines
    assert lines[1:5] == ("1. item 0", "2. item 1", "3. item 2", "4. item 3")
    assert lines[6:] == ("a. A", "b. B", "c. C", "d. D")


def test_letters_go_on_after_z() -> None:
    assert [letter(position) for position in (0, 25, 26, 27, 52, 701, 702)] == ["a", "z", "aa", "ab", "ba", "zz", "aaa"]
    pairs = tuple(Pair(item=f"item {i}", box=f"box {i}") for i in range(30))
    many = match(pairs=pairs, distractors=(), shuffle=False)
    assert isinstance(many, Match)
    line = " ".join(f"{i + 1}{letter(i)}" for i in range(30))
    assert read(many, line) == Matched(tuple(pair.box for pair in pairs))


def test_messages_are_numbered_with_who_wrote_them() -> None:
    chat = spot(lines=(Line(text="Hi"), Line(text="Who is this?", sender="You"), Line(text="Pay me", cue="money")))
    assert first_prompt(asked(chat), SEED).lines == (
        "A WhatsApp chat with Mum.",
        "1. Mum: Hi",
        "2. You: Who is this?",
        "3. Mum: Pay me",
    )


def test_who_wrote_everything_is_said_once() -> None:
    email = spot(channel="email", sender="office@school.example")
    assert first_prompt(asked(email), SEED).lines[:2] == ("An email from office@school.example.", "1. line 0")


def test_the_unit_of_a_figure_is_said() -> None:
    assert "hours" in first_prompt(asked(number()), SEED).ask
