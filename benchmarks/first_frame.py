"""From the start of the process to the first frame with text."""

from pathlib import Path

from benchmarks.banks import write_bank
from benchmarks.processes import child, console_script, environment, medians
from benchmarks.table import Line, ratio_line
from benchmarks.terminal import Terminal

_BANKS = 200


def measure(folder: Path, times: int) -> list[Line]:
    """Compare ``quiz`` with a bare app, and with itself when it has many banks."""
    many = folder / "many"
    for number in range(_BANKS):
        write_bank(many, f"copy-{number:03}", 10)
    quiz = console_script()
    ours, bare, full = medians(
        times,
        lambda: first_paint([quiz], folder / "home"),
        lambda: first_paint(child("bare_home"), folder / "home"),
        lambda: first_paint([quiz, "--banks", str(many)], folder / "home"),
    )
    return [
        ratio_line("First frame: `quiz` / bare Textual app with the same widgets", ours, bare, 1.3),
        ratio_line(f"First frame: {_BANKS} more banks / none", full, ours, 1.1),
    ]


def first_paint(command: list[str], home: Path, text: str = "INSET Quiz") -> float:
    """Return the seconds until ``text`` is on the screen."""
    home.mkdir(exist_ok=True)
    with Terminal(command, environment(home)) as terminal:
        return terminal.wait_for(text) - terminal.began
