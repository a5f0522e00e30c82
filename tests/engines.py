"""What is started once for all tests of a worker: a real browser for the pages, and a PostgreSQL server for the store."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from typing import Any, NoReturn

import pytest
import pytest_asyncio

from tests.store.postgres_server import PostgresServer, why_it_cannot_run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ENGINES = {"chromium", "postgres"}
"""The fixtures below that start something."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Any]:
    """A headless browser; where there is none the test is skipped, and in CI it fails."""
    if CHROMIUM is None:
        _go_without("the page must be tried", "there is no Chromium here to try the page in")
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browser(chromium: Any) -> AsyncIterator[Any]:
    """The browser without a page; a test that takes it runs on the loop of the session, for the browser speaks on that."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server; where there can be none the test is skipped, and in CI it fails."""
    if reason := why_it_cannot_run():
        _go_without("the tests on PostgreSQL must run", reason)
    server = PostgresServer()
    yield server
    server.stop()


def _go_without(what: str, reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"In CI {what}, but {reason}.")
    pytest.skip(reason)
