"""Taking a seat in a terminal: the Textual pad and the plain one, against a real server."""

import asyncio
import queue
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from quiz.game.state import Phase
from quiz.live.client import UnreachableError, read_address
from quiz.live.messages import FinishedView
from quiz.live.plain_pad import PlainPad
from quiz.live.terminal_pad import TerminalPad
from quiz.questions.answers import Picked
from tests import builders
from tests.live.serving import Serving, serving
from tests.tui.seeing import look, picture, texts

SINGLE = builders.single("a")


async def until(pilot: Pilot[None], words: str) -> str:
    """Wait until the screen says these words, and return all that it says."""
    async with asyncio.timeout(builders.PATIENCE):
        while words not in texts(pilot.app.screen):
            await pilot.pause(0.01)
    # What was mounted gets the focus a moment after it can be read.
    await pilot.pause()
    await pilot.pause()
    look(pilot.app)
    return texts(pilot.app.screen)


def right_key(hall: Serving) -> str:
    return str(1 + hall.game.current.arrangement.index(1))


async def test_a_game_in_a_terminal(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, preset="accuracy") as hall:
        app = TerminalPad(hall.url, "inset-dark", code="WRONG", name="Ann")
        async with app.run_test(size=(60, 20)) as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "not the code")
            app.query_one("#code", Input).value = hall.code.lower()
            await pilot.press("enter", "enter", "enter")
            await until(pilot, "The quiz begins when the host starts it")
            await hall.next()
            assert "option" not in await until(pilot, "What about a?")
            await hall.next()
            seen = await until(pilot, "option 3")
            assert "A ●" in seen
            await pilot.press(right_key(hall))
            await until(pilot, "Your answer is in")
            assert hall.game.replies
            await hall.next(2)
            seen = await until(pilot, "✔ Right")
            for words in ("+1,000 points", "You have 1,000 points and are number 1 of 1.", "Because."):
                assert words in seen
            assert "A guide" in seen
            assert "ICO · 23 Nov 2026" in seen
            assert "http" not in seen, "an address is no reading"
            await hall.next()
            await until(pilot, "That was the quiz")


async def test_a_line_that_was_cut_comes_back_as_the_same_player(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test() as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "The quiz begins")
            app._line._first_pause = 0.01  # type: ignore[union-attr]
            for connection in list(hall.server._connections):
                await connection.close()
            await hall.next(2)
            await until(pilot, "option 3")
            assert hall.game.player_count == 1


async def test_leaving_in_a_terminal_is_asked_about_while_answers_would_go_and_takes_nothing_after_the_end(
    tmp_path: Path,
) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test() as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "The quiz begins")
            await hall.next(2)
            await until(pilot, "option 3")
            await pilot.press(right_key(hall))
            await until(pilot, "Your answer is in")
            await pilot.press("f8")
            await until(pilot, "Leave the game?")
            await pilot.press("enter")
            assert hall.game.player_count == 1, "Enter goes on"
            await hall.next(3)
            await until(pilot, "That was the quiz")
            await pilot.press("f8")
            await pilot.pause()
            assert not app.is_running
        assert (hall.game.player_count, hall.game.played_count) == (1, 1)


async def test_what_is_filled_in_and_not_sent_in_a_terminal_counts_when_the_question_is_closed(tmp_path: Path) -> None:
    keys: dict[str, Callable[[Serving], list[str]]] = {
        "multiple": lambda hall: [str(1 + hall.game.current.arrangement.index(i)) for i in (0, 2)],
        "order": lambda hall: [*"abc"],
        "match": lambda hall: [*"aaaa"],
        "number": lambda hall: ["7", "2"],
        "short": lambda hall: [*"reportfraud"],
        "spot": lambda hall: ["s", "2", "4"],
    }
    asked = [question for question in builders.every_type() if question.type in keys]
    async with serving(tmp_path, *asked, preset="accuracy") as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test(size=(80, 40)) as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "The quiz begins")
            for question in asked:
                app._told_at = 0.0
                await hall.next(2)
                await until(pilot, question.prompt)
                await pilot.press(*keys[question.type](hall))
                await until(pilot, "This counts when")
                await hall.next()
                assert len(hall.game.replies) == 1, question.type
                await hall.next()
                await until(pilot, "Because.")
        assert hall.game.players[0].scores


async def test_what_is_filled_in_is_told_where_the_machine_is_too_busy_for_textuals_timers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TerminalPad, "set_timer", lambda *_, **__: object())
    async with serving(tmp_path, builders.number(), preset="accuracy") as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test(size=(80, 40)) as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "The quiz begins")
            await hall.next(2)
            await until(pilot, builders.number().prompt)
            await pilot.press("7", "2")
            await until(pilot, "This counts when")


