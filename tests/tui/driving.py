"""Drives the app in tests: a bank in a temporary folder, a clock that stands still, keys for each type's right answer."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App
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
from tests.tui.seeing import look, picture


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
        """Return an app with this player signed in by the settings, in which nothing moves by itself.

        ``play`` is what the command line asks for. Nobody is asked how sure they are, unless ``settings`` say so.
        """
        file = self.folder / "settings.json"
        write_settings(Settings(**{"player": player, "team": team, "ask_certainty": False, **settings}), file)
        request = AppRequest(
            store=str(self.folder / "scores.db"),
            bank_folders=(self.folder,),
            settings_file=file,
            data_folder=self.folder / "data",
            play=play or PlayRequest(),
        )
        clocks = Clocks(monotonic=self.clock, wall=lambda: int(self.clock() * 1000))
        app = QuizApp(request, clocks, lambda: 5)
        app.animation_level = "none"
        return app


def few_types(*names: str) -> list[Any]:
    """Return a question of each type as parameters of a test: all but ``names`` are thorough ones."""
    return [
        pytest.param(question, marks=() if question.id in names else pytest.mark.thorough)
        for question in builders.every_type()
    ]


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way, twice over, however busy the machine is: what ends may begin something."""
    calm = 0
    async with asyncio.timeout(builders.PATIENCE):
        while calm < 2:
            await pilot.pause()
            calm = calm + 1 if _is_at_rest(pilot.app) else 0
    look(pilot.app)


def _is_at_rest(app: App[Any]) -> bool:
    """Say whether nothing is to be laid out, or done after that, and no worker works; a dialog's waits for its answer."""
    if not app.is_running or not app.screen_stack:
        return True
    screen = app.screen
    if screen._layout_required or screen._callbacks:
        return False
    return isinstance(screen, ModalScreen) or all(worker.is_finished for worker in app.workers)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something holds of which nobody tells: what another thread does, a layout below a dialog."""
    async with asyncio.timeout(builders.PATIENCE):
        while not holds():
            await pilot.pause(0.01)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after another, each let go of before the next, and wait for what each brings. No time passes."""
    for key in keys:
        if isinstance(pilot.app, QuizApp):
            pilot.app._held_key.note("", None)
        await pilot.press(key)
        if not _is_at_rest(pilot.app):
            await settle(pilot)
    await settle(pilot)


async def tap(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as a person does who reads: a second apart, waiting for what each brings."""
    clocks = pilot.app._clocks if isinstance(pilot.app, QuizApp) else None
    for key in keys:
        if clocks and isinstance(clocks.monotonic, FakeClock):
            clocks.monotonic.move(1)
        await pilot.press(key)
        await settle(pilot)


async def click(pilot: Pilot[None], words: str) -> None:
    """Click where the screen shows ``words``, which it has to."""
    lines = picture(pilot.app).splitlines()
    line = next(number for number, line in enumerate(lines) if words in line)
    await pilot.click(offset=(cell_len(lines[line][: lines[line].index(words)]), line))
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
            yield "t" if question.answer else "f"
        case Order():
            # The last step takes its place by itself.
            yield from (
                "abcdefghijklmnopqrstuvwxyz"[asked.arrangement.index(step)] for step in range(len(question.steps) - 1)
            )
            yield "enter"
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
