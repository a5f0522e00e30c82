"""The page of one file in a real browser: every type, its feedback, the result, coming back, and where nothing is kept."""

from pathlib import Path
from typing import Any

import pytest

from quiz.banks.model import Bank
from tests import builders
from tests.live.test_pad import DESKTOP, PHONE
from tests.standalone.pages import Practice

pytestmark = pytest.mark.asyncio(loop_scope="session")

REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


def bank_of_all(**about: Any) -> Bank:
    """Return a bank of every type, all of which are asked."""
    return builders.bank(*builders.every_type(), builders.poll(), quiz_length=0, **about)


def one_of(*, count: int = 1, **changes: Any) -> Bank:
    """Return a bank of questions with one right option each, the first of which is asked for an action."""
    asked = [builders.single(f"q{n}", prompt=f"What about q{n}?", shuffle=False, **changes) for n in range(count)]
    return builders.bank(*asked, quiz_length=0)


async def test_every_type_is_answered_by_touch_and_told_right(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(browser, tmp_path, bank_of_all(), has_touch=True, is_mobile=True)
    await tab.sees("9 questions")
    await tab.press("Begin")
    asked = set()
    for number in range(1, 11):
        await tab.sees(f"Question {number} of 10")
        kind = await tab.answer_rightly()
        asked.add(kind)
        assert await tab.heading() == ("Thank you" if kind == "poll" else "Right"), kind
        if kind == "short":
            await tab.sees("You typed “reprot fraud”. Right is “report fraud”.")
        assert await tab.page.get_by_role("link", name="A guide").get_attribute("rel") == "noopener noreferrer"
        await tab.sees("Because.")
        await tab.press("See your result" if number == 10 else "Next question")
    assert len(asked) == 10
    assert await tab.heading() == "100 %: passed"
    await tab.sees("9 of 9 right. The pass mark is 80 %.")
    assert not tab.complaints


async def test_by_keyboard_a_wrong_answer_is_told_with_why_and_what_to_do(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(
        browser, tmp_path, one_of(action="Tell {it_support} at once.", hint="Think."), viewport=DESKTOP
    )
    keyboard = tab.page.keyboard
    assert await tab.heading() == "The first bank"
    await keyboard.press("Tab")
    await tab.settle()
    await keyboard.press("Enter")
    assert await tab.heading() == "What about q0?"
    await tab.page.get_by_role("button", name="Show a hint").focus()
    await keyboard.press("Enter")
    await tab.sees("Hint: Think.")
    await tab.page.get_by_role("button", name="option 0").focus()
    await tab.settle()
    await keyboard.press("Enter")
    assert await tab.heading() == "Not right"
    for told in ("You said A: option 0", "why 0", "option 1", "Because.", "Tell Mr Webb at once.", "checked 23 Nov 2026"):
        await tab.sees(told)
    await tab.press("See your result")
    assert await tab.heading() == "0 %: not passed yet"
    await tab.sees("Your things to do")
    await tab.sees("Tell Mr Webb at once.")
    await tab.page.locator("summary").focus()
    await keyboard.press("Enter")
    await tab.sees("Because.")
    assert not tab.complaints


async def test_a_part_of_it_right_is_told_and_counts_in_part(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(browser, tmp_path, builders.bank(builders.multiple(shuffle=False), quiz_length=0))
    await tab.press("Begin", "Check answer")
    assert await tab.page.get_by_text("Pick at least one").filter(visible=True).count() == 1, "said once, not twice"
    await tab.press("option 0", "Check 1 picked")
    assert await tab.heading() == "Partly right"
    await tab.sees("50 % of it")
    await tab.press("See your result")
    assert await tab.heading() == "50 %: not passed yet"
    await tab.sees("0 of 1 right, 1 in part. The pass mark")


async def test_a_topic_of_which_a_part_was_right_is_told_in_per_cent(browser: Any, tmp_path: Path) -> None:
    asked = [builders.multiple(topic, topic=topic, shuffle=False) for topic in ("mail", "phones")]
    tab = await Practice.opened(browser, tmp_path, builders.bank(*asked, quiz_length=0))
    await tab.press("Begin", "option 0", "Check 1 picked", "Next question", "option 0", "Check 1 picked", "See your result")
    await tab.sees("0 of 2 right, 2 in part. The pass mark")
    assert sorted(await tab.page.locator("ul.table.plain li").all_inner_texts()) == ["mail\n50 %", "phones\n50 %"]


async def test_a_message_without_a_verdict_is_asked_for_it_in_the_order_of_the_page(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(browser, tmp_path, builders.bank(builders.spot(), quiz_length=0))
    await tab.press("Begin", "Check answer")
    await tab.sees("Then say what it is:")
    assert await tab.page.get_by_role("alert").inner_text() == "Say what it is: a scam or genuine."


async def test_what_is_no_figure_is_asked_for_again_and_none_may_be_given(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(browser, tmp_path, builders.bank(builders.number(), quiz_length=0))
    await tab.press("Begin")
    await tab.page.get_by_label("Your figure, in hours").fill("72 or 73")
    await tab.press("Check 72 or 73")
    await tab.sees("That is not an answer to this question. Type a figure, in hours.")
    await tab.press("No answer")
    assert await tab.heading() == "No answer this time"
    await tab.sees("72 hours")


async def test_a_second_tap_answers_nothing_that_has_come_under_the_finger(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(browser, tmp_path, one_of(count=2))
    await tab.press("Begin")
    await tab.page.evaluate("() => document.querySelector('.tile').click()")
    assert (await tab.question()).startswith("q"), "a view that has just come takes nothing"
    await tab.press("option 1")
    assert await tab.heading() == "Right"


async def test_one_is_where_one_was_after_a_reload(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(browser, tmp_path, bank_of_all())
    await tab.press("Begin")
    seen = [await tab.answer_rightly()]
    for _ in range(4):
        await tab.page.reload()
        # Its feedback is on the screen again.
        await tab.press(f"Go on at question {len(seen)} of 10")
        assert await tab.heading() in ("Right", "Thank you")
        await tab.sees(f"What about {seen[-1]}?")
        await tab.press("Next question")
        asked = await tab.question()
        options = await tab.page.locator("form .text").all_inner_texts()
        await tab.page.reload()
        await tab.press(f"Go on at question {len(seen) + 1} of 10")
        assert await tab.question() == asked
        assert await tab.page.locator("form .text").all_inner_texts() == options
        seen.append(await tab.answer_rightly())
    assert len(set(seen)) == 5


async def test_two_windows_of_one_browser_are_at_one_place(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(browser, tmp_path, one_of(count=2))
    other = Practice(await tab.page.context.new_page())
    await other.page.clock.install()
    await other.page.goto(tab.page.url)
    await tab.press("Begin")
    await other.press("Go on at question 1")
    await tab.press("option 1")
    await other.sees("Because.")
    await other.press("Next question")
    await tab.sees("Question 2 of 2")
    await other.press("option 1", "See your result", "Forget what this browser has kept")
    await tab.press("Begin")
    assert not tab.complaints + other.complaints


async def test_a_story_goes_on_where_it_was(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(browser, tmp_path, builders.bank(builders.scenario(), quiz_length=0))
    await tab.press("Begin", "in")
    await tab.sees("A room.")
    await tab.page.reload()
    await tab.press("Go on at question 1 of 1")
    await tab.sees("A room.")
    await tab.press("half")
    assert await tab.heading() == "Partly right"
    await tab.sees("75 % of it")
    await tab.sees("The end.")
    await tab.sees("better: best")


async def test_a_finished_run_is_kept_until_it_is_forgotten_and_the_next_asks_what_is_new(
    browser: Any, tmp_path: Path
) -> None:
    questions = [builders.true_false(f"q{n}", prompt=f"What about q{n}?", topic="") for n in range(8)]
    tab = await Practice.opened(browser, tmp_path, builders.bank(*questions, quiz_length=4))
    seen: list[list[str]] = []
    for run in range(2):
        await tab.press("Practise again" if run else "Begin")
        seen.append([])
        for number in range(4):
            seen[-1].append(await tab.question())
            await tab.press("False" if number else "True", "Next question" if number < 3 else "See your result")
        assert await tab.heading() == "25 %: not passed yet"
    assert sorted(seen[0] + seen[1]) == [question.id for question in questions]
    await tab.page.reload()
    await tab.press("See your last result")
    assert await tab.heading() == "25 %: not passed yet"
    await tab.press("Forget what this browser has kept")
    assert await tab.page.evaluate("localStorage.length") == 0
    assert await tab.place.get_by_role("button").all_inner_texts() == ["Begin"]
    # What somebody has damaged says nothing, and is no reason not to begin.
    await tab.page.evaluate("(kept) => localStorage.setItem('inset-quiz-past:first', kept)", '{"q0": null, "q1": [1, 0]}')
    await tab.page.reload()
    await tab.press("Begin")
    await tab.question()


async def test_where_the_browser_keeps_nothing_it_is_said_and_played_all_the_same(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(browser, tmp_path, one_of())
    await tab.page.add_init_script(REFUSED)
    await tab.page.reload()
    await tab.sees("This browser keeps nothing either")
    await tab.press("Begin", "option 1")
    assert await tab.heading() == "Right"
    await tab.press("See your result")
    assert await tab.heading() == "100 %: passed"
    assert not await tab.page.get_by_text("Forget").count()
    assert not tab.complaints


async def test_a_text_that_is_no_place_of_this_bank_is_left(browser: Any, tmp_path: Path) -> None:
    tab = await Practice.opened(browser, tmp_path, one_of())
    other = '{"format":1,"bank":"other","seed":1,"drawn":"0","marks":""}'
    spoilt = other.replace("other", "0123456789abcdef").replace("}", ',"told":{"picked":[7]}}').replace('""', '"1"')
    for kept in ("{", "null", '{"format": 1}', other, spoilt):
        await tab.page.evaluate("(text) => localStorage.setItem('inset-quiz-practice:first', text)", kept)
        await tab.page.reload()
        buttons = await tab.place.get_by_role("button").all_inner_texts()
        assert buttons == (["Go on at question 1 of 1", "Begin anew"] if kept == spoilt else ["Begin"])
        await tab.press(buttons[0])
        await tab.press("option 1")
        assert await tab.heading() == "Right"


async def test_nothing_is_asked_of_the_network_and_hostile_text_stays_text(browser: Any, tmp_path: Path) -> None:
    evil = "<img src=http://x.test/a onerror=alert(1)></script><script>document.title='x'</script>"
    question = builders.single(prompt=evil, explanation=evil, action=evil, hint=evil)
    source = builders.source(title=evil, url="javascript:alert(1)")
    tab = await Practice.opened(browser, tmp_path, one_of())
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    bank = builders.bank(question, title=evil, quiz_length=0)
    bank.sources["guide"] = source
    other = await Practice.opened(browser, tmp_path, bank)
    other.page.on("request", lambda request: asked.append(request.url))
    await other.page.reload()
    await other.press("Begin", "option 0")
    await other.sees("You said")
    assert await other.page.locator("main img, main script, main a").count() == 0
    assert await other.page.title() == evil
    await tab.page.reload()
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    assert not tab.complaints
    assert not other.complaints


async def _is_sound_here(tab: Practice) -> None:
    for scheme in ("light", "dark"):
        await tab.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await tab.is_sound()


async def test_a_scan_finds_no_fault_from_start_to_result(browser: Any, tmp_path: Path) -> None:
    bank = builders.bank(builders.single(hint="Think.", action="Ring."), quiz_length=0)
    tab = await Practice.opened(browser, tmp_path, bank, bypass_csp=True)
    await _is_sound_here(tab)
    await tab.press("Begin", "Show a hint")
    await _is_sound_here(tab)
    await tab.press("option 0")
    await _is_sound_here(tab)
    await tab.press("See your result")
    await tab.page.locator("summary").click()
    await _is_sound_here(tab)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "context",
    [
        {"viewport": PHONE},
        {"viewport": DESKTOP},
        # What a window of 1280 x 800 is at 200 % and at 400 %.
        {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
        {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
    ],
    ids=["phone", "desktop", "zoom-200", "zoom-400"],
)
async def test_a_scan_finds_no_fault_in_any_state_at_any_size(browser: Any, tmp_path: Path, context: Any) -> None:
    tab = await Practice.opened(browser, tmp_path, bank_of_all(), bypass_csp=True, **context)
    await tab.press("Begin")
    for number in range(10):
        await _is_sound_here(tab)
        if number % 2:
            await tab.press("No answer")
        else:
            await tab.answer_rightly()
        await _is_sound_here(tab)
        await tab.press("Next question" if number < 9 else "See your result")
    await _is_sound_here(tab)
