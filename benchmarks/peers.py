"""Other quiz programs for the terminal, for orientation only: installed into a throw-away environment beside ours."""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.processes import console_script, environment
from benchmarks.table import Line
from benchmarks.terminal import Terminal

_PATIENCE = 90.0
_QUIZ = "# Quiz\n\n<quiz>\nWhich one is so?\n- [x] The first\n- [ ] The second\n</quiz>\n"
_PEERS = {
    "mkdocs-quiz": (["mkdocs-quiz", "run", "quiz.md"], "Which one is so"),
    "quizzical": (["quizzical"], "Run"),
    "examexam": (["examexam"], "[A-Za-z]{3}"),
}
"""Each with its command and the text of its first useful paint."""


def measure(folder: Path) -> list[Line]:
    """Return first useful paint and peak memory of ours and of each peer that can be installed and started."""
    (folder / "quiz.md").write_text(_QUIZ, encoding="utf-8")
    lines = [_started("INSET Quiz", [console_script()], "INSET Quiz", folder)]
    for name, (command, text) in _PEERS.items():
        place = folder / name
        until = time.monotonic() + _PATIENCE
        try:
            for step in (
                [sys.executable, "-m", "venv", str(place)],
                [str(place / "bin" / "pip"), "install", "--quiet", "--only-binary", ":all:", name],
            ):
                subprocess.run(step, check=True, capture_output=True, timeout=max(1.0, until - time.monotonic()))
        except (subprocess.SubprocessError, OSError):
            lines.append(Line(f"Peer {name}", f"could not be installed within {_PATIENCE:g} s"))
            continue
        full = [
            str(place / "bin" / command[0]),
            *(str(folder / part) if part.endswith(".md") else part for part in command[1:]),
        ]
        lines.append(_started(f"Peer {name}", full, text, folder))
    return lines


def _started(name: str, command: list[str], text: str, home: Path) -> Line:
    try:
        with Terminal(command, environment(home)) as terminal:
            took = terminal.wait_for(text, 20) - terminal.began
    except (OSError, TimeoutError):
        return Line(name, "could not be started without a network or an account")
    return Line(name, f"first paint {took * 1000:.0f} ms, at most {terminal.peak_kilobytes / 1024:.0f} MB")
