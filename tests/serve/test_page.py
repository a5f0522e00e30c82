"""The page in a real browser: by keyboard and by touch, loaded again, without a line for a while, and what a scan finds."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from quiz.services.identity import free_name
from tests import builders
from tests.live.test_pad import DESKTOP, KEEPS_NOTHING, PHONE, Tab, heading
from tests.serve.school import CODE, School, served, write_bank

pytestmark = pytest.mark.asyncio(loop_scope="session")

SINGLE = builders.single("a", time_limit="none")
NARROW = {"width": 320, "height": 512}
"""A page of 640 pixels that is shown at twice its size."""
# Neither a question nor its feedback takes a tap in its first moments.
GRACE_MS = 350


async def opened(browser: Any, school: School, **context: Any) -> Tab:
    """Open the page."""
    # axe-core is put into the page by a script of its own, which the page's policy keeps out.
    made = await browser.new_context(bypass_csp=True, viewport=context.pop("viewport", PHONE), **context)
    tab = Tab(await made.new_page())
    await tab.page.goto(school.url)
    return tab


async def joined(browser: Any, school: School, name: str = "Ann", **context: Any) -> Tab:
    """Open the page and take a name."""
    tab = await opened(browser, school, **context)
    await tab.page.get_by_label("Code").fill(CODE)
    await tab.page.get_by_label("Your name").fill(name)
    await tab.page.get_by_role("button", name="Begin").click()
    await tab.sees("What do you want to play?")
    return tab


async def begins(tab: Tab) -> None:
    await tab.page.get_by_role("button", name="Play The first bank").click()
    await tab.page.get_by_role("button", name="Begin", exact=True).click()
    await tab.sees("What about")
    await tab.page.wait_for_timeout(GRACE_MS)


async def goes_on(tab: Tab) -> None:
    """Leave the feedback, which says the question's words as well: wait until it is gone."""
    await tab.page.wait_for_timeout(GRACE_MS)
    await tab.page.locator("button.do").click()
    await tab.page.wait_for_function("!document.querySelector('.revealed')")


async def test_a_quiz_by_keyboard_under_the_pages_own_policy(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, about={"ask_certainty": True}) as school:
        made = await browser.new_context(viewport=DESKTOP)
        tab = Tab(await made.new_page())
        await tab.page.goto(school.url)
        page, keys = tab.page, tab.page.keyboard
        await tab.sees("Who plays?")
        assert await heading(page) == "Who plays?"
        for typed in (CODE, "Ann", "Maths"):
            await keys.press("Tab")
            await keys.type(typed)
        await keys.press("Enter")
        await tab.sees("What do you want to play?")
        await page.get_by_role("button", name="Play The first bank").focus()
        await keys.press("Enter")
        await page.get_by_role("button", name="Begin", exact=True).focus()
        await keys.press("Enter")
        await tab.sees("What about a?")
        assert await heading(page) == "What about a?"
        await page.wait_for_timeout(GRACE_MS)
        await page.get_by_role("button", name="option 1").focus()
        await keys.press("Space")
        await tab.sees("Your answer is in.")
        await page.wait_for_timeout(GRACE_MS)
        await page.get_by_role("button", name="Very sure").focus()
        await keys.press("Enter")
        await tab.sees("Because.")
        assert await heading(page) == "Right"
        await page.wait_for_timeout(GRACE_MS)
        await keys.press("Enter")
        await tab.sees("Passed")
        await page.get_by_role("button", name="Certificate").focus()
        await keys.press("Enter")
        await tab.sees("The name that is to stand on it")
        await keys.press("Tab")
        await keys.press("Enter")
        async with made.expect_page() as opening:
            await page.get_by_role("link", name="Open it").click()
        certificate = await opening.value
        assert "Certificate of completion" in await certificate.locator("h1").inner_text()
        assert await certificate.locator(".frame").evaluate("part => getComputedStyle(part).borderTopStyle") == "solid"
        assert not tab.complaints


