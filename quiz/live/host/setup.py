"""Setting up a game: a line for each choice, and one that starts the game."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, cast

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input
from typing_extensions import override

from quiz.game.events import LivePreset, Mood
from quiz.live.host.base import HostBase
from quiz.live.host_request import HostRequest, read_teams
from quiz.play.points import PRESETS
from quiz.questions.text import plural
from quiz.store.games import GameRecord
from quiz.tui.dialogs import Card, ListDialog, Menu
from quiz.tui.widgets.choices import Choices
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.grid import WHOLE_WINDOW
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

_MOODS = {
    "playful": "playful: time limits, points for speed, the first answer stands",
    "serious": "serious: waits for everybody, no speed, an answer may be changed",
}
_NAMES = {
    "any": "everybody types their own, and the hall reads it at once",
    "approve": "you look first at what is typed; suggested nicknames stand at once",
    "suggested": "only nicknames that the program suggests",
}
_NUMBERS = (5, 10, 15, 20, 30, 0)
"""The numbers of questions on offer; 0 for all."""
_ROUNDS = (1, 2, 3, 4, 5)


class BanksDialog(ClosesOnce[tuple[str, ...] | None], ModalScreen[tuple[str, ...] | None]):
    """Closes with the ids of the banks that were picked, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, banks: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        """Offer ``banks``, each an id and a title; the ``chosen`` ones are already picked."""
        super().__init__(classes="dialog")
        self._banks = banks
        self._chosen = chosen

    @override
    def compose(self) -> ComposeResult:
        with Card("Which banks?", can_focus=False):
            yield PlainText(
                "Pick one or several by number or with Space; Enter when done. Questions are drawn evenly from them."
            )
            picked = [position for position, (bank, _) in enumerate(self._banks) if bank in self._chosen]
            yield BanksMenu([title for _, title in self._banks], picked)
        yield KeyBar()

    def on_mount(self) -> None:
        """Start at the first bank that is picked, or the first of all."""
        choices = self.query_one(Choices)
        choices.cursor = next((place for place, (bank, _) in enumerate(self._banks) if bank in self._chosen), 0)
        choices.focus()

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        picked = [self._banks[position][0] for position in event.positions]
        # Banks picked before keep their order, which determines the game's title.
        before = [bank for bank in self._chosen if bank in picked]
        self.dismiss((*before, *(bank for bank in picked if bank not in before)))


class BanksMenu(Menu):
    """Banks from which to pick several; if none is picked, Enter takes the one under the cursor."""

    def __init__(self, titles: Sequence[str], picked: Sequence[int]) -> None:
        """List ``titles``; those at the positions ``picked`` are already picked."""
        super().__init__(titles, several=True, picked=picked)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action == "confirm" or super().check_action(action, parameters)

    @override
    def action_confirm(self) -> None:
        if not self._picked:
            self.action_pick()
        super().action_confirm()


