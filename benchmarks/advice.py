"""``quiz bank check`` on a very long bank, including near-duplicates, against the parser alone, at two lengths."""

from functools import partial
from pathlib import Path

from benchmarks.banks import write_bank
from benchmarks.processes import child, medians, output_of
from benchmarks.table import Line, ratio_line

_QUESTIONS = 10_000


def measure(folder: Path, times: int) -> list[Line]:
    """Compare reading and advising on 2,500 and 10,000 questions with tomli's reading of the same text."""
    lines: list[Line] = []
    seconds: list[float] = []
    for questions in (_QUESTIONS // 4, _QUESTIONS):
        bank = write_bank(folder / f"advice-{questions}", "long", questions)
        ours, tomli = medians(
            times,
            partial(_seconds, "advice", bank),
            partial(_seconds, "tomli", bank),
        )
        seconds.append(ours)
        what = f"{questions:,} questions, {bank.stat().st_size / 1e6:.1f} MB: `read_files` and `advise` / `tomli.loads`"
        lines.append(ratio_line(what, ours, tomli, 10, "s", 1))
    lines.append(ratio_line("Advice: four times the questions / once", seconds[1], seconds[0], 5))
    return lines


def _seconds(how: str, file: Path) -> float:
    return float(output_of(child("reading", how, file), file.parent))
