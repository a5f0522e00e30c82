"""Writes the CPU time of an app between two moments into a file."""

import time
from pathlib import Path
from typing import Any

from textual.app import App

_FIRST, _SECOND = 3.0, 11.0


def sample_later(app: App[Any], file: Path) -> None:
    """After 11 seconds write the CPU seconds per second since the third one into ``file``, and end the app."""
    begun: list[tuple[float, float]] = []

    def begin() -> None:
        begun.append((time.process_time(), time.monotonic()))

    def finish() -> None:
        used, at = begun[0]
        file.write_text(str((time.process_time() - used) / (time.monotonic() - at)), encoding="utf-8")
        app.exit()

    app.set_timer(_FIRST, begin)
    app.set_timer(_SECOND, finish)
