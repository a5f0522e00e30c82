"""Serve a generated bank to browsers, and obey lines on standard input: ``serve_school FOLDER PEOPLE``.

Each line is answered with one line of JSON: memory, CPU, and how many answers are kept.
"""

import asyncio
import sys
import time
from pathlib import Path

from benchmarks.banks import bank_text
from benchmarks.children.live_host import answer, rss
from quiz.serve.request import ServeRequest
from quiz.serve.running import collect_seldom
from quiz.serve.server import QuizServer
from quiz.services.requests import AppRequest
from quiz.services.services import Services


async def main(folder: Path, people: int) -> None:
    banks = folder / "banks"
    banks.mkdir()
    text = bank_text("served", 59).replace("quiz_length = 10", "quiz_length = 10\nask_certainty = false")
    (banks / "served.toml").write_text(text, encoding="utf-8")
    request = AppRequest(
        store=str(folder / "scores.db"), bank_folders=(banks,), settings_file=folder / "settings.json", origin="web"
    )
    services = Services(request)
    services.open_store()
    # Everybody connects from this machine, but sends an address of their own as a proxy would.
    server = QuizServer(services, ServeRequest(port=0, most=people, trusted_proxies=("127.0.0.1",)))
    collect_seldom()
    await server.start()
    answer({"url": server.endpoint.addresses()[0], "bank": next(iter(services.library.banks))})
    while (await asyncio.to_thread(sys.stdin.readline)).strip():
        kept = services.store._run("SELECT COUNT(*) FROM responses")[0][0]
        answer({"rss": rss(), "cpu": time.process_time(), "kept": kept})
    await server.close()
    services.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
