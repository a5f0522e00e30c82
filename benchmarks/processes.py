"""Fresh processes: their environment, how long they take, their output."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

PATIENCE = 30.0
"""Seconds within which any program measured has to say something."""

_ROOT = Path(__file__).parent.parent
# Without PYTHONDONTWRITEBYTECODE the programs run from compiled files, as from anybody's second run on.
_NOT_KEPT = ("QUIZ_", "XDG_", "TEXTUAL", "COLUMNS", "PYTHONDONTWRITEBYTECODE")


def environment(home: Path) -> dict[str, str]:
    """Return an environment with home, settings and scores in ``home``, and a common terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_KEPT)}
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "QUIZ_STORE": str(home / "scores.db"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(_ROOT),
    }


def console_script() -> str:
    """Return the ``quiz`` that is installed beside this Python."""
    return str(Path(sys.executable).with_name("quiz"))


def child(name: str, *arguments: object) -> list[str]:
    """Return the command that runs a module of ``benchmarks.children``."""
    return [sys.executable, "-m", f"benchmarks.children.{name}", *map(str, arguments)]


def output_of(command: Sequence[str], home: Path, patience: float = PATIENCE) -> str:
    """Run a command and return its standard output; raises if it fails."""
    return _run(command, environment(home), patience).stdout


def seconds_of(command: Sequence[str], home: Path, patience: float = PATIENCE) -> float:
    """Return the seconds from the start of a process to its end."""
    surroundings = environment(home)
    begin = time.perf_counter()
    _run(command, surroundings, patience)
    return time.perf_counter() - begin


def _run(command: Sequence[str], surroundings: dict[str, str], patience: float) -> "subprocess.CompletedProcess[str]":
    try:
        # The pipes close as soon as the process ends; without them its end would be polled for.
        return subprocess.run(command, env=surroundings, check=True, capture_output=True, text=True, timeout=patience)
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"{' '.join(command)} did not end in {patience:g} s.") from None


def medians(times: int, *measures: Callable[[], float], warm_up: bool = True) -> list[float]:
    """Measure alternately, so that anything that slows the machine down slows all, and return the medians."""
    for measure in measures if warm_up else ():
        measure()
    rounds = [[measure() for measure in measures] for _ in range(times)]
    return [median(column) for column in zip(*rounds, strict=True)]
