"""The school's policy over HTTP: asked for after a pass, acknowledged as it was read, and anew when it changes."""

from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.serve.school import School, Visit, served
from tests.serve.test_page import begins, goes_on, joined

TEXT = "# <b>Phones</b>\n\n<script>alert(1)</script> No [bold]pupils[/].\n"
SINGLE = builders.single("a", time_limit="none")


def write_policy(folder: Path, text: str = TEXT, version: str = "1") -> None:
    (folder / "policy.md").write_text(text, encoding="utf-8")
    table = f'[policy]\ntitle = "Acceptable use"\nversion = "{version}"\nfile = "policy.md"\n'
    (folder / "school.toml").write_text(table, encoding="utf-8")


async def passes(school: School, visit: Visit) -> None:
    view = await visit.act("begin", bank="first")
    told = await visit.answers(view, school.right(view["place"]["attempt"], view))
    assert (await visit.goes_on(told))["policy"] == "Acceptable use"


async def test_it_is_asked_for_after_a_pass_and_kept_once(tmp_path: Path) -> None:
    write_policy(tmp_path)
    async with served(tmp_path, SINGLE) as school:
        visit = await school.player()
        home = await visit.act("home")
        assert (home["policy"], home["policy_is_due"]) == ("Acceptable use", False)
        early = await visit.act("policy")
        assert (early["is_due"], early["standing"]) == (False, "You can acknowledge it once you have passed a quiz.")
        wish = {name: early[name] for name in ("title", "version", "sha256")}
        assert await visit.act("acknowledge", **wish) == early
        await passes(school, visit)
        assert (await visit.act("home"))["policy_is_due"]
        read = await visit.act("policy")
        assert (read["is_due"], read["standing"]) == (True, "")
        drawn = [(block["kind"], "".join(run["text"] for run in block["runs"])) for block in read["blocks"]]
        # Markdown is drawn, and nothing else is markup.
        assert drawn == [("heading", "<b>Phones</b>"), ("text", "<script>alert(1)</script> No [bold]pupils[/].")]
        done = await visit.act("acknowledge", **wish)
        assert not done["is_due"]
        assert done["standing"] == "You acknowledged it on 14 November 2023. Your certificate says so."
        school.clock.move(5 * 24 * 60 * 60)
        assert await visit.act("acknowledge", **wish) == done
        assert not (await visit.act("home"))["policy_is_due"]
        player = school.store.find_player("Ann")
        assert player
        assert len(school.store.acknowledgements.of_player(player.id)) == 1


async def test_what_has_changed_since_it_was_read_is_not_acknowledged_and_a_new_version_asks_anew(tmp_path: Path) -> None:
    write_policy(tmp_path)
    async with served(tmp_path, SINGLE) as school:
        visit = await school.player()
        await passes(school, visit)
        read = await visit.act("policy")
        told = ("title", "version", "sha256")
        untitled = await visit.act("acknowledge", version=read["version"], sha256=read["sha256"])
        assert untitled["is_due"], "a page of before can draw nothing of it"
        write_policy(tmp_path, TEXT + "More.")
        again = await visit.act("acknowledge", **{name: read[name] for name in told})
        assert (again["is_due"], again["sentence"]) == (True, "It has changed since you read it. Read it once more.")
        done = await visit.act("acknowledge", **{name: again[name] for name in told})
        assert not done["is_due"]
        cookie = {one.key: one.value for one in visit.session.cookie_jar}
    write_policy(tmp_path, TEXT + "More.", version="2")
    async with served(tmp_path) as school:
        visit = await school.visit(cookies=cookie)
        assert (await visit.act("home"))["policy_is_due"]
        (tmp_path / "policy.md").unlink()
        assert "cannot be shown" in (await visit.act("policy"))["sentence"]
        assert not (await visit.act("home"))["policy_is_due"]


async def test_a_new_version_is_asked_for_while_it_is_served_and_only_what_was_read_is_acknowledged(tmp_path: Path) -> None:
    write_policy(tmp_path)
    async with served(tmp_path, SINGLE) as school:
        visit = await school.player()
        await passes(school, visit)
        read = await visit.act("policy")
        write_policy(tmp_path, version="2 of spring")
        wish = {name: read[name] for name in ("title", "version", "sha256")}
        again = await visit.act("acknowledge", **wish)
        assert (again["version"], again["is_due"]) == ("2 of spring", True)
        assert again["sentence"] == "It has changed since you read it. Read it once more."
        wish = {name: again[name] for name in ("title", "version", "sha256")}
        renamed = (tmp_path / "school.toml").read_text("utf-8").replace("Acceptable use", "Phones")
        (tmp_path / "school.toml").write_text(renamed, "utf-8")
        assert (await visit.act("acknowledge", **wish))["title"] == "Phones"
        assert not (await visit.act("acknowledge", **{**wish, "title": "Phones"}))["is_due"]
        (tmp_path / "school.toml").write_text("[policy", "utf-8")
        for _ in range(2):
            assert (await visit.act("home"))["policy"] == "Phones"
        (broken,) = school.said
        assert "school.toml: It cannot be read:" in broken
        write_policy(tmp_path, version="3")
        assert (await visit.act("home"))["policy_is_due"]
        (tmp_path / "policy.md").unlink()
        for _ in range(2):
            assert not (await visit.act("home"))["policy_is_due"]
        assert len(school.said) == 3
        assert "can be read again" in school.said[1]
        assert 'The policy "Acceptable use" cannot be shown, "policy.md"' in school.said[2]


async def test_a_school_without_one_is_told_so(tmp_path: Path) -> None:
    async with served(tmp_path, SINGLE) as school:
        visit = await school.player()
        assert (await visit.act("home"))["policy"] == ""
        assert (await visit.act("policy"))["sentence"] == "This school has put no policy here."


@pytest.mark.asyncio(loop_scope="session")
async def test_on_the_page_it_is_acknowledged_once_its_end_was_scrolled_to(browser: Any, tmp_path: Path) -> None:
    write_policy(tmp_path, TEXT + "\n- Ask *first*.\n\n" + "A rule for phones.\n\n" * 60 + "That is all.\n")
    async with served(tmp_path, SINGLE) as school:
        tab = await joined(browser, school)
        page = tab.page
        await begins(tab)
        await page.get_by_role("button", name="option 1").click()
        await goes_on(tab)
        await page.get_by_role("button", name="Read “Acceptable use”").click()
        await tab.sees("<script>alert(1)</script> No [bold]pupils[/].")
        await page.get_by_role("heading", name="<b>Phones</b>", exact=True).wait_for()
        await page.get_by_role("listitem").filter(has_text="Ask first").wait_for()
        await tab.is_sound()
        will = page.get_by_role("button", name="I have read this")
        assert await will.get_attribute("aria-disabled") == "true"
        await will.click(force=True)
        await page.get_by_text("That is all.").scroll_into_view_if_needed()
        await page.evaluate("scrollTo(0, document.body.scrollHeight)")
        await page.locator("button.do:not([aria-disabled])").wait_for()
        assert not school.store.acknowledgements.of_player(school.store.find_player("Ann").id)  # type: ignore[union-attr]
        await tab.is_sound()
        await will.click()
        await tab.sees("You acknowledged it on 14 November 2023.")
        await tab.is_sound()
        await page.get_by_role("button", name="All banks").click()
        await page.get_by_role("button", name="Policy: Acceptable use").click()
        await tab.sees("You acknowledged it")
