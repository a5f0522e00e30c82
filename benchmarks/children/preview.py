"""Print the seconds to read a bank, to show it in the preview, and to show an edit of it there. Argument: the file."""

import asyncio
import sys
import time
from pathlib import Path

from quiz.banks.loading import read_bank
from quiz.services.requests import AppRequest
from quiz.tui.app import QuizApp
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.widgets.answers.panel import AnswerPanel

_EDIT = ("Prompt 00001", "Edited 00001")


def reading(file: Path) -> float:
    """Read the bank twice, and return how long the second reading took."""
    read_bank(file)
    begin = time.perf_counter()
    read_bank(file)
    return time.perf_counter() - begin


async def shown_and_edited(file: Path) -> tuple[float, float]:
    """Return the seconds from opening the preview to its first question, and from a save to the edit on the screen."""
    nothing = file.parent / "nothing"
    nothing.mkdir(exist_ok=True)
    request = AppRequest(store=":memory:", bank_folders=(nothing,), settings_file=nothing / "settings.json")
    app = QuizApp(request)
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        begin = time.perf_counter()
        app.push_screen(screen := PreviewScreen(file))
        await _until_asked(screen, _EDIT[0])
        drawn = time.perf_counter() - begin
        text = await asyncio.to_thread(file.read_text, encoding="utf-8")
        await asyncio.to_thread(file.write_text, text.replace(*_EDIT), encoding="utf-8")
        begin = time.perf_counter()
        await _until_asked(screen, _EDIT[1])
        edited = time.perf_counter() - begin
        await asyncio.to_thread(file.write_text, text, encoding="utf-8")
        await pilot.pause()
        return drawn, edited


async def _until_asked(screen: PreviewScreen, words: str) -> None:
    # What a screen shows is not an event to wait for.
    while not (screen.is_mounted and any(words in panel.question.prompt for panel in screen.query(AnswerPanel))):  # noqa: ASYNC110
        await asyncio.sleep(0.01)


if __name__ == "__main__":
    bank = Path(sys.argv[1])
    print(reading(bank), *asyncio.run(shown_and_edited(bank)))