async def test_nothing_is_told_of_what_is_filled_in_before_the_question_is_drawn_and_after_its_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (typed,) = (one for one in builders.every_type() if one.type == "short")
    async with serving(tmp_path, typed, preset="accuracy") as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test(size=(80, 40)) as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "The quiz begins")
            mount_all = app.body.mount_all

            async def mount(parts: Sequence[Widget]) -> None:
                mounting = mount_all(parts)
                await app._tell_what_is_filled_in()
                await mounting

            monkeypatch.setattr(app.body, "mount_all", mount)
            await hall.next(2)
            await until(pilot, typed.prompt)
            app._told_at = app._clock() + 1000
            await pilot.press("r", "enter")
            await until(pilot, "Your answer is in")
            assert app._telling is None


async def test_every_type_is_answered_in_a_terminal(tmp_path: Path) -> None:
    keys: dict[str, Callable[[Serving], list[str]]] = {
        "single": lambda hall: [right_key(hall)],
        "multiple": lambda hall: [*(str(1 + hall.game.current.arrangement.index(i)) for i in (0, 2)), "enter"],
        "true-false": lambda hall: ["t"],
        "order": lambda hall: [*"abc", "enter"],
        "match": lambda hall: [*"aaaa", "enter"],
        "number": lambda hall: ["7", "2", "enter"],
        "short": lambda hall: [*"reprotfraud", "enter"],
        "spot": lambda hall: ["s", "2", "4", "enter"],
    }
    async with serving(tmp_path, *builders.every_type(), preset="accuracy") as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test(size=(80, 40)) as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "The quiz begins")
            for _ in range(9):
                await hall.next(2)
                name = hall.game.current.question.id
                await until(pilot, f"What about {name}?")
                while hall.game.phase is Phase.OPEN:
                    async with asyncio.timeout(builders.PATIENCE):
                        while app._open is None or app._open.step != len(hall.game.path):
                            await pilot.pause(0.01)
                    await pilot.pause()
                    await pilot.press(*(keys[name](hall) if name in keys else ["1"] if name == "scenario" else ["enter"]))
                    await until(pilot, "Your answer is in")
                    await hall.next(2)
                    if hall.live_game.game.phase is Phase.DECIDED:
                        await until(pilot, "The hall has decided")
                        await hall.next()
                told = await until(pilot, "You have")
                assert ("Right is “" in told) is (name == "short")
            scores = next(iter(hall.game.members.values())).scores
            assert len(scores) == 9
            right = {hall.game.asked[number].question.id for number, score in scores.items() if score.right}
            assert right >= set(keys) - {"order", "match"}


class Lines:
    """Somebody who types, and a list of what was said."""

    def __init__(self) -> None:
        self.typed: queue.Queue[str | None] = queue.Queue()
        self.said: list[str] = []
        self._new = asyncio.Event()

    def say(self, line: str) -> None:
        self.said.append(line)
        self._new.set()

    async def until(self, words: str) -> None:
        async with asyncio.timeout(builders.PATIENCE):
            while not any(words in line for line in self.said):
                self._new.clear()
                await self._new.wait()


async def test_a_game_in_plain_lines(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, builders.scenario(), preset="accuracy") as hall:
        lines = Lines()
        pad = asyncio.create_task(PlainPad(hall.url, lines.typed.get, lines.say).run())
        await lines.until("Type the code")
        for typed in ("wrong", "Ann", ""):
            lines.typed.put(typed)
        await lines.until("not the code")
        lines.typed.put(hall.code)
        await lines.until("You are in, Ann")
        for _ in range(2):
            lines.said.clear()
            await hall.next(2)
            scenario = hall.game.scene is not None
            await lines.until("Type one number")
            lines.typed.put("9")
            await lines.until("There is no number 9 here")
            order = (0, 1) if scenario else hall.game.current.arrangement
            lines.typed.put("1" if scenario else str(1 + order.index(1)))
            await lines.until("Your answer is in")
            if not scenario:
                await hall.next(2)
                await lines.until("✔ Right. 1,000 points")
        reply = next(iter(hall.game.replies.values()))
        assert isinstance(reply.given, Picked)
        lines.typed.put("q")
        assert await asyncio.wait_for(pad, builders.PATIENCE) == 0
        lines.typed.put(None)


async def test_nobody_at_an_address_is_a_sentence() -> None:
    lines = Lines()
    lines.typed.put(None)
    with pytest.raises(UnreachableError, match="Nothing answers at"):
        await PlainPad("http://127.0.0.1:9", lambda: asyncio.run(asyncio.sleep(1)), lines.say).run()
    app = TerminalPad("http://127.0.0.1:9", "inset-dark")
    async with app.run_test() as pilot:
        async with asyncio.timeout(builders.PATIENCE):
            while app.return_code is None:
                await pilot.pause(0.01)
    assert app.return_code == 1


@pytest.mark.parametrize(
    ("text", "address", "code"),
    [
        ("192.168.1.5:8000", "http://192.168.1.5:8000", ""),
        ("https://quiz.school.example/?code=BCDFG", "https://quiz.school.example", "BCDFG"),
        (" localhost:8000/ ", "http://localhost:8000", ""),
    ],
)
def test_addresses_are_read_as_they_are_typed(text: str, address: str, code: str) -> None:
    assert read_address(text) == (address, code)


