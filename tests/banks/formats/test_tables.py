"""Tables of questions: what columns mean, what cannot be used, and the way to CSV and back."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.tables import read_csv, read_xlsx, write_csv
from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse
from tests.banks.formats.test_any_exchange import check, pieced
from tests.banks.formats.test_gift_round_trip import questions, with_questions
from tests.builders import bank, order, scenario, single, spot

PIECES = [
    *(",", ";", "\t", '"', "\n", "\r\n", "\x00", "\u202e", "a", "1", "1,3", "true", "->", "=1+1", "'=1", " "),
    *("question", "question,option 1,option 2,correct\n", "type", "correct", "number", "match", "a -> b", "9" * 20),
    *("source address", "https://a.org", "source checked", "2026-01-01", "javascript:x", "order", "seconds", "-5"),
]


def one(text: str) -> Question:
    """Return the one question of a table that has no problem."""
    imported = read_csv(text, "mine.csv")
    assert imported.problems == ()
    (question,) = imported.questions
    return question


def workbook(rows: list[list[object]], more_sheets: int = 0) -> bytes:
    """Return an Excel workbook with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for number in range(more_sheets):
        book.create_sheet(f"More {number}").append(["something"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("What?,one,two,three,2,,", Single),
        ("What?,one,two,three,b,,", Single),
        ("What?,one,two,three,two,,", Single),
        ('What?,one,two,three,"1,3",,', Multiple),
        ("What?,one,two,three,A and C,,", Multiple),
        ("So?,,,,TRUE,,", TrueFalse),
        ("So?,True,False,,False,true-false,", TrueFalse),
        ("How many?,,,,72,,", Number),
        ("Who?,report fraud,reportfraud,,,short,", Short),
        ("Who?,,,,report fraud,,", Short),
        ("In order,one,two,three,,order,", Order),
        ("Match,a -> x,b -> y,-> z,,,", Match),
    ],
)
def test_the_type_is_said_or_told_from_the_rest(row: str, kind: type[Question]) -> None:
    assert type(one(f"Question,Option 1,Option 2,Option 3,Correct,Type,Topic\n{row}\n")) is kind


def test_what_is_right_comes_by_number_before_it_comes_by_text() -> None:
    question = one("question,option 1,option 2,option 3,correct\nHow many?,3,2,1,3\n")
    assert isinstance(question, Single)
    assert [option.correct for option in question.options] == [False, False, True]


