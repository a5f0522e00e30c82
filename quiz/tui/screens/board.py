"""The leaderboard, readable from the back row, which follows new results by itself."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, ScrollableContainer, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from typing_extensions import override

from quiz.questions.text import printable
from quiz.reports.standings import (
    NAME_A_SITE,
    By,
    Moved,
    Span,
    Standing,
    day_begins,
    initials,
    movements,
    span_from,
    spans,
    standings,
)
from quiz.services.coalescer import Coalescer
from quiz.services.requests import BoardRequest
from quiz.store.errors import StoreError
from quiz.store.records import Improvement
from quiz.store.store import Store
from quiz.tui.base import QuizBase
from quiz.tui.widgets.board_lines import BoardLines, empty_board
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.grid import BOARD_COLUMN, column
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

FIRST = 10
"""How many lines are shown unless all are asked for."""
MOST_LINES = 500
"""The most lines on a board on the screen."""
NEW_SECONDS = 2.0
"""How long a new line is highlighted."""

_WHOSE = {
    "player": ("players", ""),
    "team": ("teams", ", by the mean of their members"),
    "site": ("sites", ", by the mean of their people"),
}
"""Whose lines they are, and how they are ranked if that needs saying."""
_NOBODY = {"player": ("Nobody", ""), "team": ("No team", ' --team "Our team"'), "site": ("No site", "")}
"""Who is missing from an empty board, and the option that gets them onto it."""
_ROOMY = 100
"""From this width the keys say a little more."""
_LEAST_TITLE = 16
"""The cells that a bank's title keeps beside the name of a site."""

_COPY_NOTICE = "This is a copy of older scores that may not be written here: new results do not show."
_NEVER_COUNTS = "Practice does not count, nor a quiz whose length or points were changed."


