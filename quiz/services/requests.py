"""What somebody asked for on the command line, as both front ends take it. Imports nothing heavy."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class PlayRequest:
    """What to play and how; None everywhere means: as the settings or the bank say."""

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


@dataclass(frozen=True, kw_only=True)
class BoardRequest:
    """Which board to show."""

    bank: str | None = None
    """A bank's id; None for all banks."""
    by: str = "player"
    """``player`` or ``team``."""
    since: int | None = None
    """Milliseconds since 1970 in UTC; only what was reached then or later."""
    initials: bool = False


@dataclass(frozen=True, kw_only=True)
class AppRequest:
    """What to start the app with."""

    store: str
    """Path or URL of the store, or ``:memory:``."""
    bank_folders: tuple[Path, ...]
    settings_file: Path
    play: PlayRequest = field(default_factory=PlayRequest)
    """``play.bank`` set: begin with that bank at once."""
    board: BoardRequest | None = None
    """Set: show this board at once."""
    preview: Path | None = None
    """Set: preview this bank file at once."""
