"""Says why nothing of a live game can be kept at the moment, in words for the hall and for the host."""

from dataclasses import dataclass

from quiz.services.live_game import LiveGame
from quiz.store.errors import HostedElsewhereError


@dataclass(frozen=True)
class Trouble:
    """Why nothing can be kept at the moment, and what that means for the hall."""

    words: str
    more: str
    why: str = ""
    """The store's message: what happened, and what to do about it."""
    ends: bool = False
    """Whether it is final, because the game goes on elsewhere."""

    @property
    def for_the_hall(self) -> str:
        """The words for the hall, without what the host is to do."""
        return self.words if self.ends else f"{self.words} {self.more}"


def trouble_of(live_game: LiveGame) -> Trouble | None:
    """Return why nothing is kept; None if all is well. A game taken over by another host does not come back."""
    trouble = live_game.writer.trouble
    if trouble is None:
        return None
    if isinstance(trouble, HostedElsewhereError):
        return Trouble(trouble.message, trouble.fix, ends=True)
    return Trouble(f"Waiting for the {live_game.kept_in}.", "Your answers are safe. It goes on by itself.", str(trouble))
