"""The pad in a real browser: joining, answering by keyboard and by touch, what came of it, and what a scan finds."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from quiz.game.state import Phase
from quiz.questions.answers import Picked
from tests import builders
from tests.live.serving import Serving, serving

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = {"width": 360, "height": 640}
DESKTOP = {"width": 1280, "height": 800}
KEEPS_NOTHING = """
for (const store of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, store, { get() { throw new DOMException("no", "SecurityError"); } });
"""
"""What a page meets in a browser that blocks the data of sites."""


class Tab:
    """A page of the pad, and everything that its console complained about."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(builders.PATIENCE * 1000)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: Any) -> None:
        # A host that is away is no fault of the page.
        if message.type in ("error", "warning") and "ERR_CONNECTION_REFUSED" not in message.text:
            self.complaints.append(message.text)

    async def sees(self, words: str) -> None:
        """Wait until the page says these words."""
        await self.page.get_by_text(words).first.wait_for(timeout=builders.PATIENCE * 1000)

    async def is_sound(self, **options: Any) -> None:
        """Nothing is too wide, nothing complained, and axe-core finds no fault."""
        from axe_playwright_python.async_playwright import Axe

        width = await self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, "the page scrolls sideways"
        found = (await Axe().run(self.page, options=options)).response["violations"]
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
    await tab.sees(f"You are in {name}")
    return tab


async def heading(page: Any) -> str:
    """Return the heading, which is what a screen reader says first: it has the focus."""
    assert await page.evaluate("document.activeElement.tagName") == "H1"
    return str(await page.locator("h1").inner_text())


async def test_a_game_by_keyboard_under_the_pages_own_policy(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single("a"), builders.single("a2", prompt="And this?"), preset="accuracy") as hall:
        page = await (await browser.new_context(viewport=DESKTOP)).new_page()
        tab = Tab(page)
        await page.goto(hall.url)
        await tab.sees("Join the quiz")
        offered = await page.get_by_label("Nickname").input_value()
        assert offered, "a nickname is offered"
        await page.get_by_role("button", name="Another").focus()
        await page.keyboard.press("Enter")
        assert await page.get_by_label("Nickname").input_value() not in ("", offered)
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
        await tab.sees("Look up: why is on the big screen")
        assert await heading(page) == "Right"
        await tab.sees("1st of 1")
        await tab.sees("A guide")
        await hall.next(4)
        await tab.sees("No answer this time")
        await tab.sees("You are 1st of 1")
        await hall.next()
        await tab.sees("That was the quiz")
        assert not tab.complaints


async def test_a_browser_that_keeps_nothing_plays_for_as_long_as_the_page_is_open(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.short(), preset="accuracy") as hall:
        made = await browser.new_context(viewport=PHONE)
        await made.add_init_script(KEEPS_NOTHING)
        tab = Tab(await made.new_page())
        await tab.page.goto(f"{hall.url}/?code={hall.code}")
        await tab.sees("Your browser keeps nothing of this page.")
        await tab.page.get_by_label("Nickname").fill("Ann")
        await tab.page.get_by_role("button", name="Join").click()
        await tab.sees("You are in Ann")
        await hall.next(2)
        await tab.page.get_by_label("Your").fill("report fraud")
        await tab.page.get_by_role("button", name="Send report fraud").click()
        await hall.next(2)
        await tab.sees("Look up: why is on the big screen")
        assert await heading(tab.page) == "Right"
        assert not tab.complaints


