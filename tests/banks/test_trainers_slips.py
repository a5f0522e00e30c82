"""Slips that trainers make: each is told once, at its line, with what to write in place of what is there."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.health import drafts_of, in_short
from quiz.banks.lint import lint
from quiz.banks.loading import Library, Reading, read_text
from quiz.questions.diagnostics import PlacedDiagnostic
from tests.banks.faulty import ABOUT, SINGLE, SOURCE, question_of, text_of
from tests.banks.spoiling import spoilt_documents, spoilt_texts
from tests.builders import to_toml

NUMBER = question_of("number", "answer = 5\n")
MATCH = question_of("match", 'pairs = [{ item = "a", with = "1" }, { item = "b", with = "2" }]\n')
STATEMENT = question_of("true-false", "answer = true\n")
SECOND = "\n[[questions]]\n" + SINGLE.replace('"one"', '"two"')


def only(text: str) -> PlacedDiagnostic:
    """Return the one problem of a bank."""
    reading = read_text(text, "mine.toml")
    assert reading.bank is None
    (problem,) = reading.problems
    return problem


def line_with(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


SLIPS = {
    "curly quotes": (NUMBER, '"What?"', "“What?”", "straight quotes"),
    "curly quotes at the end only": (NUMBER, '"What?"', '"What?”', "straight quotes"),
    "curly quotes in an option": (SINGLE, 'text = "b"', "text = “b”", "straight quotes"),
    "a Windows path": (NUMBER, '"What?"', '"C:\\Users\\me"', "'C:\\Users\\me'"),
    "a backslash": (NUMBER, '"What?"', '"What\\ now?"', "twice"),
    "a day the British way": (SOURCE, "2026-11-23", "23/11/2026", "2026-11-23"),
    "a day with points": (SOURCE, "2026-11-23", "23.11.2026", "2026-11-23"),
    "a day in words": (SOURCE, "2026-11-23", "23 November 2026", "2026-11-23"),
    "a day in quotes": (SOURCE, "2026-11-23", '"23/11/2026"', "checked = 2026-11-23, without quotes"),
    "per cent": (ABOUT, 'title = "First"', 'title = "First"\npass_mark = 80%', "alone, with a point for decimals: 80"),
    "per cent in quotes": (ABOUT, 'title = "First"', 'title = "First"\npass_mark = "80 %"', "pass_mark = 80, without"),
    "a decimal comma": (NUMBER, "= 5", "= 17,5", "17.5"),
    "a decimal comma in quotes": (NUMBER, "= 5", '= "17,5"', "answer = 17.5, without quotes"),
    "thousands": (NUMBER, "= 5", "= 1,200", "1200"),
    "thousands with a blank": (NUMBER, "= 5", "= 1 000", "point for decimals: 1000"),
    "a fraction": (NUMBER, "= 5", "= 1/2", "point for decimals: 0.5"),
    "a sign for a fraction": (NUMBER, "= 5", "= ½", "point for decimals: 0.5"),
    "a day with a short year": (SOURCE, "2026-11-23", "23/11/26", "all four figures of the year"),
    "a pair in quotes": (MATCH, '{ item = "a", with = "1" }', '"a -> 1"', '{ item = "a", with = "1" }'),
    "pounds": (NUMBER, "= 5", "= £50", "50"),
    "True": (STATEMENT, "= true", "= True", "Write  true"),
    "no": (STATEMENT, "= true", "= no", "Write  false"),
    "no in quotes": (STATEMENT, "= true", '= "no"', "answer = false, without quotes"),
    "a bare word": (SINGLE, '"single"', "single", '"single"'),
    "an apostrophe that ended the text": (NUMBER, '"What?"', "'Don't do this'", "double quotes"),
    "an apostrophe in an option": (SINGLE, '"b"', "'Don't do this'", "double quotes"),
    "a colon": (NUMBER, "answer =", "answer:", "Write  =  in place of it"),
    "multiple choice": (SINGLE, '"single"', '"multiple choice"', 'type = "single"'),
    "true/false": (STATEMENT, '"true-false"', '"True/False"', 'type = "true-false"'),
    "matching": (STATEMENT, '"true-false"', '"matching"', 'type = "match"'),
    "a text for a list": (SINGLE, '["guide"]', '"guide"', 'sources = ["guide"]'),
    "a misspelt key that there must be": (SINGLE, "prompt =", "promt =", '"prompt"'),
    "a misspelt key that there should be": (SINGLE, "explanation =", "explantion =", '"explanation"'),
    "a misspelt type": (SINGLE, "type =", "typ =", '"type"'),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_once_with_what_to_write(slip: str) -> None:
    part, old, new, fix = SLIPS[slip]
    assert old in part
    name = "about" if part is ABOUT else "source" if part is SOURCE else "question"
    text = text_of(**{name: part.replace(old, new)}) + SECOND
    problem = only(text)
    assert problem.line == line_with(text, new.split("\n")[-1])
    assert fix in problem.fix
    assert "take one out" not in problem.fix


@pytest.mark.parametrize("header", ["[questions]", "[[question]]", "[question]", "[[Questions]]", "[[ quesions ]]"])
@pytest.mark.parametrize("others", [0, 1, 3])
def test_a_header_with_one_pair_of_brackets_or_misspelt_is_a_question_all_the_same(header: str, others: int) -> None:
    text = text_of(question=SINGLE + "".join(SECOND.replace("two", f"q{n}") for n in range(others)))
    text = text.replace("[[questions]]", header)
    problem = only(text)
    assert problem.line == line_with(text, header)
    assert "[[questions]]" in problem.fix
    assert ("lines" in problem.message) is (others > 1)


def test_what_is_wrong_in_a_question_with_a_wrong_header_is_told_too() -> None:
    text = text_of(question=SINGLE.replace("prompt =", "promt =")).replace("[[questions]]", "[questions]")
    assert [problem.rule for problem in read_text(text, "mine.toml").problems] == ["syntax", "unknown-key"]


def test_what_stands_in_a_text_of_several_lines_is_no_header() -> None:
    text = text_of(question=SINGLE.replace('"What?"', '"""\n[question]\n// so\n"""') + "weight = 0\n")
    assert only(text).rule == "out-of-range"


