"""``quiz bank new``, ``sheet``, ``sources`` and ``preview``: what a trainer does at the command line."""

import re
from pathlib import Path

import pytest

from quiz.banks.loading import read_bank
from quiz.services.school import read_school
from tests.cli.conftest import BROKEN, FakeApp, Program, write_bank


def test_a_new_bank_is_written_and_plays_at_once(quiz: Program, tmp_path: Path) -> None:
    result = quiz("bank", "new", tmp_path / "our-phones")
    assert result.exit_code == 0
    bank = read_bank(tmp_path / "our-phones.toml").bank
    assert bank
    assert (bank.id, bank.title) == ("our-phones", "Our phones")
    played = quiz("play", tmp_path / "our-phones.toml", "--plain", "--player", "Sam", typed="\n" * 5)
    assert played.exit_code == 0, played.output


def test_a_file_that_is_there_is_never_overwritten(quiz: Program, tmp_path: Path) -> None:
    for made in ("mine.toml", "sheet.html"):
        (tmp_path / made).write_text("precious", encoding="utf-8")
    for command in (["new", tmp_path / "mine"], ["sheet", "first", "--to", tmp_path / "sheet.html"]):
        result = quiz("bank", *command)
        assert (result.exit_code, "is there already" in result.stderr) == (1, True)
    assert (tmp_path / "mine.toml").read_text(encoding="utf-8") == "precious"
    assert (tmp_path / "sheet.html").read_text(encoding="utf-8") == "precious"


def test_an_id_that_cannot_be_one_is_refused_before_anything_is_written(quiz: Program, tmp_path: Path) -> None:
    result = quiz("bank", "new", tmp_path / "mine.toml", "--id", "Not An Id")
    assert result.exit_code == 1
    assert "id" in result.stderr
    assert not (tmp_path / "mine.toml").exists()


def test_a_sheet_is_html_or_markdown_by_the_files_name(quiz: Program, tmp_path: Path) -> None:
    assert quiz("bank", "sheet", "first").stdout.startswith("<!DOCTYPE html>")
    assert quiz("bank", "sheet", "first", "--to", tmp_path / "sheet.md").exit_code == 0
    assert (tmp_path / "sheet.md").read_text(encoding="utf-8").startswith("# The first bank")


@pytest.mark.parametrize("asked", ["frist", "broken.toml"])
def test_a_bank_that_cannot_be_had_is_a_sentence(quiz: Program, tmp_path: Path, asked: str) -> None:
    (tmp_path / "broken.toml").write_text(BROKEN, encoding="utf-8")
    result = quiz("bank", "sheet", tmp_path / asked if asked.endswith(".toml") else asked)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert ('Did you mean "first"?' if asked == "frist" else 'Did you mean "title"?') in result.stderr


def test_sources_are_listed_with_their_age_and_where_they_are_cited(quiz: Program) -> None:
    listed = quiz.json("bank", "sources", "--json")
    assert [(entry["url"], entry["places"]) for entry in listed] == [
        ("https://ico.org.uk/guide", [{"bank": "first", "key": "guide", "questions": ["is-so", "is-not"]}])
    ]
    said = quiz("bank", "sources").stdout
    assert "A guide, ICO" in said
    assert "first, guide: is-so, is-not" in said


def test_stale_sources_end_with_status_1_and_fresh_ones_well(quiz: Program) -> None:
    assert (quiz("bank", "sources", "--stale").exit_code, quiz.json("bank", "sources", "--stale", "--json")) == (0, [])
    file = quiz.folder / "first.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("2026-11-23", "2020-01-01"), encoding="utf-8")
    result = quiz("bank", "sources", "--stale")
    assert (result.exit_code, "overdue since" in result.stdout) == (1, True)


def test_a_preview_opens_the_app_on_the_file(quiz: Program, app: FakeApp, tmp_path: Path) -> None:
    file = write_bank(tmp_path / "mine", "mine")
    assert quiz("bank", "preview", file).exit_code == 0
    assert [request.preview for request in app.requests] == [file]
    assert quiz("bank", "preview", "first").exit_code == 0
    assert app.requests[-1].preview == quiz.folder / "first.toml"
    missing = quiz("bank", "preview", tmp_path / "none.toml")
    assert (missing.exit_code, "quiz bank new" in missing.stderr) == (1, True)


def test_the_readmes_ten_minutes_work_as_written(
    quiz: Program, app: FakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = readme.split("## A trainer's ten minutes", 1)[1].split("\n## ", 1)[0]
    blocks = dict(re.findall(r"```(\w+)\n(.*?)```", section, re.DOTALL))
    monkeypatch.chdir(tmp_path)
    Path("our-questions.csv").write_text(blocks["csv"], encoding="utf-8")
    for line in blocks["sh"].splitlines():
        program, *arguments = line.split()
        # A trainer is asked, and says yes; here nobody is.
        result = quiz(*arguments, *(["--yes"] if "import" in arguments else []))
        assert (program, result.exit_code) == ("quiz", 0), result.output
    bank = read_bank(Path("our-bank.toml")).bank
    assert bank
    assert [question.type for question in bank.questions] == ["single", "true-false", "number"]
    assert [bool(request.preview) for request in app.requests] == [True, False]
    assert "On my own phone" in Path("our-sheet.html").read_text(encoding="utf-8")
    assert read_school(_written(tmp_path / "school.toml", blocks["toml"])).problems == ()


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file