class BoardScroll(VerticalScroll, inherit_bindings=False):
    """Scrolls only up and down: left and right go from bank to bank, and the key line names them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in Binding.make_bindings(ScrollableContainer.BINDINGS)
        if not binding.action.endswith(("left", "right"))
    ]


class BoardScreen(ClosesOnce[None]):
    """Standings that follow the store once a second."""

    CSS_PATH = "board.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "by", "teams", tooltip="Players, teams, or the school's sites where there are several"),
        Binding("right", "bank(1)", "bank", key_display="← →", tooltip="The next bank, or the one before"),
        Binding("left", "bank(-1)", "bank", key_display="←", show=False, tooltip="The bank before"),
        Binding("s", "span", "since", tooltip="Since when. ▲ ▼ and new: against the same time before it"),
        Binding("o", "site", "site", tooltip="Only what was played on one of the school's sites, or on all of them"),
        Binding("a", "all", "all", tooltip="All, or only the first ten"),
        Binding("i", "initials", "initials", tooltip="Names, or initials only"),
        Binding("escape,q", "close", "back", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    lines = getters.query_one(BoardScroll)
    drawn = getters.query_one("#drawn", PlainText)
    key_bar = getters.query_one(KeyBar)

    def __init__(self, request: BoardRequest) -> None:
        """Show the board that was asked for."""
        super().__init__()
        self.request = request
        self._span_number = 0
        self._revision: int | None = None
        self._read_for: tuple[BoardRequest, Span] | None = None
        """The request and span that the board was last read for; None before."""
        self._told_trouble: tuple[BoardRequest, Span] | None = None
        """The request and span for which an unreadable store was last reported; None while it can be read."""
        self._reading = Coalescer(self._read, self.run_worker)
        self._found: Sequence[Standing] = ()
        self._before: Sequence[Standing] = ()
        """The board of the span before."""
        self._new: set[str] = set()
        """The keys of the lines that are highlighted because they are new."""
        self._settling: Timer | None = None
        """Ends the highlight."""
        self._improved: Improvement | None = None
        self._shows_all = False
        self._site = request.site
        """The site that can be shown alone, if not this machine's own."""
        self._sites: Sequence[str] = ()
        """The sites with anything on a board."""

    @override
    def compose(self) -> ComposeResult:
        with Center(), Horizontal(id="top"):
            yield PlainText("", id="what", classes="left")
            yield PlainText("", id="span", classes="right")
        with BoardScroll():
            yield PlainText("", id="drawn")
        yield KeyBar(BOARD_COLUMN)

    def on_mount(self) -> None:
        """Read the board, and look once a second whether it has changed."""
        self.lines.focus()
        if self.app.services.store.is_copy:
            self.app.say(_COPY_NOTICE)
        self.follow()
        self.set_interval(1.0, self.follow)

    def follow(self) -> None:
        """Read the board again if it has changed, or if another one is asked for."""
        self._reading.ask()

    async def _read(self) -> None:
        """Read the board and draw it if there is anything new. Say once for each board if the store cannot be read."""
        request, span = self.request, self._span()
        try:
            await self._read_new(request, span)
        except StoreError as error:
            if (request, span) != self._told_trouble:
                self.app.say(str(error))
            self._told_trouble = (request, span)
        else:
            self._told_trouble = None

    async def _read_new(self, request: BoardRequest, span: Span) -> None:
        store, since = self.app.services.store, _begins(span.since)
        revision = await asyncio.to_thread(store.board_revision)
        is_other = (request, span) != self._read_for
        if not is_other and revision == self._revision:
            return
        self._sites = await asyncio.to_thread(store.sites)
        found = await asyncio.to_thread(_standings, store, request, since)
        # If another board was asked for meanwhile, that is read next.
        if (self.request, self._span()) != (request, span):
            return
        if is_other:
            self._improved, self._before = None, ()
            self._let_settle(set())
        else:
            self._pick_out(found)
        self._revision, self._read_for, self._found = revision, (request, span), found
        self._draw()
        # Last, because these two read every attempt, whereas a board is the first rows of an index.
        if is_other:
            compared = _begins(span.compared_from), _begins(span.compared_until)
            self._before = await asyncio.to_thread(_standings, store, request, *compared)
        if request.by == "player":
            self._improved = await asyncio.to_thread(store.most_improved, request.bank, since, request.site)
        self._draw()

    def _pick_out(self, found: Sequence[Standing]) -> None:
        """Highlight for a moment the lines that are new, or have more points, since the board was last read."""
        points = {line.key: line.points for line in self._found}
        new = {line.key for line in found if line.points > points.get(line.key, float("-inf"))}
        if self.app.animation_level == "none":
            self._let_settle(set())
        elif new:
            self._let_settle(new)

    def _let_settle(self, new: set[str]) -> None:
        """Highlight the lines that are ``new``, and no others, for a moment."""
        if self._settling:
            self._settling.stop()
        self._new = new
        self._settling = self.set_timer(NEW_SECONDS, self._settle) if new else None

    def _settle(self) -> None:
        """End the highlight of new lines."""
        self._let_settle(set())
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """End the highlight on any key."""
        if self._new:
            self._settle()

    def _draw(self) -> None:
        """Draw what was read last, as the size of the screen allows."""
        # A reading that ends after the board was left finds its widgets gone.
        if self._read_for is None or self not in self.app.screen_stack:
            return
        request, span = self._read_for
        width, room = column(self.size.width, BOARD_COLUMN), self.lines.size.height
        self._draw_heading(request, span, width)
        if self._found:
            shown = self._found if self._shows_all else self._found[:FIRST]
            drawn = self._lines(request).draw(shown, width, room, self.size.height)
        else:
            drawn = self._empty(request, span, width, room)
        # Indented, not centred by a margin: a scroll bar beside the lines would shift them.
        left = " " * ((self.size.width - width) // 2)
        self.drawn.update(Content("\n").join(left + line for line in drawn))
        self.key_bar.tell(self._most_improved(request).truncate(width, ellipsis=True))
        self.refresh_bindings()

    def _lines(self, request: BoardRequest) -> BoardLines:
        # Nobody is signed in if only the board was started, as for a hall.
        return BoardLines(
            all=self._found,
            groups=request.by != "player",
            initials=request.initials,
            moved=self._moved(),
            new=self._new,
            you=self.app.player.id if self.app.player else "",
        )

    def _moved(self) -> dict[str, Moved]:
        """Return how lines have moved since the span before; if not all lines were read then, none counts as new."""
        moved = movements(self._before, self._found)
        knows_new = len(self._before) < MOST_LINES
        return {key: by for key, by in moved.items() if knows_new or by != "new"}

    def _draw_heading(self, request: BoardRequest, span: Span, width: int) -> None:
        title = Content.styled(self._title(request.bank) or "All banks", "bold $foreground")
        who, how = _WHOSE[request.by]
        who += f" at {request.site}" if request.site and request.by != "site" else ""
        whose, room = Content.styled(who + how, "$muted"), width - len(span.words) - 2
        if title.cell_length + whose.cell_length + 2 > room:
            whose = Content.styled(who, "$muted").truncate(max(room - _LEAST_TITLE - 2, 1), ellipsis=True)
        title = title.truncate(max(room - whose.cell_length - 2, 1), ellipsis=True)
        self.query_one("#what", PlainText).update(Content.assemble(title, "  ", whose))
        self.query_one("#span", PlainText).update(span.words)

    def _most_improved(self, request: BoardRequest) -> Content:
        if (found := self._improved) is None:
            return Content("")
        name = initials(found.name) if request.initials else found.name
        at = "" if request.bank else f" at {self._title(found.bank)}"
        return Content(f"Most improved: {name}, from {found.first:.0f} % to {found.latest:.0f} %{at}")

    def _empty(self, request: BoardRequest, span: Span, width: int, room: int) -> list[Content]:
        bank = request.bank or next(iter(self.app.services.banks), "BANK")
        who, team = _NOBODY[request.by]
        why = f"{NAME_A_SITE}." if request.by == "site" else _NEVER_COUNTS
        if span.since:
            wider = spans(self.app.services.clocks.today())[(self._span_number + 1) % 3].words
            shows = "all of them" if wider == "all time" or self.request.since else f"those {wider}"
            why += f" This board shows results {'of ' if span.words == 'today' else ''}{span.words}; s shows {shows}."
        return empty_board(f"{who} is on the board yet.", f"quiz play {printable(bank)}{team}", why, width, room)

    def _title(self, bank_id: str | None) -> str:
        """Return the title of a bank, or its id if the bank has gone; '' for all banks."""
        bank = self.app.services.banks.get(bank_id or "")
        # The id of a bank that has gone may be anything that another program has written.
        return bank.title if bank else printable(bank_id or "")

    def _span(self) -> Span:
        """Return since when results count now: the choice made with ``s``, or the day given in the request."""
        today = self.app.services.clocks.today()
        if self.request.since is None:
            return spans(today)[self._span_number]
        return span_from(date.fromtimestamp(self.request.since / 1000), today)

    def on_resize(self) -> None:
        """Draw again for the new size."""
        # After the layout, which decides how many lines there is room for.
        self.call_after_refresh(self._draw)

    def _show(self, request: BoardRequest) -> None:
        self.request = request
        self.follow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer initials for names, all lines if there are more, and one site if there are several."""
        if action == "site":
            return len(self._sites) > 1 and bool(self._one_site()) and self.request.by != "site"
        if action == "all":
            return len(self._found) > FIRST
        return action != "initials" or (self.request.by == "player" and bool(self._found))

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Name what each key that switches between things would show next."""
        if binding.action == "by":
            return "t", _WHOSE[self._next_by()][0]
        if binding.action == "site":
            return "o", self._site_words()
        if binding.action == "all":
            return "a", self._all_words()
        if binding.action == "initials":
            return "i", "names" if self.request.initials else "initials"
        return None

    def _all_words(self) -> str:
        """Return what ``a`` would show; one word in a narrow window, where the key has no room for more."""
        many = len(self._found)
        if self.has_class("-narrow"):
            return "ten" if self._shows_all else "all"
        if self._shows_all:
            return f"the first {FIRST}"
        what = "names" if self.request.by == "player" else _WHOSE[self.request.by][0]
        return f"{'the first' if many == MOST_LINES else 'all'} {many} {what}"

    def action_all(self) -> None:
        """Switch between the first lines and all of them."""
        self._shows_all = not self._shows_all
        self.lines.scroll_home(animate=False)
        self._draw()

    def _next_by(self) -> By:
        kinds: list[By] = ["player", "team", "site"] if len(self._sites) > 1 else ["player", "team"]
        return kinds[(kinds.index(self.request.by) + 1) % len(kinds)] if self.request.by in kinds else "player"

    def _one_site(self) -> str:
        """Return the site that can be shown alone: this machine's own, unless another was asked for."""
        return self._site or self.app.services.site

    def _site_words(self) -> str:
        """Return what ``o`` would show; one word if the key for all lines would otherwise have no room beside it."""
        is_own = self._one_site() == self.app.services.site
        shown = "all sites" if self.request.site else "our site" if is_own else "one site"
        return shown if self.size.width >= _ROOMY else shown.split()[-1]

    def action_by(self) -> None:
        """Go from players to teams, to sites if there are several, and back to players."""
        self._show(replace(self.request, by=self._next_by()))

    def action_site(self) -> None:
        """Switch between one site and all of them."""
        self._show(replace(self.request, site="" if self.request.site else self._one_site()))

    def action_bank(self, by: int) -> None:
        """Go to the next bank; all banks together come between the last and the first."""
        ids = [None, *self.app.services.banks]
        here = ids.index(self.request.bank) if self.request.bank in ids else 0
        self._show(replace(self.request, bank=ids[(here + by) % len(ids)]))

    def action_span(self) -> None:
        """Switch between all time, today and since Monday; from a day given in the request to all time."""
        self._span_number = (self._span_number + 1) % 3 if self.request.since is None else 0
        self._show(replace(self.request, since=None))

    def action_initials(self) -> None:
        """Switch between names and initials."""
        self._show(replace(self.request, initials=not self.request.initials))
        self.app.keep_settings(replace(self.app.settings, initials_only=self.request.initials))

    def action_close(self) -> None:
        """Go back, or close the app if only the board was started."""
        if self.app.request.board:
            self.app.exit()
        else:
            self.dismiss()


def _standings(store: Store, request: BoardRequest, since: int | None, until: int | None = None) -> list[Standing]:
    return standings(store, request.bank, request.by, since, MOST_LINES, until, request.site)


def _begins(day: date | None) -> int | None:
    return None if day is None else day_begins(day, None)
