"""Where files are: the banks that ship, the user's own banks, the scores, the settings."""

import os
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path

_APPLICATION = "inset-quiz"


def expand(path: str | Path) -> Path:
    """Return ``path`` with the home folder for its ``~``. A ``~name`` that nobody has is unchanged, as in a shell."""
    # Path.expanduser would raise RuntimeError.
    return Path(os.path.expanduser(path))  # noqa: PTH111


def is_missing(path: Path) -> bool:
    """Say whether there is nothing at ``path``. A path that may not be looked at is not missing: using it says why."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def lacks_home(path: Path) -> bool:
    """Say whether an expanded path begins with a ``~…`` that is neither a home nor a folder here: make nothing there."""
    first = path.parts[0] if path.parts else ""
    return first.startswith("~") and not os.path.lexists(first)


def install_command(*packages: str) -> str:
    """Return the command that installs packages for the Python that runs this program.

    They are named one by one, because the program with its extras may be on no index; and through this Python, because
    people who start the program by its path may have another pip on theirs, or none.
    """
    return command_line(sys.executable or "python3", "-m", "pip", "install", *packages)


def command_line(*words: str) -> str:
    """Return a command to be pasted into a shell of this machine, which obeys nothing that stands in its words."""
    if sys.platform == "win32":
        # Imported here, since every start reads this file.
        import subprocess

        return subprocess.list2cmdline(words)
    return shlex.join(words)


def shipped_banks() -> Path:
    """Return the folder with the banks that come with the program: in the wheel, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent / "questions"


def is_shipped(file: Path) -> bool:
    """Say whether a bank file is one of those that come with the program."""
    return os.path.realpath(file.parent) == os.path.realpath(shipped_banks())


def own_banks() -> Path:
    """Return the user's own folder for banks; it may not exist yet."""
    return _data_folder() / "banks"


def kept_files() -> Path:
    """Return the folder that keeps bank files as they were before changes in the app; it may not exist yet."""
    return _data_folder() / "kept"


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
    found = _own_folder("XDG_CONFIG_HOME", ".config", lambda: import_module("platformdirs").user_config_path)
    return found / "settings.json"


def document_folders() -> list[Path]:
    """Return where a user looks for documents, the likeliest first: the documents folder, the home folder, this one."""
    from platformdirs import user_documents_path

    try:
        homes = [user_documents_path(), Path.home()]
    except RuntimeError:
        homes = []
    return [*homes, Path.cwd()]


def _data_folder() -> Path:
    return _own_folder("XDG_DATA_HOME", ".local/share", lambda: import_module("platformdirs").user_data_path)


def _own_folder(variable: str, usual: str, library: Callable[[], Callable[..., Path]]) -> Path:
    """Return a folder of the user's; without a home, one in which ``lacks_home`` lets nothing be made.

    If Linux makes it plain, the ``library``, which knows every platform, is not imported: that takes a third as long as
    Python's own start, and a starting shell waits for it.
    """
    base = os.environ.get(variable, "") or os.path.join(os.environ.get("HOME", ""), usual)  # noqa: PTH118
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ and os.path.isabs(base):  # noqa: PTH117
        return Path(base, _APPLICATION)
    try:
        return library()(_APPLICATION, appauthor=False)
    except RuntimeError:
        return Path("~", _APPLICATION)
