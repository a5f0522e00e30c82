"""How far a command is that takes longer than a moment: a bar on the terminal, and nothing where nobody reads along."""

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
"""Seconds after which somebody wants to know whether there is still something going on."""
_WIDTH = 24
_TO_THE_END = "\033[K"
"""Takes away what stands in the line behind the cursor."""


class Progress:
    """Shows on standard error how many steps of a command are done, once it has taken longer than a moment.

    The bar goes when the block ends, whatever ends it, so that what the command says stands alone.
    """

    def __init__(self, label: str, steps: int) -> None:
        """Say ``label`` beside the bar of so many ``steps``."""
        self._bar = click.progressbar(length=steps, label=label, file=sys.stderr, width=_WIDTH, show_pos=True)
        self._lock = Lock()
        self._is_shown = self._is_over = False
        # A step may itself take long, so the bar does not wait for the end of one.
        self._timer = Timer(_MOMENT, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Begin, where somebody sits at the other end."""
        if is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb":
            self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take the bar away."""
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._is_shown:
                self._write(_TO_THE_END)

    def step(self, *_: object) -> None:
        """Note that one more step is done, whichever."""
        with self._lock:
            self._bar.make_step(1)
            self._draw()

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """Yield what is worked on, a step each."""
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
        # Where nobody can read it any more, the work goes on. What moves the cursor is no colour, whatever NO_COLOR says.
        with suppress(OSError):
            click.echo(f"\r{line}", nl=False, err=True, color=True)
