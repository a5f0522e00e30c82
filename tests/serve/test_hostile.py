"""What strangers try: other sites, wrong hosts, paths, headers, sizes, floods, and requests that never end."""

import asyncio
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from quiz.questions.names import NAME_LENGTH
from quiz.services.identity import credential_hash
from tests import builders
from tests.serve.school import CODE, served

SINGLE = builders.single("a")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "quiz.evil.example"}, 421),
        ({"Host": "192.0.2.1"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
async def test_pages_of_others_do_nothing_here(tmp_path: Path, headers: dict[str, str], status: int) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.player()
        body = json.dumps({"do": "begin", "bank": "first"}).encode()
        usual = {"Content-Type": "application/json"}
        async with visit.session.post(f"{school.url}/act", data=body, headers=usual | headers) as response:
            assert response.status == status
            assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        player = school.store.find_player("Ann")
        assert player is not None
        assert not school.store.has_begun(player.id)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"do":"next"}',
        b'{"do":"home","more":1}',
        b'{"do":"quit"}',
        b'{"do":"answer","attempt":"x","question":0,"given":{}}',
        b'{"do":"home","extra_time":"9"}',
        b"\xff\xfe",
        b"[" * 4000,
    ],
)
async def test_what_is_no_act_is_refused_without_a_word_of_the_program(tmp_path: Path, body: bytes) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.visit()
        headers = {"Content-Type": "application/json"}
        async with visit.session.post(f"{school.url}/act", data=body, headers=headers) as response:
            assert (response.status, "Traceback" in await response.text()) == (400, False)


async def test_what_cannot_be_unpacked_is_refused(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.visit()
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        # Compressed, as it claims, by nobody.
        async with visit.session.post(f"{school.url}/act", data=b"{}", headers=headers) as response:
            assert response.status == 400


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/act",
            "/../pyproject.toml",
            "/%2e%2e/scores.db",
            "/page/index.html",
            "/certificate/",
            "/certificate/..%2f..%2fetc",
        ),
        *("/certificate/first", "/server.py", "/stage", "/play", "//etc/passwd", "/certificate/%00"),
    ],
)
async def test_there_is_nothing_else_to_be_had(tmp_path: Path, path: str) -> None:
    async with served(tmp_path, SINGLE) as school:
        url = urlsplit(school.url)
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\nConnection: close\r\n\r\n".encode())
        answer = (await asyncio.wait_for(reader.read(), builders.PATIENCE)).decode()
        writer.close()
        assert answer.split()[1] in ("400", "404", "405"), answer
        assert str(tmp_path) not in answer


