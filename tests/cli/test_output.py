"""What every command keeps to: sentences in place of tracebacks, any encoding, any pipe, nothing imported in vain."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quiz import __version__
from tests.cli.conftest import Program, RunProcess, write_bank
from tests.test_floors import unmeasured


def test_the_version_is_one_line(quiz: Program) -> None:
    assert quiz("--version").stdout == f"quiz {__version__}\n"


@pytest.mark.parametrize("command", [[], ["play"], ["board"], ["bank"], ["bank", "check"], ["doctor"], ["completion"]])
def test_every_command_explains_itself(quiz: Program, command: list[str]) -> None:
    result = quiz(*command, "--help")
    assert result.exit_code == 0
    assert "--banks" in result.stdout
    assert "--store" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plya"], 'There is no command "plya". Did you mean "play"? See: quiz --help\n'),
        (["bank"], "Missing command. See: quiz bank --help\n"),
        (["board", "--bx"], "No such option"),
        (["completion"], "Missing argument 'SHELL'. Choose from: bash, zsh, fish. See: quiz completion --help\n"),
        (["\x1b[2J"], 'There is no command "\\u001b[2J".'),
        (["board", "--\x1b[2J"], "No such option"),
    ],
)
def test_wrong_usage_is_one_line_that_says_where_to_look(quiz: Program, arguments: list[str], said: str) -> None:
    result = quiz(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1
    assert "\x1b" not in result.stderr


def test_what_was_typed_cannot_ring_or_move_the_cursor(quiz: Program) -> None:
    result = quiz("bank", "list", "--banks", "/nowhere\a\r")
    assert result.stderr.startswith('There is no folder "/nowhere\\u0007\\u000d".')


class TestDefects:
    """An error that nobody foresaw."""

    @pytest.fixture(autouse=True)
    def defect(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        def fail(folders: object) -> None:
            raise KeyError("a secret")

        monkeypatch.setattr("quiz.banks.loading.load_library", fail)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def test_is_said_in_sentences_and_leaves_no_file(self, quiz: Program, tmp_path: Path) -> None:
        result = quiz("bank", "list")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("This is a defect of the program (KeyError): please report it")
        assert "secret" not in result.stderr
        assert list(tmp_path.glob("quiz-*.txt")) == []

    def test_leaves_its_details_in_a_private_file_where_that_is_wanted(
        self, quiz: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("QUIZ_DEBUG", "1")
        result = quiz("bank", "list")
        (file,) = tmp_path.glob("quiz-*.txt")
        assert str(file) in result.stderr
        assert "Traceback" not in result.stderr
        assert "KeyError: 'a secret'" in file.read_text()
        assert file.stat().st_mode & 0o777 == 0o600


def test_an_interrupt_ends_quietly(quiz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(folders: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("quiz.banks.loading.load_library", interrupt)
    result = quiz("bank", "list")
    assert (result.exit_code, result.output.strip()) == (130, "")


def test_a_file_of_the_system_that_fails_is_named(quiz: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folders: object) -> None:
        raise PermissionError(13, "Permission denied", "/banks")

    monkeypatch.setattr("quiz.banks.loading.load_library", fail)
    result = quiz("bank", "list")
    assert result.exit_code == 1
    assert result.stderr == '"/banks" cannot be used: Permission denied. Check that it is there and that you may use it.\n'


def test_a_pipe_that_is_closed_ends_it_quietly(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "quiz", "bank", "list"], stdout=write_end, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_said_in_words() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "quiz", "bank", "list"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"Reading or writing failed: No space left on device.")
    assert done.stderr.count(b"\n") == 1


def test_an_interrupted_quiz_keeps_what_was_answered(tmp_path: Path) -> None:
    write_bank(tmp_path / "own", "made-up")
    store = tmp_path / "scores.db"
    command = [sys.executable, "-m", "quiz", "play", "made-up", "--banks", str(tmp_path / "own"), "--store", str(store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as playing:
        assert playing.stdin
        assert playing.stdout
        playing.stdin.write(b"true\n")
        playing.stdin.flush()
        while b"Question 2 of 2" not in (line := playing.stdout.readline()):
            assert line, "the quiz ended before its second question"
        playing.send_signal(signal.SIGINT)
        rest, errors = playing.communicate(timeout=60)
    assert (playing.returncode, errors) == (0, b"")
    assert b"1 of 2 questions is answered" in rest


BARE = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    "environment",
    [BARE, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252"}],
    ids=["LANG=C", "ascii", "cp1252"],
)
def test_no_encoding_of_the_terminal_breaks_the_output(
    process: RunProcess, tmp_path: Path, environment: dict[str, str]
) -> None:
    write_bank(tmp_path / "own", "made-up", title="“Quotes” ✔ Ω")
    for arguments in (["bank", "list"], ["play", "made-up", "--player", "Zoë ✔"], ["board"], ["bank", "check", "✔.toml"]):
        done = process(*arguments, "--banks", tmp_path / "own", typed="\xff\ntrue\n✔\nfalse\n".encode(), **environment)
        assert done.returncode in (0, 1)
        assert b"Traceback" not in done.stderr
        assert b"defect" not in done.stderr


def test_json_loses_no_character_in_any_encoding(process: RunProcess, tmp_path: Path) -> None:
    write_bank(tmp_path / "own", "made-up", title="“Quotes” ✔ Ω")
    done = process("bank", "list", "--json", "--banks", tmp_path / "own", PYTHONIOENCODING="ascii")
    assert "“Quotes” ✔ Ω" in [entry["title"] for entry in json.loads(done.stdout)]


def test_a_file_name_that_is_no_text_is_no_obstacle(process: RunProcess, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.toml")
    (tmp_path / name).write_text("format = 1\n")
    assert b"caf\\udce9.toml" in process("bank", "check", tmp_path / name).stdout
    done = process("bank", "check", tmp_path / name, "--json")
    assert json.loads(done.stdout)["problems"][0]["file"] == str(tmp_path / name)


LOADED = """
import sys
from quiz.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""


def loaded_by(*arguments: object) -> set[str]:
    """Return the modules that a fresh interpreter has loaded when the command is done."""
    command = [sys.executable, "-c", LOADED, *map(str, arguments)]
    done = subprocess.run(command, env=unmeasured(), capture_output=True, text=True, timeout=60, check=True)
    return set(done.stderr.split())


HEAVY = {"textual", "rich", "sqlite3", "platformdirs", "psycopg", "asyncio", "tree_sitter", "quiz.store.store", "quiz.plain"}


def test_the_version_needs_next_to_nothing() -> None:
    assert loaded_by("--version").isdisjoint(HEAVY | {"msgspec", "tomli", "dataclasses", "json"})


def test_checking_a_file_needs_no_more_than_the_readers(tmp_path: Path) -> None:
    loaded = loaded_by("bank", "check", write_bank(tmp_path, "made-up"))
    assert {"msgspec", "tomli"} <= loaded
    assert loaded.isdisjoint(HEAVY | {"quiz.play", "quiz.reports", "quiz.services.settings"})


def test_the_board_in_words_needs_no_app() -> None:
    assert loaded_by("board", "--plain", "--store", ":memory:").isdisjoint({"textual", "rich", "asyncio", "quiz.plain"})
