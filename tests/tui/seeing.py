"""What is on the screen, as a player sees it: plain text, cell by cell."""

import os
from pathlib import Path
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

UPDATE = "QUIZ_UPDATE_SNAPSHOTS"
# Read when the tests are collected, since each test runs in an environment of its own.
_UPDATING = bool(os.environ.get(UPDATE))
SNAPSHOTS = Path(__file__).parent / "snapshots"


def picture(app: App[None]) -> str:
    """Return the screen as lines of text, without the blanks at their ends."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


def texts(screen: Screen[Any]) -> str:
    """Return everything that the screen's words say, also what is scrolled out of sight."""
    return "\n".join(str(words.render()) for words in screen.query("PlainText, RowView"))


def links(app: App[None]) -> list[str]:
    """Return the actions that a click on the screen's text would run."""
    metas = (segment.style.meta for strip in app.screen._compositor.render_strips() for segment in strip if segment.style)
    return [meta["@click"] for meta in metas if "@click" in meta]


def drawn(widget: Widget) -> str:
    """Return what a widget draws, its lines joined as if they had never been wrapped."""
    lines = (widget.render_line(line).text for line in range(widget.size.height))
    return " ".join(" ".join(lines).split())


def assert_same_picture(app: App[None], name: str) -> None:
    """Compare the screen with the file of this name; QUIZ_UPDATE_SNAPSHOTS=1 in the environment writes it anew."""
    file = SNAPSHOTS / f"{name}.txt"
    if _UPDATING:
        SNAPSHOTS.mkdir(exist_ok=True)
        file.write_text(picture(app), encoding="utf-8")
    assert picture(app) == file.read_text(encoding="utf-8"), f"{file.name} differs; {UPDATE}=1 writes it anew"
