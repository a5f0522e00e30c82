"""The progress of a command that takes longer than a moment: a bar on a terminal, and nothing elsewhere."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType
from typing import Self, TypeVar

import click

from quiz.cli.program import is_terminal

T = TypeVar("T")

_MOMENT = 1.0
"""Seconds after which people want to know whether anything is still happening."""
_WIDTH = 24
_TO_THE_END = "\033[K"
"""Clears the line after the cursor."""


class Progress:
    """Shows on standard error how many of a command's steps are done, once it has taken longer than a moment.

    The bar is removed when the block ends, however it ends, so that only the command's own output is left.
    """

    def __init__(self, label: str, steps: int) -> None:
        """Take the ``label`` beside the bar, and the number of ``steps``."""
        self._bar = click.progressbar(length=steps, label=label, file=sys.stderr, width=_WIDTH, show_pos=True)
        self._lock = Lock()
        self._is_shown = self._is_over = False
        # A step may itself take long, so the bar does not wait for one to end.
        self._timer = Timer(_MOMENT, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Start, if standard error is a terminal."""
        if is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb":
            self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Remove the bar."""
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._is_shown:
                self._write(_TO_THE_END)

    def step(self, *_: object) -> None:
        """Count one more step; arguments are ignored."""
        with self._lock:
            self._bar.make_step(1)
            self._draw()

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items, counting a step after each."""
        for item in items:
            yield item
            self.step()

    def _show(self) -> None:
        with self._lock:
            self._is_shown = not self._is_over
            self._draw()

    def _draw(self) -> None:
        if self._is_shown:
            self._write(self._bar.format_progress_line() + _TO_THE_END)

    def _write(self, line: str) -> None:
        # The work goes on if the bar can no longer be written. Cursor codes are not colours, so NO_COLOR must not drop them.
        with suppress(OSError):
            click.echo(f"\r{line}", nl=False, err=True, color=True)
