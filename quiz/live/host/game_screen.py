"""The host's keys, which the stage and the presenter's view have in common."""

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from textual import getters, work
from textual.binding import Binding, BindingType
from textual.content import Content
from typing_extensions import override

from quiz.game.events import Answered, CertaintyStated, Event, Joined
from quiz.game.game import RejectedError
from quiz.game.state import Phase
from quiz.live.host.base import HostBase
from quiz.live.host.players import PlayersScreen
from quiz.live.host.presenter import KEEP_REPORT, NEXT_PLACE, NEXT_STEPS, StagePresenter
from quiz.live.host.staff import StaffScreen
from quiz.live.trouble import Trouble, trouble_of
from quiz.questions.text import plural
from quiz.services.coalescer import Coalescer
from quiz.services.live_game import LiveGame
from quiz.store.errors import StoreError
from quiz.tui.dialogs import ListDialog
from quiz.tui.key_gate import GatedScreen, KeyGate
from quiz.tui.widgets.plain_text import PlainText

MORE_TIME = 15.0
"""Seconds added by one key press."""
_TICK = 0.25
CROWDED = "▲ Many devices come from one address: some are kept out. o lets them in."
_BAND_MARGIN = 2
PATIENCE = 0.3
"""Seconds before saying that something waits to be kept: on a healthy disk nothing waits as long, even for a held key."""

STEPS = tuple(Binding("enter,space", f"next('{step}')", step, key_display="Enter") for step in NEXT_STEPS)
"""One binding for each thing that Enter may do; a screen that binds Enter itself must list them, too."""
LIFT_LIMITS = Binding("o", "lift_limits", "▲ Let all in", tooltip="Let any number of devices in from one address")
"""As with Enter, a screen that binds ``o`` itself must list it, too."""

OUR_STAFF = (
    Binding("k", "staff", "Our staff", tooltip="Say which of these players are your staff: what they have is theirs then"),
    Binding("k", "staff('quietly')", "Our staff", show=False),
)
"""As with Enter. The key line offers it only if players have names of their own."""


