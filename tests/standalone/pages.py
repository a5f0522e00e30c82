"""A bank's page in a real browser, opened from its file, and what is done there."""

from pathlib import Path
from typing import Any

from quiz.banks.model import Bank
from quiz.standalone.practice_page import practice_page
from tests import builders
from tests.live.test_pad import PHONE, Tab

SETTLED = 350
"""Milliseconds after which a view takes what is tapped."""


class Practice(Tab):
    """A page of one file, in a tab of its own or in a frame of another page."""

    def __init__(self, page: Any, place: Any = None) -> None:
        super().__init__(page)
        self.place = place or page

    @classmethod
    async def opened(cls, browser: Any, folder: Path, bank: Bank, **context: Any) -> "Practice":
        """Write a bank's page into a folder and open it there, at the size of a phone, without motion."""
        file = folder / "page.html"
        file.write_text(practice_page(bank, {"it_support": "Mr Webb"}), encoding="utf-8")
        made = await browser.new_context(**{"viewport": PHONE, "reduced_motion": "reduce", **context})
        page = await made.new_page()
        # A clock of the test's own: nobody waits until a view has settled.
        await page.clock.install()
        opened = cls(page)
        await page.goto(file.as_uri())
        return opened

    async def sees(self, words: str) -> None:
        """Wait until the page says these words."""
        await self.place.get_by_text(words).first.wait_for(timeout=builders.PATIENCE * 1000)

    async def heading(self) -> str:
        """Return the heading, which is what a screen reader says first: it has the focus."""
        assert await self.place.evaluate("document.activeElement.tagName") == "H1"
        return str(await self.place.locator("h1").inner_text())

    async def settle(self) -> None:
        """Let the time go by in which a view that has just come takes nothing."""
        await self.page.clock.run_for(SETTLED)

    async def press(self, *names: str) -> None:
        """Press buttons one after another by the beginnings of their names, each once the view has settled."""
        for name in names:
            await self.settle()
            await self.place.get_by_role("button", name=name).first.click()

    async def question(self) -> str:
        """Return the id of the question that is asked, by its heading."""
        return (await self.heading()).removeprefix("What about ").removesuffix("?")

    async def answer_rightly(self) -> str:
        """Answer the question of the builders that is asked, whatever its type. Returns its id."""
        kind = await self.question()
        match kind:
            case "multiple":
                await self.press("option 0", "option 2", "Check 2 picked")
            case "order":
                await self.press(*(f"step {number}" for number in range(4)), "Check this order")
                if await self.place.get_by_text("These stand as they were shown").count():
                    await self.press("Check this order")
            case "match":
                for item, box in enumerate("ABAC"):
                    await self.place.get_by_label(f"item {item}").select_option(box)
                await self.press("Check all 4")
            case "number" | "short":
                typed = "72" if kind == "number" else "reprot fraud"
                await self.place.get_by_label("Your").fill(typed)
                await self.press(f"Check {typed}")
            case "spot":
                await self.press("line 1", "line 3", "Scam", "Check: scam, 2 lines")
            case "scenario":
                await self.press("in")
                await self.sees("good")
                await self.press("best")
            case _:
                await self.press({"true-false": "True", "poll": "thing 1"}.get(kind, "option 1"))
        return kind
