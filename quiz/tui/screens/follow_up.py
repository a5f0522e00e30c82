"""Whom to follow up at one bank, by name: no other screen of the desk has names."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Horizontal, VerticalGroup, VerticalScroll
from typing_extensions import override

from quiz.questions.text import people, printable
from quiz.reports.completion import CourseCompletion, State
from quiz.reports.completion_text import state_in_words, to_follow_up
from quiz.tui.completion_rows import follow_up_rows, states_to_follow_up
from quiz.tui.widgets.grid import column
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.row_view import Rows
from quiz.tui.widgets.scrolling import SCROLL_KEYS, PageScreen


class FollowUpScreen(PageScreen):
    """A page of people grouped by state, either all of them or those in one state."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "only some", tooltip="Show one group at a time, then all again"),
        *SCROLL_KEYS,
        Binding("escape,q", "dismiss", "hide the names", key_display="Esc"),
    ]

    def __init__(self, one: CourseCompletion, warnings: Sequence[str]) -> None:
        """Show everybody to follow up at the course of ``one``; ``warnings`` are about the list of staff."""
        super().__init__()
        self._one = one
        self._warnings = warnings
        self._states: list[State | None] = [None, *states_to_follow_up(one)]
        """What can be shown, beginning with what is shown now; None is everybody."""

    @override
    def compose(self) -> ComposeResult:
        with Center(), Horizontal(id="top"):
            yield PlainText(printable(self._one.course.title), classes="left title")
            yield PlainText("", id="count", classes="right")
        with VerticalScroll(id="page", can_focus=False), VerticalGroup(classes="column"):
            yield Rows(id="people")
        yield KeyBar()

    @override
    def on_mount(self) -> None:
        """Show everybody. Textual calls the handler of ``PageScreen`` as well."""
        self.query_one(KeyBar).tell("Names of people: not while a hall looks on.")
        self._show()

    def on_resize(self) -> None:
        """Draw it again for the new size."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        width = column(self.size.width) - 4
        self.query_one("#people", Rows).show(list(follow_up_rows(self._one, self._states[0], width, self._warnings)))

    def _show(self) -> None:
        """Show the people in the first of the states, from the top."""
        only = self._states[0]
        shown = [standing for standing in to_follow_up(self._one) if only in (None, standing.state)]
        which = state_in_words(only) if only else "to follow up"
        self.query_one("#count", PlainText).update(f"{people(len(shown))} {which}")
        self._draw()
        self.page.scroll_home(animate=False)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "filter":
            return len(self._states) > 2
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Show only those in the next state, and after the last everybody again."""
        self._states = [*self._states[1:], self._states[0]]
        self._show()
