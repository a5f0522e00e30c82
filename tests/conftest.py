"""What every test stands on: an environment that is the same on every machine, and the settings of hypothesis."""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "inset-quiz-hypothesis")
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow],
)
# For a long hunt by hand:  pytest --hypothesis-profile=thorough
settings.register_profile("thorough", parent=settings.get_profile("ci"), derandomize=False, max_examples=3000)
settings.load_profile("ci")


@pytest.fixture(autouse=True)
def pinned_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test an empty home of its own, UTC, and none of the variables that the program or its libraries read."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith(("QUIZ_", "XDG_", "TEXTUAL"))]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
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


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Start two workers a core: tests of screens wait for their apps half of the time."""
    return 2 * (os.cpu_count() or 1)