@pytest.mark.thorough
async def test_every_type_can_be_answered_by_touch(browser: Any, tmp_path: Path) -> None:  # noqa: C901
    async with served(tmp_path, *builders.every_type()) as school:
        tab = await joined(browser, school, has_touch=True, is_mobile=True)
        page = tab.page
        await begins(tab)
        for _ in range(9):
            kind = await page.evaluate("document.querySelector('h1').textContent")
            name = kind.removeprefix("What about ").removesuffix("?")
            await page.wait_for_timeout(GRACE_MS)
            match name:
                case "single":
                    await page.get_by_role("button", name="option 1").tap()
                case "multiple":
                    for option in ("option 0", "option 2"):
                        await page.get_by_role("button", name=option).tap()
                case "true-false":
                    await page.get_by_role("button", name="True").tap()
                case "order":
                    for step in range(4):
                        await page.get_by_role("button", name=f"step {step}").tap()
                case "match":
                    for item, box in enumerate("ABAC"):
                        await page.get_by_label(f"item {item}").select_option(box)
                case "number":
                    await page.get_by_label("Your figure").fill("72")
                case "short":
                    await page.get_by_label("Your answer").fill("report fraud")
                case "spot":
                    for line in ("line 1", "line 3", "Scam"):
                        await page.get_by_role("button", name=line).tap()
                case "scenario":
                    await (
                        page.get_by_role("button", name="in", exact=True)
                        .or_(page.get_by_role("button", name="in"))
                        .last.tap()
                    )
                    await tab.sees("A room.")
                    await page.wait_for_timeout(GRACE_MS)
                    await page.get_by_role("button", name="best").tap()
            send = page.locator("button.do")
            if name in ("multiple", "order", "match", "number", "short", "spot"):
                await send.tap()
                if name == "order" and await page.get_by_text("These stand as they were shown").count():
                    await send.tap()
            await tab.sees("The question")
            assert await page.locator("h1").inner_text() == "Right", name
            await page.wait_for_timeout(GRACE_MS)
            on = page.get_by_role("button", name="Next question").or_(page.get_by_role("button", name="See your result"))
            await on.tap()
            await page.wait_for_function("!document.querySelector('.revealed')")
        await tab.sees("Passed")
        await tab.is_sound()


async def test_a_page_that_is_loaded_again_or_gone_back_from_is_where_it_was(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, builders.single("b", time_limit="none")) as school:
        tab = await joined(browser, school)
        page = tab.page
        await begins(tab)
        first = await page.locator("h1").inner_text()
        await page.reload()
        await tab.sees(first)
        await page.wait_for_timeout(GRACE_MS)
        await page.get_by_role("button", name="option 0").click()
        await tab.sees("Not right")
        await page.reload()
        await tab.sees("Not right")
        await page.go_back()
        await tab.sees("% to pass")
        await page.go_back()
        await tab.sees("Go on: The first bank, 1 of 2 answered")
        await page.get_by_role("button", name="Go on").click()
        await tab.sees("Not right")


async def test_an_answer_waits_for_a_line_and_is_sent_once_there_is_one(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, builders.short("a", time_limit="none")) as school:
        made = await browser.new_context(viewport=PHONE)
        page = await made.new_page()
        page.set_default_timeout(builders.PATIENCE * 1000)
        await page.goto(school.url)
        tab = Tab(page)
        await page.get_by_label("Code").fill(CODE)
        await page.get_by_label("Your name").fill("Ann")
        await page.get_by_role("button", name="Begin").click()
        await begins(tab)
        await made.set_offline(True)
        await page.get_by_label("Your answer").fill("report fraud")
        await page.locator("button.do").click()
        await tab.sees("No connection.")
        await tab.sees("Sending…")
        await made.set_offline(False)
        await tab.sees("Because.")
        assert await page.locator("#trouble").is_hidden()


async def test_a_key_that_is_held_and_a_second_tap_leave_no_feedback_unread(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, builders.short("a", time_limit="none"), builders.short("b", time_limit="none")) as school:
        tab = await joined(browser, school)
        page, keys = tab.page, tab.page.keyboard
        await begins(tab)
        await page.get_by_label("Your answer").fill("report fraud")
        await keys.down("Enter")
        await tab.sees("Because.")
        await page.wait_for_timeout(GRACE_MS)
        await keys.down("Enter")
        await keys.up("Enter")
        assert await page.locator("h1").inner_text() == "Right"
        await goes_on(tab)
        await page.wait_for_timeout(GRACE_MS)
        await page.get_by_label("Your answer").fill("report fraud")
        await page.locator("button.do").dblclick(delay=50)
        await tab.sees("Because.")
        assert await page.locator("h1").inner_text() == "Right"


