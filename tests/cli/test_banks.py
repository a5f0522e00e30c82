"""``quiz bank``: the banks that are found, what is wrong with them, and the schema."""

import json
from pathlib import Path

import pytest

from quiz.banks.schema import bank_schema_text
from tests.cli.conftest import BROKEN, Program, write_bank


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "own" / "broken.toml"
    file.parent.mkdir()
    file.write_text(BROKEN, encoding="utf-8")
    return file


def test_the_list_has_a_line_of_words_for_each_bank(quiz: Program) -> None:
    write_bank(quiz.folder, "second", title="A title", version="2026.11", draft=True)
    result = quiz("bank", "list")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "second: A title, 2 questions, version 2026.11, draft",
        "first: The first bank, 2 questions",
    ]


def test_the_list_as_json_has_the_promised_shape(quiz: Program) -> None:
    assert quiz.json("bank", "list", "--json") == [
        {
            "id": "first",
            "title": "The first bank",
            "file": str(quiz.folder / "first.toml"),
            "version": "",
            "questions": 2,
            "types": ["true-false"],
            "faults": 0,
            "in_place_of": None,
        }
    ]


def test_the_list_says_which_of_two_banks_of_one_id_counts(quiz: Program, tmp_path: Path) -> None:
    mine, second = tmp_path / "own", tmp_path / "second"
    for folder in (mine, second):
        folder.mkdir()
        write_bank(folder, "first", title="Mine")
    shipped, counting, other = (folder / "first.toml" for folder in (quiz.folder, mine, second))
    counts, refused = quiz("bank", "list", "--banks", mine, "--banks", second).stdout.splitlines()
    assert counts == f"first: Mine, 2 questions, from {counting}, in place of {shipped}"
    assert refused.startswith(f'{other}: does not count. The bank id "first" belongs to {counting} already.')
    listed = quiz.json("bank", "list", "--banks", mine, "--json")
    assert [(one["file"], one["in_place_of"]) for one in listed] == [(str(counting), str(shipped))]


def test_a_broken_bank_is_listed_with_its_faults_and_does_not_fail_the_list(quiz: Program, broken: Path) -> None:
    listed = quiz.json("bank", "list", "--banks", broken.parent, "--json")
    assert [(entry["id"], entry["faults"]) for entry in listed] == [("first", 0), (None, 2)]
    assert f"{broken}: cannot be played, 2 faults" in quiz("bank", "list", "--banks", broken.parent).stdout


def test_a_list_without_any_bank_says_where_it_looked(quiz: Program) -> None:
    (quiz.folder / "first.toml").unlink()
    result = quiz("bank", "list", "--json")
    assert (result.exit_code, result.stdout) == (1, "[]\n")
    assert str(quiz.folder) in result.stderr


def test_a_bank_is_checked_by_its_id_as_well(quiz: Program, broken: Path) -> None:
    result = quiz("bank", "check", "first", "broken", "--banks", broken.parent, "--json")
    assert [Path(one["file"]) for one in json.loads(result.stdout)["banks"]] == [quiz.folder / "first.toml"]
    assert {problem["file"] for problem in json.loads(result.stdout)["problems"]} == {str(broken)}
    assert "No such file" in quiz("bank", "check", "nowhere").stdout


def test_checking_without_a_file_checks_every_bank(quiz: Program) -> None:
    write_bank(quiz.folder, "second", allow=("near-duplicate",))
    result = quiz("bank", "check")
    assert (result.exit_code, result.stdout) == (0, "2 banks, no problems\n")


def test_one_bank_is_counted_as_one(quiz: Program) -> None:
    assert quiz("bank", "check", quiz.folder / "first.toml").stdout == "1 bank, no problems\n"


def test_a_folder_means_its_toml_files(quiz: Program, tmp_path: Path) -> None:
    write_bank(tmp_path / "own", "second")
    (tmp_path / "own" / "notes.txt").write_text("no bank")
    assert quiz("bank", "check", tmp_path / "own").stdout == "1 bank, no problems\n"


