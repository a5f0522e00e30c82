"""What each player is told on their own device, and when: the game as ``view_writer`` puts it."""

import asyncio
import json
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from quiz.live.messages import SERVER_MESSAGES, FinishedView
from quiz.live.pad_narration import narrate
from quiz.live.player_views import view_writer
from quiz.questions.answers import Picked
from tests import builders
from tests.live.serving import Serving, serving

SEVEN = [builders.single(f"q{number}", action=f"Do {number}.") for number in range(7)]


def told(hall: Serving, player: str) -> dict[str, Any]:
    """Return what a player is told now."""
    view: dict[str, Any] = json.loads(view_writer(hall.live_game, {})(hall.game.members[player]))
    return view


async def joined(hall: Serving, *names: str, team: str = "") -> list[str]:
    """Let players in who are connected; returns their ids."""
    found = []
    for name in names:
        player, _ = await hall.live_game.join(name, team)
        hall.game.came(player)
        found.append(player)
    return found


async def test_nobody_reads_a_place_before_the_hall_has_seen_the_podium(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(action="Ring the office."), preset="accuracy") as hall:
        ann, bea = await joined(hall, "Ann", "Bea")
        await hall.next(2)
        await hall.live_game.answer(ann, 0, 0, Picked((1,)))
        await hall.live_game.answer(bea, 0, 0, Picked((0,)))
        await hall.next(3)
        for shown in (0, 1):
            hall.live_game.podium_shown = shown
            view = told(hall, ann)
            assert view["podium_comes"]
            assert (view["rank"], view["podium"], view["right"]) == (0, [], "1 of 1 right")
            view = told(hall, bea)
            assert "Ann" not in json.dumps(view)
            assert narrate(SERVER_MESSAGES.decode(json.dumps(view))) == [
                "That was the quiz.",
                "Look up: the podium is on the big screen.",
                "0 of 1 right.",
                "Do now: Ring the office.",
            ]
        hall.live_game.podium_shown = 2
        view = told(hall, bea)
        assert not view["podium_comes"]
        assert view["rank"] == 2
        assert [line["name"] for line in view["podium"]] == ["Ann", "Bea"]


async def test_pads_hear_of_their_place_when_the_hall_has_seen_it(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        ann = await hall.player("Ann")
        await hall.next(2)
        await ann.say(do="answer", question=1, step=0, given={"picked": [0]})
        await ann.hear("taken")
        await hall.next(3)
        assert (await ann.hear("finished"))["podium_comes"]
        hall.server._broadcast.follow_podium()
        hall.live_game.podium_shown = 1
        assert (await ann.hear("finished"))["rank"] == 1


async def test_a_host_that_closes_before_the_podium_was_shown_takes_no_place_along(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        ann = await hall.player("Ann")
        await hall.next(2)
        await ann.say(do="answer", question=1, step=0, given={"picked": [0]})
        await ann.hear("taken")
        await hall.next(3)
        await ann.hear("finished")
        place = asyncio.create_task(ann.hear("finished"))
    assert (await place)["rank"] == 1


async def test_a_game_without_a_podium_tells_all_at_once(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), mood="serious") as hall:
        (ann,) = await joined(hall, "Ann")
        await hall.next(5)
        view = SERVER_MESSAGES.decode(json.dumps(told(hall, ann)))
        assert isinstance(view, FinishedView)
        assert not view.podium_comes


async def test_who_answered_nothing_is_told_to_do_what_was_asked_while_they_were_in(tmp_path: Path) -> None:
    async with serving(tmp_path, *SEVEN, preset="accuracy") as hall:
        (ann,) = await joined(hall, "Ann")
        await hall.next(4)
        (late,) = await joined(hall, "Late")
        for _ in range(6):
            await hall.next(4)
        await hall.next()
        assert told(hall, ann)["things_to_do"] == [f"Do {number}." for number in range(5)]
        assert told(hall, late)["things_to_do"] == [f"Do {number}." for number in range(1, 6)]


async def test_who_is_masked_is_told_what_the_hall_reads_and_loses_a_team_of_their_own_naming(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        ann = await hall.player("rude name", "rude team")
        (player,) = hall.game.members
        await hall.live_game.do(lambda at: hall.game.mask(player, at))
        named = await ann.hear("named")
        assert (named["name"], named["public_name"], named["team"]) == ("Player 1", "Player 1", "")
        assert named["sentence"] == "The host has given you the name Player 1 for the hall."
        await ann.hear("lobby")
        await ann.say(do="return", token=ann.token)
        assert (await ann.hear("named"))["name"] == "Player 1", "a device that comes back is told again"


async def test_who_waits_for_the_host_is_told_so_and_when_the_name_stands(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(), preset="accuracy") as hall:
        hall.game.plan = replace(hall.game.plan, approve=True)
        ann = await hall.player("Ann")
        (player,) = hall.game.members
        named = await ann.hear("named")
        assert (named["name"], named["public_name"]) == ("Ann", "Player 1")
        assert named["sentence"] == "Until the host has seen your name the hall reads Player 1."
        await hall.live_game.do(lambda at: hall.game.approve(player, at))
        named = await ann.hear("named")
        assert (named["public_name"], named["sentence"]) == ("Ann", "")
