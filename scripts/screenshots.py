"""Draws the README's pictures with the real app and the banks that ship: ``python scripts/screenshots.py [FOLDER]``."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from quiz.paths import shipped_banks
from quiz.request import AppRequest, PlayRequest
from quiz.settings import Settings, write_settings
from quiz.store.sitting import Clocks
from quiz.tui.app import QuizApp


class _Time:
    """A clock that stands still until it is moved, so that the pictures come out alike."""

    now = 1000.0


def _picture(app: QuizApp) -> str:
    """Return the screen as SVG without the addresses of fonts that the export embeds."""
    return re.sub(r"@font-face\s*{.*?}", "", app.export_screenshot(title="INSET Quiz"), flags=re.DOTALL)


async def draw(folder: Path) -> None:
    """Write ``home.svg`` and ``question.svg`` into ``folder``."""
    clocks = Clocks(monotonic=lambda: _Time.now, wall=lambda: int(1_795_000_000_000 + _Time.now * 1000))
    with tempfile.TemporaryDirectory() as scratch:
        settings = Path(scratch) / "settings.json"
        write_settings(Settings(player="Quick Badger", team="Science"), settings)
        request = AppRequest(
            store=":memory:",
            bank_folders=(shipped_banks(),),
            settings_file=settings,
            play=PlayRequest(questions=10, seed=7),
        )
        app = QuizApp(request, clocks, lambda: 4)
        async with app.run_test(size=(90, 28)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "home.svg").write_text(_picture(app), encoding="utf-8")
            await pilot.press("down", "enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            _Time.now += 4
            await pilot.press("1")
            await app.workers.wait_for_complete()
            await pilot.pause()
            (folder / "question.svg").write_text(_picture(app), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")))