# One case a question type.
async def test_every_type_can_be_answered_by_touch(browser: Any, tmp_path: Path) -> None:  # noqa: C901
    async with serving(tmp_path, *builders.every_type(), builders.poll(), preset="accuracy") as hall:
        tab = await joined(browser, hall, has_touch=True, is_mobile=True)
        await hall.player("Bea")
        page = tab.page

        async def tap(*names: str) -> None:
            for name in names:
                await page.get_by_role("button", name=name).first.tap()

        for _ in range(10):
            await hall.next(2)
            kind = hall.game.current.question.id
            await tab.sees(f"What about {kind}?")
            assert not await page.get_by_text("Your answer is in").count(), "that was said of the question before"
            while hall.game.phase is Phase.OPEN:
                match kind:
                    case "single":
                        await tap("option 1")
                    case "multiple":
                        await tap("option 0", "option 2", "Send 2 picked")
                    case "true-false":
                        await tap("True")
                    case "order":
                        await tap("step 0", "step 1", "step 2")
                        await tab.sees("3 of 4 in order")
                        await tap("step 3", "Send this order")
                    case "match":
                        for item, box in enumerate("ABAC"):
                            await page.get_by_label(f"item {item}").select_option(box)
                        await tap("Send all 4")
                    case "number" | "short":
                        typed = "72" if kind == "number" else "report fraud"
                        await page.get_by_label("Your").fill(typed)
                        await tap(f"Send {typed}")
                    case "spot":
                        await tap("line 1", "line 3", "Scam", "Send: scam, 2 lines")
                    case "scenario":
                        await tap("best" if hall.game.path else "in")
                    case "poll":
                        await tap("thing 1")
                await tab.sees("Your answer is in. 1 of 2 are.")
                await hall.next(2)
                if hall.live_game.game.phase is Phase.DECIDED:
                    await tab.sees("The hall has decided")
                    await hall.next()
            await tab.sees("Look up: ")
            assert await heading(page) == ("Thank you" if kind == "poll" else "Right")
        assert not tab.complaints


async def test_a_poll_tells_how_the_hall_answered_and_nothing_of_right(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.poll(shuffle=False), preset="accuracy") as hall:
        tab = await joined(browser, hall)
        for number in range(4):
            await hall.player(f"Bea {number}")
        await hall.next(2)
        for number, player in enumerate(hall.game.members):
            await hall.live_game.answer(player, 0, 0, Picked((min(number, 1),)))
        await hall.next(2)
        await tab.sees("What the hall said")
        shares = await tab.page.locator(".shares li").all_inner_texts()
        assert [" ".join(one.split()) for one in shares] == ["A thing 0 Your answer 20 %", "B thing 1 80 %", "C thing 2 0 %"]
        told = await tab.page.locator("main").inner_text()
        assert not any(word in told for word in ("Right", "Not right", "1st", "points"))


async def test_a_poll_of_few_is_not_told(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.poll(), preset="accuracy") as hall:
        tab = await joined(browser, hall)
        await hall.next(2)
        await tab.page.get_by_role("button", name="thing 1").click()
        await tab.sees("Your answer is in")
        await hall.next(2)
        await tab.sees("Fewer than five answered")
        assert not await tab.page.get_by_text("%").count()


async def test_an_order_as_it_was_shown_is_asked_about_once_and_a_figure_that_is_none_is_asked_again(
    browser: Any, tmp_path: Path
) -> None:
    async with serving(tmp_path, builders.order(), builders.number(), preset="accuracy") as hall:
        tab = await joined(browser, hall, has_touch=True, is_mobile=True)
        await hall.player("Bea")
        send = tab.page.locator("button.do")
        for _ in range(2):
            await hall.next(2)
            if hall.game.current.question.id == "order":
                await tab.sees("Tap them in order")
                for step in hall.game.current.arrangement:
                    await tab.page.get_by_role("button", name=f"step {step}").tap()
                await send.tap()
                await tab.sees("These stand as they were shown")
                assert not hall.game.replies
                await send.tap()
            else:
                await tab.page.get_by_label("Your figure").fill("72 or 73")
                await send.tap()
                await tab.sees("That is not an answer to this question. Type a figure, in hours.")
                assert not hall.game.replies
                await tab.page.get_by_label("Your figure").fill("seventy-two")
                await send.tap()
            await tab.sees("Your answer is in")
            told = "pairs stand in the right order" if hall.game.current.question.id == "order" else "taken as 72 hours"
            await hall.next(2)
            await tab.sees("About your answer")
            await tab.sees(told)


