"""``quiz bank import`` and ``export``: from other programs' files to a bank that plays, and back."""

from pathlib import Path

import pytest

from quiz.banks.loading import read_bank
from quiz.banks.model import Bank
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
    result = quiz("bank", "import", tmp_path / "mine.csv", "--to", tmp_path / "mine.toml")
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
    quiz("bank", "import", *(tmp_path / name for name in files), "--to", made, "--title", "All of it", "--id", "all")
    bank = bank_in(tmp_path / "made.toml")
    assert (bank.id, bank.title) == ("all", "All of it")
    assert [question.id for question in bank.questions] == ["which", "first", "which-2", "first-2"]


def test_our_own_banks_can_be_put_together(quiz: Program, tmp_path: Path) -> None:
    result = quiz("bank", "import", quiz.folder / "first.toml", quiz.folder / "first.toml", "--to", tmp_path / "both.toml")
    assert (result.exit_code, result.stderr) == (0, "")
    bank = bank_in(tmp_path / "both.toml")
    assert len(bank.questions) == 4
    assert list(bank.sources) == ["guide"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("mine.doc", b"x", "--format"),
        ("mine.csv", b"question,correct\n\xff,true\n", "UTF-8"),
        ("mine.xlsx", b"x", "workbook"),
        ("mine.json", b"[]", "list of questions"),
        ("mine.gift", b"Essay{}", "left out"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    quiz: Program, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    result = quiz("bank", "import", tmp_path / name, "--to", tmp_path / "bank.toml")
    assert result.exit_code == 1
    assert said in result.stderr
    assert not (tmp_path / "bank.toml").exists()


def test_nothing_is_overwritten(quiz: Program, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "mine.toml").write_text("precious", encoding="utf-8")
    assert quiz("bank", "import", tmp_path / "mine.csv", "--to", tmp_path / "mine.toml").exit_code == 1
    assert quiz("bank", "export", "first", "--format", "csv", "--to", tmp_path / "mine.toml").exit_code == 1
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("form", ["gift", "csv"])
def test_what_was_exported_is_imported_again(quiz: Program, tmp_path: Path, form: str) -> None:
    assert quiz("bank", "export", "first", "--format", form, "--to", tmp_path / f"out.{form}").exit_code == 0
    result = quiz("bank", "import", tmp_path / f"out.{form}", "--to", tmp_path / "back.toml")
    assert (result.exit_code, result.stderr) == (0, "")
    before, after = bank_in(quiz.folder / "first.toml"), bank_in(tmp_path / "back.toml")
    assert [(q.id, q.prompt, q.explanation, q.topic) for q in after.questions] == [
        (q.id, q.prompt, q.explanation, q.topic) for q in before.questions
    ]
    assert list(after.sources.values()) == list(before.sources.values())


def test_a_question_that_the_format_cannot_hold_is_named_and_ends_with_status_1(quiz: Program) -> None:
    result = quiz("bank", "export", "first", "--format", "aiken")
    assert result.exit_code == 1
    assert "is-so" in result.stderr
    assert quiz("bank", "export", "first", "--format", "markdown").stdout.startswith("# The first bank")
