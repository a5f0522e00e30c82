"""``quiz report results``: everybody's finished quizzes, as a spreadsheet or another system wants them."""

import csv
import io
from contextlib import closing
from pathlib import Path

import pytest

from quiz.store.store import open_store
from tests.cli.conftest import Program, write_bank
from tests.store.makers import play

DAY = 86_400_000


@pytest.fixture
def scores(quiz: Program) -> Program:
    """Keep two quizzes at two banks, and one go of practice."""
    with closing(open_store(str(quiz.store))) as store:
        ann = store.sign_in("Ann", "Red", 1)
        play(store, ann, "first", at=2 * DAY + DAY // 2, mark=1.0)
        play(store, store.sign_in("=cmd|' /C calc'!A0", "@team", 1), "second", at=9 * DAY + DAY // 2)
        play(store, ann, "first", at=3 * DAY, mode="learn")
    return quiz


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_each_finished_quiz_is_a_row_with_fixed_headings(scores: Program, tmp_path: Path) -> None:
    file = tmp_path / "results.csv"
    assert scores("report", "results", "--csv", file).stdout == f"{file} is written: 2 rows.\n"
    first, second = read(file.read_bytes().decode("utf-8-sig"))
    assert (first["name"], first["team"], first["bank"], first["title"]) == ("Ann", "", "first", "The first bank")
    assert (first["mark"], first["passed"], first["guest"], first["date"]) == ("100.0", "yes", "no", "1970-01-03")
    assert (second["mark"], second["passed"], second["title"]) == ("50.0", "no", "")
    again = scores("report", "results", "--csv", file)
    assert (again.exit_code, "stays as it is" in again.stderr) == (1, True)


def test_a_name_is_never_a_formula(scores: Program) -> None:
    assert [row["name"] for row in read(scores("report", "results", "second").stdout)] == ["'=cmd|' /C calc'!A0"]


def test_columns_are_those_that_another_system_wants(scores: Program) -> None:
    told = scores("report", "results", "--columns", "Employee = name, Course=bank,a=b=date", "first").stdout
    assert told.splitlines() == ["Employee,Course,a=b", "Ann,first,1970-01-03"]


def test_only_what_began_since_then(scores: Program) -> None:
    assert len(scores.json("report", "results", "--json")) == 2
    assert [row["bank"] for row in scores.json("report", "results", "--json", "--since", "1970-01-05")] == ["second"]
    assert scores.json("report", "results", "--json", "--since", "today") == []


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["--columns", "Employee"], "is not a column", 2),
        (["--columns", "Employee=nam"], 'There is no column "nam". Did you mean "name"?', 2),
        (["--columns", "A=name,A=bank"], "stands there twice", 2),
        (["--json", "--columns", "A=name"], "goes with neither", 2),
        (["nowhere"], 'There is no bank "nowhere"', 1),
    ],
)
def test_what_cannot_be_told_is_said_in_a_sentence(scores: Program, arguments: list[str], words: str, status: int) -> None:
    result = scores("report", "results", *arguments)
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr


def test_a_bank_is_named_by_its_file_as_well(scores: Program, tmp_path: Path) -> None:
    file = write_bank(tmp_path / "elsewhere", "second", title="Second, by its file")
    assert [row["title"] for row in read(scores("report", "results", file).stdout)] == ["Second, by its file"]


def test_without_scores_there_are_headings_alone(quiz: Program) -> None:
    assert len(quiz("report", "results").stdout.splitlines()) == 1
    assert not quiz.store.exists()
