"""A long GIFT file, against TOML of the same length, at two lengths: the time grows with the file and no faster."""

from functools import partial
from pathlib import Path

from benchmarks.banks import bank_text
from benchmarks.processes import child, medians, output_of
from benchmarks.table import Line, ratio_line

_QUESTIONS = 5_000
_QUESTION = """\
// [id:question-{number}]
// [tag:measuring]
::question-{number}::Prompt {number:05} asks which of these is so\\: the first or another?{{
\t=The first of them#Well done\\: it is the first.
\t~The second of them#It is the first.
\t~The third of them#It is the first.
\t~The fourth of them#It is the first.
\t####The first is so.\\nSource\\: A page, A publisher, https\\://example.org/page, checked 2026-11-23
}}

"""


def measure(folder: Path, times: int) -> list[Line]:
    """Compare our reading of 5,000 GIFT questions, and of four times as many, with tomli's reading of as many bytes."""
    lines: list[Line] = []
    seconds: list[float] = []
    for questions in (_QUESTIONS, 4 * _QUESTIONS):
        gift = folder / f"{questions}.txt"
        gift.write_text("".join(_QUESTION.format(number=number) for number in range(1, questions + 1)), encoding="utf-8")
        toml = folder / f"{questions}.toml"
        toml.write_text(_toml_of(gift.stat().st_size), encoding="utf-8")
        ours, tomli = medians(times, partial(_seconds, "gift", gift), partial(_seconds, "tomli", toml))
        seconds.append(ours)
        what = (
            f"{questions:,} GIFT questions, {gift.stat().st_size / 1e6:.1f} MB: `read_gift` / `tomli.loads` of as much TOML"
        )
        lines.append(ratio_line(what, ours, tomli, 6))
    lines.append(ratio_line("GIFT: four times the questions / once", seconds[1], seconds[0], 5))
    return lines


def _seconds(how: str, file: Path) -> float:
    return float(output_of(child("reading", how, file), file.parent))


def _toml_of(size: int) -> str:
    """Return a bank of about ``size`` bytes."""
    one = len(bank_text("big", 1))
    each = (len(bank_text("big", 101)) - one) / 100
    return bank_text("big", 1 + round((size - one) / each))
