"""Completion in the shell: the scripts, and what they are told to offer."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program, write_bank


@pytest.mark.parametrize(("shell", "sign"), [("bash", "complete -o"), ("zsh", "#compdef quiz"), ("fish", "complete")])
def test_the_script_of_each_shell_is_printed(quiz: Program, shell: str, sign: str) -> None:
    result = quiz("completion", shell)
    assert result.exit_code == 0
    assert sign in result.stdout
    assert "_QUIZ_COMPLETE" in result.stdout


def test_another_shell_is_wrong_usage(quiz: Program) -> None:
    result = quiz("completion", "tcsh")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'bash', 'zsh', 'fish'" in result.stderr


def offered(quiz: Program, line: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what bash would offer for the last word of ``line``."""
    monkeypatch.setenv("_QUIZ_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    return [word.removeprefix("plain,") for word in quiz().stdout.split()]


def test_banks_are_offered_where_a_bank_is_asked_for(quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_bank(tmp_path / "own", "second")
    assert offered(quiz, "quiz play fi", monkeypatch) == ["first"]
    assert offered(quiz, "quiz board ", monkeypatch) == ["first"]
    assert offered(quiz, f"quiz --banks {tmp_path}/own play ", monkeypatch) == ["first", "second"]
    assert offered(quiz, f"quiz board --banks {tmp_path}/own se", monkeypatch) == ["second"]


def test_commands_and_choices_are_offered(quiz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(quiz, "quiz bo", monkeypatch) == ["board"]
    assert {"list", "check", "schema"} <= set(offered(quiz, "quiz bank ", monkeypatch))
    assert offered(quiz, "quiz play --preset c", monkeypatch) == ["classic", "certainty"]


def test_a_folder_that_is_not_there_offers_nothing_and_says_nothing(
    quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offered(quiz, f"quiz play --banks {tmp_path}/nowhere ", monkeypatch) == []
    assert quiz().stderr == ""
