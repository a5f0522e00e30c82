"""On a terminal of 60 by 20 nothing but titles is cut off on any screen, and nothing lies beside it."""

import pytest
from textual.containers import VerticalScroll
from textual.screen import Screen

from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.screens.trainer import TrainerScreen
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from tests import builders
from tests.tui.driving import Hall, playing, press, right_keys, settle
from tests.tui.seeing import drawn

LONG = "a title of many words that goes on for longer than a line of sixty cells can hold"


def assert_fits(screen: Screen[object]) -> None:
    """No widget reaches beyond the screen's sides, nothing scrolls sideways, and words in a page are drawn to the last."""
    for widget in screen.query("*"):
        if widget.display and widget.region:
            assert widget.region.x >= 0, widget
            assert widget.region.right <= 60, widget
        if isinstance(widget, VerticalScroll):
            assert widget.max_scroll_x == 0, widget
            for words in widget.query(PlainText):
                if words.display and words.region:
                    # A path without blanks wraps within a word.
                    assert drawn(words).replace(" ", "") == "".join(str(words.render()).split())
    assert all(len(line.rstrip()) <= 59 for line in str(screen.query_one(KeyBar).render()).splitlines())


@pytest.mark.parametrize("keys", [(), ("n",), ("s",), ("b",), ("t",), ("t", "enter"), ("question_mark",)], ids="-".join)
async def test_what_home_leads_to(hall: Hall, keys: tuple[str, ...]) -> None:
    hall.add(title=LONG, summary=f"{LONG}. {LONG}.", audience=LONG, identifier="first")
    (hall.folder / "broken.toml").write_text("format = 1\nnonsense", encoding="utf-8")
    app = hall.app(player="W" * 40, team="M" * 40)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
            while isinstance(app.screen, TrainerScreen) and not app.screen.healths:
                await pilot.pause()
        if isinstance(app.screen, PreviewScreen):
            await settle(pilot)
        assert_fits(app.screen)


async def test_results_and_review(hall: Hall) -> None:
    question = builders.single(topic=LONG, prompt=LONG, explanation=LONG, action=LONG)
    hall.add(question, title=LONG)
    app = hall.app(player="W" * 40, team="M" * 40)
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        hall.clock.move(1)
        right = next(iter(right_keys(playing(app).attempt.current, playing(app).session.record.seed)))
        await press(pilot, "1" if right != "1" else "2")
        hall.clock.move(1)
        for _ in range(2):
            await press(pilot, "enter")
            assert_fits(app.screen)
