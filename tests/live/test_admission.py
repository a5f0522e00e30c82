"""Order in the hall: how much may come from one address, who is always let back, and who the host took out."""

import asyncio
import socket
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from quiz.game.events import Removed
from quiz.game.game import RejectedError
from quiz.live.admission import MOST_JOINS, MOST_LINES, MOST_WRONG_CODES, Admission, client_address
from quiz.live.endpoint import Endpoint, proxy_addresses
from quiz.live.pages import page_runner
from quiz.live.tcp_guard import MOST_WAITING, Listener, TcpGuard, open_server
from tests import builders
from tests.builders import FakeClock
from tests.live.serving import Pad, Serving, serving

SINGLE = builders.single("a")
ELSEWHERE = "203.0.113.7"
PROXIED = Endpoint(port=0, public_url="https://quiz.school.example")


async def from_address(hall: Serving, address: str) -> Pad:
    """Open a line as it comes through the proxy."""
    return await hall.pad(**{"X-Forwarded-For": f"6.6.6.6, {address}"})


async def test_one_address_has_so_many_lines_and_the_host_can_lift_that(tmp_path: Path) -> None:
    clock = FakeClock()
    async with serving(tmp_path, SINGLE, endpoint=PROXIED, clock=clock) as hall:
        lines = [await from_address(hall, ELSEWHERE) for _ in range(MOST_LINES + 1)]
        await lines[0].joins(hall.code, "First")
        assert hall.server.crowded_address == ""
        await lines[-1].say(do="join", code=hall.code, name="Ann")
        assert "Many devices" in (await lines[-1].hear("refused"))["sentence"]
        assert hall.server.crowded_address == ELSEWHERE
        other = await from_address(hall, "203.0.113.8")
        await other.joins(hall.code, "Bea")
        hall.server.lift_limits()
        assert hall.server.crowded_address == ""
        await lines[-1].joins(hall.code, "Ann")


async def test_a_line_too_many_that_brings_nobody_back_goes_soon_and_is_told_why(tmp_path: Path) -> None:
    clock = FakeClock()
    async with serving(tmp_path, SINGLE, clock=clock) as hall:
        lines = [await hall.pad() for _ in range(MOST_LINES + 1)]
        clock.move(6)
        hall.server.sweep()
        assert "Many devices" in (await lines[-1].hear("refused"))["sentence"]
        assert await lines[-1].ends() == aiohttp.WSCloseCode.POLICY_VIOLATION
        assert hall.server.crowded_address == "127.0.0.1"
        await lines[0].joins(hall.code, "Ann")
        clock.move(200)
        assert hall.server.crowded_address == "", "that is over"


