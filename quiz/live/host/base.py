"""What the host's screens know of their app: the banks, the school's names, and how a game is begun or taken up again."""

from collections.abc import Mapping

from quiz.banks.model import Bank
from quiz.live.host_request import HostRequest
from quiz.store.games import GameRecord
from quiz.tui.inset_app import InsetApp


class HostBase(InsetApp):
    """The host's app as its screens see it."""

    def __init__(self, banks: Mapping[str, Bank], names: Mapping[str, str], theme: str) -> None:
        """Host games of ``banks``; ``names`` are the school's own, for what to do now."""
        super().__init__(theme)
        self.banks = banks
        self.names = names

    async def open_game(self, request: HostRequest) -> None:
        """Begin the game that is asked for, or resume one, open the door for pads, and show the stage; only once."""
        raise NotImplementedError

    async def resume(self, record: GameRecord) -> None:
        """Bring an interrupted game back."""
        raise NotImplementedError

    def unfinished(self) -> list[GameRecord]:
        """Return the games that were interrupted, the latest first; none where the store cannot say. Blocks."""
        raise NotImplementedError
