"""The preview of a very long bank, against reading it."""

from pathlib import Path
from statistics import median

from benchmarks.banks import write_bank
from benchmarks.processes import child, output_of
from benchmarks.table import Line, ratio_line

_QUESTIONS = 5000
_PATIENCE = 120.0


def measure(folder: Path, times: int) -> list[Line]:
    """Compare the time to the first question on the screen with that of reading, and report when an edit is seen."""
    bank = write_bank(folder / "long", "long", _QUESTIONS, sentences=2)
    runs = [output_of(child("preview", bank), folder, _PATIENCE).split() for _ in range(times)]
    reading, drawn, edited = (median(map(float, column)) for column in zip(*runs, strict=True))
    after = edited - reading
    return [
        ratio_line(f"Preview of {_QUESTIONS} questions: on the screen / `read_bank`", drawn, reading, 2.0, "s", 1),
        Line("The same: from a save to the edit on the screen, reading apart", f"{after:.2f} s", after, 2, " s"),
    ]
