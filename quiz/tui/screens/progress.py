"""Progress: how much of all banks is likely known, what comes again when, the weakest topics, each bank and its topics."""

from collections.abc import Iterator
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from typing_extensions import override

from quiz.banks.model import Bank
from quiz.services.progress import Overview, TopicProgress
from quiz.tui.base import QuizBase
from quiz.tui.home_rows import who_plays
from quiz.tui.overview_lines import (
    TodayRow,
    TopicRow,
    Widths,
    bank_lines,
    coming_lines,
    goes_lines,
    heading_line,
    progress_head,
)
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.grid import WIDE_COLUMN, column
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.pick_list import Item, PickList, Words
from quiz.tui.widgets.plain_text import PlainText

_BLANK = Words()


class TopicList(PickList, inherit_bindings=False):
    """The page on which topics are chosen; the bottom line names the keys for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "choose", key_display="↑ ↓"),
        *PickList.BINDINGS[1:],
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Name the keys unless there is just one topic."""
        return action != "move" or parameters != (-1,) or len(self.keys) != 1


class ProgressScreen(ClosesOnce[None]):
    """The player's progress over all banks, and what to practise first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "practise", "Practise this topic"),
        Binding("m", "missed", "my mistakes", tooltip="Practise what you missed last"),
        Binding("escape,p", "dismiss", "home"),
    ]

    CSS_PATH = "progress.tcss"

    app = getters.app(QuizBase)
    page = getters.query_one("#page", TopicList)
    who = getters.query_one("#who", PlainText)

    def __init__(self) -> None:
        """Begin empty; the progress is read after the first frame."""
        super().__init__()
        self._overview: Overview | None = None
        self._topics: list[tuple[Bank, TopicProgress]] = []
        """The topics listed, in the order of their rows."""

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("Your progress", classes="left title")
            yield PlainText("", id="who", classes="right")
        with Container(id="paper"):
            yield TopicList(id="page")
        yield KeyBar(WIDE_COLUMN)

    def on_screen_resume(self) -> None:
        """Read the progress again: there may have been practice meanwhile."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        player, services = self.app.player, self.app.services
        self.who.update(who_plays(player.name, player.team) if player else "")
        if player:
            self._overview = await self.app.from_store(lambda: services.overview(player)) or self._overview
        self._draw()
        self.page.focus()

    def on_resize(self) -> None:
        """Draw everything again for the new size."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if self._overview is None and self.app.player:
            return
        width = column(self.size.width, WIDE_COLUMN)
        overview = self._overview if self._has_played else None
        items = list(self._items(overview, width)) if overview else _nothing_played()
        keys = [item.key for item in items if item.key]
        self.page.show(items, self.page.chosen if self.page.chosen in keys else keys[0] if keys else "")
        self.refresh_bindings()

    @property
    def _has_played(self) -> bool:
        return self._overview is not None and self._overview.has_played

    def _items(self, overview: Overview, width: int) -> Iterator[Item]:
        """Yield everything shown, for a column ``width`` cells wide."""
        widths = Widths.of(overview, width)
        yield from map(Words, progress_head(overview, width))
        yield _BLANK
        if overview.top_up.questions:
            yield from (TodayRow(overview.top_up), _BLANK)
        self._topics = list(overview.weakest)
        if overview.weakest:
            yield Words(heading_line("Weakest topics", "likely to know", width))
            for number, (bank, topic) in enumerate(overview.weakest):
                yield TopicRow(number, bank, topic, widths)
        else:
            yield Words(Content("  ✔ Nothing is missing in any topic that you were asked about."))
        if any(overview.coming):
            yield _BLANK
            yield from map(Words, coming_lines(overview.coming, width))
        yield _BLANK
        yield Words(heading_line("Banks", "likely to know", width))
        yield from self._bank_items(overview, widths)
        if overview.goes:
            today = self.app.services.clocks.today()
            yield _BLANK
            yield Words(Content.styled("  Latest goes", "$muted"))
            yield from (Words("  " + line) for line in goes_lines(overview.goes, today, width - 4))

    def _bank_items(self, overview: Overview, widths: Widths) -> Iterator[Item]:
        for bank, stands in overview.banks:
            yield from map(Words, bank_lines(bank, stands, widths))
            for topic in stands.topics:
                if topic.was_asked:
                    yield TopicRow(len(self._topics), bank, topic, widths, is_below_bank=True)
                    self._topics.append((bank, topic))

    # What keys do

    @property
    def _first_bank(self) -> Bank | None:
        """The bank to begin with for somebody who has never played."""
        return next(iter(self.app.services.banks.values()), None)

    @on(PickList.Picked)
    def action_practise(self) -> None:
        """Practise the chosen topic or ask what is due; if nothing has been played yet, play the first bank."""
        if not self._has_played:
            if bank := self._first_bank:
                self._play(bank)
        elif self.page.chosen == "topup":
            self._top_up()
        elif self.page.chosen:
            bank, topic = self._topics[int(self.page.chosen)]
            self._practise_topic(bank, topic.topic)

    def action_missed(self) -> None:
        """Practise what was missed, in the bank with the latest mistakes."""
        if self._overview and self._overview.missed:
            self._practise_missed(self._overview.missed[0][0])

    @on(PickList.Moved)
    def _name_keys(self) -> None:
        """Say what Enter does now."""
        self.refresh_bindings()

    @work(group="start")
    async def _play(self, bank: Bank) -> None:
        await self.app.play(bank)

    @work(group="start")
    async def _top_up(self) -> None:
        await self.app.top_up()

    @work(group="start")
    async def _practise_topic(self, bank: Bank, topic: str) -> None:
        await self.app.practise_topic(bank, topic)

    @work(group="start")
    async def _practise_missed(self, bank: Bank) -> None:
        await self.app.practise_missed(bank)

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Say what Enter does."""
        if binding.action != "practise":
            return None
        return ("Enter", "Begin") if not self._has_played else ("Enter", "Start") if self.page.chosen == "topup" else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys that do something."""
        if action == "practise":
            return self._overview is not None and bool(self.page.chosen if self._has_played else self._first_bank)
        return action != "missed" or bool(self._overview and self._overview.missed)


def _nothing_played() -> list[Item]:
    return [_BLANK, Words(Content.styled("Nothing played yet.", "bold")), Words(Content("Enter begins with ten questions."))]
