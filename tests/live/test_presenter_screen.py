"""The presenter's own view: it comes and goes with the stage page, says what no hall sees, and looks after names."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import aiohttp
import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from quiz.banks.loading import bank_files, read_bank
from quiz.game.events import Event, QuestionShown
from quiz.game.planning import plan_game
from quiz.game.state import Phase
from quiz.live.host.app import HostApp
from quiz.live.host.presenter_rows import PresenterNotes
from quiz.live.host.presenter_screen import LINGERS, PresenterScreen
from quiz.live.host.presenter_side import side_width
from quiz.live.host.stage import StageScreen
from quiz.questions.answers import Picked
from quiz.services.live_game import LiveGame
from quiz.store.errors import StoreError
from quiz.store.store import open_store
from quiz.tui.dialogs import Dialog
from tests import builders
from tests.live.hosting import REST, Front, answered, live_game_of, press
from tests.live.serving import CLOCKS, Pad
from tests.tui.drawn import lines_on
from tests.tui.driving import settle
from tests.tui.seeing import links, picture

RIGHT, WRONG = Picked((1,)), Picked((0,))
SIZES = ((80, 24), (100, 30), (160, 45))


@pytest.fixture
def front(tmp_path: Path) -> Front:
    return Front(tmp_path)


@contextlib.asynccontextmanager
async def stage_page(pilot: Pilot[None]) -> AsyncIterator[Pad]:
    """Have a stage page open, as a browser has."""
    app = pilot.app
    assert isinstance(app, HostApp)
    assert app.server
    address = app.server.stage.address(here=True).replace("/stage?", "/stage/live?")
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        page = Pad(socket)
        await page.hear("lobby" if app.live_game and app.live_game.game.number < 0 else "question")
        await looked(pilot)
        yield page


async def looked(pilot: Pilot[None]) -> str:
    """Let the app look for stage pages and the screen at the moment; returns what is seen."""
    app = pilot.app
    assert isinstance(app, HostApp)
    app.follow_pages()
    await settle(pilot)
    if isinstance(app.screen, StageScreen | PresenterScreen):
        app.screen.tick()
    await settle(pilot)
    return picture(app)


async def closed(pilot: Pilot[None]) -> None:
    """Wait until the host has noticed that no stage page is open."""
    app = pilot.app
    assert isinstance(app, HostApp)
    assert app.server
    while app.server.stage_pages:
        await pilot.pause(0.01)


async def seated(pilot: Pilot[None], *names: str, away: tuple[str, ...] = ()) -> dict[str, str]:
    """Let players in, and return their ids by name; who is ``away`` is not connected."""
    live_game = live_game_of(pilot)
    found = {name: (await live_game.join(name, ""))[0] for name in names}
    for name, player in found.items():
        if name not in away:
            live_game.game.came(player)
    return found


async def asks(pilot: Pilot[None], *keys: str) -> None:
    """Press keys that bring a dialog: the worker that asks waits for its answer."""
    shown = pilot.app.screen
    await pilot.press(*keys)
    while pilot.app.screen is shown or not isinstance(pilot.app.screen, Dialog):
        await pilot.pause(0.01)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_terminal_is_the_presenters_while_a_page_is_open(front: Front, size: tuple[int, int]) -> None:
    question = builders.single("a", explanation="Because it is so.", action="Ring {dpo}.")
    front.questions = (question, builders.single("b", prompt="And what then?"))
    async with front.hosting(size=size) as pilot:
        await seated(pilot, "Ann", "Bea")
        assert isinstance(pilot.app.screen, StageScreen)
        game = live_game_of(pilot).game
        game.asked = tuple(sorted(game.asked, key=lambda one: one.question.id))
        await press(pilot, "enter", "enter")
        assert "Because it is so." not in await looked(pilot)
        async with stage_page(pilot):
            assert isinstance(pilot.app.screen, PresenterScreen)
            seen = picture(pilot.app)
            for said in ("✔", "option 1", "Because it is so.", "Ring your data protection lead.", "And what then?"):
                assert said in seen
            assert "question 1 of 2, open" in seen
            assert "stage page ✔" in seen
            assert "2 of 2 connected" in seen
        await closed(pilot)
        assert "no stage page ▲" in await looked(pilot)
        front.clock.move(LINGERS - 1)
        await looked(pilot)
        assert isinstance(pilot.app.screen, PresenterScreen), "a page that is loaded again is back by then"
        front.clock.move(1)
        assert "Because it is so." not in await looked(pilot)
        assert isinstance(pilot.app.screen, StageScreen)


async def test_who_has_not_answered_stands_there_and_who_is_away(front: Front) -> None:
    async with front.hosting() as pilot:
        ids = await seated(pilot, "Ann", "Bea", "Cem", "Dov", away=("Bea",))
        await press(pilot, "enter", "enter")
        async with stage_page(pilot):
            await answered(pilot, ids["Ann"], RIGHT)
            await answered(pilot, ids["Dov"], WRONG)
            seen = await looked(pilot)
            assert "2 of 4 in" in seen
            assert "Not yet in" in seen
            assert "Bea away" in seen
            assert "Cem" in seen
            assert "Ann" not in seen
            order = live_game_of(pilot).game.current.arrangement
            counts = {1: 1, 0: 1}
            told = "   ".join(f"{letter} {counts.get(at, 0)}" for letter, at in zip("ABCD", order, strict=True))
            assert told in seen


async def test_in_a_burst_answers_are_counted_at_once_and_names_follow(front: Front) -> None:
    async with front.hosting() as pilot, stage_page(pilot):
        live_game = live_game_of(pilot)
        players = list((await seated(pilot, *(f"Player {letter}" for letter in "ABCDEFGHIJ"))).values())
        await press(pilot, "enter", "enter")
        assert "Player A" in await looked(pilot)
        for player in players[:6]:
            await live_game.answer(player, 0, 0, Picked((0,)))
        seen = await looked(pilot)
        assert "6 of 10 in" in seen
        assert "Player A" in seen, "who has answered is not looked for each time"
        for _ in range(3):
            seen = await looked(pilot)
        assert "Player F" not in seen
        assert "Player G" in seen
        await live_game.answer(players[6], 0, 0, Picked((0,)))
        assert "Player G" not in await looked(pilot), "a few are drawn as they come"


async def test_names_are_looked_at_and_hide_with_the_last_page(front: Front) -> None:
    async with front.hosting() as pilot:
        live_game = live_game_of(pilot)
        game = live_game.game
        game.plan = replace(game.plan, approve=True)
        ids = await seated(pilot, "Rude name", "[@click=app.quit]x[/]")
        async with stage_page(pilot) as page:
            seen = await looked(pilot)
            assert "▲ Names to look at" in seen
            assert "Rude name" in seen
            assert not links(pilot.app)
            await press(pilot, "down", "d")
            assert game.members[ids["[@click=app.quit]x[/]"]].name.startswith("Player")
            await press(pilot, "a")
            assert not game.members[ids["Rude name"]].alias
            assert "Names to look at" not in await looked(pilot)
            game.plan = replace(game.plan, approve=False)
            late = await seated(pilot, "Rude name 2", "Rude name 3")
            seen = await looked(pilot)
            assert "Rude name 2 ≈" in seen
            await press(pilot, "a", "d")
            assert [game.members[player].name for player in late.values()] == ["Rude name 2", "Player 4"]
            await seated(pilot, "Rude name 5")
            assert "Rude name 5" in await looked(pilot)
            await page.hear("lobby")
        await closed(pilot)
        seen = await looked(pilot)
        assert isinstance(pilot.app.screen, PresenterScreen)
        assert "Rude name" not in seen
        assert "▲ No stage page" in seen
        await press(pilot, "d")
        assert game.named("Rude name 5"), "a key does nothing to what is not seen"


async def test_a_team_that_was_typed_is_looked_at_with_the_name(front: Front) -> None:
    async with front.hosting(approve=True) as pilot:
        await seated(pilot, "Quick Badger")
        await live_game_of(pilot).join("Calm Otter", "Rude team")
        async with stage_page(pilot):
            seen = await looked(pilot)
            assert "▌ Calm Otter · Rude" in seen
            assert "▌ team" in seen
            assert "▌ Quick Badger" not in seen


async def test_the_name_that_a_key_is_about_stands_whole(front: Front) -> None:
    async with front.hosting() as pilot:
        game = live_game_of(pilot).game
        game.plan = replace(game.plan, approve=True)
        await seated(pilot, "Harmless as it begins Xx")
        async with stage_page(pilot):
            seen = await looked(pilot)
            assert "▌ Harmless as it" in seen
            assert "▌ begins Xx" in seen
            await seated(pilot, *(f"Waiting {letter}" for letter in "abcdefgh"))
            assert "Waiting h" in await looked(pilot), "no other names want the room"


async def test_a_game_is_led_from_the_presenters_view_to_the_podium(front: Front) -> None:
    async with front.hosting(size=(100, 30), mood="playful", rounds=2) as pilot, stage_page(pilot) as page:
        ids = await seated(pilot, "Ann", "Bea", "Cem")
        game = live_game_of(pilot).game
        assert "First" in await looked(pilot)
        await press(pilot, "enter", "enter")
        assert game.phase.value == "open"
        await answered(pilot, ids["Ann"], RIGHT)
        await answered(pilot, ids["Bea"], RIGHT)
        front.clock.move(2)
        await answered(pilot, ids["Cem"], WRONG)
        await looked(pilot)
        await press(pilot, "enter")
        assert game.phase.value == "revealed"
        while game.phase is not Phase.FINISHED:
            await press(pilot, "enter")
        assert "not shown yet" in await looked(pilot)
        shown = await page.hear("podium")
        assert not [step for step in shown["steps"] if step.get("names")]
        await press(pilot, "enter")
        while not shown["steps"][-1].get("names"):
            shown = await page.hear("podium")
        assert shown["steps"][-1]["names"] == ["Cem"]
        assert "names" not in shown["steps"][0]
        await press(pilot, *["enter"] * (len(shown["steps"]) - 1))
        while not shown["steps"][0].get("names"):
            shown = await page.hear("podium")
        assert "not shown yet" not in await looked(pilot)
        assert live_game_of(pilot).podium_shown == len(shown["steps"])


@pytest.mark.thorough
async def test_at_the_end_the_podium_has_all_of_a_narrow_window(front: Front) -> None:
    names = ["Bartholomew of Science", "Wilhelmina of the Court", "Ann"]
    async with front.hosting(size=(60, 20), preset="accuracy") as pilot, stage_page(pilot):
        ids = await seated(pilot, *names)
        game = live_game_of(pilot).game
        while game.phase is not Phase.FINISHED:
            await press(pilot, "enter")
            if game.phase is Phase.OPEN and game.number == 0:
                for player in list(ids.values())[:2]:
                    await answered(pilot, player, builders.right_answer(game.current.question))
        for player in ids.values():
            game.went(player)
        lines = (await looked(pilot)).splitlines()
        assert sum(line.endswith("not shown yet") for line in lines) == 1
        assert all(any(name in line for line in lines) for name in names[:2]), "no name is broken"
        assert not any("Away" in line for line in lines), "who leaves at the end is not missed"


async def test_v_opens_the_page_here_or_shows_its_address_when_nobody_else_looks(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(HostApp, "open_url", lambda self, url: opened.append(url))
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    async with front.hosting(size=(120, 30)) as pilot:
        app = pilot.app
        assert isinstance(app, HostApp)
        assert app.server
        await press(pilot, "v")
        assert opened == [app.server.stage.address(here=True)]
        assert "key=" not in picture(app)
        monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
        await asks(pilot, "v")
        assert len(opened) == 1
        address = app.server.stage.address(here=False)
        assert app.clipboard == address
        assert "key=" not in picture(app), "the hall may see this screen"
        assert "quiz host --lan" in picture(app)
        await asks(pilot, "down", "enter")
        # It goes over a line's end.
        assert address in "".join(lines_on(app, app.screen.query_one(".text").region).split())
        await pilot.press("enter")
        await settle(pilot)
        assert "key=" not in picture(app)
        await asks(pilot, "v")
        await pilot.press("enter")
        await settle(pilot)
        assert "key=" not in picture(app)


async def test_w_shows_the_way_in_and_goes_back(front: Front) -> None:
    async with front.hosting(public_url="http://10.0.4.7:8000", size=(100, 30)) as pilot:
        await seated(pilot, "Ann")
        await press(pilot, "enter")
        async with stage_page(pilot):
            await press(pilot, "w")
            assert "and type this code" in picture(pilot.app)
            await looked(pilot)
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, PresenterScreen)
            assert live_game_of(pilot).game.phase is Phase.READING
            await press(pilot, "question_mark")
            assert "Way in" in picture(pilot.app)


async def test_hands_have_no_stage_page(front: Front) -> None:
    async with front.hosting(hands=True) as pilot:
        assert "Stage page" not in picture(pilot.app)
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, StageScreen)


@pytest.mark.parametrize(
    "size", [SIZES[0], *(pytest.param(size, marks=pytest.mark.thorough) for size in SIZES[1:])], ids=str
)
def test_key_why_and_do_now_of_every_shipped_question_are_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    width, room = size[0] - side_width(size[0]) - 2, size[1] - 3
    with contextlib.closing(open_store(str(tmp_path / "scores.db"))) as store:
        for file in bank_files([Path("questions")]):
            bank = read_bank(file).bank
            assert bank
            plan = plan_game([bank], 1, questions=0)
            live_game = LiveGame.begin(store, plan, {bank.id: bank}, CLOCKS)
            notes = PresenterNotes(live_game, {}, "")
            for asked in live_game.game.asked:
                live_game.game.apply(QuestionShown(at=0.0))
                rows = notes.rows(width, room)
                said = " ".join(map(str, rows))
                question = asked.question
                assert question.explanation in said, question.id
                assert question.prompt in said, question.id
                if question.scene_after(()) is None and (not question.columns() or question.conversation()):
                    assert all(line in said for line in question.key_in_words()), question.id
                assert not question.action or "Do now" in said
                high = sum(row.height({}, width) for row in rows)
                assert high <= room or "Next" not in said, "what is not about this question goes first"


@pytest.mark.thorough
async def test_what_the_band_says_and_what_keys_are_called_is_as_on_the_stage(front: Front) -> None:
    async with front.hosting(size=(100, 30)) as pilot, stage_page(pilot):
        app, live_game = pilot.app, live_game_of(pilot)
        assert isinstance(app, HostApp)
        assert app.server
        app.server.admission.turned_away("10.0.0.1")
        seen = await looked(pilot)
        assert "▲ Many devices come from one address" in seen
        assert "o ▲ Let all in" in seen
        await press(pilot, "enter", "o")
        assert "kept out" not in await looked(pilot)
        assert app.server.admission.lifted
        await press(pilot, "l")
        assert "l Unlock" in await looked(pilot)
        live_game.writer.trouble = StoreError("The disk is full.", "Free some space.")
        # A notice lies over the last line of the stage.
        app.hush()
        seen = await looked(pilot)
        assert "▲ Waiting for the disk.   Your answers are safe. It goes on by itself." in seen
        assert "The disk is full. Free some space." in seen
        assert "Enter waits for the disk" in seen
        live_game.kept_in = "database"
        live_game.writer.trouble = None
        await looked(pilot)
        live_game.writer.trouble = StoreError("The server is gone.", "Start it.")
        assert "▲ Waiting for the database." in await looked(pilot)
        live_game.writer.trouble = None
        assert "Waiting" not in await looked(pilot)


async def test_keys_wait_for_a_step_that_is_not_kept_also_where_a_stage_page_opens_meanwhile(front: Front) -> None:
    async with front.hosting(size=(100, 30)) as pilot:
        live_game, go_on = live_game_of(pilot), threading.Event()
        write = live_game.writer._write

        def held(first: int, events: Sequence[Event]) -> None:
            go_on.wait(builders.PATIENCE)
            write(first, events)

        live_game.writer._write = held
        front.clock.move(REST)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert live_game.game.phase is Phase.READING
        assert "Waiting" not in picture(pilot.app), "a held key is no trouble"
        # Without waiting for what is under way, as ``looked`` does: the step is.
        app = pilot.app
        assert isinstance(app, HostApp)
        assert app.server
        await app.switch_screen(PresenterScreen(live_game, {}, app.server.endpoint.addresses(), lambda: 1))
        await pilot.pause()
        front.clock.move(REST)
        await pilot.press("enter")
        await pilot.pause()
        assert live_game.game.phase is Phase.READING
        assert "Waiting for the disk." in picture(pilot.app)
        go_on.set()
        async with asyncio.timeout(builders.PATIENCE):
            while "Waiting for the disk." in picture(pilot.app):
                await pilot.pause(0.01)
        await press(pilot, "enter")
        assert live_game.game.phase.value == "open"


async def test_the_cursor_stays_at_its_name_when_others_come_to_be_looked_at(front: Front) -> None:
    async with front.hosting(size=(100, 30)) as pilot, stage_page(pilot):
        game = live_game_of(pilot).game
        alike = await seated(pilot, "Nice One", "Nice One 2")
        assert "▌ Nice One 2" in await looked(pilot)
        game.plan = replace(game.plan, approve=True)
        waiting = await seated(pilot, "Very rude")
        seen = await looked(pilot)
        assert seen.index("Very rude") < seen.index("▌ Nice One 2")
        await press(pilot, "a")
        assert game.members[waiting["Very rude"]].alias, "nobody has let it in"
        assert "▌ Very rude" in await looked(pilot), "the one that was let in is gone from the list"
        await press(pilot, "d")
        assert game.members[waiting["Very rude"]].name != "Very rude"
        assert game.members[alike["Nice One 2"]].name == "Nice One 2"
