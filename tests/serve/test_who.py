"""Who one is: a name belongs to whoever took it first, is had again with a word alone, and nobody is taken for another."""

from pathlib import Path
from typing import Any

import pytest

from quiz.services.identity import free_name, new_browser_token
from tests import builders
from tests.serve.school import CODE, served

SINGLE = builders.single("a")
HEADER = "X-Forwarded-Email"
PROXY: dict[str, Any] = {"identity_header": HEADER, "trusted_proxies": ("127.0.0.1",), "code": ""}


def bytes_kept(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("scores.db*"))


async def test_a_name_belongs_to_the_browser_that_took_it(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        ann, other = await school.player("Ann"), await school.visit()
        refused = await other.joins("ANN")
        assert (refused["now"], refused["field"], refused["asks_word"]) == ("join", "name", True)
        assert "That name is in use here." in refused["sentence"]
        assert (await other.act("home"))["now"] == "join"
        assert (await ann.act("home"))["name"] == "Ann"


async def test_joining_again_with_the_same_browser_is_no_second_person(tmp_path: Path) -> None:
    """The first answer may have been lost on the way."""
    async with served(tmp_path, SINGLE) as school:
        ann = await school.player("Ann")
        assert (await ann.act("join", name="Ann", code=CODE))["now"] == "home"
        assert (await ann.act("join", name="Bea", code=CODE))["name"] == "Ann"
        assert school.store.find_player("Bea") is None


async def test_nobody_becomes_a_player_of_the_app_by_typing_their_name(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        known = school.store.sign_in("Mrs Khan", "Maths", 1000)
        visit = await school.visit()
        assert (await visit.joins("mrs khan", team="Prank"))["now"] == "join"
        # A name that is too long is refused, and not cut to be somebody else's.
        long = await visit.joins("Mrs Khan and her whole family and their friends")
        assert (long["now"], long["field"], "40 characters at most" in long["sentence"]) == ("join", "name", True)
        _, word = free_name(school.store, "Mrs Khan", 2000)
        wrong = await visit.act("join", name="Mrs Khan", code=CODE, word="0000-0000-0000")
        assert (wrong["field"], "does not belong" in wrong["sentence"]) == ("word", True)
        home = await visit.act("join", name="Mrs Khan", code=CODE, word=word.lower().replace("-", " "))
        assert (home["now"], home["name"], home["team"]) == ("home", "Mrs Khan", "Maths")
        assert school.store.find_player("Mrs Khan") == known


async def test_a_word_works_once_and_for_its_own_name_alone(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        for name in ("Ann", "Bea"):
            school.store.sign_in(name, "", 1000)
        _, word = free_name(school.store, "Ann", 2000)
        thief, owner, late = (await school.visit(), await school.visit(), await school.visit())
        assert (await thief.joins("Bea", word=word))["field"] == "word"
        assert (await owner.joins("Ann", word=word))["now"] == "home"
        assert (await late.joins("Ann", word=word))["field"] == "word"


async def test_a_token_is_nobodys_once_its_name_was_freed(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        ann = await school.player("Ann")
        free_name(school.store, "Ann", 2000)
        assert (await ann.act("home"))["now"] == "join"
        assert (await ann.act("join", name="Ann", code=CODE))["field"] == "name"


async def test_whoever_leaves_a_browser_has_a_word_to_come_back_with(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        ann = await school.player("Ann")
        token = {one.key: one.value for one in ann.session.cookie_jar}
        left = await ann.act("leave")
        assert (left["now"], left["name"]) == ("join", "")
        again = await (await school.visit(cookies=token)).act("leave")
        assert again["word"] == left["word"], "the answer may have been lost on the way"
        assert (await ann.act("join", name="Bea", code=CODE))["name"] == "Bea"
        phone = await school.visit()
        assert (await phone.joins("Ann", word=left["word"]))["name"] == "Ann"
        assert not (await (await school.visit(cookies=token)).act("leave"))["word"]


async def test_what_somebody_else_put_into_a_browser_opens_nothing(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        planted = {"inset-quiz": "A" * 43}
        ann, thief = await school.visit(cookies=planted), await school.visit(cookies=planted)
        assert (await ann.act("join", name="Ann", code=CODE))["name"] == "Ann"
        assert (await ann.act("home"))["name"] == "Ann"
        assert (await thief.act("home"))["now"] == "join"
        assert (await thief.act("join", name="Ann", code=CODE, secret="b" * 32))["field"] == "name"


async def test_a_joining_whose_answer_was_lost_can_be_sent_again_and_by_nobody_else(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        cookie = {"inset-quiz": "A" * 43}
        wish: dict[str, Any] = {"code": CODE, "secret": "s" * 64}
        lost, again, other = [await school.visit(cookies=cookie) for _ in range(3)]
        await lost.act("join", name="Ann", **wish)
        assert (await other.act("join", name="Bea", **wish))["name"] == "Bea"
        assert (await again.act("join", name=" ann ", **wish))["name"] == "Ann"
        assert (await again.act("home"))["name"] == "Ann"


async def test_a_browser_is_left_again_by_whoever_comes_next(tmp_path: Path) -> None:
    """Another window may have brought back what the first one showed."""
    async with served(tmp_path, SINGLE) as school:
        ann = await school.player("Ann", secret="s" * 32)
        left = await ann.act("leave")
        assert (await ann.act("join", name="Ann", code=CODE, secret="s" * 32))["field"] == "name"
        for name in ("Ben", "Cem"):
            assert (await ann.act("join", name=name, code=CODE, secret="s" * 32))["name"] == name
            assert (await ann.act("leave"))["word"] != left["word"]
        assert (await ann.act("join", name="Ann", code=CODE, word=left["word"], secret="s" * 32))["name"] == "Ann"
        assert (await ann.act("leave"))["word"]


async def test_another_persons_attempt_is_not_to_be_had(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        ann, bea = await school.player("Ann"), await school.player("Bea")
        view = await ann.act("begin", bank="first")
        attempt = view["place"]["attempt"]
        wishes: list[dict[str, Any]] = [
            {"do": "answer", "question": 1, "given": {"picked": [0]}},
            {"do": "skip", "question": 1},
            {"do": "next", "question": 1},
            {"do": "certainty", "question": 1, "certainty": 1},
            {"do": "attempt"},
        ]
        for wish in wishes:
            refused = await bea.act(attempt=attempt, **wish)
            assert (refused["now"], "not one of yours" in refused["sentence"]) == ("home", True), wish
        assert not school.store.responses(attempt)


async def test_a_cookie_that_a_browser_made_up_is_nobodys(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        await school.player("Ann")
        for token in (new_browser_token(), "", "x" * 43 + ";", "é" * 43, "x" * 5000):
            visit = await school.visit(cookies={"inset-quiz": token})
            assert (await visit.act("home"))["now"] in ("join", ""), token


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.visit()
        await visit.act("home")
        cookie = visit.headers["Set-Cookie"]
        assert cookie.startswith("inset-quiz=")
        assert all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="))
        token = cookie.partition("=")[2].partition(";")[0]
        await visit.joins("Ann")
        assert token.encode() not in bytes_kept(tmp_path)
    async with served(tmp_path, SINGLE, public_url="https://quiz.school.example") as school:
        visit = await school.visit()
        await visit.act("home")
        assert visit.headers["Set-Cookie"].startswith("__Host-inset-quiz=")
        assert "Secure" in visit.headers["Set-Cookie"]


async def test_a_browser_without_cookies_takes_no_name(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.visit()
        refused = await visit.act("join", name="Ann", code=CODE)
        assert "needs a cookie" in refused["sentence"]
        assert school.store.find_player("Ann") is None


async def test_a_code_cannot_be_guessed(tmp_path: Path) -> None:
    clock = builders.FakeClock()
    async with served(tmp_path, SINGLE, limits=clock) as school:
        visit = await school.visit()
        for _ in range(8):
            refused = await visit.joins("Ann", code="WRONG")
            assert (refused["field"], "not the code" in refused["sentence"]) == ("code", True)
        assert "Too many wrong codes" in (await visit.joins("Ann", code=CODE))["sentence"]
        clock.move(60)
        assert (await visit.joins("Ann", code=f" {CODE.lower()} "))["now"] == "home"


async def test_where_it_is_open_nobody_is_asked_for_a_code(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, code="") as school:
        visit = await school.visit()
        assert (await visit.act("home"))["needs_code"] is False
        assert (await visit.act("join", name="Ann"))["now"] == "home"


async def test_behind_a_sign_on_people_are_who_the_proxy_says(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, **PROXY) as school:
        visit = await school.visit()
        ann, bea = {HEADER: "A.Khan@school.example"}, {HEADER: "b.jones@school.example"}
        form = await visit.act("home", headers=ann)
        assert (form["now"], form["typed"], form["needs_code"]) == ("join", "a.khan", False)
        await visit.act("join", headers=ann, name="Mrs Khan")
        assert (await visit.act("home", headers=bea))["now"] == "join"
        again = await (await school.visit()).act("home", headers={HEADER: "a.khan@school.example"})
        assert (again["now"], again["name"], again["can_leave"]) == ("home", "Mrs Khan", False)
        assert "Set-Cookie" not in visit.headers
        await visit.act("join", headers={HEADER: "weiss@school.example"}, name="Mr Weiss")
        assert (await visit.act("home", headers={HEADER: "wei\u00df@school.example"}))["now"] == "join", "it is another one"


@pytest.mark.parametrize(
    "said", [[], ["ann@s.example", "bea@s.example"], [" "], ["{http.email}"], ["x" * 201], ["ann\u202e@s.example"]]
)
async def test_a_sign_on_that_says_nothing_clear_lets_nobody_in(tmp_path: Path, said: list[str]) -> None:
    async with served(tmp_path, SINGLE, **PROXY) as school:
        visit = await school.visit()
        headers = [(HEADER, one) for one in said]
        async with visit.session.post(f"{school.url}/act", json={"do": "home"}, headers=headers) as response:
            assert response.status == 401


async def test_a_header_that_comes_from_elsewhere_is_not_believed(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, **{**PROXY, "trusted_proxies": ("192.0.2.7",)}) as school:
        visit = await school.visit()
        said = {HEADER: "ann@s.example", "X-Forwarded-For": "192.0.2.7", "Forwarded": "for=192.0.2.7"}
        refused = await visit.act("home", headers=said)
        assert (visit.status, "sign-on alone" in refused["sentence"]) == (403, True)
        async with visit.session.get(f"{school.url}/certificate/first", headers=said) as page:
            assert page.status == 403
    async with served(tmp_path, SINGLE) as school:
        assert (await (await school.visit()).act("home", headers={HEADER: "ann@s.example"}))["now"] == "join"
