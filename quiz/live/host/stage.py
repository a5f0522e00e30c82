"""The stage: the one screen that the hall looks at, from the lobby to the podium."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen

from quiz.game.events import Answered, Event
from quiz.game.game import RejectedError
from quiz.game.state import Phase
from quiz.live.host.counting import CountingPanel
from quiz.live.host.lobby import Lobby
from quiz.live.host.players import PlayersScreen
from quiz.live.host.podium import podium_rows
from quiz.live.host.rows import question_rows, standings_rows
from quiz.live.live_game import LiveGame
from quiz.live.option_markers import marker_words
from quiz.live.wire_questions import shown_order
from quiz.tui.dialogs import Dialog
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import RowView, TextRow
from quiz.tui.widgets.timer_bar import HURRY, TimerBar, clock_words

if TYPE_CHECKING:
    from quiz.live.host.app import HostApp

MORE_TIME = 15.0
"""Seconds that one key press adds."""
_TICK = 0.25
_SWALLOWS = 0.6
"""Seconds after the clock has changed the phase in which Enter does nothing."""

_NEXT = {
    Phase.LOBBY: "Start",
    Phase.READING: "Open now",
    Phase.OPEN: "Close",
    Phase.CLOSED: "Show answer",
    Phase.DECIDED: "Go on",
    Phase.REVEALED: "Next",
    Phase.STANDINGS: "Next round",
    Phase.FINISHED: "",
}


class StageRows(RowView):
    """Rows of text that are put on the stage."""

    def __init__(self, rows: Sequence[TextRow] = (), *, classes: str | None = None) -> None:
        """Show ``rows``."""
        super().__init__(classes=classes)
        self._rows = rows

    def rows_shown(self) -> Sequence[TextRow]:
        """Draw the rows."""
        return self._rows


class StageScreen(Screen[None]):
    """Draws the game after each event, and turns keys into the game's commands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "next", "Next", key_display="Enter"),
        Binding("p", "pause", "Pause"),
        Binding("t", "time", "More time"),
        Binding("s", "skip", "Skip", tooltip="Take this question out of the game"),
        Binding("e", "end_round", "End round", tooltip="The round ends with this question"),
        Binding("m", "players", "Players", tooltip="Mask a rude name or remove a player"),
        Binding("l", "lock", "Lock", tooltip="Let nobody else in"),
        Binding("c", "count", "Count", tooltip="Count the hands"),
        Binding("up,k", "scroll('scroll_up')", "Up", show=False),
        Binding("down,j", "scroll('scroll_down')", "Down", show=False),
        Binding("pageup", "scroll('scroll_page_up')", "Page up", show=False),
        Binding("pagedown", "scroll('scroll_page_down')", "Page down", show=False),
        Binding("escape", "leave", "End", key_display="Esc"),
    ]

    app: "getters.app[HostApp]"
    body = getters.query_one("#body", VerticalScroll)
    clock_line = getters.query_one(TimerBar)

    def __init__(self, hall: LiveGame, addresses: list[str], note: str = "") -> None:
        """Show ``hall``; ``addresses`` are where pads join, none in a game with hands; ``note`` says who can."""
        super().__init__()
        self.hall = hall
        self.game = hall.game
        self._addresses = addresses
        self._note = note
        self._said = ""
        self._takes_next_from = 0.0
        self._stale = False
        self._drawing = False
        self._ticking = False

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
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
        self.hall.watchers.append(self._happened)
        self.set_interval(_TICK, self.tick)
        self._redraw()

    def on_unmount(self) -> None:
        """Follow it no more."""
        if self._happened in self.hall.watchers:
            self.hall.watchers.remove(self._happened)

    def _happened(self, event: Event) -> None:
        if not isinstance(event, Answered):
            self._redraw()

    def tick(self) -> None:
        """Let the clock do what is due, and redraw what a moment has changed."""
        self._say_what_moves()
        if not self._ticking:
            self._ticking = True
            self._tick()

    @work(group="tick")
    async def _tick(self) -> None:
        before = self.game.phase
        await self.hall.tick()
        if self.game.phase is not before:
            self._takes_next_from = self.hall.now + _SWALLOWS
        self._say_what_moves()
        self._ticking = False

    def _say_what_moves(self) -> None:
        if not self.is_mounted or not self.query("#clock"):
            return
        game = self.game
        left, limit = game.seconds_left(self.hall.now), game.limit() if game.number >= 0 else None
        clock = self._clock(left)
        trouble = self.hall.keeper.trouble
        said = f"{clock}|{self._answers()}|{trouble}|{game.phase}"
        if said == self._said:
            return
        self._said = said
        words = self.query_one("#clock", PlainText)
        words.update(clock, layout=False)
        words.set_class(game.phase is Phase.OPEN and left is not None and left <= HURRY, "hurry")
        self.query_one("#answers", PlainText).update(self._answers())
        self.clock_line.show(left, limit)
        line = self.query_one("#trouble", PlainText)
        line.display = trouble is not None
        if trouble:
            line.update(f"✘ {trouble} The game waits, and goes on by itself.")
        if game.phase is Phase.LOBBY:
            for lobby in self.query(Lobby):
                lobby.follow()

    def _clock(self, left: float | None) -> str:
        if self.game.paused:
            return "Paused"
        if left is not None and self.game.phase is Phase.READING:
            return f"opens in {ceil(left)}"
        return clock_words(left)

    def _answers(self) -> str:
        game = self.game
        if game.plan.hands:
            return ""
        players = f"{game.player_count} player{'s' * (game.player_count != 1)}"
        lock = " · locked" if game.locked else ""
        if game.phase in (Phase.OPEN, Phase.CLOSED):
            return f"{len(game.replies)} of {game.player_count} answers in{lock}"
        return f"{players}{lock}"

    def _redraw(self) -> None:
        """Draw the stage; what changes while it is being drawn is drawn afterwards, so that no drawing is cut short."""
        self._stale = True
        if not self._drawing:
            self._drawing = True
            self._draw_until_fresh()

    @work(group="draw")
    async def _draw_until_fresh(self) -> None:
        while self._stale:
            self._stale = False
            await self._draw()
        self._drawing = False

    async def _draw(self) -> None:
        """Put the phase that the game is in on the stage."""
        game = self.game
        if game.phase is Phase.LOBBY and self.query(Lobby):
            self._said = ""
            self._say_what_moves()
            self.refresh_bindings()
            return
        made = self._made()
        async with self.batch():
            await self.body.remove_children()
            await self.body.mount_all(made)
            self.body.scroll_home(animate=False)
            self.query_one("#place", PlainText).update(self._place())
        self._said = ""
        self._say_what_moves()
        self.refresh_bindings()
        if game.wants_count and not game.counted:
            self.query_one(CountingPanel).first_focus().focus()
        else:
            self.set_focus(None)

    def _made(self) -> list[Lobby | StageRows | CountingPanel | Horizontal]:
        game, width = self.game, self.size.width
        match game.phase:
            case Phase.LOBBY:
                return [Lobby(self.hall, self._addresses, self._note)]
            case Phase.STANDINGS:
                return self._standings(f"After round {game.round} of {len(game.plan.rounds)}")
            case Phase.FINISHED:
                podium = StageRows(podium_rows(self.hall, width if game.plan.hands else width * 2 // 3))
                teams = [] if game.plan.hands else game.team_standings()
                return [Horizontal(podium, StageRows(standings_rows("Teams", teams)), classes="two")] if teams else [podium]
        rows = StageRows(question_rows(self.hall, width, self.app.names))
        return [rows, CountingPanel(game.teams, self._columns())] if game.wants_count and not game.counted else [rows]

    def _standings(self, title: str) -> list[Lobby | StageRows | CountingPanel | Horizontal]:
        game = self.game
        teams = game.team_standings()
        if game.plan.hands:
            return [StageRows(standings_rows(title, teams))]
        players = StageRows(standings_rows(title, game.standings()))
        return [Horizontal(players, StageRows(standings_rows("Teams", teams)), classes="two")] if teams else [players]

    def _columns(self) -> list[str]:
        """Return the signs of what is counted, in the order of the screen."""
        if not self.game.current.question.PICKS_ONE:
            return ["All right", "Not right"]
        return [marker_words(place) for place in range(len(shown_order(self.game)))]

    def _place(self) -> str:
        game = self.game
        if game.number < 0 or game.phase in (Phase.FINISHED, Phase.STANDINGS):
            return ""
        rounds = len(game.plan.rounds)
        round_words = f"round {game.round} of {rounds} · " if rounds > 1 else ""
        story = f" · decision {game.last_step + 1}" if game.scene else ""
        return f"{round_words}question {game.number + 1} of {len(game.asked)}{story}"

    def on_resize(self) -> None:
        """Draw again: there is more room now, or less."""
        if self.is_mounted and self.game.phase is not Phase.LOBBY and not self.query(CountingPanel):
            self._redraw()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the moment allows."""
        game = self.game
        in_question = game.phase in (Phase.READING, Phase.OPEN, Phase.CLOSED, Phase.DECIDED)
        match action:
            case "next":
                return game.phase is not Phase.FINISHED
            case "pause":
                return game.phase in (Phase.READING, Phase.OPEN)
            case "time":
                return game.phase is Phase.OPEN and game.limit() is not None
            case "skip":
                return in_question
            case "end_round":
                return (in_question or game.phase is Phase.REVEALED) and len(game.plan.rounds) > 1 and not game.round_ends
            case "players" | "lock":
                return not game.plan.hands and game.phase is not Phase.FINISHED
            case "count":
                return game.wants_count and not self.query(CountingPanel)
        return True

    @work(group="command")
    async def _do(self, command: Callable[[float], Event | None]) -> None:
        try:
            await self.hall.do(command)
        except RejectedError as refusal:
            self.app.say(str(refusal))

    def action_next(self) -> None:
        """Go one step on, unless the clock has just done so: the key was meant for what was there before."""
        if self.hall.now >= self._takes_next_from:
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
        self.app.push_screen(PlayersScreen(self.hall))

    def action_scroll(self, way: str) -> None:
        """Scroll what does not fit; ``way`` names a method of the scrolled widget."""
        getattr(self.body, way)(animate=False)

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
            await self.hall.drop()
            self.app.exit()
        elif chosen == "finish":
            self._do(self.game.finish)

    @work(exclusive=True, group="ask")
    async def action_count(self) -> None:
        """Count the hands again."""
        await self.body.mount(CountingPanel(self.game.teams, self._columns()))
        self.query_one(CountingPanel).first_focus().focus()
        self.refresh_bindings()

    @on(CountingPanel.Counted)
    @work(exclusive=True, group="ask")
    async def _counted(self, event: CountingPanel.Counted) -> None:
        order = shown_order(self.game)
        own = not self.game.current.question.PICKS_ONE
        # The columns stand as on the screen; the game counts in the order of the bank file.
        hands = {team: row if own else _unshuffled(row, order) for team, row in event.hands.items()}
        try:
            await self.hall.do(lambda at: self.game.count(hands, at))
            if not own:
                await self.hall.do(self.game.next)
        except RejectedError as refusal:
            self.app.say(str(refusal))


def _unshuffled(row: Sequence[int], order: Sequence[int]) -> tuple[int, ...]:
    found = dict(zip(order, row, strict=True))
    return tuple(found[position] for position in range(len(row)))
