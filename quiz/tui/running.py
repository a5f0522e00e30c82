"""Runs the one app of this process on its terminal, and leaves the terminal as it was, whatever ends the app."""

import asyncio
import contextlib
import os
import signal
from functools import partial
from threading import Timer

from quiz.tui.inset_app import InsetApp

LEAVING_SECONDS = 1.5
"""How long letting go of the store and of the network may take; after that the process ends without."""

_ENDINGS = ("SIGTERM", "SIGHUP", "SIGINT")
_BY_SIGNAL = 128


def run_on_terminal(app: InsetApp) -> int:
    """Run an app until it is closed or the process is told to end, and return the exit status.

    Only here, never in an app: signals are the whole process's, and many apps may share one.
    """
    # A thread that waits for a disk or a database cannot be ended, and Python waits for it for ever.
    last_resort = Timer(LEAVING_SECONDS, lambda: os._exit(app.return_code or 0))
    last_resort.daemon = True
    try:
        asyncio.run(_run(app, last_resort))
    finally:
        last_resort.cancel()
    return app.return_code or 0


async def _run(app: InsetApp, last_resort: Timer) -> None:
    async def watch() -> None:
        await app.leaving.wait()
        last_resort.start()

    watching = asyncio.create_task(watch())
    _exit_on_signals(app)
    try:
        await app.run_async()
    finally:
        # Also after an app that crashed: its threads would keep the process, too.
        app.leaving.set()
        await watching


def _exit_on_signals(app: InsetApp) -> None:
    loop = asyncio.get_running_loop()
    for name in _ENDINGS:
        number = getattr(signal, name, None)
        # What is ignored already stays so: nohup wants it.
        if number is None or signal.getsignal(number) is signal.SIG_IGN:
            continue
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, partial(app.exit, return_code=_BY_SIGNAL + number))
