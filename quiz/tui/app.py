"""The app: where it begins, and the ways between its screens. A screen is imported when it is first gone to."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen
from typing_extensions import override

from quiz.services.requests import AppRequest, BoardRequest
from quiz.tui.base import QuizBase

if TYPE_CHECKING:
    from quiz.banks.model import Bank
    from quiz.play.attempt import Response
    from quiz.services.attempt_session import AttemptSession
    from quiz.store.records import Player


class QuizApp(QuizBase):
    """INSET Quiz on a terminal."""

    # The first screen's sheet stands here because Textual loads a screen's own only when it is pushed.
    CSS_PATH = ["quiz.tcss", "screens/home.tcss"]

    @override
    def get_default_screen(self) -> Screen[Any]:
        from quiz.tui.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        """Keep the theme that is chosen, from now on and wherever it is chosen, once it has drawn."""
        follow = lambda: self.theme_changed_signal.subscribe(self, lambda _: self.call_after_refresh(self._keep_theme))  # noqa: E731
        self.call_after_refresh(follow)

    def _keep_theme(self) -> None:
        self.keep_settings(replace(self.settings, theme=self.theme))

    @override
    async def play(self, bank: "Bank", *, learn: bool = False) -> None:
        from quiz.tui.starting import start

        await start(self, bank, learn)

    @override
    async def ask_name(self) -> "Player | None":
        from quiz.tui.starting import ask_name

        return await ask_name(self)

    @override
    def show_results(self, session: "AttemptSession") -> None:
        from quiz.tui.screens.results import ResultsScreen

        self.switch_screen(ResultsScreen(session))

    @override
    def show_review(self, session: "AttemptSession", responses: "Sequence[Response]") -> None:
        from quiz.tui.screens.review import ReviewScreen

        self.push_screen(ReviewScreen(session, responses))

    @override
    def show_board(self, request: BoardRequest) -> None:
        from quiz.tui.screens.board import BoardScreen

        self.push_screen(BoardScreen(request))

    @override
    def show_preview(self, file: Path) -> None:
        from quiz.tui.screens.preview import PreviewScreen

        self.push_screen(PreviewScreen(file))

    @override
    def show_trainer(self) -> None:
        from quiz.tui.screens.trainer import TrainerScreen

        self.push_screen(TrainerScreen())

    @override
    def show_settings(self) -> None:
        from quiz.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    @override
    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
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