class TeamsInput(Input):
    """The line for the names; Enter closes the dialog."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Done")]


class TeamsDialog(ClosesOnce[tuple[str, ...] | None], ModalScreen[tuple[str, ...] | None]):
    """Closes with the teams that were typed, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, teams: Sequence[str]) -> None:
        """Start with ``teams``."""
        super().__init__(classes="dialog")
        self._teams = teams

    @override
    def compose(self) -> ComposeResult:
        with Card("Teams", can_focus=False):
            yield PlainText(
                "Their names with commas between them: Maths, Office, Site team. Empty: everybody names their own."
            )
            yield TeamsInput(", ".join(self._teams), compact=True)
            yield PlainText("", id="problem")
        yield KeyBar()

    def on_mount(self) -> None:
        """Start in the line for the names."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _done(self) -> None:
        """Close with the teams typed, unless two have the same name."""
        try:
            self.dismiss(read_teams(self.query_one(Input).value))
        except ValueError as error:
            self.query_one("#problem", PlainText).update(str(error))


class SetupScreen(ClosesOnce[None]):
    """A line for each choice; the last one starts the game."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "app.quit", "Quit", key_display="Esc")]

    app = getters.app(HostBase)

    def __init__(self, request: HostRequest) -> None:
        """Start with what was requested on the command line."""
        super().__init__()
        self.request = request
        self._public_url = request.public_url
        """The address of a proxy in front, which stays on offer even after another choice."""
        self._unfinished: Sequence[GameRecord] = ()

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("Host a game", classes="left")
        with VerticalScroll(id="choices", can_focus=False):
            yield Menu(self._lines())
            yield PlainText("The same from the command line: quiz host --help", classes="note")
        yield KeyBar(WHOLE_WINDOW)

    def on_mount(self) -> None:
        """Start at the first line."""
        self.query_one(Choices).focus()
        self.run_worker(self.look_for_unfinished())

    def _lines(self) -> list[str]:
        request = self.request
        titles = ", ".join(self.app.services.banks[bank].title for bank in request.banks) or "choose at least one"
        questions = f"{request.questions or 'all'} in {plural(request.rounds, 'round')}"
        lines = [
            f"Banks: {titles}",
            f"Game: {_MOODS[request.mood]}",
            f"Questions: {questions}",
            f"Points: {request.preset or 'as the game has it'}",
            f"Teams: {', '.join(request.teams) or self._free_teams()}",
            f"Answers: {self._answers()}",
            f"Names: {self._names()}",
            f"How sure: {self._how_sure()}",
            "Start",
        ]
        return lines + [f"Go on with the game that was interrupted: {game.plan.title}" for game in self._unfinished]

    def _answers(self) -> str:
        if self.request.hands:
            return "hands or cards, counted by you; no network"
        if self.request.public_url:
            return f"phones, tablets and laptops, by {self.request.public_url}"
        return "phones, tablets and laptops in this network" if self.request.lan else "this machine alone (to try it out)"

    def _free_teams(self) -> str:
        return "none, unless you list them" if self.request.suggested_names else "everybody names their own, or none"

    def _names(self) -> str:
        if self.request.hands:
            return "none, for hands are counted"
        return _NAMES[self._way_of_names()]

    def _way_of_names(self) -> str:
        # With suggested names only, nobody types one that the host could approve.
        return "suggested" if self.request.suggested_names else "approve" if self.request.approve else "any"

    def _how_sure(self) -> str:
        return (
            "asked after each answer; it moves no points"
            if self.request.how_sure and not self.request.hands
            else "not asked"
        )

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        settling = (self._banks, self._mood, self._questions, self._points, self._teams, self._way, self._which_names)
        (*settling, self._whether_sure, self._start, self._go_on)[event.positions[0]]()

    @work
    async def _banks(self) -> None:
        titles = [(bank.id, bank.title) for bank in self.app.services.banks.values()]
        if chosen := await self.app.push_screen_wait(BanksDialog(titles, self.request.banks)):
            await self._change(replace(self.request, banks=chosen))

    @work
    async def _mood(self) -> None:
        if chosen := await self._chosen("What kind of game?", "", [*_MOODS.items()], self.request.mood):
            await self._change(replace(self.request, mood=cast("Mood", chosen)))

    @work
    async def _questions(self) -> None:
        now = self.request.questions
        ways = [(str(number), str(number) if number else "all there are") for number in _numbers(_NUMBERS, now)]
        questions = await self._chosen("How many questions?", "Ten take about a quarter of an hour.", ways, str(now))
        if not questions:
            return
        now, most = self.request.rounds, int(questions)
        ways = [(str(number), str(number)) for number in _numbers(_ROUNDS, now) if number <= most or not most]
        if rounds := await self._chosen("In how many rounds?", "After each the standings are shown.", ways, str(now)):
            await self._change(replace(self.request, questions=int(questions), rounds=int(rounds)))

    @work
    async def _points(self) -> None:
        live = [(name, f"{name}: {does}") for name, does in PRESETS.items() if name != "certainty"]
        ways = [("mood", "as the game has it"), *live]
        if chosen := await self._chosen("Points", "", ways, self.request.preset or "mood"):
            preset = None if chosen == "mood" else cast("LivePreset", chosen)
            await self._change(replace(self.request, preset=preset))

    @work
    async def _teams(self) -> None:
        chosen = await self.app.push_screen_wait(TeamsDialog(self.request.teams))
        if chosen is not None:
            await self._change(replace(self.request, teams=chosen))

    @work
    async def _way(self) -> None:
        request = self.request
        ways = [
            ("lan", "Phones, tablets and laptops in this network"),
            ("hands", "Hands or cards, counted by you: no devices, no network"),
            ("alone", "This machine alone, to try it out"),
        ]
        if self._public_url:
            ways.insert(0, ("public", f"Phones, tablets and laptops, by {self._public_url}"))
        text = "In this network anybody who has the address and the code can join, over plain http."
        now = "hands" if request.hands else "public" if request.public_url else "lan" if request.lan else "alone"
        chosen = await self._chosen("How does the hall answer?", text, ways, now)
        if chosen and chosen != now:
            url = self._public_url if chosen == "public" else ""
            await self._change(replace(request, lan=chosen == "lan", hands=chosen == "hands", public_url=url))

    @work
    async def _which_names(self) -> None:
        text = "A name stands before everybody, and with it a team that is typed. A list of teams is read in any case."
        now = self._way_of_names()
        chosen = await self._chosen("Which names may players have?", text, [*_NAMES.items()], now)
        if chosen and chosen != now:
            approve, suggested = chosen == "approve", chosen == "suggested"
            await self._change(replace(self.request, approve=approve, suggested_names=suggested))

    @work
    async def _whether_sure(self) -> None:
        if self.request.hands:
            self.app.say("With hands nobody can say how sure they are.")
            return
        ways = [("no", "Do not ask"), ("yes", "Ask after each answer; whoever says nothing loses nothing")]
        text = "One tap each. The hall reads only how many were very sure and wrong, where at least five were very sure."
        now = "yes" if self.request.how_sure else "no"
        if chosen := await self._chosen("Ask how sure players are?", text, ways, now):
            await self._change(replace(self.request, how_sure=chosen == "yes"))

    async def _chosen(self, title: str, text: str, ways: Sequence[tuple[str, str]], now: str) -> str:
        """Ask for one of ``ways``, starting at the current one, ``now``; empty if nothing was chosen."""
        return await self.app.push_screen_wait(ListDialog(title, text, ways, now))

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
        """Take over ``request``, and list the choices again."""
        self.request = request
        cursor = self.query_one(Choices).cursor
        await self.recompose()
        choices = self.query_one(Choices)
        choices.cursor = cursor
        choices.focus()

    async def look_for_unfinished(self) -> None:
        """Offer to resume the latest interrupted game, if any."""
        found = await asyncio.to_thread(self.app.unfinished)
        if found:
            self._unfinished = found[:1]
            await self._change(self.request)


def _numbers(offered: Sequence[int], now: int) -> list[int]:
    """Return the numbers on offer and the current one, ``now``, in order; 0, which means all, comes last."""
    return sorted({*offered, now}, key=lambda number: (not number, number))
