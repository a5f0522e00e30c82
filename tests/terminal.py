"""Runs the program on a terminal of its own, as a person does, and keeps every byte that it writes there."""

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.builders import PATIENCE

# Makes the terminal the program's own, so that it hears when the terminal goes. What the tests' own shell ignores, as under
# nohup or in the background, is not passed on.
_ON_TERMINAL = """
import os, signal, sys
for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_DFL)
os.login_tty(0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
_UNHEARD = _ON_TERMINAL.replace("os.login_tty(0)\n", "os.login_tty(0)\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n")

_QUIZ = ("-m", "quiz")


class Terminal:
    """A terminal with the program on it, or with other Python; ``unheard`` has it ignore SIGHUP, as under nohup."""

    def __init__(
        self, *arguments: object, python: tuple[str, ...] = _QUIZ, unheard: bool = False, **environment: str
    ) -> None:
        self.written = b""
        self._near, far = os.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _UNHEARD if unheard else _ON_TERMINAL, *python, *map(str, arguments)],
            stdin=far,
            stdout=far,
            stderr=far,
            cwd=Path(__file__).parents[1],
            env={**os.environ, "TERM": "xterm-256color", "LINES": "24", "COLUMNS": "80", **environment},
        )
        os.close(far)

    def wait_for(self, shown: str, seconds: float = PATIENCE) -> None:
        """Return once these bytes were written."""
        until = time.monotonic() + seconds
        while shown.encode() not in self.written:
            assert time.monotonic() < until, self.written[-2000:]
            assert self._read(0.1) or self.process.poll() is None, self.written[-2000:]

    def open_files(self) -> set[str]:
        """Return the files that the program has open just now (Linux only)."""
        files = set()
        for link in Path(f"/proc/{self.process.pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                files.add(str(link.readlink()))
        return files

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._near, keys.encode())

    def send(self, number: int) -> None:
        """Send the program a signal; what it wrote before is forgotten."""
        self.written = b""
        self.process.send_signal(number)

    def close(self) -> None:
        """Take the terminal away, as a window that is closed does."""
        if self._near >= 0:
            os.close(self._near)
            self._near = -1

    def ends(self, seconds: float) -> int:
        """Return the exit status, which has to come in time."""
        until = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < until, f"still there after {seconds} s"
            self._read(0.02)
        while self._read(0.0):
            pass
        return self.process.returncode

    def _read(self, seconds: float) -> bool:
        if self._near < 0:
            time.sleep(seconds)
            return False
        with contextlib.suppress(OSError):
            if select.select([self._near], [], [], seconds)[0] and (data := os.read(self._near, 65536)):
                self.written += data
                return True
        return False


@contextlib.contextmanager
def terminal(
    *arguments: object, python: tuple[str, ...] = _QUIZ, unheard: bool = False, **environment: str
) -> Iterator[Terminal]:
    """Run the program with ``arguments`` on a terminal; it ends with the block."""
    one = Terminal(*arguments, python=python, unheard=unheard, **environment)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait()
        one.close()
