"""Why nothing of a live game can be kept at the moment, in words for a hall and for its host."""

from dataclasses import dataclass

from quiz.services.live_game import LiveGame
from quiz.store.errors import HostedElsewhereError


@dataclass(frozen=True)
class Trouble:
    """Why nothing can be kept at the moment, in two sentences and what may come of it."""

    words: str
    more: str
    why: str = ""
    """What the store says of it: what happened, and what to do about it."""
    ends: bool = False
    """Whether it does not go by: the game goes on elsewhere."""

    @property
    def for_the_hall(self) -> str:
        """What a hall may read: not what the host is to do."""
        return self.words if self.ends else f"{self.words} {self.more}"


def trouble_of(live_game: LiveGame) -> Trouble | None:
    """Return why nothing is kept; None where all is well. A game that another host has taken up does not come back."""
    trouble = live_game.writer.trouble
    if trouble is None:
        return None
    if isinstance(trouble, HostedElsewhereError):
        return Trouble(trouble.message, trouble.fix, ends=True)
    return Trouble(f"Waiting for the {live_game.kept_in}.", "Your answers are safe. It goes on by itself.", str(trouble))
