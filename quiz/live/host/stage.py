"""The stage: the screen that the hall looks at, from the lobby to the podium."""

from collections.abc import Mapping
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import var
from typing_extensions import override

from quiz.game.game import RejectedError
from quiz.game.state import Phase
from quiz.live.host.asked_lines import draw_asked
from quiz.live.host.counting import CountingPanel
from quiz.live.host.game_screen import LIFT_LIMITS, OUR_STAFF, STEPS, GameScreen
from quiz.live.host.lobby_lines import draw_lobby, has_larger_code
from quiz.live.host.podium_lines import draw_podium
from quiz.live.host.presenter import StageStatus
from quiz.live.host.revealed_lines import draw_revealed
from quiz.live.host.stage_keys import StageKeys
from quiz.live.host.stage_view import Draw, Drawn, StageBody, StageView, TopLines
from quiz.live.host.standings_lines import draw_standings
from quiz.live.host.top_lines import draw_top
from quiz.live.stage_content import Asked, Content, Podium, RevealedQuestion, Standings, typed_address
from quiz.services.live_game import LiveGame
from quiz.tui.widgets.grid import NARROW
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.scrolling import Way, scroll

_GROWING = 0.4
_FRAMES = 8
"""The number of frames in which bars and steps grow."""


class StageScreen(GameScreen):
    """Draws what the presenter works out, after each event and as time goes by."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *STEPS,
        Binding("enter,space", "way('back')", "Back to the quiz", key_display="Enter"),
        Binding("c", "count", "Count again", tooltip="Count the hands again"),
        LIFT_LIMITS,
        Binding("o", "everybody", "Everybody's place", tooltip="Show where everybody stands"),
        Binding("w", "way", "Way in", tooltip="Show address, code and QR code large"),
        *OUR_STAFF,
        Binding("up,k", "scroll_body('up')", "Up", show=False),
        Binding("down,j", "scroll_body('down')", "Down", show=False),
        Binding("pageup", "scroll_body('page_up')", "Page up", show=False),
        Binding("pagedown", "scroll_body('page_down')", "Page down", show=False),
    ]

    grown: var[float] = var(1.0, init=False)
    """How far the bars or the newest step of the podium have grown, 0 to 1."""

    body = getters.query_one(StageBody)
    view = getters.query_one(StageView)

    def __init__(self, live_game: LiveGame, names: Mapping[str, str], addresses: list[str], note: str = "") -> None:
        """Show ``live_game``; pads join at ``addresses``, empty in a game with hands; ``note`` says who can join.

        ``names`` are the school's own.
        """
        super().__init__(live_game, names)
        self._addresses = addresses
        self._notes = tuple(note.splitlines())
        self._status: StageStatus | None = None
        """The status drawn last; None if it must be drawn again."""
        self._content: Content | None = None
        """The content drawn last on the body."""
        self._frame = _FRAMES
        """The frame drawn last of something that grows."""
        self._shows_way = False
        self._shows_everybody = False

    @override
    def compose(self) -> ComposeResult:
        with Vertical(id="stage"):
            yield TopLines()
            yield StageBody()
            yield PlainText("", id="trouble")
        yield StageKeys()

    @override
    def draw_status(self) -> None:
        if not self.is_mounted or not self.query(StageView):
            return
        if self.game.phase is Phase.LOBBY or self._shows_way:
            self._draw_body()
        self.draw_band()
        status = self.presenter.status(typed_address(self._addresses[0]) if self._addresses else "")
        if status == self._status:
            return
        self._status = status
        title, time = self.game.plan.title, (status.left, status.limit)
        self.query_one(TopLines).show(
            lambda width: draw_top(title, status.places, status.corner, time, status.face.hurry, width)
        )
        self.view.show_clock(status.face)

    @override
    async def draw(self) -> None:
        """Draw the game's current phase."""
        await self._draw_counting(self.presenter.counting())
        self._draw_body()
        self._status = None
        self.draw_status()
        self.refresh_bindings()

    def _draw_body(self) -> None:
        content = self._now()
        if content == self._content:
            return
        before, self._content = self._content, content
        if type(content) is not type(before):
            self.body.scroll_home(animate=False)
        # Without animations, everything is complete at once, and not only after the time that one takes.
        if self.app.animation_level != "none" and _moves(before, content):
            self.set_reactive(StageScreen.grown, 0.0)
            self.animate("grown", 1.0, duration=_GROWING, level="basic")
        self._show()

    def _show(self) -> None:
        if self._content:
            self._frame = round(_FRAMES * self.grown)
            self.view.show(_drawing(self._content, self._frame / _FRAMES), self.presenter.status().face)

    def watch_grown(self) -> None:
        """Draw the next of the few frames."""
        if self.is_mounted and self._frame != round(_FRAMES * self.grown):
            self._show()

    def _now(self) -> Content:
        """Return the current content of the body."""
        if self._shows_way or self.game.phase is Phase.LOBBY:
            return self.presenter.lobby(self._addresses, self._notes, names=not self._shows_way)
        return self.presenter.content(all_places=self._shows_everybody)

    # Counting hands

    async def _draw_counting(self, columns: tuple[str, ...]) -> None:
        """Show the table of numbers to type while there is something to count, and remove it afterwards."""
        panel = next(iter(self.query(CountingPanel)), None)
        if panel and panel.counts.columns != columns:
            await panel.remove()
            panel = None
        slabs = bool(columns) and self.game.current.question.PICKS_ONE
        self.body.display = not slabs
        if columns and panel is None:
            prompt = self.game.current.question.prompt if slabs else ""
            panel = CountingPanel(self.game.teams, columns, prompt, slabs=slabs)
            await self.query_one("#stage").mount(panel, after=self.body)
        self.set_focus(panel, scroll_visible=False)

    @work(exclusive=True, group="ask")
    async def action_count(self) -> None:
        """Count the hands again."""
        await self._draw_counting(self.presenter.counted())
        self.refresh_bindings()

    @on(CountingPanel.Counted)
    @work(exclusive=True, group="ask")
    async def _counted(self, event: CountingPanel.Counted) -> None:
        hands = self.presenter.in_bank_order(event.hands)
        try:
            await self.live_game.do(lambda at: self.game.count(hands, at))
            if self.game.current.question.PICKS_ONE and self.game.phase is Phase.CLOSED:
                await self.live_game.do(self.game.next)
        except RejectedError as refusal:
            self.app.say(str(refusal))

    # Keys

    @property
    def _has_larger_code(self) -> bool:
        """Whether the QR code in the lobby could be shown larger."""
        if not self.is_mounted or not self._addresses:
            return False
        width, height = self.body.outer_size
        return has_larger_code(
            self.presenter.lobby(self._addresses, self._notes, names=False), max(width, 1), max(height, 1)
        )

    def on_resize(self) -> None:
        """Offer the keys that are of use in a window of this size."""
        self.call_after_refresh(self.refresh_bindings)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "way" if parameters:
                return self._shows_way
            case "way" if self.game.phase is Phase.LOBBY and not self._shows_way and not self._has_larger_code:
                return False
            case "next" if self._shows_way or self.query(CountingPanel):
                # Enter goes back from how to join, or on to the next number.
                return False
            case "count" if self.query(CountingPanel):
                return False
        return super().check_action(action, parameters)

    @override
    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        words = super().key_words(binding)
        if words:
            return words
        if binding.action == "way":
            large = (
                "Way in"
                if self.game.phase is not Phase.LOBBY
                else "Large QR"
                if self.size.width < NARROW
                else "Large QR code"
            )
            return "w", "Back" if self._shows_way else large
        if binding.action == "everybody" and self._shows_everybody:
            return "o", "Podium"
        return None

    def action_way(self, back: str = "") -> None:
        """Show how to join, with everything large, or go back to the game."""
        self._shows_way = not self._shows_way
        self.redraw()

    def action_everybody(self) -> None:
        """Show everybody's place, or go back to the podium."""
        self._shows_everybody = not self._shows_everybody
        self.redraw()

    def action_scroll_body(self, way: Way) -> None:
        """Scroll the body if its content does not fit."""
        scroll(self.body, way)


def _moves(before: Content | None, content: Content) -> bool:
    """Say whether something in ``content`` grows when it follows ``before``: only once, and not on a new stage."""
    match content:
        case RevealedQuestion():
            is_new = not isinstance(before, RevealedQuestion) or before.prompt != content.prompt
            return before is not None and is_new
        case Podium():
            return isinstance(before, Podium) and content.shown > before.shown
    return False


def _drawing(content: Content, grown: float = 1.0) -> Draw:
    """Return a function that draws ``content``, in which bars and steps have ``grown`` so far."""
    match content:
        case Asked():
            return lambda width, height: Drawn(*draw_asked(content, width, height))
        case RevealedQuestion():
            return lambda width, height: Drawn(draw_revealed(content, width, height, grown))
        case Standings():
            return lambda width, height: Drawn(draw_standings(content, width, height))
        case Podium():
            return lambda width, height: Drawn(draw_podium(content, width, height, grown))
    return lambda width, height: Drawn(draw_lobby(content, width, height))