async def test_the_code_goes_out_of_the_address_and_the_form_says_what_the_host_said(browser: Any, tmp_path: Path) -> None:
    teams = [f"Team {number}" for number in range(9)]
    async with serving(tmp_path, builders.single(), teams=teams) as hall:
        hall.game.plan = msgspec.structs.replace(hall.game.plan, suggested_names=True)
        await hall.live_game.do(lambda at: hall.game.lock(True, at))
        tab = await opened(browser, hall)
        page = tab.page
        await tab.sees(hall.game.plan.title)
        await tab.sees("The host lets nobody else in")
        await hall.live_game.do(lambda at: hall.game.lock(False, at))
        assert page.url == f"{hall.url}/"
        assert not await page.get_by_label("Code on the big screen").count(), "the QR code brought it"
        assert not await page.get_by_label("Nickname").is_editable()
        await page.get_by_role("button", name="Join").click()
        await tab.sees("Choose one of the teams")
        await page.get_by_label("Your team").select_option("Team 7")
        await page.get_by_role("button", name="Join").click()
        await tab.sees("You are in")
        assert next(iter(hall.game.members.values())).team == "Team 7"


async def test_a_wrong_code_is_asked_for_again_beside_its_field(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single()) as hall:
        tab = await opened(browser, hall, code=False)
        await tab.page.goto(f"{hall.url}/?code=WRONG")
        await tab.page.get_by_role("button", name="Join").click()
        await tab.sees("That is not the code")
        field = tab.page.get_by_label("Code on the big screen")
        assert await field.evaluate("(field) => field === document.activeElement && field.ariaInvalid") == "true"
        await field.fill(hall.code.lower())
        await tab.page.get_by_role("button", name="Join").click()
        await tab.sees("You are in")


async def test_a_serious_game_tells_of_no_race(browser: Any, tmp_path: Path) -> None:
    questions = [builders.single(f"q{number}", prompt=f"What about {number}?") for number in range(4)]
    async with serving(tmp_path, *questions, mood="serious", rounds=2) as hall:
        tab, told = await joined(browser, hall), ""
        await hall.player("Bea")
        while hall.game.phase is not Phase.FINISHED:
            await hall.next()
            if hall.game.phase is Phase.OPEN:
                picked = "option 1" if hall.game.number != 1 else "option 0"
                await tab.page.get_by_role("button", name=picked).click()
                await tab.sees("Your answer is in. You can change it.")
            elif hall.game.phase is Phase.REVEALED:
                await tab.sees("Look up: why")
                told += await tab.page.locator("body").inner_text()
            elif hall.game.phase is Phase.STANDINGS:
                await tab.sees("After round 1 of 2")
                told += await tab.page.locator("body").inner_text()
        await tab.sees("3 of 4 right")
        told += await tab.page.locator("body").inner_text()
        assert "Not right" in told
        assert not any(word in told for word in ("1st", "points", "in a row", "ahead", "behind", "Bea")), told


async def test_a_playful_game_tells_place_and_run_and_takes_a_struck_question_back(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single("a"), builders.single("b"), preset="accuracy") as hall:
        tab = await joined(browser, hall)
        await hall.player("Bea")
        for _ in range(2):
            await hall.next(2)
            await tab.page.get_by_role("button", name="option 1").click()
            await tab.sees("Your answer is in")
            await hall.next(2)
            await tab.sees("1st of 1")
        await tab.sees("2 in a row")
        await tab.sees("2,000 points")
        await hall.live_game.do(hall.game.strike)
        await tab.sees("This question does not count")
        await tab.sees("1,000 points")
        await hall.next()
        await tab.sees("That was the quiz")


