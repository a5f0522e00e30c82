"""Measure everything and print one Markdown table."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    advice,
    big_bank,
    boards,
    command_line,
    draws,
    evidence,
    exchange,
    first_frame,
    guessing,
    home,
    items,
    key_press,
    live,
    live_hostile,
    preview,
    serve,
    sites,
    ticking,
    topups,
)
from benchmarks.machine import machine
from benchmarks.table import Line, markdown

_MEASURES: dict[str, tuple[Callable[[Path, int], list[Line]], int, int]] = {
    "first-frame": (first_frame.measure, 11, 3),
    "home": (home.measure, 11, 3),
    "command-line": (command_line.measure, 15, 5),
    "key-press": (key_press.measure, 3, 1),
    "big-bank": (big_bank.measure, 5, 1),
    "advice": (advice.measure, 5, 1),
    "preview": (preview.measure, 3, 1),
    "exchange": (exchange.measure, 5, 1),
    "boards": (boards.measure, 5, 3),
    "sites": (sites.measure, 3, 1),
    "items": (items.measure, 5, 3),
    "evidence": (evidence.measure, 5, 3),
    "topups": (topups.measure, 11, 3),
    "ticking": (ticking.measure, 3, 1),
    "live": (live.measure, 2, 1),
    "live-hostile": (live_hostile.measure, 1, 1),
    "serve": (serve.measure, 2, 1),
    "draws": (draws.measure, 3000, 300),
    "guessing": (guessing.measure, 1, 1),
}
"""Each with how often it is repeated, and how often with --quick."""


def main() -> None:
    """Take the options, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repeats: minutes become one or two")
    parser.add_argument("--only", choices=_MEASURES, action="append", help="measure only this; may be given again")
    parser.add_argument("--peers", action="store_true", help="also install and start other quiz programs, for orientation")
    asked = parser.parse_args()
    lines: list[Line] = []
    for name in asked.only or _MEASURES:
        measure, usual, quick = _MEASURES[name]
        print(f"{name} …", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="quiz-benchmark-") as folder:
            try:
                lines += measure(Path(folder), quick if asked.quick else usual)
            except TimeoutError as error:
                sys.exit(f"{name} cannot be measured: {error}")
    if asked.peers:
        from benchmarks import peers

        print("peers …", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="quiz-benchmark-") as folder:
            lines += peers.measure(Path(folder))
    print(f"{machine()}\n\n{markdown(lines)}")


if __name__ == "__main__":
    main()
