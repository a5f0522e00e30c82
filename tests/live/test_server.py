"""The server with real WebSocket clients: who gets in, what counts, what is told, and what nobody can do."""

import asyncio
import contextlib
import json
from pathlib import Path

import aiohttp
import msgspec
import pytest

from quiz.game.events import Answered
from quiz.game.state import Phase
from quiz.live.endpoint import Endpoint, public_address
from quiz.live.wire_questions import answer_from_wire, wire_answer
from quiz.questions.answers import Picked
from quiz.store.errors import StoreError
from quiz.store.games import Games
from tests import builders
from tests.live.serving import serving
from tests.services.test_event_writer import trouble_of

SINGLE = builders.single("a")


def right_position(game: object) -> int:
    """Return where the right option of the usual question stands on the screen."""
    shown: int = game.current.arrangement.index(1)  # type: ignore[attr-defined]
    return shown


async def test_a_player_joins_answers_and_learns_what_it_was_worth(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, preset="accuracy") as hall:
        pad = await hall.player("Ann", "Red")
        assert (await pad.hear("lobby"))["title"] == "The first bank"
        await hall.next()
        reading = await pad.hear("reading")
        assert reading["prompt"] == "What about a?"
        assert [option["letter"] for option in reading["options"]] == ["A", "B", "C", "D"]
        assert not any(option["text"] for option in reading["options"])
        assert "option 1" not in json.dumps(reading)
        await hall.next()
        opened = await pad.hear("open")
        assert [option["letter"] for option in opened["question"]["options"]] == ["A", "B", "C", "D"]
        assert "correct" not in json.dumps(opened)
        await pad.say(do="answer", question=1, given={"picked": [right_position(hall.game)]})
        assert (await pad.hear("taken"))["given"] == {"picked": [right_position(hall.game)]}
        assert any(isinstance(event, Answered) for event in hall.events()), "kept before it was acknowledged"
        await hall.next(2)
        told = await pad.hear("revealed")
        assert (told["answered"], told["right"], told["points"], told["total"], told["rank"]) == (True, True, 1000, 1000, 1)
        assert told["key"] == ["option 1"]
        assert told["sources"][0]["checked"] == "23 Nov 2026"
        await hall.next()
        assert (await pad.hear("finished"))["right"] == "1 of 1 right"
    assert pad.socket.closed or await pad.ends()


async def test_every_type_is_answered_in_positions_of_the_screen(tmp_path: Path) -> None:
    async with serving(tmp_path, *builders.every_type(), preset="accuracy") as hall:
        pad, _ = await hall.player("Ann"), await hall.player("Bea")
        for number in range(9):
            await hall.next(2)
            while hall.game.phase is Phase.OPEN:
                opened = await pad.hear("open")
                given = Picked((0,)) if hall.game.scene else builders.right_answer(hall.game.current.question)
                shown = wire_answer(hall.game, given)
                assert answer_from_wire(hall.game, shown) == given
                await pad.say(
                    do="answer", question=number + 1, step=opened["step"], given=json.loads(msgspec.json.encode(shown))
                )
                await pad.hear("taken")
                await hall.next(2)
                if hall.live_game.game.phase is Phase.DECIDED:
                    decided = await pad.hear("decided")
                    assert decided["votes"] == 1
                    await hall.next()
                    assert decided["ends"] is (hall.game.phase.value == "revealed")
            told = await pad.hear("revealed")
            assert (told["right"], told["points"]) == (True, 1000), told
        assert hall.game.standings()[0].points == 9000


async def test_wrong_codes_are_refused_and_soon_cut_off(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        pad = await hall.pad()
        for _ in range(7):
            await pad.say(do="join", code="WRONG", name="Ann")
            assert (await pad.hear("refused"))["field"] == "code"
        await pad.say(do="join", code="WRONG", name="Ann")
        await pad.ends()
        assert not hall.game.members


async def test_the_code_may_be_typed_in_small_letters(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        pad = await hall.pad()
        await pad.joins(f" {hall.code.lower()} ", "Ann")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("Bob\u202e\u0007\u200b", "Bob"),
        ("<script>alert(1)</script>", "<script>alert(1)</script"),
        ("x" * 200, "x" * 24),
    ],
)
async def test_hostile_names_come_out_harmless(tmp_path: Path, name: str, kept: str) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        pad = await hall.pad()
        assert (await pad.joins(hall.code, name))["name"] == kept


