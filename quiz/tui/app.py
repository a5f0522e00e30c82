"""The app itself, and the ways between its screens, each of which is imported on first use."""

from collections.abc import Callable, Iterable, Sequence
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
    from quiz.reports.completion import CourseCompletion
    from quiz.services.attempt_session import AttemptSession
    from quiz.services.mending import QuestionChange
    from quiz.store.records import Mode, Player


class QuizApp(QuizBase):
    """INSET Quiz on a terminal."""

    # Home's sheet is listed here because Textual loads a screen's own only when it is pushed.
    CSS_PATH = ["quiz.tcss", "screens/home.tcss"]

    @override
    def get_default_screen(self) -> Screen[Any]:
        from quiz.tui.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        """From now on save each theme that is chosen, wherever that happens, once it has been drawn."""
        follow = lambda: self.theme_changed_signal.subscribe(self, lambda _: self.call_after_refresh(self._keep_theme))  # noqa: E731
        self.call_after_refresh(follow)

    def _keep_theme(self) -> None:
        # A theme that is only being tried is saved when it is chosen.
        if not self.is_trying_theme:
            self.keep_settings(replace(self.settings, theme=self.theme))

    @override
    async def play(self, bank: "Bank", *, learn: bool = False) -> None:
        from quiz.tui.attempt_start import start

        await start(self, bank, learn)

    @override
    async def go_on(self, bank: "Bank", mode: "Mode") -> None:
        from quiz.tui.attempt_start import go_on

        await go_on(self, bank, mode)

    @override
    async def practise_missed(self, bank: "Bank", after: "AttemptSession | None" = None) -> None:
        from quiz.tui.attempt_start import practise_missed

        await practise_missed(self, bank, after)

    @override
    async def top_up(self, *, new: bool = False) -> None:
        from quiz.tui.attempt_start import top_up

        await top_up(self, new)

    @override
    async def practise_topic(self, bank: "Bank", topic: str) -> None:
        from quiz.tui.attempt_start import practise_topic

        await practise_topic(self, bank, topic)

    @override
    async def has_store(self) -> bool:
        from quiz.tui.attempt_start import has_store

        return await has_store(self)

    @override
    async def ask_name(self) -> "Player | None":
        from quiz.tui.attempt_start import ask_name

        return await ask_name(self)

    @override
    def show_results(self, session: "AttemptSession") -> None:
        from quiz.services.topup_session import TopUpSession
        from quiz.tui.attempt_start import reckon_due

        if isinstance(session, TopUpSession):
            from quiz.tui.screens.topup import TopupScreen

            self.switch_screen(TopupScreen(session))
        else:
            from quiz.tui.screens.results import ResultsScreen

            self.switch_screen(ResultsScreen(session))
        self.run_worker(reckon_due(self, session.player), group="due")

    @override
    def show_review(self, session: "AttemptSession", responses: "Sequence[Response]") -> None:
        from quiz.tui.screens.review import ReviewScreen

        self.push_screen(ReviewScreen(session, responses))

    @override
    async def certify(self, player: "Player", attempt_id: str, bank_id: str) -> None:
        from quiz.tui.screens.certificate import certify

        await certify(self, player, attempt_id, bank_id)

    @override
    async def show_policy(self, player: "Player | None") -> None:
        from quiz.tui.screens.policy import show_policy

        await show_policy(self, player)

    @override
    def show_board(self, request: BoardRequest) -> None:
        from quiz.tui.screens.board import BoardScreen

        self.push_screen(BoardScreen(request))

    @override
    def show_progress(self) -> None:
        from quiz.tui.screens.progress import ProgressScreen

        self.push_screen(ProgressScreen())

    @override
    def show_preview(self, file: Path) -> None:
        from quiz.tui.screens.preview import PreviewScreen

        self.push_screen(PreviewScreen(file))

    @override
    def show_import(self, file: Path, then: Callable[[str | None], None]) -> None:
        from quiz.tui.screens.importing import ImportingScreen

        self.push_screen(ImportingScreen(file), then)

    @override
    def edit_question(self, change: "QuestionChange", bank: "Bank", then: Callable[[str | None], None]) -> None:
        from quiz.tui.screens.edit import EditScreen

        self.push_screen(EditScreen(change, bank), then)

    @override
    def show_trainer(self) -> None:
        from quiz.tui.screens.trainer import TrainerScreen

        self.push_screen(TrainerScreen())

    @override
    def show_items(self, bank: "Bank") -> None:
        from quiz.tui.screens.items import ItemsScreen

        self.push_screen(ItemsScreen(bank))

    @override
    def show_briefing(self) -> None:
        from quiz.tui.screens.briefing import BriefingScreen

        self.push_screen(BriefingScreen())

    @override
    def show_completion(self) -> None:
        from quiz.tui.screens.completion import CompletionScreen

        self.push_screen(CompletionScreen())

    @override
    async def ask_staff_list(self, file: str, note: str) -> str:
        from quiz.tui.screens.staff_list import StaffListScreen

        return await self.push_screen_wait(StaffListScreen(file, note))

    @override
    def show_follow_up(self, one: "CourseCompletion", warnings: tuple[str, ...]) -> None:
        from quiz.tui.screens.follow_up import FollowUpScreen

        self.push_screen(FollowUpScreen(one, warnings))

    @override
    def show_settings(self) -> None:
        from quiz.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    @override
    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        from quiz.tui.screens.home import HomeScreen

        yield SystemCommand("Help", "Every key of this screen", self.action_help)
        if isinstance(screen, HomeScreen):
            yield SystemCommand("Progress", "What you know, your weakest topics", screen.action_progress)
            yield SystemCommand("Leaderboard", "Who stands where", screen.action_board)
            yield SystemCommand("Settings", "Theme, extra time, points", screen.action_settings)
            yield SystemCommand("Trainer", "Every bank's health, and previews", screen.action_trainer)
            yield SystemCommand("Name and team", "Who is playing", screen.action_name)
            if self.ready and self.services.policy:
                yield SystemCommand("Policy", "What the school asks its staff to follow", screen.action_policy)
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)
        yield SystemCommand("Quit", "Close the quiz", self.action_quit)


def run_app(request: AppRequest) -> int:
    """Run the app until it is closed; returns the exit status."""
    from quiz.tui.running import run_on_terminal

    return run_on_terminal(QuizApp(request))
