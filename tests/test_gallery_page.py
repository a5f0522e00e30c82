"""The gallery that ``just gallery`` makes: pictures of what it says, and a page on which each of them stands."""

import ast
import re
from pathlib import Path

import pytest
from textual.screen import ModalScreen

from scripts import camera as camera_module
from scripts import gallery
from scripts.camera import Camera, NotReachedError, compact
from scripts.desk import Desk
from scripts.journeys import PLAYER
from tests.tui.driving import settle

ROOT = Path(__file__).parents[1]


def test_one_journey_and_its_page(tmp_path: Path) -> None:
    shots = gallery.draw(tmp_path, "newcomer", (80, 24), ("inset-light",))
    assert [shot.state for shot in shots] == ["Home of a newcomer", "Help of home", "Who is playing?", "Ready?"]
    page = gallery.page(shots)
    drawn = re.findall(r'<img loading="lazy" src="([^"]+)"', page)
    assert sorted(drawn) == sorted(file.name for file in tmp_path.glob("*.svg"))
    assert set(re.findall(r'<a href="#([^"]+)"', page)) == set(re.findall(r'<section id="([^"]+)"', page))
    assert "80 × 24, inset-light" in page
    home = (tmp_path / shots[0].file).read_text(encoding="utf-8")
    assert ">Pupils\N{NO-BREAK SPACE}and\N{NO-BREAK SPACE}parents</text>" in home
    assert "@font-face" not in home


def test_what_a_state_is_known_by_is_still_said_by_the_program() -> None:
    said = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "quiz").rglob("*.py")).lower()
    calls = ast.walk(ast.parse((ROOT / "scripts" / "journeys.py").read_text(encoding="utf-8")))
    asked = [
        call.args[3].value
        for call in calls
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "camera.state" and isinstance(call.args[3], ast.Constant)
    ]
    assert len(asked) > 50
    # Figures and names are put in, keys stand before what they do, and a verdict gets its capital as it is drawn.
    composed = re.compile(rf"\d|{PLAYER['player']}")
    gone = [
        words
        for words in map(str, asked)
        if not composed.search(words) and words.strip().removeprefix("Enter ").lower() not in said
    ]
    assert not gone


@pytest.mark.parametrize(("screen", "words"), [(ModalScreen, "INSET Quiz"), (None, "no such words")])
async def test_a_state_that_is_not_what_it_says_is_not_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, screen: type[ModalScreen[None]] | None, words: str
) -> None:
    monkeypatch.setattr(camera_module, "PATIENCE", 0.2)
    app = Desk(tmp_path).app()
    camera = Camera(tmp_path, (80, 24), ("inset-dark",))
    async with app.run_test(size=camera.size) as pilot:
        await settle(pilot)
        with pytest.raises(NotReachedError, match=r"^Somewhere \(80 by 24\): "):
            async with camera.state(pilot, "Somewhere", screen or type(app.screen), words):
                pass
    assert not camera.shots


def test_a_text_stands_where_it_stood_once_the_blanks_before_it_are_gone() -> None:
    text = '<text class="terminal-12-r1" x="12.2" y="20" textLength="61" clip-path="url(#terminal-12-line-0)">'
    small = '<text class="r1" x="36.6" y="20" textLength="36.6">a&amp;b</text>'
    assert small in compact(f"<svg >{text}&#160;&#160;a&amp;b</text></svg>")
