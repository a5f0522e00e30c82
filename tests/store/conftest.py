"""A store of each kind: a test that takes ``store`` or ``address`` runs against SQLite and against PostgreSQL."""

import contextlib
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from quiz.store.store import Store, open_store
from tests.store import programs
from tests.store.postgres_server import PostgresServer


@pytest.fixture
def start() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start a program of tests/store/programs; it ends with the test, whatever happens."""
    with contextlib.ExitStack() as ends:

        def start_one(program: str, *arguments: str, before: Sequence[str] = ()) -> "subprocess.Popen[str]":
            child = ends.enter_context(programs.start(program, *arguments, before=before))
            ends.callback(child.kill)
            return child

        yield start_one


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.thorough)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store can be made, of each kind in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "scores.db")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.fresh_database()


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty store of each kind in turn."""
    with contextlib.closing(open_store(address)) as store:
        yield store
