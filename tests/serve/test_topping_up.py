"""Today's top-up over HTTP: home tells of it, a killed server loses nothing of it, and it ends as everywhere."""

from pathlib import Path
from typing import Any

import pytest

from quiz.services.attempt_session import PlayOptions
from tests import builders
from tests.serve.school import CODE, School, Visit, served, write_bank
from tests.serve.test_page import GRACE_MS, goes_on, joined

DAY = 24 * 60 * 60
QUESTIONS = tuple(builders.single(name, time_limit="none", action="Ring them." if name == "b" else "") for name in "ab")


def shown(view: dict[str, Any], text: str) -> dict[str, list[int]]:
    """Return the answer that picks the option with this text, wherever it is shown."""
    return {"picked": [[option["text"] for option in view["question"]["options"]].index(text)]}


async def answered(visit: Visit, view: dict[str, Any], *, right: bool = True) -> dict[str, Any]:
    return await visit.answers(view, shown(view, "option 1" if right else "option 0"))


async def plays(visit: Visit, bank: str, *, right: bool = True) -> None:
    view = await visit.act("begin", bank=bank)
    while view["now"] != "results":
        view = await visit.goes_on(view) if view["now"] == "feedback" else await answered(visit, view, right=right)


def later(days: int) -> builders.FakeClock:
    return builders.FakeClock(float(days * DAY))


async def stands(visit: Visit, view: dict[str, Any]) -> None:
    """A page that is loaded again is where it was, and so is whoever comes by the link or by home."""
    assert await visit.act("attempt", attempt=view["place"]["attempt"]) == view
    if view["now"] == "question":
        assert await visit.act("today") == view


async def test_a_top_up_of_two_banks_goes_on_over_reloads_and_killed_servers(tmp_path: Path) -> None:
    """At each question, at each feedback and at its end: every step is another server's, which remembers nothing."""
    write_bank(tmp_path, *QUESTIONS, identifier="second", title="The other bank")
    write_bank(tmp_path, builders.single("0", time_limit="none"), identifier="third")
    async with served(tmp_path, clock=later(1)) as school:
        visit = await school.player()
        await plays(visit, "second", right=False)
        assert (await visit.act("home"))["today"] is None
        assert (await visit.act("today"))["sentence"] == "Nothing is due. Next: 16 November."
        await plays(visit, "third", right=False)
        cookie = {one.key: one.value for one in visit.session.cookie_jar}
    view: dict[str, Any] = {}
    seen = []
    for step in ("begin", "answer", "next", "answer", "next", "answer", "next"):
        async with served(tmp_path, clock=later(3)) as school:
            visit = await school.visit(cookies=cookie)
            if step == "begin":
                today = (await visit.act("home"))["today"]
                assert today["asked"] == "3 questions, about a minute"
                assert today["why"] == "All of them missed last time. No clock, no board."
                view = await visit.act("today")
                assert view["now"] == "question"
            elif step == "answer":
                seen.append((view["place"]["title"], view["place"]["question"], view["question"]["prompt"]))
                before, view = view, await answered(visit, view, right=view["question"]["prompt"] != "What about b?")
                assert view["now"] == "feedback"
                assert await answered(visit, before) == view, "what was done is not done twice"
                left = (await visit.act("home"))["today"]
                assert (left is None) == (len(seen) == 3)
            else:
                told, view = view, await visit.goes_on(view)
                assert await visit.goes_on(told) == view
            await stands(visit, view)
    assert [number for _, number, _ in seen] == [1, 2, 3]
    assert len({prompt for _, _, prompt in seen}) == 3
    assert [title for title, _, _ in seen] == ["Top-up · The third bank", *["Top-up · The other bank"] * 2], (
        "most urgent first"
    )
    assert (view["now"], view["verdict"], view["lines"][0]) == ("topped-up", "Topped up", "2 of 3 right")
    assert len(view["again"]) == 2
    first = view["questions"][0]
    assert (first["judgement"], first["key"], first["action"]) == ("not right", ["option 1"], "Ring them.")
    async with served(tmp_path, clock=later(3)) as school:
        visit = await school.visit(cookies=cookie)
        assert (await visit.act("today"))["now"] == "nothing-due"
        player = school.store.find_player("Ann")
        assert player
        assert not school.store.open_attempts(player.id)


