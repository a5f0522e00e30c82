"""The sheets that people have: each is known by its headings, wherever they stand, and each row is read or listed."""

import csv
import io
from collections.abc import Sequence
from typing import TypeAlias

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.banks.formats.delimited import read_csv
from quiz.banks.formats.exchange import Hints, Imported
from quiz.banks.formats.headings import COLUMNS, heading_of
from quiz.banks.formats.workbooks import read_xlsx
from quiz.questions.multiple import Multiple
from quiz.questions.options import OptionsQuestion
from quiz.questions.short import Short
from quiz.questions.single import Single

Cells: TypeAlias = Sequence[Sequence[object]]

KAHOOT = ["", "Question - max 120 characters", *(f"Answer {n} - max 75 characters" for n in range(1, 5))]
KAHOOT += ["Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs", "Correct answer(s) - choose at least one"]
CLASSQUIZ = ["", "Question", *(f"Answer {n}" for n in range(1, 5)), "Time", "Correct answers"]
BLOOKET = ["Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3\n(Optional)", "Answer 4\n(Optional)"]
BLOOKET += ["Time Limit (sec)\n(Max: 300 seconds)", "Correct Answer(s)\n(Only include Answer #)"]
WAYGROUND = ["Question Text", "Question Type", *(f"Option {n}" for n in range(1, 6)), "Correct Answer", "Time in seconds"]
WAYGROUND += ["Image Link", "Answer explanation"]
EXPLAINED = ["Text of the question\n\n(required)", "Question Type\n\n(default is Multiple Choice)", "Text for option 1"]
EXPLAINED += [
    "Text for option 2",
    "Text for option 3",
    "",
    "",
    "The correct option choice (between 1-5).",
    "Time in seconds",
]
ROWS = [[1, "One?", "a", "b", "c", "d", 20, "2"], [2, "Two?", "a", "b", None, None, 30, "1,2"]]
NUMBERED = [[number, None, None, None, None, None, 20, None] for number in range(3, 12)]


def workbook(rows: Cells, **more: Cells) -> bytes:
    """Return a workbook of one sheet, or of more."""
    book = openpyxl.Workbook()
    for name, cells in {"Sheet": rows, **more}.items():
        sheet = book.active if name == "Sheet" else book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_csv(rows: Cells, mark: str = ",") -> str:
    """Return rows as a text table."""
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows(rows)
    return text.getvalue()


def keys(imported: Imported) -> dict[str, list[str]]:
    """Return the right answers of each question made of options, by its prompt."""
    return {
        question.prompt: question.key_in_words() for question in imported.questions if isinstance(question, OptionsQuestion)
    }


def adds_up(imported: Imported) -> bool:
    """Say whether every row was counted once."""
    tally = imported.tally
    assert tally
    assert tally.questions == len(imported.questions)
    return tally.rows == tally.questions + tally.left_out + tally.others


@pytest.mark.parametrize(
    ("above", "headings", "others"),
    [
        ([["", "Quiz template"], [], ["", "Add questions, at least two answer alternatives."], [], [], [], []], KAHOOT, 12),
        ([[""]] * 4 + [["", "Title", "My quiz"], ["", "Description", "Of mine"]] + [[]] * 6, CLASSQUIZ, 12),
        ([["Blooket\nImport Template"]], BLOOKET, 11),
    ],
)
def test_the_sheets_of_live_quizzes_are_read_whatever_stands_above_them(
    above: Cells, headings: list[object], others: int
) -> None:
    imported = read_xlsx(workbook([*above, headings, *ROWS, *NUMBERED]), "mine.xlsx")
    assert [(q.type, q.prompt, q.time_limit) for q in imported.questions] == [
        ("single", "One?", 20),
        ("multiple", "Two?", 30),
    ]
    assert keys(imported) == {"One?": ["b"], "Two?": ["a", "b"]}
    assert adds_up(imported)
    assert imported.tally
    assert imported.tally.others == others
    assert [problem.rule for problem in imported.problems] == ["no-question"]
    assert f"{len(above) + 4} to {len(above) + 12}" in imported.problems[0].message


def test_waygrounds_sheet_is_read_with_its_second_row_of_headings() -> None:
    rows: list[Sequence[object]] = [WAYGROUND, EXPLAINED]
    rows += [["One?", "Multiple Choice", "a", "b", "c", "", "", 2, 30, "https://a.org/x.png", "Because."]]
    rows += [["Two?", "Checkbox", "a", "b", "c", "", "", "1,3", 30], ["Three?", "Fill-in-the-Blank", "x", "y"]]
    rows += [["Four?", "Open-Ended"], ["Five?", "Poll", "a", "b"]]
    imported = read_csv(as_csv(rows), "mine.csv")
    one, two, three = imported.questions
    assert isinstance(one, Single)
    assert isinstance(two, Multiple)
    assert isinstance(three, Short)
    assert (one.explanation, three.accept) == ("Because.", ("x", "y"))
    assert keys(imported) == {"One?": ["b"], "Two?": ["a", "c"]}
    assert adds_up(imported)
    left = [problem.message for problem in imported.problems if problem.level == "fault"]
    assert len(left) == 2
    assert any("Image Link" in problem.message for problem in imported.problems)


