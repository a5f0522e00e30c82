"""How to join, with address, code and QR code large, on top of whatever else the terminal shows."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from typing_extensions import override

from quiz.live.host.lobby_lines import draw_lobby
from quiz.live.host.stage_keys import StageKeys
from quiz.live.host.stage_view import Drawn, StageBody, StageView
from quiz.live.stage_content import Lobby
from quiz.tui.widgets.closes_once import ClosesOnce


class WayScreen(ClosesOnce[None], Screen[None]):
    """Shows how to join until it is closed; the game goes on meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,w,escape", "dismiss", "Back to the quiz", key_display="Enter")
    ]

    def __init__(self, lobby: Lobby) -> None:
        """Show how to join, as in ``lobby``."""
        super().__init__()
        self._lobby = lobby

    @override
    def compose(self) -> ComposeResult:
        with Vertical(id="stage"):
            yield StageBody()
        yield StageKeys()

    def on_mount(self) -> None:
        """Show how to join."""
        self.query_one(StageView).show(lambda width, height: Drawn(draw_lobby(self._lobby, width, height)), None)
