"""What the host's screens know of their app: banks, store and door, and how to begin or resume a game."""

from typing import Protocol

from textual import events
from typing_extensions import override

from quiz.live.host_request import HostRequest
from quiz.services.services import Services
from quiz.store.games import GameRecord
from quiz.tui.inset_app import InsetApp
from quiz.tui.key_gate import GatedScreen


class HallDoor(Protocol):
    """What the host's screens use of the pads' server: who is at the door, and who may come in."""

    @property
    def crowded_address(self) -> object:
        """The address from which devices were turned away lately for being too many; empty if none was."""

    @property
    def capacity(self) -> int:
        """How many players this machine can take."""

    def asking_back(self) -> list[str]:
        """Return the ids of the players whose seats another device has asked for."""

    async def let_back(self, player: str) -> None:
        """Give a player's seat to the device that has asked for it. Raises RejectedError."""

    async def refuse_back(self, player: str) -> None:
        """Turn away the device that has asked for a player's seat. Raises RejectedError."""

    async def remove_device(self, player: str) -> None:
        """Take out all players on a player's device, and keep the device out. Raises RejectedError."""

    def lift_limits(self) -> None:
        """Let in any number of devices from one address."""


class HostBase(InsetApp):
    """The host's app as its screens see it."""

    def __init__(self, services: Services, theme: str) -> None:
        """Host games with the banks of ``services``."""
        super().__init__(theme)
        self.services = services

    @property
    def door(self) -> HallDoor | None:
        """Where pads come in; None in a game with hands, and before the game is open."""
        return None

    @property
    def asking(self) -> int:
        """How many devices are asking for a seat that is taken."""
        return len(self.door.asking_back()) if self.door else 0

    @override
    async def on_event(self, event: events.Event) -> None:
        """Handle events as usual, except keys that the screen's gate keeps out."""
        if not isinstance(event, events.Key) or event.is_forwarded or self._takes_key(event.key):
            await super().on_event(event)

    def _takes_key(self, key: str) -> bool:
        screen = self.screen if self._screen_stack else None
        return not isinstance(screen, GatedScreen) or screen.key_gate.lets_through(key)

    async def open_game(self, request: HostRequest) -> None:
        """Begin the requested game or resume one, open the door for pads, and show the stage; only once."""
        raise NotImplementedError

    def open_stage_page(self) -> None:
        """Open the stage page in this machine's browser; without one, offer to show its address."""
        raise NotImplementedError

    async def resume(self, record: GameRecord) -> None:
        """Resume an interrupted game."""
        raise NotImplementedError

    async def keep_report(self) -> None:
        """Write the finished game's report to a file, and say where."""
        raise NotImplementedError

    def unfinished(self) -> list[GameRecord]:
        """Return this site's interrupted games, the latest first; empty if the store cannot be read. Blocks."""
        raise NotImplementedError
