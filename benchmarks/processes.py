"""Fresh processes: where they run, how long they take, what they say."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

_ROOT = Path(__file__).parent.parent
_NOT_KEPT = ("QUIZ_", "XDG_", "TEXTUAL", "COLUMNS", "LINES", "LC_", "NO_COLOR", "COLORTERM")


def environment(home: Path) -> dict[str, str]:
    """Return an environment whose home, settings and scores are in ``home``, with a usual terminal."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("QUIZ_", "XDG_", "TEXTUAL", "COLUMNS"))
    }
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


def output_of(command: Sequence[str], home: Path) -> str:
    """Run a command and return its standard output; its failure is ours."""
    return subprocess.run(command, env=environment(home), check=True, capture_output=True, text=True).stdout


def seconds_of(command: Sequence[str], home: Path) -> float:
    """Return the seconds from the start of a process to its end."""
    surroundings = environment(home)
    begin = time.perf_counter()
    subprocess.run(command, env=surroundings, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def medians(times: int, *measures: Callable[[], float], warm_up: bool = True) -> list[float]:
    """Measure in turn, so that what slows the machine down slows all, and return the medians."""
    for measure in measures if warm_up else ():
        measure()
    rounds = [[measure() for measure in measures] for _ in range(times)]
    return [median(column) for column in zip(*rounds, strict=True)]
