"""What is on the screen, as a player sees it: plain text, cell by cell."""

import os
from pathlib import Path
from typing import Any

from textual._context import visible_screen_stack
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from quiz.live.host.stage_view import StageView
from quiz.tui.widgets.question_view import QuestionView

UPDATE = "QUIZ_UPDATE_SNAPSHOTS"
# Read when the tests are collected, since each test runs in an environment of its own.
_UPDATING = bool(os.environ.get(UPDATE))
SNAPSHOTS = Path(__file__).parent / "snapshots"


def strips(app: App[None]) -> list[Strip]:
    """Return the lines of the screen, a dialog's with what can be seen of the screens under it."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def picture(app: App[None]) -> str:
    """Return the screen as lines of text, without the blanks at their ends."""
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips(app)) + "\n"


def look(app: App[None]) -> None:
    """Draw what is on the screen, if the app still runs: what cannot be drawn fails where it has come there."""
    if app.is_running and app.screen_stack:
        picture(app)


def texts(screen: Screen[Any]) -> str:
    """Return everything that the screen's words say, also what is scrolled out of sight, each text in one line."""
    questions = (line.content.plain for view in screen.query(QuestionView) for line in view.fit_into(60, 4000).lines)
    stages = (view.canvas.text() for view in screen.query(StageView))
    return "\n".join([*(str(words.render()) for words in screen.query("PlainText, RowView, KeyBar")), *questions, *stages])


def solid(text: str) -> str:
    """Return ``text`` without any blanks and marks along its edge, so that it is the same wherever it was wrapped."""
    return "".join(text.replace("▌", "").split())


def links(app: App[None]) -> list[str]:
    """Return the actions that a click on the screen's text would run."""
    metas = (segment.style.meta for strip in strips(app) for segment in strip if segment.style)
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