@pytest.mark.parametrize(
    ("written", "read"), [("72", 72), ("2.5", 2.5), ("2,5", 2.5), ("1,000", 1000), ("1,234.5", 1234.5), ("-5", -5)]
)
def test_figures_are_read_as_people_write_them(written: str, read: float) -> None:
    question = one(f'question;type;correct\nHow many?;number;"{written}"\n')
    assert isinstance(question, Number)
    assert question.answer == read


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("What?,one,two,7,", "it has 2 options"),
        ("What?,one,two,,", "no option is said to be correct"),
        ("What?,one,two,1,essay", "cannot hold"),
        (",one,two,1,", "asks nothing"),
        ("Match,a,b,,match", "what belongs to what"),
        ("So?,,,perhaps,true-false", "true or false"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_its_line_and_the_others_stay(row: str, said: str) -> None:
    head = 'question,option 1,option 2,correct,type\n"Two\nlines?",one,two,1,\n'
    imported = read_csv(f"{head}{row}\nLast?,one,two,2,\n", "mine.csv")
    assert [question.prompt for question in imported.questions] == ["Two\nlines?", "Last?"]
    (problem,) = imported.problems
    assert (problem.line, problem.level) == (4, "fault")
    assert said in f"{problem.message} {problem.fix}"


def test_a_source_is_read_once_however_many_rows_cite_it_and_a_bad_address_is_refused() -> None:
    head = "question,correct,source title,source address,source checked\n"
    rows = "A?,true,ICO,https://ico.org.uk,2026-11-01\nB?,true,ICO,https://ico.org.uk,2026-11-01\n"
    imported = read_csv(f"{head}{rows}C?,true,Bad,javascript:x,2026-11-01\n", "mine.csv")
    assert list(imported.sources) == ["ico"]
    assert [question.sources for question in imported.questions] == [("ico",), ("ico",)]
    assert [problem.line for problem in imported.problems] == [4]


def test_a_column_that_is_not_known_is_left_behind_and_named() -> None:
    imported = read_csv("question,correct,colour\nA?,true,red\n", "mine.csv")
    assert [problem.message for problem in imported.problems] == ['The column "colour" was left behind.']
    assert read_csv("one,two\n1,2\n", "mine.csv").problems[0].rule == "columns"


def test_a_workbook_is_read_as_it_looks_and_other_sheets_are_named() -> None:
    rows: list[list[object]] = [
        ["question", "option 1", "option 2", "correct"],
        ["What?", 24, 72.5, 2],
        ["So?", None, None, True],
    ]
    imported = read_xlsx(workbook(rows, more_sheets=1), "mine.xlsx")
    single_, judged = imported.questions
    assert isinstance(single_, Single)
    assert isinstance(judged, TrueFalse)
    assert [option.text for option in single_.options] == ["24", "72.5"]
    assert [problem.rule for problem in imported.problems] == ["other-sheet"]


def test_the_sheet_of_live_quizzes_is_read_from_row_14() -> None:
    rows: list[list[object]] = [[]] * 12 + [["", "Question", "Answer 1"]]
    rows += [[1, "One?", "a", "b", "c", "d", 20, "2"], [2, "Two?", "a", "b", None, None, 30, "1,2"]]
    rows += [[number, None, None, None, None, None, None, None] for number in range(3, 30)]
    imported = read_xlsx(workbook(rows), "mine.xlsx")
    assert imported.problems == ()
    assert [(q.type, q.prompt, q.time_limit) for q in imported.questions] == [
        ("single", "One?", 20),
        ("multiple", "Two?", 30),
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"a,b"])
def test_what_is_no_workbook_is_one_sentence(content: bytes) -> None:
    imported = read_xlsx(content, "mine.xlsx")
    assert imported.questions == ()
    assert len(imported.problems) == 1


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 101_000_000)
    assert len(content.getvalue()) < 1_000_000
    assert "too large" in read_xlsx(content.getvalue(), "mine.xlsx").problems[0].message


@given(st.lists(questions(), min_size=1, max_size=4, unique_by=lambda question: question.id))
def test_the_way_to_csv_and_back_keeps_all_that_a_table_can_hold(made: list[Question]) -> None:
    ours = with_questions(made)
    exported = write_csv(ours)
    left_out = {problem.key for problem in exported.problems if problem.level == "fault"}
    kept = [question for place, question in enumerate(ours.questions) if f"questions[{place}]" not in left_out]
    imported = read_csv(exported.text, "mine.csv")
    if not kept:
        return
    assert imported.problems == ()
    for before, after in zip(kept, imported.questions, strict=True):
        for key in before.__struct_fields__:
            if key != "sources":
                assert getattr(after, key) == getattr(before, key), key
        cited = [imported.sources[key].url for key in after.sources]
        assert cited == [ours.sources[key].url for key in before.sources[:1]]


def test_order_survives_and_conversations_are_reported() -> None:
    exported = write_csv(bank(order(), spot(), scenario(), single()))
    assert [(p.key, p.level) for p in exported.problems] == [("questions[1]", "fault"), ("questions[2]", "fault")]
    assert [q.type for q in read_csv(exported.text, "x.csv").questions] == ["order", "single"]


def test_no_cell_is_a_formula_to_a_spreadsheet(tmp_path: Path) -> None:
    exported = write_csv(bank(single(prompt='=HYPERLINK("https://a.org")', explanation="+1", action="@x", hint="-2")))
    import csv

    for row in csv.reader(io.StringIO(exported.text)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    (question,) = read_csv(exported.text, "x.csv").questions
    assert (question.prompt, question.hint) == ('=HYPERLINK("https://a.org")', "-2")


@given(st.text() | pieced(PIECES))
def test_any_text_read_as_a_table_gives_questions_or_problems(text: str) -> None:
    check(read_csv(text, "mine.csv"), text)