async def test_whoever_has_a_seat_is_let_back_whatever_comes_from_their_address(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        ann = await hall.player("Ann")
        await ann.socket.close()
        lines = [await hall.pad() for _ in range(MOST_LINES + 3)]
        again = await hall.pad()
        await again.say(do="return", token=ann.token)
        await again.hear("lobby")
        assert hall.game.present_count == 1
        assert not any(line.socket.closed for line in lines)


async def test_lines_without_a_seat_are_no_more_than_a_few_dozen(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, endpoint=PROXIED) as hall:
        # Held, for a line that nobody holds is closed.
        lines = [await from_address(hall, ELSEWHERE) for _ in range(MOST_WAITING)]
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await from_address(hall, ELSEWHERE)
        assert refused.value.status == 429
        assert hall.server.crowded_address == ELSEWHERE
        assert await from_address(hall, "203.0.113.9")
        assert len(lines) == MOST_WAITING


async def test_so_many_join_from_one_address_in_a_minute(tmp_path: Path) -> None:
    clock = FakeClock()
    async with serving(tmp_path, SINGLE, clock=clock) as hall:
        for number in range(MOST_JOINS):
            pad = await hall.player(f"Player {number}")
            await pad.socket.close()
        await hall.empties()
        pad = await hall.pad()
        await pad.say(do="join", code=hall.code, name="Ann")
        assert "Many devices" in (await pad.hear("refused"))["sentence"]
        assert hall.server.crowded_address == "127.0.0.1"
        clock.move(61)
        await pad.joins(hall.code, "Ann")


async def test_wrong_codes_are_counted_over_all_lines_of_an_address(tmp_path: Path) -> None:
    clock = FakeClock()
    async with serving(tmp_path, SINGLE, endpoint=PROXIED, clock=clock) as hall:
        for _ in range(MOST_WRONG_CODES // 4):
            pad = await from_address(hall, ELSEWHERE)
            for _ in range(4):
                await pad.say(do="join", code="WRONG", name="Ann")
                await pad.hear("refused")
            await pad.socket.close()
        pad = await from_address(hall, ELSEWHERE)
        await pad.say(do="join", code=hall.code, name="Ann")
        refused = await pad.hear("refused")
        assert (refused["field"], "Wait a minute" in refused["sentence"]) == ("code", True)
        await (await from_address(hall, "203.0.113.8")).joins(hall.code, "Bea")
        clock.move(61)
        await pad.joins(hall.code, "Ann")


async def test_a_line_over_which_nobody_joins_goes(tmp_path: Path) -> None:
    clock = FakeClock()
    async with serving(tmp_path, SINGLE, clock=clock) as hall:
        ann, idle = await hall.player("Ann"), await hall.pad()
        clock.move(29)
        hall.server.sweep()
        late = await hall.pad()
        clock.move(2)
        hall.server.sweep()
        await idle.ends()
        await late.joins(hall.code, "Late")
        await ann.say(do="return", token=ann.token)
        await ann.hear("lobby")


async def test_a_line_that_waits_for_the_host_to_give_it_a_seat_stays(tmp_path: Path) -> None:
    clock = FakeClock()
    async with serving(tmp_path, SINGLE, clock=clock) as hall:
        ann = await hall.player("Ann")
        await ann.socket.close()
        await hall.empties()
        fresh = await hall.pad()
        await fresh.say(do="join", code=hall.code, name="Ann", back=True)
        await fresh.hear("waiting")
        clock.move(100)
        hall.server.sweep()
        await hall.server.let_back(hall.server.asking_back()[0])
        await fresh.hear("welcome")


async def asking_for_the_seat_of_ann(hall: Serving) -> tuple[Pad, Pad, str]:
    """Let Ann join and go; return her line, one that waits for the host to give it her seat, and her id."""
    ann = await hall.player("Ann")
    await ann.socket.close()
    await hall.empties()
    asking = await hall.pad()
    await asking.say(do="join", code=hall.code, name="Ann", back=True)
    await asking.hear("waiting")
    return ann, asking, hall.server.asking_back()[0]


async def test_who_asks_first_for_a_seat_is_the_one_that_the_host_gives_it(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        _, first, player = await asking_for_the_seat_of_ann(hall)
        second = await hall.pad()
        await second.say(do="join", code=hall.code, name="Ann", back=True)
        assert "asks for that seat already" in (await second.hear("refused"))["sentence"]
        await hall.server.let_back(player)
        await first.hear("welcome")


async def test_nobody_gets_the_seat_of_a_player_who_has_come_back(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        ann, asking, player = await asking_for_the_seat_of_ann(hall)
        again = await hall.pad()
        await again.say(do="return", token=ann.token)
        await again.hear("lobby")
        refused = await asking.hear("refused")
        assert ("Ann is back" in refused["sentence"], refused["field"]) == (True, "name")
        assert hall.server.asking_back() == []
        with pytest.raises(RejectedError):
            await hall.server.let_back(player)


async def test_the_host_may_refuse_a_seat(tmp_path: Path) -> None:
    clock = FakeClock()
    async with serving(tmp_path, SINGLE, clock=clock) as hall:
        ann, asking, player = await asking_for_the_seat_of_ann(hall)
        clock.move(100)
        await hall.server.refuse_back(player)
        hall.server.sweep()
        assert "has not given you" in (await asking.hear("refused"))["sentence"]
        with pytest.raises(RejectedError):
            await hall.server.refuse_back(player)
        again = await hall.pad()
        await again.say(do="return", token=ann.token)
        await again.hear("lobby")
        await asking.joins(hall.code, "Bea")


async def test_a_device_that_the_host_took_out_stays_out_with_all_its_players(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        rude, ruder = await hall.player("Rude", device="tablet"), await hall.player("Ruder", device="tablet")
        other = await hall.player("Ann", device="phone")
        member = hall.game.named("Rude")
        assert member
        await hall.server.remove_device(member.id)
        told = "You are out of the game. The host took this device out."
        assert [(await pad.hear("removed"))["sentence"] for pad in (rude, ruder)] == [told, told]
        assert [player.name for player in hall.game.players] == ["Ann"]
        again = await hall.pad()
        await again.say(do="return", token=ruder.token)
        assert (await again.hear("removed"))["sentence"] == told
        await again.say(do="join", code=hall.code, name="Polite", device="tablet")
        assert (await again.hear("removed"))["sentence"] == told
        await other.say(do="return", token=other.token)
        await other.hear("lobby")
        removals = [event for event in hall.events() if isinstance(event, Removed)]
        assert len({event.device for event in removals}) == 1
        assert "tablet" not in str(removals), "the store does not know what a device calls itself"
    async with serving(tmp_path, SINGLE, resume=True) as hall:
        again = await hall.pad()
        await again.say(do="join", code=hall.code, name="Polite", device="tablet")
        assert (await again.hear("removed"))["sentence"] == told, "also once the host was stopped and is back"


async def test_a_device_without_a_name_goes_by_its_address_where_nobody_else_is(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, endpoint=PROXIED) as hall:
        rude = await from_address(hall, ELSEWHERE)
        await rude.joins(hall.code, "Rude")
        for name in ("Ann", "Bea"):
            pad = await from_address(hall, "203.0.113.8")
            await pad.joins(hall.code, name)
        for name in ("Rude", "Ann"):
            member = hall.game.named(name)
            assert member
            await hall.server.remove_device(member.id)
        assert [player.name for player in hall.game.players] == ["Bea"]
        again = await from_address(hall, ELSEWHERE)
        await again.say(do="join", code=hall.code, name="Polite")
        await again.hear("removed")
        again = await from_address(hall, "203.0.113.8")
        await again.joins(hall.code, "Cem")


async def test_a_line_has_one_seat_and_gives_up_the_one_from_before(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        ann, bea = await hall.player("Ann"), await hall.player("Bea")
        await ann.say(do="return", token=bea.token)
        await bea.hear("moved")
        await ann.hear("lobby")
        assert hall.game.present_count == 1
        await ann.socket.close()
        await hall.empties()


async def test_a_hall_takes_no_more_than_the_machine_can_hold(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        assert hall.server.capacity > 0
        hall.server.seats.capacity = 1
        await hall.player("Ann")
        pad = await hall.pad()
        await pad.say(do="join", code=hall.code, name="Bea")
        assert "it takes 1 player." in (await pad.hear("refused"))["sentence"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("127.0.0.1", ["1.1.1.1, 2.2.2.2"], "2.2.2.2"),
        ("127.0.0.1", ["1.1.1.1", "2.2.2.2"], "2.2.2.2"),
        ("127.0.0.1", ["2.2.2.2:5050"], "2.2.2.2"),
        ("127.0.0.1", ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        ("127.0.0.1", ["[2001:db8:1:2::9]:443"], "2001:db8:1:2::/64"),
        ("127.0.0.1", ["::ffff:2.2.2.2"], "2.2.2.2"),
        ("127.0.0.1", ["unknown"], "127.0.0.1"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("192.168.1.9", ["2.2.2.2"], "192.168.1.9"),
    ],
)
def test_the_address_is_what_the_proxy_says_and_nobody_else(peer: str, forwarded: list[str], address: str) -> None:
    assert client_address(peer, forwarded, frozenset(("127.0.0.1",))) == address


async def test_without_a_proxy_nobody_is_believed(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        lines = [await from_address(hall, f"203.0.113.{number}") for number in range(MOST_LINES + 1)]
        await lines[-1].say(do="join", code=hall.code, name="Ann")
        await lines[-1].hear("refused")
        assert hall.server.crowded_address == "127.0.0.1"


async def test_the_proxy_of_a_name_that_nobody_knows_is_on_this_machine() -> None:
    assert await proxy_addresses("https://192.0.2.8") >= {"192.0.2.8", "127.0.0.1"}
    assert await proxy_addresses("https://nowhere.invalid") == {"127.0.0.1", "::1"}


def test_what_is_past_is_forgotten() -> None:
    clock = FakeClock()
    admission = Admission(clock)
    for number in range(100):
        admission.joined(f"10.0.0.{number}")
        admission.tried_wrong_code(f"10.0.1.{number}")
    clock.move(61)
    admission.tidy()
    assert not admission._joins
    assert not admission._wrong_codes


async def test_a_server_whose_address_is_taken_leaves_nothing_running() -> None:
    runner = page_runner(web.Application())
    with socket.create_server(("127.0.0.1", 0)) as taken:
        endpoint = Endpoint(port=taken.getsockname()[1])
        with pytest.raises(OSError, match="in use"):
            await open_server(runner, Listener(asyncio.Protocol, TcpGuard(1), None), endpoint)
    assert runner.server is None


async def test_a_listener_whose_end_is_cut_short_listens_no_more() -> None:
    listener = Listener(asyncio.Protocol, TcpGuard(1), None)
    port = listener.open("127.0.0.1", 0)
    closing = asyncio.create_task(listener.close())
    await asyncio.sleep(0)
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
