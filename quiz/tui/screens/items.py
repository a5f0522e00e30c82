"""How well the questions of a bank work, from the trainer's desk: Moodle's figures, who chose what, and what to look at."""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.banks.loading import line_of_question
from quiz.banks.model import Bank
from quiz.reports.item_report import ItemLine, ItemReport, read_item_report
from quiz.tui.base import QuizBase
from quiz.tui.item_rows import about_item, item_head, item_row, missing_words, report_in_short
from quiz.tui.widgets.grid import WIDE_COLUMN
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import Rows, TextRow
from quiz.tui.widgets.scrolling import Way, scroll
from quiz.tui.widgets.titled_rule import TitledRule
from quiz.tui.widgets.workbench import WorkbenchScreen


class ItemOption(Option):
    """A line of the table: a question."""

    def __init__(self, item: ItemLine) -> None:
        """List the question of ``item``."""
        super().__init__(item_row(item))
        self.item = item


class ItemHead(PlainText):
    """The names of the table's columns."""

    def render(self) -> Content:
        """Draw them for the width available."""
        return item_head(self.size.width)


class ItemsScreen(WorkbenchScreen):
    """A table of questions, what to look at first, and below or beside it who chose what."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "editor", tooltip="Open the bank in your editor, at the question"),
        Binding("pageup", "scroll_details('page_up')", "Scroll what is below", show=False),
        Binding("pagedown,space", "scroll_details('page_down')", "more", key_display="Space"),
        Binding("escape,q,i", "dismiss", "desk", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    items = getters.query_one("#items", OptionList)
    details = getters.query_one("#details", Rows)
    health = getters.query_one("#health", VerticalScroll)

    def __init__(self, bank: Bank) -> None:
        """Show the questions of ``bank``."""
        super().__init__()
        self._bank = bank
        self._report: ItemReport | None = None

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText(self._bank.title, classes="left title")
            yield PlainText("", id="count", classes="right")
        with Container(id="bench"):
            with Vertical(id="table"):
                yield ItemHead(classes="muted")
                yield OptionList(id="items", markup=False)
            with Vertical(id="chosen"):
                yield TitledRule()
                with VerticalScroll(id="health", can_focus=False):
                    yield Rows([TextRow(Content("Reading the answers…"))], id="details")
        yield KeyBar(WIDE_COLUMN)

    def on_mount(self) -> None:
        """Begin to read, off the loop: there may be a hundred thousand answers."""
        self.items.focus()
        self._read()
        self.watch(self.health, "show_vertical_scrollbar", lambda _: self.refresh_bindings())

    @work
    async def _read(self) -> None:
        store, bank = self.app.services.store, self._bank
        self._report = await self.app.from_store(lambda: read_item_report(store, bank))
        if self._report is None:
            self.dismiss()
            return
        self.query_one("#count", PlainText).update(report_in_short(self._report))
        self.query_one(KeyBar).tell(missing_words(self._report))
        lines = sorted(self._report.items, key=_place)
        self.items.set_options([ItemOption(item) for item in lines])
        self.items.highlighted = 0
        self._describe()

    @on(OptionList.OptionHighlighted, "#items")
    def _highlighted(self) -> None:
        self._describe()
        self.health.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Describe the question again for the new width."""
        self.call_after_refresh(self._describe)

    def _describe(self) -> None:
        if isinstance(option := self.items.highlighted_option, ItemOption):
            self.query_one(TitledRule).show(option.item.id)
            self.details.show(about_item(option.item, self.details.size.width))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the editor once there is a question, and scrolling if some of it is out of sight."""
        if action == "edit":
            return self._report is not None
        return action != "scroll_details" or (self._report is not None and self.health.show_vertical_scrollbar)

    def action_scroll_details(self, way: Way) -> None:
        """Scroll the details of the chosen question."""
        scroll(self.health, way)

    def action_edit(self) -> None:
        """Open the bank's file at the chosen question."""
        if isinstance(option := self.items.highlighted_option, ItemOption):
            position = [question.id for question in self._bank.questions].index(option.item.id)
            self._open(Path(self._bank.file), position)

    @work(exclusive=True, group="edit")
    async def _open(self, file: Path, position: int) -> None:
        # In a long bank finding the line takes a while.
        self.app.open_editor(file, await asyncio.to_thread(line_of_question, file, position))


def _place(item: ItemLine) -> tuple[bool, float]:
    """Put questions with notices first, and within each group the hardest first and those without figures last."""
    known = item.figures.facility if item.figures else None
    return not item.notices, 101.0 if known is None else known
