"""Host a game with the projector's screen running, and obey lines on standard input: ``live_host STORE``.

Each line is answered with one line of JSON. Times are seconds of the clock that all processes of a machine share.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.banks import bank_text
from benchmarks.processes import PATIENCE
from quiz.game.events import Answered
from quiz.live.host.app import HostApp
from quiz.live.host.stage import StageScreen
from quiz.live.host_request import HostRequest
from quiz.services.requests import AppRequest
from quiz.services.services import Services
from quiz.services.settings import Settings
from quiz.tui.key_gate import KeyGate

_EVERY = 0.05


class Keys:
    """Presses a harmless key again and again, and notes how long each press took to act."""

    def __init__(self, app: HostApp) -> None:
        self.app = app
        self.took: list[float] = []
        self._pressed = 0.0

    async def press(self) -> None:
        StageScreen.action_scroll_body = self._obeyed  # type: ignore[method-assign, assignment]
        # Pressed this often it would be taken for a key held down.
        KeyGate.lets_through = lambda gate, key: True  # type: ignore[method-assign, assignment]
        while True:
            self._pressed = time.perf_counter()
            self.app.simulate_key("down")
            await asyncio.sleep(_EVERY)

    def _obeyed(self, way: str) -> None:
        self.took.append(time.perf_counter() - self._pressed)


def rss() -> int:
    """Return this process's resident memory in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


async def main(address: str) -> None:
    file = Path(address).with_suffix(".toml")
    file.write_text(bank_text("live", 2), encoding="utf-8")
    asked = AppRequest(store=address, bank_folders=(), settings_file=file.with_name("settings.json"))
    services = Services(asked, new_seed=lambda: 1)
    bank = services.find_bank(str(file))
    services.open_store()
    store = services.store
    request = HostRequest(banks=(bank.id,), port=0, questions=0, timed=False)
    app = HostApp(services, request, Settings().theme)
    async with app.run_test(size=(160, 45)) as pilot:
        async with asyncio.timeout(PATIENCE):
            while app.server is None or not isinstance(app.screen, StageScreen):
                await pilot.pause(0.01)
        # All players of a benchmark come from one address.
        app.server.lift_limits()
        live_game = app.live_game
        assert live_game is not None
        keys = Keys(app)
        pressing = asyncio.create_task(keys.press())
        stage = app.server.stage.address(here=True)
        answer({"url": app.server.endpoint.addresses()[0], "code": live_game.record.code, "stage": stage})
        while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
            at = time.perf_counter()
            if line == "next":
                await live_game.do(live_game.game.next)
            told: dict[str, Any] = {
                "at": at,
                "cpu": time.process_time(),
                "rss": rss(),
                "players": live_game.game.player_count,
            }
            told["phase"] = live_game.game.phase.value
            if line == "keys":
                told["keys"], keys.took = keys.took, []
            if line == "kept":
                events = store.games.events(live_game.record.id)
                answered = [event.player for event in events if isinstance(event, Answered)]
                told |= {"answers": len(answered), "different": len(set(answered))}
                told["on_board"] = len(store.players_board(bank.id))
            answer(told)
        pressing.cancel()
    services.close()


def answer(told: dict[str, Any]) -> None:
    """Print one line of JSON."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
