"""The host's screens, driven by keys: from the lobby to the podium, with players and with hands, killed and resumed."""

import asyncio
import contextlib
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from textual.color import Color
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.game.events import Event, Joined
from quiz.game.state import Phase
from quiz.live.host.app import HostApp
from quiz.live.host.players import PlayersScreen
from quiz.live.host.setup import SetupScreen
from quiz.live.host.stage import StageScreen
from quiz.live.qr_code import qr_code
from quiz.live.stage_content import Lobby
from quiz.questions.answers import Judged, Picked
from quiz.services.live_game import LiveGame
from quiz.store.games import Games
from tests import builders
from tests.live.halls import missing
from tests.live.hosting import REST, Front, answered, joined, live_game_of, press, seen, stage_of, ticked
from tests.tui.drawn import screen_cells
from tests.tui.driving import settle
from tests.tui.seeing import assert_same_picture, links, picture, texts

RIGHT = Picked((1,))
WRONG = Picked((0,))


@pytest.fixture
def front(tmp_path: Path) -> Front:
    return Front(tmp_path)


async def test_the_lobby_says_where_to_go_and_who_is_there(front: Front) -> None:
    async with front.hosting(size=(100, 30), public_url="http://10.0.4.7:8000") as pilot:
        assert "Nobody is here yet" in seen(pilot)
        assert "0 of 0 connected" in seen(pilot)
        assert "Anybody who reaches this address and has the code can join" in seen(pilot)
        ann, _ = await joined(pilot, "Ann", "[@click=app.quit]Bea[/]")
        assert "2 here newest first" in seen(pilot)
        assert "[@click=app.quit]Bea[/] Ann" in seen(pilot)
        assert not links(pilot.app)
        live_game_of(pilot).game.went(ann)
        await ticked(pilot)
        assert "1 of 2 connected" in seen(pilot)
        content = stage_of(pilot)._content
        assert isinstance(content, Lobby)
        code = live_game_of(pilot).record.code
        assert (content.address, content.code) == ("10.0.4.7:8000", code)
        assert missing(stage_of(pilot).view.canvas, ["10.0.4.7:8000"]) == []
        assert light_and_dark(pilot) == qr_code(f"http://10.0.4.7:8000/?code={code}")


async def test_the_lobby_says_how_many_come_in_where_this_machine_takes_few(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with front.hosting(size=(100, 30)) as pilot:
        assert "This laptop" not in seen(pilot)
    monkeypatch.setattr("quiz.live.server.hall_capacity", lambda files: 144)
    async with front.hosting(size=(100, 30)) as pilot:
        assert "This laptop takes 144 players." in seen(pilot)


def light_and_dark(pilot: Pilot[None]) -> tuple[str, ...]:
    """Return the QR code as a camera sees it on the screen: what is black and what is white."""
    halves: list[str] = []
    for line in screen_cells(pilot.app):
        upper, lower = "", ""
        for cell in line:
            colours = [cell.ink if cell.text == "▀" else cell.paper, cell.paper]
            signs = ["█" if one == Color(0, 0, 0) else " " if one == Color(255, 255, 255) else "" for one in colours]
            upper, lower = upper + signs[0], lower + signs[1]
        halves += [upper, lower]
    return tuple(half for half in halves if half)


async def test_a_game_from_start_to_podium(front: Front) -> None:
    async with front.hosting(size=(100, 30), mood="playful", rounds=2) as pilot:
        ann, bea, cem = await joined(pilot, "Ann", "Bea", "Cem", team="Red")
        await press(pilot, "enter")
        assert live_game_of(pilot).game.phase is Phase.READING
        assert "Read the question" in seen(pilot)
        assert "option 1" not in seen(pilot)
        front.clock.move(30)
        await ticked(pilot)
        assert live_game_of(pilot).game.phase is Phase.OPEN
        assert all(f"option {i}" in seen(pilot) for i in range(4))
        assert "Pick one" in seen(pilot)
        assert "✔" not in seen(pilot)
        await answered(pilot, ann, RIGHT)
        await answered(pilot, bea, WRONG)
        await ticked(pilot)
        assert "2 of 3 in" in seen(pilot)
        await answered(pilot, cem, RIGHT)
        await ticked(pilot)
        assert live_game_of(pilot).game.phase is Phase.CLOSED
        assert "Closed" in seen(pilot)
        assert "✔" not in seen(pilot)
        await press(pilot, "enter")
        assert re.search(r"✔ [A-D] [●■▲◆] option 1 2", seen(pilot))
        assert "Because." in seen(pilot)
        assert "A guide, ICO" in seen(pilot)
        assert "Ann" not in seen(pilot), "standings come at the end of a round"
        assert "Enter Standings" in seen(pilot)
        await press(pilot, "enter")
        assert live_game_of(pilot).game.phase is Phase.STANDINGS
        assert "after round 1 of 2" in seen(pilot)
        assert "Ann Red" in seen(pilot)
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        assert live_game_of(pilot).game.phase is Phase.FINISHED
        assert "That was the quiz" in seen(pilot)
        with contextlib.closing(front.store()) as store:
            board = store.players_board("first")
        assert {(row.name, row.mark) for row in board} == {("Ann", 50.0), ("Cem", 50.0), ("Bea", 0.0)}


@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=str)
async def test_where_one_is_and_how_to_come_in_stand_over_each_question(front: Front, size: tuple[int, int]) -> None:
    async with front.hosting(size=size, rounds=2, public_url="http://10.0.4.7:8000") as pilot:
        await joined(pilot, *(f"Player {number}" for number in range(24)))
        await press(pilot, "enter", "enter")
        await ticked(pilot)
        code = live_game_of(pilot).record.code
        top = picture(pilot.app).splitlines()[0]
        assert f"Join 10.0.4.7:8000  code {code}" in top
        assert "1 of 2" in top
        assert "0 of 24 in" in seen(pilot)
        await press(pilot, "p")
        await ticked(pilot)
        assert "Paused" in seen(pilot)


