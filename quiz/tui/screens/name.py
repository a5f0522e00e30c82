"""Who plays: a nickname and a team, both by choice."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar, Literal, TypeAlias

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input
from typing_extensions import override

from quiz.questions.names import NAME_LENGTH, is_name, tidy_name
from quiz.tui.dialogs import HELP, Card
from quiz.tui.widgets.buttons import Buttons, ClickRow, Snippet
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.line_input import LineInput
from quiz.tui.widgets.name_field import NameField
from quiz.tui.widgets.plain_text import PlainText

_WHY = (
    "Your name appears on the board. If your school counts who has done the training, type it as on the staff list; "
    "otherwise a nickname will do. The same one next time keeps your scores together."
)
_GAP = " · "
_TEAMS_WIDTH = 44
"""Cells for the known teams, on one line."""
_NO_TEAM = "no team"


NameAnswer: TypeAlias = tuple[str, str] | Literal["own data"] | None
"""Name and team, tidied; or the wish to see what is kept about oneself; or None."""


class NameScreen(ClosesOnce[NameAnswer], ModalScreen[NameAnswer]):
    """Closes with name and team, with the wish to see what is kept under the name it began with, or with None."""

    DEFAULT_CSS = """
    NameScreen {
        .under {
            margin-left: 8;
            color: $muted;
        }

        #teams {
            min-height: 1;
        }

        #note {
            height: 1;
            text-style: italic;
        }

        &.-usual > Card, &.-tall > Card {
            padding-bottom: 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Play"),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("f3", "own_data", "What is kept about me"),
        Binding("escape", "dismiss(None)", "Back"),
        HELP,
    ]

    name_input = getters.query_one("#name", Input)
    team_input = getters.query_one("#team", Input)

    def __init__(self, name: str, team: str, teams: Sequence[str], then: str = "Play") -> None:
        """Begin with ``name`` and ``team``; ``teams`` are the known ones, ``then`` is the word for what Enter does."""
        super().__init__(classes="dialog -brief")
        self._name_now = name
        self._team_now = team
        self._teams = {team.casefold(): team for team in teams}
        self._then = then

    @override
    def compose(self) -> ComposeResult:
        suggester = SuggestFromList(self._teams.values(), case_sensitive=False) if self._teams else None
        with Card("Who is playing?", can_focus=False):
            yield PlainText(_WHY, classes="text")
            yield NameField("Name", LineInput(self._name_now, id="name", max_length=NAME_LENGTH))
            yield NameField("Team", LineInput(self._team_now, id="team", max_length=NAME_LENGTH, suggester=suggester))
            yield ClickRow(gap=_GAP, id="teams", classes="under")
            yield PlainText("", id="note", classes="under")
            own_data = [("f3", "What is kept about me")] if self._name_now else []
            yield Buttons(("enter", self._then), ("escape", "Back"), *own_data)
        yield KeyBar(shows_keys=False)

    def on_mount(self) -> None:
        """Begin in the field for the name."""
        self.name_input.focus()
        self._offer_teams()

    def _offer_teams(self) -> None:
        """Show the teams that begin with what was typed; all others if none does, or if a team is complete."""
        typed = self.team_input.value.strip().casefold()
        begun = [team for key, team in self._teams.items() if key.startswith(typed) and key != typed]
        offered = begun or [team for key, team in self._teams.items() if key != typed]
        self.query_one("#teams", ClickRow).show([*self._pieces(offered)])

    def _pieces(self, offered: Sequence[str]) -> Iterator[Snippet]:
        """Yield as many teams as fit on a line, and last, if there is a team, a word that removes it."""
        none = [Snippet(Content.styled(_NO_TEAM, "$muted"), partial(self._take_team, ""))] if self.team_input.value else []
        room = _TEAMS_WIDTH - (len(_GAP) + len(_NO_TEAM) if none else 0)
        for team in offered:
            words = Content.styled(team, "$muted")
            room -= words.cell_length + len(_GAP)
            if room < -len(_GAP):
                break
            yield Snippet(words, partial(self._take_team, team))
        yield from none

    def _take_team(self, team: str) -> None:
        self.team_input.value = team
        self.team_input.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer_teams()
        if len(event.value) >= NAME_LENGTH:
            note = f"A name has {NAME_LENGTH} letters at most."
        else:
            note = "→ takes what is offered in grey." if event.input is self.team_input and self._teams else ""
        self._tell(Content.styled(note, "$muted"))

    def _tell(self, note: Content) -> None:
        self.query_one("#note", PlainText).update(note, layout=False)

    def action_own_data(self) -> None:
        """Close with the wish to see what is kept under the present name, whatever has been typed meanwhile."""
        if self._name_now:
            self.dismiss("own data")
        else:
            self._tell(Content.styled("Nobody is signed in: nothing is kept yet.", "$muted"))

    @on(Input.Submitted)
    def action_done(self) -> None:
        """Close with what was typed, if it is a name. Teams that differ only in case are the same."""
        name, team = tidy_name(self.name_input.value), tidy_name(self.team_input.value)
        if is_name(name):
            self.dismiss((name, self._teams.get(team.casefold(), team)))
        else:
            self._tell(Content.styled("Type a name of at least one letter or figure.", "$wrong"))
            self.name_input.focus()
