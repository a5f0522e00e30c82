"""The command itself: what it says, how it ends, and that a server that is killed has lost nothing that it acknowledged."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from quiz.store.store import open_store
from tests import builders
from tests.serve.school import Visit, write_bank

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed in another way there")

PLAYERS = 4


@contextlib.asynccontextmanager
async def command(folder: Path, *options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str, list[str]]]:
    """Run ``quiz serve`` until the block ends; yields the process, its address and the lines that it has said."""
    surroundings = {**os.environ, "QUIZ_STORE": str(folder / "scores.db"), "XDG_CONFIG_HOME": str(folder)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "quiz", "--banks", str(folder / "banks"), "serve", "--port", "0", *options),
        stdout=asyncio.subprocess.PIPE,
        env=surroundings,
    )
    assert process.stdout is not None
    said: list[str] = []
    try:
        async with asyncio.timeout(builders.PATIENCE):
            while not said or "Ctrl+C" not in said[-1]:
                line = await process.stdout.readline()
                assert line, said
                said.append(line.decode().strip())
        yield process, said[0].rpartition(" ")[2], said
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        # The transport of the pipe is closed by reading to its end.
        await process.stdout.read()


async def plays(visit: Visit, acknowledged: list[tuple[str, int]]) -> None:
    """Play until the server is gone, and note what was acknowledged."""
    with contextlib.suppress(aiohttp.ClientError):
        view: dict[str, Any] = await visit.act("begin", bank="first")
        while True:
            place = view["place"]
            view = await visit.answers(view, {"picked": [0]})
            acknowledged.append((place["attempt"], place["question"] - 1))
            view = await visit.goes_on(view)


async def test_a_server_that_is_killed_has_lost_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    write_bank(tmp_path, *(builders.single(f"q{number}", time_limit="none") for number in range(60)))
    acknowledged: list[tuple[str, int]] = []
    async with contextlib.AsyncExitStack() as opened:
        sessions = [
            await opened.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)))
            for _ in range(PLAYERS)
        ]
        async with command(tmp_path, "--open") as (process, url, _):
            visits = [Visit(session, url) for session in sessions]
            for number, visit in enumerate(visits):
                await visit.joins(f"Player {number}")
            playing = [asyncio.create_task(plays(visit, acknowledged)) for visit in visits]
            async with asyncio.timeout(builders.PATIENCE):
                while len(acknowledged) < 5 * PLAYERS:  # noqa: ASYNC110
                    await asyncio.sleep(0.001)
            process.send_signal(signal.SIGKILL)
            await asyncio.gather(*playing)
        with contextlib.closing(open_store(str(tmp_path / "scores.db"))) as store:
            for attempt, position in acknowledged:
                assert position in [response.position for response in store.responses(attempt)]
        async with command(tmp_path, "--open") as (process, url, _):
            for visit in visits:
                visit.url = url
                (bank,) = [one for one in (await visit.act("home"))["banks"] if one["id"] == "first"]
                mine = [position for attempt, position in acknowledged if attempt == bank["attempt"]]
                view = await visit.act("attempt", attempt=bank["attempt"])
                assert view["place"]["question"] - 1 >= max(mine)


async def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    write_bank(tmp_path, builders.single("a"))
    async with command(tmp_path) as (_, url, _):
        surroundings = {**os.environ, "QUIZ_STORE": str(tmp_path / "scores.db"), "XDG_CONFIG_HOME": str(tmp_path)}
        again = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "quiz", "serve", "--port", url.rpartition(":")[2]),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=surroundings,
        )
        _, said = await asyncio.wait_for(again.communicate(), builders.PATIENCE)
        assert again.returncode == 1
        assert b"Choose another one: --port N" in said


async def test_the_command_says_where_and_ends_when_it_is_told(tmp_path: Path) -> None:
    write_bank(tmp_path, builders.single("a"))
    async with command(tmp_path, "--code", "our-school") as (process, url, said):
        assert said[1] == "The code for whoever comes for the first time: OUR-SCHOOL"
        assert "Only this machine can reach it." in said[2]
        async with aiohttp.ClientSession() as session, session.get(url) as page:
            assert page.status == 200
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), builders.PATIENCE) == 0