async def test_time_is_added_and_stopped(front: Front) -> None:
    async with front.hosting() as pilot:
        live_game = live_game_of(pilot)
        await joined(pilot, "Ann")
        await press(pilot, "enter", "enter")
        left = live_game.game.seconds_left(live_game.now)
        assert left is not None
        await press(pilot, "t")
        left += 15 - REST
        assert live_game.game.seconds_left(live_game.now) == left
        await press(pilot, "p")
        left -= REST
        await ticked(pilot)
        assert "Paused" in picture(pilot.app)
        front.clock.move(600)
        await ticked(pilot)
        assert live_game.game.seconds_left(live_game.now) == left
        await press(pilot, "enter")
        assert not live_game.game.paused
        front.clock.move(left + 1)
        await ticked(pilot)
        assert live_game.game.phase is Phase.CLOSED


async def test_a_question_is_skipped_only_after_asking(front: Front) -> None:
    async with front.hosting() as pilot:
        game = live_game_of(pilot).game
        ann, _ = await joined(pilot, "Ann", "Bea")
        await press(pilot, "enter", "enter")
        await answered(pilot, ann, RIGHT)
        front.clock.move(REST)
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("1")
        await settle(pilot)
        assert game.phase is Phase.OPEN
        front.clock.move(REST)
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("2")
        await settle(pilot)
        assert (game.phase, game.skipped) == (Phase.REVEALED, {0})
        assert "taken out of the game" in seen(pilot)
        assert game.members[ann].points == 0


async def test_a_rude_name_is_masked_and_a_player_removed(front: Front) -> None:
    async with front.hosting() as pilot:
        game = live_game_of(pilot).game
        await joined(pilot, "Ann", "Rude", "Ruder")
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, PlayersScreen)
        await press(pilot, *"rude", "enter", "down", "f2")
        assert [member.name for member in game.players] == ["Ann", "Player 2", "Ruder"]
        await press(pilot, "f8")
        assert [member.name for member in game.players] == ["Ann", "Player 2"]
        await press(pilot, "escape", "l")
        await ticked(pilot)
        assert "locked" in picture(pilot.app)
        assert game.locked


async def test_the_hall_goes_through_a_story(front: Front) -> None:
    front.questions = (builders.scenario(),)
    async with front.hosting(size=(100, 30)) as pilot:
        game = live_game_of(pilot).game
        (ann,) = await joined(pilot, "Ann")
        await press(pilot, "enter", "enter")
        assert "A door." in seen(pilot)
        await answered(pilot, ann, Picked((0,)))
        await ticked(pilot)
        await press(pilot, "enter")
        assert re.search(r"✔ [AB] [●■] in 1", seen(pilot)), "what the hall took stands out"
        await press(pilot, "enter")
        assert "A room." in seen(pilot)
        await answered(pilot, ann, Picked((1,)))
        await ticked(pilot)
        await press(pilot, "enter", "enter")
        assert game.phase is Phase.REVEALED
        assert "1 A door. → in" in seen(pilot)
        assert game.members[ann].scores[0].fraction == 0.75