@pytest.mark.parametrize(("name", "team", "field"), [("ann", "Red", "name"), (" ", "Red", "name"), ("Bea", "Green", "team")])
async def test_a_name_or_team_that_cannot_be_is_asked_for_again(tmp_path: Path, name: str, team: str, field: str) -> None:
    async with serving(tmp_path, SINGLE, teams=("Red", "Blue")) as hall:
        await hall.player("Ann", "Red")
        pad = await hall.pad()
        await pad.say(do="join", code=hall.code, name=name, team=team)
        refused = await pad.hear("refused")
        assert (refused["field"], refused["teams"]) == (field, ["Red", "Blue"])
        await pad.joins(hall.code, "Cem", "blue")


async def test_one_answer_counts_and_a_second_one_does_not(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        pad, _ = await hall.player("Ann"), await hall.player("Bea")
        await hall.next(2)
        for position in (0, 1):
            await pad.say(do="answer", question=1, given={"picked": [position]})
        assert (await pad.hear("taken"))["given"] == {"picked": [0]}
        assert "first answer stands" in (await pad.hear("refused"))["sentence"]
        await pad.say(do="answer", question=1, given={"picked": [0]})
        assert (await pad.hear("taken"))["given"] == {"picked": [0]}, "the same again is confirmed again"
        assert sum(isinstance(event, Answered) for event in hall.events()) == 1


async def test_a_serious_game_lets_an_answer_be_changed(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, mood="serious") as hall:
        pad = await hall.player("Ann")
        await hall.next(2)
        for position in (0, 1):
            await pad.say(do="answer", question=1, given={"picked": [position]})
            await pad.hear("taken")
        assert sum(isinstance(event, Answered) for event in hall.events()) == 2
        assert len(hall.game.replies) == 1


@pytest.mark.parametrize(
    "given", [{"picked": [9]}, {"picked": []}, {"picked": [0, 1]}, {"text": "x"}, {"verdict": "scam"}, {}]
)
async def test_what_is_no_answer_is_refused(tmp_path: Path, given: dict[str, object]) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        pad = await hall.player("Ann")
        await hall.next(2)
        await pad.say(do="answer", question=1, given=given)
        assert "not an answer to this question" in (await pad.hear("refused"))["sentence"]
        assert not hall.game.replies


async def test_answers_out_of_time_and_out_of_place_are_refused(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        pad, stranger = await hall.player("Ann"), await hall.pad()
        await stranger.say(do="answer", question=1, given={"picked": [0]})
        assert (await stranger.hear("refused"))["field"] == "token"
        for question in (0, 1, 2):
            await pad.say(do="answer", question=question, given={"picked": [0]})
            assert "no answers were taken" in (await pad.hear("refused"))["sentence"]
        await hall.next(3)
        await pad.say(do="answer", question=1, given={"picked": [0]})
        assert "no answers were taken" in (await pad.hear("refused"))["sentence"]
        assert not any(isinstance(event, Answered) for event in hall.events())


async def test_who_comes_back_is_the_same_player_where_the_game_is(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, builders.single("b")) as hall:
        pad, _ = await hall.player("Ann"), await hall.player("Bea")
        await hall.next(2)
        await pad.say(do="answer", question=1, given={"picked": [2]})
        await pad.hear("taken")
        await pad.socket.close()
        again = await hall.pad()
        await again.say(do="return", token=pad.token)
        opened = await again.hear("open")
        assert (opened["taken"], opened["given"]) == (True, {"picked": [2]})
        third = await hall.pad()
        await third.say(do="return", token=pad.token)
        await third.hear("open")
        await again.ends()
        assert hall.game.player_count == 2
        stranger = await hall.pad()
        await stranger.say(do="return", token="made-up")
        assert (await stranger.hear("refused"))["field"] == "token"


async def test_a_host_that_was_killed_comes_back_with_everybody(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, builders.single("b"), preset="accuracy") as hall:
        pad = await hall.player("Ann")
        await hall.next(2)
        await pad.say(do="answer", question=1, given={"picked": [right_position(hall.game)]})
        await pad.hear("taken")
        await hall.next(4)
        code = hall.code
    async with serving(tmp_path, SINGLE, builders.single("b"), resume=True) as hall:
        assert (hall.code, hall.game.number, hall.game.phase) == (code, 1, Phase.OPEN)
        await hall.live_game.pause()
        again = await hall.pad()
        await again.say(do="return", token=pad.token)
        await again.hear("paused")
        await hall.next()
        assert (await again.hear("open"))["number"] == 2
        assert hall.game.standings()[0].points == 1000


async def test_who_was_removed_is_told_and_stays_out(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        pad = await hall.player("Ann")
        (player,) = hall.game.members
        await hall.live_game.do(lambda at: hall.game.leave(player, at))
        await pad.hear("removed")
        again = await hall.pad()
        await again.say(do="return", token=pad.token)
        await again.hear("removed")


async def test_who_leaves_after_the_end_has_played_and_may_come_back(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single("a")) as hall:
        ann = await hall.pad()
        welcome = await ann.joins(hall.code, "Ann")
        await hall.next()
        await hall.live_game.do(hall.game.finish)
        events = hall.events()
        await ann.hear("finished")
        await ann.say(do="leave")
        assert "stays" in (await ann.hear("removed"))["sentence"]
        assert [member.name for member in hall.game.players] == ["Ann"]
        assert hall.game.present_count == 0, "the seat is closed"
        assert hall.events() == events
        again = await hall.pad()
        await again.say(do="return", token=welcome["token"])
        await again.hear("finished")


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        '"x"',
        '{"do":"next"}',
        '{"do":"start","code":"x"}',
        '{"do":"join","code":1,"name":"x"}',
        '{"do":"join","code":"x","name":"x","points":9}',
        '{"do":"answer","question":-1,"given":{}}',
        '{"do":"answer","question":1,"given":{"picked":[0]},"seconds":0.1}',
        '{"do":"return","token":"' + "x" * 65 + '"}',
        "[" * 3000,
    ],
)
async def test_what_is_no_message_closes_the_line(tmp_path: Path, text: str) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        pad = await hall.pad()
        await pad.socket.send_str(text)
        assert await pad.ends() == aiohttp.WSCloseCode.UNSUPPORTED_DATA
        assert hall.game.phase is Phase.LOBBY


async def test_messages_are_limited_in_size_and_rate(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        pad = await hall.pad()
        await pad.socket.send_str('{"do":"return","token":"' + "x" * 5000 + '"}')
        assert await pad.ends() == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
        pad = await hall.player("Ann")
        with contextlib.suppress(ConnectionError):
            for _ in range(200):
                await pad.say(do="return", token=pad.token)
        assert await pad.ends() in (aiohttp.WSCloseCode.POLICY_VIOLATION, aiohttp.WSCloseCode.ABNORMAL_CLOSURE)
        await pad.socket.close()
        assert await hall.player("Bea"), "the others play on"


async def test_what_browsers_heed_over_https_alone_is_sent_over_https_alone(tmp_path: Path) -> None:
    name = "Cross-Origin-Opener-Policy"
    for url, sent in (("", None), ("http://192.0.2.8", None), ("https://192.0.2.8", "same-origin")):
        async with (
            serving(tmp_path, SINGLE, endpoint=Endpoint(port=0, public_url=url)) as hall,
            hall.session.get(hall.url) as response,
        ):
            assert response.headers.get(name) == sent, url


async def test_pages_have_their_headers_and_nothing_else_is_there(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        for path in ("/", "/pad.js", "/joining.js", "/answering.js", "/pad.css"):
            async with hall.session.get(hall.url + path) as response:
                assert response.status == 200
                policy = response.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
                assert response.headers["X-Content-Type-Options"] == "nosniff"
        for path in ("/pad/", "/..%2fserver.py", "/pad", "/index.html", "/%2e%2e/hall.py", "/favicon.ico"):
            async with hall.session.get(hall.url + path) as response:
                assert response.status == 404
                assert "pad.js" not in await response.text()
        async with hall.session.post(hall.url + "/") as response:
            assert response.status == 405


def test_the_page_is_small_and_asks_for_nothing_elsewhere() -> None:
    pad = Path(__file__).parents[2] / "quiz" / "live" / "pad"
    files = [file for file in pad.iterdir() if file.suffix in (".html", ".css", ".js")]
    assert sum(len(file.read_bytes()) for file in files) < 80_000
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "innerHTML" not in text
        assert "eval(" not in text
        assert "//cdn" not in text
        assert 'src="http' not in text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "evil.example:80"}, 421),
        ({"Host": "["}, 421),
        ({"Host": "a]b"}, 421),
        ({"Host": "127.0.0.1:x"}, 421),
        ({"Origin": "http://[bad"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://127.0.0.1"}, 403),
    ],
)
async def test_pages_of_others_get_no_line(tmp_path: Path, headers: dict[str, str], status: int) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await hall.pad(**headers)
        assert refused.value.status == status
        await hall.pad(Origin=hall.url)


async def test_a_pad_that_does_not_listen_holds_up_nobody(tmp_path: Path) -> None:
    async with serving(tmp_path, *(builders.single(f"q{i}", prompt="word " * 400) for i in range(4))) as hall:
        deaf = await hall.player("Deaf")
        deaf.socket._response.connection.transport.pause_reading()  # type: ignore[union-attr]
        pad = await hall.player("Ann")
        for _ in range(4):
            await hall.next(4)
            await pad.hear("revealed")
        assert len(hall.server._connections) == 2
        connection = next(one for one in hall.server._connections if one.player != next(iter(hall.game.members)))
        assert connection._state is None or len(connection._state) < 20_000


async def test_an_answer_is_acknowledged_only_once_it_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        pad, _ = await hall.player("Ann"), await hall.player("Bea")
        await hall.next(2)
        await pad.hear("open")
        hall.live_game.writer._pause = 0.01
        kept, full = Games.keep, True

        def keep(*arguments: object) -> None:
            if full:
                raise StoreError("The disk is full.", "Free some space.")
            kept(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(Games, "keep", keep)
        await pad.say(do="answer", question=1, given={"picked": [0]})
        await trouble_of(hall.live_game.writer)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await pad.socket.receive()
        full = False
        await pad.hear("taken")
        assert hall.live_game.writer.trouble is None


async def test_marks_reach_the_board(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single(time_limit="none")) as hall:
        pad, _ = await hall.player("Ann", "Red"), await hall.player("Idle")
        await hall.next(2)
        await pad.say(do="answer", question=1, given={"picked": [right_position(hall.game)]})
        await pad.hear("taken")
        await hall.next(3)
        board = hall.store.players_board("first")
        assert [(row.name, row.team, row.points, row.mark) for row in board] == [("Ann", "Red", 800, 100)]


def test_hosts_and_origins_that_are_ours() -> None:
    lan = Endpoint(port=8000, lan=True, public_url="https://quiz.school.example")
    assert lan.allows_host("192.168.1.7:8000")
    assert lan.allows_host("quiz.school.example")
    assert lan.allows_origin("https://quiz.school.example", "127.0.0.1:8000")
    assert not lan.allows_origin("http://quiz.school.example", "quiz.school.example"), "a page that anybody can have altered"
    assert not lan.allows_host("rebound.example:8000")
    assert not lan.allows_host("192.168.1.7:9000")
    assert not Endpoint(port=8000).allows_host("192.168.1.7:8000")
    assert not lan.allows_origin("http://192.168.1.8:8000", "192.168.1.7:8000")
    assert Endpoint(port=8000).bind == "127.0.0.1"
    assert lan.addresses() == ["https://quiz.school.example"]


@pytest.mark.parametrize(
    "text", ["quiz.school.example", "ftp://x", "https://x/y", "https://", "https://a@b", "https://[b", "https://x:99999"]
)
def test_a_public_address_is_an_address_and_nothing_more(text: str) -> None:
    with pytest.raises(ValueError, match="as people type it"):
        public_address(text)
    assert public_address("https://quiz.school.example/") == "https://quiz.school.example"


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("HTTPS://Quiz.School.example", "quiz.school.example"),
        ("https://quiz.school.example:443/", "quiz.school.example:443"),
        ("http://quiz.school.example:80", "quiz.school.example"),
        ("https://quiz.school.example:8443", "quiz.school.example:8443"),
        ("https://schüle.example", "xn--schle-mva.example"),
        ("https://[2001:DB8::1]", "[2001:db8::1]"),
    ],
)
def test_a_public_address_is_known_again_as_browsers_write_it(typed: str, host: str) -> None:
    endpoint = Endpoint(port=1, public_url=public_address(typed))
    scheme = typed.partition(":")[0].lower()
    assert endpoint.allows_host(host)
    assert endpoint.allows_origin(f"{scheme}://{host.removesuffix(':443')}", host)


