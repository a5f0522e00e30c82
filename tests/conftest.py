"""What every test stands on: an environment that is the same on every machine, and the settings of hypothesis."""

import os
import random
import secrets
import sqlite3
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from tests.engines import ENGINES, browser, chromium, postgres
from tests.thrift import draw_for_those_who_look, end_work_first, read_sheets_once, still_timers, wait_in_short_steps

__all__ = ["browser", "chromium", "postgres"]

_KEPT = Path(tempfile.gettempdir())
set_hypothesis_home_dir(_KEPT / "inset-quiz-hypothesis")
if sys.dont_write_bytecode:
    # As in most containers. Each worker would read every test anew, and each process that a test starts all of the program.
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(_KEPT / "inset-quiz-bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow],
)
# For a long hunt by hand:  pytest --hypothesis-profile=hunt
settings.register_profile("hunt", parent=settings.get_profile("ci"), derandomize=False, max_examples=3000)
settings.register_profile("usual", parent=settings.get_profile("ci"), max_examples=30)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "usual")


@pytest.fixture(autouse=True)
def pinned_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test an empty home of its own, UTC, and none of the variables that the program or its libraries read."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("QUIZ_", "XDG_", "TEXTUAL"))]:
        monkeypatch.delenv(name)
    # Nor is any program of this machine to be opened: no browser, and no editor.
    opened_with = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "EDITOR", "VISUAL")
    # Programs hold their output in buffers, as they do for people; many a container says otherwise.
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONUNBUFFERED", *opened_with):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ".local" / "share"))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / ".local" / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    monkeypatch.setenv("TZ", "UTC")
    _take_time_zone()
    yield home
    monkeypatch.undo()
    _take_time_zone()


def _take_time_zone() -> None:
    if sys.platform != "win32":
        time.tzset()


@pytest.fixture(autouse=True, scope="session")
def thrift() -> None:
    """Spare the apps of all tests what each would do again, or for nobody."""
    read_sheets_once()
    draw_for_those_who_look()
    wait_in_short_steps()
    end_work_first()


@pytest.fixture(autouse=True)
def clockwork(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the timers of the program's screens still, but for a test that is marked ``ticking``."""
    with nullcontext() if request.node.get_closest_marker("ticking") else still_timers():
        yield


@pytest.fixture(autouse=True)
def same_dice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the program draw the same ids, codes, tokens and seeds each time a test is run.

    Else a text that a test looks for, or that must not be there, would stand in one of them once in ten thousand runs.
    """
    dice = random.Random(5)
    monkeypatch.setattr(secrets, "token_bytes", lambda count=32: dice.randbytes(count))
    monkeypatch.setattr(random.SystemRandom, "getrandbits", lambda _, bits: dice.getrandbits(bits))
    monkeypatch.setattr(random.SystemRandom, "random", lambda _: dice.random())


@pytest.fixture(autouse=True)
def closed_connections() -> Iterator[None]:
    """Fail the test that leaves a connection to SQLite open.

    Python itself complains from 3.13 on, but only when it happens to tidy up, which is in any later test.
    """
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(*arguments: Any, **options: Any) -> sqlite3.Connection:
        opened.append(connect(*arguments, **options))
        return opened[-1]

    with pytest.MonkeyPatch.context() as while_testing:
        while_testing.setattr(sqlite3, "connect", noted)
        yield
    left = [connection for connection in opened if _is_open(connection)]
    for connection in left:
        connection.close()
    assert not left, f"{len(left)} connections to SQLite were not closed"


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        return connection.total_changes >= 0
    except sqlite3.ProgrammingError:
        return False


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Leave all but one size of a screen to the thorough run; put what needs a browser or a server first.

    What needs one keeps its random order: then one worker starts it and not each.
    """
    _draw_one_size(items)
    yield
    items.sort(key=lambda item: ENGINES.isdisjoint(getattr(item, "fixturenames", ())))


def _draw_one_size(items: list[pytest.Item]) -> None:
    """Mark as thorough what differs from another test in its ``size`` alone; which size is left goes by the test's name."""
    of_a_test: dict[str, list[pytest.Item]] = {}
    for item in items:
        given = dict(item.callspec.params) if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        if given.pop("size", None) is not None and not item.get_closest_marker("thorough"):
            of_a_test.setdefault(f"{item.nodeid.partition('[')[0]}{given}", []).append(item)
    for name, sizes in of_a_test.items():
        kept = zlib.crc32(name.encode()) % len(sizes)
        for item in sizes[:kept] + sizes[kept + 1 :]:
            item.add_marker("thorough")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Start two workers a core: tests of screens wait for their apps half of the time."""
    return 2 * (os.cpu_count() or 1)
