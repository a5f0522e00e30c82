"""What the user has chosen for this machine: name, team, theme, extra time, preset. Kept in one small file.

Extra time stands here and nowhere else, so that no board and no report can show it.
"""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from quiz.bank.model import Preset

EXTRA_TIMES = ("1", "1.25", "1.5", "2", "none")
"""What the time limit is multiplied by; ``none`` takes it away."""

PRESETS = ("steady", "accuracy", "classic", "certainty")
"""The ways to give points."""


@dataclass(frozen=True)
class Settings:
    """The user's choices. Every field has a default that works."""

    player: str = ""
    team: str = ""
    theme: str = "inset-dark"
    extra_time: str = "1"
    points: str = "bank"
    """How points are given: one of PRESETS, or ``bank`` for each bank's own way."""
    initials_only: bool = False
    """Whether boards show initials in place of names."""

    def preset_for(self, asked: str | None) -> "Preset | None":
        """Return how points are given: as ``asked`` for, else as chosen here; None for each bank's own way."""
        chosen = asked or self.points
        return None if chosen == "bank" else cast("Preset", chosen)


def read_settings(file: Path) -> Settings:
    """Return the settings in ``file``. What is missing, unreadable or of the wrong kind has its default."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    kept: dict[str, Any] = {}
    for name, default in asdict(Settings()).items():
        if type(found.get(name)) is type(default):
            kept[name] = found[name]
    # Settings of before had a preset in place of points, of which "steady" was what nobody had chosen.
    if "points" not in found and found.get("preset") in PRESETS[1:]:
        kept["points"] = found["preset"]
    settings = Settings(**kept)
    if settings.extra_time not in EXTRA_TIMES:
        settings = replace(settings, extra_time="1")
    return settings if settings.points in ("bank", *PRESETS) else replace(settings, points="bank")


def write_settings(settings: Settings, file: Path) -> None:
    """Write the settings, whole or not at all. Raises OSError where the folder cannot be written."""
    import tempfile

    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            json.dump(asdict(settings), new, indent=2, ensure_ascii=False)
            new.write("\n")
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
