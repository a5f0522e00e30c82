import pytest

from tests import builders
from tests.tui.driving import Hall, playing, press, settle
from tests.tui.seeing import solid, texts

HOSTILE = [
    "[/] [@click=app.quit]free[/] [red][red] a\u200bb\u200dc $primary {it} \\[b]",
    "x" * 2000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "without a blank"])
async def test_hostile_text_is_shown_as_it_is_on_the_way_through_a_quiz(hall: Hall, text: str) -> None:
    question = builders.single(prompt=text, explanation=text, action=text, topic=text, hint=text)
    hall.add(question, title=text, summary=text)
    app = hall.app(player=text, team=text)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert text in texts(app.screen)
        await press(pilot, "question_mark", "escape", "s", "escape", "enter")
        assert solid(texts(playing(app))).count(solid(text)) >= 2
        hall.clock.move(1)
        await press(pilot, "f2", "1")
        assert solid(texts(playing(app))).count(solid(text)) >= 3
        hall.clock.move(1)
        await press(pilot, "f", "enter", "escape", "b", "escape", "t", "escape")
        assert app.is_running


async def test_only_web_addresses_are_opened(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.add(builders.single())
    app = hall.app()
    opened: list[str] = []
    monkeypatch.setattr(app, "open_url", opened.append)
    async with app.run_test(notifications=True) as pilot:
        await settle(pilot)
        for url in ("javascript:alert(1)", "file:///etc/passwd", "https://ico.org.uk/guide", "http://a:b@c/"):
            app.open_link(url)
        await settle(pilot)
    assert opened == ["https://ico.org.uk/guide"]
