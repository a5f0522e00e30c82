"""Tables of questions: what columns mean, what cannot be used, and the way to CSV and back."""

import io
import json
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quiz.banks.formats import number_formats, workbook_child, workbooks
from quiz.banks.formats.delimited import read_csv
from quiz.banks.formats.exchange import Exported, Imported
from quiz.banks.formats.table_writing import write_csv, write_xlsx
from quiz.banks.formats.workbooks import read_xlsx
from quiz.banks.model import Bank
from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.true_false import TrueFalse
from tests.banks.formats.bank_strategies import whole_questions, with_questions
from tests.banks.formats.test_any_exchange import check, pieced
from tests.builders import bank, order, scenario, short, single, source, spot

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


@pytest.mark.parametrize(
    ("written", "read"),
    [("72", 72), ("2.5", 2.5), ("2,5", 2.5), ("1,234,000", 1_234_000), ("1,234.5", 1234.5), ("1.2500", 1.25), ("-5", -5)],
)
def test_figures_are_read_as_people_write_them(written: str, read: float) -> None:
    question = one(f'question;type;correct\nHow many?;number;"{written}"\n')
    assert isinstance(question, Number)
    assert question.answer == read


@pytest.mark.parametrize("written", ["1.250", "2,500", "-1,250"])
def test_a_figure_that_may_have_thousands_or_decimals_is_left_out_unless_another_one_says(written: str) -> None:
    head = f"question;type;correct\nHow many?;number;{written}\n"
    imported = read_csv(head, "mine.csv")
    assert imported.questions == ()
    assert "thousands or decimals" in imported.problems[0].message
    settled = read_csv(f"{head}And so?;number;2.5\n", "mine.csv").questions
    assert [getattr(q, "answer", None) for q in settled] == [{"1.250": 1.25, "2,500": 2500, "-1,250": -1250}[written], 2.5]


@pytest.mark.parametrize("key", ["x", "✓", "-", "?", "n/a", "TBC", "…"])
def test_a_mark_without_options_is_no_word_to_type(key: str) -> None:
    for head in ("question,correct", "question,a,b,correct,type"):
        row = f"A?,{key}" if head.count(",") == 1 else f"A?,,,{key},short"
        imported = read_csv(f"{head}\n{row}\n", "mine.csv")
        assert imported.questions == ()
        assert "no options" in imported.problems[0].message
    assert type(one(f"question,a,type\nA?,{key},short\n")) is Short


@pytest.mark.parametrize("key", ["B", "2", "Option 1"])
def test_the_place_of_an_option_is_no_answer_where_all_options_are_blank(key: str) -> None:
    imported = read_csv(f"question,a,b,c,correct\nA?,,,,{key}\n", "mine.csv")
    assert imported.questions == ()
    assert "all options are blank" in imported.problems[0].message


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("What?,one,two,7,", "there are 2 options"),
        ("What?,one,two,,", "no option is said to be correct"),
        ("What?,one,two,1,essay", "cannot hold"),
        (",one,two,1,", "asks nothing"),
        ("Match,a,b,,match", "what belongs to what"),
        ("So?,,,perhaps,true-false", "true or false"),
        ("Who?,a,,,short,perhaps", "Write true where no slip is forgiven"),
        ("So?,,,true,,,https://a.org,hearsay", "Write primary or secondary"),
        ("So?,,,true,,,,,Report 7726", "lower-case words"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_by_its_line_and_the_others_stay(row: str, said: str) -> None:
    columns = "question,option 1,option 2,correct,type,exact,source address,source kind,fact"
    head = f'{columns}\n"Two\nlines?",one,two,1,\n'
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
    assert [problem.message for problem in imported.problems] == ['The column "colour" was left behind: row 2.']
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


@pytest.mark.parametrize(
    ("value", "code", "looks"),
    [
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12.5%"),
        (0.3333, "0 %", "33%"),
        (7, "000", "007"),
        (5, '"£"#,##0.00', "£5.00"),
        (1250, "[$£-809]#,##0", "£1,250"),
        (5, "#,##0.00\\ [$€-407]", "5.00 €"),
        (-5, "0.00", "-5"),
        (2.5, "#,##0.00", "2.5"),
        (2.567, "0.0", "2.6"),
        (1234.5, "General", "1234.5"),
        (0.5, "# ?/?", None),
        (1500, "0,", None),
        (-5, "0.00;[Red]0.00", None),
        (5, 'General" kg"', None),
        (5, "0.00E+00", None),
        (1e30, "0.00", None),
        (0, '_-"£"* #,##0_-;-"£"* #,##0_-', "£0"),
        (0, '0;-0;"none"', None),
        (datetime(2026, 2, 1), "d/m", None),
    ],
)
def test_a_cell_says_what_it_shows_or_its_row_is_left_out(value: object, code: str, looks: str | None) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Mine & yours"
    rows: list[list[object]] = [
        [None, "question", "a", "b", "correct"],
        [None, "A?", "x", value, "b"],
        [None, "B?", 1, 2, "a"],
    ]
    for row in rows:
        book.active.append(row)
    book.active["D2"].number_format = code
    content = io.BytesIO()
    book.save(content)
    imported = read_xlsx(content.getvalue(), "mine.xlsx")
    read = [q.key_in_words() for q in imported.questions]
    assert read == ([[looks], ["1"]] if looks else [["1"]])
    faults = [(p.line, p.message) for p in imported.problems]
    assert looks or (faults[0][0] == 2 and "D2" in faults[0][1])


@given(st.floats().map(repr), st.text() | st.lists(st.sampled_from('0#,.%;_*[]$£"\\ E?-'), max_size=12).map("".join))
@example("nan", "0")
@example("-inf", "0.0")
def test_any_number_format_shows_a_figure_or_cannot_be_told(value: str, code: str) -> None:
    seen = number_formats.shown(value, code)
    assert seen is None or isinstance(seen, str)


def test_where_formats_cannot_be_read_a_fraction_may_be_a_percentage(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [workbook_child._code(cell, 1, 0, None) for cell in (0.25, 1.5, 2, True, "0.25")]
    assert found == [workbook_child.UNKNOWN, workbook_child.UNKNOWN, "", "", ""]
    nameless = workbook_child._marks_of(b'<c s="1"><v>1</v></c>', {b"1": "0%"})
    assert (nameless.formats, workbook_child._marks_of(b'<c r="A1"/>', None).formats) == (None, None)
    rows = [["question", "a", "b", "correct"], ["A?", "0.25", "x", "b"], ["B?", "1.5", "2", "a"]]
    sheet = msgspec.convert(("One", rows, [(2, 1, found[0]), (3, 1, found[1])]), workbooks._Sheet)
    monkeypatch.setattr(workbooks, "_sheets", lambda content: [sheet])
    imported = read_xlsx(b"", "mine.xls")
    assert [q.key_in_words() for q in imported.questions] == [["1.5"]]
    assert "B2 holds the figure 0.25" in imported.problems[0].message


def test_a_figure_in_a_workbook_has_no_signs_for_thousands_and_settles_nothing_of_texts() -> None:
    rows: list[list[object]] = [["question", "correct"], ["A?", 1.125], ["B?", 2.5], ["C?", "2,500"]]
    imported = read_xlsx(workbook(rows), "mine.xlsx")
    assert [getattr(q, "answer", None) for q in imported.questions] == [1.125, 2.5]
    assert [problem.line for problem in imported.problems] == [4]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"a,b"])
