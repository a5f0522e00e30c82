"""What every app of the program has in common, whoever sits before it: themes, breakpoints, notices, help."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.color import ColorParseError
from textual.css.errors import StylesheetError
from textual.css.tokenizer import TokenError

from quiz.questions.text import tidy_name
from quiz.tui.themes import DARK, OWN_THEMES, is_offered, legible_variables

if TYPE_CHECKING:
    from rich.console import RenderableType

_UNREADABLE = (StylesheetError, TokenError, ColorParseError)
"""What Textual raises where a theme's colours are none."""

CLOSING_SECONDS = 1.0
"""How long an app that ends waits for its store to let go."""


class InsetApp(App[None]):
    """An app in the program's own looks."""

    TITLE = "INSET Quiz"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-usual"), (36, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("f1", "help", "Help", key_display="f1"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(self, theme: str) -> None:
        """Begin with ``theme``, or with our own dark one where it is not to be had."""
        super().__init__()
        self.leaving = asyncio.Event()
        """Set once the app is to end: what is still to be let go of then is not waited for without end."""
        for own in OWN_THEMES:
            self.register_theme(own)
        for other in self.available_themes.values():
            if not is_offered(other):
                self.unregister_theme(other.name)
        is_there = theme in self.available_themes
        self.lost_theme = "" if is_there else theme
        """The theme that was asked for and is not to be had; empty where there is none."""
        self._drawn_theme = DARK.name
        self.theme = theme if is_there else DARK.name

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables; themes that are not ours are made legible and get what our sheets ask for."""
        variables = super().get_css_variables()
        if self.current_theme not in OWN_THEMES:
            variables |= legible_variables(self.current_theme)
            self.theme_variables = variables
        return variables

    def on_load(self) -> None:
        """Read the style sheets with the chosen theme, or with our own dark one where they cannot be read with that."""
        if self.current_theme in OWN_THEMES:
            # Reading them here costs a start 13 ms, and ours are known to work.
            return
        try:
            self.stylesheet.set_variables(self.get_css_variables())
            self.stylesheet.parse()
        except _UNREADABLE:
            self._lose_theme()
            self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Say so if the theme that was asked for is not the one that is shown."""
        if self.lost_theme:
            self._say_lost()

    async def on_unmount(self) -> None:
        """Tell whoever waits for the app to leave that it has, even when it crashed and nobody asked it to."""
        self.leaving.set()

    def refresh_css(self, animate: bool = True) -> None:
        """Redraw with the style sheets; go back to the theme before where they cannot be read with this one."""
        try:
            super().refresh_css(animate)
        except _UNREADABLE:
            if self.theme == self._drawn_theme:
                raise
            self._lose_theme()
            self._say_lost()
        else:
            self._drawn_theme = self.theme

    def _lose_theme(self) -> None:
        self.lost_theme, self.theme = self.theme, self._drawn_theme

    def _say_lost(self) -> None:
        name = _shown(self.lost_theme)
        self.say(f"There is no theme “{name}” here, so you see another. The app's settings offer those that there are.")

    def exit(self, result: None = None, return_code: int = 0, message: "RenderableType | None" = None) -> None:
        """Leave, as every app does; whoever runs the app hears of it at once."""
        super().exit(result, return_code, message)
        self.leaving.set()

    def say(self, message: str) -> None:
        """Show a notice; its text is never read as markup."""
        self.notify(message, markup=False)

    def action_help(self) -> None:
        """Show every key of the screen."""
        # Here, because the first frame holds no dialog.
        from quiz.tui.dialogs import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.active_bindings.values()))


class _Trial(InsetApp):
    """An app that draws one frame by every sheet that there is."""

    CSS_PATH = sorted(Path(__file__).parent.rglob("*.tcss"))

    def on_mount(self) -> None:
        """Close once the theme has drawn."""
        self.call_after_refresh(self.exit)


def lost_theme(theme: str) -> str:
    """Draw by ``theme``, out of sight. Returns its name, made safe to show, where that cannot be done, else nothing."""
    app = _Trial(theme)
    app.run(headless=True)
    lost = theme if app.return_code else app.lost_theme
    return _shown(lost) if lost else ""


def _shown(theme: str) -> str:
    """Return the name of a theme as it may be shown; settings may have one in which nothing can be shown."""
    return tidy_name(theme) or "?"
