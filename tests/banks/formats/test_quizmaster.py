"""Quizzes kept as JSON, in the words that such files use."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.exchange import Hints
from quiz.banks.formats.quizmaster import read_quizmaster
from quiz.banks.rules import question_diagnostics, text_diagnostics
from quiz.questions.multiple import Multiple
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse


def read(*entries: dict[str, Any]) -> Any:
    return read_quizmaster(json.dumps(list(entries)), "mine.json")


def right(question: Question) -> list[str]:
    assert isinstance(question, Single | Multiple)
    return [option.text for option in question.options if option.correct]


@pytest.mark.parametrize(
    "entry",
    [
        {
            "question": "Which?",
            "options": [{"id": 7, "text": "a"}, {"id": 1, "text": "b"}, {"id": 0, "text": "c"}],
            "answer": 1,
        },
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


def test_positions_are_counted_from_what_all_of_them_allow() -> None:
    from_one = [
        {"question": "1?", "options": ["a", "b"], "answer": 2},
        {"question": "2?", "options": ["a", "b"], "answer": 1},
    ]
    assert [right(question) for question in read(*from_one).questions] == [["b"], ["a"]]
    from_nought = [
        {"question": "1?", "options": ["a", "b"], "answer": 0},
        {"question": "2?", "options": ["a", "b"], "answer": 1},
    ]
    assert [right(question) for question in read(*from_nought).questions] == [["a"], ["b"]]


def test_one_and_nought_beside_true_and_false_do_not_say_what_positions_count_from() -> None:
    judged = [{"question": f"{n}?", "options": ["True", "False"], "answer": n} for n in (0, 1)]
    assert read(*judged).questions == ()
    assert read(*judged, {"question": "2?", "options": ["a", "b", "c"], "answer": 2}).questions == ()
    counted = read(*judged, {"question": "2?", "options": ["a", "b", "c"], "answer": 0})
    assert [question.key_in_words() for question in counted.questions] == [["True"], ["False"], ["a"]]
    said = read_quizmaster(json.dumps(judged), "x.json", Hints(count_from=0))
    assert [question.key_in_words() for question in said.questions] == [["True"], ["False"]]


def test_where_nothing_tells_what_positions_count_from_nothing_is_taken_until_somebody_says() -> None:
    entries = [{"question": f"{n}?", "options": ["a", "b", "c"], "answer": 1} for n in range(3)]
    imported = read(*entries)
    assert imported.questions == ()
    (problem,) = imported.problems
    assert "--count-from" in problem.fix
    assert '"b" or "a"' in problem.message
    for start, key in ((0, "b"), (1, "a")):
        said = read_quizmaster(json.dumps(entries), "x.json", Hints(count_from=start))  # type: ignore[arg-type]
        assert [right(question) for question in said.questions] == [[key]] * 3


def test_an_answer_that_is_a_text_as_well_as_a_position_is_not_taken() -> None:
    entry = {"question": "2+2?", "options": ["3", "4", "5", "6", "0"], "answer": "4"}
    assert read(entry).questions == ()
    (question,) = read_quizmaster(json.dumps([entry]), "x.json", Hints(correct="text")).questions
    assert right(question) == ["4"]


def test_entries_add_up_and_what_is_none_is_listed() -> None:
    imported = read({"question": "So?", "answer": True}, "not a question", {"options": ["a"]}, 7)  # type: ignore[arg-type]
    assert imported.tally
    assert (imported.tally.rows, imported.tally.questions, imported.tally.left_out) == (4, 1, 3)
    assert len(imported.problems) == 3


def test_entries_that_are_rows_are_read_as_a_table() -> None:
    imported = read(
        {"Question": "Who?", "A": "x", "B": "y", "Answer": "B"}, {"Question": "What?", "A": "u", "B": "v", "Answer": "A"}
    )
    assert [right(question) for question in imported.questions] == [["y"], ["u"]]
    assert imported.problems == ()
    titled = read({"title": "Who?", "answer_1": "x", "answer_2": "y", "right_answer": "y"})
    assert right(titled.questions[0]) == ["y"]


def test_open_trivia_questions_are_read_with_their_entities() -> None:
    results = [
        {
            "type": "multiple",
            "difficulty": "easy",
            "category": "Science &amp; Nature",
            "question": "Who wrote &quot;X&quot;?",
            "correct_answer": "Andr&eacute;",
            "incorrect_answers": ["Bob", "Cem", "Dai"],
        },
        {
            "type": "boolean",
            "difficulty": "hard",
            "category": "x",
            "question": "So?",
            "correct_answer": "False",
            "incorrect_answers": ["True"],
        },
    ]
    imported = read_quizmaster(json.dumps({"response_code": 0, "results": results}), "x.json")
    one, two = imported.questions
    assert (one.prompt, one.topic, right(one), one.difficulty) == ('Who wrote "X"?', "Science & Nature", ["André"], 1)
    assert isinstance(two, TrueFalse)
    assert two.answer is False


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
    assert [problem.rule for problem in imported.problems] == ["entry", "left-behind"]


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


def test_options_and_an_answer_that_contradict_each_other_are_left_out() -> None:
    options = [{"text": "a", "correct": True}, {"text": "b"}]
    imported = read(
        {"question": "1?", "options": options, "answer": "b"}, {"question": "2?", "options": options, "answer": "a"}
    )
    assert [question.prompt for question in imported.questions] == ["2?"]
    assert "another" in imported.problems[0].message


def test_answers_of_which_each_fits_another_way_are_refused_in_words() -> None:
    letter = {"question": "Q?", "options": {"A": "x", "B": "y"}, "answer": "B"}
    imported = read(letter, {"question": "R?", "options": {"A": "p", "B": "q"}, "answer": "p"})
    assert imported.questions == ()
    (problem,) = imported.problems
    assert "in another, so that 2 entries" in problem.message
    assert "--correct text" in problem.fix


def test_options_that_are_one_text_are_not_lost_in_silence() -> None:
    imported = read({"question": "Which?", "options": "x,y", "answer": "x"}, {"question": "Q?", "answer": "Oslo"})
    assert [question.prompt for question in imported.questions] == ["Q?"]
    (problem,) = imported.problems
    assert '"x,y", and not a list' in problem.message


def test_a_name_that_stands_twice_in_one_object_is_refused() -> None:
    imported = read_quizmaster('[{"question": "Q?", "options": ["a", "b"], "answer": "a", "answer": "b"}]', "mine.json")
    assert imported.questions == ()
    assert '"answer" stands twice' in imported.problems[0].message


def test_an_answer_without_options_is_a_figure_with_its_unit_a_word_or_left_out() -> None:
    answers = ["72 hours", "25%", "Oslo", "½", "F", "Paris; Lutetia", "1,250", ["F"], 1.125]
    imported = read(*({"question": f"{number}?", "answer": answer} for number, answer in enumerate(answers)))
    assert [question.key_in_words() for question in imported.questions] == [
        ["72 hours"],
        ["25%"],
        ["Oslo"],
        ["F"],
        ["1.125"],
    ]
    assert [problem.message[:7] for problem in imported.problems if problem.level == "fault"] == [
        f"Entry {n}" for n in (4, 5, 6, 7)
    ]


def test_how_difficult_a_question_is_comes_along_or_is_named() -> None:
    levels = ["easy", 2, "schwer", "tricky", 7, None]
    imported = read(*({"question": f"{number}?", "answer": True, "level": level} for number, level in enumerate(levels)))
    assert [question.difficulty for question in imported.questions] == [1, 2, 3, None, None, None]
    (problem,) = imported.problems
    assert '"level" was left behind, in 2 of 6 entries, first in entry 4' in problem.message


@pytest.mark.parametrize("answer", [1, "2", "B"])
def test_an_answer_that_counts_a_list_of_an_unknown_name_is_no_figure_to_type(answer: object) -> None:
    imported = read({"question": "Which?", "possibilities": ["x", "y"], "answer": answer})
    assert imported.questions == ()
    assert '"possibilities", which is not read' in imported.problems[0].message