def test_a_sheet_with_our_own_headings_is_ours_whatever_else_fits() -> None:
    rows: list[Sequence[object]] = [["id", "question", "option 1", "option 2", "option 3", "option 4", "seconds", "correct"]]
    rows += [[number, f"Question {number}?", "a", "b", "c", "d", 20, number % 4 + 1] for number in range(1, 21)]
    imported = read_csv(as_csv(rows), "mine.csv")
    assert len(imported.questions) == 20
    assert [question.id for question in imported.questions][:2] == ["1", "2"]
    assert keys(imported)["Question 1?"] == ["b"]


def test_wrong_answers_may_stand_by_themselves() -> None:
    head: list[object] = ["Question", "Correct Answer", "Incorrect Answer 1", "Incorrect Answer 2 (Optional)"]
    imported = read_csv(as_csv([["Import Template"], head, ["2+2?", 4, 3, 1], ["Who?", "Ann", "", ""]]), "mine.csv")
    assert keys(imported) == {"2+2?": ["4"]}
    assert [question.type for question in imported.questions] == ["single", "short"]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Cwestiwn;Ateb 1;Ateb 2;Ateb cywir;Esboniad", "Pwy?;Ann;Bob;2;Oherwydd."),
        ("Énoncé;Réponse A;Réponse B;Bonne réponse;Explication", "Qui ?;Ann;Bob;B;Parce que."),
        ("Frage;Antwort 1;Antwort 2;Richtige Antwort(en);Begründung", "Wer?;Ann;Bob;2;Weil."),
        ("Pregunta;Opción a;Opción b;Respuesta correcta;Explicación", "¿Quién?;Ann;Bob;b;Porque."),
        ("question_text;optionA;optionB;correctAnswer;feedback", "Who?;Ann;Bob;Bob;Because."),
        ("question;optiona;optionb;ans;reason", "Who?;Ann;Bob;B;Because."),
        ("question;opt1;opt2;correct_option;reason", "Who?;Ann;Bob;opt2;Because."),
        ("Question*;A;B;Answer;Reason", "Who?;Ann;Bob;B;Because."),
        ("Question;Answer;Answer;Correct answer;Explanation (optional)", "Who?;Ann;Bob;2;Because."),
    ],
)
def test_headings_are_known_in_five_languages_and_many_spellings(headings: str, row: str) -> None:
    for mark in ";,\t|":
        imported = read_csv(f"{headings}\n{row}\n".replace(";", mark), "mine.csv")
        assert imported.problems == ()
        (question,) = imported.questions
        assert question.key_in_words() == ["Bob"]
        assert question.explanation


def test_any_heading_can_be_given() -> None:
    text = "Punkt;Erste;Zweite;Gut\nWer?;Ann;Bob;2\n"
    refused = read_csv(text, "mine.csv")
    assert refused.questions == ()
    assert "--column" in refused.problems[0].fix
    columns = {"question": "Punkt", "option 1": "erste", "option 2": "zweite", "correct": "Gut"}
    assert keys(read_csv(text, "mine.csv", Hints(columns=columns))) == {"Wer?": ["Bob"]}
    missing = read_csv(text, "mine.csv", Hints(columns={**columns, "correct": "Besser"}))
    assert '"Besser"' in missing.problems[0].message


def test_a_sheet_without_headings_says_how_to_give_them() -> None:
    imported = read_csv("Who?,Ann,Bob,2\nWhat?,a,b,1\n", "mine.csv")
    assert imported.questions == ()
    assert "--column question=" in imported.problems[0].fix
    assert adds_up(imported)


def test_what_stands_beside_the_headings_is_named_by_column_and_row() -> None:
    imported = read_csv("question,correct,,Colour\nA?,true,note,\nB?,true,,\nC?,true,,red\nD?,true,,,far\n", "mine.csv")
    assert [problem.message for problem in imported.problems] == [
        "Column C, which has no heading, was left behind: row 2.",
        'The column "Colour" was left behind: row 4.',
        '"D?": the row has more cells than the headings.',
    ]


