"""Aiken by Moodle's rules, with what Moodle does not check pointed out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.aiken import read_aiken, write_aiken
from quiz.banks.formats.markup import has_markup
from quiz.questions.options import Option
from quiz.questions.question import Question
from quiz.questions.single import Single
from tests.builders import bank, every_type, single

GOOD = """\
What is the first letter?
A) A
B. B
C)C

ANSWER: B

x
And the last?
A) X
B) Z
ANSWER:B
"""


def rules(text: str) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.level, problem.rule) for problem in read_aiken(text, "mine.txt").problems]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_questions_options_and_key_are_read(line_end: str) -> None:
    imported = read_aiken("\ufeff" + GOOD.replace("\n", line_end), "mine.txt")
    first, second = imported.questions
    assert isinstance(first, Single)
    assert (first.id, first.prompt) == ("what-is-the-first-letter", "What is the first letter?")
    assert first.options == (Option(text="A"), Option(text="B", correct=True), Option(text="C"))
    assert isinstance(second, Single)
    assert [option.correct for option in second.options] == [False, True]
    assert [(problem.line, problem.rule) for problem in imported.problems] == [(8, "short-line")]


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("A) a\n", 1, "not-started"),
        ("ANSWER: A\n", 1, "not-started"),
        ("Q one\nA) a\nANSWER: A\n", 3, "too-few"),
        ("Q one\nA) a\nB) b\n", 1, "not-completed"),
        ("The question goes on\nover two lines\nA) a\nB) b\nANSWER: A\n", 1, "not-completed"),
        ("Q one\nA) a\nB) b\nAnswer: A\n", 1, "not-completed"),
        ("Q one\na) a\nb) b\nANSWER: A\n", 1, "not-completed"),
        ("Q one\nA) a\nB) b\nANSWER: C\n", 4, "no-key"),
        ("Q one\nA) a\nB) b\nANSWER:\n", 4, "no-key"),
        ("Q one\nA) a\nA) b\nANSWER: A\n", 3, "letters"),
        ("A. Smith sent you a file\nA) a\nB) b\nANSWER: A\n", 1, "not-started"),
        ("Q one\nA) a\nB)\nANSWER: A\n", 3, "blank"),
        ("Q one\nA) a\nB) a\nANSWER: A\n", 2, "repeated"),
    ],
)
def test_what_cannot_be_read_is_a_fault_at_its_line(text: str, line: int, rule: str) -> None:
    assert (line, "fault", rule) in rules(text)


def test_the_fix_names_what_was_probably_meant() -> None:
    fixes = [problem.fix for problem in read_aiken("Q one\nA) a\nB) b\nAnswer: A\n", "mine.txt").problems]
    assert any("ANSWER: in capitals" in fix for fix in fixes)
    fixes = [problem.fix for problem in read_aiken("Q one\na) a\nb) b\nANSWER: A\n", "mine.txt").problems]
    assert any("capital letter" in fix for fix in fixes)


def test_a_letter_left_out_and_an_answer_with_more_are_advice() -> None:
    text = "Q one\nA) a\nC) c\nD) d\nANSWER: c (page 3)\n"
    [question] = read_aiken(text, "mine.txt").questions
    assert isinstance(question, Single)
    assert [option.correct for option in question.options] == [False, True, False]
    assert rules(text) == [(2, "advice", "letters"), (5, "advice", "answer")]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        *(("Both of these", None), ("All of the above", None), ("A, C", None), ("AC", None), ("A) Two", None)),
        *(("A and C", None), ("B.", "Two"), ("b", "Two"), ("B) two", "Two"), ("C: Three", "Three")),
    ],
)
def test_the_first_letter_of_a_word_is_no_answer(said: str, key: str | None) -> None:
    imported = read_aiken(f"Which?\nA) One\nB) Two\nC) Three\nANSWER: {said}\n", "mine.txt")
    assert [question.key_in_words() for question in imported.questions] == ([[key]] if key else [])
    assert key or [(problem.line, problem.rule) for problem in imported.problems] == [(5, "no-key")]


texts = (
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=2)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: len(text) > 1 and not text.startswith("ANSWER:") and not has_markup(text))
)
prompts = texts.filter(lambda text: text[1] not in ").")


@st.composite
def questions(draw: st.DrawFn) -> Question:
    given_texts = draw(st.lists(texts, min_size=2, max_size=26, unique=True))
    right = draw(st.integers(0, len(given_texts) - 1))
    options = tuple(Option(text=text, correct=i == right) for i, text in enumerate(given_texts))
    return single(prompt=draw(prompts), options=options)


@given(st.lists(questions(), max_size=3))
def test_prompt_options_and_key_survive_the_way_to_aiken_and_back(made: list[Question]) -> None:
    exported = write_aiken(bank(*made)) if made else write_aiken(bank(single()))
    imported = read_aiken(exported.text, "mine.txt")
    assert imported.problems == ()
    for before, after in zip(made, imported.questions, strict=False):
        assert isinstance(before, Single)
        assert isinstance(after, Single)
        assert after.prompt == before.prompt
        assert after.options == before.options
    assert len(imported.questions) == (len(made) or 1)


def test_what_aiken_cannot_hold_is_reported() -> None:
    odd = (single("long", of=27), single("name", prompt="A. Smith wrote"), single("lines", prompt="One\ntwo"))
    problems = write_aiken(bank(*every_type(), *odd)).problems
    assert (problems[0].key, problems[0].level) == ("bank", "advice")
    faults = [problem.key for problem in problems if problem.level == "fault"]
    assert faults == [f"questions[{position}]" for position in range(1, 11)]
    assert [problem.key for problem in problems[1:] if problem.level == "advice"] == ["questions[11]"]
    text = write_aiken(bank(*every_type(), *odd)).text
    assert [question.prompt for question in read_aiken(text, "mine.txt").questions] == ["What about single?", "One two"]


def test_html_is_cleaned_but_a_tag_that_is_asked_about_stays() -> None:
    text = "Which is <i>right</i>,<br>A &amp; B?\nA) <b>\nB) caf&eacute; <b>now</b>\nANSWER: B\n"
    imported = read_aiken(text, "mine.txt")
    (question,) = imported.questions
    assert question.prompt == "Which is right,\nA & B?"
    assert [option.text for option in getattr(question, "options", ())] == ["<b>", "café now"]
    assert [problem.rule for problem in imported.problems] == ["html"]


def test_what_would_be_read_back_as_html_is_named() -> None:
    exported = write_aiken(bank(single(prompt="What does &amp; stand for?")))
    assert any("looks like HTML" in problem.message for problem in exported.problems)


def test_a_text_beyond_all_measure_is_left_out_and_not_cut() -> None:
    imported = read_aiken(f"{'x' * 20_001}?\nA) a\nB) b\nANSWER: A\n", "mine.txt")
    assert [problem.rule for problem in imported.problems] == ["too-long"]