async def test_who_comes_while_the_key_is_shown_has_a_place(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, builders.single("b"), rounds=2) as hall:
        ann = await hall.player("Ann")
        await hall.next(2)
        await ann.say(do="answer", question=1, given={"picked": [0]})
        await ann.hear("taken")
        await hall.next(2)
        late = await hall.player("Late")
        told = await late.hear("revealed")
        assert (told["rank"], told["players"], told["answered"]) == (0, 1, False), "who has never answered stands nowhere"
        await hall.next()
        await late.hear("standings")
        later = await hall.player("Later")
        told = await later.hear("standings")
        assert (told["rank"], [line["name"] for line in told["top"]]) == (0, ["Ann"])


async def test_a_server_that_was_closed_in_the_lobby_leaves_nothing_running(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.single("a")) as hall:
        await hall.player("Ann")
        await hall.player("Bea")
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_new_line_is_greeted_with_what_one_can_join(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, teams=("Red", "Blue")) as hall:
        await hall.player("Ann", "Red")
        await hall.live_game.do(lambda at: hall.game.lock(True, at))
        greeting = await (await hall.pad()).hear("greeting")
        assert (greeting["title"], greeting["locked"], greeting["teams"]) == (hall.game.plan.title, True, ["Red", "Blue"])
        assert greeting["names"]


