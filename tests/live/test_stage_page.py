"""The stage page: who may see it, what it is told and when, and how it looks in a real browser from lobby to podium."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from msgspec.structs import replace

from quiz.game.events import PlannedDoor
from quiz.game.state import Phase
from quiz.live.endpoint import LOOPBACK, Endpoint, free_port
from quiz.live.stage_messages import encode_stage
from quiz.live.stage_views import stage_view
from quiz.questions.answers import Picked
from quiz.questions.conversation import Line
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from tests import builders
from tests.live.serving import Pad, Serving, serving
from tests.live.test_pad import Tab

pytestmark = pytest.mark.asyncio(loop_scope="session")

SIZES = ((1280, 720), (1920, 1080), (1024, 768))
LINE = "/stage/live"


@contextlib.asynccontextmanager
async def staged(folder: Path, *questions: Question, **plan: Any) -> AsyncIterator[tuple[Serving, Pad]]:
    """Serve a game, and open a line for its stage page."""
    async with serving(folder, *questions, **plan) as hall:
        yield hall, await page_line(hall)


async def page_line(hall: Serving, key: str | None = None) -> Pad:
    """Open the line of a stage page."""
    key = hall.server.stage.address(here=True).partition("key=")[2] if key is None else key
    return Pad(await hall.session.ws_connect(f"{hall.url}{LINE}?key={key}"))


def told(hall: Serving) -> dict[str, Any]:
    """Return what the page is told now."""
    view: dict[str, Any] = json.loads(encode_stage(stage_view(hall.live_game, {}, hall.server.endpoint.addresses())))
    return view


async def everybody(hall: Serving, count: int, *teams: str) -> list[str]:
    """Let players in who are connected."""
    found = []
    for number in range(count):
        player, _ = await hall.live_game.join(f"Person {number}", teams[number % len(teams)] if teams else "")
        hall.game.came(player)
        found.append(player)
    return found


async def all_answer(hall: Serving, players: list[str]) -> None:
    """Have everybody answer rightly what is open."""
    game = hall.game
    question = game.current.question
    for player in players:
        given = Picked((0,)) if game.scene or not question.SCORED else builders.right_answer(question)
        await hall.live_game.answer(player, game.number, len(game.path), given)


# Who may see it


async def test_only_the_key_of_this_game_opens_the_page_and_its_line(tmp_path: Path) -> None:
    async with staged(tmp_path, builders.single()) as (hall, line):
        assert (await line.hear("lobby"))["code"] == hall.code
        async with hall.session.get(hall.server.stage.address(here=True)) as answer:
            assert answer.status == 200
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
        for wrong in ("", "?key=", "?key=wrong", f"?key={hall.code}"):
            async with hall.session.get(f"{hall.url}/stage{wrong}") as answer:
                assert answer.status == 403
                assert "This is not the stage of the game" in await answer.text()
        for wrong in ("", "wrong"):
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await page_line(hall, wrong)
        assert hall.server.stage_pages == 1


async def test_another_page_of_the_browser_cannot_listen(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single()) as hall:
        address = hall.server.stage.address(here=True).replace("/stage?", "/stage/live?")
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await hall.session.ws_connect(address, headers={"Origin": "http://elsewhere.example"})


async def test_the_page_has_nothing_to_say(tmp_path: Path) -> None:
    async with staged(tmp_path, builders.single()) as (hall, line):
        await line.hear("lobby")
        await line.say(do="join", code=hall.code, name="Ann")
        await line.ends()
        assert not hall.game.members
        async with asyncio.timeout(builders.PATIENCE):
            while hall.server.stage_pages:  # noqa: ASYNC110  # the host tells nobody of it
                await asyncio.sleep(0.01)


# What it is told


async def test_a_line_hears_each_change_as_one_whole_state(tmp_path: Path) -> None:
    async with staged(tmp_path, builders.single(), preset="accuracy") as (hall, line):
        ann = await hall.player("Ann")
        view = await line.hear("lobby")
        while not view.get("names"):
            view = await line.hear("lobby")
        assert view["names"] == ["Ann"]
        assert view["here"] == 1
        await hall.next(2)
        view = await line.hear("question")
        while view["phase"] != "open":
            view = await line.hear("question")
        assert view["players"] == 1
        await ann.say(do="answer", question=1, step=0, given={"picked": [0]})
        while not view.get("answered"):
            view = await line.hear("question")
        assert view["answered"] == 1
        await hall.next(2)
        assert (await line.hear("revealed"))["why"] == "Because."


@pytest.mark.parametrize("question", [*builders.every_type(), builders.poll()], ids=lambda question: question.type)
async def test_nothing_of_the_key_is_told_before_it_is_shown(tmp_path: Path, question: Question) -> None:
    async with serving(tmp_path, question, preset="accuracy") as hall:
        players = await everybody(hall, 6)
        await hall.next()
        reading = json.dumps(told(hall))
        assert not [text for text in question.labelled() if len(text) > 1 and text in reading], (
            "options are read once they are open"
        )
        secrets = ["Because.", "why 1", "a tell-tale", "It is so.", "report fraud", "72", '"right"', '"key"']
        while hall.game.phase is not Phase.REVEALED:
            if hall.game.phase is Phase.OPEN:
                await all_answer(hall, players)
            # A port, a code or the seconds that are left may have the figures of a key by chance.
            chance = ("address", "code", "seconds", "total")
            before = json.dumps({name: value for name, value in told(hall).items() if name not in chance})
            if hall.game.phase is not Phase.DECIDED:
                assert not [secret for secret in secrets if secret in before]
            await hall.next()
        view = told(hall)
        assert view["why"] == "Because."
        if question.SCORED and not isinstance(question, Scenario):
            assert view.get("key") or [bar for bar in view["bars"] if bar.get("right")]
        if not question.SCORED:
            assert "key" not in view
            assert not [bar for bar in view["bars"] if bar.get("right")]


async def test_a_poll_is_counted_from_five_answers_on(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.poll("a"), builders.poll("b"), builders.single("c"), preset="accuracy") as hall:
        players = await everybody(hall, 5)
        await hall.next(2)
        await all_answer(hall, players[:4])
        await hall.next(2)
        view = told(hall)
        assert [bar["count"] for bar in view["bars"]] == [None] * 3
        assert view["few"] == "Fewer than five answered: nothing is shown."
        await hall.next(2)
        await all_answer(hall, players)
        await hall.next(2)
        view = told(hall)
        assert sorted(bar["count"] for bar in view["bars"]) == [0, 0, 5]
        assert "few" not in view


async def test_names_stand_there_as_the_host_lets_them(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        hall.game.plan = replace(hall.game.plan, approve=True)
        ann, _ = await hall.live_game.join("rude name", "")
        assert told(hall)["names"] == ["Player 1"]
        await hall.live_game.do(lambda at: hall.game.approve(ann, at))
        assert told(hall)["names"] == ["rude name"]
        await hall.live_game.do(lambda at: hall.game.mask(ann, at))
        assert "rude name" not in json.dumps(told(hall))


async def test_the_podium_is_told_step_by_step(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        players = await everybody(hall, 3)
        await hall.next(2)
        await all_answer(hall, players[:1])
        await hall.live_game.answer(players[1], 0, 0, Picked((0,)))
        await hall.next(3)
        assert [step.get("names") for step in told(hall)["steps"]] == [None, None]
        hall.live_game.podium_shown = 1
        assert [step.get("names") for step in told(hall)["steps"]] == [None, ["Person 1"]]
        hall.live_game.podium_shown = 2
        assert [step.get("names") for step in told(hall)["steps"]] == [["Person 0"], ["Person 1"]]


async def test_without_a_race_only_teams_stand_there(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), mood="serious", teams=("Red", "Blue")) as hall:
        players = await everybody(hall, 4, "Red", "Blue")
        await hall.next(2)
        await all_answer(hall, players)
        await hall.next(3)
        view = told(hall)
        assert view["steps"] == []
        assert {team["name"] for team in view["teams"]} == {"Red", "Blue"}
        assert "Person" not in json.dumps(view)


# How it looks


async def opened(browser: Any, hall: Serving, look: str, **context: Any) -> Tab:
    made = await browser.new_context(viewport={"width": 1280, "height": 720}, **context)
    tab = Tab(await made.new_page())
    await tab.page.goto(f"{hall.server.stage.address(here=True)}&look={look}")
    return tab


async def is_sound(tab: Tab) -> None:
    """At every size the whole of the page is in the window, and axe-core finds no fault."""
    for width, height in SIZES:
        await tab.page.set_viewport_size({"width": width, "height": height})
        await tab.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        outside = await tab.page.evaluate(
            """[...document.querySelectorAll("main *")].filter((part) => {
              const at = part.getBoundingClientRect();
              return at.width && !part.matches(".unseen") && (at.bottom > innerHeight + 1 || at.right > innerWidth + 1);
            }).map((part) => part.outerHTML.slice(0, 80))"""
        )
        assert not outside, (width, height, outside)
    # Colours and roles are the same at every size.
    await tab.is_sound()


@pytest.mark.thorough
@pytest.mark.parametrize("look", ["dark", "light"])
async def test_every_phase_is_whole_and_legible_at_three_sizes(browser: Any, tmp_path: Path, look: str) -> None:
    questions = (*builders.every_type(), builders.poll())
    async with serving(tmp_path, *questions, preset="accuracy", teams=("Science", "Maths"), rounds=2) as hall:
        # axe-core is put into the page by a script of its own, which the page's policy keeps out.
        tab = await opened(browser, hall, look, bypass_csp=True, reduced_motion="reduce")
        await tab.sees("Nobody is here yet.")
        players = await everybody(hall, 30, "Science", "Maths")
        await tab.sees("30 here")
        await is_sound(tab)
        seen: set[tuple[Phase, str]] = set()
        while hall.game.phase is not Phase.FINISHED:
            await hall.next()
            phase = hall.game.phase
            if phase is Phase.OPEN:
                await all_answer(hall, players[:-1])
            await shows(tab, hall)
            # Every phase once, and in one of the looks every type as it is open and as it is revealed.
            by_type = look == "dark" and phase in (Phase.OPEN, Phase.REVEALED)
            moment = (phase, hall.game.current.question.type if by_type else "")
            if moment not in seen:
                await is_sound(tab)
            if not seen:
                await hall.live_game.do(hall.game.pause)
                await tab.sees("Paused")
                await is_sound(tab)
                await hall.live_game.do(hall.game.pause)
            seen.add(moment)
        hall.live_game.podium_shown = 3
        await tab.sees("Person 0")
        await is_sound(tab)
        assert {phase for phase, _ in seen} == set(Phase) - {Phase.LOBBY}


async def shows(tab: Tab, hall: Serving) -> None:
    """Wait until the page draws the phase that the game is in."""
    marks = {
        Phase.READING: ".question.reading",
        Phase.OPEN: ".question.open:has(.seats i.in)",
        Phase.CLOSED: ".question.closed",
        Phase.DECIDED: ".revealed .keys",
        Phase.REVEALED: ".revealed",
        Phase.STANDINGS: ".standings",
        Phase.FINISHED: ".podium",
    }
    await tab.page.locator(marks[hall.game.phase]).first.wait_for(timeout=builders.PATIENCE * 1000)


async def test_a_game_under_the_pages_own_policy_from_lobby_to_podium(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), builders.single("b"), preset="accuracy") as hall:
        tab = await opened(browser, hall, "dark")
        await tab.sees("and type this code")
        assert "".join(await tab.page.locator(".code-boxes span").all_inner_texts()) == hall.code
        ann, bea = await everybody(hall, 2)
        await tab.sees("Person 1")
        await hall.next()
        await tab.sees("Read the question")
        await hall.next()
        await tab.sees("option 3")
        assert await tab.page.locator(".tile svg").count() == 4
        await hall.live_game.answer(ann, 0, 0, Picked((1,)))
        await tab.sees("1 of 2")
        # A burst of answers, another event and a pause leave what is drawn where it stands.
        await tab.page.evaluate("window.kept = document.querySelector('.tile')")
        await hall.live_game.answer(bea, 0, 0, Picked((0,)))
        await hall.live_game.do(hall.game.pause)
        await tab.sees("Paused")
        await hall.live_game.do(hall.game.pause)
        assert await tab.page.evaluate("window.kept === document.querySelector('.tile')")
        await hall.next(2)
        await tab.sees("Because.")
        right = tab.page.locator(".bar.right")
        assert "option 1" in await right.inner_text()
        widths = await tab.page.evaluate("[...document.querySelectorAll('.fill')].map((bar) => bar.style.width)")
        assert sorted(widths) == ["0%", "0%", "100%", "100%"]
        await hall.live_game.do(hall.game.strike)
        await tab.sees("This question does not count")
        await hall.next(5)
        await tab.page.locator(".podium").wait_for()
        assert await tab.page.get_by_text("Person 0").count() == 0
        hall.live_game.podium_shown = 3
        await tab.sees("Person 0")
        assert not tab.complaints
        assert await tab.page.locator("a, button, input, [tabindex]").count() == 0, "there is nothing to click"


async def test_messages_are_as_large_as_there_is_room_for(browser: Any, tmp_path: Path) -> None:
    lines = tuple(Line(text=f"This is message {number} of a chat that is not short at all.") for number in range(5))
    question = builders.spot(prompt="This chat opens while you are marking. Do you trust it? " * 2, lines=lines)
    async with serving(tmp_path, question, preset="accuracy") as hall:
        tab = await opened(browser, hall, "dark", reduced_motion="reduce")
        await everybody(hall, 30)
        await hall.next(2)
        message = tab.page.locator(".said").last
        await message.wait_for()
        size = await message.evaluate("(part) => parseFloat(getComputedStyle(part).fontSize)")
        # A letter of a thirtieth of the height is what a back row at eight times the height still reads.
        assert size >= 720 / 30
        await is_sound(tab)


async def test_what_moves_to_its_place_stands_as_large_as_what_is_there(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.spot(), preset="accuracy") as hall:
        tab = await opened(browser, hall, "dark")
        players = await everybody(hall, 2)
        await hall.next()
        await shows(tab, hall)
        await hall.next()
        await tab.page.locator(".come .tile").first.wait_for()
        await stands_as_after_a_resize(tab, ".told, .tile .text, .prompt")
        await all_answer(hall, players)
        await hall.next(3)
        await tab.page.locator(".podium").wait_for()
        hall.live_game.podium_shown = 3
        await tab.page.locator(".place.shown").first.wait_for()
        await stands_as_after_a_resize(tab, ".place .name")


async def stands_as_after_a_resize(tab: Tab, parts: str) -> None:
    """Text has the same size as when the page is fitted with nothing in motion."""
    sizes = f"[...document.querySelectorAll({parts!r})].map((part) => getComputedStyle(part).fontSize)"
    before = await tab.page.evaluate(sizes)
    await tab.page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
    await tab.page.evaluate("dispatchEvent(new Event('resize'))")
    assert before == await tab.page.evaluate(sizes)


async def test_names_and_banks_are_never_markup(browser: Any, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    question = builders.single(prompt=f"What is {hostile}?", explanation=hostile, action=hostile)
    async with serving(tmp_path, question, preset="accuracy") as hall:
        tab = await opened(browser, hall, "light")
        await hall.live_game.join("<b>Ann</b>", "")
        await tab.sees("<b>Ann</b>")
        await hall.next(4)
        await tab.sees(hostile)
        assert await tab.page.locator("img, b > b").count() == 0
        assert not tab.complaints


async def test_a_page_whose_line_is_cut_comes_back_by_itself(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        tab = await opened(browser, hall, "dark")
        await tab.sees("Nobody is here yet.")
        (connection,) = hall.server.stage._connections
        await connection.close()
        await tab.sees("The connection to the host is lost")
        await hall.live_game.join("Ann", "")
        await tab.sees("1 here")
        await tab.page.locator("#trouble").wait_for(state="hidden")
        assert hall.server.stage_pages == 1


async def test_a_page_comes_back_by_itself_to_a_game_that_is_taken_up_again(browser: Any, tmp_path: Path) -> None:
    door = PlannedDoor(port=free_port(LOOPBACK), stage_key="made-once-a-game")
    endpoint = Endpoint(port=door.port)
    async with serving(tmp_path, builders.single(), preset="accuracy", door=door, endpoint=endpoint) as hall:
        tab = await opened(browser, hall, "dark")
        await tab.sees("Nobody is here yet.")
        await hall.live_game.join("Ann", "")
    await tab.sees("The connection to the host is lost")
    async with serving(tmp_path, builders.single(), resume=True, endpoint=endpoint) as hall:
        await tab.sees("1 here")
        await tab.page.locator("#trouble").wait_for(state="hidden")


async def test_a_page_that_hears_nothing_takes_its_line_for_dead(browser: Any, tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        page = await (await browser.new_context()).new_page()
        await page.clock.install()
        await page.goto(hall.server.stage.address(here=True))
        tab = Tab(page)
        await tab.sees("Nobody is here yet.")
        (before,) = hall.server.stage._connections
        # For the page 13 seconds go by at once, in which no word came.
        await page.clock.fast_forward(13_000)
        async with asyncio.timeout(builders.PATIENCE):
            while not hall.server.stage._connections or before in hall.server.stage._connections:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await hall.live_game.join("Ann", "")
        await tab.sees("1 here")
        assert await page.locator("#trouble").is_hidden()
