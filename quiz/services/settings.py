"""What the user has chosen for this machine: name, team, theme, extra time, points, movement. Kept in one small file.

Extra time is kept here and nowhere else, so that no board and no report can show it.
"""

import errno
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from quiz.files import read_file, write_over
from quiz.paths import is_missing, lacks_home
from quiz.play.points import PRESETS
from quiz.questions.characters import REFUSED_CHARACTER

if TYPE_CHECKING:
    from quiz.banks.model import Preset

EXTRA_TIMES = {
    "1": "the usual time",
    "1.25": "a quarter more",
    "1.5": "half as much again",
    "2": "twice the time",
    "none": "no time limit",
}
"""What the time limit is multiplied by, with its label; ``none`` removes the limit."""

MOVEMENTS = ("short", "off")

HOW_TO_LINES = {"first": "first time", "always": "always", "never": "never"}
"""When the line on how to answer is shown, with its label."""


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
    how_to_lines: str = "first"
    """When the line on how to answer is shown: the ``first`` time its type comes up, ``always``, or ``never``."""
    movement: str = "short"
    """How movement is shown: ``short``, or with ``off`` only where it ends."""

    ask_certainty: bool = True
    """Whether a quiz asks after each answer how sure the player is."""

    staff_list: str = ""
    """The path of the school's list of staff; what is in it is never kept."""

    def preset_for(self, asked: str | None) -> "Preset | None":
        """Return how points are given: as ``asked`` for, else as chosen here; None for each bank's own way."""
        chosen = asked or self.points
        return None if chosen == "bank" else cast("Preset", chosen)


_CHOICES = {
    "extra_time": (*EXTRA_TIMES,),
    "points": ("bank", *PRESETS),
    "movement": MOVEMENTS,
    "how_to_lines": (*HOW_TO_LINES,),
}
"""The settings that take only a few values."""


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
    # Older settings had a preset in place of points; "steady" was its default, so it tells of no choice.
    if "points" not in found and found.get("preset") in tuple(PRESETS)[1:]:
        kept["points"] = found["preset"]
    settings, defaults = Settings(**kept), asdict(Settings())
    unknown = [name for name, choices in _CHOICES.items() if getattr(settings, name) not in choices]
    return replace(settings, **{name: defaults[name] for name in unknown})


def can_be_read(file: Path) -> bool:
    """Say whether ``file`` holds settings, or is not there: else all of them have their defaults."""
    try:
        return is_missing(file) or isinstance(json.loads(read_file(file)), dict)
    except (OSError, ValueError, RecursionError):
        return False


def kept_aside(file: Path) -> Path:
    """Return where settings that cannot be read are put before others are written, for whoever may mend them."""
    return file.with_name(f"{file.name}.damaged")


def write_settings(settings: Settings, file: Path) -> None:
    """Write the settings, whole or not at all. Raises OSError where the folder cannot be written."""
    if lacks_home(file):
        raise FileNotFoundError(errno.ENOENT, "There is no home folder", str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    write_over(file, (json.dumps(asdict(settings), indent=2) + "\n").encode())


class SettingsKeeper:
    """The settings of one run, and the file that they are kept in.

    Nobody who changes them waits for the file: ``write`` may run in any thread, any number of times. It writes the newest
    settings, one write after another, so that an older choice never wins. What another program has written meanwhile
    stays, except for keys changed here: a name that was erased does not come back.
    """

    def __init__(self, file: Path) -> None:
        """Begin with what ``file`` holds."""
        self.file = file
        self.settings = read_settings(file)
        # What cannot be read gives the defaults; only then is the file read once more, to tell.
        self.are_lost = self.settings == Settings() and not can_be_read(file)
        """Whether there was a file that could not be read."""
        self._written = self.settings
        self._lock = Lock()

    def write(self) -> None:
        """Write the settings where they have changed since the last time. Raises OSError as ``write_settings`` does."""
        with self._lock:
            settings = self.settings
            if settings != self._written:
                before = asdict(self._written)
                # Asked now: it may have been mended since it was read here, or damaged.
                if not can_be_read(self.file):
                    self.file.replace(kept_aside(self.file))
                changed = {name: value for name, value in asdict(settings).items() if value != before[name]}
                there = self._written if is_missing(self.file) else read_settings(self.file)
                write_settings(replace(there, **changed), self.file)
                self._written = settings
