"""The host's ways: coming back in the same place, who stands at the door, keeping the report."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import OptionList

from quiz.game.events import PlannedDoor
from quiz.game.state import Phase
from quiz.live.host.app import HostApp
from quiz.live.host.players import PlayersScreen
from quiz.live.host.setup import SetupScreen
from quiz.live.host_request import PORT, HostRequest
from quiz.store.games import GameRecord
from quiz.tui.dialogs import ListDialog
from tests import builders
from tests.builders import PATIENCE
from tests.live.hosting import Front, joined, live_game_of, press, stage_of, ticked
from tests.live.serving import Pad
from tests.marks import first_of
from tests.tui.driving import settle
from tests.tui.seeing import picture, texts

SIZES = pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=str)


@pytest.fixture
def front(tmp_path: Path) -> Front:
    return Front(tmp_path)


def app_of(pilot: Pilot[None]) -> HostApp:
    return cast("HostApp", pilot.app)


def port_of(pilot: Pilot[None]) -> int:
    server = app_of(pilot).server
    assert server is not None
    return server.endpoint.port


def stage_address(pilot: Pilot[None]) -> str:
    server = app_of(pilot).server
    assert server is not None
    return server.stage.address(here=True)


def kept(front: Front) -> GameRecord:
    with contextlib.closing(front.store()) as store:
        return store.games.unfinished()[0]


@contextlib.asynccontextmanager
async def pad(pilot: Pilot[None]) -> AsyncIterator[Pad]:
    """Open a line from a phone."""
    async with aiohttp.ClientSession() as session:
        yield Pad(await session.ws_connect(f"http://127.0.0.1:{port_of(pilot)}/play"))


async def chosen(pilot: Pilot[None], *keys: str) -> None:
    """Press keys of which the first opens a dialog that waits for the others."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await settle(pilot)


# Coming back


async def test_a_host_comes_back_in_the_same_place_without_being_told(front: Front) -> None:
    async with front.hosting() as pilot:
        port = port_of(pilot)
        await press(pilot, "enter")
        address = stage_address(pilot)
    door = kept(front).plan.door
    assert door
    assert door == PlannedDoor(port=port, stage_key=door.stage_key)
    async with front.hosting(record=kept(front), banks=(), port=None) as pilot:
        assert port_of(pilot) == port
        assert stage_address(pilot) == address, "the projector's page finds it again"
        assert live_game_of(pilot).game.phase is Phase.READING


def test_what_is_said_beside_resume_wins_and_the_rest_is_as_it_was() -> None:
    way = PlannedDoor(port=8123, lan=True, public_url="https://quiz.school.example", certificate="/c", key="/k")
    before = replace(way, stage_key="made once a game")
    assert HostRequest().door(before) == before
    assert HostRequest().door() == PlannedDoor(port=PORT)
    door = HostRequest(port=9000, public_url="https://b.example").door(before)
    assert (door.port, door.lan, door.public_url, door.certificate) == (9000, True, "https://b.example", "/c")
    assert HostRequest().options_beside(before) == []
    assert HostRequest(port=0).options_beside(before) == []
    assert HostRequest(port=9000, lan=True).options_beside(None) == ["--lan", "--port", "9000"]
    assert HostRequest(port=9000, lan=True).options_beside(before) == ["--port", "9000"]


async def test_where_the_port_is_taken_the_host_who_comes_back_is_told_what_to_do(front: Front) -> None:
    async with front.hosting() as pilot:
        record = live_game_of(pilot).record
        async with Front(front.folder).hosting(record=record, banks=(), port=None) as second:
            said = str(app_of(second)._exit_renderables)
            assert second.app.return_code == 1
        assert "still open in another window, go on there" in said
        assert "quiz host --resume --port 8080" in said
    assert kept(front).id == record.id, "it can still be gone on with"


async def test_a_certificate_that_is_gone_since_is_said_in_a_sentence(front: Front) -> None:
    async with front.hosting() as pilot:
        record = live_game_of(pilot).record
    gone = HostRequest(certificate=str(front.folder / "gone.pem"), key=str(front.folder / "gone.key"))
    async with front.hosting(record=record, banks=(), certificate=gone.certificate, key=gone.key) as pilot:
        said = str(app_of(pilot)._exit_renderables)
        assert pilot.app.return_code == 1
    assert "no longer a certificate and its key" in said
    assert "quiz host --resume --cert FILE --key FILE" in said


