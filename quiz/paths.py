"""Where files are: the banks that ship, the user's own banks, the scores, the settings."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

_APPLICATION = "inset-quiz"


def expand(path: str | Path) -> Path:
    """Return ``path`` with the home folder in place of its ``~``. One that nobody has stays as it is, as in a shell."""
    # Path.expanduser raises RuntimeError for it.
    return Path(os.path.expanduser(path))  # noqa: PTH111


def is_missing(path: Path) -> bool:
    """Say whether there is nothing at ``path``. What may not be looked at is not missing: using it says why."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def lacks_home(path: Path) -> bool:
    """Say whether an expanded path begins with a ``~…`` that is nobody's home and no folder here: make nothing there."""
    first = path.parts[0] if path.parts else ""
    return first.startswith("~") and not os.path.lexists(first)


def shipped_banks() -> Path:
    """Return the folder with the banks that come with the program: in the wheel, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent / "questions"


def own_banks() -> Path:
    """Return the user's own folder for banks; it may not exist yet."""
    return _data_folder() / "banks"


def bank_folders(extra: Iterable[str | Path] = (), environment: Mapping[str, str] | None = None) -> list[Path]:
    """Return every folder that is searched for banks: shipped, own, those of ``QUIZ_BANKS``, then ``extra``."""
    environment = os.environ if environment is None else environment
    from_environment = [part for part in environment.get("QUIZ_BANKS", "").split(os.pathsep) if part]
    return [shipped_banks(), own_banks(), *(expand(folder) for folder in (*from_environment, *extra))]


def store_address(given: str | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Return the path or URL of the scores: ``given``, else ``QUIZ_STORE``, else a file in the user's data folder."""
    environment = os.environ if environment is None else environment
    return given or environment.get("QUIZ_STORE") or str(_data_folder() / "scores.db")


def settings_file() -> Path:
    """Return the file that keeps the user's settings; it may not exist yet."""
    from platformdirs import user_config_path

    return _own_folder(user_config_path) / "settings.json"


def _data_folder() -> Path:
    from platformdirs import user_data_path

    return _own_folder(user_data_path)


def _own_folder(folder: Callable[..., Path]) -> Path:
    """Return a folder of the user; of one who has no home it is one in which ``lacks_home`` lets nothing be made."""
    try:
        return folder(_APPLICATION, appauthor=False)
    except RuntimeError:
        return Path("~", _APPLICATION)
