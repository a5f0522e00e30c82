"""Drives the app in tests: a bank in a temporary folder, a clock that stands still, keys for each type's right answer."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import ModalScreen

from quiz.play.drawing import PresentedQuestion
from quiz.questions.match import Match
from quiz.questions.multiple import Multiple
from quiz.questions.number import Number
from quiz.questions.order import Order
from quiz.questions.question import Question
from quiz.questions.scenario import Scenario
from quiz.questions.short import Short
from quiz.questions.single import Single
from quiz.questions.spot import Spot
from quiz.questions.true_false import TrueFalse
from quiz.services.attempt_session import Clocks
from quiz.services.requests import AppRequest, PlayRequest
from quiz.services.settings import Settings, write_settings
from quiz.tui.app import QuizApp
from quiz.tui.screens.play import PlayScreen
from tests import builders
from tests.builders import FakeClock


@dataclass
class Hall:
    """One app with what surrounds it."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)

    def add(self, *questions: Question, identifier: str = "first", **about: Any) -> None:
        """Write a bank file into the folder."""
        made = builders.bank(*questions, identifier=identifier, **about)
        text = builders.to_toml(builders.document(made))
        (self.folder / f"{identifier}.toml").write_text(text, encoding="utf-8")

    def app(self, player: str = "Sam", team: str = "", play: PlayRequest | None = None, **settings: Any) -> QuizApp:
        """Return an app with this player signed in by the settings; ``play`` is what the command line asks for."""
        file = self.folder / "settings.json"
        write_settings(Settings(player=player, team=team, **settings), file)
        request = AppRequest(
            store=str(self.folder / "scores.db"),
            bank_folders=(self.folder,),
            settings_file=file,
            play=play or PlayRequest(),
        )
        clocks = Clocks(monotonic=self.clock, wall=lambda: int(self.clock() * 1000))
        return QuizApp(request, clocks, lambda: 5)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way."""
    for _ in range(2):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after another, and wait for what they bring."""
    await pilot.press(*keys)
    await settle(pilot)


async def tap(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after another, and wait for what each brings: also a dialog, whose worker waits for its answer."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        async with asyncio.timeout(5):
            while not isinstance(pilot.app.screen, ModalScreen) and any(w.is_running for w in pilot.app.workers):
                await pilot.pause(0.01)
        await pilot.pause()


def playing(app: QuizApp) -> PlayScreen:
    """Return the play screen, which has to be on top."""
    assert isinstance(app.screen, PlayScreen), app.screen
    return app.screen


def right_keys(asked: PresentedQuestion, seed: int) -> Iterable[str]:
    """Return the keys that answer a question rightly, the last of them confirming it."""
    question = asked.question
    match question:
        case Single():
            yield str(1 + next(row for row, i in enumerate(asked.arrangement) if question.options[i].correct))
        case Multiple():
            yield from (str(1 + row) for row, i in enumerate(asked.arrangement) if question.options[i].correct)
            yield "enter"
        case TrueFalse():
            yield "1" if question.answer else "2"
        case Order():
            yield from _sorting_keys(list(asked.arrangement))
        case Match():
            known = question.boxes
            shown = [known[i] for i in asked.arrangement]
            yield from ("abcdefgh"[shown.index(pair.box)] for pair in question.pairs)
            yield "enter"
        case Number() | Short():
            yield from (str(question.answer) if isinstance(question, Number) else question.accept[0]).replace(" ", "\x00")
            yield "enter"
        case Spot():
            yield "s" if question.verdict == "scam" else "g"
            yield from (str(1 + i) for i, line in enumerate(question.lines) if line.cue)
            yield "enter"
        case Scenario():
            name = question.start
            while choices := question.scenes[name].choices:
                best = max(range(len(choices)), key=lambda i: choices[i].mark)
                yield str(1 + question.choices_arranged(name, seed).index(best))
                name = choices[best].goto
        case _:
            raise AssertionError(f"No keys are known for {question.type}")


def _sorting_keys(order: list[int]) -> Iterable[str]:
    """Lift each line that stands wrong, carry it to its place by number, drop it."""
    for place in range(len(order)):
        here = order.index(place)
        if here != place:
            yield from (str(here + 1), "space", str(place + 1), "space")
            order.insert(place, order.pop(here))
    yield "enter"
