"""Kahoot's sheet: within its limits, and what does not fit is listed by question."""

import io

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.banks.formats.kahoot import write_kahoot
from quiz.banks.formats.workbooks import read_xlsx
from quiz.questions.options import Option, OptionsQuestion
from tests.builders import bank, multiple, number, single, true_false


def rows(content: bytes | None) -> list[tuple[object, ...]]:
    assert content
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_headings_stand_in_row_8_and_questions_from_row_9() -> None:
    exported = write_kahoot(bank(single("a", time_limit=45), multiple("b"), true_false("c", answer=False), number("d")))
    found = rows(exported.content)
    assert str(found[7][1]).startswith("Question")
    assert [row[0] for row in found[8:]] == [1, 2, 3]
    assert [row[6] for row in found[8:]] == [60, 20, 20]
    assert [str(row[7]) for row in found[8:]] == ["2", "1,3", "2"]
    left_out = [problem.key for problem in exported.problems if problem.level == "fault"]
    assert left_out == ["questions[3]"]
    behind = [(problem.key, problem.message) for problem in exported.problems]
    assert ("questions[0]", "Left behind: the time limit, which is the nearest that Kahoot has.") in behind
    assert any(key == "questions[2]" and "comes back as a question with two options" in what for key, what in behind)


def test_what_is_too_long_is_listed_and_nothing_is_cut() -> None:
    long = single("a", prompt="x" * 121), single("b", options=(Option(text="y" * 76, correct=True), Option(text="z")))
    exported = write_kahoot(bank(*long, single("c", of=5), single("d", prompt="x" * 120)))
    assert [problem.key for problem in exported.problems if problem.level == "fault"] == [
        f"questions[{n}]" for n in range(3)
    ]
    assert [row[1] for row in rows(exported.content)[8:]] == ["x" * 120]


def test_no_cell_is_a_formula() -> None:
    exported = write_kahoot(bank(single("a", prompt="=1+1")))
    assert exported.content
    sheet = openpyxl.load_workbook(io.BytesIO(exported.content)).active
    assert (sheet["B9"].value, sheet["B9"].data_type) == ("=1+1", "s")


@settings(max_examples=12, deadline=None)
@given(st.integers(2, 4).flatmap(lambda of: st.tuples(st.just(of), st.sets(st.integers(0, of - 1), min_size=1))))
def test_the_keys_come_back(shape: tuple[int, set[int]]) -> None:
    of, right = shape
    options = tuple(Option(text=str(of - place), correct=place in right) for place in range(of))
    imported = read_xlsx(write_kahoot(bank(multiple("a", options=options))).content or b"", "x.xlsx")
    (question,) = imported.questions
    assert isinstance(question, OptionsQuestion)
    assert [option.correct for option in question.options] == [place in right for place in range(of)]
