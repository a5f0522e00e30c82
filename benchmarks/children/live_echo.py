"""A bare aiohttp echo server; prints its address, and for a line of input its memory."""

import asyncio
import sys

from aiohttp import WSMsgType, web

from benchmarks.children.live_host import answer, rss


async def echo(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(compress=False)
    await socket.prepare(request)
    async for message in socket:
        if message.type is WSMsgType.TEXT:
            await socket.send_str(message.data)
    return socket


async def main() -> None:
    app = web.Application()
    app.router.add_get("/play", echo)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    answer({"url": f"http://127.0.0.1:{runner.addresses[0][1]}", "code": ""})
    while (await asyncio.to_thread(sys.stdin.readline)).strip():
        answer({"rss": rss()})
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
