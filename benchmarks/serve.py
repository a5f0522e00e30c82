"""The quiz in browsers: many people answer at once, and each waits until the answer is kept, beside a bare echo server.

The people are in a process of their own on the same machine as the server. Both servers have the same client.
"""

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.live import Child
from benchmarks.table import Line, percentile

_PEOPLE = (100, 500, 1000, 2000)
_JUDGED = 500
_QUESTIONS = 5
"""How many answers each person gives; the figures are those of the median question."""
_TIMES = 5
"""How often crowds of the judged size are measured: a burst is over in a tenth of a second, and runs differ."""


@dataclass
class Burst:
    """The results when everybody answered at once, in seconds and bytes."""

    p95: float
    rss: int
    cpu: float
    """Of the server, for each answer."""
    whole: bool


def measure(folder: Path, repeats: int) -> list[Line]:
    """Measure crowds of each size; ``repeats`` 1 leaves out the largest."""
    sizes = _PEOPLE if repeats > 1 else _PEOPLE[:2]
    lines: list[Line] = []
    first: tuple[int, int] | None = None
    for people in sizes:
        echo, ours = _middle(folder, people, _TIMES if people == _JUDGED else 1)
        first = first or (ours.rss, people)
        bounded = people == _JUDGED
        what = f"served, {people:,} people at once"
        ratio = ours.p95 / echo.p95
        figures = f"{ratio:.2f} ({1000 * ours.p95:.0f} ms / {1000 * echo.p95:.0f} ms)"
        lines += [
            Line(f"{what}: answer kept and acknowledged against the bare echo, p95", figures, ratio, 3 if bounded else None),
            Line(f"{what}: CPU of the server an answer", f"{1e6 * ours.cpu:.0f} µs (echo {1e6 * echo.cpu:.0f} µs)"),
            Line(f"{what}: no answer lost", "so" if ours.whole else "not so", float(not ours.whole), 0),
        ]
        if people > first[1]:
            held = (ours.rss - first[0]) / (people - first[1]) / 1024
            most = 64 if bounded else None
            lines.append(Line(f"{what}: memory for each beyond the first {first[1]}", f"{held:.1f} kB", held, most, " kB"))
    return lines


def _middle(folder: Path, people: int, times: int) -> tuple[Burst, Burst]:
    """Measure echo and quiz alternately this many times, and return the run with the median ratio."""
    runs = [(_echo(folder, people), _served(folder, folder / f"{people}-{time}", people)) for time in range(times)]
    return sorted(runs, key=lambda run: run[1].p95 / run[0].p95)[times // 2]


def _served(folder: Path, own: Path, people: int) -> Burst:
    own.mkdir()
    server = Child(folder, "serve_school", own, people)
    try:
        return _burst(server, Child(folder, "serve_people", server.first["url"], server.first["bank"], people), people)
    finally:
        server.close()


def _echo(folder: Path, people: int) -> Burst:
    server = Child(folder, "serve_echo")
    try:
        return _burst(server, Child(folder, "serve_people", server.first["url"], "", people), people)
    finally:
        server.close()


def _burst(server: Child, crowd: Child, people: int) -> Burst:
    """Let everybody join, begin and answer some questions."""
    try:
        crowd.ask("join")
        crowd.ask("begin")
        p95s, cpus = [], []
        for _ in range(_QUESTIONS):
            before = server.ask("state")
            p95s.append(percentile(crowd.ask("answer")["took"], 0.95))
            after = server.ask("state")
            cpus.append((after["cpu"] - before["cpu"]) / people)
            crowd.ask("next")
    finally:
        crowd.close()
    whole = after.get("kept", 0) == _QUESTIONS * people
    return Burst(median(p95s), after["rss"], median(cpus), whole)
