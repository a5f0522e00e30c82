"""Home: what to go on with, the banks and the player's standing at each, details of the chosen one, who is playing."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from typing_extensions import override

from quiz.questions.names import tidy_name
from quiz.questions.text import plural
from quiz.services.coalescer import Coalescer
from quiz.services.requests import BoardRequest, RequestError
from quiz.tui.base import QuizBase
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.grid import WIDE_COLUMN
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.pick_list import PickList
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.titled_rule import TitledRule

if TYPE_CHECKING:
    from quiz.banks.model import Bank
    from quiz.store.records import Mode
    from quiz.tui.home_state import HomeContents

# Dialogs and the readers of banks are imported where they are used, because the first frame needs neither.

_TITLE = "INSET Quiz"
_LOOK_AGAIN = 2.0
"""Seconds until a bank file dropped into a folder is in the list."""
_ENTER = {"bank": "Play", "quiz": "Go on", "learn": "Go on", "topup": "Start", "missed": "Start"}
"""What Enter does on each kind of row; nothing on a file that cannot be played."""


class HomeScreen(ClosesOnce[None]):
    """Where everything starts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # If space is short the last are dropped first.
        Binding("enter", "play", "Play"),
        Binding("l", "learn", "practise", tooltip="Questions of this bank: no clock, counts on no board"),
        Binding("m", "missed", "mistakes", tooltip="Practise what you missed in this bank"),
        Binding("c", "certificate", "certificate", tooltip="A page to print and pin up, of a bank that you have passed"),
        Binding("space", "read_on", "read on", tooltip="The rest of what is said about this bank", show=False),
        Binding("p", "progress", "progress", tooltip="What you know, your weakest topics, your latest goes"),
        Binding("b", "board", "board", tooltip="The leaderboard"),
        Binding("s", "settings", "settings"),
        Binding("n", "name", "name"),
        Binding("t", "trainer", "trainer", tooltip="Every bank's health, and previews"),
        Binding("y", "policy", "policy", tooltip="What the school asks its staff to read and follow"),
        Binding("q", "app.quit", "quit"),
    ]

    app = getters.app(QuizBase)
    banks = getters.query_one("#banks", PickList)
    totals = getters.query_one("#totals", PlainText)
    rule = getters.query_one("#rule", TitledRule)
    details = getters.query_one("#details", PlainText)
    desk = getters.query_one("#desk", Container)
    listing = getters.query_one("#list", Vertical)
    about = getters.query_one("#about", VerticalScroll)
    who = getters.query_one("#who", PlainText)

    def __init__(self) -> None:
        """Begin with empty places for the banks; they come after the first frame."""
        super().__init__()
        self._state: HomeContents | None = None
        """What is shown; None until the banks have been read."""
        self._asks = Content("")
        """What the school asks of the player, in a line."""
        self._described = ""
        """The key of the row last described."""
        self._following = Coalescer(self.follow, self.run_worker)
        self._refreshing = Coalescer(self._refresh_banks, self.run_worker)

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText(_TITLE, id="name", classes="left title")
            yield PlainText("", id="who", classes="right")
        with Container(id="desk"):
            with Vertical(id="list"):
                yield PickList(id="banks")
                yield PlainText("", id="totals")
            with VerticalScroll(id="about", can_focus=False):
                yield TitledRule(id="rule")
                yield PlainText("", id="details")
        yield KeyBar(WIDE_COLUMN)

    def on_mount(self) -> None:
        """Let the first frame be painted, then fetch what goes into it."""
        self.call_after_refresh(self._fill)
        self._timer = self.set_interval(_LOOK_AGAIN, self._following.ask)
        self.watch(self.about, "virtual_size", self._say_more, init=False)
        self.watch(self.about, "scroll_y", self._say_more, init=False)

    @work(exclusive=True)
    async def _fill(self) -> None:
        await self.app.prepare()
        if self.app.services.trouble and not await self.app.has_store():
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

    def on_screen_resume(self) -> None:
        """Show what changed while other screens were on top."""
        self._timer.resume()
        if self._state:
            self._refreshing.ask()

    async def follow(self) -> None:
        """List the banks again if a file in their folders has come, gone or changed."""
        if self.app.ready and await asyncio.to_thread(self.app.services.look_again):
            self._refreshing.ask()

    async def _sign_in_again(self) -> None:
        asked = self.app.request.play
        name = tidy_name(asked.player or self.app.settings.player)
        if name:
            # A name given for one run is not remembered on somebody else's machine.
            await self.app.sign_in(name, asked.team, remember=not asked.player)

    async def _asked_bank(self) -> "Bank | None":
        """Return the bank that the command line asked for; if it cannot be used, say why."""
        asked = self.app.request.play.bank
        if asked is None:
            return None
        try:
            return await asyncio.to_thread(self.app.services.find_bank, asked)
        except RequestError as error:
            self.app.say(str(error))
            return None

    def _show_asked(self, bank: "Bank | None") -> None:
        """Go at once to what the command line asked for; ``bank`` is the one to play."""
        if self.app.request.board:
            self.action_board()
        elif top_up := self.app.request.top_up:
            self._top_up(top_up.new)
        elif preview := self.app.request.preview:
            self.app.show_preview(preview)
        elif bank:
            self._start(bank, self.app.request.play.learn)

    # What is shown

    async def _refresh_banks(self) -> None:
        """List what to go on with, the banks, and those that cannot be played; the figures come last."""
        from quiz.tui.home_rows import who_plays
        from quiz.tui.home_state import HomeContents

        services, player = self.app.services, self.app.player
        if services.trouble:
            self.add_class("-not-kept")
            self.query_one("#name", PlainText).update(Content.assemble(_TITLE, ("  ! scores not kept", "$wrong")))
        self.who.update(who_plays(player.name, player.team) if player else no_name())
        state = HomeContents.of(services)
        if player is None:
            # The line may have been for the previous player.
            self._asks = Content("")
            self._show(state)
            return
        opened = await self.app.from_store(lambda: services.open_attempts(player)) or []
        shown = self._state if self._state and self._state.player == player else None
        before = shown.overview if shown else None
        has_begun = bool(opened or (shown and shown.has_begun))
        has_begun = has_begun or await self.app.from_store(lambda: services.store.has_begun(player.id)) or False
        reckoned = await self.app.from_store(lambda: services.store.due_now(player.name, services.clocks.wall()))
        state = state.of_player(player, opened, before, reckoned, has_begun=bool(has_begun))
        if before is None:
            # Titles need only the banks, whereas the figures take longest for those who have played most.
            self._show(state)
        self._asks = await self.app.asks_for_policy(player)
        self._tell_below()
        overview = await self.app.from_store(lambda: services.overview(player))
        # If somebody else has signed in meanwhile, they are looked up next.
        if overview and player == self.app.player:
            self._show(state.known(overview))

    def _show(self, state: "HomeContents") -> None:
        before, self._state = self._state, state
        self._draw(state.choice(self.banks.chosen, before))
        self.banks.focus()

    def on_resize(self) -> None:
        """Draw everything again for the new size."""
        self.call_after_refresh(lambda: self._draw(self.banks.chosen))

    def _draw(self, chosen: str) -> None:
        """Draw the list and the details for the size of the screen, with the row ``chosen``."""
        if self._state is None:
            return
        from quiz.tui.home_layout import HomeLayout

        layout = HomeLayout(self.size)
        self.desk.styles.padding = (layout.top - 1, 0, 0, 0)
        self.listing.styles.width = layout.list_width if layout.is_wide else "100%"
        self.banks.styles.max_height = layout.list_rows
        totals = self._state.totals(layout)
        self.totals.update(Content("\n").join(totals))
        self.totals.display = bool(totals)
        self.set_class(not chosen, "-empty")
        self.banks.show(self._state.items(layout), chosen)
        self._describe()

    @on(PickList.Moved)
    def _describe(self) -> None:
        """Describe the chosen row."""
        if self._state is None:
            return
        from quiz.tui.bank_details import fits_in_rule, no_banks
        from quiz.tui.home_layout import HomeLayout

        layout = HomeLayout(self.size)
        title, text = self._state.about(self.banks.chosen, layout)
        if not title:
            text = no_banks(self.app.services.request.bank_folders)
        in_rule = not layout.is_wide and fits_in_rule(title, layout.about_width)
        self.rule.display = bool(title) and not layout.is_wide
        self.rule.show(title if in_rule else "")
        self.details.update(text if in_rule or not title else Content.assemble((title, "bold"), "\n", text))
        if self.banks.chosen != self._described:
            self.about.scroll_home(animate=False)
        self._described = self.banks.chosen
        # A window of another size may have room for it, though its height is the same.
        self._say_more()

    def _say_more(self) -> None:
        """Say how much of the bank's details is out of sight."""
        self.call_after_refresh(self._tell_more)

    def _tell_more(self) -> None:
        self._tell_below()
        self.refresh_bindings()

    def _tell_below(self) -> None:
        """Write the line above the keys: what the school asks, or else how much is out of sight."""
        below = round(self.about.max_scroll_y - self.about.scroll_offset.y)
        more = Content.assemble((f"{plural(below, 'more line')} ↓ ", "$muted"), ("Space", "bold $right"))
        self.query_one(KeyBar).tell(self._asks or (more if below > 0 else ""))

    # What keys do

    @property
    def _kind(self) -> str:
        """What kind of row is chosen."""
        return self.banks.chosen.partition(":")[0]

    def _bank(self) -> "Bank | None":
        """Return the bank of the chosen row, as it was when it was listed."""
        return self._state.bank(self.banks.chosen) if self._state else None

    def _missed_in(self) -> "Bank | None":
        """Return the bank whose mistakes to practise: the chosen row's, or on what is due the last one with any."""
        return self._state.bank("missed:") if self._state and self._kind == "topup" else self._bank()

    @on(PickList.Picked)
    def action_play(self) -> None:
        """Do what the chosen row offers: play its bank, go on with it, ask what is due, or practise what was missed."""
        if self._kind == "topup":
            self._top_up()
        elif bank := self._bank():
            if self._kind in ("quiz", "learn"):
                self._go_on(bank, "learn" if self._kind == "learn" else "quiz")
            elif self._kind == "missed":
                self._practise_missed(bank)
            else:
                self._start(bank, learn=False)

    def action_missed(self) -> None:
        """Practise what was missed in the chosen bank."""
        if bank := self._missed_in():
            self._practise_missed(bank)

    def action_learn(self) -> None:
        """Practise the chosen bank: no clock, no board."""
        if bank := self._bank():
            self._start(bank, learn=True)

    def action_read_on(self) -> None:
        """Show the next lines about the chosen bank, and after the last go back to the first."""
        if self.about.scroll_offset.y < self.about.max_scroll_y:
            self.about.scroll_page_down(animate=False)
        else:
            self.about.scroll_home(animate=False)

    @work(group="start")
    async def _start(self, bank: "Bank", learn: bool) -> None:
        await self.app.play(bank, learn=learn)

    @work(group="start")
    async def _top_up(self, new: bool = False) -> None:
        await self.app.top_up(new=new)

    @work(group="start")
    async def _go_on(self, bank: "Bank", mode: "Mode") -> None:
        await self.app.go_on(bank, mode)

    @work(group="start")
    async def _practise_missed(self, bank: "Bank") -> None:
        await self.app.practise_missed(bank)

    def action_progress(self) -> None:
        """Show the player's progress over all banks."""
        if self.app.ready:
            self.app.show_progress()

    def action_board(self) -> None:
        """Show the board of all banks, or the one that the command line asked for."""
        if self.app.ready:
            asked = self.app.request.board
            self.app.show_board(asked or BoardRequest(initials=self.app.settings.initials_only))

    @work(group="start")
    async def action_name(self) -> None:
        """Choose another name or team."""
        if self.app.ready and self.is_active:
            await self.app.ask_name()
            self._refreshing.ask()

    @work(group="start")
    async def action_policy(self) -> None:
        """Read the school's policy."""
        await self.app.show_policy(self.app.player)

    @work(group="start")
    async def action_certificate(self) -> None:
        """Write the certificate of the chosen bank, if it was passed."""
        from quiz.services.certifying import passed_attempt

        bank, player, store = self._bank(), self.app.player, self.app.services.store
        if bank is None or player is None:
            return

        attempt = await self.app.unless_refused(lambda: passed_attempt(store, player, bank))
        if attempt:
            await self.app.certify(player, attempt.id, bank.id)

    def action_settings(self) -> None:
        """Change the settings."""
        self.app.show_settings()

    def action_trainer(self) -> None:
        """Show the state of every bank."""
        if self.app.ready:
            self.app.show_trainer()

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Say what Enter does on the chosen row."""
        return ("Enter", _ENTER[self._kind]) if binding.action == "play" and self._kind in _ENTER else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide keys that have nothing to act on: no bank chosen, nothing played, or nothing out of sight."""
        if action == "read_on":
            return self.about.max_scroll_y > 0
        if action == "policy":
            return self.app.ready and self.app.services.policy is not None
        if action == "certificate":
            return self._has_passed()
        if action in ("progress", "missed") and not (self._state and self._state.has_begun):
            return False
        if action == "play" and self._state and self._kind == "topup":
            return True
        if action == "missed":
            return self._missed_in() is not None
        return action not in ("play", "learn") or self._bank() is not None

    def _has_passed(self) -> bool:
        """Whether the chosen row is a bank that was passed, in a store that will still know it tomorrow."""
        if self._state is None or self._kind != "bank" or (bank := self._bank()) is None:
            return False
        stands = self._state.stands(bank)
        return stands is not None and stands.has_passed(bank) and not self.app.services.trouble


def no_name() -> Content:
    """Return how to say who is playing, for the top line."""
    return Content.assemble(("n", "bold $right"), "  choose a name")
