"""How sure players are, from their pads to the stage: a tap or a key after the answer, kept before it is confirmed."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from quiz.game.events import CertaintyStated
from quiz.game.state import Phase
from quiz.live.host.revealed_lines import draw_revealed
from quiz.live.how_sure import HowSure
from quiz.live.plain_pad import PlainPad
from quiz.live.stage_content import RevealedQuestion, sure_words
from quiz.live.stage_messages import RevealedStage
from quiz.live.stage_views import stage_view
from quiz.live.terminal_pad import TerminalPad
from quiz.questions.answers import Picked
from tests import builders
from tests.builders import FakeClock
from tests.live.halls import hall
from tests.live.serving import Serving, full_disk, serving
from tests.live.test_joining import Lines, right_key, until
from tests.live.test_pad import joined
from tests.tui.seeing import picture

SINGLE = builders.single("a")
SETTLE = 450
"""Milliseconds after which a tap is meant for what has come under the finger."""
ASKED: dict[str, Any] = {"preset": "accuracy", "how_sure": True}


def said_in(hall: Serving) -> list[int | None]:
    """Return how sure those say they are who have answered."""
    return [reply.certainty for reply in hall.game.replies.values()]


# The line


async def test_it_is_confirmed_only_once_it_is_kept_and_still_there_for_who_comes_back(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, **ASKED) as hall:
        pad, _ = await hall.player("Ann"), await hall.player("Bea")
        await hall.next(2)
        assert (await pad.hear("open"))["asks_certainty"]
        await pad.say(do="answer", question=1, given={"picked": [0]})
        assert (await pad.hear("taken"))["certainty"] is None
        with full_disk(hall.live_game):
            await pad.say(do="certainty", question=1, certainty=3)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await pad.socket.receive()
            back = await hall.pad()
            await back.say(do="return", token=pad.token)
            seen = await back.hear("open")
            assert (seen["taken"], seen["certainty"]) == (True, None), "the answer is kept, and this is not yet"
        assert (await back.hear("taken"))["certainty"] == 3
        again = await hall.pad()
        await again.say(do="return", token=pad.token)
        assert (await again.hear("open"))["certainty"] == 3
        assert [event.certainty for event in hall.events() if isinstance(event, CertaintyStated)] == [3]


async def test_what_comes_out_of_place_is_refused_and_the_answer_stands(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, builders.single("b"), **ASKED) as hall:
        pad, _ = await hall.player("Ann"), await hall.player("Bea")
        await hall.next(2)
        await pad.say(do="certainty", question=1, certainty=3)
        assert "Answer first" in (await pad.hear("refused"))["sentence"]
        await pad.say(do="answer", question=1, given={"picked": [0]})
        await pad.hear("taken")
        await hall.next(2)
        await pad.say(do="certainty", question=1, certainty=3)
        assert "Your answer counts all the same" in (await pad.hear("refused"))["sentence"]
        assert said_in(hall) == [None]
        await pad.say(do="certainty", question=1, certainty=4)
        assert "did not understand" in (await pad.hear("refused"))["sentence"]


async def test_nobody_is_asked_where_the_host_does_not_want_it(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, preset="accuracy") as hall:
        pad, _ = await hall.player("Ann"), await hall.player("Bea")
        await hall.next(2)
        assert not (await pad.hear("open"))["asks_certainty"]
        await pad.say(do="answer", question=1, given={"picked": [0]})
        await pad.hear("taken")
        await pad.say(do="certainty", question=1, certainty=3)
        assert "Nobody is asked" in (await pad.hear("refused"))["sentence"]


# The page


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("width", [pytest.param(360, marks=pytest.mark.thorough), 320])
async def test_one_tap_says_it_on_a_phone_and_a_second_tap_on_the_answer_does_not(
    browser: Any, tmp_path: Path, width: int
) -> None:
    questions = [SINGLE, builders.number("b"), builders.poll("c")]
    async with serving(tmp_path, *questions, **ASKED) as hall:
        phone: dict[str, Any] = {"viewport": {"width": width, "height": 568}, "has_touch": True, "is_mobile": True}
        tab, _ = await joined(browser, hall, **phone), await hall.player("Bea")
        await hall.next(2)
        wrong = tab.page.locator(".one").nth(hall.game.current.arrangement.index(2))
        very = tab.page.get_by_role("button", name="Very sure")
        await wrong.tap()
        await tab.sees("How sure are you?")
        await very.dispatch_event("click")
        assert said_in(hall) == [None], "it came under the finger that moment"
        await tab.is_sound()
        await tab.page.wait_for_timeout(SETTLE)
        await very.tap()
        await tab.page.wait_for_function("document.getElementById('said').textContent === 'Very sure: noted.'")
        assert said_in(hall) == [3]
        assert await very.get_attribute("aria-pressed") == "true"
        await tab.is_sound()
        chosen, foot = await wrong.bounding_box(), await tab.page.locator(".foot").bounding_box()
        assert chosen is not None
        assert foot is not None
        assert chosen["y"] + chosen["height"] <= foot["y"], "what was tapped stays in sight"
        await tab.page.reload()
        await tab.sees("How sure are you?")
        assert await very.get_attribute("aria-pressed") == "true"
        await hall.next(2)
        await tab.sees("You were very sure here: worth a second look.")
        await hall.next(2)
        await tab.page.locator("#typed").fill("72")
        await tab.page.get_by_role("button", name="Send").tap()
        await tab.sees("How sure are you?")
        await hall.next(4)
        await tab.page.locator(".one").first.tap()
        await tab.sees("Your answer is in")
        assert not await tab.page.get_by_text("How sure are you?").is_visible(), "of a poll nobody can be sure"


# Terminals


async def enters(pilot: Any) -> None:
    await until(pilot, "Join the quiz")
    await pilot.press("enter", "enter", "enter")
    await until(pilot, "The quiz begins")


@pytest.mark.parametrize("size", [pytest.param((80, 24), marks=pytest.mark.thorough), (60, 20)], ids=str)
async def test_one_key_says_it_in_a_terminal_and_a_held_one_does_not(tmp_path: Path, size: tuple[int, int]) -> None:
    clock = FakeClock()
    async with serving(tmp_path, SINGLE, **ASKED) as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann", clock=clock)
        async with app.run_test(size=size) as pilot:
            await enters(pilot)
            await hall.player("Bea")
            await hall.next(2)
            await until(pilot, "option 3")
            await pilot.press(right_key(hall))
            seen = await until(pilot, "How sure are you?")
            assert all(words in picture(app) for words in ("option 0", "1 Not sure", "2 Fairly sure", "3 Very sure")), seen
            await pilot.press("3")
            await pilot.pause()
            assert said_in(hall) == [None], "a key that is held says nothing"
            clock.move(1.0)
            await pilot.press("2")
            await until(pilot, "You said: fairly sure.")
            await pilot.press("3")
            await until(pilot, "You said: very sure.")
            assert said_in(hall) == [3]
            await hall.next(2)
            assert "How sure" not in await until(pilot, "✔ Right")


async def test_where_an_answer_may_be_changed_the_keys_are_the_answers_again(tmp_path: Path) -> None:
    clock = FakeClock()
    async with serving(tmp_path, SINGLE, mood="serious", **ASKED) as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann", clock=clock)
        async with app.run_test(size=(80, 24)) as pilot:
            await enters(pilot)
            await hall.next(2)
            await until(pilot, "option 3")
            await pilot.press("1")
            await until(pilot, "How sure are you?")
            await pilot.press("escape", "2")
            async with asyncio.timeout(builders.PATIENCE):
                while hall.game.replies and next(iter(hall.game.replies.values())).given != Picked(
                    (hall.game.current.arrangement[1],)
                ):
                    await pilot.pause(0.01)
                while not isinstance(app.focused, HowSure):
                    await pilot.pause(0.01)
            clock.move(1.0)
            await pilot.press("1")
            await until(pilot, "You said: not sure.")
            assert not isinstance(app.focused, HowSure)
            assert said_in(hall) == [1]


async def test_whoever_goes_back_to_the_answer_is_left_there(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, mood="serious", **ASKED) as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann", clock=FakeClock())
        async with app.run_test(size=(80, 24)) as pilot:
            await enters(pilot)
            await hall.player("Bea")
            await hall.next(2)
            await until(pilot, "option 3")
            await pilot.press("1")
            await until(pilot, "How sure are you?")
            await pilot.press("escape")
            assert not isinstance(app.focused, HowSure)
            told, (bea,) = app._open, [one.id for one in hall.game.players if one.name == "Bea"]
            await hall.live_game.do(lambda at: hall.game.mask(bea, at))
            async with asyncio.timeout(builders.PATIENCE):
                while app._open is told:
                    await pilot.pause(0.01)
            assert not isinstance(app.focused, HowSure), "another name that changes is no news of this answer"


async def test_it_is_one_line_in_plain_words_and_an_empty_one_leaves_it(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, builders.single("b"), **ASKED) as hall:
        lines = Lines()
        pad = asyncio.create_task(PlainPad(hall.url, lines.typed.get, lines.say, code=hall.code, name="Ann").run())
        await lines.until("You are in, Ann")
        await hall.player("Bea")
        for typed, said in (("", None), ("3", 3)):
            lines.said.clear()
            await hall.next(2)
            await lines.until("Type one number")
            wrong = 1 + hall.game.current.arrangement.index(2)
            lines.typed.put(str(wrong))
            await lines.until("How sure are you? 1 not sure, 2 fairly sure, 3 very sure, Enter to leave it.")
            lines.typed.put(typed)
            await lines.until("Very sure: noted." if said else "How sure")
            lines.typed.put("?")
            await lines.until("Type one number")
            assert said_in(hall) == [said]
            await hall.next(2)
            await lines.until("✘ Not right.")
        await lines.until("You were very sure here: worth a second look.")
        lines.typed.put("q")
        assert await asyncio.wait_for(pad, builders.PATIENCE) == 0
        lines.typed.put(None)


# The stage


@pytest.mark.parametrize(
    ("sure", "wrong", "words"),
    [
        (4, 4, ""),
        (5, 0, "5 were very sure; almost none of them wrong."),
        (9, 4, "9 were very sure; 4 of them wrong."),
        (5, 5, "5 were very sure; almost all of them wrong."),
    ],
)
def test_the_stage_tells_of_the_very_sure_where_it_singles_out_nobody(sure: int, wrong: int, words: str) -> None:
    played, presenter = hall(SINGLE, preset="accuracy", how_sure=True)
    players = played.join(*(f"P{number}" for number in range(10)))
    played.step()
    played.step()
    for number, player in enumerate(players):
        played.answer(player, Picked((0 if number < wrong else 1,)))
        said = played.game.state_certainty(player, 0, 0, 3 if number < sure else 2, played.now)
        assert said
        played.game.apply(said)
    while played.game.phase is not Phase.REVEALED:
        assert not sure_words(played.game), "nothing of it is told before the key"
        played.step()
    content = presenter.content()
    assert isinstance(content, RevealedQuestion)
    assert sure_words(played.game) == words
    for width, height in ((80, 21), (60, 17), (160, 45)):
        text = " ".join(draw_revealed(content, width, height).text().split())
        assert ("were very sure" in text) is bool(words)
        assert words in text


async def test_the_stage_page_tells_it_too(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, **ASKED) as served:
        live_game = served.live_game
        players = [(await live_game.join(f"P{number}", ""))[0] for number in range(5)]
        await served.next(2)
        for player in players:
            await live_game.answer(player, 0, 0, Picked((1,)))
            await live_game.state_certainty(player, 0, 0, 3)
        await served.next(2)
        view = stage_view(live_game, {}, ())
        assert isinstance(view, RevealedStage)
        assert view.sure == "5 were very sure; almost none of them wrong."
