"""The trainer's editor opens the file at the question's line, whichever it is; where there is none it is said what to do."""

from pathlib import Path

import pytest

from quiz.services.editors import editor_call
from quiz.services.requests import RequestError

FILE = Path("/banks/our bank.toml")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    for name in ("vim", "nano", "emacs", "code", "notepad++", "strange", "xdg-open", "kate"):
        (tmp_path / name).write_text("", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(
    ("editor", "arguments", "in_terminal"),
    [
        ("vim", ("vim", "+12", str(FILE)), True),
        ("nano -w", ("nano", "-w", "+12", str(FILE)), True),
        ("emacs", ("emacs", "+12", str(FILE)), True),
        ("code --wait", ("code", "--wait", "--goto", f"{FILE}:12"), False),
        ("notepad++", ("notepad++", "-n12", str(FILE)), False),
        ("kate", ("kate", "--line", "12", str(FILE)), False),
        ("strange", ("strange", str(FILE)), True),
    ],
)
def test_an_editor_is_told_the_line_in_its_own_way(
    programs: Path, editor: str, arguments: tuple[str, ...], in_terminal: bool
) -> None:
    call = editor_call(FILE, 12, {"EDITOR": editor, "PATH": str(programs)}, "linux", has_desktop=False)
    assert (call.arguments, call.in_terminal) == (arguments, in_terminal)


def test_visual_comes_before_editor_and_both_before_the_systems_own(programs: Path) -> None:
    both = {"VISUAL": "vim", "EDITOR": "nano", "PATH": str(programs)}
    assert editor_call(FILE, 1, both, "linux", has_desktop=True).arguments[0] == "vim"
    neither = {"PATH": str(programs)}
    assert editor_call(FILE, 1, neither, "linux", has_desktop=True).arguments == ("xdg-open", str(FILE))
    assert editor_call(FILE, 1, neither, "darwin", has_desktop=True).arguments == ("open", "-t", str(FILE))
    assert editor_call(FILE, 1, neither, "win32", has_desktop=True).arguments == ("notepad", str(FILE))


def test_without_an_editor_it_is_said_what_to_do(programs: Path) -> None:
    with pytest.raises(RequestError, match=r"our bank\.toml at line 12.*export EDITOR=nano"):
        editor_call(FILE, 12, {"PATH": str(programs)}, "linux", has_desktop=False)
    with pytest.raises(RequestError, match=r"vimm.*is not there"):
        editor_call(FILE, 12, {"EDITOR": "vimm", "PATH": str(programs)}, "linux", has_desktop=True)


def test_no_shell_reads_what_the_variables_hold(programs: Path) -> None:
    call = editor_call(FILE, 1, {"EDITOR": "vim ;rm $HOME", "PATH": str(programs)}, "linux", has_desktop=False)
    assert call.arguments == ("vim", ";rm", "$HOME", "+1", str(FILE))