def test_two_columns_for_one_thing_are_not_chosen_between() -> None:
    imported = read_csv("question,a,b,correct answer,right answer\nA?,x,y,1,2\n", "mine.csv")
    assert imported.questions == ()
    assert "Two columns" in imported.problems[0].message


def test_a_quote_that_is_never_closed_swallows_no_row_in_silence() -> None:
    imported = read_csv('question,correct\nA?,true\n"B?,true\nC?,true\nD?,true\n', "mine.csv")
    assert [question.prompt for question in imported.questions] == ["A?"]
    (problem,) = imported.problems
    assert problem.line == 3
    assert "3 lines" in problem.message
    assert adds_up(imported)


def test_one_line_that_is_lost_is_one_line() -> None:
    (problem,) = read_csv('question,correct\nA?,true\n"B?,true\n', "mine.csv").problems
    assert problem.message.endswith(": 1 line.")


def test_nothing_is_cut() -> None:
    imported = read_csv(f"question,correct\n{'A' * 20_001}?,true\nB?,true\n", "mine.csv")
    assert [question.prompt for question in imported.questions] == ["B?"]
    assert "20,002" in imported.problems[0].message


def test_every_sheet_with_headings_is_read_and_the_others_are_named() -> None:
    head: list[object] = ["question", "a", "b", "correct"]
    content = workbook([["How to use this"]], One=[head, ["Q?", "x", "y", 1]], Two=[head, ["Q?", "x", "y", 2], ["", "x"]])
    imported = read_xlsx(content, "mine.xlsx")
    assert [(question.id, *question.key_in_words()) for question in imported.questions] == [("q", "x"), ("q-2", "y")]
    assert [(problem.rule, problem.file) for problem in imported.problems] == [
        ("other-sheet", "mine.xlsx"),
        ("row", "mine.xlsx, Two"),
    ]
    assert adds_up(imported)


def test_a_first_line_may_say_what_parts_the_cells() -> None:
    imported = read_csv("sep=;\nquestion;correct\nA?;true\n\nB?;perhaps;\n", "mine.csv")
    assert [question.type for question in imported.questions] == ["true-false", "short"]


CELLS = st.sampled_from(["", "1", "2", "b", "question", "option 1", "correct", "Who?", "x", "y", "true", "x;y", "9", " "])


@given(st.lists(st.lists(CELLS, max_size=7), max_size=12))
def test_every_row_is_counted_once(rows: Cells) -> None:
    imported = read_csv(as_csv([["question", "a", "b", "c", "correct"], *rows]), "mine.csv")
    assert adds_up(imported)
    assert imported.tally
    assert imported.tally.rows == 1 + sum(any(str(cell).strip() for cell in row) for row in rows)
    listed = [problem for problem in imported.problems if problem.level == "fault" and problem.rule == "row"]
    faults = [p.rule for p in imported.problems if p.level == "fault" and p.rule != "row"]
    assert len(listed) == imported.tally.left_out or faults in (["key"], ["columns"])


def test_our_own_headings_mean_themselves() -> None:
    assert [heading_of(column).column for column in COLUMNS] == list(COLUMNS)


def test_html_is_turned_into_text_and_said_and_a_tag_that_is_all_there_is_stays() -> None:
    text = "question,a,b,correct\n<b>Who</b> &amp; why?,&eacute;,y,é\nWhich is bold <b>?,<b>,<img>,<b>\nCafe\u0301?,x,y,x\n"
    imported = read_csv(text, "mine.csv")
    assert keys(imported) == {"Who & why?": ["é"], "Which is bold <b>?": ["<b>"], "Café?": ["x"]}
    assert [(problem.line, problem.rule) for problem in imported.problems] == [(2, "html")]


def test_a_detail_that_cannot_be_read_does_not_cost_the_question() -> None:
    head = "question,correct,difficulty,seconds,weight,source title"
    imported = read_csv(f"{head}\nA?,true,tricky,soon,-1,A book\nB?,true,hard,20 sec,2,\n", "mine.csv")
    assert [(q.difficulty, q.time_limit, q.weight) for q in imported.questions] == [(None, None, 1), (3, 20, 2)]
    assert [(problem.line, problem.rule) for problem in imported.problems] == [(2, "left-behind")] * 4


def test_options_that_all_stand_in_one_cell_are_not_passed_over() -> None:
    imported = read_csv('question,answers,correct\nHow many?,"64,7,4,8",4\n', "mine.csv")
    assert imported.questions == ()
    assert "a column of its own" in imported.problems[0].fix


def left_out(text: str, hints: Hints | None = None) -> list[tuple[int, str]]:
    """Return line, message and fix of what was left out or refused."""
    imported = read_csv(text, "mine.csv", hints)
    assert adds_up(imported)
    return [(p.line, f"{p.message} {p.fix}") for p in imported.problems if p.level == "fault"]


