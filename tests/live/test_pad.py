"""The pad in a real browser: joining, answering by keyboard and by touch, coming back, and what a scan finds."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from quiz.game.state import Phase
from quiz.questions.answers import Picked
from tests import builders
from tests.live.serving import Serving, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE = {"width": 360, "height": 640}
SMALLEST = {"width": 320, "height": 568}
DESKTOP = {"width": 1280, "height": 800}


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Any]:
    """A headless browser; where there is none the test is skipped, and in CI it fails."""
    if CHROMIUM is None:
        reason = "there is no Chromium here to try the page in"
        if os.environ.get("CI") == "true":
            pytest.fail(f"In CI the page must be tried, but {reason}.")
        pytest.skip(reason)
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        await started.close()


class Tab:
    """A page of the pad, and everything that its console complained about."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    async def sees(self, words: str) -> None:
        """Wait until the page says these words."""
        await self.page.get_by_text(words).first.wait_for(timeout=5000)

    async def is_sound(self) -> None:
        """Nothing is too wide, nothing complained, and axe-core finds no fault."""
        from axe_playwright_python.async_playwright import Axe

        width = await self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, "the page scrolls sideways"
        found = (await Axe().run(self.page)).response["violations"]
        assert not found, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
        assert not self.complaints


async def opened(browser: Any, hall: Serving, *, code: bool = True, **context: Any) -> Tab:
    """Open the pad's page."""
    # axe-core is put into the page by a script of its own, which the page's policy keeps out.
    made = await browser.new_context(bypass_csp=True, viewport=context.pop("viewport", PHONE), **context)
    tab = Tab(await made.new_page())
    await tab.page.goto(f"{hall.url}/?code={hall.code}" if code else hall.url)
    return tab


async def joined(browser: Any, hall: Serving, name: str = "Ann", **context: Any) -> Tab:
    """Open the page and join."""
    tab = await opened(browser, hall, **context)
    await tab.page.get_by_label("Nickname").fill(name)
    await tab.page.get_by_role("button", name="Join").click()
    await tab.sees(f"You are in, {name}")
    return tab


async def test_a_game_by_keyboard_under_the_pages_own_policy(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single("a"), builders.single("a2", prompt="And this?"), preset="accuracy") as hall:
        page = await (await browser.new_context(viewport=DESKTOP)).new_page()
        tab = Tab(page)
        await page.goto(hall.url)
        await tab.sees("Join the quiz")
        assert await page.get_by_label("Nickname").input_value(), "a nickname is offered"
        await page.get_by_label("Code").focus()
        await page.keyboard.type(hall.code.lower())
        await page.keyboard.press("Enter")
        await tab.sees("You are in")
        await hall.next()
        await tab.sees(hall.game.current.question.prompt)
        await hall.next()
        await tab.sees("option 3")
        for _ in range(1 + hall.game.current.arrangement.index(1)):
            await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await tab.sees("Your answer is in")
        await hall.next(2)
        await tab.sees("✔ Right")
        await tab.sees("A guide")
        await hall.next(4)
        await tab.sees("No answer this time")
        await tab.sees("You are 1st of 1")
        await hall.next()
        await tab.sees("That was the quiz")
        assert not tab.complaints


async def test_a_phone_that_reloads_and_loses_the_host_comes_back(browser: Any, tmp_path: Path) -> None:
    questions = (builders.single("a"), builders.single("b"))
    async with serving(tmp_path, *questions, preset="accuracy") as hall:
        tab = await joined(browser, hall, has_touch=True, is_mobile=True)
        await hall.player("Bea")
        await hall.next(2)
        await tab.sees("option 1")
        await tab.page.get_by_role("button", name="option 1").tap()
        await tab.sees("Your answer is in")
        await tab.page.reload()
        await tab.sees("Your answer is in")
        assert await tab.page.get_by_role("button", name="option 1").get_attribute("aria-pressed") == "true"
        await hall.next(2)
        await tab.sees("✔ Right")
        endpoint = hall.server.endpoint
        assert hall.game.player_count == 2
    await tab.sees("The connection is lost")
    async with serving(tmp_path, *questions, resume=True, endpoint=endpoint) as hall:
        await tab.sees("✔ Right")
        await hall.next(2)
        await tab.sees("option 2")
        assert hall.game.standings()[0].points == 1000
        assert hall.game.player_count == 2
    await tab.page.close()


