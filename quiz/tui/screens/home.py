"""Home: the banks at the left, what the chosen one holds at the right, who is playing on top."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.questions.text import tidy_name
from quiz.services.coalescer import Coalescer
from quiz.services.requests import BoardRequest, RequestError
from quiz.tui.base import QuizBase
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from quiz.banks.loading import Reading
    from quiz.banks.model import Bank
    from quiz.store.records import Best

# The first frame waits for nothing that it does not show: dialogs and the readers of banks are imported where they are used.

_LOOK_AGAIN = 2.0
"""Seconds after which a bank file that was dropped into a folder is in the list."""


class BankList(OptionList):
    """The banks; its Enter is on the bottom line, unlike that of other lists."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Play")]


class HomeScreen(Screen[None]):
    """Where everything starts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "learn", "Practise", tooltip="No clock, counts on no board"),
        Binding("b", "board", "Board", tooltip="The leaderboard"),
        Binding("n", "name", "Name"),
        Binding("s", "settings", "Settings"),
        Binding("t", "trainer", "Trainer", tooltip="Every bank's health, and previews"),
        Binding("q", "app.quit", "Quit"),
    ]

    app = getters.app(QuizBase)
    banks = getters.query_one("#banks", OptionList)
    details = getters.query_one("#details", PlainText)
    who = getters.query_one("#who", PlainText)

    def __init__(self) -> None:
        """Begin with empty places for the banks; they come after the first frame."""
        super().__init__()
        self._bests: dict[str, Best] = {}
        self._listed: dict[str, Bank] = {}
        self._listed_broken: tuple[Reading, ...] = ()
        """What the list was made of; the banks that there are may be others by now."""
        self._following = Coalescer(self.follow, self.run_worker)
        self._refreshing = Coalescer(self._refresh_banks, self.run_worker)

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("INSET Quiz", classes="left")
            yield PlainText("", id="who", classes="right")
        with Horizontal(id="house"):
            yield BankList(id="banks", markup=False)
            with VerticalScroll(id="about", can_focus=False):
                yield PlainText("", id="details")
        yield KeyBar()

    def on_mount(self) -> None:
        """Let the first frame be painted, then fetch what it shows."""
        self.call_after_refresh(self._fill)
        self._timer = self.set_interval(_LOOK_AGAIN, self._following.ask)

    @work(exclusive=True)
    async def _fill(self) -> None:
        await self.app.prepare()
        trouble = self.app.services.trouble
        if trouble:
            from quiz.tui.dialogs import Dialog

            ways_on = [("play", "Play without keeping scores"), ("close", "Close the quiz")]
            if await self.app.push_screen_wait(Dialog(trouble.message, trouble.fix, ways_on)) != "play":
                self.app.exit(return_code=1)
                return
        if self.app.request.board is None:
            await self._sign_in_again()
        asked = await self._asked_bank()
        self._refreshing.ask()
        self.refresh_bindings()
        self._show_asked(asked)

    def on_screen_suspend(self) -> None:
        """Stop looking for new files while another screen is on top: each look wakes the app."""
        self._timer.pause()

    async def follow(self) -> None:
        """List the banks anew where a file of their folders has come, gone or changed."""
        if self.app.ready and await asyncio.to_thread(self.app.services.look_again):
            self._refreshing.ask()

    async def _sign_in_again(self) -> None:
        asked = self.app.request.play
        name = tidy_name(asked.player or self.app.settings.player)
        if name:
            await self.app.sign_in(name, asked.team)

    async def _asked_bank(self) -> "Bank | None":
        """Return the bank that the command line asked for; where it cannot be had say why."""
        asked = self.app.request.play.bank
        if asked is None:
            return None
        try:
            return await asyncio.to_thread(self.app.services.find_bank, asked)
        except RequestError as error:
            self.app.say(str(error))
            return None

    def _show_asked(self, bank: "Bank | None") -> None:
        """Go at once to what the command line asked for; ``bank`` is the one to be played."""
        if self.app.request.board:
            self.action_board()
        elif preview := self.app.request.preview:
            self.app.show_preview(preview)
        elif bank:
            self._start(bank, self.app.request.play.learn)

    def on_screen_resume(self) -> None:
        """Show what has changed while other screens were on top."""
        self._timer.resume()
        if self.app.ready and self.banks.option_count:
            self._refreshing.ask()

    async def _refresh_banks(self) -> None:
        """List the banks with the player's best marks, and those that cannot be played."""
        from quiz.tui.bank_details import broken_prompt, no_banks, prompt_of

        services, player = self.app.services, self.app.player
        self._bests = await self.app.from_store(lambda: services.store.bests(player.id)) or {} if player else {}
        chosen, before = self.banks.highlighted_option, self.banks.highlighted or 0
        self._listed, self._listed_broken = services.banks, tuple(services.library.broken)
        options: list[Option | None] = [
            Option(prompt_of(bank, self._bests.get(bank.id)), id=f"bank:{bank.id}") for bank in self._listed.values()
        ]
        if broken := self._listed_broken:
            options += [None, *(Option(broken_prompt(reading), id=f"file:{i}") for i, reading in enumerate(broken))]
        self.banks.set_options(options)
        if self.banks.option_count:
            places = {option.id: place for place, option in enumerate(option for option in options if option)}
            last = self.banks.option_count - 1
            self.banks.highlighted = places.get(chosen.id if chosen else None, min(before, last))
        else:
            self.details.update(no_banks(services.request.bank_folders))
        self.banks.focus()
        self.who.update(who_plays(player.name, player.team) if player else "n  choose your name")

    @on(OptionList.OptionHighlighted, "#banks")
    def _describe(self, event: OptionList.OptionHighlighted) -> None:
        from quiz.tui.bank_details import about_bank, about_broken

        if event.option is not self.banks.highlighted_option:
            return
        kind, _, which = (event.option_id or "").partition(":")
        if kind == "bank":
            self.details.update(about_bank(self._listed[which], self._bests.get(which)))
        else:
            self.details.update(about_broken(self._listed_broken[int(which)]))
        self.query_one("#about").scroll_home(animate=False)

    @on(OptionList.OptionSelected, "#banks")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_play()

    def _bank(self) -> "Bank | None":
        option = self.banks.highlighted_option
        kind, _, which = (option.id or "" if option else "").partition(":")
        return self.app.services.banks.get(which) if kind == "bank" else None

    def action_play(self) -> None:
        """Play the chosen bank."""
        if self.app.ready and (bank := self._bank()):
            self._start(bank, learn=False)

    def action_learn(self) -> None:
        """Practise the chosen bank: no clock, no board."""
        if self.app.ready and (bank := self._bank()):
            self._start(bank, learn=True)

    @work(exclusive=True, group="start")
    async def _start(self, bank: "Bank", learn: bool) -> None:
        await self.app.play(bank, learn=learn)

    def action_board(self) -> None:
        """Show the board of the chosen bank, or the one that was asked for."""
        if self.app.ready:
            asked = self.app.request.board
            self.app.show_board(asked or BoardRequest(initials=self.app.settings.initials_only))

    @work(exclusive=True, group="start")
    async def action_name(self) -> None:
        """Choose another name or team."""
        if self.app.ready:
            await self.app.ask_name()
            self._refreshing.ask()

    def action_settings(self) -> None:
        """Change the settings."""
        self.app.show_settings()

    def action_trainer(self) -> None:
        """Show how every bank stands."""
        if self.app.ready:
            self.app.show_trainer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys that make no sense before the banks are there."""
        return action not in ("play", "learn") or self.app.ready


def who_plays(name: str, team: str) -> Content:
    """Return who is playing, for the top line."""
    return Content.assemble((name, "bold"), f" · {team}" if team else "")