async def test_with_what_one_can_go_on_is_known_once_the_app_has_ended(front: Front) -> None:
    async with front.hosting() as pilot:
        app = app_of(pilot)
        await press(pilot, "enter")
        await chosen(pilot, "escape", "2")
    assert app.left_game is not None
    async with front.hosting(hands=True) as pilot:
        app = app_of(pilot)
        await chosen(pilot, "escape", "3")
    assert app.left_game is None, "it was closed for good"


async def test_of_two_hosts_of_one_game_the_first_wins_and_the_other_is_told(front: Front) -> None:
    async with front.hosting() as pilot:
        record = live_game_of(pilot).record
        async with Front(front.folder).hosting(record=record, banks=(), port=0, size=(120, 30)) as second:
            await press(pilot, "enter")
            other = app_of(second)
            live_game = live_game_of(second)
            taking = asyncio.ensure_future(live_game.do(lambda at: live_game.game.lock(True, at)))
            async with asyncio.timeout(PATIENCE):
                while live_game.writer.trouble is None:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            await ticked(second)
            seen = " ".join(texts(stage_of(second)).split()).casefold()
            assert "another host" in seen
            assert "go on there" in seen
            said = str(live_game.writer.trouble)
            assert "that one counts" in said
            assert "close it there first, and then here: quiz host --resume" in said
            assert other.left_game is None
            taking.cancel()
        assert live_game_of(pilot).writer.trouble is None


# At the door


@SIZES
async def test_a_seat_is_given_to_the_device_that_asks_for_it(front: Front, size: tuple[int, int]) -> None:
    async with front.hosting(size=size) as pilot:
        await joined(pilot, "Ann", "Bea", team="Red")
        game, code = live_game_of(pilot).game, live_game_of(pilot).record.code
        bea = game.players[1].id
        game.went(bea)
        async with pad(pilot) as phone:
            await phone.say(do="join", code=code, name="Bea", team="Red", back=True)
            await phone.hear("waiting")
            await ticked(pilot)
            assert "Somebody waits for the host: m shows who" in picture(pilot.app)
            assert size == (60, 20) or "m ▲ Players wait" in picture(pilot.app).splitlines()[-1]
            await press(pilot, "m")
            seen = picture(pilot.app)
            assert seen.index("▲ Bea asks to play on another device") < seen.index("Ann")
            assert "Players: 2 · 1 away · 1 asks for a seat" in seen
            assert "F3 Let in" in seen.splitlines()[-1]
            await press(pilot, "f3")
            assert (await phone.hear("welcome"))["name"] == "Bea"
            await settle(pilot)
            seen = picture(pilot.app)
            assert "asks" not in seen
            assert "F3" not in seen
            assert game.is_present(bea)
            await press(pilot, "escape")
            await ticked(pilot)
            assert size == (60, 20) or "m Players" in picture(pilot.app).splitlines()[-1]


@SIZES
async def test_a_name_waits_until_the_host_has_read_it(front: Front, size: tuple[int, int]) -> None:
    async with front.hosting(size=size, approve=True) as pilot:
        await joined(pilot, "Ann", "Rude")
        game = live_game_of(pilot).game
        assert "Somebody waits for the host: m shows who" in picture(pilot.app)
        assert size == (60, 20) or "m ▲ Players wait" in picture(pilot.app).splitlines()[-1]
        await press(pilot, "m")
        seen = picture(pilot.app)
        assert "▲ Player 2 waits for a look" in seen
        assert not any(name in seen for name in ("Ann", "Rude")), "the hall may see this screen"
        assert "F4 Read name" in seen.splitlines()[-1]
        await press(pilot, "f4")
        seen = picture(pilot.app)
        assert "▲ Rude waits for a look" in seen
        assert "Ann" not in seen
        assert "F4 Let stand" in seen.splitlines()[-1]
        assert "F9" in seen.splitlines()[-1]
        await press(pilot, "down")
        assert "Rude" not in picture(pilot.app), "it is covered again"
        await press(pilot, "f4", "f4")
        assert [member.public_name for member in game.players] == ["Ann", "Player 2"]
        await press(pilot, "up", "f2")
        assert [(member.name, member.alias) for member in game.players] == [("Ann", ""), ("Player 2", "")]
        assert "F4" not in picture(pilot.app).splitlines()[-1]


