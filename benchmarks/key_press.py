"""From a key press to the painted feedback."""

from pathlib import Path
from statistics import median

from benchmarks.banks import write_bank
from benchmarks.processes import child, environment
from benchmarks.table import Line, percentile, ratio_line
from benchmarks.terminal import Terminal

_PRESSES = 40
_GRACE = 0.35


def measure(folder: Path, times: int) -> list[Line]:
    """Compare our play screen with a bare OptionList: the medians of what 95 % of the presses do not exceed, and of all."""
    ours: list[list[float]] = []
    bare: list[list[float]] = []
    for number in range(times):
        bank = write_bank(folder / f"play-{number}", "forty", _PRESSES + 2)
        ours.append(presses(child("play", bank.parent, "forty"), folder))
        bare.append(presses(child("bare_play"), folder))
    return [
        ratio_line(
            f"Key press to feedback, p95 of {_PRESSES}: play screen / bare OptionList",
            median(percentile(run, 0.95) for run in ours),
            median(percentile(run, 0.95) for run in bare),
            1.3,
        ),
        Line(
            "The same, median (for orientation)",
            f"{median(map(median, ours)) * 1000:.3g} ms / {median(map(median, bare)) * 1000:.3g} ms",
        ),
    ]


def presses(command: list[str], home: Path) -> list[float]:
    """Answer one question after another and return how long each feedback took."""
    took = []
    with Terminal(command, environment(home)) as terminal:
        terminal.wait_for("Prompt [0-9]{5}")
        for number in range(_PRESSES):
            terminal.rest(_GRACE)
            pressed = terminal.send(str(number % 4 + 1))
            took.append(terminal.wait_for("Right|Not right", 10) - pressed)
            terminal.rest(_GRACE)
            terminal.send("\r")
            terminal.wait_for("Prompt [0-9]{5}", 10)
    return took
