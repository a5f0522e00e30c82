"""A host that is told to end tells its pads, and leaves the terminal as it was."""

import asyncio
import contextlib
import json
import signal
import socket
import sqlite3
import sys
from pathlib import Path

import aiohttp
import pytest

from tests.terminal import Terminal, terminal
from tests.tui.test_leaving import AT_ALL, CTRL_Q, GIVEN_BACK, assert_given_back


def a_free_port() -> int:
    """Return a port that nobody listens at just now."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


@pytest.mark.skipif(sys.platform == "win32", reason="A terminal of its own is POSIX only.")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_pads_are_told_and_the_terminal_is_given_back(tmp_path: Path, number: int) -> None:
    port = a_free_port()
    with terminal("host", "scam-recognition", "--port", port, "--store", tmp_path / "scores.db") as shown:
        shown.wait_for("Recognising")
        assert asyncio.run(heard_at_the_end(shown, port, number)) == ["greeting", "gone", aiohttp.WSCloseCode.GOING_AWAY]
        assert shown.ends(AT_ALL) == 128 + number
        assert_given_back(shown)


async def heard_at_the_end(shown: Terminal, port: int, number: int) -> list[object]:
    """Open a line, send the host a signal, and return what it says, and how it ends."""
    heard: list[object] = []
    async with aiohttp.ClientSession() as session, session.ws_connect(f"http://127.0.0.1:{port}/play") as line:
        heard.append((await line.receive_json())["now"])
        shown.send(number)
        async with asyncio.timeout(AT_ALL):
            while (message := await line.receive()).type is aiohttp.WSMsgType.TEXT:
                now = json.loads(message.data)["now"]
                if now != "alive":
                    heard.append(now)
        heard.append(line.close_code)
    return heard


@pytest.mark.skipif(sys.platform == "win32", reason="A terminal of its own is POSIX only.")
def test_who_quits_while_another_program_holds_the_file_is_told_how_to_go_on(tmp_path: Path) -> None:
    file = tmp_path / "scores.db"
    with (
        terminal("host", "scam-recognition", "--hands", "--store", file) as shown,
        contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other,
    ):
        shown.wait_for("Recognising")
        other.execute("BEGIN IMMEDIATE")
        # Until the step is on its way the keys rest.
        while "Waiting for the disk" not in shown.written.decode(errors="replace"):
            shown.type(" ")
            with contextlib.suppress(AssertionError):
                shown.wait_for("Waiting for the disk", 1.5)
        shown.written = b""
        shown.type(CTRL_Q)
        assert shown.ends(AT_ALL) == 0
        assert_given_back(shown)
        said = shown.written.partition(GIVEN_BACK[0].encode())[2].decode()
        assert "The scores " in said
        assert "Go on with it: quiz host --resume --store" in said
