"""Playing over HTTP: every view is whole, an answer is kept before it is acknowledged, and nothing is done twice."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from quiz.services.requests import RequestError
from quiz.store.errors import StoreError
from tests import builders
from tests.serve.school import School, Visit, served, write_bank
from tests.store.makers import play

SINGLE = builders.single("a")


async def begun(visit: Visit, mode: str = "quiz") -> dict[str, Any]:
    view = await visit.act("begin", bank="first", mode=mode)
    assert view["now"] == "question"
    return view


async def played(school: School, visit: Visit, view: dict[str, Any]) -> dict[str, Any]:
    """Answer everything right from the question in sight on, and return the results."""
    attempt = view["place"]["attempt"]
    while view["now"] != "results":
        if view["now"] == "feedback":
            assert view["feedback"]["right"] or not view["feedback"]["scored"], view
            view = await visit.goes_on(view)
        else:
            view = await visit.answers(view, school.right(attempt, view))
    return view


async def test_every_type_is_asked_answered_and_explained(tmp_path: Path) -> None:
    async with served(tmp_path, *builders.every_type()) as school:
        visit = await school.player("Ann", team="Maths")
        home = await visit.act("home")
        assert (home["name"], home["team"], home["banks"][0]["questions"]) == ("Ann", "Maths", 9)
        ready = await visit.act("bank", bank="first")
        assert "Your first answer is final." in ready["facts"][0]
        assert ready["facts"][1] == "Speed earns board points, never a better mark."
        ready = await visit.act("bank", bank="first", extra_time="none")
        assert ready["facts"][1] == "Every right answer gives the same board points."
        view = await begun(visit)
        assert "correct" not in str(view)
        assert "Because." not in str(view)
        results = await played(school, visit, view)
        assert (results["verdict"], results["mark"], results["has_certificate"]) == ("Passed", "100 %", True)
        (kept,) = school.store.history(school.store.find_player("Ann").id, "first")  # type: ignore[union-attr]
        assert (kept.origin, kept.on_board, kept.mark) == ("web", True, 100.0)
        board = await visit.act("board", bank="first")
        assert [(line["name"], line["rank"]) for line in board["lines"]] == [("Ann", 1)]


async def test_the_board_of_one_site_can_be_seen_where_there_are_several(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.player()

        async def seen(**wish: Any) -> tuple[tuple[str, ...], list[str]]:
            board = await visit.act("board", bank="first", **wish)
            return tuple(board["sites"]), [line["name"] for line in board["lines"]]

        for name, site in (("Bea", "Hill"), ("Cal", "Vale")):
            play(school.store, school.store.sign_in(name, "", 1), site=site)
            if site == "Hill":
                assert await seen() == ((), ["Bea"])
        assert await seen() == (("Hill", "Vale"), ["Bea", "Cal"])
        assert await seen(site="Vale") == (("Hill", "Vale"), ["Cal"])
        assert await seen(site="nowhere") == (("Hill", "Vale"), [])


async def test_feedback_comes_once_the_answer_is_kept_and_says_why(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, builders.single("b")) as school:
        visit = await school.player()
        view = await begun(visit)
        attempt = view["place"]["attempt"]
        (right,) = school.right(attempt, view)["picked"]
        told = await visit.answers(view, {"picked": [(right + 1) % 4]})
        assert told["now"] == "feedback"
        (kept,) = school.store.responses(attempt)
        assert kept.given is not None
        part = told["feedback"]
        assert (part["verdict"], part["key"], part["right_options"]) == ("Not right", ["option 1"], [right])
        assert part["sources"][0]["title"] == "A guide"
        assert part["why"][0].startswith("why ")


async def test_what_is_asked_for_again_is_not_done_again(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, builders.single("b")) as school:
        visit = await school.player()
        view = await begun(visit)
        attempt = view["place"]["attempt"]
        told = await visit.answers(view, school.right(attempt, view))
        assert await visit.answers(view, {"picked": [0]}) == told
        second = await visit.goes_on(told)
        assert second["place"]["question"] == 2
        again = await visit.goes_on(told)
        assert {**again, "seconds": 0} == {**second, "seconds": 0}
        late = await visit.answers(view, {"picked": [0]})
        assert (late["now"], late["place"]["question"]) == ("question", 2)
        assert len(school.store.responses(attempt)) == 1


async def test_whoever_begins_again_before_answering_has_the_same_questions_while_time_runs(tmp_path: Path) -> None:
    async with served(tmp_path, builders.single("a", time_limit=20), builders.single("b", time_limit=20)) as school:
        visit = await school.player()
        view = await begun(visit)
        school.clock.move(5)
        assert await begun(visit) == {**view, "seconds": 15}
        assert (await begun(visit, "learn"))["place"]["attempt"] != view["place"]["attempt"]
        school.clock.move(20)
        anew = await begun(visit)
        assert anew["place"]["attempt"] != view["place"]["attempt"]
        await visit.answers(anew, {"picked": [0]})
        assert (await begun(visit))["place"]["attempt"] != anew["place"]["attempt"]


async def stands(visit: Visit, view: dict[str, Any]) -> None:
    """A page that is loaded again is where it was."""
    again = await visit.act("attempt", attempt=view["place"]["attempt"], path=view.get("path", []))
    assert again == view


async def test_a_page_that_is_loaded_again_and_a_server_that_was_killed_are_where_they_were(tmp_path: Path) -> None:
    """At the question, at how sure one is, at the feedback of a question and of the last one, and at the results."""
    questions = (builders.single("a"), builders.single("b", time_limit="none"))
    cookie: dict[str, str] = {}
    view: dict[str, Any] = {}
    steps = ["begin", "answer", "certainty", "next", "answer", "certainty", "next"]
    for step in steps:
        async with served(tmp_path, *questions, about={"ask_certainty": True}) as school:
            visit = await school.visit(cookies=cookie)
            if step == "begin":
                await visit.joins("Ann")
                view = await begun(visit)
                cookie = {one.key: one.value for one in visit.session.cookie_jar}
            elif step == "answer":
                view = await visit.answers(view, school.right(view["place"]["attempt"], view))
                assert (view["now"], "given" in view) == ("question", True)
            elif step == "certainty":
                place = view["place"]
                view = await visit.act("certainty", attempt=place["attempt"], question=place["question"], certainty=3)
                assert view["now"] == "feedback"
            else:
                view = await visit.goes_on(view)
            await stands(visit, view)
    assert view["now"] == "results"
    async with served(tmp_path) as school:
        assert [one.certainty for one in school.store.responses(view["place"]["attempt"])] == [3, 3]


async def test_a_time_out_is_the_servers_and_runs_while_nobody_is_there(tmp_path: Path) -> None:
    async with served(tmp_path, builders.single("a", time_limit=20), builders.single("b", time_limit=20)) as school:
        visit = await school.player()
        view = await begun(visit)
        assert (view["seconds"], view["total"]) == (20, 20)
        school.clock.move(12)
        assert (await visit.act("attempt", attempt=view["place"]["attempt"]))["seconds"] == 8
        school.clock.move(9)
        told = await visit.answers(view, school.right(view["place"]["attempt"], view))
        assert (told["now"], told["feedback"]["verdict"]) == ("feedback", "Time is up")
        await visit.goes_on(told)
        school.clock.move(100)
        again = await visit.act("attempt", attempt=view["place"]["attempt"])
        assert (again["now"], again["place"]["question"], again["feedback"]["verdict"]) == ("feedback", 2, "Time is up")


async def test_a_player_may_have_more_time_and_no_board_tells(tmp_path: Path) -> None:
    async with served(tmp_path, builders.single("a", time_limit=20)) as school:
        visit = await school.player()
        view = await visit.act("begin", bank="first", extra_time="1.5")
        assert view["total"] == 30
        none = await visit.act("attempt", attempt=view["place"]["attempt"], extra_time="none")
        assert none["seconds"] is None
        record = school.store.attempt(view["place"]["attempt"])
        assert record is not None
        assert record.on_board


async def test_where_points_hang_on_it_how_sure_one_is_comes_with_the_answer(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, about={"preset": "certainty"}) as school:
        visit = await school.player()
        view = await begun(visit)
        assert view["certainty_first"]
        told = await visit.answers(view, school.right(view["place"]["attempt"], view), certainty=3)
        assert (told["now"], told["feedback"]["points"]) == ("feedback", 1000)


async def test_a_story_goes_on_decision_by_decision_and_a_reload_keeps_the_way(tmp_path: Path) -> None:
    async with served(tmp_path, builders.scenario()) as school:
        visit = await school.player()
        view = await begun(visit)
        attempt = view["place"]["attempt"]
        second = await visit.answers(view, school.right(attempt, view))
        assert (second["now"], second["question"]["scene"]["text"]) == ("question", "A room.")
        assert second["decided"] == [{"text": "in", "why": "good", "mark": 1.0}]
        assert not school.store.responses(attempt)
        await stands(visit, second)
        told = await visit.answers(second, school.right(attempt, second))
        assert (told["now"], told["feedback"]["right"]) == ("feedback", True)


async def test_a_story_that_is_over_stands_with_all_its_decisions_while_it_is_asked_how_sure_one_is(tmp_path: Path) -> None:
    async with served(tmp_path, builders.scenario(), about={"ask_certainty": True}) as school:
        visit = await school.player()
        view = await begun(visit)
        attempt = view["place"]["attempt"]
        second = await visit.answers(view, school.right(attempt, view))
        over = await visit.answers(second, school.right(attempt, second))
        assert (over["given"], over["question"]["scene"]["text"]) == ({}, "A room.")
        assert over["decided"][0]["text"] == "in"
        assert len(over["decided"]) == 2


@pytest.mark.parametrize("given", [{"picked": [9]}, {"order": [0]}, {"text": "x"}, {}, {"picked": []}])
async def test_what_is_no_answer_is_asked_for_again(tmp_path: Path, given: dict[str, Any]) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.player()
        view = await begun(visit)
        again = await visit.answers(view, given)
        assert again["sentence"].startswith("That is not an answer to this question.")
        assert not school.store.responses(view["place"]["attempt"])


async def test_a_certificate_that_was_erased_meanwhile_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def erased(visitor: object, bank: str) -> str:
        raise RequestError("No certificate of this store has the code.")

    async with served(tmp_path, SINGLE) as school:
        visit = await school.player()
        monkeypatch.setattr(school.server._desk, "certificate_page", erased)
        async with visit.session.get(f"{school.url}/certificate/first") as page:
            assert (page.status, "There is no certificate" in await page.text()) == (404, True)


async def test_what_is_kept_of_somebody_is_theirs_to_read_and_names_no_place_of_the_machine(tmp_path: Path) -> None:
    async with served(tmp_path, builders.short("a", time_limit="none")) as school:
        visit, other = await school.player("Ann <b>"), await school.player("Bea")
        await visit.answers(await visit.act("begin", bank="first"), {"text": "my own words"})
        stranger = await school.visit()
        async with stranger.session.get(f"{school.url}/kept") as nothing:
            assert (nothing.status, "nothing is kept" in await nothing.text()) == (404, True)
        async with visit.session.get(f"{school.url}/kept") as page:
            text = await page.text()
            assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
            assert "my own words" in text
            assert "Ann &lt;b&gt;" in text
            assert "Bea" not in text
            assert str(tmp_path) not in text
            (style,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in page.headers["Content-Security-Policy"]
        async with other.session.get(f"{school.url}/kept") as page:
            assert "my own words" not in await page.text()


async def test_mistakes_are_practised_and_a_certificate_is_had_once_it_is_earned(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, builders.single("b"), about={"pass_mark": 50}) as school:
        visit = await school.player()
        assert "once you have passed" in (await visit.act("certificate", bank="first"))["sentence"]
        view = await begun(visit)
        attempt = view["place"]["attempt"]
        told = await visit.act("skip", attempt=attempt, question=1)
        assert told["feedback"]["verdict"] == "No answer"
        results = await played(school, visit, await visit.goes_on(told))
        assert (results["verdict"], len(results["missed"])) == ("Passed", 1)
        assert (await visit.act("home"))["banks"][0]["missed"] == 1
        rounds = await played(school, visit, await begun(visit, "mistakes"))
        assert (rounds["verdict"], rounds["has_certificate"]) == ("All right", False)
        assert "went" not in (await visit.act("begin", bank="first", mode="mistakes"))["sentence"]
        asked = await visit.act("certificate", bank="first")
        assert (asked["typed"], asked["issued"]) == ("Ann", False)
        async with visit.session.get(f"{school.url}/certificate/first") as nothing:
            assert nothing.status == 404
        assert (await visit.act("certificate", bank="first", name="  "))["sentence"]
        assert (await visit.act("certificate", bank="first", name="Mrs A. <Khan>"))["issued"]
        async with visit.session.get(f"{school.url}/certificate/first") as page:
            assert "Mrs A. &lt;Khan&gt;" in await page.text()
            assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")


async def test_what_cannot_be_kept_is_not_acknowledged_and_can_be_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(tmp_path, SINGLE, builders.single("b")) as school:
        visit = await school.player()
        view = await begun(visit)

        def full(*_: object) -> bool:
            raise StoreError(f"The disk with {tmp_path} is full.", "Free some space.")

        with monkeypatch.context() as patch:
            patch.setattr(school.store, "record", full)
            trouble = await visit.answers(view, school.right(view["place"]["attempt"], view))
            assert (visit.status, trouble["now"]) == (503, "trouble")
            assert str(tmp_path) not in trouble["sentence"]
        told = await visit.answers(view, school.right(view["place"]["attempt"], view))
        assert (told["now"], told["feedback"]["right"]) == ("feedback", True)


async def test_two_servers_on_one_store_serve_the_same_person(tmp_path: Path) -> None:
    """Each act goes to the other one, as a reverse proxy may have it."""
    questions = builders.every_type()
    async with served(tmp_path, *questions) as one, served(tmp_path, *questions) as other:
        visit = await one.player()
        view = await begun(visit)
        attempt, turns = view["place"]["attempt"], 0
        while view["now"] != "results":
            visit.url = (one, other)[(turns := turns + 1) % 2].url
            given = visit.answers(view, one.right(attempt, view)) if view["now"] == "question" else visit.goes_on(view)
            view = await given
        assert (view["mark"], len(one.store.responses(attempt))) == ("100 %", 9)


async def test_a_bank_that_changes_meanwhile_ends_nothing_that_is_kept(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE, builders.single("b")) as school:
        visit = await school.player()
        view = await begun(visit)
        await visit.answers(view, {"picked": [0]})
        write_bank(tmp_path, SINGLE, builders.single("b"), builders.single("c"))
        assert (await visit.act("home"))["banks"][0]["questions"] == 3
        gone = await visit.act("attempt", attempt=view["place"]["attempt"])
        assert (gone["now"], "have changed since" in gone["sentence"]) == ("home", True)