async def test_the_cursor_stays_with_its_player_while_others_come(front: Front) -> None:
    async with front.hosting() as pilot:
        await joined(pilot, "Ann", "Bea")
        game = live_game_of(pilot).game
        await press(pilot, "m", "down")
        live_game = live_game_of(pilot)
        await live_game.join("Cem", "")
        await settle(pilot)
        assert "Cem" in picture(pilot.app)
        await press(pilot, "f8")
        assert [member.name for member in game.players] == ["Bea", "Cem"]


class Door:
    """A door that notes what it is told, in place of the pads' server."""

    crowded_address, capacity = "", 100

    def __init__(self, pilot: Pilot[None]) -> None:
        self.live_game = live_game_of(pilot)
        self.asking: list[str] = []

    def asking_back(self) -> list[str]:
        return self.asking

    async def let_back(self, player: str) -> None:
        raise NotImplementedError

    async def refuse_back(self, player: str) -> None:
        self.asking.remove(player)

    async def remove_device(self, player: str) -> None:
        """Take everybody out: they all play on one device."""
        for member in self.live_game.game.players:
            await self.live_game.do(lambda at, one=member.id: self.live_game.game.leave(one, at))  # type: ignore[misc]

    def lift_limits(self) -> None:
        raise NotImplementedError


async def test_everybody_on_one_device_is_taken_out_at_once(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    async with front.hosting() as pilot:
        door = Door(pilot)
        monkeypatch.setattr(HostApp, "door", property(lambda app: door))
        await joined(pilot, "Ann", "Bea", "Cem")
        await press(pilot, "m")
        assert "F9 Whole device" in picture(pilot.app).splitlines()[-1]
        await press(pilot, "f9")
        seen = picture(pilot.app)
        assert "3 players of that device taken out" in seen
        assert "Players: nobody is here yet" in seen
        assert not any(key in seen.splitlines()[-1] for key in ("F2", "F8", "F9"))


@SIZES
async def test_a_device_that_asks_for_a_seat_is_sent_away(
    front: Front, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with front.hosting(size=size) as pilot:
        door = Door(pilot)
        monkeypatch.setattr(HostApp, "door", property(lambda app: door))
        ann, _ = await joined(pilot, "Ann", "Bea")
        door.asking.append(ann)
        await press(pilot, "m")
        seen = picture(pilot.app)
        assert "▲ Ann asks to play on another device" in seen
        assert "F5 Refuse" in seen.splitlines()[-1]
        await press(pilot, "f5")
        assert door.asking == []
        seen = picture(pilot.app)
        assert "asks" not in seen
        assert "F5" not in seen.splitlines()[-1]
        assert [member.name for member in live_game_of(pilot).game.players] == ["Ann", "Bea"]


async def test_a_team_that_was_typed_is_covered_with_the_name_that_waits(front: Front) -> None:
    async with front.hosting(approve=True) as pilot:
        await joined(pilot, "Quick Badger")
        assert "Somebody waits for the host" not in picture(pilot.app)
        await joined(pilot, "Calm Otter", team="Rude team")
        await press(pilot, "m")
        assert "Quick Badger" in picture(pilot.app)
        assert "▲ Player 2 waits for a look" in picture(pilot.app)
        assert "Rude team" not in picture(pilot.app), "the hall may see this screen"
        await press(pilot, "f4")
        assert "▲ Calm Otter waits for a look  Rude team" in picture(pilot.app)


async def test_names_are_no_markup_on_the_players_screen(front: Front) -> None:
    async with front.hosting() as pilot:
        await joined(pilot, "[b]Ann[/]", team="[red]X")
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, PlayersScreen)
        assert "[b]Ann[/]  [red]X" in picture(pilot.app)
        assert pilot.app.screen.query_one(OptionList).option_count == 1


async def test_set_up_asks_which_names_players_may_have(front: Front) -> None:
    for keys, approve, suggested in (("2", True, False), ("3", False, True), ("1", False, False)):
        async with front.hosting(banks=()) as pilot:
            assert isinstance(pilot.app.screen, SetupScreen)
            assert "Names: everybody types their own" in texts(pilot.app.screen)
            await chosen(pilot, "1", "1", "enter")
            await chosen(pilot, "7", keys)
            assert ("Names: you look first at what is typed" in texts(pilot.app.screen)) is approve
            await chosen(pilot, "9")
            plan = live_game_of(pilot).game.plan
            assert (plan.approve, plan.suggested_names) == (approve, suggested)
            await press(pilot, "enter")
            await live_game_of(pilot).do(live_game_of(pilot).game.finish)


@pytest.mark.parametrize(
    "asked",
    first_of(
        1,
        [
            {"questions": 12, "rounds": 7, "mood": "serious", "preset": "accuracy", "lan": True, "how_sure": True},
            {"questions": 10},
            {"questions": 0, "rounds": 2, "hands": True, "suggested_names": True, "teams": ("Red", "Blue")},
            {"public_url": "https://quiz.school.example", "approve": True, "suggested_names": True},
        ],
    ),
    ids=str,
)
async def test_a_look_at_what_is_set_up_changes_nothing(front: Front, asked: dict[str, Any]) -> None:
    async with front.hosting(banks=(), **asked) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SetupScreen)
        await chosen(pilot, "1", "1", "enter")
        request, lines = screen.request, screen._lines()
        for key in "12345678":
            await pilot.press(key)
            await pilot.pause()
            # After the number of questions that of rounds is asked for.
            for _ in range(2 if key == "3" else 1):
                if isinstance(pilot.app.screen, ListDialog):
                    assert picture(pilot.app).count("● ") == 1, f"what is so now is marked under {key}"
                if not isinstance(pilot.app.screen, SetupScreen):
                    await pilot.press("enter")
                    await pilot.pause()
        await settle(pilot)
        assert screen.request == request
        assert screen._lines() == lines


