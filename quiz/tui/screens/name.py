"""Who plays: a nickname and a team, both by choice."""

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input
from typing_extensions import override

from quiz.questions.text import NAME_LENGTH, tidy_name
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText


class NameLine(Input):
    """A line of the name; its Enter is on the bottom line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Done")]


class NameScreen(ModalScreen[tuple[str, str] | None]):
    """Ends with name and team, tidied, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Next line", show=True),
        Binding("escape", "dismiss(None)", "Back"),
    ]

    name_input = getters.query_one("#name", Input)
    team_input = getters.query_one("#team", Input)

    def __init__(self, name: str, team: str, teams: Sequence[str]) -> None:
        """Begin with ``name`` and ``team``; ``teams`` are offered while typing."""
        super().__init__(classes="dialog")
        self._name_now = name
        self._team_now = team
        self._teams = teams

    @override
    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield PlainText("Who is playing?", classes="title")
            yield PlainText("A nickname is fine: it stands on the leaderboard. The same name goes on with its scores.")
            yield PlainText("Name", classes="label")
            yield NameLine(self._name_now, id="name", max_length=NAME_LENGTH, compact=True)
            yield PlainText("Team, department or house (if you like)", classes="label")
            yield NameLine(
                self._team_now,
                id="team",
                max_length=NAME_LENGTH,
                compact=True,
                suggester=SuggestFromList(self._teams, case_sensitive=False) if self._teams else None,
            )
            yield PlainText("", id="problem")
        yield KeyBar()

    @on(Input.Submitted, "#name")
    def _name_typed(self) -> None:
        if tidy_name(self.name_input.value):
            self.team_input.focus()
        else:
            self.action_done()

    @on(Input.Submitted, "#team")
    def action_done(self) -> None:
        """End with what was typed, if there is a name."""
        name = tidy_name(self.name_input.value)
        if name:
            self.dismiss((name, tidy_name(self.team_input.value)))
        else:
            self.query_one("#problem", PlainText).update("Type a name of at least one letter or figure first.")
            self.name_input.focus()