async def test_hands_are_counted_for_teams_and_no_network_is_opened(front: Front) -> None:
    front.questions = (builders.true_false(answer=True), builders.order())
    async with front.hosting(size=(80, 24), hands=True, teams=("Red", "Blue")) as pilot:
        game = live_game_of(pilot).game
        assert pilot.app.server is None  # type: ignore[attr-defined]
        await press(pilot, "enter", "enter", "enter")
        for _ in range(2):
            if game.current.question.id == "true-false":
                await press(pilot, "4", "enter", "1", "enter", "enter", "5", "enter")
                assert game.phase is Phase.REVEALED
                await press(pilot, "enter", "enter", "enter")
            else:
                await press(pilot, "enter", "3", "enter", "1", "enter", "2", "enter", "2", "enter")
                assert game.phase is Phase.REVEALED
                await press(pilot, "enter", "enter", "enter")
        places = {place.name: place.points for place in game.team_standings()}
        assert places == {"Red": pytest.approx(800 + 750), "Blue": pytest.approx(0 + 500)}


async def test_a_count_can_be_done_again(front: Front) -> None:
    front.questions = (builders.order(),)
    async with front.hosting(hands=True) as pilot:
        game = live_game_of(pilot).game
        await press(pilot, "enter", "enter", "enter", "enter", "3", "enter", "1", "enter")
        assert game.team_standings()[0].points == 750
        await pilot.press("c")
        await pilot.pause()
        await press(pilot, "1", "enter", "1", "enter")
        assert game.team_standings()[0].points == 500


async def test_a_host_that_was_killed_goes_on_at_the_same_question(front: Front) -> None:
    async with front.hosting() as pilot:
        (ann,) = await joined(pilot, "Ann")
        await press(pilot, "enter", "enter")
        await answered(pilot, ann, RIGHT)
        await ticked(pilot)
        await press(pilot, "enter", "enter", "enter")
        points = live_game_of(pilot).game.members[ann].points
        left = live_game_of(pilot).game.seconds_left(live_game_of(pilot).now)
    front.clock.move(3600)
    with contextlib.closing(front.store()) as store:
        (record,) = store.games.unfinished()
    async with front.hosting(record=record) as pilot:
        live_game = live_game_of(pilot)
        assert (live_game.game.phase, live_game.game.number, live_game.game.paused) == (Phase.OPEN, 1, True)
        assert live_game.game.members[ann].points == points > 0
        assert live_game.game.seconds_left(live_game.now) == left
        await press(pilot, "enter")
        assert not live_game.game.paused


async def test_a_game_goes_on_with_its_bank_as_it_was(front: Front) -> None:
    async with front.hosting() as pilot:
        await press(pilot, "enter", "enter")
    with contextlib.closing(front.store()) as store:
        (record,) = store.games.unfinished()
    edited = Front(front.folder, (builders.single("other"),), front.clock)
    async with edited.hosting(record=record) as pilot:
        assert live_game_of(pilot).game.current.question == next(
            question for question in front.questions if question.id == record.plan.questions[0].question
        )
        await press(pilot, "enter")
        assert not live_game_of(pilot).game.paused


