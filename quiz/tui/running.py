"""Runs the one app of this process on its terminal, and leaves the terminal as it was, whatever ends the app."""

import asyncio
import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from threading import Lock, Thread, Timer

from quiz.tui.inset_app import InsetApp

LEAVING_SECONDS = 1.5
"""How long letting go of the store and of the network may take; after that the process ends without."""

_BETWEEN_LOOKS = 1.0
"""Seconds between two looks whether the terminal is gone, where something else is told of it."""

_ENDINGS = ("SIGTERM", "SIGHUP", "SIGINT")
_BY_SIGNAL = 128
_HUNG_UP = _BY_SIGNAL + getattr(signal, "SIGHUP", 1)


def run_on_terminal(app: InsetApp, last_words: Callable[[], None] = lambda: None) -> int:
    """Run an app until it is closed or the process is told to end, and return the exit status.

    ``last_words`` says what is to be said once the terminal is given back, however the app ends. Only here, never in an
    app: signals are the whole process's, and many apps may share one.
    """
    saying = Lock()

    def leave() -> None:
        if saying.acquire(blocking=False):
            try:
                _say(last_words)
            finally:
                os._exit(app.return_code or 0)

    # A thread that waits for a disk or a database cannot be ended, and Python waits for it for ever.
    last_resort = Timer(LEAVING_SECONDS, leave)
    last_resort.daemon = True
    try:
        asyncio.run(_run(app, last_resort))
    except Exception:
        # What an app runs into where its terminal has gone is no fault of its own.
        if not _terminal_is_gone():
            raise
        return _HUNG_UP
    finally:
        last_resort.cancel()
        # Where the last resort has begun to say it the process ends with that.
        saying.acquire()
        _say(last_words)
    return _HUNG_UP if app.return_code == 1 and _terminal_is_gone() else app.return_code or 0


def _say(last_words: Callable[[], None]) -> None:
    # Where the terminal is gone there is nobody to tell.
    with contextlib.suppress(OSError):
        last_words()


async def _run(app: InsetApp, last_resort: Timer) -> None:
    async def watch() -> None:
        await app.leaving.wait()
        last_resort.start()

    watching = asyncio.create_task(watch())
    _exit_on_signals(app)
    _exit_with_terminal(app)
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


def _terminal_is_gone() -> bool:
    if sys.platform == "win32" or sys.__stdin__ is None:
        return False
    terminal = select.poll()
    terminal.register(sys.__stdin__, select.POLLHUP)
    return any(event & select.POLLHUP for _, event in terminal.poll(0))


def _exit_with_terminal(app: InsetApp) -> None:
    """Have the app end when its terminal goes, for that does not always send SIGHUP, and SIGHUP may be ignored.

    Textual takes the end of its input for a pipe that says nothing just now, and reads it again and again.
    """
    if sys.platform == "win32" or sys.__stdin__ is None:
        return
    loop, terminal = asyncio.get_running_loop(), select.poll()
    # Also where it is no terminal: one that went while the program started is none any more.
    terminal.register(sys.__stdin__, select.POLLHUP)

    def watch() -> None:
        # Linux tells of nothing but the end here; macOS may also tell of each key.
        while not any(event & select.POLLHUP for _, event in terminal.poll()):
            time.sleep(_BETWEEN_LOOKS)
        with contextlib.suppress(RuntimeError):  # The app has ended, and its loop with it.
            loop.call_soon_threadsafe(partial(app.exit, return_code=_HUNG_UP))
            # A loop that waits to write what no terminal takes any more does not hear of it.
            time.sleep(LEAVING_SECONDS)
            os._exit(_HUNG_UP)

    # A thread, for the loop may wait; a daemon, for nothing else ends it where the terminal stays.
    Thread(target=watch, name="terminal-watch", daemon=True).start()
