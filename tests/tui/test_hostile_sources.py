"""Sources are a trainer's text, too: shown as written in the feedback and in the question which to open."""

import msgspec
import pytest

from quiz.tui.dialogs import Dialog
from tests import builders
from tests.tui.driving import Hall, playing, press, settle
from tests.tui.seeing import links, texts

NASTY = "[/] [@click=app.quit]free[/] $primary \\[b] a\u200bb"


async def test_hostile_sources_are_shown_as_written_and_only_their_address_opens(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("quiz.tui.app.QuizApp.open_link", lambda app, url, note="": opened.append(url))
    sources = {
        key: builders.source(title=f"{key} {NASTY}", publisher=NASTY, note=NASTY, url=f"http://example.org/{key}")
        for key in ("one", "two")
    }
    bank = msgspec.structs.replace(builders.bank(builders.single("q", sources=tuple(sources))), sources=sources)
    (hall.folder / "first.toml").write_text(builders.to_toml(builders.document(bank)), encoding="utf-8")
    app = hall.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        hall.clock.move(1)
        await press(pilot, "1")
        assert "one [/] [@" in texts(playing(app)), "cut, and whole in the question which to open"
        assert not links(app)
        # The worker that asks is under way until the question is answered: no waiting for it here.
        hall.clock.move(1)
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, Dialog)
        assert f"two {NASTY}, {NASTY}" in texts(app.screen)
        assert not links(app)
        await press(pilot, "2")
        assert opened == ["http://example.org/two"]