async def test_set_up_asks_for_everything_and_begins(front: Front) -> None:
    async with front.hosting(banks=()) as pilot:
        assert isinstance(pilot.app.screen, SetupScreen)
        await press(pilot, "9")
        assert isinstance(pilot.app.screen, SetupScreen), "without a bank nothing begins"

        async def ask(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await pilot.pause()

        await ask("1", "1", "enter")
        await ask("2", "2")
        await ask("3", "1", "2")
        await ask("5", *"Red", "comma", *"red", "enter")
        assert "same name" in texts(pilot.app.screen)
        pilot.app.screen.query_one(Input).value = "Red, Blue"
        await ask("enter")
        await ask("6", "2")
        await settle(pilot)
        seen = texts(pilot.app.screen)
        for words in ("The first bank", "serious", "5 in 2 rounds", "Red, Blue", "hands or cards"):
            assert words in seen
        await ask("9")
        await settle(pilot)
        plan = live_game_of(pilot).game.plan
        assert isinstance(pilot.app.screen, StageScreen)
        assert (plan.mood, plan.rounds, plan.teams, plan.hands) == ("serious", (1, 1), ("Red", "Blue"), True)


async def test_an_interrupted_game_is_offered_on_the_set_up_screen(front: Front) -> None:
    async with front.hosting() as pilot:
        await press(pilot, "enter")
    async with front.hosting(banks=()) as pilot:
        assert "interrupted: The first bank" in texts(pilot.app.screen)
        await press(pilot, "a")
        assert live_game_of(pilot).game.phase is Phase.READING


async def test_a_port_that_is_taken_is_said_in_a_sentence(front: Front) -> None:
    async with front.hosting() as pilot:
        port = pilot.app.server.endpoint.port  # type: ignore[attr-defined]
        other = Front(front.folder)
        async with other.hosting(port=port) as second:
            assert second.app.return_code == 1


async def test_trouble_with_the_store_is_said_and_goes_by(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    from quiz.store.errors import StoreError
    from quiz.store.games import Games

    kept, full = Games.keep, True

    def keep(*arguments: object) -> None:
        if full:
            raise StoreError("The disk is full, so the scores cannot be written.", "Free some space and try again.")
        kept(*arguments)  # type: ignore[arg-type]

    async with front.hosting(hands=True) as pilot:
        live_game = live_game_of(pilot)
        live_game.writer._pause = 0.01
        monkeypatch.setattr(Games, "keep", keep)
        front.clock.move(REST)
        await pilot.press("enter")
        while live_game.writer.trouble is None:
            await pilot.pause(0.01)
        stage_of(pilot).draw_status()
        await pilot.pause()
        assert "The disk is full" in picture(pilot.app)
        front.clock.move(REST)
        await pilot.press("enter")
        await pilot.pause()
        assert live_game.game.phase is Phase.READING, "the step before is not kept yet"
        assert "Waiting for the disk." in picture(pilot.app)
        full = False
        await settle(pilot)
        await ticked(pilot)
        assert live_game.writer.trouble is None
        assert "The disk is full" not in picture(pilot.app)
        assert live_game.game.phase is Phase.READING


@pytest.mark.parametrize("size", [(60, 20), pytest.param((160, 45), marks=pytest.mark.thorough)], ids=str)
async def test_every_type_is_shown_whole_or_scrolls(front: Front, size: tuple[int, int]) -> None:
    front.questions = builders.every_type()
    async with front.hosting(size=size) as pilot:
        ann, _ = await joined(pilot, "Ann", "Bea")
        game = live_game_of(pilot).game
        await press(pilot, "enter")
        for _ in front.questions:
            await press(pilot, "enter")
            while game.phase is Phase.OPEN:
                given = builders.right_answer(game.current.question)
                await answered(pilot, ann, Picked((0,)) if game.scene else given)
                assert stage_of(pilot).body.virtual_size.width <= size[0]
                await press(pilot, "enter", "enter")
                if live_game_of(pilot).game.phase is Phase.DECIDED:
                    await press(pilot, "enter")
            assert game.phase is Phase.REVEALED
            assert "Because." in seen(pilot)
            assert stage_of(pilot).body.virtual_size.width <= size[0]
            await press(pilot, "enter")
        assert game.phase is Phase.FINISHED
        assert game.members[ann].points > 8000


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_stage_looks_as_it_should(front: Front, size: tuple[int, int]) -> None:
    front.questions = (builders.true_false(prompt="A voice note proves who sent it.", answer=False),)
    async with front.hosting(size=size, public_url="http://10.0.4.7:8000") as pilot:
        live_game_of(pilot).record = structs.replace(live_game_of(pilot).record, code="KMRWX")
        players = await joined(pilot, *(f"Player {i}" for i in range(7)))
        await press(pilot, "enter", "enter")
        for number, player in enumerate(players):
            await answered(pilot, player, Judged(number % 3 == 0))
        await ticked(pilot)
        await press(pilot, "enter")
        assert_same_picture(pilot.app, f"host-revealed-{size[0]}")
        await press(pilot, "enter")
        while stage_of(pilot).presenter.next_step() == "Next place":
            await press(pilot, "enter")
        assert_same_picture(pilot.app, f"host-podium-{size[0]}")


async def test_what_is_still_to_be_kept_is_kept_before_the_door_and_the_store_close(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Games.keep

    def keep_slowly(self: Games, game_id: str, first: int, events: Sequence[Event]) -> None:
        time.sleep(0.2)
        keep(self, game_id, first, events)

    async with front.hosting() as pilot:
        monkeypatch.setattr(Games, "keep", keep_slowly)
        assert isinstance(pilot.app, HostApp)
        live_game = live_game_of(pilot)
        assert pilot.app.server
        await pilot.app.server.close()
        # From now on it does not come to its end.
        monkeypatch.setattr(pilot.app.server, "close", asyncio.Event().wait)
        joining = asyncio.create_task(live_game.join("Ann", ""))
        await asyncio.sleep(0.05)
    joining.cancel()
    with contextlib.closing(front.store()) as store:
        assert [type(event) for event in store.games.events(live_game.record.id)] == [Joined]


async def test_enter_does_not_show_the_key_when_the_time_ended_just_before(front: Front) -> None:
    async with front.hosting() as pilot:
        live_game = live_game_of(pilot)
        await joined(pilot, "Ann")
        await press(pilot, "enter", "enter")
        front.clock.move(1000)
        stage_of(pilot).tick()
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert live_game.game.phase is Phase.CLOSED
        await press(pilot, "enter")
        assert live_game_of(pilot).game.phase is Phase.REVEALED


@pytest.mark.parametrize(("way", "offered"), [("2", 1), ("3", 0)])
async def test_a_game_that_has_not_begun_can_be_closed_for_good(front: Front, way: str, offered: int) -> None:
    async with front.hosting() as pilot:
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press(way)
        await pilot.pause()
        while not pilot.app._exit:
            await pilot.pause(0.01)
    with contextlib.closing(front.store()) as store:
        assert len(store.games.unfinished()) == offered


@pytest.mark.parametrize("keys", ["99", "9a", "a9"])
async def test_two_keys_that_begin_a_game_begin_one(front: Front, keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with front.hosting() as pilot:
        interrupted = live_game_of(pilot).record.id
    made, may_go_on = HostApp._made, threading.Event()

    def slowly(app: HostApp) -> LiveGame:
        may_go_on.wait(builders.PATIENCE)
        return made(app)

    monkeypatch.setattr(HostApp, "_made", slowly)
    async with front.hosting(banks=()) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SetupScreen)
        screen.request = replace(screen.request, banks=("first",))
        await pilot.press(*keys)
        may_go_on.set()
        await settle(pilot)
        assert (live_game_of(pilot).record.id == interrupted) is (keys[0] == "a")
        assert live_game_of(pilot).game is stage_of(pilot).game
        with contextlib.closing(front.store()) as store:
            assert len(store.games.unfinished()) == (1 if keys[0] == "a" else 2)


@pytest.mark.parametrize("way", [(), ("c",)], ids=["at first", "again"])
async def test_the_hands_to_be_counted_are_in_sight_with_what_enter_does(front: Front, way: tuple[str, ...]) -> None:
    front.questions = (builders.order(explanation="The first comes first. " * 40),)
    async with front.hosting(size=(80, 24), hands=True, teams=("Red", "Blue")) as pilot:
        await press(pilot, "enter", "enter", "enter", "enter")
        if way:
            await press(pilot, "1", "enter", "1", "enter", "1", "enter", "1", "enter")
            await pilot.press(*way)
            await pilot.pause()
        shown = picture(pilot.app)
        assert "Count the hands" in shown
        assert "Blue" in shown
        assert "Enter Next number" in shown.splitlines()[-1]


async def test_a_held_enter_goes_one_step(front: Front) -> None:
    async with front.hosting() as pilot:
        await joined(pilot, "Ann")
        front.clock.move(REST)
        for _ in range(20):
            front.clock.move(0.03)
            await pilot.press("enter")
            await settle(pilot)
        assert live_game_of(pilot).game.phase is Phase.READING
        await press(pilot, "enter")
        assert live_game_of(pilot).game.phase is Phase.OPEN, "let go of, it counts again"


async def test_what_was_closed_by_mistake_is_opened_again_and_a_wrong_key_is_struck(front: Front) -> None:
    async with front.hosting() as pilot:
        ann, _ = await joined(pilot, "Ann", "Bea")
        await press(pilot, "enter", "enter")
        await answered(pilot, ann, RIGHT)
        await press(pilot, "enter", "u")
        assert live_game_of(pilot).game.phase is Phase.OPEN
        await press(pilot, "enter", "enter")
        game = live_game_of(pilot).game
        assert game.members[ann].points > 0
        front.clock.move(REST)
        await pilot.press("x")
        await pilot.pause()
        await pilot.press("2")
        await settle(pilot)
        assert (game.struck, game.members[ann].points) == ({0}, 0)
