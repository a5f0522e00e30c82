"""What top-ups cost: replaying a player's answers, and the line that a shell profile can show."""

from pathlib import Path

from benchmarks.processes import child, console_script, medians, output_of, seconds_of
from benchmarks.table import Line, ratio_line

_ANSWERS = 2_000
_MOST_MS = 250


def measure(folder: Path, times: int) -> list[Line]:
    """Replay 2,000 answers, and compare ``quiz topup --due`` with ``quiz --version``."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    output_of(child("topups", "fill", home, _ANSWERS), home)
    quiz = console_script()
    replay, first, due, version = medians(
        times,
        lambda: float(output_of(child("topups", "replay", home), home)),
        lambda: float(output_of(child("topups", "first", home), home)),
        lambda: seconds_of([quiz, "topup", "--due"], home),
        lambda: seconds_of([quiz, "--version"], home),
    )
    said = output_of([quiz, "topup", "--due"], home).strip()
    return [
        Line(f"Replay of {_ANSWERS:,} answers", f"{replay * 1000:.3g} ms", replay * 1000, _MOST_MS, " ms"),
        Line("The same with the import of fsrs (for orientation)", f"{first * 1000:.3g} ms"),
        ratio_line(f"`quiz topup --due` (“{said}”) / `quiz --version`", due, version, 1.3),
    ]
