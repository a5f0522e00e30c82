"""What is measured never outlives who measures it, and never keeps them waiting."""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import live
from benchmarks.processes import output_of, seconds_of

WAITS = [sys.executable, "-c", "import time; time.sleep(600)"]

# Says that it is there, and then its end can be heard: the connection closes.
MEASURED = "import socket, sys; there = socket.create_connection(('127.0.0.1', int(sys.argv[1]))); there.recv(1)"
MEASURES = f"""
import os, sys
from benchmarks.terminal import Terminal

terminal = Terminal([sys.executable, "-c", {MEASURED!r}, sys.argv[1]], os.environ)
sys.stdin.read()
os._exit(0)
"""


def test_a_program_ends_with_the_benchmark_that_runs_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        command = [sys.executable, "-c", MEASURES, str(server.getsockname()[1])]
        with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=Path(__file__).parents[1]) as benchmark:
            measured = server.accept()[0]
            measured.settimeout(20)
            benchmark.kill()
            with measured:
                assert measured.recv(1) == b""


@pytest.mark.parametrize("measure", [output_of, seconds_of])
def test_a_program_that_says_nothing_is_no_longer_waited_for(tmp_path: Path, measure: Callable[..., object]) -> None:
    with pytest.raises(TimeoutError, match="did not end in"):
        measure(WAITS, tmp_path, 0.1)


@pytest.mark.parametrize("code", ["import time; time.sleep(600)", "pass"])
def test_a_child_of_a_live_game_that_says_nothing_is_no_longer_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(live, "PATIENCE", 0.1)
    monkeypatch.setattr(live, "child", lambda *_: [sys.executable, "-c", code])
    with pytest.raises(TimeoutError, match="said nothing"):
        live.Child(tmp_path, "live_host")
