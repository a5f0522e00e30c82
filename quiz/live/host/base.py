"""What the host's screens know of their app: banks, store and door, and how a game is begun or taken up again."""

from typing import Protocol

from textual import events
from typing_extensions import override

from quiz.live.host_request import HostRequest
from quiz.services.services import Services
from quiz.store.games import GameRecord
from quiz.tui.inset_app import InsetApp
from quiz.tui.key_gate import GatedScreen


class HallDoor(Protocol):
    """What the host's screens ask of the pads' server: who stands at the door, and who may come in."""

    @property
    def crowded_address(self) -> object:
        """Whether devices were turned away because too many came from one address."""

    @property
    def capacity(self) -> int:
        """How many pads this machine can take."""

    def asking_back(self) -> list[str]:
        """Return the ids of the players whose seats another device has asked for."""

    async def let_back(self, player: str) -> None:
        """Give a player's seat to the device that has asked for it. Raises RejectedError."""

    async def refuse_back(self, player: str) -> None:
        """Send the device away that has asked for a player's seat. Raises RejectedError."""

    async def remove_device(self, player: str) -> None:
        """Remove every player of that player's device, and let it in no more. Raises RejectedError."""

    def lift_limits(self) -> None:
        """Let any number of devices in from one address."""


class HostBase(InsetApp):
    """The host's app as its screens see it."""

    def __init__(self, services: Services, theme: str) -> None:
        """Host games of the banks of ``services``."""
        super().__init__(theme)
        self.services = services

    @property
    def door(self) -> HallDoor | None:
        """Where pads come in; None in a game with hands, and before the game is open."""
        return None

    @property
    def asking(self) -> int:
        """How many devices ask for a seat that somebody has."""
        return len(self.door.asking_back()) if self.door else 0

    @override
    async def on_event(self, event: events.Event) -> None:
        """Take events as every app does, but for keys that the screen's gate keeps out."""
        if not isinstance(event, events.Key) or event.is_forwarded or self._takes_key(event.key):
            await super().on_event(event)

    def _takes_key(self, key: str) -> bool:
        screen = self.screen if self._screen_stack else None
        return not isinstance(screen, GatedScreen) or screen.key_gate.lets_through(key)

    async def open_game(self, request: HostRequest) -> None:
        """Begin the game that is asked for, or resume one, open the door for pads, and show the stage; only once."""
        raise NotImplementedError

    def open_stage_page(self) -> None:
        """Open the page for the projector in this machine's browser; else offer to show its address."""
        raise NotImplementedError

    async def resume(self, record: GameRecord) -> None:
        """Bring an interrupted game back."""
        raise NotImplementedError

    async def keep_report(self) -> None:
        """Write the report of the game that has ended into a file, and say where."""
        raise NotImplementedError

    def unfinished(self) -> list[GameRecord]:
        """Return this site's games that were interrupted, the latest first; none where the store cannot say. Blocks."""
        raise NotImplementedError
