"""The host's screens, driven by keys: from the lobby to the podium, with players and with hands, killed and resumed."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from quiz.game.events import Event, Joined
from quiz.game.state import Phase
from quiz.live.host.app import HostApp
from quiz.live.host.players import PlayersScreen
from quiz.live.host.setup import SetupScreen
from quiz.live.host.stage import StageScreen
from quiz.questions.answers import Judged, Picked
from quiz.services.live_game import LiveGame
from quiz.store.games import Games
from tests import builders
from tests.live.hosting import Front, answered, joined, live_game_of, press, settle, stage_of, ticked
from tests.tui.seeing import assert_same_picture, links, picture, texts

RIGHT = Picked((1,))
WRONG = Picked((0,))


@pytest.fixture
def front(tmp_path: Path) -> Front:
    return Front(tmp_path)


async def test_the_lobby_says_where_to_go_and_who_is_there(front: Front) -> None:
    async with front.hosting(size=(120, 40)) as pilot:
        live_game = live_game_of(pilot)
        port = pilot.app.server.endpoint.port  # type: ignore[attr-defined]
        seen = texts(stage_of(pilot))
        assert "Nobody is here yet" in seen
        assert "█▀▀▀▀▀█" in seen
        assert "Only this machine can join" in seen
        await joined(pilot, "Ann", "[@click=app.quit]Bea[/]")
        seen = texts(stage_of(pilot))
        assert "2 players here" in seen
        assert "[@click=app.quit]Bea[/]" in seen
        assert not links(pilot.app)
        assert str(port) in seen or len(live_game.record.code) == 5


async def test_a_game_from_start_to_podium(front: Front) -> None:
    async with front.hosting(size=(120, 40), mood="playful", rounds=2) as pilot:
        ann, bea, cem = await joined(pilot, "Ann", "Bea", "Cem", team="Red")
        await press(pilot, "enter")
        assert live_game_of(pilot).game.phase is Phase.READING
        assert "Read the question" in texts(stage_of(pilot))
        assert "option 1" not in texts(stage_of(pilot))
        front.clock.move(30)
        await ticked(pilot)
        assert live_game_of(pilot).game.phase is Phase.OPEN
        seen = texts(stage_of(pilot))
        assert all(f"option {i}" in seen for i in range(4))
        assert "A ●" in seen
        assert "✔" not in seen
        await answered(pilot, ann, RIGHT)
        await answered(pilot, bea, WRONG)
        await ticked(pilot)
        assert "2 of 3 answers in" in picture(pilot.app)
        await answered(pilot, cem, RIGHT)
        await ticked(pilot)
        assert live_game_of(pilot).game.phase is Phase.CLOSED
        assert "✔" not in texts(stage_of(pilot))
        await press(pilot, "enter")
        seen = texts(stage_of(pilot))
        assert "✔ option 1" in seen
        assert "Because." in seen
        assert "A guide, ICO" in seen
        assert "Ann" not in seen, "standings come at the end of a round"
        await press(pilot, "enter")
        seen = texts(stage_of(pilot))
        assert live_game_of(pilot).game.phase is Phase.STANDINGS
        assert "Ann" in seen
        assert "Red" in seen
        await press(pilot, "enter", "enter", "enter", "enter", "enter")
        assert live_game_of(pilot).game.phase is Phase.FINISHED
        assert "That was the quiz" in texts(stage_of(pilot))
        with contextlib.closing(front.store()) as store:
            board = store.players_board("first")
        assert [(row.name, row.mark) for row in board] == [("Ann", 50.0), ("Cem", 50.0), ("Bea", 0.0)]


async def test_time_is_added_and_stopped(front: Front) -> None:
    async with front.hosting() as pilot:
        live_game = live_game_of(pilot)
        await joined(pilot, "Ann")
        await press(pilot, "enter", "enter")
        left = live_game.game.seconds_left(live_game.now)
        assert left is not None
        await press(pilot, "t")
        assert live_game.game.seconds_left(live_game.now) == left + 15
        await press(pilot, "p")
        await ticked(pilot)
        assert "Paused" in picture(pilot.app)
        front.clock.move(600)
        await ticked(pilot)
        assert live_game.game.seconds_left(live_game.now) == left + 15
        await press(pilot, "enter")
        assert not live_game.game.paused
        front.clock.move(left + 16)
        await ticked(pilot)
        assert live_game.game.phase is Phase.CLOSED


async def test_a_question_is_skipped_only_after_asking(front: Front) -> None:
    async with front.hosting() as pilot:
        game = live_game_of(pilot).game
        ann, _ = await joined(pilot, "Ann", "Bea")
        await press(pilot, "enter", "enter")
        await answered(pilot, ann, RIGHT)
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("1")
        await settle(pilot)
        assert game.phase is Phase.OPEN
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("2")
        await settle(pilot)
        assert (game.phase, game.skipped) == (Phase.REVEALED, {0})
        assert "taken out of the game" in texts(stage_of(pilot))
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
        assert "A door." in texts(stage_of(pilot))
        await answered(pilot, ann, Picked((0,)))
        await ticked(pilot)
        await press(pilot, "enter")
        assert "The hall decides: in" in texts(stage_of(pilot))
        await press(pilot, "enter")
        assert "A room." in texts(stage_of(pilot))
        await answered(pilot, ann, Picked((1,)))
        await ticked(pilot)
        await press(pilot, "enter", "enter")
        assert game.phase is Phase.REVEALED
        assert "1. in" in texts(stage_of(pilot))
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


async def test_set_up_asks_for_everything_and_begins(front: Front) -> None:
    async with front.hosting(banks=()) as pilot:
        assert isinstance(pilot.app.screen, SetupScreen)
        await press(pilot, "7")
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
        await ask("7")
        await settle(pilot)
        plan = live_game_of(pilot).game.plan
        assert isinstance(pilot.app.screen, StageScreen)
        assert (plan.mood, plan.rounds, plan.teams, plan.hands) == ("serious", (1, 1), ("Red", "Blue"), True)


async def test_an_interrupted_game_is_offered_on_the_set_up_screen(front: Front) -> None:
    async with front.hosting() as pilot:
        await press(pilot, "enter")
    async with front.hosting(banks=()) as pilot:
        assert "interrupted: The first bank" in texts(pilot.app.screen)
        await press(pilot, "8")
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
        await pilot.press("enter")
        while live_game.writer.trouble is None:
            await pilot.pause(0.01)
        stage_of(pilot)._draw_status()
        await pilot.pause()
        assert "The disk is full" in picture(pilot.app)
        full = False
        await settle(pilot)
        await ticked(pilot)
        assert live_game.writer.trouble is None
        assert "The disk is full" not in picture(pilot.app)
        assert live_game.game.phase is Phase.READING


@pytest.mark.parametrize("size", [(60, 20), (160, 45)])
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
            assert "Because." in texts(stage_of(pilot))
            assert stage_of(pilot).body.virtual_size.width <= size[0]
            await press(pilot, "enter")
        assert game.phase is Phase.FINISHED
        assert game.members[ann].points > 8000


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_the_stage_looks_as_it_should(front: Front, size: tuple[int, int]) -> None:
    front.questions = (builders.true_false(prompt="A voice note proves who sent it.", answer=False),)
    async with front.hosting(size=size) as pilot:
        players = await joined(pilot, *(f"Player {i}" for i in range(7)))
        await press(pilot, "enter", "enter")
        for number, player in enumerate(players):
            await answered(pilot, player, Judged(number % 3 == 0))
        await ticked(pilot)
        await press(pilot, "enter")
        assert_same_picture(pilot.app, f"host-revealed-{size[0]}")
        await press(pilot, "enter")
        assert_same_picture(pilot.app, f"host-podium-{size[0]}")


class StuckDoor:
    """A server that does not come to its end."""

    async def close(self) -> None:
        await asyncio.Event().wait()


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
        pilot.app.server = StuckDoor()  # type: ignore[assignment]  # all that closing asks of it
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
        await press(pilot, "enter")
        assert live_game.game.phase is Phase.CLOSED
        front.clock.move(1)
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


@pytest.mark.parametrize("keys", ["77", "78", "87"])
async def test_two_keys_that_begin_a_game_begin_one(front: Front, keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with front.hosting() as pilot:
        interrupted = live_game_of(pilot).record.id
    made, may_go_on = HostApp._made, threading.Event()

    def slowly(app: HostApp) -> LiveGame:
        may_go_on.wait(10)
        return made(app)

    monkeypatch.setattr(HostApp, "_made", slowly)
    async with front.hosting(banks=()) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SetupScreen)
        screen.request = replace(screen.request, banks=("first",))
        await pilot.press(*keys)
        may_go_on.set()
        await settle(pilot)
        assert (live_game_of(pilot).record.id == interrupted) is (keys[0] == "8")
        assert live_game_of(pilot).game is stage_of(pilot).game
        with contextlib.closing(front.store()) as store:
            assert len(store.games.unfinished()) == (1 if keys[0] == "8" else 2)


@pytest.mark.parametrize("way", [(), ("c",)], ids=["at first", "again"])
async def test_the_hands_to_be_counted_are_in_sight_with_what_enter_does(front: Front, way: tuple[str, ...]) -> None:
    front.questions = (builders.order(),)
    async with front.hosting(size=(80, 24), hands=True, teams=("Red", "Blue")) as pilot:
        await press(pilot, "enter", "enter", "enter", "enter")
        if way:
            await press(pilot, "1", "enter", "1", "enter", "1", "enter", "1", "enter")
            await pilot.press(*way)
            await pilot.pause()
        seen = picture(pilot.app)
        assert "Count the hands" in seen
        assert "Blue" in seen
        assert "Enter Next number" in " ".join(seen.splitlines()[-1].split())
