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
"""How long closing the store and the network may take; then the process ends regardless."""

_BETWEEN_LOOKS = 1.0
"""Seconds before looking again whether the terminal has gone, on systems that also report other events."""

_ENDINGS = ("SIGTERM", "SIGHUP", "SIGINT")
_BY_SIGNAL = 128
_HUNG_UP = _BY_SIGNAL + getattr(signal, "SIGHUP", 1)


def run_on_terminal(app: InsetApp, last_words: Callable[[], None] = lambda: None) -> int:
    """Run an app until it is closed or the process is told to end, and return the exit status.

    ``last_words`` is called once the terminal is given back, however the app ends. Signals are handled here, never in an
    app: they belong to the whole process, and many apps may share one.
    """
    saying = Lock()

    def leave() -> None:
        if saying.acquire(blocking=False):
            try:
                _say(last_words)
            finally:
                os._exit(app.return_code or 0)

    # A thread that waits for a disk or a database cannot be stopped, and Python would wait for it for ever.
    last_resort = Timer(LEAVING_SECONDS, leave)
    last_resort.daemon = True
    try:
        asyncio.run(_run(app, last_resort))
    except Exception:
        # An error after the terminal has gone is no fault of the app.
        if not _terminal_is_gone():
            raise
        return _HUNG_UP
    finally:
        last_resort.cancel()
        # If the last resort is saying them already, it ends the process when done.
        saying.acquire()
        _say(last_words)
    return _HUNG_UP if app.return_code == 1 and _terminal_is_gone() else app.return_code or 0


def _say(last_words: Callable[[], None]) -> None:
    # If the terminal has gone there is nobody to tell.
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
        # Also after a crash: the app's threads would keep the process alive.
        app.leaving.set()
        await watching


def _exit_on_signals(app: InsetApp) -> None:
    loop = asyncio.get_running_loop()
    for name in _ENDINGS:
        number = getattr(signal, name, None)
        # A signal that is ignored already stays ignored: nohup relies on it.
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
    """End the app when its terminal goes: that does not always send SIGHUP, and SIGHUP may be ignored.

    Textual takes the end of its input for a pipe that is silent for now, and reads it again and again.
    """
    if sys.platform == "win32" or sys.__stdin__ is None:
        return
    loop, terminal = asyncio.get_running_loop(), select.poll()
    # Even if it is not a terminal: one that went while the program started no longer counts as one.
    terminal.register(sys.__stdin__, select.POLLHUP)

    def watch() -> None:
        # Linux reports only the hang-up here; macOS may also report each key.
        while not any(event & select.POLLHUP for _, event in terminal.poll()):
            time.sleep(_BETWEEN_LOOKS)
        with contextlib.suppress(RuntimeError):  # The app has ended, and its loop with it.
            loop.call_soon_threadsafe(partial(app.exit, return_code=_HUNG_UP))
            # A loop that is stuck writing to the lost terminal never gets the call.
            time.sleep(LEAVING_SECONDS)
            os._exit(_HUNG_UP)

    # A thread because the loop may be stuck; a daemon because nothing else ends it while the terminal stays.
    Thread(target=watch, name="terminal-watch", daemon=True).start()
