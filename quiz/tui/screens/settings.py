"""Settings: theme, extra time, how points are given, initials on boards."""

from dataclasses import replace
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from typing_extensions import override

from quiz.play.points import PRESETS
from quiz.services.settings import Settings
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import Dialog, Menu
from quiz.tui.widgets.choices import Choices
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText

_EXTRA_WORDS = {
    "1": "the usual time",
    "1.25": "a quarter more",
    "1.5": "half as much again",
    "2": "twice the time",
    "none": "no time limit",
}
_POINTS_WORDS: dict[str, str] = {"bank": "as each bank says", **{name: f"{name}: {does}" for name, does in PRESETS.items()}}
_OWN_THEME_WORDS = {"inset-dark": "dark (blue and orange)", "inset-light": "light (blue and orange)"}


class SettingsScreen(Screen[None]):
    """A line for each setting; picking one asks what it should be."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Home", key_display="Esc")]

    app = getters.app(QuizBase)

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("Settings", classes="left")
        with VerticalScroll(id="settings", can_focus=False):
            yield Menu(self._lines())
            yield PlainText("Extra time stays on this machine: no board and no report shows it.", classes="muted note")
            yield PlainText(f"Kept in {self.app.request.settings_file}", classes="muted note")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the first line."""
        self.query_one(Choices).focus()

    def _lines(self) -> list[str]:
        settings = self.app.settings
        return [
            f"Theme: {_OWN_THEME_WORDS.get(self.app.theme, self.app.theme)}",
            f"Extra time: {_EXTRA_WORDS[settings.extra_time]}",
            f"Points: {_POINTS_WORDS[settings.points]}",
            f"Boards show: {'initials only' if settings.initials_only else 'names'}",
        ]

    @on(Choices.Picked)
    def _picked(self, event: Choices.Picked) -> None:
        (self._theme, self._extra_time, self._points, self._names)[event.positions[0]]()

    @work
    async def _theme(self) -> None:
        own = [*_OWN_THEME_WORDS.items()]
        others = [(name, name) for name in sorted(self.app.available_themes) if name not in _OWN_THEME_WORDS]
        theme = await self.app.push_screen_wait(Dialog("Theme", "The first two are made for this quiz.", own + others))
        if theme:
            self.app.theme = theme
            self.app.call_after_refresh(self._theme_drawn)

    async def _theme_drawn(self) -> None:
        await self._change(replace(self.app.settings, theme=self.app.theme))

    @work
    async def _extra_time(self) -> None:
        text = "It multiplies the time of every question. Without a limit, speed neither wins nor loses points."
        chosen = await self.app.push_screen_wait(Dialog("Extra time", text, [*_EXTRA_WORDS.items()]))
        if chosen:
            await self._change(replace(self.app.settings, extra_time=chosen))

    @work
    async def _points(self) -> None:
        text = (
            "Points are for the board. What counts as passed is the mark, and no preset changes it. "
            "A quiz by another preset than its bank's own is for practice."
        )
        if chosen := await self.app.push_screen_wait(Dialog("Points", text, [*_POINTS_WORDS.items()])):
            await self._change(replace(self.app.settings, points=chosen))

    @work
    async def _names(self) -> None:
        settings = self.app.settings
        await self._change(replace(settings, initials_only=not settings.initials_only))

    async def _change(self, settings: Settings) -> None:
        self.app.keep_settings(settings)
        cursor = self.query_one(Choices).cursor
        await self.recompose()
        choices = self.query_one(Choices)
        choices.cursor = cursor
        choices.focus()