async def test_what_is_filled_in_counts_when_the_question_is_closed(tmp_path: Path) -> None:
    async with serving(tmp_path, builders.multiple("a"), preset="accuracy") as hall:
        ann, bea, cem = [await hall.player(name) for name in ("Ann", "Bea", "Cem")]
        await hall.next(2)
        right = [hall.game.current.arrangement.index(option) for option in (0, 2)]
        await ann.say(do="draft", question=1, given={"picked": right[:1]})
        await ann.say(do="draft", question=1, given={"picked": right})
        await bea.say(do="draft", question=1, given={"picked": right})
        await bea.say(do="draft", question=1, given=None)
        await cem.say(do="draft", question=1, given={"picked": right})
        await cem.say(do="answer", question=1, given={"picked": right[:1]})
        await cem.hear("taken")
        for pad in (ann, bea):
            await pad.say(do="return", token=pad.token)
            await pad.hear("open")
        await hall.next()
        assert [(await pad.hear("closed"))["taken"] for pad in (ann, bea, cem)] == [True, False, True]
        await hall.next()
        points = {member.name: member.points for member in hall.game.players}
        assert points == {"Ann": 1000, "Bea": 0, "Cem": 500}
        assert [event for event in hall.events() if isinstance(event, Answered)] != []


async def test_two_tabs_do_not_fight_for_one_seat(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE) as hall:
        first = await hall.player("Ann")
        second = await hall.pad()
        await second.say(do="return", token=first.token)
        await second.hear("lobby")
        moved = await first.hear("moved")
        assert "now plays in another place" in moved["sentence"]


