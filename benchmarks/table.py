"""The lines of the result and how they are printed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One measurement; ``value`` is compared with ``most``, and a line without ``most`` is for orientation."""

    what: str
    measured: str
    value: float = 0.0
    most: float | None = None
    unit: str = ""

    @property
    def bound(self) -> str:
        """The bound in words."""
        return "–" if self.most is None else f"≤ {self.most:g}{self.unit}"

    @property
    def verdict(self) -> str:
        """Whether the bound holds."""
        if self.most is None:
            return "–"
        return "yes" if self.value <= self.most else "**no**"


def ratio_line(what: str, ours: float, theirs: float, most: float, unit: str = "ms", scale: float = 1000.0) -> Line:
    """Return a line for ``ours`` against ``theirs``, both in seconds."""
    ratio = ours / theirs if theirs else math.inf
    return Line(what, f"{ratio:.2f} ({ours * scale:.3g} {unit} / {theirs * scale:.3g} {unit})", ratio, most)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that ``share`` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def markdown(lines: Sequence[Line]) -> str:
    """Return the lines as a Markdown table."""
    rows = ["| what | measured | bound | ok? |", "| --- | --- | --- | --- |"]
    rows += [f"| {line.what} | {line.measured} | {line.bound} | {line.verdict} |" for line in lines]
    return "\n".join(rows)