@pytest.mark.parametrize("value", ["```toml", "// my questions", "<!-- mine -->"])
def test_a_line_of_another_language_is_told_and_hides_nothing(value: str) -> None:
    text = value + "\n" + text_of(question=SINGLE + "weight = 0\n")
    told = read_text(text, "mine.toml").problems
    assert [(problem.line, problem.rule) for problem in told] == [(1, "syntax"), (line_with(text, "weight"), "out-of-range")]


def test_a_note_behind_a_value_is_told_and_hides_nothing() -> None:
    text = text_of(question=NUMBER.replace("answer = 5", "answer = 5 // hours") + "weight = 0\n")
    told = read_text(text, "mine.toml").problems
    assert [problem.rule for problem in told] == ["syntax", "out-of-range"]
    assert "#" in told[0].fix


def test_a_choice_among_several_of_which_several_are_right_is_left_to_the_trainer() -> None:
    both = SINGLE.replace('"single"', '"multiple choice"').replace('text = "b"', 'text = "b", correct = true')
    assert '"multiple" where several are' in only(text_of(question=both)).fix


def test_a_question_that_begins_without_its_header_is_not_to_be_thinned_out() -> None:
    text = text_of(question=SINGLE + SINGLE.replace('"one"', '"two"'))
    assert "[[questions]]" in only(text).fix


def test_the_question_is_named_beside_its_number() -> None:
    text = text_of(question=SINGLE + "weight = 0\n" + SECOND + "weight = 0\n")
    assert [problem.where for problem in read_text(text, "mine.toml").problems] == [
        "question 1 (one), weight",
        "question 2 (two), weight",
    ]
    assert "mine.toml:" in str(read_text(text, "mine.toml").problems[1])
    broken = text.replace('"What?"', '"What?', 1)
    assert read_text(broken, "mine.toml").problems[-1].where == "question 2 (two), weight"


BARE = SINGLE.replace('explanation = "Because."\n', "").replace('sources = ["guide"]\n', "")


@pytest.mark.parametrize("draft", ['draft = "true"', "draft = yes", "drat = true", "draft = 1"])
def test_a_fault_of_draft_does_not_ask_for_explanations(draft: str) -> None:
    problem = only(text_of(about=ABOUT + draft + "\n", question=BARE))
    assert "draft" in problem.message + problem.fix + problem.key or "true" in problem.fix


def told_of(text: str) -> tuple[Reading, tuple[PlacedDiagnostic, ...]]:
    reading = read_text(text, "mine.toml")
    library = Library(readings=(reading,))
    return reading, (*reading.problems, *lint(library, date(2026, 11, 24)))


def test_a_misspelt_rule_is_told_and_still_allows_what_it_was_meant_to() -> None:
    about = ABOUT + 'allow = ["one-question"]\n'
    _, problems = told_of(text_of(about=about, question=SINGLE + 'allow = ["mising-why"]\n'))
    assert [problem.rule for problem in problems] == ["unknown-rule"]


def test_what_a_draft_lacks_is_a_line_of_each_kind_below_what_matters() -> None:
    questions = "".join("\n[[questions]]\n" + BARE.replace('"one"', f'"q{n}"') for n in range(5))
    topic = 'topics = { "nothing" = 2 }\n'
    text = text_of(about=ABOUT + "draft = true\n", question=BARE + questions)
    reading, problems = told_of(text)
    short = in_short(problems, drafts_of([reading]))
    assert len(short) == len(problems) - 15
    assert [(problem.rule, re.findall(r"^\d+", problem.message)) for problem in short[-3:]] == [
        ("missing-explanation", ["6"]),
        ("missing-sources", ["6"]),
        ("missing-why", ["6"]),
    ]
    assert all(problem.line for problem in short)
    broken = read_text(text.replace("draft = true\n", "draft = true\n" + topic), "mine.toml")
    assert in_short(broken.problems, [])[0].rule == "unknown-topic"


@given(spoilt_texts() | spoilt_documents().map(to_toml))
def test_every_problem_of_every_spoilt_bank_names_its_file_and_line_and_what_to_do(text: str) -> None:
    for problem in read_text(text, "mine.toml").problems:
        place = r"mine\.toml:\d+: " if problem.line else r"mine\.toml: "
        assert re.match(place, str(problem))
        assert problem.line or not problem.key
        assert len(problem.fix) > 4
        assert "take one out" not in problem.fix.casefold() or problem.rule != "syntax"


LINES = [new for _, _, new, _ in SLIPS.values()] + ["[questions]", "[[question]]", "```", "// so"]


@given(st.sampled_from(LINES), st.integers(0, 30))
def test_a_slip_on_any_line_is_told_within_two_lines_of_it(slip: str, place: int) -> None:
    lines = text_of().split("\n")
    place %= len(lines)
    text = "\n".join([*lines[:place], f"x = {slip}" if slip[0] not in "[`/" else slip, *lines[place:]])
    problems = read_text(text, "mine.toml").problems
    assert problems
    assert all(problem.fix for problem in problems)
    assert any(abs(problem.line - place - 1) <= 2 for problem in problems)