async def test_the_host_gives_a_seat_to_a_new_device_and_the_points_stay(tmp_path: Path) -> None:
    async with serving(tmp_path, SINGLE, preset="accuracy") as hall:
        lost = await hall.player("Ann")
        await hall.next(2)
        await lost.say(do="answer", question=1, given={"picked": [hall.game.current.arrangement.index(1)]})
        await lost.hear("taken")
        await hall.next(2)
        fresh = await hall.pad()
        await fresh.say(do="join", code=hall.code, name="Ann")
        assert not (await fresh.hear("refused"))["may_be_back"], "she is still connected"
        await lost.socket.close()
        await hall.empties()
        await fresh.say(do="join", code=hall.code, name="Ann")
        assert (await fresh.hear("refused"))["may_be_back"]
        await fresh.say(do="join", code=hall.code, name="Ann", back=True)
        await fresh.hear("waiting")
        (player,) = hall.server.asking_back()
        await hall.server.let_back(player)
        welcome = await fresh.hear("welcome")
        assert (await fresh.hear("revealed"))["total"] == 1000
        again = await hall.pad()
        await again.say(do="return", token=lost.token)
        assert (await again.hear("refused"))["field"] == "token", "the device from before is out"
        await again.say(do="return", token=welcome["token"])
        await again.hear("revealed")
        assert hall.game.player_count == 1


async def test_the_end_tells_each_what_to_do_of_what_they_missed(tmp_path: Path) -> None:
    question = builders.single("a", action="Tell {it_support} at once.")
    async with serving(tmp_path, question, preset="accuracy") as hall:
        right, wrong, idle = [await hall.player(name) for name in ("Ann", "Bea", "Idle")]
        await hall.next(2)
        place = hall.game.current.arrangement.index(1)
        await right.say(do="answer", question=1, given={"picked": [place]})
        await wrong.say(do="answer", question=1, given={"picked": [(place + 1) % 3]})
        await wrong.hear("taken")
        await hall.next(3)
        told = [(await pad.hear("finished"))["things_to_do"] for pad in (right, wrong, idle)]
        assert told == [[], ["Tell IT support at once."], ["Tell IT support at once."]]