@pytest.mark.parametrize("text", ["", "ftp://x", "http://", "http://[x", "host:99999999", "http://x/y"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        read_address(text)


async def test_the_form_shows_the_teams_there_are(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, teams=("Red", "Blue")) as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test() as pilot:
            await until(pilot, "Red, Blue")
            await until(pilot, "Team (one of those above)")
            await pilot.press("enter", "enter")
            await until(pilot, "Choose one of the teams.")
            assert app.focused is app.query_one("#team")
            assert not hall.game.members
            await pilot.press(*"red", "enter")
            await until(pilot, "The quiz begins")


async def test_nicknames_to_choose_from_stay_after_a_wrong_one_and_nobody_names_a_team(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        hall.game.plan = replace(hall.game.plan, suggested_names=True)
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann", team="Maths")
        async with app.run_test(size=(80, 24)) as pilot:
            seen = await until(pilot, "Take one of these nicknames")
            offered = app._greeting.names[0]
            assert "Team" not in seen
            await pilot.press("enter")
            seen = await until(pilot, "only a suggested nickname is taken")
            assert all(words in seen for words in ("Join the quiz", hall.game.plan.title, offered))
            assert app.query_one("#body").max_scroll_y == 0, "all of it is in sight"
            app.query_one("#name", Input).value = offered
            await pilot.press("enter")
            await until(pilot, "The quiz begins")
            assert next(iter(hall.game.members.values())).team == ""


async def test_a_name_that_the_host_looks_at_is_told_in_a_terminal(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        hall.game.plan = replace(hall.game.plan, approve=True)
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "Until the host has seen your name the hall reads Player 1.")
            (ann,) = hall.game.members
            await hall.live_game.do(lambda at: hall.game.mask(ann, at))
            await until(pilot, "The host has given you the name Player 1 for the hall.")
            assert "Ann" not in texts(app.screen)


async def test_whoever_comes_back_in_a_terminal_asks_the_host_and_has_no_more_to_ask(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        lost = await hall.player("Ann")
        await lost.socket.close()
        await hall.empties()
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "Join the quiz")
            assert "F2" not in picture(app)
            await pilot.press("enter", "enter")
            await until(pilot, "Is it you, on another device?")
            assert "F2 that is me" in picture(app)
            await pilot.press("f2")
            await until(pilot, "The host is asked to let Ann play on this device.")
            await hall.server.let_back(hall.server.asking_back()[0])
            await until(pilot, "The quiz begins")
            assert "F2" not in picture(app)
            assert hall.game.player_count == hall.game.present_count == 1


async def test_whoever_comes_back_in_plain_lines_asks_the_host(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        lost = await hall.player("Ann")
        await lost.socket.close()
        await hall.empties()
        lines = Lines()
        pad = asyncio.create_task(PlainPad(hall.url, lines.typed.get, lines.say, code=hall.code, name="Ann").run())
        await lines.until('Type "me"')
        lines.typed.put("me")
        await lines.until("The host is asked to let Ann play on this device.")
        await hall.server.let_back(hall.server.asking_back()[0])
        await lines.until("You are in, Ann.")
        assert hall.game.player_count == hall.game.present_count == 1
        lines.typed.put("q")
        assert await asyncio.wait_for(pad, builders.PATIENCE) == 0
        lines.typed.put(None)


async def test_plain_lines_tell_of_the_lobby_once_however_many_come(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        lines = Lines()
        pad = asyncio.create_task(PlainPad(hall.url, lines.typed.get, lines.say, code=hall.code, name="Ann").run())
        await lines.until("here so far")
        await hall.player("Bea")
        await hall.next(2)
        await lines.until("Type one number")
        assert len([line for line in lines.said if "here so far" in line]) == 1
        lines.typed.put("q")
        await asyncio.wait_for(pad, builders.PATIENCE)
        lines.typed.put(None)


async def test_plain_lines_ask_for_one_of_the_teams_where_there_is_a_list(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, teams=("Red", "Blue")) as hall:
        lines = Lines()
        pad = asyncio.create_task(PlainPad(hall.url, lines.typed.get, lines.say, code=hall.code).run())
        lines.typed.put("Ann")
        await lines.until("Type your team, one of those above.")
        lines.typed.put("red")
        await lines.until("You are in, Ann.")
        lines.typed.put("q")
        await asyncio.wait_for(pad, builders.PATIENCE)
        lines.typed.put(None)


def test_plain_lines_tell_the_place_once_it_is_known_and_the_rest_once() -> None:
    said: list[str] = []
    pad = PlainPad("", lambda: None, said.append)
    view = FinishedView(
        players=2,
        playful=True,
        podium=(),
        teams=(),
        podium_comes=True,
        right="1 of 1 right",
        things_to_do=("Ring the office.",),
    )
    pad._narrate(view)
    assert said == ["That was the quiz.", "Look up: the podium is on the big screen.", "1 of 1 right.", *said[3:]]
    assert said[3:] == ["Do now: Ring the office."]
    pad._narrate(replace(view, podium_comes=False, rank=1, points=1000))
    assert said[4:] == ["You are number 1 of 2, with 1,000 points."]
