"""Whatever comes over a line or without one, it goes after a while, and those who are inside play on."""

import asyncio
import gc
import shutil
import ssl
import subprocess
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from quiz.live.endpoint import Endpoint
from quiz.live.pages import tls_context
from quiz.live.tcp_guard import MOST_WAITING
from tests import builders
from tests.live.serving import Pad, Serving, serving
from tests.live.test_rate_limit import BURST, CONTINUATION, PING, PONG, TEXT, frame

SINGLE = builders.single("a")
PATIENCE = 10.0
_ASK = (
    "GET /play HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


class RawLine:
    """A TCP connection to the host over which anything can be sent."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def upgrade(self, hall: Serving) -> None:
        """Make it a WebSocket."""
        self.writer.write(_ASK.format(port=hall.server.endpoint.port).encode())
        assert b"101" in await self.reader.readuntil(b"\r\n\r\n")

    async def rest(self) -> bytes:
        """Return all that comes until the host ends the connection."""
        got = b""
        try:
            async with asyncio.timeout(PATIENCE):
                while data := await self.reader.read(65536):
                    got += data
        except ConnectionError:
            pass
        return got


@asynccontextmanager
async def raw(hall: Serving) -> AsyncIterator[RawLine]:
    """Open a TCP connection to a hall."""
    reader, writer = await asyncio.open_connection("127.0.0.1", hall.server.endpoint.port)
    try:
        yield RawLine(reader, writer)
    finally:
        writer.close()


@pytest.fixture(autouse=True)
def lines_that_were_cut() -> Iterator[None]:
    """Let go of the lines that the host has cut: the client's library leaves them to the garbage collector, and warns."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.mark.parametrize(
    "flood",
    [
        frame(PING, b"?") * 500,
        frame(PONG) * 500,
        frame(TEXT, final=False) + frame(CONTINUATION, final=False) * 500,
        frame(TEXT, b"x", final=False) + frame(CONTINUATION, b"x", final=False) * 500,
    ],
    ids=["pings", "pongs", "empty fragments", "fragments"],
)
async def test_frames_that_nobody_sees_are_charged_and_the_line_ends(tmp_path: Path, flood: bytes) -> None:
    async with serving(tmp_path, SINGLE) as hall, raw(hall) as line:
        ann, _ = await hall.player("Ann"), await hall.player("Bea")
        await line.upgrade(hall)
        line.writer.write(flood)
        told = await line.rest()
        assert b"Too much came from this device" in told
        assert told.count(b"\x8a\x01?") <= BURST, "pings were answered as long as they were within the rate"
        await hall.next(2)
        await ann.say(do="answer", question=1, given={"picked": [0]})
        await ann.hear("taken")


async def test_a_ping_now_and_then_is_answered(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall, raw(hall) as line:
        await line.upgrade(hall)
        line.writer.write(frame(PING, b"?"))
        async with asyncio.timeout(PATIENCE):
            await line.reader.readuntil(b"\x8a\x01?")


async def test_a_request_that_is_longer_than_any_of_ours_ends_the_connection(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall, raw(hall) as line:
        line.writer.write(b"GET /" + b"x" * 100_000)
        assert b"pad.js" not in await line.rest()
        assert await hall.player("Ann")


async def test_silent_connections_of_one_address_push_out_each_other_and_nobody_inside(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        ann, _ = await hall.player("Ann"), await hall.player("Bea")
        opened = [await asyncio.open_connection("127.0.0.1", hall.server.endpoint.port) for _ in range(2 * MOST_WAITING)]
        async with asyncio.timeout(PATIENCE):
            for reader, _ in opened[:MOST_WAITING]:
                assert await reader.read() == b"", "the oldest went"
        assert hall.server._guard_tcp.count <= MOST_WAITING + 2
        await hall.next(2)
        await ann.say(do="answer", question=1, given={"picked": [0]})
        await ann.hear("taken")
        await hall.player("Late")
        for _, writer in opened:
            writer.close()


async def test_connections_of_all_addresses_are_bounded_and_a_newcomer_gets_in(tmp_path: Path) -> None:
    proxied = Endpoint(port=0, public_url="https://192.0.2.8")
    async with serving(tmp_path, SINGLE, endpoint=proxied, most_connections=20) as hall:
        ann = await hall.player("Ann")
        opened = [await asyncio.open_connection("127.0.0.1", hall.server.endpoint.port) for _ in range(50)]
        async with asyncio.timeout(PATIENCE):
            for reader, _ in opened[:30]:
                assert await reader.read() == b"", "the oldest went"
        assert hall.server._guard_tcp.count <= 20
        bea = await hall.player("Bea")
        await hall.next(2)
        for pad in (ann, bea):
            await pad.say(do="answer", question=1, given={"picked": [0]})
            await pad.hear("taken")
        for _, writer in opened:
            writer.close()


async def test_whoever_gives_way_because_the_hall_is_full_is_told(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, most_connections=3) as hall:
        ann, bea = await hall.player("Ann"), await hall.player("Bea")
        late = await hall.pad()
        async with raw(hall):
            assert "The hall is full" in (await late.hear("refused"))["sentence"]
            await late.ends()
        assert not ann.socket.closed
        assert not bea.socket.closed


async def test_where_all_connections_have_seats_a_newcomer_is_the_one_to_go(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, most_connections=2) as hall:
        pads = [await hall.player(name) for name in ("Ann", "Bea")]
        for _ in range(3):
            async with raw(hall) as line:
                assert await line.rest() == b""
        assert hall.server._guard_tcp.count == 2
        await hall.next(2)
        for pad in pads:
            await pad.say(do="answer", question=1, given={"picked": [0]})
            await pad.hear("taken")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="A certificate is made by openssl.")
async def test_under_tls_all_of_it_holds_as_well(tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    named = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    await asyncio.to_thread(subprocess.run, [*made, *named], check=True, capture_output=True)
    trusted = ssl.create_default_context(cafile=str(certificate))
    endpoint = Endpoint(port=0, secure=True)
    async with serving(tmp_path, SINGLE, endpoint=endpoint, tls=tls_context(str(certificate), str(key))) as hall:
        url = hall.url.replace("http", "https")
        ann, flood = [Pad(await hall.session.ws_connect(f"{url}/play", ssl=trusted)) for _ in range(2)]
        await ann.joins(hall.code, "Ann")
        async with raw(hall) as silent:
            assert hall.server._guard_tcp.count == 3, "also one that does not begin TLS"
            silent.writer.write(b"GET / HTTP/1.1\r\n\r\n")
            assert b"pad.js" not in await silent.rest()
        with pytest.raises(ConnectionError):
            for _ in range(1000):
                await flood.socket.ping()
                await asyncio.sleep(0)
        await hall.next(2)
        await ann.say(do="answer", question=1, given={"picked": [0]})
        await ann.hear("taken")
        await flood.ends()