async def test_what_was_missed_is_told_to_do_at_the_end(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(action="Ring the office."), preset="accuracy") as hall:
        tab = await joined(browser, hall)
        await hall.next(2)
        await tab.page.get_by_role("button", name="option 0").click()
        await tab.sees("Your answer is in")
        await hall.next(2)
        await tab.sees("You said")
        await tab.sees("Not right")
        await hall.next()
        await tab.sees("Your things to do")
        await tab.sees("Ring the office.")


async def test_the_place_is_told_when_the_hall_has_seen_the_podium(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(action="Ring the office."), preset="accuracy") as hall:
        tab = await joined(browser, hall)
        await hall.next(2)
        await tab.page.get_by_role("button", name="option 0").click()
        await tab.sees("Your answer is in")
        await hall.next(3)
        await tab.sees("Look up: the podium is on the big screen")
        assert await heading(tab.page) == "That was the quiz"
        await tab.sees("Ring the office.")
        await tab.sees("Keep this page open: your place comes.")
        assert "Ann" not in await tab.page.locator("main").inner_text()
        hall.server._broadcast.follow_podium()
        hall.live_game.podium_shown = 1
        await tab.sees("of 1, with")
        assert await tab.page.locator(".big").inner_text() == "1st"


async def test_a_name_that_the_host_looks_at_stands_once_and_as_the_hall_reads_it(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        hall.game.plan = msgspec.structs.replace(hall.game.plan, approve=True)
        tab = await joined(browser, hall)
        await tab.sees("Until the host has seen your name the hall reads Player 1.")
        (ann,) = hall.game.members
        await hall.next(2)
        await tab.page.get_by_role("button", name="option 1").click()
        await tab.sees("Your answer is in")
        await hall.next(3)
        hall.server._broadcast.follow_podium()
        hall.live_game.podium_shown = 1
        hall.server._broadcast.follow_podium()
        await tab.sees("of 1, with")
        assert [" ".join(one.split()) for one in await tab.page.locator(".table li").all_inner_texts()] == [
            "1 Player 1 1,000"
        ]
        await hall.live_game.do(lambda at: hall.game.mask(ann, at))
        await tab.sees("The host has given you the name Player 1 for the hall.")
        assert "Ann" not in await tab.page.locator("body").inner_text()
        assert await tab.page.locator(".table li").count() == 1


async def test_nobody_is_asked_for_a_team_where_nobody_names_one(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single()) as hall:
        hall.game.plan = msgspec.structs.replace(hall.game.plan, suggested_names=True)
        tab = await opened(browser, hall)
        await tab.sees("In this game nicknames are suggested.")
        assert not await tab.page.get_by_label("team").count()
        await tab.page.get_by_role("button", name="Join").click()
        await tab.sees("You are in")


async def test_on_the_smallest_phone_nothing_lies_over_what_is_told_or_chosen(browser: Any, tmp_path: Path) -> None:
    long = "Somebody says that a device is being added to your account, and asks for the code that was texted to you. " * 3
    question = builders.single(prompt=long.strip(), shuffle=False)
    async with serving(tmp_path, question, preset="accuracy") as hall:
        tab = await joined(browser, hall, viewport={"width": 320, "height": 568})
        await hall.player("Bea")
        await hall.next()
        await tab.sees("Answers open in")
        opens = await tab.page.locator("#opens").bounding_box()
        assert opens["y"] + opens["height"] <= 568, "it is not cut"
        await hall.next()
        await tab.sees("option 3")
        tile = tab.page.get_by_role("button", name="option 1")
        box = await tile.bounding_box()
        # So low that what is said at the foot would lie over it.
        await tab.page.evaluate("(by) => scrollBy(0, by)", box["y"] + box["height"] - 560)
        # Playwright's own click would bring it higher up.
        await tile.evaluate("(tile) => tile.click()")
        await tab.sees("Your answer is in")
        chosen, kept = await tile.bounding_box(), await tab.page.locator("#answer").bounding_box()
        assert chosen["y"] + chosen["height"] <= kept["y"]