def test_a_row_with_a_comma_that_is_not_quoted_is_left_out_not_shifted() -> None:
    text = "question,a,b,correct\nBig, red?,x,y,2\nB?,x,y,2\n"
    ((line, said),) = left_out(text)
    assert line == 2
    assert "more cells than the headings" in said
    assert "quotes" in said
    assert keys(read_csv(text, "mine.csv")) == {"B?": ["y"]}


def test_a_question_that_a_comma_has_parted_moves_no_key() -> None:
    imported = read_csv("question,a,b,c,correct,explanation\nHow much, in kg?,1,2,3,2\nWell?, is it?,2,3,2,\n", "x")
    assert [question.prompt for question in imported.questions] == ["Well?"]
    assert [(problem.line, "goes on" in problem.message) for problem in imported.problems] == [(2, True)]


def test_headings_that_come_again_are_no_question_and_other_ones_refuse_the_table() -> None:
    head = "question,a,b,correct\n"
    again = read_csv(f"{head}A?,x,y,2\n{head}B?,x,y,1\n", "mine.csv")
    assert keys(again) == {"A?": ["y"], "B?": ["x"]}
    assert adds_up(again)
    ((line, said),) = left_out(f"{head}A?,x,y,2\nquestion,correct,a,b\nB?,1,2,1\n")
    assert line == 3
    assert "a sheet of its own" in said
    assert keys(read_csv(f"{head}How do you open a talk?,question,answer,b\n", "mine.csv")) == {
        "How do you open a talk?": ["answer"]
    }


@pytest.mark.parametrize(
    "headings",
    [
        "question,Option 1,Option 1 correct?,Option 2,Option 2 correct?",
        "question,option 1,correct 1,option 2,correct 2",
        "Question,A,A is right,B,B is right",
        "Question,Answer A,Is answer A correct?,Answer B,Is answer B correct?",
        "Frage,Antwort 1,Antwort 1 richtig,Antwort 2,Antwort 2 richtig",
    ],
)
@pytest.mark.parametrize(("tick", "no"), [("x", ""), ("✓", ""), ("1", "0"), ("TRUE", "FALSE"), ("ja", "nein")])
def test_a_column_of_ticks_beside_each_option_is_the_key(headings: str, tick: str, no: str) -> None:
    rows = f"P?,a,{no},b,{tick}\nQ?,a,{tick},b,{tick}\nR?,a,{no},b,{no}\nS?,a,perhaps,b,{tick}\n,,{no},,{no}\n"
    imported = read_csv(f"{headings}\n{rows}T?,,{tick},b,{no}\n", "mine.csv")
    assert keys(imported) == {"P?": ["b"], "Q?": ["a", "b"]}
    assert [p.line for p in imported.problems if p.level == "fault"] == [4, 5, 7]
    assert adds_up(imported)


def test_ticks_that_do_not_say_all_are_refused() -> None:
    head = "question,option 1,correct 1,option 2"
    assert "Option 2 has no column" in left_out(f"{head}\nA?,x,1,y\n")[0][1]
    assert "one of the two ways" in left_out(f"{head},correct 2,correct\nA?,x,1,y,,2\n")[0][1]
    crosses = f"{head},correct 2\nA?,a,✓,b,x\nB?,a,,b,✓\n"
    assert "right or wrong" in left_out(crosses)[0][1]
    assert keys(read_csv(crosses, "mine.csv")) == {"B?": ["b"]}
    assert "correct 1" in left_out("question,a,tick 1,b,tick 2\nA?,x,1,y,0\n")[0][1]
    for name in ("Option 1 correct?", "Tick 1"):
        text = f"question,option 1,{name},option 2,{name.replace('1', '2')}\nA?,x,1,y,0\n"
        assert "one of several" in left_out(text, Hints(columns={"correct": name}))[0][1]


@pytest.mark.parametrize(
    "rows",
    [
        "question,option,correct\nA?,x,TRUE\n,y,FALSE\n,z,FALSE\nB?,x,TRUE\n,y,FALSE\n",
        "question,answer,correct\nA?,x,TRUE\nA?,y,FALSE\nB?,x,TRUE\nB?,y,FALSE\n",
        "question,option,is correct?\nA?,x,yes\n,y,no\n",
        "question,text,correct\nA?,x,true\n,y,\nB?,x,true\n,y,\n",
    ],
)
def test_one_option_a_row_is_refused_in_words(rows: str) -> None:
    assert read_csv(rows, "mine.csv").questions == ()
    ((_, said),) = left_out(rows)
    assert "one option a row" in said
