"""``--banks`` and ``--store``: before the command, after it, in the environment."""

import os
from pathlib import Path

import pytest

from quiz.cli.addresses import has_password, refused_address
from tests.cli.conftest import FakeApp, Program, write_bank


@pytest.fixture
def own(tmp_path: Path) -> Path:
    write_bank(tmp_path / "own", "second")
    return tmp_path / "own"


def ids(quiz: Program, *arguments: object) -> set[str]:
    return {entry["id"] for entry in quiz.json(*arguments)}


def test_a_folder_can_be_named_before_the_command_and_after_it(quiz: Program, own: Path) -> None:
    for arguments in (
        ("--banks", own, "bank", "list", "--json"),
        ("bank", "--banks", own, "list", "--json"),
        ("bank", "list", "--json", "--banks", own),
    ):
        assert ids(quiz, *arguments) == {"first", "second"}


def test_folders_of_every_place_add_up(quiz: Program, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("third", "fourth", "fifth"):
        write_bank(tmp_path / name, name)
    monkeypatch.setenv("QUIZ_BANKS", os.pathsep.join([str(own), str(tmp_path / "third")]))
    found = ids(quiz, "--banks", tmp_path / "fourth", "bank", "list", "--banks", tmp_path / "fifth", "--json")
    assert found == {"first", "second", "third", "fourth", "fifth"}


def test_a_folder_that_is_not_there_is_refused(quiz: Program, tmp_path: Path) -> None:
    result = quiz("bank", "list", "--banks", tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f'There is no folder "{tmp_path}/nowhere". Check what follows --banks.\n'


def test_the_store_can_be_named_before_the_command_and_after_it(quiz: Program, tmp_path: Path) -> None:
    before, after = tmp_path / "before.db", tmp_path / "after.db"
    assert quiz("--store", before, "play", "first", typed="q\n").exit_code == 0
    assert quiz("play", "first", "--store", after, typed="q\n").exit_code == 0
    assert (before.exists(), after.exists(), quiz.store.exists()) == (True, True, False)


def test_of_two_stores_the_later_counts(quiz: Program, tmp_path: Path) -> None:
    quiz("--store", tmp_path / "before.db", "play", "first", "--store", tmp_path / "after.db", typed="q\n")
    assert ((tmp_path / "before.db").exists(), (tmp_path / "after.db").exists()) == (False, True)


def test_without_the_option_the_store_of_the_environment_counts(quiz: Program) -> None:
    quiz("play", "first", typed="q\n")
    assert quiz.store.exists()


def test_the_app_hears_of_both(quiz: Program, app: FakeApp, own: Path, tmp_path: Path) -> None:
    assert quiz("--banks", own, "--store", tmp_path / "x.db").exit_code == 0
    (request,) = app.requests
    assert request.store == str(tmp_path / "x.db")
    assert request.bank_folders[0] == quiz.folder
    assert request.bank_folders[-1] == own


@pytest.mark.parametrize("command", [["play", "first"], ["board", "--plain"], ["doctor"]])
def test_a_kind_of_address_that_nothing_can_open_is_wrong_usage(
    quiz: Program, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = quiz("--store", "mysql://someone:secret@host/scores", *command)
    assert result.exit_code == 2
    assert result.stderr.startswith('Scores cannot be kept at a "mysql" address.')
    assert "secret" not in result.output
    assert not (tmp_path / "mysql:").exists()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:/ann:secret@host/scores",
        "postgresql:ann:secret@host",
        "postgres:/ann:secret@host/scores",
        "PostgreSQL://ann:secret@host/scores",
        " postgresql://ann:secret@host/scores",
        "mysql:/ann:secret@host/scores",
        "host=db.school.example password=secret dbname=scores",
        "password=secret",
        "dbname = scores  password = secret",
        "ann:secret@host/scores",
        " ann:my secret@host/scores",
        "host=db.school.example user=ann",
    ],
)
@pytest.mark.parametrize("by_environment", [False, True])
def test_an_address_that_is_miswritten_makes_no_file_and_shows_no_password(
    quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, by_environment: bool
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    if by_environment:
        monkeypatch.setenv("QUIZ_STORE", address)
    result = quiz("play", "first", *(() if by_environment else ("--store", address)), typed="q\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "postgresql://" in result.stderr
    assert "secret" not in result.output
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        *("scores=1.db", "a:b.db", "ann@school.db", "host.db", r"C:\\scores.db", "C:/scores.db"),
        *("my user=1.db", "backup of:ann@home.db"),
    ],
)
def test_a_file_may_have_any_name(name: str) -> None:
    assert refused_address(name) == ""


@pytest.mark.parametrize(
    ("address", "has"),
    [
        ("postgresql://ann:secret@host/scores", True),
        ("postgres://ann:se/cret@host:5432/scores", True),
        ("postgresql:///scores?password=secret", True),
        ("postgresql://ann@host:5432/scores", False),
        ("postgresql://host:5432/scores?user=ann@school", False),
        ("postgresql:///scores?passfile=here", False),
        ("scores.db", False),
    ],
)
def test_a_password_in_an_address_is_seen(address: str, has: bool) -> None:
    assert has_password(address) is has


def test_a_password_on_the_command_line_is_warned_of(quiz: Program, tmp_path: Path) -> None:
    address = f"postgresql://ann:secret@/scores?host={tmp_path}"
    result = quiz("play", "first", "--store", address)
    warning = result.stderr.partition("\n")[0]
    assert warning.startswith("Whoever uses this machine can read the password that follows --store.")
    assert "PGPASSFILE" in warning
    assert "QUIZ_STORE" in warning
    assert "secret" not in result.output


def test_a_password_in_the_environment_is_not_warned_of(
    quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_STORE", f"postgresql://ann:secret@/scores?host={tmp_path}")
    result = quiz("play", "first")
    assert "can read the password" not in result.output
    assert "secret" not in result.output


def test_a_dash_means_no_pipe_and_makes_no_file(quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = quiz("report", "topics", "--csv", "-")
    assert (result.exit_code, '"-" does not mean a pipe here.' in result.stderr) == (2, True)
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("--banks", "", "bank", "list"),
        ("bank", "check", ""),
        ("bank", "new", ""),
        ("bank", "sheet", "first", "--to", ""),
        ("report", "items", "first", "--csv", ""),
    ],
)
def test_no_name_at_all_is_not_this_folder(
    quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = quiz(*command)
    assert (result.exit_code, "No file is named." in result.stderr) == (2, True)


@pytest.mark.parametrize("folder", [".", "..", "/"])
@pytest.mark.parametrize(
    "command",
    [
        ("bank", "new", "FOLDER"),
        ("bank", "import", "t.csv", "--yes", "--to", "FOLDER"),
        ("bank", "sheet", "first", "--to", "FOLDER"),
        ("report", "items", "first", "--csv", "FOLDER"),
    ],
)
def test_a_folder_without_a_name_of_its_own_is_no_file_to_write(
    quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text("question,option 1,option 2,correct\nWhich?,one,two,2\n")
    before = set(tmp_path.rglob("*"))
    result = quiz(*(folder if word == "FOLDER" else word for word in command))
    assert (result.exit_code, f'"{folder}" is ' in result.stderr) == (1, True)
    assert set(tmp_path.rglob("*")) == before