class GameScreen(GatedScreen):
    """Follows the game and its clock, and turns keys into commands; subclasses do the drawing.

    A key press is meant for what was on the screen at that moment: keys rest after each change of phase, and do nothing
    while the last step is not kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *STEPS,
        Binding("p", "pause('over')", "Go on"),
        Binding("p", "pause", "Pause"),
        Binding("t", "time", f"{MORE_TIME:.0f} s more", tooltip="Give more time for this question"),
        Binding("u", "reopen", "Open again", tooltip="Take answers again to what was closed by mistake"),
        Binding("x", "strike", "Strike", tooltip="Take back this question's points: its key is wrong"),
        Binding("s", "skip", "Skip", tooltip="Take this question out of the game"),
        Binding("e", "end_round", "End round", tooltip="The round ends with this question"),
        Binding("m", "players('wait')", "▲ Players wait", tooltip="A name waits for a look, or a device asks for a seat"),
        Binding("m", "players", "Players", tooltip="Mask a rude name, remove a player, give a seat to another device"),
        LIFT_LIMITS,
        Binding("l", "lock", "Lock", tooltip="Let nobody else in, or let them in again"),
        *OUR_STAFF,
        Binding("v", "stage_page", "Stage page", tooltip="A page for the projector; what only you see stays here"),
        Binding("escape", "leave", "End", key_display="Esc"),
    ]

    app = getters.app(HostBase)

    def __init__(self, live_game: LiveGame, names: Mapping[str, str]) -> None:
        """Show ``live_game``; ``names`` are the school's own."""
        super().__init__()
        self.live_game = live_game
        self.game = live_game.game
        self.presenter = StagePresenter(live_game, names)
        self.key_gate = KeyGate(lambda: live_game.now)
        self._seen_phase = self.game.phase
        self._seen_waiting = (False, 0)
        """At the last check, whether somebody was waiting for the host, and how many devices were asking for a seat."""
        self._banded: tuple[Trouble | None, bool] = (None, False)
        """What the band says now: why nothing is kept, and whether devices are kept out."""
        self._redrawing = Coalescer(self._draw_where_it_stands, self.run_worker)
        self._following_clock = Coalescer(self._follow_clock, self.run_worker)

    async def draw(self) -> None:
        """Draw the game's current phase."""
        raise NotImplementedError

    async def _draw_where_it_stands(self) -> None:
        # Another view may have taken this one's place meanwhile.
        if self in self.app.screen_stack:
            await self.draw()

    def draw_status(self) -> None:
        """Draw what changes from moment to moment: clock, answers, trouble."""
        raise NotImplementedError

    def draw_band(self) -> None:
        """Say in the band above the keys what the host must know in any phase: nothing is kept, devices are kept out."""
        said = (trouble_of(self.live_game), self._keeps_devices_out)
        if said == self._banded:
            return
        self._banded = said
        band = self.query_one("#trouble", PlainText)
        band.display = any(said)
        band.set_class(said[0] is None, "-slight")
        band.update(Content("\n").join(_band_lines(*said)))
        self.refresh_bindings()
        self.redraw()

    @property
    def band_lines(self) -> int:
        """How many lines the band takes; 0 if there is nothing to say."""
        width = max(self.size.width - 2 * _BAND_MARGIN, 1)
        return sum(len(line.wrap(width)) for line in _band_lines(*self._banded))

    @property
    def _keeps_devices_out(self) -> bool:
        door = self.app.door
        return self.game.phase is not Phase.FINISHED and door is not None and bool(door.crowded_address)

    def on_mount(self) -> None:
        """Draw the game, and start following it."""
        self.key_gate.shut()
        self.live_game.watchers.append(self._happened)
        self.set_interval(_TICK, self.tick)
        self.redraw()

    def on_unmount(self) -> None:
        """Stop following the game."""
        if self._happened in self.live_game.watchers:
            self.live_game.watchers.remove(self._happened)

    def redraw(self) -> None:
        """Draw again, now or once the drawing under way has ended."""
        self._redrawing.ask()

    def _happened(self, event: Event) -> None:
        if self.game.phase is not self._seen_phase:
            self._seen_phase = self.game.phase
            self.key_gate.shut()
        # Joins and answers only change counts, which are drawn with the clock and not one by one in a burst.
        if not isinstance(event, Answered | CertaintyStated | Joined):
            self.redraw()

    def tick(self) -> None:
        """Let the game's clock do what is due, and draw what has changed."""
        self.draw_status()
        self._follow_waiting()
        self._following_clock.ask()

    async def _follow_clock(self) -> None:
        await self.live_game.tick()

    @property
    def is_waited_for(self) -> bool:
        """Whether a player is waiting for the host, with a name to approve or a device that asks for a seat."""
        return self.app.asking > 0 or any(member.alias for member in self.game.players)

    def _follow_waiting(self) -> None:
        """Tell the host when somebody begins to wait, as a small screen may have no room for the key."""
        waiting, before = (self.is_waited_for, self.app.asking), self._seen_waiting
        if waiting == before:
            return
        self._seen_waiting = waiting
        self.refresh_bindings()
        if waiting > before and self.app.screen is self:
            self.app.say("Somebody waits for the host: m shows who.")

    # Keys

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "next":
            return parameters == (self.presenter.next_step(),)
        if action == "lift_limits":
            return self._keeps_devices_out
        if action == "pause" and bool(parameters) is not self.game.paused:
            return False
        if action == "stage_page":
            return not self.game.plan.hands
        if action == "players" and bool(parameters) is not self.is_waited_for:
            return False
        if action == "staff":
            return self.presenter.offers_staff(quietly=bool(parameters))
        return self.presenter.offers(action)

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Return a key's words at present: while nothing can be kept, Enter waits, and others are not offered."""
        trouble, _ = self._banded
        if trouble and binding.key != "escape":
            waits = not trouble.ends and binding.action.startswith("next(")
            return ("Enter", f"waits for the {self.live_game.kept_in}") if waits else ("", "")
        return ("l", "Unlock") if binding.action == "lock" and self.game.locked else None

    @work(group="command")
    async def do(self, command: Callable[[float], Event | None]) -> None:
        """Carry out a command, unless the last one is not kept yet."""
        waited = self.live_game.waits_for_last_step
        if waited is not None:
            if waited >= PATIENCE:
                self.app.say(f"Waiting for the {self.live_game.kept_in}.")
            return
        try:
            await self.live_game.lead(command)
        except RejectedError as refusal:
            self.app.say(str(refusal))

    def action_next(self, step: str) -> None:
        """Take the next ``step``; showing a place on the podium is not an event of the game."""
        if step == NEXT_PLACE:
            self.live_game.podium_shown += 1
            self.key_gate.shut()
            self.redraw()
        elif step == KEEP_REPORT:
            self.run_worker(self.app.keep_report(), group="report")
        else:
            self.do(self.game.next)

    def action_pause(self, why: str = "") -> None:
        """Pause the game, or go on if it is paused."""
        self.do(self.game.pause)

    def action_time(self) -> None:
        """Give more time."""
        self.do(lambda at: self.game.add_time(MORE_TIME, at))

    def action_reopen(self) -> None:
        """Open the question again after it was closed by mistake."""
        self.do(self.game.reopen)

    def action_end_round(self) -> None:
        """End the round with this question."""
        self.do(self.game.end_round)
        self.app.say("The round ends with this question.")

    def action_lift_limits(self) -> None:
        """Let any number of devices in from one address."""
        if self.app.door:
            self.app.door.lift_limits()
            self.app.say("Any number of devices may come from one address now.")
            self.draw_status()

    def action_lock(self) -> None:
        """Let nobody else in, or let people in again."""
        self.do(lambda at: self.game.lock(not self.game.locked, at))

    def action_stage_page(self) -> None:
        """Open the stage page."""
        self.app.open_stage_page()

    def action_players(self, why: str = "") -> None:
        """Show the players, some of whom may be waiting."""
        self.app.push_screen(PlayersScreen(self.live_game))

    @work(exclusive=True, group="ask")
    async def action_staff(self, why: str = "") -> None:
        """Let the host say which of the guests are staff."""
        try:
            guests = await self.live_game.guests()
            if not guests:
                self.app.say("Nobody is left who could be one of your staff.")
                return
            names = await self.app.push_screen_wait(StaffScreen(guests))
            if names:
                count = await self.live_game.claim(names)
                self.app.say(f"What {plural(count, 'player')} did in this game is in their own name now.")
        except StoreError as error:
            self.app.say(str(error))

    @work(exclusive=True, group="ask")
    async def action_skip(self) -> None:
        """Take the question out of the game, after asking: it cannot be taken back."""
        ways = [("stay", "Go on with it"), ("skip", "Skip it: nobody gets anything for it")]
        if await self.app.push_screen_wait(ListDialog("Skip this question?", "It cannot be taken back.", ways)) == "skip":
            self.do(self.game.skip)

    @work(exclusive=True, group="ask")
    async def action_strike(self) -> None:
        """Take back the question's points, after asking: it cannot be taken back."""
        ways = [("stay", "Leave it"), ("strike", "Strike it: its points go, for everybody")]
        text = "For a question whose key is wrong. It cannot be taken back."
        if await self.app.push_screen_wait(ListDialog("Strike this question?", text, ways)) == "strike":
            self.do(self.game.strike)

    @work(exclusive=True, group="ask")
    async def action_leave(self) -> None:
        """Ask how to end."""
        if self.game.phase is Phase.FINISHED:
            self.app.exit()
            return
        ways = [("stay", "Go on"), ("later", "Close now, and go on later with: quiz host --resume")]
        if self.game.number >= 0:
            ways.append(("finish", "End the game now, and show who stands where"))
        else:
            ways.append(("drop", "Close it for good: nothing was asked yet"))
        chosen = await self.app.push_screen_wait(ListDialog("End the game?", "Everything that was answered is kept.", ways))
        if chosen == "later":
            self.app.exit()
        elif chosen == "drop":
            await self.live_game.abandon()
            self.app.exit()
        elif chosen == "finish":
            self.do(self.game.finish)


def _band_lines(trouble: Trouble | None, keeps_devices_out: bool) -> Iterator[Content]:
    if trouble:
        yield Content.assemble((f"▲ {trouble.words}", "bold"), f"   {trouble.more}")
        if trouble.why:
            yield Content(trouble.why)
    if keeps_devices_out:
        yield Content.styled(CROWDED, "bold")
