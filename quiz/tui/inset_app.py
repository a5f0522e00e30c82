"""What every app of the program has in common, for players and hosts alike: themes, breakpoints, notices, help."""

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
from quiz.tui.palette import Palette
from quiz.tui.themes import DARK, OWN_THEMES, is_offered, legible_variables
from quiz.tui.widgets.grid import NARROW, TWO_PANES
from quiz.tui.widgets.key_bar import LEAST_SIZE, KeyBar

if TYPE_CHECKING:
    from rich.console import RenderableType

_UNREADABLE = (StylesheetError, TokenError, ColorParseError)
"""What Textual raises if a theme's colours are not valid."""

NOTICE_SECONDS = 3.0
"""How long a notice stays, before the time for its letters."""
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
"""The names of keys as printed on a keyboard."""

_TO_OTHER_PARTS = ("app.focus_next", "app.focus_previous")
"""What Tab does; help explains it only if the screen has several parts."""

CLOSING_SECONDS = 1.0
"""How long an app that ends waits for its store to close."""


class KeptSheet(Stylesheet):
    """The style rules of an app; when a screen brings its own sheet only the new rules are parsed.

    Textual would parse them all again, twice: 15 ms between Enter and the first question.
    """

    @override
    def reparse(self) -> None:
        # As in Textual, a sheet that cannot be parsed leaves the old rules in place; new colours have emptied the cache.
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
        """Begin with ``theme``, or with our own dark one if it is not available."""
        super().__init__()
        self.stylesheet = KeptSheet(variables=self.get_css_variables())
        self._notice_timer: Timer | None = None
        self.leaving = asyncio.Event()
        """Set once the app is to end; from then on nothing is waited for indefinitely."""
        for own in OWN_THEMES:
            self.register_theme(own)
        for other in self.available_themes.values():
            if not is_offered(other):
                self.unregister_theme(other.name)
        is_there = theme in self.available_themes
        self.lost_theme = "" if is_there else theme
        """The theme that was asked for but is not available; empty otherwise."""
        self._drawn_theme = DARK.name
        self.theme = theme if is_there else DARK.name

    def move_as(self, movement: str) -> None:
        """Animate as the setting ``movement`` says, and never more than the environment's TEXTUAL_ANIMATIONS allows."""
        self.animation_level = "none" if movement == "off" else TEXTUAL_ANIMATIONS

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables; themes that are not ours are made legible and given what our sheets need."""
        variables = super().get_css_variables()
        if self.current_theme not in OWN_THEMES:
            variables |= legible_variables(variables)
            self.theme_variables = variables
        return variables

    def on_load(self) -> None:
        """Parse the style sheets with the chosen theme, or with our own dark one if that fails."""
        if self.current_theme in OWN_THEMES:
            # Parsing them here would add 13 ms to the start, and our own themes are known to work.
            return
        try:
            self.stylesheet.set_variables(self.get_css_variables())
            self.stylesheet.parse()
        except _UNREADABLE:
            self._lose_theme()
            self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Say so if the theme that was asked for is not the one shown."""
        # Ctrl+Z and fg clear the terminal, and Textual would then draw only what changes.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        if self.lost_theme:
            self._say_lost()

    async def on_unmount(self) -> None:
        """Report that the app has left, even if it crashed rather than being asked to."""
        self.leaving.set()

    def refresh_css(self, animate: bool = True) -> None:
        """Redraw with the style sheets; go back to the previous theme if they cannot be parsed with this one."""
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
        """Leave as every app does, and tell the code that runs the app at once."""
        super().exit(result, return_code, message)
        self.leaving.set()

    @override
    def action_command_palette(self) -> None:
        if not isinstance(self.screen, Palette):
            # Without Textual's id for it, because the last one may still be closing.
            self.push_screen(Palette())

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
        # Textual cancels them only after the screen's widgets have gone, which they would look for until then. The worker
        # that closes the screen may finish.
        closing = _worker_here()
        for worker in self.workers:
            if worker.node is left and worker is not closing:
                worker.cancel()

    def say(self, message: str) -> None:
        """Show a notice above the keys for as long as it takes to read, replacing the last one; never parsed as markup."""
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
        """Show Textual's own messages as our notices: a toast would cover what is being read."""
        self.say(Content.from_markup(message).plain if markup else message)

    @property
    def is_too_small(self) -> bool:
        """Whether the window has no room for a question."""
        return self.size.width < LEAST_SIZE.width or self.size.height < LEAST_SIZE.height

    @override
    def action_help_quit(self) -> None:
        """Say how to quit when Ctrl+C is pressed."""
        self.say("Ctrl+Q closes the quiz.")

    def action_help(self) -> None:
        """Show every key of the screen."""
        self.show_help()

    def show_help(self, how: str = "", title: str = "", *, enter: str = "") -> None:
        """Show every key that does something on this screen; for the other arguments see ``HelpScreen``."""
        # Here, because the first frame holds no dialog.
        from quiz.tui.dialogs import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            bindings = filter(self._does_something, self.screen.active_bindings.values())
            has_button = all(bar.has_button for bar in self.screen.query(KeyBar))
            self.push_screen(HelpScreen(bindings, how, title, enter=enter, has_button=has_button))

    def _does_something(self, active: ActiveBinding) -> bool:
        """Say whether a key has any effect now: Textual's own may have nowhere to go."""
        if active.binding.action in _TO_OTHER_PARTS:
            return len(self.screen.focus_chain) > 1
        scrolls = active.binding.action.startswith(("scroll_", "page_"))
        return not (scrolls and isinstance(active.node, ScrollableContainer)) or active.node.allow_vertical_scroll


def _worker_here() -> Worker[Any] | None:
    """Return the worker that is running this; None outside any worker."""
    try:
        return get_current_worker()
    except NoActiveWorker:
        return None


class _ThemeTrial(InsetApp):
    """An app that draws one frame with every style sheet there is."""

    CSS_PATH = sorted(Path(__file__).parent.rglob("*.tcss"))

    def on_mount(self) -> None:
        """Close once the theme has drawn."""
        self.call_after_refresh(self.exit)


def lost_theme(theme: str) -> str:
    """Draw with ``theme``, out of sight. Returns '' if that works, else the theme's name, made safe to show."""
    app = _ThemeTrial(theme)
    app.run(headless=True)
    lost = theme if app.return_code else app.lost_theme
    return _shown(lost) if lost else ""


def _shown(theme: str) -> str:
    """Return the name of a theme made safe to show; one from the settings may have no printable character."""
    return tidy_name(theme) or "?"
