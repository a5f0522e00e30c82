"""What every app of the program has in common, whoever sits before it: themes, breakpoints, notices, help."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding, Binding, BindingType
from textual.color import ColorParseError
from textual.constants import TEXTUAL_ANIMATIONS
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.css.errors import StylesheetError
from textual.css.stylesheet import Stylesheet
from textual.css.tokenizer import TokenError
from textual.reactive import var
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import NoActiveWorker, Worker, get_current_worker
from typing_extensions import override

from quiz.questions.names import tidy_name
from quiz.tui.themes import DARK, OWN_THEMES, is_offered, legible_variables
from quiz.tui.widgets.grid import NARROW, TWO_PANES
from quiz.tui.widgets.key_bar import LEAST_SIZE, KeyBar

if TYPE_CHECKING:
    from rich.console import RenderableType

_UNREADABLE = (StylesheetError, TokenError, ColorParseError)
"""What Textual raises where a theme's colours are none."""

NOTICE_SECONDS = 3.0
"""How long a notice without a word would stay."""
_SECONDS_A_LETTER = 0.06
"""What each letter adds: about 200 words a minute."""

_KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Bksp",
    "space": "Space",
    "tab": "Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    **{"up": "↑", "down": "↓", "left": "←", "right": "→"},
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
"""How keys are called, as they stand on a keyboard."""

_TO_OTHER_PARTS = ("app.focus_next", "app.focus_previous")
"""What Tab does: help tells of it where there are several parts."""

CLOSING_SECONDS = 1.0
"""How long an app that ends waits for its store to let go."""


class KeptSheet(Stylesheet):
    """The rules of an app, of which only those that are new are read when a screen brings a sheet of its own.

    Textual would then read all of them, twice: 15 ms between Enter and the first question.
    """

    @override
    def reparse(self) -> None:
        # Where a sheet cannot be read the rules before it stay, here as there; new colours have emptied what is kept.
        self.parse()


class InsetApp(App[None]):
    """An app in the program's own looks."""

    TITLE = "INSET Quiz"
    HORIZONTAL_BREAKPOINTS = [(0, "-too-narrow"), (LEAST_SIZE.width, "-narrow"), (NARROW, "-normal"), (TWO_PANES, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-too-low"), (LEAST_SIZE.height, "-low"), (22, "-usual"), (36, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "help", key_display="?"),
        Binding("f1", "help", "help"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
    ]

    notice: var[str] = var("")
    """What the line above the keys says; empty for nothing. Each screen's KeyBar draws it."""

    def __init__(self, theme: str) -> None:
        """Begin with ``theme``, or with our own dark one where it is not to be had."""
        super().__init__()
        self.stylesheet = KeptSheet(variables=self.get_css_variables())
        self._notice_timer: Timer | None = None
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

    def move_as(self, movement: str) -> None:
        """Move as the setting ``movement`` says, and never more than the environment's TEXTUAL_ANIMATIONS allows."""
        self.animation_level = "none" if movement == "off" else TEXTUAL_ANIMATIONS

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables; themes that are not ours are made legible and get what our sheets ask for."""
        variables = super().get_css_variables()
        if self.current_theme not in OWN_THEMES:
            variables |= legible_variables(variables)
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
        # After Ctrl+Z and fg only what changes would be drawn, on a terminal that has been cleared.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
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

    @override
    def get_key_display(self, binding: Binding) -> str:
        if binding.key_display:
            return binding.key_display
        *held, key = binding.key.split("+")
        if key in _KEY_NAMES or held:
            # Keys that are pressed together: Ctrl+End, Ctrl+Q.
            return "+".join([*map(str.capitalize, held), _KEY_NAMES.get(key, key.upper())])
        return super().get_key_display(binding)

    def exit(self, result: None = None, return_code: int = 0, message: "RenderableType | None" = None) -> None:
        """Leave, as every app does; whoever runs the app hears of it at once."""
        super().exit(result, return_code, message)
        self.leaving.set()

    @override
    def pop_screen(self) -> AwaitComplete:
        left = self.screen
        popping = super().pop_screen()
        self._end_work_of(left)
        return popping

    @override
    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        left = self.screen
        switching = super().switch_screen(screen)
        if left is not self.screen:
            self._end_work_of(left)
        return switching

    def _end_work_of(self, left: Screen[Any]) -> None:
        # Textual ends it once the screen's widgets are gone; until then it would look for them. What closes the screen
        # is left to its end.
        closing = _worker_here()
        for worker in self.workers:
            if worker.node is left and worker is not closing:
                worker.cancel()

    def say(self, message: str) -> None:
        """Show a notice above the keys for as long as it takes to read, in place of the one before; never read as markup."""
        self.hush()
        self.notice = message
        self._notice_timer = self.set_timer(NOTICE_SECONDS + len(message) * _SECONDS_A_LETTER, self.hush)

    def hush(self) -> None:
        """Take the notice away, if there is one."""
        if self._notice_timer:
            self._notice_timer.stop()
        self.notice, self._notice_timer = "", None

    @override
    def notify(self, message: str, *, markup: bool = True, **_: Any) -> None:
        """Show what Textual itself has to say where our own notices are: a toast would cover what is read."""
        self.say(Content.from_markup(message).plain if markup else message)

    @property
    def is_too_small(self) -> bool:
        """Whether the window has no room for a question."""
        return self.size.width < LEAST_SIZE.width or self.size.height < LEAST_SIZE.height

    @override
    def action_help_quit(self) -> None:
        """Say how one quits, to whoever presses Ctrl+C."""
        self.say("Ctrl+Q closes the quiz.")

    def action_help(self) -> None:
        """Show every key of the screen."""
        self.show_help()

    def show_help(self, how: str = "", title: str = "", *, enter: str = "") -> None:
        """Show every key of the screen that does something there; what else is told is described at ``HelpScreen``."""
        # Here, because the first frame holds no dialog.
        from quiz.tui.dialogs import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            bindings = filter(self._does_something, self.screen.active_bindings.values())
            has_button = all(bar.has_button for bar in self.screen.query(KeyBar))
            self.push_screen(HelpScreen(bindings, how, title, enter=enter, has_button=has_button))

    def _does_something(self, active: ActiveBinding) -> bool:
        """Say whether a key of Textual's own has something to go to."""
        if active.binding.action in _TO_OTHER_PARTS:
            return len(self.screen.focus_chain) > 1
        scrolls = active.binding.action.startswith(("scroll_", "page_"))
        return not (scrolls and isinstance(active.node, ScrollableContainer)) or active.node.allow_vertical_scroll


def _worker_here() -> Worker[Any] | None:
    """Return the worker by which this is done; None where it is done by none."""
    try:
        return get_current_worker()
    except NoActiveWorker:
        return None


class _ThemeTrial(InsetApp):
    """An app that draws one frame by every sheet that there is."""

    CSS_PATH = sorted(Path(__file__).parent.rglob("*.tcss"))

    def on_mount(self) -> None:
        """Close once the theme has drawn."""
        self.call_after_refresh(self.exit)


def lost_theme(theme: str) -> str:
    """Draw by ``theme``, out of sight. Returns its name, made safe to show, where that cannot be done, else nothing."""
    app = _ThemeTrial(theme)
    app.run(headless=True)
    lost = theme if app.return_code else app.lost_theme
    return _shown(lost) if lost else ""


def _shown(theme: str) -> str:
    """Return the name of a theme as it may be shown; settings may have one in which nothing can be shown."""
    return tidy_name(theme) or "?"
