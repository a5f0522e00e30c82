"""What every app in the tests' process would do again for itself, done once; and what it would do for nobody, left out."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer

read_rules = Stylesheet._parse_rules
"""How Textual itself reads a sheet."""

_STEP = 0.005
"""Seconds of a step; Textual's own are four times as long."""

_NEVER = 1e6
"""Seconds that no test lasts."""

_READ: dict[tuple[Any, ...], list[RuleSet]] = {}


def read_sheets_once() -> None:
    """Have a style sheet read once for each theme, whichever app asks; Textual keeps what it has read for one app only."""

    def read_once(sheet: Stylesheet, *arguments: Any, **options: Any) -> list[RuleSet]:
        key = (frozenset(sheet._variables.items()), arguments, *options.items())
        if key not in _READ:
            _READ[key] = read_rules(sheet, *arguments, **options)
        return _READ[key]

    Stylesheet._parse_rules = read_once  # type: ignore[assignment, method-assign]


def draw_for_those_who_look() -> None:
    """Draw no frame that no terminal would get: an app without one throws it away.

    ``seeing.picture``, with which every helper that presses keys ends, draws what then stands on the screen.
    """
    draw = Compositor.render_update

    def pass_over(
        frame: Compositor, full: bool = False, screen_stack: list[Screen[Any]] | None = None, **options: Any
    ) -> Any:
        if full:
            return draw(frame, full, screen_stack, **options)
        visible_screen_stack.set(screen_stack or [])
        frame._dirty_regions.clear()
        return None

    Compositor.render_update = pass_over  # type: ignore[assignment, method-assign]


def wait_in_short_steps() -> None:
    """Have the pilot find out in shorter steps whether an app is at rest: each key is waited for two or three times."""
    textual.app.wait_for_idle = textual.pilot.wait_for_idle = _wait_for_rest  # type: ignore[attr-defined]


def end_work_first() -> None:
    """Have the end of a test's app end what is under way before its widgets go, as the end of every other app does."""
    shut_down = textual.app.App._shutdown

    async def end(app: textual.app.App[Any]) -> None:
        app.workers.cancel_all()
        await shut_down(app)

    textual.app.App._shutdown = end  # type: ignore[assignment, method-assign]


@contextmanager
def still_timers() -> Iterator[None]:
    """Have no timer of the program go off by itself: what it would do, a test asks for, however long that takes.

    On a busy machine any number of them go off between two lines of a test.
    """
    begin = MessagePump.set_interval

    def begin_still(pump: MessagePump, interval: float, callback: Any = None, **options: Any) -> Timer:
        is_ours = getattr(callback, "__module__", "").startswith("quiz.")
        return begin(pump, _NEVER if is_ours else interval, callback, **options)

    with pytest.MonkeyPatch.context() as while_testing:
        while_testing.setattr(MessagePump, "set_interval", begin_still)
        yield


async def _wait_for_rest(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until two steps were quiet: nothing was ready to run, and the process did next to nothing.

    Textual asks for the latter alone, and takes a process that was given no time by a busy machine for one at rest.
    """
    loop, end, quiet = asyncio.get_running_loop(), time.monotonic() + max_sleep, 0
    while quiet < 2 and time.monotonic() < end:
        before = time.process_time()
        await asyncio.sleep(_STEP)
        is_quiet = not loop._ready and time.process_time() - before < _STEP / 10  # type: ignore[attr-defined]
        quiet = quiet + 1 if is_quiet else 0
