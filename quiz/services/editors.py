"""Which editor opens a bank file, and how it is told the line: the trainer's own, else what the system has for text."""

import os
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quiz.services.requests import RequestError

_AT_LINE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("vi", "vim", "nvim", "gvim", "nano", "emacs", "emacsclient", "micro", "joe"), ("+{line}", "{file}")),
    **dict.fromkeys(("gedit", "mousepad"), ("+{line}", "{file}")),
    **dict.fromkeys(("code", "codium", "code-insiders"), ("--goto", "{file}:{line}")),
    **dict.fromkeys(("hx", "subl", "zed"), ("{file}:{line}",)),
    **dict.fromkeys(("notepad++",), ("-n{line}", "{file}")),
    **dict.fromkeys(("kate",), ("--line", "{line}", "{file}")),
}
"""How well-known editors take a line number; others get the file alone."""

_WINDOWS_OF_THEIR_OWN = (
    *("code", "codium", "code-insiders", "subl", "zed", "gvim", "gedit", "mousepad", "kate"),
    *("notepad", "notepad++", "open", "xdg-open"),
)
"""Editors with a window of their own: the app carries on beside them."""


@dataclass(frozen=True)
class EditorCall:
    """A program with its arguments, no shell between."""

    arguments: tuple[str, ...]
    in_terminal: bool
    """Whether it takes over the terminal, so that the app has to wait until it ends."""


def editor_call(file: Path, line: int, environment: Mapping[str, str], platform: str, *, has_desktop: bool) -> EditorCall:
    """Return how to open ``file`` at ``line``: with ``$VISUAL``, ``$EDITOR``, else the system's program for text.

    Raises RequestError, with what to do, if there is no editor: over ssh with none named, or not installed.
    """
    named = environment.get("VISUAL") or environment.get("EDITOR")
    if named:
        return _named(named, file, line, environment, platform)
    if platform == "win32":
        return EditorCall(("notepad", str(file)), in_terminal=False)
    if platform == "darwin" and has_desktop:
        return EditorCall(("open", "-t", str(file)), in_terminal=False)
    if has_desktop and _found("xdg-open", environment):
        return EditorCall(("xdg-open", str(file)), in_terminal=False)
    raise RequestError(
        f"No editor is set. Open {file} at line {line}, or name one before you begin the quiz: export EDITOR=nano"
    )


def _named(named: str, file: Path, line: int, environment: Mapping[str, str], platform: str) -> EditorCall:
    try:
        # Windows writes paths with backslashes, which the other rules would take for escapes.
        program, *own = shlex.split(named, posix=platform != "win32")
    except ValueError:
        program, own = named, []
    program = program.strip('"')
    if not _found(program, environment):
        raise RequestError(f"The editor {program}, which VISUAL or EDITOR names, is not there. Open {file} at line {line}.")
    name = Path(program.replace("\\", "/")).name.lower().removesuffix(".exe").removesuffix(".cmd")
    takes = _AT_LINE.get(name, ("{file}",))
    places = [part.format(file=file, line=max(line, 1)) for part in takes]
    return EditorCall((program, *own, *places), name not in _WINDOWS_OF_THEIR_OWN)


def _found(program: str, environment: Mapping[str, str]) -> bool:
    return shutil.which(program, path=environment.get("PATH", os.defpath)) is not None
