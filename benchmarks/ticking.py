"""What a question costs while nobody presses a key."""

from pathlib import Path

from benchmarks.banks import write_bank
from benchmarks.processes import child, environment, medians
from benchmarks.table import Line
from benchmarks.terminal import Terminal

_MOST_MILLISECONDS = 5.0


def measure(folder: Path, times: int) -> list[Line]:
    """Measure the CPU time per second of our play screen, and of a bare app that changes one text a second."""
    bank = write_bank(folder / "tick", "tick", 10)
    sample = folder / "cpu-seconds"
    ours, bare = medians(
        times,
        lambda: _cpu(child("play", bank.parent, "tick", sample), sample, folder),
        lambda: _cpu(child("bare_tick", sample), sample, folder),
        warm_up=False,
    )
    shown = ours * 1000
    return [
        Line(
            "CPU time a second of a ticking question",
            f"{shown:.2f} ms ({ours / bare:.2f} times the {bare * 1000:.2f} ms of a bare ticking app)",
            shown,
            _MOST_MILLISECONDS,
            " ms",
        )
    ]


def _cpu(command: list[str], sample: Path, home: Path) -> float:
    sample.unlink(missing_ok=True)
    with Terminal(command, environment(home)) as terminal:
        terminal.wait_for_end(30)
    return float(sample.read_text(encoding="utf-8"))
