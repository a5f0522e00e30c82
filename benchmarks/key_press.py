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
    """Compare our play screen with an OptionList app that commits and shows as much, and with a barer one."""
    ours: list[list[float]] = []
    same: list[list[float]] = []
    barest: list[list[float]] = []
    for number in range(times):
        bank = write_bank(folder / f"play-{number}", "forty", _PRESSES + 2)
        # All questions, by the bank's own rules: with any other number a dialogue would first say that it is practice.
        bank.write_text(bank.read_text(encoding="utf-8").replace("quiz_length = 10", "quiz_length = 0"), encoding="utf-8")
        ours.append(presses(child("play", bank.parent, "forty"), folder))
        same.append(presses(child("bare_play", folder / f"answers-{number}.db"), folder))
        barest.append(presses(child("bare_play"), folder))
    shown = [median(map(median, runs)) * 1000 for runs in (ours, same, barest)]
    return [
        ratio_line(
            f"Key press to feedback, p95 of {_PRESSES}: play screen / OptionList app that commits and says as much",
            median(percentile(run, 0.95) for run in ours),
            median(percentile(run, 0.95) for run in same),
            1.0,
        ),
        Line(
            "The same, medians, and that of an app that keeps nothing and shows one short text (for orientation)",
            f"{shown[0]:.3g} ms / {shown[1]:.3g} ms; {shown[2]:.3g} ms",
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