# One case a question type.
async def test_every_type_can_be_answered_by_touch(browser: Any, tmp_path: Path) -> None:  # noqa: C901
    async with serving(tmp_path, *builders.every_type(), preset="accuracy") as hall:
        tab = await joined(browser, hall, has_touch=True, is_mobile=True)
        await hall.player("Bea")
        page = tab.page

        async def tap(*names: str) -> None:
            for name in names:
                await page.get_by_role("button", name=name).first.tap()

        for _ in range(9):
            await hall.next(2)
            kind = hall.game.current.question.id
            await tab.sees(f"What about {kind}?")
            assert not await page.get_by_text("Your answer is in").count(), "that was said of the question before"
            while hall.game.phase is Phase.OPEN:
                match kind:
                    case "single":
                        await tap("option 1")
                    case "multiple":
                        await tap("option 0", "option 2", "Send answer")
                    case "true-false":
                        await tap("True")
                    case "order":
                        await tap("step 0", "step 1", "step 2", "step 3", "Send answer")
                    case "match":
                        for item, box in enumerate("ABAC"):
                            await page.get_by_label(f"item {item}").select_option(box)
                        await tap("Send answer")
                    case "number" | "short":
                        await page.get_by_label("Your").fill("72" if kind == "number" else "report fraud")
                        await tap("Send answer")
                    case "spot":
                        await tap("line 1", "line 3", "Scam", "Send answer")
                    case "scenario":
                        await tap("best" if hall.game.path else "in")
                await tab.sees("Your answer is in")
                await hall.next(2)
                if hall.live_game.game.phase is Phase.DECIDED:
                    await tab.sees("The hall has decided")
                    await hall.next()
            await tab.sees("✔ Right")
        assert not tab.complaints


@pytest.mark.parametrize(("viewport", "scheme"), [(SMALLEST, "light"), (DESKTOP, "dark")])
async def test_no_state_has_a_fault_that_a_scan_finds(
    browser: Any, tmp_path: Path, viewport: dict[str, int], scheme: str
) -> None:
    questions = (builders.spot(), builders.match(), builders.multiple(), builders.short(), builders.scenario())
    async with serving(tmp_path, *questions, teams=("Red", "Blue"), rounds=2) as hall:
        look: dict[str, Any] = {"viewport": viewport, "color_scheme": scheme, "reduced_motion": "reduce"}
        tab = await opened(browser, hall, **look)
        await tab.sees("Join the quiz")
        await tab.is_sound()
        await tab.page.get_by_label("Nickname").fill("Ann")
        await tab.page.get_by_role("button", name="Join").click()
        await tab.sees("Choose one of the teams")
        await tab.is_sound()
        await tab.page.get_by_label("Team").select_option("Red")
        await tab.page.get_by_role("button", name="Join").click()
        await tab.sees("You are in")
        await tab.is_sound()
        await hall.player("Bea", "Blue")
        await hall.next()
        await tab.sees("The answers open in a moment")
        await tab.is_sound()
        for _ in questions:
            if hall.game.phase is not Phase.READING:
                await hall.next()
            await hall.next()
            while hall.game.phase is Phase.OPEN:
                await tab.sees("What about")
                await tab.page.get_by_role("button").first.wait_for()
                await tab.is_sound()
                player = next(iter(hall.game.members))
                question = hall.game.current.question
                given = Picked((0,)) if hall.game.scene else builders.right_answer(question)
                await hall.live_game.answer(player, hall.game.number, len(hall.game.path), given)
                await hall.next(2)
                if hall.live_game.game.phase is Phase.DECIDED:
                    await tab.sees("The hall has decided")
                    await hall.next()
            await tab.sees("Right")
            await tab.is_sound()
            await hall.next()
            if hall.live_game.game.phase is Phase.STANDINGS:
                await tab.sees("After round 1 of 2")
                await tab.is_sound()
                await hall.next()
        await tab.sees("That was the quiz")
        await tab.is_sound()