def test_a_file_that_was_named_twice_is_checked_once(quiz: Program) -> None:
    assert quiz("bank", "check", quiz.folder, quiz.folder / "first.toml").stdout == "1 bank, no problems\n"


def test_every_fault_stands_on_a_line_with_its_place(quiz: Program, broken: Path) -> None:
    result = quiz("bank", "check", broken, quiz.folder)
    assert result.exit_code == 1
    *faults, verdict = result.stdout.splitlines()
    assert all(fault.startswith(f"{broken}:") for fault in faults)
    assert f'{broken}:5: bank.titel: The key "titel" is not known here. Did you mean "title"?' in faults
    assert verdict == "2 banks, 2 faults in 1 of them"


def test_the_check_as_json_has_the_promised_shape(quiz: Program, broken: Path) -> None:
    found = quiz.json("bank", "check", quiz.folder, broken, "--json", status=1)
    assert found["banks"] == [{"id": "first", "file": str(quiz.folder / "first.toml"), "questions": 2}]
    assert {
        "file": str(broken),
        "line": 5,
        "key": "bank.titel",
        "level": "fault",
        "rule": "unknown-key",
        "message": 'The key "titel" is not known here.',
        "fix": 'Did you mean "title"?',
        "question": "",
    } in found["problems"]
    assert list(found) == ["banks", "problems"]


def test_advice_is_said_and_fails_nothing(quiz: Program, tmp_path: Path) -> None:
    file = write_bank(tmp_path, "sketch", draft=True)
    file.write_text(file.read_text().replace('explanation = "Because."', 'explanation = ""', 1))
    result = quiz("bank", "check", file)
    assert result.exit_code == 0
    assert "explanation" in result.stdout
    assert result.stdout.endswith("1 bank, no faults, 1 piece of advice\n")


def test_advice_comes_after_faults_and_fails_only_where_strict(quiz: Program, broken: Path) -> None:
    second = write_bank(quiz.folder, "second")
    assert quiz("bank", "check").exit_code == 0
    assert quiz("bank", "check", "--strict").exit_code == 1
    found = quiz.json("bank", "check", quiz.folder, broken, "--json", status=1)["problems"]
    assert [(problem["rule"], problem["file"]) for problem in found[-2:]] == [("near-duplicate", str(second))] * 2
    assert {problem["level"] for problem in found[:-2]} == {"fault"}


def test_two_files_with_one_id_are_a_fault_of_the_second(quiz: Program, tmp_path: Path) -> None:
    mine, copy = tmp_path / "mine.toml", tmp_path / "copy.toml"
    for file in (mine, copy):
        file.write_text((quiz.folder / "first.toml").read_text())
    result = quiz("bank", "check", mine, copy)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{copy}:")
    # What came with the program makes way for one's own copy of it.
    assert quiz("bank", "check", quiz.folder / "first.toml", copy).exit_code == 0


def test_a_file_that_is_not_there_is_a_fault(quiz: Program, tmp_path: Path) -> None:
    found = quiz.json("bank", "check", tmp_path / "nowhere.toml", "--json", status=1)
    assert [(problem["rule"], problem["level"]) for problem in found["problems"]] == [("unreadable", "fault")]


def test_a_folder_without_banks_is_refused_in_a_sentence(quiz: Program, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = quiz("bank", "check", quiz.folder, tmp_path / "empty")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("There is no bank file (*.toml) in ")


def test_the_schema_is_printed_as_it_stands_in_its_file(quiz: Program) -> None:
    result = quiz("bank", "schema")
    assert (result.exit_code, result.stdout) == (0, bank_schema_text())


def test_every_bank_that_ships_is_without_a_problem() -> None:
    from quiz.banks.loading import load_library
    from quiz.paths import shipped_banks

    library = load_library([shipped_banks()])
    assert len(library.banks) >= 6
    assert [str(problem) for problem in library.problems] == []