async def test_a_bank_is_had_by_its_id_and_never_by_a_path(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.player()
        for bank in ("/etc/passwd.toml", "./banks/first.toml", "../first", "~/x.toml", "nothing", "x" * 99):
            for do in ("bank", "begin", "board", "certificate"):
                assert "not here any more" in (await visit.act(do, bank=bank))["sentence"]


async def test_every_page_has_its_policy_and_names_nothing_elsewhere(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.visit()
        for path in ("/", "/serve.js", "/asking.js", "/pad.css", "/forms.js", "/serve.css"):
            async with visit.session.get(school.url + path) as page:
                assert page.status == 200, path
                policy = page.headers["Content-Security-Policy"]
                assert all(part in policy for part in ("script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"))
                assert "unsafe" not in policy
                assert page.headers["X-Content-Type-Options"] == "nosniff"
                assert not any(character.isdigit() for character in page.headers["Server"]), "no version to look up"
                text = (await page.text()).replace("http://www.w3.org/2000/svg", "")
                assert "http://" not in text, path


async def test_acts_are_limited_in_size_and_rate(tmp_path: Path) -> None:
    clock = builders.FakeClock()
    async with served(tmp_path, SINGLE, limits=clock) as school:
        visit = await school.player()
        await visit.act("join", name="x" * 150, code=CODE)
        assert visit.status == 200
        async with visit.session.post(f"{school.url}/act", json={"do": "join", "name": "x" * 5000}) as response:
            assert response.status == 413
        for _ in range(60):
            told = await visit.act("home")
        assert (visit.status, told["now"]) == (429, "trouble")
        clock.move(1)
        assert (await visit.act("home"))["now"] == "home"


async def test_strangers_of_one_address_hold_up_nobody_who_plays(tmp_path: Path) -> None:
    clock = builders.FakeClock()
    async with served(tmp_path, SINGLE, limits=clock) as school:
        ann, stranger = await school.player("Ann"), await school.visit()
        for _ in range(200):
            await stranger.act("home")
            if stranger.status == 429:
                break
        assert stranger.status == 429
        assert (await ann.act("home"))["now"] == "home"


async def test_there_are_no_more_people_than_were_said(tmp_path: Path) -> None:
    clock = builders.FakeClock()
    async with served(tmp_path, SINGLE, limits=clock, most=2) as school:
        ann, _ = await school.player("Ann"), await school.player("Bea")
        late = await school.visit()
        told = await late.act("home")
        assert (late.status, "Try again in a few minutes" in told["sentence"]) == (503, True)
        assert (await ann.act("home"))["now"] == "home"
        cem = await school.visit(cookies={"inset-quiz": "C" * 43})
        school.store.credentials.take("Cem", "", credential_hash("browser", "C" * 43), "browser", 1)
        assert (await cem.act("home"))["name"] == "Cem", "whoever has a name comes first"
        clock.move(601)
        assert (await late.joins("Dan"))["now"] == "home"


async def test_names_of_one_address_come_no_faster_than_a_school_signs_in(tmp_path: Path) -> None:
    clock = builders.FakeClock()
    async with served(tmp_path, SINGLE, limits=clock) as school:
        visit = await school.visit()
        for _ in range(80):
            clock.move(0.1)
            refused = await visit.joins("!")
        assert "Many people of your network" in refused["sentence"]


async def test_requests_that_never_end_push_out_each_other_and_nobody_who_plays(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        ann = await school.player("Ann")
        url = urlsplit(school.url)
        cookie = "; ".join(f"{one.key}={one.value}" for one in ann.session.cookie_jar)
        head = f"POST /act HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: application/json\r\n"
        home = f'{head}Cookie: {cookie}\r\nContent-Length: 13\r\n\r\n{{"do":"home"}}'.encode()
        reader, writer = await asyncio.open_connection(url.hostname, url.port)

        async def still_plays() -> None:
            writer.write(home)
            answer = await asyncio.wait_for(reader.readuntil(b"}]"), builders.PATIENCE)
            assert b" 200 " in answer

        await still_plays()
        slow = []
        for number in range(50):
            opened = await asyncio.open_connection(url.hostname, url.port)
            opened[1].write((f"{head}Content-Length: 99\r\n\r\n{{" if number % 2 else head[:30]).encode())
            slow.append(opened)
        assert await asyncio.wait_for(slow[0][0].read(), builders.PATIENCE) == b""
        await still_plays()
        assert (await (await school.visit()).joins("Bea"))["now"] == "home"
        for _, one in [*slow, (reader, writer)]:
            one.close()


async def test_an_act_that_does_not_arrive_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.serve.server._TO_SEND", 0.1)
    async with served(tmp_path, SINGLE) as school:
        url = urlsplit(school.url)
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        head = f"POST /act HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n"
        writer.write(head.encode())
        answer = await asyncio.wait_for(reader.readline(), builders.PATIENCE)
        assert b"408" in answer
        writer.close()


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "[@click=app.quit]x[/]", "Bob\u202e\u0007", "x" * 200])
async def test_hostile_names_come_out_harmless(tmp_path: Path, name: str) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.visit()
        home = await visit.joins(name)
        assert len(home["name"]) <= NAME_LENGTH
        assert home["name"].isprintable()


async def test_a_forwarded_address_counts_from_a_trusted_proxy_alone(tmp_path: Path) -> None:
    clock = builders.FakeClock()
    async with served(tmp_path, SINGLE, limits=clock, trusted_proxies=("127.0.0.1",)) as school:
        visit = await school.visit()
        for number in range(9):
            await visit.act("home")
            said = {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.9"}
            refused = await visit.act("join", name="Ann", code="WRONG", headers=said)
        assert "Too many wrong codes" in refused["sentence"]
        told = await visit.act("join", name="Ann", code=CODE, headers={"X-Forwarded-For": "203.0.113.10"})
        assert told["now"] == "home"
