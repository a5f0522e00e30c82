"""Setting up a game: a line for each thing to be settled, and one that starts it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, cast

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Input
from typing_extensions import override

from quiz.game.events import LivePreset, Mood
from quiz.live.host.base import HostBase
from quiz.live.host_request import HostRequest, read_teams
from quiz.play.points import PRESETS
from quiz.questions.text import plural
from quiz.store.games import GameRecord
from quiz.tui.dialogs import Dialog, Menu
from quiz.tui.widgets.choices import Choices
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

_MOODS = {
    "playful": "playful: time limits, points for speed, the first answer stands",
    "serious": "serious: waits for everybody, no speed, an answer may be changed",
}
_NUMBERS = ("5", "10", "15", "20", "30", "0")
_ROUNDS = ("1", "2", "3", "4", "5")


class BanksDialog(ModalScreen[tuple[str, ...] | None]):
    """Ends with the ids of the banks that were picked, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, banks: Sequence[tuple[str, str]]) -> None:
        """Offer banks: an id and a title each."""
        super().__init__(classes="dialog")
        self._banks = banks

    @override
    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield PlainText("Which banks?", classes="title")
            yield PlainText(
                "Pick one or several by number or with Space; Enter when done. Questions are drawn evenly from them."
            )
            yield Choices([title for _, title in self._banks], several=True)
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first bank."""
        self.query_one(Choices).focus()

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        self.dismiss(tuple(self._banks[position][0] for position in event.positions))


class TeamsDialog(ModalScreen[tuple[str, ...] | None]):
    """Ends with the teams that were typed, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Done"),
        Binding("escape", "dismiss(None)", "Back"),
    ]

    def __init__(self, teams: Sequence[str]) -> None:
        """Begin with ``teams``."""
        super().__init__(classes="dialog")
        self._teams = teams

    @override
    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield PlainText("Teams", classes="title")
            yield PlainText(
                "Their names with commas between them: Maths, Office, Site team. Empty: everybody names their own."
            )
            yield Input(", ".join(self._teams), compact=True)
            yield PlainText("", id="problem")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the names."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_done(self) -> None:
        """End with what was typed, if the names can be told apart."""
        try:
            self.dismiss(read_teams(self.query_one(Input).value))
        except ValueError as error:
            self.query_one("#problem", PlainText).update(str(error))


class SetupScreen(Screen[None]):
    """A line for each choice; the last one starts the game."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "app.quit", "Quit", key_display="Esc")]

    app = getters.app(HostBase)

    def __init__(self, request: HostRequest) -> None:
        """Begin with what was asked for already."""
        super().__init__()
        self.request = request
        self._unfinished: Sequence[GameRecord] = ()

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("Host a game", classes="left")
        with VerticalScroll(id="choices", can_focus=False):
            yield Menu(self._lines())
            yield PlainText("The same from the command line: quiz host --help", classes="note")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first line."""
        self.query_one(Choices).focus()
        self.run_worker(self.look_for_unfinished())

    def _lines(self) -> list[str]:
        request = self.request
        titles = ", ".join(self.app.banks[bank].title for bank in request.banks) or "choose at least one"
        questions = f"{request.questions or 'all'} in {plural(request.rounds, 'round')}"
        lines = [
            f"Banks: {titles}",
            f"Game: {_MOODS[request.mood]}",
            f"Questions: {questions}",
            f"Points: {request.preset or 'as the game has it'}",
            f"Teams: {', '.join(request.teams) or 'everybody names their own, or none'}",
            f"Answers: {self._answers()}",
            "Start",
        ]
        return lines + [f"Go on with the game that was interrupted: {game.plan.title}" for game in self._unfinished]

    def _answers(self) -> str:
        if self.request.hands:
            return "hands or cards, counted by you; no network"
        if self.request.public_url:
            return f"phones, tablets and laptops, by {self.request.public_url}"
        return "phones, tablets and laptops in this network" if self.request.lan else "this machine alone (to try it out)"

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        steps = (self._banks, self._mood, self._questions, self._points, self._teams, self._way, self._start, self._go_on)
        steps[event.positions[0]]()

    @work
    async def _banks(self) -> None:
        titles = [(bank.id, bank.title) for bank in self.app.banks.values()]
        if chosen := await self.app.push_screen_wait(BanksDialog(titles)):
            await self._change(replace(self.request, banks=chosen))

    @work
    async def _mood(self) -> None:
        chosen = await self.app.push_screen_wait(Dialog("What kind of game?", "", [*_MOODS.items()]))
        if chosen:
            await self._change(replace(self.request, mood=cast("Mood", chosen)))

    @work
    async def _questions(self) -> None:
        ways = [(number, "all there are" if number == "0" else number) for number in _NUMBERS]
        questions = await self.app.push_screen_wait(
            Dialog("How many questions?", "Ten take about a quarter of an hour.", ways)
        )
        if not questions:
            return
        ways = [(number, number) for number in _ROUNDS if questions == "0" or int(number) <= int(questions)]
        rounds = await self.app.push_screen_wait(Dialog("In how many rounds?", "After each the standings are shown.", ways))
        if rounds:
            await self._change(replace(self.request, questions=int(questions), rounds=int(rounds)))

    @work
    async def _points(self) -> None:
        live = [(name, f"{name}: {does}") for name, does in PRESETS.items() if name != "certainty"]
        ways = [("mood", "as the game has it"), *live]
        chosen = await self.app.push_screen_wait(Dialog("Points", "", ways))
        if chosen:
            preset = None if chosen == "mood" else cast("LivePreset", chosen)
            await self._change(replace(self.request, preset=preset))

    @work
    async def _teams(self) -> None:
        chosen = await self.app.push_screen_wait(TeamsDialog(self.request.teams))
        if chosen is not None:
            await self._change(replace(self.request, teams=chosen))

    @work
    async def _way(self) -> None:
        ways = [
            ("lan", "Phones, tablets and laptops in this network"),
            ("hands", "Hands or cards, counted by you: no devices, no network"),
            ("alone", "This machine alone, to try it out"),
        ]
        text = "In this network anybody who has the address and the code can join, over plain http."
        chosen = await self.app.push_screen_wait(Dialog("How does the hall answer?", text, ways))
        if chosen:
            await self._change(replace(self.request, lan=chosen == "lan", hands=chosen == "hands"))

    @work
    async def _start(self) -> None:
        if self.request.banks:
            await self.app.open_game(self.request)
        else:
            self.app.say("Choose at least one bank first.")

    @work
    async def _go_on(self) -> None:
        await self.app.resume(self._unfinished[0])

    async def _change(self, request: HostRequest) -> None:
        """Settle on ``request``, and list anew what is settled."""
        self.request = request
        cursor = self.query_one(Choices).cursor
        await self.recompose()
        choices = self.query_one(Choices)
        choices.cursor = cursor
        choices.focus()

    async def look_for_unfinished(self) -> None:
        """Offer the latest game that was interrupted."""
        found = await asyncio.to_thread(self.app.unfinished)
        if found:
            self._unfinished = found[:1]
            await self._change(self.request)