async def test_another_bank_is_added_to_those_that_are_picked(front: Front) -> None:
    (front.folder / "other.toml").write_text(builders.to_toml(builders.document(builders.bank(identifier="other"))))
    async with front.hosting(banks=()) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SetupScreen)
        await chosen(pilot, "1", "2", "enter")
        await chosen(pilot, "1", "1", "enter")
        assert screen.request.banks == ("other", "first")


async def test_the_address_in_front_stays_on_offer(front: Front) -> None:
    async with front.hosting(banks=(), public_url="https://quiz.school.example") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, SetupScreen)
        await chosen(pilot, "6", "3")
        assert "hands or cards" in texts(screen)
        await chosen(pilot, "6", "1")
        assert screen.request.public_url == "https://quiz.school.example"
        assert not screen.request.hands


# The report


async def finished(pilot: Pilot[None]) -> None:
    live_game = live_game_of(pilot)
    await press(pilot, "enter")
    await live_game.do(live_game.game.finish)
    await ticked(pilot)


async def test_enter_keeps_the_report_at_the_end_and_says_where(front: Front) -> None:
    earlier = front.folder / "quiz-report-1970-01-01.txt"
    earlier.write_text("another")
    async with front.hosting(size=(160, 45)) as pilot:
        await joined(pilot, "Ann")
        await finished(pilot)
        assert "Enter Keep the report" in picture(pilot.app).splitlines()[-1]
        await press(pilot, "enter")
        report = front.folder / "quiz-report-1970-01-01-2.txt"
        assert f"The report is kept: {report}" in "".join(picture(pilot.app).split("\n")).replace("  ", " ")
        await press(pilot, "enter")
        assert app_of(pilot).kept_report == report
    assert sorted(front.folder.glob("quiz-report*")) == [report, earlier]
    assert earlier.read_text() == "another"
    text = report.read_text(encoding="utf-8")
    assert text.startswith("The first bank\n")
    assert "Ann" not in text


async def test_a_folder_that_cannot_be_written_leaves_the_one_of_the_scores(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "cwd", lambda: front.folder / "gone")
    async with front.hosting() as pilot:
        await finished(pilot)
        await press(pilot, "enter")
        assert app_of(pilot).kept_report == front.folder / "quiz-report-1970-01-01.txt"


async def test_a_report_that_cannot_be_kept_says_why_and_how_to_have_it_later(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HostApp, "_beside_the_store", lambda app: [])
    monkeypatch.setattr(Path, "cwd", lambda: front.folder / "gone")
    async with front.hosting(size=(160, 45)) as pilot:
        await finished(pilot)
        await press(pilot, "enter")
        seen = picture(pilot.app)
        assert "No report was kept. No such file or directory. Later: quiz report game" in seen
        assert app_of(pilot).kept_report is None
