"""Settings: theme, extra time, points, what boards show, whether to ask how sure, movement, how-to lines."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, NamedTuple

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.color import ColorParseError
from textual.containers import Horizontal, VerticalGroup
from textual.theme import Theme
from typing_extensions import override

from quiz.play.points import PRESETS
from quiz.services.settings import EXTRA_TIMES, HOW_TO_LINES, Settings
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import ListDialog
from quiz.tui.themes import OWN_THEMES, theme_variables
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.grid import NARROW
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.settings_list import SettingsList
from quiz.tui.widgets.theme_sample import ThemeSample

_EXTRA_TIME_WORDS = {"1": "none", "1.25": "a quarter more", "1.5": "half more", "2": "double", "none": "no clock"}
_POINTS_WORDS: dict[str, str] = {"bank": "as each bank says", **{name: f"{name}: {does}" for name, does in PRESETS.items()}}
_HOW_TO_WORDS = {
    "first": "first time: once for each type of question",
    "always": "always: with every question",
    "never": "never: the help of a question says it, too",
}
_THEME_NOTE = "A letter goes to the next theme that begins with it."


class _Line(NamedTuple):
    """One of the settings listed after the themes."""

    name: str
    value: str
    note: str
    """What to know about it."""
    change: Callable[[], object]
    """What Enter does."""


class SettingsScreen(ClosesOnce[None]):
    """The list on the left, and beside it a sample of the theme under the cursor.

    A narrow screen has no room for a sample, and takes on the theme's colours itself. Either way the theme is in force
    only once it is chosen.
    """

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "home", key_display="Esc")]

    app = getters.app(QuizBase)
    settings_list = getters.query_one("#list", SettingsList)

    def __init__(self) -> None:
        """List our own themes first, then the others by name."""
        super().__init__()
        own = [theme.name for theme in OWN_THEMES]
        self._themes = [*own, *sorted(name for name in self.app.available_themes if name not in own)]
        self._theme_before = self.app.theme
        """The theme to go back to after one that is only being tried."""

    @override
    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield PlainText("Settings", classes="left title")
            yield PlainText(f"kept in {'/'.join(self.app.request.settings_file.parts[-2:])}", classes="right")
        with Horizontal(id="settings", classes="column"):
            yield SettingsList(self._themes, id="list")
            with VerticalGroup(id="looks"):
                yield PlainText("Looks like this", classes="muted")
                yield ThemeSample(id="sample")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin at the theme shown, and follow it wherever it is changed."""
        self.settings_list.focus()
        self.settings_list.cursor = self._themes.index(self.app.theme)
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)
        self._show()

    def on_unmount(self) -> None:
        """Undo a theme that was only being tried."""
        self._end_trial()

    def key_words(self, binding: Binding) -> tuple[str, str] | None:
        """Say what becomes of a theme that is only being tried."""
        is_other = self.settings_list.theme not in (None, self._theme_before)
        return ("Esc", "keep the old") if binding.action == "leave" and is_other else None

    def _theme_changed(self, theme: Theme) -> None:
        if not self.app.is_trying_theme:
            self._theme_before = theme.name
            self._show()

    def _show(self) -> None:
        lines, at = self._lines(), self.settings_list.line
        now = self._theme_before if self._theme_before == self.app.settings.theme else ""
        self.settings_list.show(now, [(line.name, line.value) for line in lines], lines[at].note if at >= 0 else _THEME_NOTE)
        self.query_one(ThemeSample).show(self._colours(self.settings_list.theme or self._theme_before))

    def _lines(self) -> list[_Line]:
        """Return the settings listed after the themes, as they are now."""
        settings = self.app.settings
        extra_time, points = _EXTRA_TIME_WORDS[settings.extra_time], settings.points
        return [
            _Line("Extra time", extra_time, "Extra time stays on this machine: no board shows it.", self._extra_time),
            _Line(
                "Points",
                "by each bank" if points == "bank" else points,
                "Points are for the board, and never for the mark.",
                self._points,
            ),
            _Line(
                "Boards show",
                "initials" if settings.initials_only else "names",
                "Names, or initials where a hall looks on.",
                self._names,
            ),
            _Line(
                "Ask how sure",
                "yes" if settings.ask_certainty else "no",
                "Whether I am asked in a quiz how sure I am. No mark depends on it.",
                self._certainty,
            ),
            _Line("Movement", settings.movement, "Off: everything is there at once.", self._movement),
            _Line(
                "How-to lines",
                HOW_TO_LINES[settings.how_to_lines],
                "One line says how a question is answered.",
                self._how_to,
            ),
        ]

    def _colours(self, name: str) -> dict[str, str] | None:
        """Return the colours of the theme of this name; None if they cannot be drawn."""
        try:
            return theme_variables(self.app.available_themes[name])
        except ColorParseError:
            return None

    @on(SettingsList.Moved)
    def _moved(self) -> None:
        self._look()
        self._show()
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """Take on the colours of the theme under the cursor, or give them up, depending on the new size."""
        self._look()

    def _look(self) -> None:
        """Take on the colours of the theme under the cursor if there is no room for a sample."""
        theme = self.settings_list.theme
        if self.app.size.width < NARROW and theme not in (None, self._theme_before):
            self.app.is_trying_theme = True
            self.app.theme = theme
        else:
            self._end_trial()

    def _end_trial(self) -> None:
        if self.app.is_trying_theme:
            self.app.theme = self._theme_before
            self.app.is_trying_theme = False

    def action_leave(self) -> None:
        """Go home; a theme that was only being tried is not kept."""
        self._end_trial()
        self.dismiss()

    @on(SettingsList.Chosen)
    def _chosen(self) -> None:
        theme = self.settings_list.theme
        if theme is None:
            self._lines()[self.settings_list.line].change()
            return
        is_drawn = self.app.theme == theme
        self.app.is_trying_theme = False
        if is_drawn:
            self._theme_before = theme
            self._change(replace(self.app.settings, theme=theme))
        else:
            # It is saved once it has been drawn.
            self.app.theme = theme

    @work
    async def _extra_time(self) -> None:
        text = "It multiplies the time of every question. Without a limit, speed neither wins nor loses points."
        now = self.app.settings.extra_time
        if chosen := await self.app.push_screen_wait(ListDialog("Extra time", text, [*EXTRA_TIMES.items()], now)):
            self._change(replace(self.app.settings, extra_time=chosen))

    @work
    async def _points(self) -> None:
        text = (
            "Points are for the board. What counts as passed is the mark, and no preset changes it. "
            "A quiz by another preset than its bank's own is for practice."
        )
        now = self.app.settings.points
        if chosen := await self.app.push_screen_wait(ListDialog("Points", text, [*_POINTS_WORDS.items()], now)):
            self._change(replace(self.app.settings, points=chosen))

    def _names(self) -> None:
        settings = self.app.settings
        self._change(replace(settings, initials_only=not settings.initials_only))

    def _certainty(self) -> None:
        settings = self.app.settings
        self._change(replace(settings, ask_certainty=not settings.ask_certainty))

    def _movement(self) -> None:
        settings = self.app.settings
        self._change(replace(settings, movement="off" if settings.movement == "short" else "short"))

    @work
    async def _how_to(self) -> None:
        ways = [(when, _HOW_TO_WORDS[when]) for when in HOW_TO_LINES]
        now = self.app.settings.how_to_lines
        if chosen := await self.app.push_screen_wait(ListDialog("How-to lines", "", ways, now)):
            self._change(replace(self.app.settings, how_to_lines=chosen))

    def _change(self, settings: Settings) -> None:
        self.app.keep_settings(settings)
        self._show()
