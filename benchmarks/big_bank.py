"""A very long bank, against the parser alone."""

from pathlib import Path

from benchmarks.banks import write_bank
from benchmarks.processes import child, medians, output_of
from benchmarks.table import Line, ratio_line


def measure(folder: Path, times: int) -> list[Line]:
    """Compare our reading of 10,000 questions with tomli's."""
    bank = write_bank(folder / "big", "big", 10_000, sentences=4)
    megabytes = bank.stat().st_size / 1e6
    ours, tomli = medians(
        times,
        lambda: float(output_of(child("reading", "ours", bank), folder)),
        lambda: float(output_of(child("reading", "tomli", bank), folder)),
    )
    what = f"10,000 questions, {megabytes:.1f} MB: `read_bank` / `tomli.loads`"
    return [ratio_line(what, ours, tomli, 1.4, "s", 1)]
