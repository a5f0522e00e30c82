"""The app: themes, settings, the way between screens. What is heavy is imported after the first frame."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import SystemCommand
from textual.screen import Screen

from quiz.services.requests import AppRequest
from quiz.services.settings import Settings, read_settings, write_settings
from quiz.tui.inset_app import CLOSING_SECONDS, InsetApp

if TYPE_CHECKING:
    from quiz.services.attempt_session import Clocks
    from quiz.services.services import Services
    from quiz.store.records import Player

T = TypeVar("T")


class QuizApp(InsetApp):
    """INSET Quiz on a terminal."""

    # The first screen's sheet stands here because Textual loads a screen's own only when it is pushed.
    CSS_PATH = ["quiz.tcss", "screens/home.tcss"]

    def __init__(
        self,
        request: AppRequest,
        clocks: "Clocks | None" = None,
        new_seed: Callable[[], int] | None = None,
    ) -> None:
        """Take what was asked for on the command line; ``clocks`` and ``new_seed`` are handed in by tests."""
        settings = read_settings(request.settings_file)
        super().__init__(settings.theme)
        self.request = request
        self.settings: Settings = settings
        self.player: Player | None = None
        self._backstage: Services | None = None
        self._clocks = clocks
        self._new_seed = new_seed

    @property
    def backstage(self) -> "Services":
        """Banks and store; there once ``prepare`` has returned."""
        assert self._backstage is not None
        return self._backstage

    @property
    def ready(self) -> bool:
        """Whether banks and store are there."""
        return self._backstage is not None

    def get_default_screen(self) -> Screen[Any]:
        """Begin at home."""
        from quiz.tui.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        """Keep the theme that is chosen, from now on and wherever it is chosen, once it has drawn."""
        follow = lambda: self.theme_changed_signal.subscribe(self, lambda _: self.call_after_refresh(self._keep_theme))  # noqa: E731
        self.call_after_refresh(follow)

    def _keep_theme(self) -> None:
        if self.theme != self.settings.theme:
            self.change_settings(theme=self.theme)

    async def prepare(self) -> None:
        """Read the banks and open the store, off the loop."""

        def made() -> "Services":
            from quiz.services.services import Services

            backstage = Services(self.request, self._clocks, self._new_seed)
            backstage.open_store_or_memory()
            if self.leaving.is_set():
                # It comes too late for on_unmount, and nobody else would let go of the store.
                backstage.close()
            return backstage

        self._backstage = await asyncio.to_thread(made)
        self.run_worker(self._backstage.back_up, thread=True, group="back-up")

    async def on_unmount(self) -> None:
        """Let go of the store. One that cannot even be closed is left behind."""
        if self._backstage:
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.to_thread(self._backstage.close), CLOSING_SECONDS)

    async def from_store(self, ask: Callable[[], T]) -> T | None:
        """Run something that touches the store, off the loop. Where it fails say why and return None."""
        from quiz.store.errors import StoreError

        try:
            return await asyncio.to_thread(ask)
        except StoreError as error:
            self.say(str(error))
            return None

    async def sign_in(self, name: str, team: str | None) -> None:
        """Play under this name from now on, and remember it; ``team`` None keeps the one there is."""
        backstage = self.backstage
        player = await self.from_store(lambda: backstage.sign_in(name, team, self.settings))
        if player:
            self.player = player
            if (player.name, player.team) != (self.settings.player, self.settings.team):
                self.change_settings(player=player.name, team=player.team)

    def change_settings(self, **changes: Any) -> None:
        """Change settings and keep them; a file that cannot be written is said, and the change holds for this run."""
        self.settings = replace(self.settings, **changes)
        try:
            write_settings(self.settings, self.request.settings_file)
        except OSError as error:
            reason = error.strerror or "the file cannot be written"
            self.say(f"Your settings hold until you close the quiz; they could not be kept: {reason}.")

    def open_link(self, url: str) -> None:
        """Open a source in the browser, if it is a web address; through the app, so that it works from afar too."""
        from quiz.banks.rules import is_web_address

        if is_web_address(url):
            self.open_url(url)
            self.say(f"Opening {url}")
        else:
            self.say("This is no web address, so it was not opened.")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer what can be done from anywhere in the command palette."""
        from quiz.tui.screens.home import HomeScreen

        yield SystemCommand("Help", "Every key of this screen", self.action_help)
        if isinstance(screen, HomeScreen):
            yield SystemCommand("Leaderboard", "Who stands where", screen.action_board)
            yield SystemCommand("Settings", "Theme, extra time, points", screen.action_settings)
            yield SystemCommand("Trainer", "Every bank's health, and previews", screen.action_trainer)
            yield SystemCommand("Name and team", "Who is playing", screen.action_name)
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        yield SystemCommand("Quit", "Close the quiz", self.action_quit)


def run_app(request: AppRequest) -> int:
    """Run the app until it is closed; returns the exit status."""
    from quiz.tui.running import run_on_terminal

    return run_on_terminal(QuizApp(request))