async def missed_yesterday(school: School) -> Visit:
    visit = await school.player()
    await plays(visit, "first", right=False)
    school.clock.move(2 * DAY)
    return visit


async def test_one_that_was_left_yesterday_or_whose_bank_has_changed_is_closed_and_what_is_due_comes_anew(
    tmp_path: Path,
) -> None:
    async with served(tmp_path, *QUESTIONS) as school:
        visit = await missed_yesterday(school)
        left = await visit.act("today")
        school.clock.move(DAY)
        anew = await visit.act("today")
        assert anew["place"]["attempt"] != left["place"]["attempt"]
        gone = await visit.act("attempt", attempt=left["place"]["attempt"])
        assert (gone["now"], "given up" in gone["sentence"]) == ("home", True)
        write_bank(tmp_path, *QUESTIONS, builders.single("new"))
        school.clock.move(1)
        assert (await visit.act("home"))["today"]["asked"] == "2 questions, about a minute"
        changed = await visit.act("today")
        assert (changed["now"], changed["place"]["question"]) == ("question", 1)
        assert changed["place"]["attempt"] != anew["place"]["attempt"]


async def test_a_flag_is_put_and_taken_back_and_sent_again_changes_nothing(tmp_path: Path) -> None:
    async with served(tmp_path, *QUESTIONS) as school:
        visit = await school.player()
        told = await answered(visit, await visit.act("begin", bank="first"))
        where = {"attempt": told["place"]["attempt"], "question": 1}
        for flagged, count in [(True, 1), (True, 1), (False, 0), (False, 0), (True, 1)]:
            assert await visit.act("flag", **where, flagged=flagged) == {**told, "flagged": flagged}
            assert sum(school.store.flag_counts("first").values()) == count
        second = await answered(visit, await visit.goes_on(told))
        assert await visit.act("flag", **where, flagged=False) == second
        assert sum(school.store.flag_counts("first").values()) == 1


@pytest.mark.asyncio(loop_scope="session")
async def test_a_link_leads_to_it_over_the_name_and_it_is_done_on_a_phone(browser: Any, tmp_path: Path) -> None:
    async with served(tmp_path, *QUESTIONS) as school:
        tab = await joined(browser, school)
        page = tab.page
        await page.evaluate("location.hash = '#today'")
        await tab.sees("Nothing is due.")
        await tab.is_sound()
        player = school.store.find_player("Ann")
        assert player
        session = school.services.begin(player, school.services.banks["first"], PlayOptions(grace=0.0), 1)
        for _ in QUESTIONS:
            session.show()
            skipped = session.attempt.skip()
            assert skipped
            session.keep(skipped)
            session.attempt.advance()
        school.clock.move(2 * DAY)
        await page.reload()
        await tab.sees("Top-up · The first bank")
        await page.goto(school.url)
        await tab.sees("Today: 2 questions, about a minute")
        await tab.is_sound()
        await page.get_by_role("button", name="Somebody else").click()
        await page.get_by_role("button", name="Forget me here").click()
        word = await page.locator(".word b").inner_text()
        await page.goto(f"{school.url}/#today")
        await page.reload()
        await page.get_by_label("Code").fill(CODE)
        await page.get_by_label("Your name").fill("Ann")
        await page.get_by_role("button", name="Begin").click()
        await page.get_by_label("The word for this name").fill(word)
        await page.get_by_role("button", name="Begin").click()
        for option in ("option 1", "option 0"):
            await tab.sees("Top-up · The first bank")
            await page.wait_for_timeout(GRACE_MS)
            await page.get_by_role("button", name=option).click()
            await page.get_by_role("button", name="Flag this question").click()
            await tab.sees("your name is not shown")
            await tab.is_sound()
            await goes_on(tab)
        await tab.sees("1 of 2 right")
        await tab.is_sound()
        await page.reload()
        await tab.sees("1 of 2 right")
        assert sum(school.store.flag_counts("first").values()) == 2
