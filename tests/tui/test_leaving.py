"""However an app ends, the terminal is as it was, and the process ends in time, whatever its store does."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.marks import first_of
from tests.terminal import Terminal, terminal

CTRL_Q = "\x11"
CTRL_Z = "\x1a"
LEAVING = 3.5
"""Seconds in which the app leaves what would keep it for five. Two are promised; a busy machine is given more."""

AT_ALL = 20.0
"""Seconds in which the app leaves what would keep it for ever, however busy the machine is."""

GIVEN_BACK = ("\x1b[?1049l", "\x1b[?1000l", "\x1b[?1003l", "\x1b[?25h", "\x1b[?2004l")
"""The screen of before, no mouse, a cursor, plain pasting."""


def assert_given_back(shown: Terminal) -> None:
    assert [mode for mode in GIVEN_BACK if mode.encode() not in shown.written] == []
    assert b"Traceback" not in shown.written


@contextlib.contextmanager
def silent_server() -> Iterator[tuple[socket.socket, int]]:
    """Listen at a port and never say anything there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        yield server, server.getsockname()[1]


@pytest.mark.parametrize("number", first_of(1, [signal.SIGHUP, signal.SIGTERM, signal.SIGINT]))
def test_the_app_gives_the_terminal_back_when_it_is_told_to_end(tmp_path: Path, number: int) -> None:
    with terminal("--store", tmp_path / "scores.db") as shown:
        shown.wait_for("Recognising")
        shown.send(number)
        assert shown.ends(AT_ALL) == 128 + number
        assert_given_back(shown)


@pytest.mark.skipif(sys.platform != "linux", reason="It waits for the process to stop as Linux tells it.")
def test_ctrl_z_gives_the_terminal_back_and_going_on_draws_the_whole_screen(tmp_path: Path) -> None:
    with terminal("--store", tmp_path / "scores.db") as shown:
        shown.wait_for("Recognising")
        shown.type(CTRL_Z)
        os.waitid(os.P_PID, shown.process.pid, os.WSTOPPED)
        shown.wait_for(GIVEN_BACK[0])
        shown.send(signal.SIGCONT)
        shown.wait_for("INSET Quiz")
        shown.wait_for("help")


@pytest.mark.thorough
def test_the_host_gives_the_terminal_back_when_it_is_told_to_end(tmp_path: Path) -> None:
    with terminal("host", "scam-recognition", "--hands", "--store", tmp_path / "scores.db") as shown:
        shown.wait_for("Recognising")
        shown.send(signal.SIGTERM)
        assert shown.ends(AT_ALL) == 128 + signal.SIGTERM
        assert_given_back(shown)


@pytest.mark.thorough
def test_the_pad_gives_the_terminal_back_when_it_is_told_to_end() -> None:
    with silent_server() as (server, port), terminal("join", f"127.0.0.1:{port}") as shown:
        with server.accept()[0]:
            shown.send(signal.SIGTERM)
            assert shown.ends(AT_ALL) == 128 + signal.SIGTERM
        assert_given_back(shown)


def test_the_app_ends_with_the_window_that_it_was_in(tmp_path: Path) -> None:
    with terminal("--store", tmp_path / "scores.db") as shown:
        shown.wait_for("Recognising")
        shown.close()
        shown.ends(AT_ALL)


@pytest.mark.parametrize("arguments", [(), ("host", "scam-recognition", "--hands")], ids=["app", "host"])
def test_an_app_that_hears_of_no_hang_up_ends_with_its_terminal(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with terminal(*arguments, "--store", tmp_path / "scores.db", unheard=True) as shown:
        shown.wait_for("Recognising")
        shown.close()
        assert shown.ends(AT_ALL) == 128 + signal.SIGHUP


def test_a_pad_that_hears_of_no_hang_up_ends_with_its_terminal() -> None:
    with (
        silent_server() as (server, port),
        terminal("join", f"127.0.0.1:{port}", unheard=True) as shown,
        server.accept()[0],
    ):
        shown.close()
        assert shown.ends(AT_ALL) == 128 + signal.SIGHUP


WAITS = """
import sys, time
from quiz.tui.inset_app import InsetApp
from quiz.tui.running import run_on_terminal

class Waiting(InsetApp):
    def on_ready(self):
        print("waiting", file=sys.__stderr__, flush=True)
        time.sleep(600)

run_on_terminal(Waiting("inset-dark"))
"""


@pytest.mark.parametrize("unheard", [False, True])
def test_an_app_that_waits_for_a_terminal_ends_when_that_goes(unheard: bool) -> None:
    with terminal(python=("-c", WAITS), unheard=unheard) as shown:
        shown.wait_for("waiting")
        shown.close()
        assert shown.ends(AT_ALL) == 128 + signal.SIGHUP


LATE = """
import os, select, sys
from quiz.tui.inset_app import InsetApp
from quiz.tui.running import run_on_terminal

# In one piece: the terminal goes as soon as the word is read.
sys.__stderr__.write("beginning\\n")
sys.__stderr__.flush()
terminal = select.poll()
terminal.register(0, select.POLLHUP)
terminal.poll()
# What the buffers still hold is the command line's affair.
os._exit(run_on_terminal(InsetApp("inset-dark")))
"""


def test_an_app_whose_terminal_went_before_it_began_ends() -> None:
    with terminal(python=("-c", LATE), unheard=True) as shown:
        shown.wait_for("beginning")
        shown.close()
        assert shown.ends(AT_ALL) == 128 + signal.SIGHUP


CRASHES = """
import asyncio, sys, time
from quiz.tui.inset_app import InsetApp
from quiz.tui.running import run_on_terminal

class Crashing(InsetApp):
    async def run_async(self, **_):
        return await super().run_async(headless=True)

    def on_ready(self):
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 600)
        1 / 0

sys.exit(run_on_terminal(Crashing("inset-dark")))
"""


def test_an_app_that_crashed_does_not_wait_for_its_threads() -> None:
    crashed = subprocess.run([sys.executable, "-c", CRASHES], capture_output=True, timeout=60, check=False)
    assert crashed.returncode == 1
    assert b"ZeroDivisionError" in crashed.stderr


@pytest.mark.skipif(not Path("/proc").exists(), reason="what a program has open can be seen on Linux")
def test_the_app_leaves_in_time_while_another_program_holds_the_file(tmp_path: Path) -> None:
    file = tmp_path / "scores.db"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with terminal("--store", file) as shown:
            while str(file) not in shown.open_files():
                shown.wait_for("INSET Quiz")
            shown.type(CTRL_Q)
            assert shown.ends(LEAVING) == 0
            assert_given_back(shown)


def test_the_app_leaves_in_time_while_a_database_does_not_answer() -> None:
    with silent_server() as (server, port), terminal("--store", f"postgresql://127.0.0.1:{port}/scores") as shown:
        with server.accept()[0]:
            shown.type(CTRL_Q)
            assert shown.ends(LEAVING) == 0
        assert_given_back(shown)
