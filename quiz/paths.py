"""Where files are: the banks that ship, the user's own banks, the scores, the settings."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

_APPLICATION = "inset-quiz"


def shipped_banks() -> Path:
    """Return the folder with the banks that come with the program: in the wheel, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "questions"
    return installed if installed.is_dir() else package.parent / "questions"


def own_banks() -> Path:
    """Return the user's own folder for banks; it may not exist yet."""
    return _data_folder() / "banks"


def bank_folders(extra: Iterable[str | Path] = (), environment: Mapping[str, str] | None = None) -> list[Path]:
    """Return every folder that is searched for banks: shipped, own, those of ``QUIZ_BANKS``, then ``extra``."""
    environment = os.environ if environment is None else environment
    from_environment = [part for part in environment.get("QUIZ_BANKS", "").split(os.pathsep) if part]
    # Unlike Path.expanduser, this leaves the home of a user who does not exist as it is.
    wanted = [Path(os.path.expanduser(folder)) for folder in (*from_environment, *extra)]  # noqa: PTH111
    return [shipped_banks(), own_banks(), *wanted]


def store_address(given: str | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Return the path or URL of the scores: ``given``, else ``QUIZ_STORE``, else a file in the user's data folder."""
    environment = os.environ if environment is None else environment
    return given or environment.get("QUIZ_STORE") or str(_data_folder() / "scores.db")


def settings_file() -> Path:
    """Return the file that keeps the user's settings; it may not exist yet."""
    from platformdirs import user_config_path

    return user_config_path(_APPLICATION, appauthor=False) / "settings.json"


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path(_APPLICATION, appauthor=False)
