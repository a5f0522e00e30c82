"""A projector's page that listens and draws nothing: ``live_stage ADDRESS``. Prints a line once it listens."""

import asyncio
import sys

import aiohttp

from benchmarks.children.live_host import answer


async def main(address: str) -> None:
    """Listen until the host ends, or a line comes."""
    async with aiohttp.ClientSession() as session, session.ws_connect(address.replace("/stage?", "/stage/live?")) as line:
        answer({"listens": True})
        reading = asyncio.create_task(asyncio.to_thread(sys.stdin.readline))
        listening = asyncio.create_task(_listen(line))
        await asyncio.wait([reading, listening], return_when=asyncio.FIRST_COMPLETED)
        await line.close()


async def _listen(line: aiohttp.ClientWebSocketResponse) -> None:
    async for _ in line:
        pass


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
