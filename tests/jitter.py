"""A busy machine, played: the loop is held up and threads begin late, at random moments.

A plugin to find tests that hang on how fast the machine is:  ``pytest -p tests.jitter``; ``JITTER=2`` plays it otherwise.
"""

import os
import random
import time
from asyncio.base_events import BaseEventLoop
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

_DICE = random.Random(f"{os.environ.get('JITTER', '')} {os.getpid()}")
_SHORT, _LONG = (0.0, 0.04), (0.05, 0.4)
"""Seconds of a delay, at least and at most."""


def _hold_up_loops() -> None:
    run_once = BaseEventLoop._run_once  # type: ignore[attr-defined]

    def run_later(loop: BaseEventLoop) -> None:
        if (chance := _DICE.random()) < 0.03:
            time.sleep(_DICE.uniform(*(_LONG if chance < 0.004 else _SHORT)))
        run_once(loop)

    BaseEventLoop._run_once = run_later  # type: ignore[attr-defined]


def _begin_threads_late() -> None:
    submit = ThreadPoolExecutor.submit

    def submit_late(pool: ThreadPoolExecutor, work: Callable[..., Any], /, *given: Any, **options: Any) -> Future[Any]:
        chance = _DICE.random()
        delay = _DICE.uniform(*(_LONG if chance < 0.05 else _SHORT)) if chance < 0.3 else 0.0

        def work_late() -> Any:
            time.sleep(delay)
            return work(*given, **options)

        return submit(pool, work_late)

    ThreadPoolExecutor.submit = submit_late  # type: ignore[method-assign, assignment]


_hold_up_loops()
_begin_threads_late()
