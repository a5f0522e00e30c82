"""A bare aiohttp server that echoes what is posted to it; prints its address, and for a line of input its memory."""

import asyncio
import sys
import time

from aiohttp import web

from benchmarks.children.live_host import answer, rss


async def echo(request: web.Request) -> web.Response:
    return web.Response(body=await request.read(), content_type="application/json")


async def main() -> None:
    app = web.Application()
    app.router.add_post("/act", echo)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    answer({"url": f"http://127.0.0.1:{runner.addresses[0][1]}"})
    while (await asyncio.to_thread(sys.stdin.readline)).strip():
        answer({"rss": rss(), "cpu": time.process_time()})
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
