"""Every state of the pad's page at three sizes in both colour schemes: what a scan finds, and what no thumb can hit."""

from pathlib import Path
from typing import Any

import pytest

from quiz.game.state import Phase
from quiz.questions.answers import Picked
from tests import builders
from tests.live.serving import serving
from tests.live.test_pad import DESKTOP, PHONE, Tab, joined, opened

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.thorough]

SMALLEST = {"width": 320, "height": 568}
SMALL_CONTROLS = """() => [...document.querySelectorAll("button, input, select")].filter((part) => part.offsetParent
    && (part.offsetHeight < 44 || part.offsetWidth < 44)).map((part) => part.outerHTML)"""


async def is_sound(tab: Tab) -> None:
    """The page has no fault in either colour scheme, and everything that is tapped is large enough for a thumb."""
    small = await tab.page.evaluate(SMALL_CONTROLS)
    assert not small
    await tab.page.emulate_media(color_scheme="light")
    await tab.is_sound()
    await tab.page.emulate_media(color_scheme="dark")
    await tab.is_sound(runOnly={"type": "rule", "values": ["color-contrast"]})


@pytest.mark.parametrize("viewport", [PHONE, SMALLEST, DESKTOP], ids=["phone", "smallest", "desktop"])
class TestNoFaultThatAScanFinds:
    """Every state in both colour schemes."""

    # One case a phase.
    async def test_from_joining_to_the_end(  # noqa: C901
        self, browser: Any, tmp_path: Path, viewport: dict[str, int]
    ) -> None:
        questions = (builders.single("right"), builders.single("wrong"), builders.multiple(), builders.scenario())
        async with serving(tmp_path, *questions, teams=("Red", "Blue"), rounds=2) as hall:
            tab = await opened(browser, hall, code=False, viewport=viewport, reduced_motion="reduce")
            await tab.sees("Join the quiz")
            await is_sound(tab)
            await tab.page.get_by_label("Code").fill(hall.code)
            await tab.page.get_by_label("Nickname").fill("Ann")
            await tab.page.get_by_role("button", name="Join").click()
            await tab.sees("Choose one of the teams")
            await is_sound(tab)
            await tab.page.get_by_role("button", name="Red").click()
            await tab.page.get_by_role("button", name="Join").click()
            await tab.sees("You are in")
            await is_sound(tab)
            await hall.player("Bea", "Blue")
            player, scanned = next(iter(hall.game.members)), set()
            while hall.game.phase is not Phase.FINISHED:
                await hall.next()
                game = hall.live_game.game
                match game.phase:
                    case Phase.READING if game.number == 0:
                        await tab.sees("Read it on the big screen")
                    case Phase.OPEN if game.current.question.id == "right":
                        await tab.page.get_by_role("button", name="option 1").click()
                        await tab.sees("Your answer is in")
                    case Phase.OPEN:
                        await tab.page.locator(".tile").first.wait_for()
                        given = Picked((0,))
                        await hall.live_game.answer(player, game.number, len(game.path), given)
                    case Phase.CLOSED:
                        await tab.sees("Look up")
                    case Phase.REVEALED:
                        await tab.sees("Look up: why")
                    case Phase.DECIDED:
                        await tab.sees("The hall has decided")
                    case Phase.STANDINGS:
                        await tab.sees("After round 1 of 2")
                    case Phase.FINISHED:
                        await tab.sees("That was the quiz")
                # What looks the same for every question is looked at once.
                drawn = (game.phase, game.phase in (Phase.OPEN, Phase.REVEALED) and game.current.question.id)
                if drawn not in scanned:
                    scanned.add(drawn)
                    await is_sound(tab)

    async def test_of_what_is_filled_in_and_of_what_goes_wrong(
        self, browser: Any, tmp_path: Path, viewport: dict[str, int]
    ) -> None:
        questions = (
            builders.multiple(),
            builders.order(),
            builders.match(distractors=()),
            builders.poll(),
            builders.spot(),
        )
        async with serving(tmp_path, *questions, preset="accuracy") as hall:
            tab = await joined(browser, hall, viewport=viewport, reduced_motion="reduce")
            for number in range(4):
                await hall.player(f"Bea {number}")
            for question in questions:
                await hall.next(2)
                await tab.sees(question.prompt)
                await tab.page.locator("#stage button").first.wait_for()
                if question.type != "poll":
                    await tab.page.locator("#stage button").first.click()
                    await is_sound(tab)
                if question.type == "spot":
                    await hall.live_game.do(hall.game.pause)
                    await tab.sees("What you have begun is kept")
                    await is_sound(tab)
                    await hall.live_game.do(hall.game.pause)
                for player in hall.game.members:
                    given = Picked((0,)) if question.type == "poll" else builders.right_answer(question)
                    await hall.live_game.answer(player, hall.game.number, 0, given)
                await hall.next(2)
                await tab.sees("The question")
                if question.type in ("poll", "spot"):
                    await is_sound(tab)
            await hall.live_game.do(hall.game.strike)
            await tab.sees("This question does not count")
            await is_sound(tab)
            other = await tab.page.context.new_page()
            await other.goto(hall.url)
            await tab.sees("Ann now plays in another place")
            await is_sound(tab)
            await tab.page.get_by_role("button", name="Play here").click()
            await tab.sees("This question does not count")
            player = next(iter(hall.game.members))
            await hall.live_game.do(lambda at: hall.game.leave(player, at))
            await tab.sees("You are out of the game")
            await is_sound(tab)
            await tab.page.get_by_role("button", name="Join again").click()
            await tab.sees("Join the quiz")
        await tab.page.get_by_role("button", name="Join").click()
        await tab.sees("No connection")
        await is_sound(tab)