def test_what_is_no_workbook_is_one_sentence(content: bytes) -> None:
    imported = read_xlsx(content, "mine.xlsx")
    assert imported.questions == ()
    assert len(imported.problems) == 1


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 110_000_000)
    assert len(content.getvalue()) < 1_000_000
    assert "unpacks to more than" in read_xlsx(content.getvalue(), "mine.xlsx").problems[0].message


def holds_what_was_not_listed(
    made: list[Question], write: Callable[[Bank], Exported], read: Callable[[Exported], Imported]
) -> None:
    """Write questions and read them again: what is lost is just what was listed."""
    ours = with_questions(made)
    exported = write(ours)
    listed = {(problem.key, problem.level): problem.message for problem in exported.problems}
    kept = {place: q for place, q in enumerate(ours.questions) if (f"questions[{place}]", "fault") not in listed}
    imported = read(exported)
    if not kept:
        return
    assert imported.problems == ()
    for (place, before), after in zip(kept.items(), imported.questions, strict=True):
        behind = " ".join(p.message for p in exported.problems if p.key == f"questions[{place}]")
        for key in set(before.__struct_fields__) - {"sources", "allow"}:
            assert composed(getattr(after, key)) == composed(getattr(before, key)), key
        assert bool(before.allow) == ("advice is not wanted" in behind)
        assert (len(before.sources) > 1) == ("has one source" in behind)
        cited = [imported.sources[key].url for key in after.sources]
        assert cited == [ours.sources[key].url for key in before.sources[:1]]


def composed(value: Any) -> Any:
    """Return a value as readers compose its texts."""
    return json.loads(unicodedata.normalize("NFC", msgspec.json.encode(value).decode()))


@settings(max_examples=30)
@given(st.lists(whole_questions(), min_size=1, max_size=4, unique_by=lambda question: question.id))
def test_the_way_to_csv_and_back_keeps_all_that_a_table_can_hold(made: list[Question]) -> None:
    holds_what_was_not_listed(made, write_csv, lambda exported: read_csv(exported.text, "mine.csv"))


@settings(max_examples=10, deadline=None)
@given(st.lists(whole_questions(), min_size=1, max_size=5, unique_by=lambda question: question.id))
def test_the_way_to_a_workbook_and_back_keeps_all_that_a_table_can_hold(made: list[Question]) -> None:
    holds_what_was_not_listed(made, write_xlsx, lambda exported: read_xlsx(exported.content or b"", "mine.xlsx"))


def test_whether_a_slip_is_forgiven_survives() -> None:
    exported = write_csv(bank(short("a", "Ireland", exact=True), short("b", "Ireland")))
    assert exported.problems == ()
    assert [q.exact for q in read_csv(exported.text, "x.csv").questions if isinstance(q, Short)] == [True, False]


def test_a_fact_and_the_kind_of_a_source_survive() -> None:
    made = bank(single("a", fact="report-7726"), single("b"))
    primary = msgspec.structs.replace(made, sources={"guide": source(kind="primary")})
    imported = read_csv(write_csv(primary).text, "x.csv")
    assert [question.fact for question in imported.questions] == ["report-7726", None]
    assert [found.kind for found in imported.sources.values()] == ["primary"]


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
