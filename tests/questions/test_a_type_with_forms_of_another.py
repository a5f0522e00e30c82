"""A new question type of which nothing is picked, and whose forms are those of another: one class is all that is new."""

from pathlib import Path
from typing import ClassVar

import pytest

from quiz.game.state import Phase
from quiz.live.forms import PAD_FORMS
from quiz.live.terminal_pad import TerminalPad
from quiz.plain.prompts import PROMPTERS
from quiz.questions.answers import Typed
from quiz.questions.question import Question
from quiz.questions.short import Short
from quiz.questions.types import QUESTION_TYPES
from quiz.tui.widgets.answers import ANSWER_PANELS
from tests.live.hosting import Front, live_game_of
from tests.live.hosting import press as press_host
from tests.live.serving import serving
from tests.live.test_joining import until
from tests.plain.table import Table
from tests.tui.driving import Hall, settle, tap
from tests.tui.seeing import picture


class Backwards(Question, frozen=True, kw_only=True, tag="backwards"):
    """A word to be typed from its end."""

    word: str

    NAME: ClassVar[str] = "Backwards"
    HOW: ClassVar[str] = "Write it from the end."
    ANSWER: ClassVar[type[Typed]] = Typed

    def key_in_words(self) -> list[str]:
        return [self.word[::-1]]

    def answer_in_words(self, answer: Typed) -> list[str]:
        return [answer.text]

    def _accepts(self, answer: Typed) -> bool:
        return bool(answer.text)

    def _mark(self, answer: Typed) -> float:
        return float(answer.text == self.word[::-1])


@pytest.fixture
def backwards(monkeypatch: pytest.MonkeyPatch) -> Backwards:
    kind: type[Question] = Backwards
    monkeypatch.setitem(QUESTION_TYPES, "backwards", kind)
    monkeypatch.setitem(PROMPTERS, kind, PROMPTERS[Short])
    monkeypatch.setitem(ANSWER_PANELS, kind, ANSWER_PANELS[Short])
    monkeypatch.setitem(PAD_FORMS, kind, PAD_FORMS[Short])
    return Backwards(id="back", prompt="Write PIN from its end.", word="PIN", explanation="It is NIP.", sources=("guide",))


def test_it_is_played_with_the_prompter_of_another(tmp_path: Path, backwards: Backwards) -> None:
    table = Table(tmp_path)
    table.lay(backwards)
    assert "Right. 800 points." in table.play("NIP").said
    assert {"Not right. No points.", "The right answer: NIP"} <= set(table.play("PIN").said)


async def test_it_is_played_with_the_panel_of_another(tmp_path: Path, backwards: Backwards) -> None:
    hall = Hall(tmp_path)
    hall.add(backwards)
    app = hall.app()
    async with app.run_test(size=(60, 20), notifications=True) as pilot:
        await settle(pilot)
        # The first go at a bank asks whether one is ready.
        await tap(pilot, "enter", "enter", "P", "enter")
        seen = picture(app)
        assert "✘ You said P" in " ".join(seen.split())
        assert "✔ Right is NIP" in " ".join(seen.split())


async def test_it_is_hosted_with_pads(tmp_path: Path, backwards: Backwards) -> None:
    async with serving(tmp_path, backwards, preset="accuracy") as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "Join the quiz")
            await pilot.press("enter", "enter")
            await until(pilot, "The quiz begins")
            await hall.next(2)
            await until(pilot, "Write PIN from its end.")
            await pilot.press("N", "I", "P", "enter")
            await until(pilot, "Your answer is in")
            await hall.next(2)
            await until(pilot, "✔ Right")


async def test_hands_say_whether_it_was_right(tmp_path: Path, backwards: Backwards) -> None:
    front = Front(tmp_path, questions=(backwards,))
    async with front.hosting(size=(80, 24), hands=True) as pilot:
        game = live_game_of(pilot).game
        await press_host(pilot, "enter", "enter")
        assert "Write it from the" in picture(pilot.app)
        await press_host(pilot, "enter", "enter", "3", "enter", "1", "enter")
        assert game.phase is Phase.REVEALED
        assert game.team_standings()[0].points == 750
        assert "NIP" in picture(pilot.app)
