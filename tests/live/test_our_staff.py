"""Which players were our staff: the host says so by hand after the game, with a key that shows nothing unasked."""

import contextlib
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.live.host.presenter_screen import PresenterScreen
from quiz.live.host.staff import StaffScreen
from quiz.questions.answers import Picked
from quiz.store.errors import StoreError
from quiz.store.games import Games
from tests import builders
from tests.live.hosting import REST, Front, answered, joined, live_game_of, press, seen, ticked
from tests.live.test_presenter_screen import stage_page
from tests.tui.driving import settle
from tests.tui.seeing import picture

RIGHT = Picked((1,))


@pytest.fixture
def front(tmp_path: Path) -> Front:
    return Front(tmp_path, (builders.single("a"),))


async def ended(pilot: Pilot[None], *names: str, team: str = "Maths", masked: str = "") -> None:
    """Play the game to its podium, with answers of all these players; the one called ``masked`` gets another name."""
    players = await joined(pilot, *names, team=team)
    live_game = live_game_of(pilot)
    if masked:
        await live_game.do(lambda at: live_game.game.mask(players[names.index(masked)], at))
    await press(pilot, "enter", "enter")
    for player in players:
        await answered(pilot, player, RIGHT)
    await ticked(pilot)
    await press(pilot, "enter", "enter")


async def asks(front: Front, pilot: Pilot[None]) -> str:
    """Press the key; returns what is seen then."""
    front.clock.move(REST)
    await pilot.press("k")
    for _ in range(50):
        await pilot.pause(0.01)
        if isinstance(pilot.app.screen, StaffScreen) or "Nobody is left" in seen(pilot):
            break
    await pilot.pause()
    return picture(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_host_ticks_who_is_staff_and_nobody_is_ticked_before(front: Front, size: tuple[int, int]) -> None:
    with contextlib.closing(front.store()) as store:
        person = store.sign_in("bea", "Office", 1)
    async with front.hosting(size=size) as pilot:
        await ended(pilot, "Ann", "Bea", "Cem")
        assert not isinstance(pilot.app.screen, StaffScreen)
        assert "has played here" not in seen(pilot)
        shown = await asks(front, pilot)
        rows = [line.strip("│ ▌").strip() for line in shown.splitlines() if "□" in line]
        assert rows == ["□ Bea  has played here  Maths", "□ Ann  Maths", "□ Cem  Maths"]
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, StaffScreen), "with nobody ticked there is nothing to keep"
        await pilot.press("space", "down", "space", "down", "space", "space")
        await pilot.pause()
        assert "Our staff: 2 of 3 players ticked" in seen(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "What 2 players did in this game is in their own name now." in seen(pilot)
        assert "□ Cem" in next(line for line in (await asks(front, pilot)).splitlines() if "□" in line)
        await pilot.press("escape")
        await settle(pilot)
    with contextlib.closing(front.store()) as store:
        ann = store.find_player("Ann")
        assert ann is not None
        assert (ann.name, ann.team) == ("Ann", "Maths")
        assert store.find_player("Bea") == person
        assert store.find_player("Cem") is None
        assert [len(store.history(one.id, "first")) for one in (ann, person)] == [1, 1]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (60, 13)])
async def test_the_chosen_one_of_many_is_in_sight(front: Front, size: tuple[int, int]) -> None:
    async with front.hosting(size=size) as pilot:
        await ended(pilot, *(f"Player of the {number}th" for number in range(10, 40)))
        await asks(front, pilot)
        for keys, chosen in (((), "10th"), (("up",), "39th"), (("up", "up"), "37th"), (("down",), "38th")):
            await pilot.press(*keys)
            await pilot.pause()
            assert [line for line in picture(pilot.app).splitlines() if "▌" in line and chosen in line]
        await pilot.press("escape")
        await settle(pilot)


async def test_from_the_presenters_own_view_it_is_the_same_key(front: Front) -> None:
    async with front.hosting() as pilot:
        players = await joined(pilot, "Ann")
        async with stage_page(pilot):
            await press(pilot, "enter", "enter")
            await answered(pilot, players[0], RIGHT)
            await press(pilot, *["enter"] * 3)
            assert isinstance(pilot.app.screen, PresenterScreen)
            assert "□ Ann" in await asks(front, pilot)
            await pilot.press("escape")
            await settle(pilot)


async def test_whoever_leaves_the_list_has_said_nothing(front: Front) -> None:
    async with front.hosting() as pilot:
        await ended(pilot, "Ann")
        await asks(front, pilot)
        await pilot.press("space", "escape")
        await settle(pilot)
    with contextlib.closing(front.store()) as store:
        assert store.find_player("Ann") is None


@pytest.mark.parametrize(
    ("request_", "name", "said"),
    [({}, "Ann", True), ({"suggested_names": True}, "Quick Badger", False), ({"approve": True}, "Ann", False)],
)
async def test_the_key_is_there_once_the_game_is_over_and_said_where_names_are_the_players_own(
    front: Front, request_: dict[str, Any], name: str, said: bool
) -> None:
    async with front.hosting(size=(120, 40), **request_) as pilot:
        assert "Our staff" not in seen(pilot)
        assert not isinstance(pilot.app.screen, StaffScreen)
        await ended(pilot, name, team="")
        assert ("k Our staff" in seen(pilot)) is said
        shown = await asks(front, pilot)
        assert ("□ Quick Badger" in shown) is (name == "Quick Badger")
        # Who was not let stand is nobody that the hall knows.
        assert isinstance(pilot.app.screen, StaffScreen) is ("approve" not in request_)
        await pilot.press("escape")
        await settle(pilot)


async def test_who_was_given_another_name_is_nobody_that_the_hall_knows(front: Front) -> None:
    async with front.hosting() as pilot:
        await ended(pilot, "Rude", masked="Rude")
        assert [row.name for row in live_game_of(pilot)._store.players_board("first")] == ["Player 1"]
        assert await live_game_of(pilot).guests() == []
        assert "Nobody is left who could be one of your staff." in " ".join((await asks(front, pilot)).split())


async def test_scores_that_cannot_be_written_are_a_sentence(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise StoreError("The disk is full.", "Free some space.")

    monkeypatch.setattr(Games, "claim", refuse)
    async with front.hosting() as pilot:
        await ended(pilot, "Ann")
        await asks(front, pilot)
        await pilot.press("space", "enter")
        await settle(pilot)
        assert "The disk is full." in seen(pilot)