async def test_what_is_filled_in_stands_after_a_reload_and_under_its_own_question_alone(
    browser: Any, tmp_path: Path
) -> None:
    async with served(tmp_path, *(builders.short(name, time_limit="none") for name in "ab")) as school:
        tab = await joined(browser, school)
        await begins(tab)
        answer = tab.page.get_by_label("Your answer")
        await answer.fill("report fr")
        await tab.page.reload()
        await tab.sees("What about")
        assert await answer.input_value() == "report fr"
        await tab.page.wait_for_timeout(GRACE_MS)
        await tab.page.get_by_role("button", name="Skip").click()
        await tab.sees("Because.")
        await goes_on(tab)
        assert await answer.input_value() == ""


async def test_the_second_click_of_two_does_nothing_to_what_has_come_meanwhile(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        tab = await joined(browser, school)
        await tab.page.get_by_role("button", name="Play The first bank").evaluate("""async (play) => {
            play.click();
            const begin = () => document.querySelector(".foot button.do");
            while (!begin()) await new Promise((then) => setTimeout(then, 5));
            begin().dispatchEvent(new MouseEvent("click", { detail: 2, bubbles: true, cancelable: true }));
        }""")
        await tab.page.get_by_role("link", name="Banks").click()
        await tab.sees("What do you want to play?")
        player = school.store.find_player("Ann")
        assert player is not None
        assert not school.store.has_begun(player.id)
        await begins(tab)


async def test_a_proxy_that_finds_no_server_is_told_of_and_asked_again(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        tab = await joined(browser, school)
        # As Caddy says it: with no word. Tried again while it lasts, which is until the route is taken away.
        await tab.page.route("**/act", lambda route: route.fulfill(status=503))
        await tab.page.get_by_role("button", name="Play The first bank").click()
        await tab.sees("The quiz does not answer just now.")
        await tab.sees("Trying again in")
        await tab.page.unroute("**/act")
        await tab.page.get_by_role("button", name="Try now").click()
        await tab.sees("to pass.")


async def test_an_answer_is_kept_also_where_somebody_goes_elsewhere_meanwhile(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, builders.single("b", time_limit="none")) as school:
        tab = await joined(browser, school)
        await begins(tab)
        await tab.page.context.set_offline(True)
        await tab.page.get_by_role("button", name="option 0").click()
        await tab.sees("No connection.")
        await tab.page.get_by_role("link", name="Banks").click()
        await tab.page.context.set_offline(False)
        await tab.sees("1 of 2 answered")


async def test_what_is_refused_is_told_and_not_tried_for_ever(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        tab = await joined(browser, school)
        refusal = {"status": 400, "content_type": "text/plain", "body": "This is nothing that can be done here."}
        await tab.page.route("**/act", lambda route: route.fulfill(**refusal))
        await tab.page.get_by_role("button", name="Play The first bank").click()
        await tab.sees("This is nothing that can be done here.")
        assert not await tab.page.locator("#again").inner_text(), "it is not tried again by itself"
        await tab.page.unroute("**/act")
        await tab.page.evaluate("location.hash = '#/bank/%'")
        await tab.sees("That bank is not here any more.")
        assert await tab.page.locator("#trouble").is_hidden()


async def test_a_page_that_is_loaded_at_an_address_of_nothing_is_at_home_and_says_so(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        tab = await joined(browser, school)
        # Longer than any act may be; a site's name with more letters than one has; no bank of this id.
        for place in ("bank/" + "x" * 5000, "board/first/" + "x" * 201, "bank/" + "x" * 81):
            await tab.page.goto("about:blank")
            await tab.page.goto(f"{school.url}/#/{place}")
            await tab.sees(
                "That bank is not here any more." if place == "bank/" + "x" * 81 else "There is nothing at that address."
            )
            await tab.sees("What do you want to play?")
            assert await tab.page.locator("#trouble").is_hidden()


async def test_where_points_hang_on_it_one_says_how_sure_one_is_before_the_answer_goes(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, about={"preset": "certainty"}) as school:
        tab = await joined(browser, school)
        await begins(tab)
        await tab.page.get_by_role("button", name="option 1").click()
        await tab.sees("How sure are you?")
        player = school.store.find_player("Ann")
        assert player is not None
        (attempt,) = school.store.open_attempts(player.id)
        assert not school.store.responses(attempt.id)
        await tab.page.wait_for_timeout(GRACE_MS)
        await tab.page.get_by_role("button", name="Very sure").click()
        await tab.sees("+1,000 points")


async def test_what_is_said_of_points_follows_the_clock_that_is_chosen(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, builders.single("a")) as school:
        tab = await joined(browser, school)
        await tab.page.get_by_role("button", name="Play The first bank").click()
        await tab.sees("Speed earns board points, never a better mark.")
        await tab.page.get_by_role("button", name="No clock", exact=True).click()
        await tab.sees("Every right answer gives the same board points.")
        assert await tab.page.evaluate("document.activeElement.textContent") == "No clock"


async def test_a_clock_that_is_chosen_while_a_quiz_begins_does_not_keep_its_first_question_away(
    browser: Any, tmp_path: Path
) -> None:
    async with served(tmp_path, builders.single("a")) as school:
        tab = await joined(browser, school)
        await tab.page.get_by_role("button", name="Play The first bank").click()
        await tab.sees("Time for each question")
        may_begin = asyncio.Event()

        async def held(route: Any) -> None:
            await may_begin.wait()
            await route.continue_()

        await tab.page.route("**/act", held)
        await tab.page.locator(".foot button.do").click()
        await tab.page.get_by_role("button", name="No clock", exact=True).click()
        may_begin.set()
        await tab.sees("What about a?")


async def test_a_page_that_nobody_read_is_not_said_to_be_checked(browser: Any, tmp_path: Path) -> None:
    write_bank(tmp_path, SINGLE)
    file = tmp_path / "banks" / "first.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('note = ""', 'note = "not read here: quoted"'), encoding="utf-8")
    async with served(tmp_path) as school:
        tab = await joined(browser, school)
        await begins(tab)
        await tab.page.get_by_role("button", name="option 1").click()
        await tab.sees("A guide, ICO, not read here: quoted")


async def test_the_ring_of_the_last_option_stays_whole_above_how_sure_one_is(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, about={"ask_certainty": True}) as school:
        tab = await joined(browser, school)
        await begins(tab)
        last = tab.page.locator("#stage .tile").last
        await last.focus()
        await tab.page.keyboard.press("Space")
        await tab.sees("Your answer is in.")
        assert await last.evaluate("tile => tile.matches(':focus-visible')")
        between = "tile => document.querySelector('.foot').getBoundingClientRect().top - tile.getBoundingClientRect().bottom"
        ring = "tile => parseFloat(getComputedStyle(tile).outlineWidth) + parseFloat(getComputedStyle(tile).outlineOffset)"
        assert await last.evaluate(between) > await last.evaluate(ring) > 0


async def test_time_ends_on_the_page_as_the_server_says(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, builders.single("a", time_limit=20)) as school:
        tab = await joined(browser, school)
        await begins(tab)
        school.clock.move(19)
        await tab.page.reload()
        await tab.sees("0:01")
        school.clock.move(2)
        await tab.sees("Time is up")


async def test_a_browser_that_blocks_cookies_is_told_that_one_is_needed(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        made = await browser.new_context(viewport=PHONE)
        await made.add_init_script(KEEPS_NOTHING)

        async def without_cookies(route: Any) -> None:
            response = await route.fetch()
            await made.clear_cookies()
            kept = {name: value for name, value in response.headers.items() if name != "set-cookie"}
            await route.fulfill(response=response, headers=kept)

        await made.route("**/act", without_cookies)
        tab = Tab(await made.new_page())
        await tab.page.goto(school.url)
        await tab.sees("Allow cookies")
        assert await heading(tab.page) == "This page needs a cookie"
        assert not tab.complaints


async def test_a_name_that_is_too_long_is_refused_in_words_and_not_cut(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        tab = await opened(browser, school)
        page, long = tab.page, "Mr Christopher Featherstone of the Science Block"
        await page.get_by_label("Code").fill(CODE)
        # Keys, which a field may not take: what is filled in is never cut.
        await page.get_by_label("Your name").press_sequentially(long)
        await page.get_by_label("Your team").press_sequentially("Modern Languages and Classics of the Upper School")
        await page.get_by_role("button", name="Begin").click()
        await tab.sees("A name has 40 characters at most")
        assert await page.get_by_label("Your name").input_value() == long
        await page.get_by_label("Your name").fill("Christopher Featherstone")
        await page.get_by_role("button", name="Begin").click()
        await tab.sees("A team name has 40 characters at most")
        await page.get_by_label("Your team").fill("Languages")
        await page.get_by_role("button", name="Begin").click()
        await tab.sees("What do you want to play?")
        assert school.store.find_player("Christopher Featherstone")


async def test_whoever_is_known_no_more_is_told_why_the_name_is_asked_for_again(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        tab = await opened(browser, school)
        await tab.sees("Who plays?")
        await tab.page.reload()
        await tab.sees("Who plays?")
        assert not await tab.page.get_by_text("is asked for again").count(), "nobody had a name here"
        await tab.page.get_by_label("Code").fill(CODE)
        await tab.page.get_by_label("Your name").fill("Ann")
        await tab.page.get_by_role("button", name="Begin").click()
        await tab.sees("What do you want to play?")
        free_name(school.store, "Ann", 2000)
        await tab.page.get_by_role("button", name="Play The first bank").click()
        await tab.sees("Your name is asked for again")
        await tab.page.reload()
        await tab.sees("Your name is asked for again")
        await tab.is_sound()


async def test_somebody_elses_name_is_asked_for_with_a_word(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        tab = await joined(browser, school)
        page = tab.page
        await tab.is_sound()
        await page.get_by_role("button", name="Somebody else").click()
        await page.get_by_role("button", name="Forget me here").click()
        await tab.sees("keep this word")
        word = await page.locator(".word b").inner_text()
        await tab.is_sound()
        await page.get_by_role("button", name="Done").click()
        await tab.sees("Who plays?")
        assert not await page.get_by_text("is asked for again").count(), "it was the browser's own wish"
        assert word not in await page.content()
        assert await page.get_by_label("Your name").input_value() == ""
        await page.get_by_label("Code").fill(CODE)
        await page.get_by_label("Your name").fill("Ann")
        await page.get_by_role("button", name="Begin").click()
        await tab.sees("That name is in use here.")
        await tab.is_sound()
        await page.get_by_label("The word for this name").fill(word)
        await page.get_by_role("button", name="Begin").click()
        await tab.sees("What do you want to play?")


@pytest.mark.thorough
@pytest.mark.parametrize("viewport", [PHONE, NARROW, DESKTOP], ids=["phone", "narrow", "desktop"])
@pytest.mark.parametrize("scheme", ["dark", "light"])
async def test_no_state_has_a_fault_that_a_scan_finds(
    browser: Any, tmp_path: Path, viewport: dict[str, int], scheme: str
) -> None:
    questions = (builders.single("a", time_limit="none"), builders.scenario("b", time_limit="none"))
    async with served(tmp_path, *questions, about={"ask_certainty": True}) as school:
        tab = await opened(browser, school, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
        page = tab.page

        async def is_at(words: str) -> None:
            await tab.sees(words)
            await tab.is_sound()
            await page.wait_for_timeout(GRACE_MS)

        await is_at("Who plays?")
        await page.get_by_label("Your name").fill("Ann")
        await page.get_by_role("button", name="Begin").click()
        await is_at("That is not the code.")
        await page.get_by_label("Code").fill(CODE)
        await page.get_by_role("button", name="Begin").click()
        await is_at("What do you want to play?")
        await page.get_by_role("button", name="Play The first bank").click()
        await is_at("% to pass")
        await page.get_by_role("button", name="Begin", exact=True).click()
        await tab.sees("What about")
        for _ in range(2):
            await is_at("What about")
            if await page.get_by_text("A door.").count():
                await page.get_by_role("button", name="off").click()
            else:
                await page.get_by_role("button", name="option 0").click()
            await is_at("How sure are you?")
            await page.get_by_role("button", name="Very sure").click()
            await is_at("worth a second look")
            await goes_on(tab)
        await is_at("Not passed yet")
        await page.locator("summary").first.click()
        await tab.is_sound()
        await page.get_by_role("button", name="Leaderboard").click()
        await is_at("1 player")
        await page.get_by_role("button", name="All banks").click()
        await page.get_by_role("button", name="Somebody else").click()
        await is_at("Does somebody else play here?")
