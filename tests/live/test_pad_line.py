"""The pad's line to the host in a real browser: lost, dead, moved to another place; and what is filled in meanwhile."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from quiz.game.state import Phase
from quiz.questions.answers import Answer
from tests import builders
from tests.live.serving import Serving, full_disk, serving
from tests.live.swallowing import swallowing
from tests.live.test_pad import Tab, joined, opened

pytestmark = pytest.mark.asyncio(loop_scope="session")

SILENCE = 13_000
"""Milliseconds after which a pad takes a line for dead."""


class Sent:
    """What a page sends over its lines."""

    def __init__(self, page: Any) -> None:
        self.messages: list[dict[str, Any]] = []
        page.on("websocket", lambda line: line.on("framesent", self._noted))

    def _noted(self, text: str) -> None:
        self.messages.append(json.loads(text))

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["do"] == kind]


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Any) -> AsyncIterator[Any]:
    """A page whose clock can be moved on."""
    context = await browser.new_context(viewport={"width": 360, "height": 640})
    made = await context.new_page()
    await made.clock.install()
    yield made
    await context.close()


async def enters(page: Any, hall: Serving, name: str = "Ann", url: str = "") -> Tab:
    """Join on this page."""
    tab = Tab(page)
    await page.goto(f"{url or hall.url}/?code={hall.code}")
    await page.get_by_label("Nickname").fill(name)
    await page.get_by_role("button", name="Join").click()
    await tab.sees(f"You are in {name}")
    return tab


def drafts_of(hall: Serving) -> asyncio.Queue[Answer | None]:
    """Return where every draft comes that the host notes."""
    noted: asyncio.Queue[Answer | None] = asyncio.Queue()
    note = hall.live_game.draft

    def listening(player: str, number: int, step: int, given: Answer | None) -> None:
        note(player, number, step, given)
        noted.put_nowait(given)

    hall.live_game.draft = listening  # type: ignore[method-assign]
    return noted


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
        await tab.sees("1st of 1")
        endpoint = hall.server.endpoint
        assert hall.game.player_count == 2
    await tab.sees("No connection")
    await tab.sees("Trying again in")
    await tab.sees("1st of 1")
    async with serving(tmp_path, *questions, resume=True, endpoint=endpoint) as hall:
        await tab.page.get_by_role("button", name="Try now").tap()
        await tab.page.get_by_text("No connection").wait_for(state="hidden")
        await hall.next(2)
        await tab.sees("option 2")
        assert hall.game.standings()[0].points == 1000
        assert hall.game.player_count == 2
    await tab.page.close()


async def test_what_is_picked_and_not_sent_counts_when_time_ends(page: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.multiple(), preset="accuracy") as hall:
        sent, noted = Sent(page), drafts_of(hall)
        tab = await enters(page, hall)
        await hall.next(2)
        for option in ("option 0", "option 1", "option 2"):
            await page.get_by_role("button", name=option).click()
        await tab.sees("What is picked counts when time ends.")
        await page.get_by_role("button", name="option 1").click()
        async with asyncio.timeout(builders.PATIENCE):
            while sorted(getattr(await noted.get(), "options", ())) != [0, 2]:
                await page.clock.fast_forward(1000)
        assert len(sent.of("draft")) < 4, "what changes is told once a second"
        assert not hall.game.replies
        await page.reload()
        await tab.sees("Send 2 picked")
        await hall.next()
        await tab.sees("Your answer, kept")
        await hall.next()
        await tab.sees("1st of 1")


@pytest.mark.thorough
async def test_what_is_taken_out_again_counts_no_more(page: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.number(), preset="accuracy") as hall:
        noted = drafts_of(hall)
        tab = await enters(page, hall)
        await hall.next(2)
        for typed, told in (("72", 72), ("", None)):
            await page.get_by_label("Your figure").fill(typed)
            await page.clock.fast_forward(1000)
            async with asyncio.timeout(builders.PATIENCE):
                given = await noted.get()
            assert (given is None) == (told is None)
        await hall.next()
        await tab.sees("No answer from this device")


@pytest.mark.thorough
async def test_a_pause_and_more_time_keep_what_is_half_done(page: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.order(), preset="accuracy") as hall:
        tab = await enters(page, hall)
        await hall.next(2)
        for step in ("step 1", "step 0"):
            await page.get_by_role("button", name=step).click()
        await tab.sees("2 of 4 in order")
        await hall.live_game.do(hall.game.pause)
        await tab.sees("What you have begun is kept")
        assert await page.locator("h1", has_text="Paused").evaluate("(heading) => heading === document.activeElement")
        await hall.live_game.do(hall.game.pause)
        await page.get_by_text("What you have begun is kept").wait_for(state="detached")
        await hall.live_game.do(lambda at: hall.game.add_time(15, at))
        first = page.get_by_role("button", name="step 1")
        assert await first.evaluate("(step) => step === document.activeElement") is False
        assert await page.get_by_role("button", name="step 0").evaluate("(step) => step === document.activeElement")
        assert "1st" in await first.inner_text()
        for step in ("step 2", "step 3"):
            await page.get_by_role("button", name=step).click()
        await page.get_by_role("button", name="Send this order").click()
        await tab.sees("Your answer is in")


async def test_a_line_that_died_in_silence_is_opened_again(page: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.short(), preset="accuracy") as hall, swallowing(hall) as proxy:
        tab = await enters(page, hall, url=proxy.url)
        await hall.next(2)
        await page.get_by_label("Your answer").fill("report fraud")
        proxy.swallow()
        await page.get_by_role("button", name="Send report fraud").click()
        await tab.sees("Sending…")
        await page.clock.fast_forward(SILENCE)
        await tab.sees("No connection")
        await tab.sees("What you fill in is kept.")
        await page.get_by_role("button", name="Try now").click()
        await tab.sees("Your answer is in")
        await page.get_by_text("No connection").wait_for(state="hidden")
        assert len(hall.game.replies) == 1
        assert hall.game.player_count == 1


@pytest.mark.thorough
async def test_a_device_that_wakes_looks_whether_its_line_lives(page: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall, swallowing(hall) as proxy:
        tab = await enters(page, hall, url=proxy.url)
        proxy.swallow()
        await page.clock.pause_at(await page.evaluate("Date.now() + 8000"))
        await hall.next(2)
        await page.evaluate("window.dispatchEvent(new Event('online'))")
        await tab.sees("option 1")


@pytest.mark.thorough
async def test_a_lost_acknowledgement_is_asked_for_and_no_pad_stays_stuck(page: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        swallowed: list[str] = []

        async def takes(line: Any) -> None:
            host = line.connect_to_server()

            def tells(text: str) -> None:
                if json.loads(text)["now"] == "taken":
                    swallowed.append(text)
                else:
                    line.send(text)

            host.on_message(tells)

        await page.route_web_socket("**/play", takes)
        tab = await enters(page, hall)
        await hall.next(2)
        await page.get_by_role("button", name="option 1").click()
        await tab.sees("Sending…")
        await page.clock.fast_forward(5000)
        await tab.sees("Your answer is in")
        assert swallowed


async def test_a_second_tab_takes_over_and_the_first_may_have_it_back(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        first = await joined(browser, hall)
        second = Tab(await first.page.context.new_page())
        sent = Sent(first.page)
        await second.page.goto(hall.url)
        await second.sees("You are in Ann")
        await first.sees("Ann now plays in another place")
        assert not sent.messages, "two tabs do not fight"
        await first.page.get_by_role("button", name="Play here").click()
        await first.sees("You are in Ann")
        await second.sees("Ann now plays in another place")
        assert hall.game.player_count == 1


@pytest.mark.thorough
async def test_a_pad_that_was_taken_over_in_a_pause_can_be_tapped_after_it(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        first = await joined(browser, hall)
        await hall.next(2)
        await first.sees("option 1")
        await hall.live_game.do(hall.game.pause)
        await first.sees("Paused")
        second = Tab(await first.page.context.new_page())
        await second.page.goto(hall.url)
        await first.sees("now plays in another place")
        await hall.live_game.do(hall.game.pause)
        await first.page.get_by_role("button", name="Play here").click()
        await first.page.get_by_role("button", name="option 1").click(timeout=builders.PATIENCE * 1000)
        await first.sees("Your answer is in")


@pytest.mark.thorough
async def test_a_tap_that_is_refused_is_chosen_no_more(page: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        tab = await enters(page, hall)
        await hall.player("Bea")
        await hall.next(2)
        await tab.sees("option 1")
        with full_disk(hall.live_game):
            closing = asyncio.create_task(hall.next())
            option = page.get_by_role("button", name="option 1")
            await option.click()
            await tab.sees("when no answers were taken")
            assert await option.get_attribute("aria-pressed") == "false"
        await closing
        await tab.sees("Look up")
        await hall.live_game.do(hall.game.reopen)
        await tab.sees("option 1")
        assert await option.get_attribute("aria-pressed") == "false"
        assert await page.get_by_text("when no answers were taken").count() == 0
        await option.click()
        await tab.sees("Your answer is in")


@pytest.mark.thorough
async def test_whoever_comes_back_on_another_device_asks_the_host(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        lost = await joined(browser, hall)
        await hall.next(2)
        await lost.page.get_by_role("button", name="option 1").click()
        await lost.sees("Your answer is in")
        await lost.page.context.close()
        await hall.empties()
        found = await opened(browser, hall)
        sent = Sent(found.page)
        await found.page.reload()
        await found.page.get_by_label("Nickname").fill("Ann")
        await found.page.get_by_role("button", name="Join").click()
        await found.page.get_by_role("button", name="That is me, on another device").click()
        await found.sees("The host is asked")
        (player,) = hall.server.asking_back()
        await hall.server.let_back(player)
        await found.sees("Your answer is in")
        asked, again = sent.of("join")
        assert again["back"]
        assert asked["device"] == again["device"]
        assert len(asked["device"]) == 32
        await found.page.reload()
        await found.sees("Your answer is in")
        assert hall.game.player_count == 1


@pytest.mark.thorough
async def test_a_name_is_typed_in_peace_whatever_becomes_of_the_line(page: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single()) as hall:
        lines: list[Any] = []

        async def takes(line: Any) -> None:
            lines.append(line)
            line.connect_to_server()

        await page.route_web_socket("**/play", takes)
        tab = Tab(page)
        await page.goto(f"{hall.url}/?code={hall.code}")
        await page.get_by_label("Nickname").fill("Slow Ann")
        lines[0].send(json.dumps({"now": "refused", "sentence": "Many come from your network.", "field": ""}))
        await tab.sees("Many come from your network.")
        assert await page.get_by_label("Nickname").evaluate("(field) => field === document.activeElement")
        await lines[0].close()
        await page.clock.fast_forward(4000)
        async with asyncio.timeout(builders.PATIENCE):
            while len(lines) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert await page.get_by_text("No connection").is_hidden(), "the host closes lines that stand idle"
        assert await page.get_by_label("Nickname").input_value() == "Slow Ann"
        await lines[1].close()
        await page.get_by_role("button", name="Join").click()
        await tab.sees("You are in Slow Ann")


@pytest.mark.thorough
async def test_a_host_that_goes_away_for_a_moment_ends_nothing(page: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single()) as hall:
        lines: list[Any] = []

        async def takes(line: Any) -> None:
            lines.append(line)
            line.connect_to_server()

        await page.route_web_socket("**/play", takes)
        tab = await enters(page, hall)
        lines[0].send(json.dumps({"now": "gone", "sentence": ""}))
        await lines[0].close()
        await tab.sees("No connection")
        await tab.sees("You are in Ann")
        await page.clock.fast_forward(2000)
        await page.get_by_text("No connection").wait_for(state="hidden")
        await tab.sees("You are in Ann")


@pytest.mark.thorough
async def test_a_pad_tries_again_with_growing_pauses(page: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single()) as hall:
        tab = await enters(page, hall)
    for _ in range(4):
        await tab.sees("Trying again in")
        await page.clock.fast_forward(10_000)
    await page.get_by_text(re.compile(r"Trying again in ([6-9]|10) s")).wait_for()


@pytest.mark.thorough
async def test_a_device_that_is_taken_out_says_so_and_does_not_try_again(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        tab = await joined(browser, hall)
        sent = Sent(tab.page)
        (player,) = hall.game.members
        await hall.live_game.do(lambda at: hall.game.leave(player, at))
        await tab.sees("You are out of the game")
        assert not sent.messages
        await tab.page.get_by_role("button", name="Join again").click()
        await tab.page.get_by_role("button", name="Join").click()
        await tab.sees("You are in")


@pytest.mark.thorough
async def test_whoever_leaves_may_join_again_at_once(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        tab = await joined(browser, hall)
        await tab.page.get_by_role("button", name="Leave the game").click()
        await tab.page.get_by_label("Nickname").fill("Cy")
        await tab.page.get_by_role("button", name="Join").click()
        await tab.sees("You are in Cy")
        assert [member.name for member in hall.game.players] == ["Cy"]


@pytest.mark.thorough
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
async def test_tiles_move_only_for_whoever_likes_movement(browser: Any, tmp_path: Path, motion: str) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        tab = await joined(browser, hall, reduced_motion=motion)
        await hall.next()
        await tab.sees("Read it on the big screen")
        await hall.next()
        await tab.sees("option 1")
        moves = await tab.page.locator(".tile").first.evaluate("(tile) => getComputedStyle(tile).animationName")
        assert moves == ("none" if motion == "reduce" else "rise")
        assert hall.game.phase is Phase.OPEN
