"""Names that forge lines, folders without permission, pipes named as banks, homes nobody has, bytes that are no text."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quiz.store.store import open_store
from tests.cli.conftest import BROKEN, Program, RunProcess, write_bank
from tests.store.makers import play

FORGING = "x\n1 bank, no problems\x1b[2J.toml"


def assert_no_line_is_forged(result: object) -> None:
    output = f"{getattr(result, 'stdout')}{getattr(result, 'stderr')}"  # noqa: B009
    assert "\x1b" not in output
    assert not any(line.startswith("1 bank, no problems") for line in output.splitlines())
    assert "defect" not in output


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    "command",
    [
        ("bank", "list", "--banks", "FOLDER"),
        ("bank", "check", "FILE"),
        ("bank", "check", "FOLDER"),
        ("doctor", "--banks", "FOLDER"),
        ("doctor", "--store", "FILE"),
        ("play", "FILE"),
        ("play", "first", "--store", "FILE"),
        ("board", "--store", "FILE"),
        ("bank", "preview", "NONE"),
        ("bank", "sheet", "FILE"),
        ("bank", "sheet", "first", "--to", "FILE"),
        ("bank", "export", "first", "--format", "gift", "--to", "NEW"),
        ("bank", "import", "FILE", "--to", "NEW", "--yes"),
        ("bank", "new", "FILE"),
        ("bank", "new", "NEW"),
        ("bank", "list", "--banks", "NONE"),
        ("host", "FILE"),
    ],
    ids=" ".join,
)
def test_no_file_name_forges_a_line(quiz: Program, tmp_path: Path, command: tuple[str, ...]) -> None:
    folder = tmp_path / "own\n\x1b[2J"
    folder.mkdir()
    (folder / FORGING).write_text(BROKEN)
    places = {"FOLDER": folder, "FILE": folder / FORGING, "NEW": folder / f"new-{FORGING}", "NONE": tmp_path / FORGING}
    assert_no_line_is_forged(quiz(*(places.get(word, word) for word in command)))


def test_names_from_the_store_forge_no_line_of_the_board(quiz: Program) -> None:
    with closing(open_store(str(quiz.store))) as store:
        play(store, store.sign_in("Ann", "", 1))
        play(store, store.sign_in("Bob", "", 1))
    with closing(sqlite3.connect(quiz.store)) as raw, raw:
        raw.execute("UPDATE players SET name = ?, team = ? WHERE name = 'Ann'", ("A\nRank 1: Eve", "\x1b]0;x\x07\u202e"))
        raw.execute("UPDATE best SET points = 'lots' WHERE player_id IN (SELECT id FROM players WHERE name = 'Bob')")
    assert (
        quiz("board", "--plain").stdout
        == "Leaderboard of all banks, by player.\nRank 1: A Rank 1: Eve, team ]0;x, 500 points.\n"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
@pytest.mark.parametrize("command", [("bank", "list"), ("bank", "check"), ("board",), ("play", "first"), ("doctor",)])
def test_a_pipe_named_as_a_bank_holds_nobody_up(process: RunProcess, tmp_path: Path, command: tuple[str, ...]) -> None:
    write_bank(tmp_path / "own", "second")
    os.mkfifo(tmp_path / "own" / "pipe.toml")
    settings = tmp_path / "config" / "inset-quiz"
    settings.mkdir(parents=True)
    os.mkfifo(settings / "settings.json")
    os.mkfifo(settings / "school.toml")
    done = process(*command, "--banks", tmp_path / "own", XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert done.returncode in (0, 1)
    assert b"defect" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_is_not_imported(quiz: Program, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    result = quiz("bank", "import", tmp_path / "pipe.csv", "--to", tmp_path / "new.toml", "--yes")
    assert (result.exit_code, "It is a pipe or a device" in result.stderr) == (1, True)


@pytest.mark.parametrize("mode", [0, 0o100])
def test_a_folder_without_permission_is_a_fault_and_the_others_are_read(
    quiz: Program, unprivileged: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    write_bank(unprivileged / "open", "second")
    write_bank(unprivileged / "closed", "third")
    monkeypatch.setattr("quiz.paths.shipped_banks", lambda: unprivileged / "open")
    monkeypatch.setenv("XDG_DATA_HOME", str(unprivileged))
    (unprivileged / "closed").chmod(mode)
    try:
        checked = quiz("bank", "check", "--banks", unprivileged / "closed")
        listed = quiz("bank", "list", "--banks", unprivileged / "closed")
    finally:
        (unprivileged / "closed").chmod(0o700)
    assert (checked.exit_code, checked.stderr) == (1, "")
    assert f"{unprivileged / 'closed'}: It cannot be read: Permission denied." in checked.stdout
    assert (listed.exit_code, "second: " in listed.stdout, listed.stderr) == (0, True, "")


class TestAHomeThatNobodyHas:
    """``~nosuch/…``: what is read is not there, and nothing is written into a folder of that name."""

    @pytest.mark.parametrize(
        "command",
        [("board", "--plain"), ("play", "first"), ("doctor",), ("bank", "check", "~nobody-of-this-name/x.toml")],
    )
    def test_is_said(self, quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
        monkeypatch.chdir(tmp_path)
        result = quiz(*command, "--store", "~nobody-of-this-name/x.db")
        assert result.exit_code == 1
        assert_no_line_is_forged(result)
        assert "~nobody-of-this-name" in result.output
        assert not (tmp_path / "~nobody-of-this-name").exists()

    @pytest.mark.parametrize("command", [("bank", "list"), ("board", "--plain"), ("play", "first"), ("doctor",)])
    def test_may_be_that_of_the_user(
        self, quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
    ) -> None:
        def unknown(*_: object, **__: object) -> Path:
            raise RuntimeError("Could not determine home directory.")

        monkeypatch.setattr("platformdirs.user_data_path", unknown)
        monkeypatch.setattr("platformdirs.user_config_path", unknown)
        monkeypatch.setattr(os.path, "expanduser", os.fspath)
        for name in ("QUIZ_STORE", "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            monkeypatch.delenv(name)
        monkeypatch.chdir(tmp_path)
        result = quiz(*command)
        assert "defect" not in result.output
        assert ("there is no home folder ~" in result.output) == (command != ("bank", "list"))


def test_a_tilde_is_the_home_in_every_place_of_a_file(quiz: Program, pinned_environment: Path) -> None:
    write_bank(pinned_environment, "second")
    for command in (
        ("bank", "check", "~/second.toml"),
        ("play", "~/second.toml"),
        ("bank", "sheet", "~/second.toml", "--to", "~/sheet.html"),
        ("bank", "new", "~/new.toml"),
        ("bank", "import", "~/second.toml", "--to", "~/imported.toml", "--yes"),
        ("bank", "list", "--banks", "~"),
    ):
        assert quiz(*command).exit_code == 0
    assert {"sheet.html", "new.toml", "imported.toml"} <= {file.name for file in pinned_environment.iterdir()}


@pytest.mark.parametrize(
    ("command", "encoding"),
    [
        (("doctor",), "utf-16"),
        (("play", "made-up"), "latin-1"),
        (("play", "made-up"), "utf-16"),
        *(
            pytest.param(("play", "made-up"), encoding, marks=pytest.mark.thorough)
            for encoding in ("utf-32", "cp037", "utf-7", "idna")
        ),
        pytest.param(("bank", "list"), "utf-16", marks=pytest.mark.thorough),
    ],
)
def test_no_encoding_is_a_defect(process: RunProcess, tmp_path: Path, encoding: str, command: tuple[str, ...]) -> None:
    write_bank(tmp_path / "own", "made-up", title="“Quotes” ✔ Ω")
    done = process(*command, "--banks", tmp_path / "own", typed=b"true\nq\n", PYTHONIOENCODING=encoding)
    said = done.stderr.decode(encoding, "replace") + done.stderr.decode(errors="replace")
    assert done.returncode in (0, 1)
    assert not any(word in said for word in ("defect", "Traceback", "Fatal"))


@pytest.mark.parametrize(
    "command",
    [
        ("board", "\udcff"),
        ("board", "--plain", "--since", "\udcff"),
        ("play", "first", "--player", "\udcff"),
        ("play", "first", "--store", "postgresql://u:\udcff@localhost:1/x"),
        ("bank", "new", "NEW", "--title", "\udcff"),
        ("bank", "import", "TABLE", "--to", "NEW", "--yes", "--title", "\udcff"),
        ("bank", "export", "\udcff", "--format", "gift"),
        ("\udcff",),
    ],
)
def test_bytes_that_are_no_text_are_wrong_usage(quiz: Program, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "t.csv").write_text("question,option 1,option 2,correct\nWhich?,one,two,2\n")
    places = {"NEW": tmp_path / "new.toml", "TABLE": tmp_path / "t.csv"}
    result = quiz(*(places.get(word, word) for word in command))
    assert result.exit_code in (1, 2)
    assert "defect" not in result.stderr
    assert not (tmp_path / "new.toml").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("bank", "new", "out.toml"),
        ("bank", "import", "t.csv", "--to", "out.toml", "--yes"),
        ("bank", "sheet", "first", "--to", "out.html"),
        ("bank", "export", "first", "--format", "gift", "--to", "out.gift"),
    ],
)
def test_a_write_that_fails_does_not_stop_the_next(
    quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "t.csv").write_text("question,option 1,option 2,correct\nWhich?,one,two,2\n")
    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_space)
        failed = quiz(*command)
    assert failed.exit_code == 1
    assert '" cannot be used: No space left on device.' in failed.stderr
    assert list(tmp_path.glob("out*")) == []
    assert quiz(*command).exit_code == 0


def test_a_file_in_a_folder_without_permission_does_not_hide_the_others(quiz: Program, unprivileged: Path) -> None:
    closed = unprivileged / "closed"
    write_bank(closed, "third")
    closed.chmod(0)
    try:
        result = quiz("bank", "check", closed / "third.toml", quiz.folder)
    finally:
        closed.chmod(0o700)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "It cannot be read: Permission denied." in result.stdout
    assert "2 banks, 1 fault" in result.stdout
