"""The presenter's own view, which the terminal shows while a stage page is open, and which the hall does not see."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from typing_extensions import override

from quiz.game.events import Answered, CertaintyStated, Event
from quiz.game.scoring import Member
from quiz.game.state import Phase
from quiz.live.host.game_screen import OUR_STAFF, STEPS, GameScreen
from quiz.live.host.presenter import StageStatus
from quiz.live.host.presenter_rows import PresenterNotes, place_words
from quiz.live.host.presenter_side import NameToLookAt, PresenterSide, absent_players, names_to_look_at, side_width
from quiz.live.host.stage_keys import StageKeys
from quiz.live.host.stage_view import TopLines
from quiz.live.host.top_lines import draw_top
from quiz.live.host.way_screen import WayScreen
from quiz.live.stage_content import Corner, typed_address
from quiz.services.live_game import LiveGame
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import Rows
from quiz.tui.widgets.scrolling import Way, scroll

LINGERS = 5.0
"""Seconds for which the view stays after the last stage page has closed: a reloaded page is back by then."""
_HEAD_AND_FOOT = 3
_BURST = 4
"""More answers than this since the last drawing are a burst, in which names and bars change too fast to read."""
_RESTS = 3
"""Ticks for which names and bars are not redrawn in a burst, so that they are drawn once a second."""


class PresenterScreen(GameScreen):
    """Shows key, explanation, missing players and names to approve, while the hall looks at the stage page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *STEPS,
        Binding("a", "let_in", "Let in", show=False, tooltip="Let the name stand before the hall"),
        Binding("d", "give_another", "Give another", show=False, tooltip="Put a harmless name in its place"),
        Binding("w", "way", "Way in", tooltip="Show address, code and QR code large"),
        *OUR_STAFF,
        Binding("up,k", "choose('up')", "Up", show=False),
        Binding("down,j", "choose('down')", "Down", show=False),
        Binding("pageup", "scroll_notes('page_up')", "Page up", show=False),
        Binding("pagedown", "scroll_notes('page_down')", "Page down", show=False),
    ]

    notes = getters.query_one("#notes", VerticalScroll)

    def __init__(
        self,
        live_game: LiveGame,
        names: Mapping[str, str],
        addresses: Sequence[str],
        pages: Callable[[], int],
    ) -> None:
        """Show ``live_game``, which pads join at ``addresses``; ``pages`` counts the open stage pages.

        ``names`` are the school's own.
        """
        super().__init__(live_game, names)
        join = f"{typed_address(addresses[0])}   code {live_game.record.code}"
        self._words = PresenterNotes(live_game, dict(names), join)
        self._pages = pages
        self._addresses = addresses
        self._to_look_at: list[NameToLookAt] = []
        self._chosen = ""
        """The id of the player whose name the keys act on; empty if there is none to look at."""
        self._stale = False
        """Whether something has happened since the notes were drawn."""
        self._answers = 0
        """How many answers have come since names and bars were drawn."""
        self._rested = 0
        """For how many ticks that drawing has waited."""
        self._absent: list[Member] = []
        """The players named as missing."""
        self._topped: tuple[object, ...] = ()
        """What the top lines say now."""
        self._names_stale = True
        """Whether the names to look at may have changed, which answers alone never do."""
        self._lost_at: float | None = None
        """When the last stage page closed; None while one is open."""

    @property
    def has_lost_its_page(self) -> bool:
        """Whether stage pages have been closed for so long that the hall needs the stage here."""
        return self._lost_at is not None and self.live_game.now - self._lost_at >= LINGERS

    @override
    def compose(self) -> ComposeResult:
        with Vertical(id="stage"):
            yield TopLines()
            with Horizontal(id="both"):
                with VerticalScroll(id="notes", can_focus=False):
                    yield Rows(id="told")
                yield Rows(id="side")
            yield PlainText("", id="trouble")
        yield StageKeys()

    @override
    async def draw(self) -> None:
        """Draw the notes, and what changes from moment to moment."""
        if not self.is_mounted:
            return
        self._stale, self._answers, self._topped = True, 0, ()
        self.draw_status()
        self.notes.scroll_home(animate=False)
        self.refresh_bindings()

    def _draw_notes(self, room: int) -> None:
        """Draw the notes in ``room`` cells beside the column at the side."""
        self._stale = False
        self.query_one("#told", Rows).show(self._words.rows(room - 2, self._room))

    def _draw_side(self, has_page: bool) -> int:
        """Draw the column at the side, and return its width in cells."""
        side = PresenterSide(self.live_game, self._absent, self._to_look_at, self._place, has_page, self.app.asking)
        width = side_width(self.size.width)
        rows = side.rows(width - 3, self._room)
        column = self.query_one("#side", Rows)
        # At the end there is mostly nothing to show there, and the podium needs the room.
        is_shown = bool(rows) or self.game.phase is not Phase.FINISHED
        self._stale = self._stale or column.display is not is_shown
        column.display = is_shown
        column.styles.width = width
        column.show(rows)
        return width if is_shown else 0

    def _follow_names(self, names: list[NameToLookAt]) -> None:
        """Take over the current names; the cursor stays on its player, wherever others come in."""
        place, self._to_look_at = self._place, names
        if any(one.player == self._chosen for one in names):
            return
        if self._chosen and names:
            # The cursor moves to another name by itself, and a key already on its way is not meant for that one.
            self.key_gate.shut()
        self._chosen = names[min(place, len(names) - 1)].player if names else ""

    @property
    def _place(self) -> int:
        """The place of the chosen player among the names to look at."""
        return next((place for place, one in enumerate(self._to_look_at) if one.player == self._chosen), 0)

    @property
    def _room(self) -> int:
        """The lines of the body."""
        return self.size.height - _HEAD_AND_FOOT - self.band_lines

    @override
    def draw_status(self) -> None:
        if not self.is_mounted or not self.query("#side"):
            return
        status = self.presenter.status()
        has_page = self._follow_pages()
        if self._stale and self._names_stale:
            self._names_stale = False
            self._follow_names(names_to_look_at(self.live_game))
        self._draw_top(status, has_page)
        self.draw_band()
        rests = self._rests()
        if not rests:
            self._absent = absent_players(self.game)
        room = self.size.width - self._draw_side(has_page)
        if self._stale and not rests:
            self._draw_notes(room)

    def _rests(self) -> bool:
        """Say whether names and bars wait for a later tick; the clock and the number of answers never do."""
        self._rested = self._rested + 1 if self._answers > _BURST and self._rested < _RESTS else 0
        if not self._rested:
            self._answers = 0
        return self._rested > 0

    def _draw_top(self, status: StageStatus, has_page: bool) -> None:
        says = (status, has_page, self.game.present_count, self.game.player_count, place_words(self.game))
        if says == self._topped:
            return
        self._topped = says
        page = ("stage page ✔", "right") if has_page else ("no stage page ▲", "wrong")
        connected = f"   {self.game.present_count} of {self.game.player_count} connected"
        corner, places = Corner((page, (connected, "muted"))), (place_words(self.game),)
        time = (status.left, status.limit)
        self.query_one(TopLines).show(lambda width: draw_top("Presenter", places, corner, time, status.face.hurry, width))

    def _follow_pages(self) -> bool:
        """Say whether a stage page is open, and note when the last one closed."""
        has_page = self._pages() > 0
        if has_page is (self._lost_at is not None):
            self._lost_at = None if has_page else self.live_game.now
            self.refresh_bindings()
        return has_page

    @override
    def _happened(self, event: Event) -> None:
        super()._happened(event)
        self._stale = True
        if isinstance(event, Answered | CertaintyStated):
            self._answers += 1
        else:
            self._names_stale = True

    def on_resize(self) -> None:
        """Draw again for the new size."""
        if self.is_mounted:
            self.redraw()

    # Keys

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("let_in", "give_another"):
            return bool(self._to_look_at) and self._lost_at is None
        if action == "stage_page":
            return self._lost_at is not None
        return super().check_action(action, parameters)

    def action_choose(self, way: Way) -> None:
        """Choose another of the names to look at; if there are none, scroll the notes."""
        if not self._to_look_at or self._lost_at is not None:
            self.action_scroll_notes(way)
            return
        place = self._place + (1 if way == "down" else -1)
        self._chosen = self._to_look_at[place % len(self._to_look_at)].player
        self.draw_status()

    def action_scroll_notes(self, way: Way) -> None:
        """Scroll the notes if they do not fit."""
        scroll(self.notes, way)

    def action_way(self) -> None:
        """Show how to join, with everything large."""
        self.app.push_screen(WayScreen(self.presenter.lobby(self._addresses, (), names=False)))

    def action_let_in(self) -> None:
        """Approve the chosen name for the hall."""
        chosen = self._to_look_at[self._place]
        if chosen.why:
            self.live_game.looked_at.add(chosen.player)
            self._names_stale = True
            self.redraw()
        else:
            self.do(lambda at: self.game.approve(chosen.player, at))

    def action_give_another(self) -> None:
        """Put a harmless name in place of the chosen one."""
        chosen = self._to_look_at[self._place]
        self.do(lambda at: self.game.mask(chosen.player, at))
