"""The players, for taking one out or masking a rude name."""

from collections.abc import Callable
from typing import ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from quiz.game.events import Event
from quiz.game.game import RejectedError
from quiz.services.live_game import LiveGame
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

_MOST = 300


class PlayersScreen(ModalScreen[None]):
    """Everybody in the game; who joined last stands first, since a rude name is most often a new one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "mask", "Mask the name", key_display="F2"),
        Binding("f8", "remove", "Remove", key_display="F8"),
        Binding("escape", "dismiss", "Back"),
    ]

    found = getters.query_one("#players", OptionList)

    def __init__(self, live_game: LiveGame) -> None:
        """List the players of ``live_game``."""
        super().__init__(classes="dialog")
        self._live_game = live_game
        self._ids: list[str] = []

    @override
    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="box"):
            yield PlainText("Players", classes="title")
            yield Input(placeholder="Type part of a name", id="part", compact=True)
            yield OptionList(id="players", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """List everybody."""
        self.query_one("#part", Input).focus()
        self._list()

    def on_input_changed(self) -> None:
        """List those whose names have what was typed."""
        self._list()

    def on_input_submitted(self) -> None:
        """Go to the list."""
        self.found.focus()

    def _list(self) -> None:
        part = self.query_one("#part", Input).value.casefold()
        members = [member for member in reversed(self._live_game.game.players) if part in member.name.casefold()][:_MOST]
        self._ids = [member.id for member in members]
        self.found.set_options(
            Option(Content.assemble((member.name, "bold"), (f"  {member.team}", "$muted"))) for member in members
        )
        if members:
            self.found.highlighted = 0

    @work
    async def action_mask(self) -> None:
        """Put a harmless name in place of the chosen one."""
        await self._do(self._live_game.game.mask)

    @work
    async def action_remove(self) -> None:
        """Take the chosen player out of the game."""
        await self._do(self._live_game.game.leave)

    async def _do(self, command: Callable[[str, float], Event]) -> None:
        if self.found.highlighted is None or not self._ids:
            return
        player = self._ids[self.found.highlighted]
        try:
            await self._live_game.do(lambda at: command(player, at))
        except RejectedError as refusal:
            self.notify(str(refusal), markup=False)
        self._list()
