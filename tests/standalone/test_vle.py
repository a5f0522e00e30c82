"""The SCORM 1.2 package in a VLE: scorm-again's run-time in a page around it, in a real browser."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from quiz.banks.model import Bank
from quiz.standalone.scorm_package import scorm_package
from tests import builders
from tests.live.test_pad import DESKTOP
from tests.standalone.pages import Practice

pytestmark = pytest.mark.asyncio(loop_scope="session")

RUN_TIME = Path(__file__).parent / "scorm_again" / "scorm12.min.js"
COURSE = "http://vle.test/course"
# What the page asks of the VLE is written down with what came of it; scorm-again refuses what breaks the standard.
VLE = """<!doctype html><title>VLE</title><script src="run-time.js"></script><script>
const kept = JSON.parse(localStorage.getItem("cmi"));
window.API = new Scorm12API({ autocommit: false });
if (kept) API.loadFromJSON(kept.cmi);
window.calls = [];
for (const name of ["LMSInitialize", "LMSSetValue", "LMSCommit", "LMSFinish"]) {
  const own = API[name].bind(API);
  API[name] = (...values) => {
    const came = ["LMSCommit", "LMSSetValue"].includes(name) && window.refuses ? "false" : own(...values);
    calls.push([name, ...values, String(came), String(API.LMSGetLastError())]);
    if (name !== "LMSInitialize") localStorage.setItem("cmi", JSON.stringify(API.renderCMIToJSONObject()));
    return came;
  };
}
</script><iframe src="index.html" width="1000" height="700"></iframe>"""


class Vle:
    """A course of one package in a browser, whose learner comes and goes."""

    def __init__(self, page: Any) -> None:
        self.page = page

    @classmethod
    async def of(cls, browser: Any, bank: Bank) -> "Vle":
        """Unpack a bank's package behind the address of a course."""
        context = await browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
        package = zipfile.ZipFile(io.BytesIO(scorm_package(bank, {})))

        async def serve(route: Any) -> None:
            name = route.request.url.rpartition("/")[2]
            own = {"": VLE.encode(), "run-time.js": RUN_TIME.read_bytes(), "elsewhere.html": b"Elsewhere"}
            kind = "text/javascript" if name.endswith(".js") else "text/html"
            await route.fulfill(body=own.get(name) or package.read(name), content_type=kind)

        await context.route(f"{COURSE}/**", serve)
        page = await context.new_page()
        await page.clock.install()
        return cls(page)

    async def come(self) -> Practice:
        """Open the course. Returns its page."""
        await self.page.goto(f"{COURSE}/")
        frame = next(frame for frame in self.page.frames if frame.url.endswith("index.html"))
        return Practice(self.page, frame)

    async def leave(self) -> None:
        """Leave the page for another; all that it asked of the VLE was granted, and it said goodbye."""
        await self.page.evaluate("document.querySelector('iframe').src = 'elsewhere.html'")
        await self.page.frame_locator("iframe").get_by_text("Elsewhere").wait_for()
        calls = await self.page.evaluate("calls")
        assert [call[0] for call in calls].count("LMSInitialize") == 1
        assert calls[-1][0] == "LMSFinish"
        assert [call for call in calls if call[-2:] != ["true", "0"]] == []
        times = [call[2] for call in calls if call[1] == "cmi.core.session_time"]
        assert all(re.fullmatch(r"\d{4}:\d\d:\d\d", time) for time in times)
        assert times

    async def core(self) -> dict[str, Any]:
        """Return what the VLE knows of the learner's place and result."""
        core: dict[str, Any] = (await self.cmi())["core"]
        return core

    async def cmi(self) -> dict[str, Any]:
        """Return all that the VLE has kept."""
        kept = json.loads(await self.page.evaluate("localStorage.getItem('cmi')"))
        cmi: dict[str, Any] = kept["cmi"]
        return cmi


async def test_a_run_is_kept_goes_on_another_day_and_ends_with_score_and_pass(browser: Any) -> None:
    bank = builders.bank(*builders.every_type(), builders.poll(), quiz_length=0)
    vle = await Vle.of(browser, bank)
    page = await vle.come()
    await page.sees("Your VLE keeps your place")
    await page.press("Begin")
    seen = [await page.answer_rightly()]
    await page.press("Next question")
    await vle.leave()
    core = await vle.core()
    assert core["lesson_status"] == "incomplete"
    assert core["exit"] == "suspend"
    page = await vle.come()
    await page.press("Go on at question 2 of 10")
    while len(seen) < 10:
        seen.append(await page.answer_rightly())
        await page.press("Next question" if len(seen) < 10 else "See your result")
    assert len(set(seen)) == 10
    assert await page.heading() == "100 %: passed"
    await vle.leave()
    result = await vle.core()
    assert result["lesson_status"] == "passed"
    assert {key: result["score"][key] for key in ("raw", "min", "max")} == {"raw": "100", "min": "0", "max": "100"}
    page = await vle.come()
    await page.press("See your last result")
    assert await page.heading() == "100 %: passed"
    assert not page.complaints


