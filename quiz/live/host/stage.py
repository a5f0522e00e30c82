"""The stage: the one screen that the hall looks at, from the lobby to the podium."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from typing_extensions import override

from quiz.game.events import Answered, Event
from quiz.game.game import RejectedError
from quiz.game.state import Phase
from quiz.live.host.base import HostBase
from quiz.live.host.counting import CountingPanel
from quiz.live.host.lobby import Lobby
from quiz.live.host.players import PlayersScreen
from quiz.live.host.presenter import NEXT_STEPS, StageContent, StagePresenter, StageStatus
from quiz.services.coalescer import Coalescer
from quiz.services.live_game import LiveGame
from quiz.tui.dialogs import Dialog
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import RowView, TextRow
from quiz.tui.widgets.scrolling import Way, scroll
from quiz.tui.widgets.timer_bar import TimerBar

MORE_TIME = 15.0
"""Seconds that one key press adds."""
_TICK = 0.25
_SWALLOWS = 0.6
"""Seconds after the clock has changed the phase in which Enter does nothing."""


class StageRows(RowView):
    """Rows of text that are put on the stage."""

    def __init__(self, rows: Sequence[TextRow]) -> None:
        """Show ``rows``."""
        super().__init__()
        self._rows = rows

    @override
    def rows_shown(self) -> Sequence[TextRow]:
        return self._rows


class StageScreen(Screen[None]):
    """Draws what the presenter says, after each event and as time goes by, and turns keys into the game's commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding("enter,space", f"next('{step}')", step, key_display="Enter") for step in NEXT_STEPS),
        Binding("p", "pause", "Pause"),
        Binding("t", "time", "More time"),
        Binding("s", "skip", "Skip", tooltip="Take this question out of the game"),
        Binding("e", "end_round", "End round", tooltip="The round ends with this question"),
        Binding("m", "players", "Players", tooltip="Mask a rude name or remove a player"),
        Binding("l", "lock", "Lock", tooltip="Let nobody else in"),
        Binding("c", "count", "Count", tooltip="Count the hands"),
        Binding("up,k", "scroll_body('up')", "Up", show=False),
        Binding("down,j", "scroll_body('down')", "Down", show=False),
        Binding("pageup", "scroll_body('page_up')", "Page up", show=False),
        Binding("pagedown", "scroll_body('page_down')", "Page down", show=False),
        Binding("escape", "leave", "End", key_display="Esc"),
    ]

    app = getters.app(HostBase)
    body = getters.query_one("#body", VerticalScroll)
    timer_bar = getters.query_one(TimerBar)

    def __init__(self, live_game: LiveGame, names: Mapping[str, str], addresses: list[str], note: str = "") -> None:
        """Show ``live_game``; pads join at ``addresses``, none in a game with hands; ``note`` says who can.

        ``names`` are the school's own.
        """
        super().__init__()
        self.live_game = live_game
        self.game = live_game.game
        self._presenter = StagePresenter(live_game, names)
        self._addresses = addresses
        self._note = note
        self._status: StageStatus | None = None
        """The status that was drawn last; None where it is to be drawn anew."""
        self._takes_next_from = 0.0
        self._redrawing = Coalescer(self._draw, self.run_worker)
        self._following_clock = Coalescer(self._follow_clock, self.run_worker)

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText(self.game.plan.title, classes="left")
            yield PlainText("", id="place")
            yield PlainText("", id="answers")
            yield PlainText("", id="clock")
        yield TimerBar(id="line")
        yield PlainText("", id="trouble")
        yield VerticalScroll(id="body", can_focus=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Draw the game as it is, and follow it from now on."""
        self.live_game.watchers.append(self._happened)
        self.set_interval(_TICK, self.tick)
        self._redrawing.ask()

    def on_unmount(self) -> None:
        """Follow it no more."""
        if self._happened in self.live_game.watchers:
            self.live_game.watchers.remove(self._happened)

    def _happened(self, event: Event) -> None:
        if not isinstance(event, Answered):
            self._redrawing.ask()

    def tick(self) -> None:
        """Let the clock do what is due, and redraw what a moment has changed."""
        self._draw_status()
        self._following_clock.ask()

    async def _follow_clock(self) -> None:
        before = self.game.phase
        await self.live_game.tick()
        if self.game.phase is not before:
            self._takes_next_from = self.live_game.now + _SWALLOWS
        self._draw_status()

    def _draw_status(self) -> None:
        if not self.is_mounted or not self.query("#clock"):
            return
        status = self._presenter.status()
        if status == self._status:
            return
        self._status = status
        clock = self.query_one("#clock", PlainText)
        clock.update(status.clock, layout=False)
        clock.set_class(status.hurry, "hurry")
        self.query_one("#answers", PlainText).update(status.answers)
        self.timer_bar.show(status.left, status.limit)
        trouble = self.query_one("#trouble", PlainText)
        trouble.display = bool(status.trouble)
        trouble.update(status.trouble)
        for lobby in self.query(Lobby):
            lobby.follow()

    async def _draw(self) -> None:
        """Put the phase that the game is in on the stage. The lobby stays as it is: it follows those who come by itself."""
        content = self._presenter.content(self.size.width)
        if not (self.game.phase is Phase.LOBBY and self.query(Lobby)):
            async with self.batch():
                await self.body.remove_children()
                await self.body.mount_all(self._made(content))
                self.body.scroll_home(animate=False)
                self.query_one("#place", PlainText).update(content.place)
            if content.counted:
                self._begin_to_count()
            else:
                self.set_focus(None)
        self._status = None
        self._draw_status()
        self.refresh_bindings()

    def _made(self, content: StageContent) -> list[Widget]:
        """Return the widgets that show ``content``."""
        if not content.columns:
            return [Lobby(self.live_game, self._addresses, self._note)]
        columns = [StageRows(rows) for rows in content.columns]
        made: list[Widget] = [Horizontal(*columns, classes="two")] if len(columns) > 1 else [*columns]
        return [*made, CountingPanel(self.game.teams, content.counted)] if content.counted else made

    def _begin_to_count(self) -> None:
        panel = self.query_one(CountingPanel)
        self.set_focus(panel.first_focus())
        # Not sooner: where it stands is known once it has been laid out.
        self.call_after_refresh(panel.scroll_visible, animate=False)

    def on_resize(self) -> None:
        """Draw again: there is more room now, or less."""
        if self.is_mounted and self.game.phase is not Phase.LOBBY and not self.query(CountingPanel):
            self._redrawing.ask()

    # Keys

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "next":
            return parameters == (self._presenter.next_step(),)
        if action == "count" and self.query(CountingPanel):
            return False
        return self._presenter.offers(action)

    @work(group="command")
    async def _do(self, command: Callable[[float], Event | None]) -> None:
        try:
            await self.live_game.do(command)
        except RejectedError as refusal:
            self.app.say(str(refusal))

    def action_next(self, step: str) -> None:
        """Take the ``step`` that is next, unless the clock has just done so: the key was meant for what was there before."""
        if self.live_game.now >= self._takes_next_from:
            self._do(self.game.next)

    def action_pause(self) -> None:
        """Stop the clock, or let it go on."""
        self._do(self.game.pause)

    def action_time(self) -> None:
        """Give more time."""
        self._do(lambda at: self.game.add_time(MORE_TIME, at))

    def action_end_round(self) -> None:
        """End the round with this question."""
        self._do(self.game.end_round)
        self.app.say("The round ends with this question.")

    def action_lock(self) -> None:
        """Let nobody else in, or open the game again."""
        self._do(lambda at: self.game.lock(not self.game.locked, at))

    def action_players(self) -> None:
        """Mask a name or remove a player."""
        self.app.push_screen(PlayersScreen(self.live_game))

    def action_scroll_body(self, way: Way) -> None:
        """Scroll what does not fit."""
        scroll(self.body, way)

    @work(exclusive=True, group="ask")
    async def action_skip(self) -> None:
        """Take the question out of the game, after asking: it cannot be taken back."""
        ways = [("stay", "Go on with it"), ("skip", "Skip it: nobody gets anything for it")]
        if await self.app.push_screen_wait(Dialog("Skip this question?", "It cannot be taken back.", ways)) == "skip":
            self._do(self.game.skip)

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
        chosen = await self.app.push_screen_wait(Dialog("End the game?", "Everything that was answered is kept.", ways))
        if chosen == "later":
            self.app.exit()
        elif chosen == "drop":
            await self.live_game.abandon()
            self.app.exit()
        elif chosen == "finish":
            self._do(self.game.finish)

    @work(exclusive=True, group="ask")
    async def action_count(self) -> None:
        """Count the hands again."""
        await self.body.mount(CountingPanel(self.game.teams, self._presenter.counted()))
        self._begin_to_count()
        self.refresh_bindings()

    @on(CountingPanel.Counted)
    @work(exclusive=True, group="ask")
    async def _counted(self, event: CountingPanel.Counted) -> None:
        hands = self._presenter.in_bank_order(event.hands)
        try:
            await self.live_game.do(lambda at: self.game.count(hands, at))
            if self.game.current.question.PICKS_ONE:
                await self.live_game.do(self.game.next)
        except RejectedError as refusal:
            self.app.say(str(refusal))
