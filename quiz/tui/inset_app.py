"""What every app of the program has in common, whoever sits before it: themes, breakpoints, notices, help."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from quiz.tui.themes import FALLBACKS, OWN_THEMES

if TYPE_CHECKING:
    from rich.console import RenderableType

CLOSING_SECONDS = 1.0
"""How long an app that ends waits for its store to let go."""


class InsetApp(App[None]):
    """An app in the program's own looks."""

    TITLE = "INSET Quiz"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-usual"), (36, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", key_display="?"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(self, theme: str) -> None:
        """Begin with ``theme``, or with our own dark one where there is none of that name."""
        super().__init__()
        self.leaving = asyncio.Event()
        """Set once the app is to end: what is still to be let go of then is not waited for without end."""
        for own in OWN_THEMES:
            self.register_theme(own)
        self.theme = theme if theme in self.available_themes else "inset-dark"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own variables for themes that do not set them."""
        return FALLBACKS

    def exit(self, result: None = None, return_code: int = 0, message: "RenderableType | None" = None) -> None:
        """Leave, as every app does; whoever runs the app hears of it at once."""
        super().exit(result, return_code, message)
        self.leaving.set()

    def say(self, message: str) -> None:
        """Show a notice; its text is never read as markup."""
        self.notify(message, markup=False)

    def action_help(self) -> None:
        """Show every key of the screen."""
        from quiz.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.active_bindings.values()))
