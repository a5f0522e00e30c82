"""What somebody asked for, as every front end takes it, and why it may be refused. Imports nothing heavy."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.questions.names import name_trouble

if TYPE_CHECKING:
    from quiz.reports.standings import By
    from quiz.store.records import Origin


class RequestError(Exception):
    """What was asked for cannot be done: sentences that say why and what to do about it, the most important first."""

    def __init__(self, *sentences: str, wrong_usage: bool = False) -> None:
        """Keep the sentences apart, one for each line; ``wrong_usage`` says that the command itself makes no sense."""
        super().__init__(" ".join(sentences))
        self.sentences = sentences
        self.wrong_usage = wrong_usage


@dataclass(frozen=True, kw_only=True)
class PlayRequest:
    """What to play and how; None means as the settings or the bank say."""

    bank: str | None = None
    """A bank's id, or the path of a bank file."""
    player: str | None = None
    team: str | None = None
    questions: int | None = None
    topic: str | None = None
    preset: str | None = None
    extra_time: str | None = None
    """One of quiz.services.settings.EXTRA_TIMES."""
    seed: int | None = None
    learn: bool = False

    def check_names(self) -> None:
        """Refuse a player's or team's name that is none, or too long to be kept whole. Raises RequestError."""
        for name, what in ((self.player, "name"), (self.team, "team name")):
            if name is not None and (trouble := name_trouble(name, what)):
                raise RequestError(*trouble, wrong_usage=True)


@dataclass(frozen=True, kw_only=True)
class TopUpRequest:
    """To ask again what is due."""

    new: bool = False
    """Whether to fill it up with questions never asked before."""


@dataclass(frozen=True, kw_only=True)
class BoardRequest:
    """Which board to show."""

    bank: str | None = None
    """A bank's id; None for all banks."""
    by: "By" = "player"
    since: int | None = None
    """Milliseconds since 1970 in UTC; only what was reached then or later."""
    initials: bool = False
    site: str = ""
    """Only what was played on this site of the school; empty for all of them."""


@dataclass(frozen=True, kw_only=True)
class AppRequest:
    """What to begin with, and where the banks, the scores and the settings are."""

    store: str
    """Path or URL of the store, or ``:memory:``."""
    bank_folders: tuple[Path, ...]
    settings_file: Path
    play: PlayRequest = field(default_factory=PlayRequest)
    """``play.bank`` set: begin with that bank at once."""
    board: BoardRequest | None = None
    """Set: show this board at once."""
    top_up: TopUpRequest | None = None
    """Set: ask at once what is due."""
    preview: Path | None = None
    """Set: preview this bank file at once."""
    origin: "Origin" = "app"
    """Where it is played from."""
    data_folder: Path | None = None
    """Holds the user's own banks (``banks``) and old versions of edited ones (``kept``); None for the usual places."""
