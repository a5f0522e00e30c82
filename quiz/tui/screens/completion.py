"""How many of the staff have done the training, from the trainer's desk: a bar for each bank, and nobody's name."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.questions.text import people, printable
from quiz.reports.completion import Completion, CourseCompletion, Rules
from quiz.reports.completion_text import to_follow_up
from quiz.services.requests import RequestError
from quiz.services.staff_training import StaffTraining, courses_of, left_out_notes, read_kept, read_lists
from quiz.tui.base import QuizBase
from quiz.tui.completion_rows import about_course, completion_head, completion_row
from quiz.tui.widgets.grid import WIDE_COLUMN
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import Rows, TextRow
from quiz.tui.widgets.scrolling import Way, scroll
from quiz.tui.widgets.titled_rule import TitledRule
from quiz.tui.widgets.workbench import WorkbenchScreen


class CourseOption(Option):
    """A line of the table: a course, and how many have done it."""

    def __init__(self, one: CourseCompletion, rules: Rules) -> None:
        """List the course of ``one``."""
        super().__init__(completion_row(one, rules))
        self.one = one


class CourseList(OptionList):
    """The courses to be done; Enter shows whom to follow up."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Show the names")]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter if there is anybody to follow up."""
        option = self.highlighted_option
        return action != "select" or (isinstance(option, CourseOption) and bool(to_follow_up(option.one)))


class CourseHead(PlainText):
    """The names of the table's columns."""

    def render(self) -> Content:
        """Draw them for the width available."""
        return completion_head(self.size.width)


class _Told(NamedTuple):
    """What was found, and what to know about the files."""

    completion: Completion
    warnings: tuple[str, ...]
    """What to look at in the list."""
    notes: tuple[str, ...]
    """How it was read, and which banks were left out."""
    listed: int
    """How many people are on the list."""


class CompletionScreen(WorkbenchScreen):
    """A table of courses without anybody's name, and below or beside it how many people are in each state."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "read", "read again", tooltip="Read the list and the scores again"),
        Binding("l", "ask", "another list", tooltip="Say where the school's list of staff is"),
        Binding("pagedown,space", "scroll_details('page_down')", "more", key_display="Space"),
        Binding("pageup", "scroll_details('page_up')", "Scroll up", show=False),
        Binding("escape,q,c", "dismiss", "desk", key_display="Esc"),
    ]

    app = getters.app(QuizBase)
    courses = getters.query_one("#courses", CourseList)
    details = getters.query_one("#details", Rows)
    health = getters.query_one("#health", VerticalScroll)

    def __init__(self) -> None:
        """Begin empty; list and scores are read after the first frame."""
        super().__init__()
        self._told: _Told | None = None

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("Who has done it", classes="left title")
            yield PlainText("", id="count", classes="right")
        with Container(id="bench"):
            with Vertical(id="table"):
                yield CourseHead(classes="muted")
                yield CourseList(id="courses", markup=False)
            with Vertical(id="chosen"):
                yield TitledRule()
                with VerticalScroll(id="health", can_focus=False):
                    yield Rows([TextRow(Content(""))], id="details")
        yield KeyBar(WIDE_COLUMN)

    def on_mount(self) -> None:
        """Read the list used last, off the loop, or ask for one."""
        self.courses.focus()
        self.watch(self.health, "show_vertical_scrollbar", lambda _: self.refresh_bindings())
        if self.app.settings.staff_list:
            self.action_read()
        else:
            self.action_ask()

    @work(exclusive=True, group="read")
    async def action_read(self) -> None:
        """Read the list and the scores again."""
        file = self.app.settings.staff_list
        if not file:
            return
        self._say_of_itself("Reading the list and the scores…")
        self._show(*await self._looked(Path(file)))

    @work(exclusive=True, group="read")
    async def action_ask(self) -> None:
        """Ask where the list is until one can be read or the question is left."""
        file, note = self.app.settings.staff_list, ""
        while file := await self.app.ask_staff_list(file, note):
            self._say_of_itself("Reading the list and the scores…")
            told, note = await self._looked(Path(file))
            if told:
                self.app.keep_settings(replace(self.app.settings, staff_list=file))
                self._show(told, "")
                return
        if self._told is None and not self.app.settings.staff_list:
            self.dismiss()
        elif self._told is None:
            self.action_read()
        else:
            self._show(self._told, "")

    async def _looked(self, file: Path) -> tuple[_Told | None, str]:
        """Return what is known about the people on the list in ``file``, or why nothing can be."""
        services = self.app.services
        store, rules = services.store, Rules(today=services.clocks.today())

        def look() -> _Told:
            services.look_again()
            library = services.library
            lists, courses = read_lists(file), courses_of(library)
            found = StaffTraining(lists, courses, read_kept(store)).completion(rules)
            notes = (*left_out_notes(library), lists.staff.taken)
            return _Told(found, lists.staff.notes, notes, len(lists.staff.people))

        try:
            told = await self.app.from_store(look)
        except RequestError as refusal:
            return None, str(refusal)
        return told, "" if told else "The scores could not be read."

    def _show(self, told: _Told | None, why: str) -> None:
        """Show what was found, or why nothing was, in place of what was shown before."""
        self._told = told
        at = self.courses.highlighted or 0
        found = told.completion.courses if told else ()
        self.courses.set_options([CourseOption(one, told.completion.rules) for one in found] if told else [])
        self.query_one(CourseHead).display = bool(found)
        self.query_one("#count", PlainText).update(f"{people(told.listed)} on the list" if told else "")
        if told:
            self.courses.highlighted = min(at, len(found) - 1)
            self.query_one(KeyBar).tell("No names here: Enter shows them. The list is never kept.")
            self._describe()
        else:
            self._say_of_itself(f"{why} l names another list, r reads it again.")
        self.refresh_bindings()

    def _say_of_itself(self, text: str) -> None:
        """Say something in place of the details of a course."""
        self.query_one(TitledRule).show(Path(self.app.settings.staff_list).name)
        self.details.show([TextRow(Content(printable(text)))])

    @on(OptionList.OptionHighlighted, "#courses")
    def _highlighted(self) -> None:
        self._describe()
        self.health.scroll_home(animate=False)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Describe the course again for the new width."""
        self.call_after_refresh(self._describe)

    def _describe(self) -> None:
        option = self.courses.highlighted_option
        if self._told and isinstance(option, CourseOption):
            self.query_one(TitledRule).show(printable(option.one.course.title))
            told = self._told
            self.details.show(about_course(option.one, told.completion, told.warnings, told.notes))

    @on(OptionList.OptionSelected, "#courses")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self._told and isinstance(event.option, CourseOption) and to_follow_up(event.option.one):
            self.app.show_follow_up(event.option.one, self._told.warnings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to read again if a list is known, and to scroll if some of it is out of sight."""
        if action == "read":
            return bool(self.app.settings.staff_list)
        return action != "scroll_details" or (self._told is not None and self.health.show_vertical_scrollbar)

    def action_scroll_details(self, way: Way) -> None:
        """Scroll the details of the chosen course."""
        scroll(self.health, way)
