"""What the tests of the command line stand on: made-up banks in place of those that ship, and ways to run a command."""

import ctypes
import json
import os
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quiz.cli import main
from quiz.services.requests import AppRequest
from tests.builders import bank, document, to_toml, true_false

BROKEN = 'format = 1\n\n[bank]\nid = "broken"\ntitel = "A slip of the pen"\n'
"""A bank file with an unknown key, and with two that are missing."""


def write_bank(folder: Path, identifier: str, **about: Any) -> Path:
    """Write a bank with two statements to judge, the first true and the second false, and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    questions = (true_false("is-so", topic="scams"), true_false("is-not", answer=False, topic="chats"))
    file = folder / f"{identifier}.toml"
    file.write_text(to_toml(document(bank(*questions, identifier=identifier, **about))), encoding="utf-8")
    return file


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put one bank, ``first``, in place of the banks that ship, and return their folder."""
    folder = tmp_path / "shipped"
    write_bank(folder, "first")
    monkeypatch.setattr("quiz.paths.shipped_banks", lambda: folder)
    return folder


@dataclass
class Program:
    """The program with made-up banks, and a store in the test's own folder."""

    folder: Path
    """Where the bank ``first`` is."""
    store: Path

    def __call__(self, *arguments: object, typed: str = "") -> Result:
        """Run one command in this process; what is not on a terminal reads ``typed``."""
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed)

    def json(self, *arguments: object, typed: str = "", status: int = 0) -> Any:
        """Run one command and return the one document that is all of its standard output."""
        result = self(*arguments, typed=typed)
        assert (result.exit_code, result.stderr if not typed else "") == (status, "")
        return json.loads(result.stdout)


@pytest.fixture
def quiz(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Return the program with the bank ``first``, and its scores in the test's own folder."""
    store = tmp_path / "scores.db"
    monkeypatch.setenv("QUIZ_STORE", str(store))
    return Program(shipped, store)


@dataclass
class FakeApp:
    """An app that only notes what it is asked for."""

    requests: list[AppRequest] = field(default_factory=list)
    status: int = 0

    def run(self, request: AppRequest) -> int:
        """Stand in for ``run_app``."""
        self.requests.append(request)
        return self.status


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> FakeApp:
    """Pretend that there is a terminal on both sides, and put an app there that only notes what it is asked for."""
    fake = FakeApp()
    module = types.ModuleType("quiz.tui.app")
    module.run_app = fake.run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "quiz.tui.app", module)
    # Commands are imported when they run: one that is imported only now would keep what is put in place here.
    for command in ("play", "bank.new"):
        import_module(f"quiz.cli.{command}")
    monkeypatch.setattr("quiz.cli.program.is_terminal", lambda stream: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    return fake


_CAPABILITIES_VERSION = 0x20080522
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1 << 1, 1 << 2


@pytest.fixture
def unprivileged(tmp_path: Path) -> Iterator[Path]:
    """Let permissions of files count in this test even where it runs as root, as in CI; return the test's folder."""
    if sys.platform == "win32":
        pytest.skip("permissions are another thing on Windows")
    if os.geteuid() != 0:
        yield tmp_path
        return
    if sys.platform != "linux":
        pytest.skip("to root no file is closed")
    libc = ctypes.CDLL(None)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, sets) == 0
    everything = sets[0]
    sets[0] &= ~(_DAC_OVERRIDE | _DAC_READ_SEARCH)
    assert libc.capset(header, sets) == 0
    try:
        yield tmp_path
    finally:
        sets[0] = everything
        assert libc.capset(header, sets) == 0


RunProcess = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def process(tmp_path: Path) -> RunProcess:
    """Return a way to run the program as a process of its own, with ``environment`` beside the test's."""

    def run(*arguments: object, typed: bytes = b"", **environment: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-m", "quiz", *map(str, arguments)],
            input=typed,
            capture_output=True,
            timeout=60,
            env={**os.environ, "QUIZ_STORE": str(tmp_path / "scores.db"), **environment},
            check=False,
        )

    return run
