"""What the user has chosen for this machine: name, team, theme, extra time, preset. Kept in one small file.

Extra time stands here and nowhere else, so that no board and no report can show it.
"""

import errno
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from quiz.files import read_file, write_over
from quiz.paths import lacks_home
from quiz.play.points import PRESETS
from quiz.questions.text import REFUSED_CHARACTER

if TYPE_CHECKING:
    from quiz.banks.model import Preset

EXTRA_TIMES = ("1", "1.25", "1.5", "2", "none")
"""What the time limit is multiplied by; ``none`` takes it away."""


@dataclass(frozen=True)
class Settings:
    """The user's choices. Every field has a default that works."""

    player: str = ""
    team: str = ""
    theme: str = "inset-dark"
    extra_time: str = "1"
    points: str = "bank"
    """How points are given: one of quiz.play.points.PRESETS, or ``bank`` for each bank's own way."""
    initials_only: bool = False
    """Whether boards show initials in place of names."""

    def preset_for(self, asked: str | None) -> "Preset | None":
        """Return how points are given: as ``asked`` for, else as chosen here; None for each bank's own way."""
        chosen = asked or self.points
        return None if chosen == "bank" else cast("Preset", chosen)


def read_settings(file: Path) -> Settings:
    """Return the settings in ``file``. What is missing, unreadable, unsafe to show or of the wrong kind has its default."""
    try:
        found = json.loads(read_file(file))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    kept: dict[str, Any] = {}
    for name, default in asdict(Settings()).items():
        if type(found.get(name)) is type(default) and not REFUSED_CHARACTER.search(str(found[name])):
            kept[name] = found[name]
    # Settings of before had a preset in place of points, of which "steady" was what nobody had chosen.
    if "points" not in found and found.get("preset") in tuple(PRESETS)[1:]:
        kept["points"] = found["preset"]
    settings = Settings(**kept)
    if settings.extra_time not in EXTRA_TIMES:
        settings = replace(settings, extra_time="1")
    return settings if settings.points in ("bank", *PRESETS) else replace(settings, points="bank")


def write_settings(settings: Settings, file: Path) -> None:
    """Write the settings, whole or not at all. Raises OSError where the folder cannot be written."""
    if lacks_home(file):
        raise FileNotFoundError(errno.ENOENT, "There is no home folder", str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    write_over(file, (json.dumps(asdict(settings), indent=2) + "\n").encode())
