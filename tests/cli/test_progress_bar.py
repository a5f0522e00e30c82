"""How far a long command is: said on a terminal alone, taken away at the end, and Ctrl+C leaves nothing half written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.cli import progress_bar
from tests.cli.conftest import Program


class AtOnce:
    """A timer that does not wait."""

    def __init__(self, seconds: float, function: Callable[[], None]) -> None:
        self._function = function

    def start(self) -> None:
        self._function()

    def cancel(self) -> None:
        pass


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let standard error be a terminal, and every command take longer than a moment."""
    monkeypatch.setattr("quiz.cli.progress_bar.is_terminal", lambda stream: True)
    monkeypatch.setattr(progress_bar, "Timer", AtOnce)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "mine.csv"
    file.write_text("question,option 1,option 2,correct\nWho?,Ann,Bob,1\n", encoding="utf-8")
    return file


def on_screen(printed: str) -> str:
    """Return what is left to be read of a line that was written over again and again."""
    return printed.replace("\033[K", "").rpartition("\r")[2]


@pytest.mark.usefixtures("terminal")
def test_what_takes_long_says_how_far_it_is_and_takes_it_away(quiz: Program, sheet: Path) -> None:
    other = sheet.with_name("other.csv")
    other.write_bytes(sheet.read_bytes())
    imported = quiz("bank", "import", sheet, other, "--to", sheet.with_name("new.toml"), "--yes")
    assert imported.exit_code == 0
    for said in ("Reading", "0/2", "1/2", "2/2", "Putting the bank together"):
        assert said in imported.stderr
    assert on_screen(imported.stderr) == ""
    checked = quiz("bank", "check", quiz.folder)
    assert "Checking" in checked.stderr
    assert "3/3" in checked.stderr
    assert on_screen(checked.stderr) == ""
    exported = quiz("bank", "export", "first", "--format", "csv")
    assert "Writing" in exported.stderr
    assert "Writing" not in exported.stdout


@pytest.mark.usefixtures("terminal")
def test_why_something_cannot_be_is_said_in_a_line_of_its_own(quiz: Program) -> None:
    refused = quiz("bank", "export", "frist", "--format", "csv")
    assert refused.exit_code == 1
    assert "frist" in on_screen(refused.stderr)
    assert "Writing" not in on_screen(refused.stderr)


@pytest.mark.usefixtures("terminal")
def test_a_terminal_that_cannot_move_its_cursor_is_left_alone(quiz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert quiz("bank", "check", quiz.folder).stderr == ""


def test_nothing_is_said_where_nobody_reads_along(quiz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_bar, "Timer", AtOnce)
    assert quiz("bank", "check", quiz.folder).stderr == ""


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("moment", ["quiz.services.importing.toml_text", "quiz.files.os.fsync"])
def test_ctrl_c_leaves_nothing_half_written(
    quiz: Program, sheet: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(moment, interrupt)
    before = sorted(sheet.parent.iterdir())
    stopped = quiz("bank", "import", sheet, "--to", sheet.with_name("new.toml"), "--yes")
    assert stopped.exit_code == 130
    assert sorted(sheet.parent.iterdir()) == before
    assert on_screen(stopped.stderr).strip() == ""


def test_ctrl_c_while_a_bank_is_exported_leaves_nothing_half_written(
    quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("quiz.files.os.fsync", interrupt)
    before = sorted(tmp_path.iterdir())
    assert quiz("bank", "export", "first", "--to", tmp_path / "out.csv").exit_code == 130
    assert sorted(tmp_path.iterdir()) == before
