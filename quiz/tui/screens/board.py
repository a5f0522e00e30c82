"""The board: who stands where, large enough for the back row, following new results by itself."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from typing_extensions import override

from quiz.reports.standings import By, Standing, initials, movements, since_when, standings
from quiz.services.coalescer import Coalescer
from quiz.services.requests import BoardRequest
from quiz.store.errors import StoreError
from quiz.tui.base import QuizBase
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

MOST_LINES = 100
"""The most lines that a board on the screen has."""

_SPANS = ("", "today", "7d")
_SPAN_WORDS = {"": "all time", "today": "today", "7d": "last seven days"}
_BIG_ROOM = 100
"""Columns from which on names are drawn in big letters."""


class BoardLine(Horizontal):
    """One rank of the board."""

    def __init__(self, line: Standing, name: str, moved: int, big_width: int) -> None:
        """Show ``line`` under ``name``; ``big_width`` columns for big letters, 0 for none."""
        super().__init__(classes="first" if line.rank == 1 else "")
        self._line = line
        self._who = name
        self._moved = moved
        self._big_width = big_width

    @override
    def compose(self) -> ComposeResult:
        line = self._line
        yield PlainText(self._drawn(str(line.rank), 9), classes="rank")
        yield PlainText(movement_words(self._moved), classes="moved")
        yield PlainText(self._drawn(self._who, self._big_width), classes="who")
        detail = f"{line.members} in the team" if line.members > 1 else line.team if line.team != line.name else ""
        yield PlainText(detail, classes="team")
        yield PlainText(self._drawn(f"{line.points:,.0f}", 40), classes="points")

    def _drawn(self, text: str, width: int) -> str:
        if not self._big_width:
            return text
        from quiz.tui.widgets.big_text import big

        return big(text, width) or f"\n{text}"


class BoardScreen(Screen[None]):
    """Standings that follow the store once a second."""

    CSS_PATH = "board.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "teams", "Teams or players"),
        Binding("right", "bank(1)", "Next bank", key_display="→"),
        Binding("left", "bank(-1)", "Bank before", key_display="←", show=False),
        Binding("d", "span", "Since when"),
        Binding("i", "initials", "Initials"),
        Binding("escape,q", "close", "Back", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    lines = getters.query_one("#lines", VerticalScroll)

    def __init__(self, request: BoardRequest) -> None:
        """Show the board that was asked for."""
        super().__init__()
        self.request = request
        self._span = ""
        self._revision: int | None = None
        self._drawn: tuple[BoardRequest, str] | None = None
        """For which request and span the board was last read; None before."""
        self._told_trouble: tuple[BoardRequest, str] | None = None
        """For which request and span it was last said that the store cannot be read; None while it can be."""
        self._reading = Coalescer(self._read, self.run_worker)
        self._ranks: dict[str, int] = {}
        self._moved: dict[str, int] = {}
        self._shown: Sequence[Standing] = ()

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("", id="what", classes="left")
            yield PlainText("", id="span", classes="right")
        yield VerticalScroll(id="lines")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the board, and then once a second whether it has changed."""
        self.lines.focus()
        self.follow()
        self.set_interval(1.0, self.follow)

    def follow(self) -> None:
        """Read the board again if it has changed, or if another one is asked for."""
        self._reading.ask()

    async def _read(self) -> None:
        """Read and draw the board where there is something new. Say once for each that the store cannot be read."""
        store, request, span, drawn = self.app.services.store, self.request, self._span, self._drawn
        by: By = "team" if request.by == "team" else "player"
        since = self._since()
        try:
            revision = await asyncio.to_thread(store.board_revision)
            is_other = (request, span) != drawn
            found = None
            if is_other or revision != self._revision:
                found = await asyncio.to_thread(standings, store, request.bank, by, since, MOST_LINES)
        except StoreError as error:
            if (request, span) != self._told_trouble:
                self.app.say(str(error))
            self._told_trouble = (request, span)
            return
        self._told_trouble = None
        if (self.request, self._span) != (request, span):
            self.follow()
        elif found is not None:
            self._moved = {} if is_other else movements(self._ranks, found)
            self._ranks = {line.key: line.rank for line in found}
            self._revision, self._drawn, self._shown = revision, (request, span), found
            await self._draw()

    async def _draw(self) -> None:
        assert self._drawn is not None
        request, span = self._drawn
        bank = self.app.services.banks.get(request.bank or "")
        title = bank.title if bank else request.bank or "All banks together"
        self.query_one("#what", PlainText).update(
            Content.assemble(("Leaderboard  ", "bold"), f"{title}, by {'team' if request.by == 'team' else 'player'}")
        )
        self.query_one("#span", PlainText).update(_SPAN_WORDS[span] if span or not request.since else "since the day given")
        roomy = self.size.width >= _BIG_ROOM and self.size.height >= 24
        self.set_class(roomy, "-big")
        width = self.size.width - 62 if roomy else 0
        made = [BoardLine(line, _shown_name(line, request), self._moved.get(line.key, 0), width) for line in self._shown]
        async with self.batch():
            await self.lines.remove_children()
            if made:
                await self.lines.mount_all(made)
            else:
                await self.lines.mount(PlainText("Nobody stands here yet. Finish a quiz and be the first.", classes="muted"))
        self.refresh_bindings()

    def _since(self) -> int | None:
        if not self._span:
            return self.request.since
        now = datetime.fromtimestamp(self.app.services.clocks.wall() / 1000).astimezone()
        return since_when(self._span, now.date(), None)

    async def on_resize(self) -> None:
        """Draw again: what was roomy may not be so now."""
        if self._drawn is not None:
            await self._draw()

    def _show(self, request: BoardRequest) -> None:
        self.request = request
        self.follow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer initials where there are names to shorten."""
        return action != "initials" or (self.request.by == "player" and bool(self._shown))

    def action_teams(self) -> None:
        """Change between players and teams."""
        self._show(replace(self.request, by="player" if self.request.by == "team" else "team"))

    def action_bank(self, by: int) -> None:
        """Go to the next bank; between the last and the first stand all banks together."""
        ids = [None, *self.app.services.banks]
        here = ids.index(self.request.bank) if self.request.bank in ids else 0
        self._show(replace(self.request, bank=ids[(here + by) % len(ids)]))

    def action_span(self) -> None:
        """Change between all time, today and the last seven days."""
        self._span = _SPANS[(_SPANS.index(self._span) + 1) % len(_SPANS)]
        self._show(replace(self.request, since=None))

    def action_initials(self) -> None:
        """Change between names and initials."""
        self._show(replace(self.request, initials=not self.request.initials))
        self.app.keep_settings(replace(self.app.settings, initials_only=self.request.initials))

    def action_close(self) -> None:
        """Go back; a board that was started for itself closes the app."""
        if self.app.request.board:
            self.app.exit()
        else:
            self.dismiss()


def _shown_name(line: Standing, request: BoardRequest) -> str:
    return initials(line.name) if request.initials and request.by == "player" else line.name


def movement_words(moved: int) -> Content:
    """Return how far a line has risen or fallen, with an arrow."""
    if moved > 0:
        return Content.styled(f"▲{moved}", "bold $right")
    return Content.styled(f"▼{-moved}", "$wrong") if moved < 0 else Content("")
