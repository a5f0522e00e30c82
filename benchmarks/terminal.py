"""A program in a pseudo-terminal of 80 by 24: its screen is read, and its queries get no answer."""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from functools import partial
from types import TracebackType

from benchmarks.processes import PATIENCE

_CONTROLS = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[P\]_^].*?(?:\x1b\\|\x07)|[ -/]*[0-~])", re.DOTALL)
_SIZE = struct.pack("HHHH", 24, 80, 0, 0)


def _take(inner: int) -> None:
    """Make it the program's controlling terminal: it goes with the measuring process, and the program is told to end."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.login_tty(inner)


class Terminal:
    """A running program; ``wait_for`` reads what it paints. Use as a context."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start ``command``; ``began`` is the moment just before."""
        self._screen, inner = os.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, _SIZE)
        self.read = b""
        self.peak_kilobytes = 0
        self.began = time.perf_counter()
        self._process = subprocess.Popen(command, env=dict(environment), preexec_fn=partial(_take, inner))
        os.close(inner)

    def __enter__(self) -> "Terminal":
        return self

    def wait_for(self, pattern: str, seconds: float = PATIENCE) -> float:
        """Return the moment at which text that matches ``pattern`` has been painted since the last ``send``."""
        sought, until = re.compile(pattern.encode()), time.perf_counter() + seconds
        while time.perf_counter() < until:
            if self._read(0.1):
                now = time.perf_counter()
                if sought.search(_CONTROLS.sub(b"", self.read)):
                    return now
        raise TimeoutError(
            f"{pattern!r} was not painted; last: {_CONTROLS.sub(b'', self.read)[-600:].decode(errors='replace')}"
        )

    def rest(self, seconds: float) -> None:
        """Let the program run, reading what it paints so that it never blocks on us."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._read(left)

    def wait_for_end(self, seconds: float) -> None:
        """Read until the program has ended by itself."""
        until = time.perf_counter() + seconds
        while self._process.poll() is None:
            if time.perf_counter() > until:
                raise TimeoutError(f"The program did not end in {seconds:g} s.")
            self._read(0.05)

    def send(self, keys: str) -> float:
        """Press keys and return when; anything read before is forgotten."""
        self.read = b""
        now = time.perf_counter()
        os.write(self._screen, keys.encode())
        return now

    def _read(self, seconds: float) -> bool:
        if not select.select([self._screen], [], [], seconds)[0]:
            return False
        try:
            self.read += os.read(self._screen, 65536)
        except OSError:  # Linux says so when the program has closed its side.
            time.sleep(min(seconds, 0.01))
            return False
        return True

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the program and note its peak memory."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGKILL)
            _, status, usage = os.wait4(self._process.pid, 0)
            self._process.returncode = os.waitstatus_to_exitcode(status)
            self.peak_kilobytes = usage.ru_maxrss
        os.close(self._screen)