async def test_a_later_run_that_is_worse_takes_nothing_away_and_a_better_one_counts(browser: Any) -> None:
    vle = await Vle.of(browser, builders.bank(builders.multiple(), quiz_length=0))
    expected = [(("option 0",), "50", "failed"), (("option 0", "option 2"), "100", "passed"), ((), "100", "passed")]
    for number, (picked, score, status) in enumerate(expected):
        page = await vle.come()
        await page.press("Practise again" if number else "Begin")
        if picked:
            await page.press(*picked, "Check")
        else:
            await page.press("No answer")
        await page.press("See your result")
        await vle.leave()
        core = await vle.core()
        assert (core["score"]["raw"], core["lesson_status"]) == (score, status)


async def test_a_vle_that_keeps_nothing_is_told_of_and_asked_again(browser: Any) -> None:
    vle = await Vle.of(browser, builders.bank(builders.single("a"), builders.single("b"), quiz_length=0))
    page = await vle.come()
    await page.press("Begin")
    await vle.page.evaluate("window.refuses = true")
    await page.press("option 1")
    await page.sees("Your VLE did not keep that.")
    assert await page.heading() == "Right"
    await vle.page.evaluate("window.refuses = false")
    await page.press("Next question")
    assert await page.place.locator("#trouble").is_hidden()


@pytest.mark.parametrize("way", ["by itself", "by its button", "as the page is left"])
async def test_a_result_that_the_vle_has_not_recorded_is_told_of_and_told_again(browser: Any, way: str) -> None:
    vle = await Vle.of(browser, builders.bank(builders.single("a"), quiz_length=0))
    page = await vle.come()
    await page.press("Begin")
    await vle.page.evaluate("window.refuses = true")
    await page.press("option 1", "See your result")
    trouble = page.place.locator("#trouble")
    await page.sees("Your VLE has not recorded your result yet.")
    await page.press("Try again")
    assert await trouble.is_visible()
    await vle.page.evaluate("window.refuses = false")
    if way == "by itself":
        await vle.page.clock.run_for(60_000)
    elif way == "by its button":
        await page.press("Try again")
        assert await page.heading() == "100 %: passed"
    else:
        await vle.page.evaluate("document.querySelector('iframe').src = 'elsewhere.html'")
        await vle.page.frame_locator("iframe").get_by_text("Elsewhere").wait_for()
    if way != "as the page is left":
        assert await trouble.is_hidden()
    core = await vle.core()
    assert (core["score"]["raw"], core["lesson_status"]) == ("100", "passed")
    told = await vle.page.evaluate("calls.length")
    await vle.page.clock.run_for(300_000)
    assert await vle.page.evaluate("calls.length") == told, "what is kept is told no more"


async def test_a_better_run_is_recorded_though_a_worse_one_follows_before_the_vle_takes_any(browser: Any) -> None:
    vle = await Vle.of(browser, builders.bank(builders.single("a"), quiz_length=0))
    page = await vle.come()
    await page.press("Begin")
    await vle.page.evaluate("window.refuses = true")
    await page.press("option 1", "See your result", "Practise again", "No answer")
    await vle.page.evaluate("window.refuses = false")
    await page.press("See your result")
    assert await page.place.locator("#trouble").is_hidden()
    core = await vle.core()
    assert (core["score"]["raw"], core["lesson_status"]) == ("100", "passed")


async def test_without_a_vle_it_says_so_and_plays(browser: Any) -> None:
    vle = await Vle.of(browser, builders.bank(builders.single(), quiz_length=0))
    await vle.page.goto(f"{COURSE}/index.html")
    page = Practice(vle.page)
    await page.sees("No VLE answers here")
    await page.press("Begin", "option 1")
    assert await page.heading() == "Right"
    assert not page.complaints


async def test_a_vle_that_lies_behind_a_window_of_another_address_is_found(browser: Any) -> None:
    vle = await Vle.of(browser, builders.bank(builders.single(), quiz_length=0))
    between = "http://between.test/"
    frame = f'<iframe src="{COURSE}/index.html"></iframe>'
    await vle.page.context.route(f"{between}**", lambda route: route.fulfill(body=frame, content_type="text/html"))
    await vle.come()
    await vle.leave()
    await vle.page.evaluate("API.reset()")
    await vle.page.evaluate("(address) => { document.querySelector('iframe').src = address; }", between)
    inner = vle.page.frame_locator("iframe").frame_locator("iframe")
    await inner.get_by_text("Your VLE keeps your place").wait_for()


async def test_who_only_looks_at_it_changes_no_result(browser: Any) -> None:
    vle = await Vle.of(browser, builders.bank(builders.single(), quiz_length=0))
    await vle.page.goto(f"{COURSE}/elsewhere.html")
    core = {"lesson_mode": "review", "lesson_status": "failed", "score": {"raw": "20"}}
    await vle.page.evaluate("(core) => localStorage.setItem('cmi', JSON.stringify({ cmi: { core } }))", core)
    page = await vle.come()
    await page.press("Begin", "option 1", "See your result")
    await vle.leave()
    kept = await vle.core()
    assert (kept["score"]["raw"], kept["lesson_status"]) == ("20", "failed")
    assert (await vle.cmi()).get("suspend_data", "") == ""
