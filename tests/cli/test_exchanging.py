"""``quiz bank import`` and ``export``: from other programs' files to a bank that plays, and back."""

from pathlib import Path

import pytest

from quiz.banks.loading import read_bank
from quiz.banks.model import Bank
from quiz.paths import settings_file
from tests.cli.conftest import Program

TABLE = "question,option 1,option 2,correct\nWhich?,one,two,2\nBroken?,one,two,7\n"
GIFT = "::first::Which?{=one ~two}\n\nEssay{}\n"
AIKEN = "Which?\nA) one\nB) two\nANSWER: B\n"


def bank_in(file: Path) -> Bank:
    bank = read_bank(file).bank
    assert bank
    return bank


def test_a_table_becomes_a_draft_that_plays_and_says_what_is_still_to_do(quiz: Program, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(TABLE, encoding="utf-8")
    result = quiz("bank", "import", tmp_path / "mine.csv", "--to", tmp_path / "mine.toml", "--yes")
    assert result.exit_code == 1
    assert "mine.csv:3" in result.stderr
    assert "1 question, 1 question left out" in result.stdout
    text = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    assert text.count("# To do:") == 3
    assert bank_in(tmp_path / "mine.toml").about.draft
    played = quiz("play", tmp_path / "mine.toml", "--plain", "--player", "Sam", typed="1\n")
    assert played.exit_code == 0, played.output


def test_several_files_of_several_formats_become_one_bank(quiz: Program, tmp_path: Path) -> None:
    files = {"a.csv": TABLE, "b.gift": GIFT, "c.txt": AIKEN, "d.txt": GIFT}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = tmp_path / "made"
    quiz(
        "bank", "import", *(tmp_path / name for name in files), "--to", made, "--yes", "--title", "All of it", "--id", "all"
    )
    bank = bank_in(tmp_path / "made.toml")
    assert (bank.id, bank.title) == ("all", "All of it")
    assert [question.id for question in bank.questions] == ["which", "first", "which-2", "first-2"]


def test_our_own_banks_can_be_put_together(quiz: Program, tmp_path: Path) -> None:
    result = quiz(
        "bank", "import", quiz.folder / "first.toml", quiz.folder / "first.toml", "--to", tmp_path / "both.toml", "--yes"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    bank = bank_in(tmp_path / "both.toml")
    assert len(bank.questions) == 4
    assert list(bank.sources) == ["guide"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("mine.doc", b"x", "--format"),
        ("mine.csv", b"question,correct\n\x81,true\n", "UTF-8"),
        ("mine.xlsx", b"x", "workbook"),
        ("mine.json", b"[]", "list of questions"),
        ("mine.gift", b"Essay{}", "left out"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    quiz: Program, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    result = quiz("bank", "import", tmp_path / name, "--to", tmp_path / "bank.toml", "--yes")
    assert result.exit_code == 1
    assert said in result.stderr
    assert not (tmp_path / "bank.toml").exists()


def test_nothing_is_overwritten(quiz: Program, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "mine.toml").write_text("precious", encoding="utf-8")
    assert quiz("bank", "import", tmp_path / "mine.csv", "--to", tmp_path / "mine.toml", "--yes").exit_code == 1
    assert quiz("bank", "export", "first", "--format", "csv", "--to", tmp_path / "mine.toml").exit_code == 1
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("form", ["gift", "csv", "xml"])
def test_what_was_exported_is_imported_again(quiz: Program, tmp_path: Path, form: str) -> None:
    assert quiz("bank", "export", "first", "--to", tmp_path / f"out.{form}").exit_code == 0
    result = quiz("bank", "import", tmp_path / f"out.{form}", "--to", tmp_path / "back.toml", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    before, after = bank_in(quiz.folder / "first.toml"), bank_in(tmp_path / "back.toml")
    assert [(q.id, q.prompt, q.explanation, q.topic) for q in after.questions] == [
        (q.id, q.prompt, q.explanation, q.topic) for q in before.questions
    ]
    assert list(after.sources.values()) == list(before.sources.values())


def test_a_question_that_the_format_cannot_hold_is_named_and_ends_with_status_1(quiz: Program) -> None:
    result = quiz("bank", "export", "first", "--format", "aiken")
    assert result.exit_code == 1
    assert 'Left out: Aiken has no "true-false" questions. 2 questions: is-so, is-not.' in result.stderr
    assert quiz("bank", "export", "first", "--format", "markdown").stdout.startswith("# The first bank")


def test_a_sheet_a_page_and_a_package_are_written_by_the_names_of_their_files(quiz: Program, tmp_path: Path) -> None:
    for name, beginning in (("sheet.md", b"# The first bank"), ("page.html", b"<!doctype html>"), ("package.zip", b"PK")):
        result = quiz("bank", "export", "first", "--to", tmp_path / name)
        assert (result.exit_code, result.stderr) == (0, "")
        assert "2 questions, 0 questions left out" in result.stdout
        assert (tmp_path / name).read_bytes().startswith(beginning)


def test_a_page_holds_the_schools_own_names(quiz: Program, tmp_path: Path) -> None:
    school = settings_file().with_name("school.toml")
    school.parent.mkdir(parents=True)
    school.write_text('it_support = "Mr Webb"\n', encoding="utf-8")
    text = (quiz.folder / "first.toml").read_text(encoding="utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text(text.replace('action = ""', 'action = "Tell {it_support}."', 1), encoding="utf-8")
    assert "Tell Mr Webb." in quiz("bank", "export", mine, "--format", "html").stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [("x.pdf", "quiz bank sheet BANK --to"), ("x.txt", "for which program"), ("x.ods", "for which program"), (None, "--to")],
)
def test_what_cannot_be_written_by_its_name_says_so_and_writes_nothing(
    quiz: Program, tmp_path: Path, name: str | None, said: str
) -> None:
    result = quiz("bank", "export", "first", *(["--to", tmp_path / name] if name else []))
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert not list(tmp_path.glob("x.*"))


def test_a_run_sheet_as_pdf_says_how_to_print_one(quiz: Program, tmp_path: Path) -> None:
    result = quiz("bank", "sheet", "first", "--to", tmp_path / "x.PDF")
    assert (result.exit_code, "choose PDF" in result.stderr, list(tmp_path.glob("x.*"))) == (2, True, [])


SUMS = "question,a,b,c,d,correct\nWhat is 2+2?,3,4,5,6,4\nWhat is 1+1?,2,1,3,4,2\nWhat is 3+1?,4,3,2,1,4\n"


def test_three_questions_are_shown_with_their_keys_before_anything_is_written(quiz: Program, tmp_path: Path) -> None:
    rows = "".join(f"Question {number}?,one,two,2\n" for number in range(1, 6))
    (tmp_path / "mine.csv").write_text(f"question,option 1,option 2,correct\n{rows}", encoding="utf-8")
    words = ("bank", "import", tmp_path / "mine.csv", "--to", tmp_path / "mine.toml")
    for typed in ("", "n\n", "\n"):
        refused = quiz(*words, typed=typed)
        assert refused.exit_code == 1
        assert not (tmp_path / "mine.toml").exists()
    assert "--yes" in quiz(*words, typed="").stderr
    agreed = quiz(*words, typed="y\n")
    assert agreed.exit_code == 0
    assert agreed.stdout.count("=> B two") == 3
    assert "Question 3?" in agreed.stdout
    assert "Question 4?" not in agreed.stdout
    assert "6 rows = 5 questions, 0 left out, 1 of headings" in agreed.stdout
    assert len(bank_in(tmp_path / "mine.toml").questions) == 5


def test_how_keys_are_meant_can_be_said(quiz: Program, tmp_path: Path) -> None:
    (tmp_path / "sums.csv").write_text(SUMS, encoding="utf-8")
    words = ("bank", "import", tmp_path / "sums.csv", "--yes", "--to")
    refused = quiz(*words, tmp_path / "refused.toml")
    assert refused.exit_code == 1
    assert "--correct" in refused.stderr
    assert "4 rows = 0 questions, 3 left out" in refused.stdout
    assert quiz(*words, tmp_path / "texts.toml", "--correct", "text").exit_code == 0
    assert [q.key_in_words() for q in bank_in(tmp_path / "texts.toml").questions] == [["4"], ["2"], ["4"]]
    assert quiz(*words, tmp_path / "numbers.toml", "--correct", "number").exit_code == 0
    assert [q.key_in_words() for q in bank_in(tmp_path / "numbers.toml").questions] == [["6"], ["1"], ["1"]]


def test_headings_and_the_first_position_can_be_said(quiz: Program, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("Punkt;A;B;Gut\nWer?;Ann;Bob;1\n", encoding="utf-8")
    words = ("bank", "import", tmp_path / "mine.csv", "--yes", "--to")
    said = ("--column", "question=Punkt", "--column", "correct=gut", "--count-from", "0")
    assert quiz(*words, tmp_path / "mine.toml", *said).exit_code == 0
    assert bank_in(tmp_path / "mine.toml").questions[0].key_in_words() == ["Bob"]
    wrong = quiz(*words, tmp_path / "other.toml", "--column", "corect=gut")
    assert wrong.exit_code == 2
    assert 'Did you mean "correct"?' in wrong.stderr


@pytest.mark.parametrize(("form", "name"), [("xlsx", "out.xlsx"), ("kahoot", "sheet.xlsx")])
def test_workbooks_are_written_and_read_again(quiz: Program, tmp_path: Path, form: str, name: str) -> None:
    exported = quiz("bank", "export", "first", "--format", form, "--to", tmp_path / name)
    assert exported.exit_code == 0, exported.stderr
    assert quiz("bank", "import", tmp_path / name, "--to", tmp_path / "back.toml", "--yes").exit_code == 0
    before, after = bank_in(quiz.folder / "first.toml"), bank_in(tmp_path / "back.toml")
    assert [(q.prompt, q.key_in_words()) for q in after.questions] == [
        (q.prompt, q.key_in_words()) for q in before.questions
    ]


def test_a_changed_sheet_is_brought_into_its_bank_after_showing_what_changes(quiz: Program, tmp_path: Path) -> None:
    sheet, bank = tmp_path / "mine.csv", tmp_path / "mine.toml"
    sheet.write_text("question,a,b,correct\nWhich?,one,two,2\n", encoding="utf-8")
    quiz("bank", "import", sheet, "--to", bank, "--yes")
    sheet.write_text("question,a,b,correct\nWhich?,one,two,1\nNew?,x,y,1\n", encoding="utf-8")
    before = bank.read_bytes()
    refused = quiz("bank", "import", sheet, "--into", bank, typed="n\n")
    assert (refused.exit_code, bank.read_bytes() == before) == (1, True)
    assert "changed  which: options" in refused.stdout
    assert "new      new: New?" in refused.stdout
    assert "taken out" not in refused.stdout
    assert quiz("bank", "import", sheet, "--into", bank, "--yes").exit_code == 0
    assert [question.key_in_words() for question in bank_in(bank).questions] == [["one"], ["x"]]
    again = quiz("bank", "import", sheet, "--into", bank, "--yes")
    assert "stays as it is" in again.stdout
    bank.write_text(bank.read_text("utf-8").replace('"two"', '"two", why = "By hand."'), encoding="utf-8")
    sheet.write_text("question,a,b,correct\nWhich?,one,too,1\n", encoding="utf-8")
    asked = quiz("bank", "import", sheet, "--into", bank, typed="n\n").stdout
    assert "why: two: By hand.\n                taken out\n" in asked
    for said in ((), ("--to", tmp_path / "a.toml", "--into", bank)):
        assert quiz("bank", "import", sheet, *said).exit_code == 2
