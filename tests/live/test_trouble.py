"""What is told while nothing can be kept: nobody hears that something is kept which may yet be lost."""

import asyncio
from pathlib import Path

import pytest

from quiz.game.events import Answered
from quiz.live.host.app import HostApp
from quiz.live.messages import ClosedView
from quiz.live.pad_narration import narrate
from quiz.live.player_views import view_writer
from tests import builders
from tests.builders import FakeClock
from tests.live.hosting import Front, live_game_of, press
from tests.live.serving import Pad, full_disk, serving
from tests.live.test_pad import joined

SINGLE = builders.single("a")


async def is_silent(pad: Pad) -> None:
    """See that nothing is said for a moment."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await pad.socket.receive()


async def test_whoever_loads_the_page_again_hears_that_an_answer_is_kept_only_once_it_is(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        ann, _ = await hall.player("Ann"), await hall.player("Bea")
        given = {"picked": [0]}
        await hall.next(2)
        with full_disk(hall.live_game):
            await ann.say(do="answer", question=1, given=given)
            again = await hall.pad()
            await again.say(do="return", token=ann.token)
            shown = await again.hear("open")
            assert (shown["given"], shown["taken"]) == (given, False)
            await is_silent(again)
        await again.hear("taken")
        await again.say(do="return", token=ann.token)
        assert (await again.hear("open"))["taken"]


async def test_an_answer_that_is_sent_again_is_acknowledged_once_it_is_kept_also_when_it_is_closed(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        ann, _ = await hall.player("Ann"), await hall.player("Bea")
        again = await hall.pad()
        await hall.next(2)
        with full_disk(hall.live_game):
            await ann.say(do="answer", question=1, given={"picked": [0]})
            await again.say(do="return", token=ann.token)
            await again.hear("open")
            closing = asyncio.create_task(hall.next())
            await is_silent(again)
            await again.say(do="answer", question=1, given={"picked": [0]})
            await is_silent(again)
        await again.hear("taken")
        assert (await again.hear("closed"))["taken"]
        await closing
        assert len([event for event in hall.events() if isinstance(event, Answered)]) == 1


@pytest.mark.asyncio(loop_scope="session")
async def test_a_pad_shows_an_answer_that_is_not_kept_as_on_its_way(browser: object, tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, builders.single("b")) as hall:
        tab = await joined(browser, hall)
        await hall.player("Bea")
        await hall.next(2)
        await tab.sees("option 1")
        with full_disk(hall.live_game):
            await tab.page.get_by_role("button", name="option 1").click()
            await tab.sees("Sending…")
            await tab.page.reload()
            await tab.sees("Sending…")
            assert await tab.page.get_by_role("button", name="option 1").get_attribute("aria-pressed") == "true"
        await tab.sees("Your answer is in")


def test_a_pad_in_a_terminal_says_of_what_is_closed_whether_the_answer_is_kept() -> None:
    closed = ClosedView(number=1, taken=False, given=("A",))
    assert narrate(closed) == ["Your answer is not kept yet. Look at the big screen."]
    never = "It is closed. Look at the big screen."
    assert narrate(ClosedView(number=1, taken=False)) == [never], "the host may have closed it before the time was up"


async def test_an_end_that_is_not_kept_is_none(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        ann = await hall.player("Ann")
        address = hall.server.stage.address(here=True).replace("/stage?", "/stage/live?")
        stage = Pad(await hall.session.ws_connect(address))
        await hall.next(4)
        await ann.hear("revealed")
        with full_disk(hall.live_game):
            ending = asyncio.create_task(hall.next())
            await ann.say(do="return", token=ann.token)
            await ann.hear("revealed")
            (member,) = hall.game.players
            assert b'"standings"' in view_writer(hall.live_game, {})(member), "also where it has to be written anew"
            await hall.live_game.close()
            await hall.server.close()
            assert (await ann.hear("gone"))["sentence"] == "", "so that the pad tries again"
            assert (await stage.hear("gone"))["sentence"] == ""
        ending.cancel()
    async with serving(tmp_path, SINGLE, resume=True) as hall:
        await hall.next()
        assert hall.live_game.is_over


async def test_a_host_that_leaves_before_the_end_is_kept_is_told_how_to_go_on(tmp_path: Path) -> None:
    front = Front(tmp_path, (SINGLE,))
    async with front.hosting(hands=True) as pilot:
        app, live_game = pilot.app, live_game_of(pilot)
        assert isinstance(app, HostApp)
        await press(pilot, *["enter"] * 3)
        with full_disk(live_game):
            ending = asyncio.create_task(live_game.do(live_game.game.finish))
            await asyncio.sleep(0)
            await live_game.close()
        assert app.left_game is live_game
        ending.cancel()


async def test_a_device_that_goes_while_its_seat_is_being_kept_takes_none(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        ann = await hall.player("Ann")
        await ann.socket.close()
        await hall.empties()
        asks = {"do": "join", "code": hall.code, "name": "Ann", "back": True}
        gone, fresh = await hall.pad(), await hall.pad()
        await gone.say(**asks)
        await gone.hear("waiting")
        (player,) = hall.server.asking_back()
        with full_disk(hall.live_game):
            letting = asyncio.create_task(hall.server.let_back(player))
            await is_silent(gone)
            assert hall.server.asking_back() == [], "it is being let in"
            await gone.socket.close()
        await letting
        assert hall.game.present_count == 0
        await fresh.say(**asks)
        await fresh.hear("waiting")
        await hall.server.let_back(player)
        await fresh.hear("welcome")
        assert hall.game.present_count == 1


async def test_a_line_whose_join_is_being_kept_stays(tmp_path: Path) -> None:
    clock = FakeClock()
    async with serving(tmp_path, SINGLE, clock=clock) as hall:
        ann = await hall.pad()
        await ann.hear("greeting")
        with full_disk(hall.live_game):
            await ann.say(do="join", code=hall.code, name="Ann")
            await is_silent(ann)
            clock.move(60)
            hall.server.sweep()
            await is_silent(ann)
        await ann.hear("welcome")
