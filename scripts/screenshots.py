"""Draws the README's pictures with the real app and the shipped banks: ``python scripts/screenshots.py [FOLDER]``."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

import msgspec
from textual.app import App
from textual.pilot import Pilot

from quiz.banks.loading import Library, Reading
from quiz.live.host.app import HostApp
from quiz.live.host_request import HostRequest
from quiz.paths import shipped_banks
from quiz.questions.answers import Picked
from quiz.questions.single import Single
from quiz.services.attempt_session import Clocks
from quiz.services.requests import AppRequest, PlayRequest
from quiz.services.services import Services
from quiz.services.settings import Settings, write_settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.ready import ReadyScreen


class _Time:
    """A clock that stands still until it is moved, so that the pictures always come out the same."""

    now = 1000.0


def picture(app: App[None]) -> str:
    """Return the screen as SVG, without the font addresses that the export embeds."""
    return re.sub(r"@font-face\s*{.*?}", "", app.export_screenshot(title="INSET Quiz"), flags=re.DOTALL)


async def draw(folder: Path) -> None:
    """Write ``home.svg`` and ``question.svg`` into ``folder``."""
    clocks = Clocks(monotonic=lambda: _Time.now, wall=lambda: int(1_795_000_000_000 + _Time.now * 1000))
    with tempfile.TemporaryDirectory() as scratch:
        settings = Path(scratch) / "settings.json"
        write_settings(Settings(player="Quick Badger", team="Science", ask_certainty=False), settings)
        request = AppRequest(
            store=":memory:",
            bank_folders=(shipped_banks(),),
            settings_file=settings,
            play=PlayRequest(questions=10),
        )
        # A seed in the request would make it practice, and a dialogue would say so first.
        app = QuizApp(request, clocks, lambda: 7)
        async with app.run_test(size=(90, 28)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "home.svg").write_text(picture(app), encoding="utf-8")
            await pilot.press("down", "enter")
            while not isinstance(app.screen, ReadyScreen):
                await pilot.pause()
            _Time.now += 1
            await pilot.press("enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            _Time.now += 4
            await pilot.press("1")
            await app.workers.wait_for_complete()
            await pilot.pause()
            (folder / "question.svg").write_text(picture(app), encoding="utf-8")


async def draw_host(folder: Path) -> None:
    """Write ``host.svg``: a question of a live game with its bars, as a hall sees it."""
    clocks = Clocks(monotonic=lambda: _Time.now, wall=lambda: int(1_795_000_000_000 + _Time.now * 1000))
    nowhere = Path("no-such-settings.json")
    asked = AppRequest(store=":memory:", bank_folders=(shipped_banks(),), settings_file=nowhere)
    services = Services(asked, clocks, lambda: 4)
    bank = services.find_bank("scam-recognition")
    question = next(question for question in bank.questions if isinstance(question, Single))
    short = msgspec.structs.replace(bank, questions=(question,))
    services.library = Library(readings=(Reading(file=bank.file, bank=short),))
    services.open_store()
    app = HostApp(services, HostRequest(banks=(bank.id,), port=0), Settings().theme)
    async with app.run_test(size=(100, 24)) as pilot:
        await _quiet(pilot)
        live_game = app.live_game
        assert live_game
        players = [(await live_game.join(f"Player {number}", ""))[0] for number in range(61)]
        for player in players:
            live_game.game.came(player)
        await live_game.do(live_game.game.next)
        await live_game.do(live_game.game.next)
        right = next(i for i, option in enumerate(question.options) if option.correct)
        # One player does not answer, so that the question does not close by itself.
        for number, player in enumerate(players[1:]):
            option = right if number % 3 else number % len(question.options)
            await live_game.answer(player, 0, 0, Picked((option,)))
        await live_game.do(live_game.game.next)
        await live_game.do(live_game.game.next)
        await _quiet(pilot)
        (folder / "host.svg").write_text(picture(app), encoding="utf-8")
    services.close()


async def _quiet(pilot: Pilot[None]) -> None:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def draw_all(folder: Path) -> None:
    """Write every picture."""
    await draw(folder)
    await draw_host(folder)


if __name__ == "__main__":
    asyncio.run(draw_all(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")))
