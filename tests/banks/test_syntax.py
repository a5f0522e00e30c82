"""Files that are not TOML: every fault of the writing is reported at once, and with it what is wrong in the other parts."""

import pytest

from quiz.banks.loading import read_text
from tests.banks.faulty import ABOUT, SINGLE, marked_line, question_of, text_of

FIRST = question_of("number", "answer = 5\n")
REST = "\n[[questions]]\n" + question_of("number", "answer = 6\n").replace('"one"', '"two"')


def problems_of(text: str) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.rule, problem.key) for problem in read_text(text, "mine.toml").problems]


SLIPS = {
    "a missing =": ("answer = 5", "answer 5 # <-", "key = value"),
    "text without quotes": ('"What?"', "What # <-", "double quotes"),
    "quotes from a word processor": ('"What?"', "“What?” # <-", "straight quotes"),
    "a quote inside text": ('"What?"', '"Say "what" now" # <-', 'written \\"'),
    "an unclosed text": ('"What?"', '"What? # <-', "Close the text"),
    "an unclosed text in single quotes": ('"What?"', "'What? # <-", "same quotes"),
    "an unclosed text of several lines": ('"What?"', '"""What? # <-', "same quotes"),
    "an unclosed text of several lines in single quotes": ('"What?"', "'''What? # <-", "same quotes"),
    "an unclosed list": ('["guide"]', '["guide" # <-', "Close the list with ]"),
    "a list without a comma": ('["guide"]', '["guide" "guide"] # <-', "commas between"),
    "an unclosed table": ("answer = 5", "answer = { a = 1 # <-", "Close the { … }"),
    "a key that stands twice": ("answer = 5", "answer = 5\nanswer = 6 # <-", "Take one of the two out"),
    "True with a capital": ("answer = 5", "answer = True # <-", "Write  true"),
    "a date that does not exist": ("answer = 5", "answer = 2026-02-30 # <-", "Write a date that exists"),
    "a backslash": ('"What?"', '"C:\\ what" # <-', "single quotes"),
    "an invisible character": ('"What?"', '"What\x01?" # <-', "Take the character out"),
    "two keys on a line": ('"What?"\n', '"What?" ', "a line of its own"),
    "a number without end": ("answer = 5", f"answer = {'9' * 5000} # <-", "shorter number"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_reported_alone_at_its_line_with_a_fix(slip: str) -> None:
    old, new, fix = SLIPS[slip]
    text = text_of(question=FIRST.replace(old, new)) + REST
    if "# <-" not in text:
        text = text.replace('"Because."', '"Because." # <-', 1)
    reading = read_text(text, "mine.toml")
    assert reading.bank is None
    (problem,) = reading.problems
    assert (problem.file, problem.line, problem.rule, problem.level) == ("mine.toml", marked_line(text), "syntax", "fault")
    assert fix in problem.fix


def test_every_slip_and_every_other_fault_are_reported_at_once() -> None:
    text = text_of(
        about=ABOUT + "pass_mark = 200\n",
        question=SINGLE
        + "weight 2\n"
        + "\n[[questions]]\n"
        + SINGLE.replace('"one"', '"Two Q"')
        + "\n[[questions]]\n"
        + SINGLE.replace('"What?"', '"What?')
        + "\n[[questions]]\n"
        + SINGLE.replace('"one"', '"four"').replace("prompt =", "promt ="),
    )
    lines = text.split("\n")
    assert problems_of(text) == [
        (lines.index("pass_mark = 200") + 1, "out-of-range", "bank.pass_mark"),
        (lines.index("weight 2") + 1, "syntax", ""),
        (lines.index('id = "Two Q"') + 1, "id-spelling", "questions[1].id"),
        (lines.index('prompt = "What?') + 1, "syntax", ""),
        (lines.index('promt = "What?"') + 1, "unknown-key", "questions[3].promt"),
    ]


def test_a_slip_in_one_scene_says_nothing_false_about_the_rest_of_the_story() -> None:
    story = """start = "door"
[questions.scenes.door]
text = "Door."
choices = [{ text = "on", goto = "end", mark = 1 }]
[questions.scenes.end]
text = End. # <-
end = true
"""
    text = text_of(question=FIRST) + "\n[[questions]]\n" + question_of("scenario", story).replace('"one"', '"two"')
    assert problems_of(text) == [(marked_line(text), "syntax", "")]


def test_a_slip_in_a_source_does_not_make_its_citations_faulty() -> None:
    text = text_of(source="title = A guide # <-\n")
    assert problems_of(text) == [(marked_line(text), "syntax", "")]


def test_a_table_that_stands_twice_is_reported() -> None:
    text = text_of() + '\n[bank] # <-\nid = "again"\n'
    (problem,) = read_text(text, "mine.toml").problems
    assert (problem.line, problem.rule) == (marked_line(text), "syntax")
    assert "stands twice" in problem.fix


@pytest.mark.parametrize(
    "value",
    ["[" * 100_000, "[" * 900 + "]" * 900, "{ a = " * 3000 + "1" + " }" * 3000],
    ids=["open lists", "closed lists", "tables"],
)
def test_values_nested_without_end_are_one_problem_of_the_file(value: str) -> None:
    (problem,) = read_text(text_of() + f"x = {value}\n", "mine.toml").problems
    assert (problem.line, problem.rule) == (0, "syntax")
    assert "nested too deeply" in problem.message


@pytest.mark.parametrize("depth", [900, 3000])
def test_keys_nested_without_end_are_one_problem_of_the_file(depth: int) -> None:
    (problem,) = read_text(text_of() + ".".join(["a"] * depth) + " = 1\n", "mine.toml").problems
    assert "nested too deeply" in problem.message
