"""Quizzes kept as JSON, in the words that such files use."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.quizmaster import read_quizmaster
from quiz.banks.rules import question_diagnostics, text_diagnostics
from quiz.questions.multiple import Multiple
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse


def read(*entries: dict[str, Any]) -> Any:
    return read_quizmaster(json.dumps(list(entries)), "mine.json")


def right(question: Single | Multiple) -> list[str]:
    return [option.text for option in question.options if option.correct]


@pytest.mark.parametrize(
    "entry",
    [
        {"question": "Which?", "options": ["a", "b", "c"], "answer": 1},
        {"question": "Which?", "options": ["a", "b", "c"], "answer": "b"},
        {"prompt": "Which?", "choices": {"A": "a", "B": "b", "C": "c"}, "correct_answer": "B"},
        {"text": "Which?", "answers": [{"text": "a"}, {"text": "b", "correct": True}, {"text": "c"}]},
        {"question": "Which?", "correct_answer": "b", "incorrect_answers": ["a", "c"]},
    ],
)
def test_the_right_option_is_found_however_it_is_said(entry: dict[str, Any]) -> None:
    (question,) = read(entry).questions
    assert isinstance(question, Single)
    assert (question.prompt, right(question)) == ("Which?", ["b"])


def test_positions_count_from_one_where_one_of_them_is_as_high_as_there_are_options() -> None:
    imported = read(
        {"question": "1?", "options": ["a", "b"], "answer": 2}, {"question": "2?", "options": ["a", "b"], "answer": 1}
    )
    assert [right(question) for question in imported.questions] == [["b"], ["a"]]
    assert "counted from 1" in imported.problems[-1].message


def test_other_kinds_and_details_come_along_and_the_rest_is_named() -> None:
    document = {
        "title": "My quiz",
        "questions": [
            {"question": "So?", "answer": True, "explanation": "Because.", "category": "x", "difficulty": "hard"},
            {"question": "Who?", "answer": "me", "image": "a.png"},
            {"question": "Which?", "options": ["a", "b", "c"], "answer": [0, 2]},
            {"question": "Bad?", "options": ["a", "b"], "answer": 9},
        ],
    }
    imported = read_quizmaster(json.dumps(document), "mine.json")
    judged, short, several = imported.questions
    assert isinstance(judged, TrueFalse)
    assert isinstance(short, Short)
    assert isinstance(several, Multiple)
    assert (imported.title, judged.explanation, judged.topic, judged.difficulty) == ("My quiz", "Because.", "x", 3)
    assert right(several) == ["a", "c"]
    assert [problem.rule for problem in imported.problems] == ["left-behind", "entry", "positions"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 5) | st.floats() | st.text(max_size=4) | st.sampled_from(["a", "true", "B"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["question", "options", "answer", "questions", "text", "correct", "difficulty", "title", "id", "x"]
            ),
            inner,
            max_size=5,
        )
    ),
)


@given(json_values.map(json.dumps) | st.text())
def test_any_text_read_as_json_gives_questions_or_problems(text: str) -> None:
    imported = read_quizmaster(text, "mine.json")
    assert imported.questions or imported.problems
    assert all(problem.fix and str(problem).isprintable() for problem in imported.problems)
    ids = [question.id for question in imported.questions]
    assert len(set(ids)) == len(ids)
    assert list(text_diagnostics(msgspec.to_builtins(imported.questions))) == []
    for question in imported.questions:
        assert [found for found in question_diagnostics(question, {}, draft=True) if found.level == "fault"] == []


def test_brackets_without_end_are_one_sentence() -> None:
    assert len(read_quizmaster("[" * 100_000, "mine.json").problems) == 1
