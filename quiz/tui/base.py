"""What the quiz's screens know of their app: settings, player, store, links, and where one can go from here."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from quiz.services.requests import AppRequest
from quiz.services.settings import Settings, read_settings, write_settings
from quiz.store.errors import StoreError
from quiz.tui.inset_app import CLOSING_SECONDS, InsetApp

if TYPE_CHECKING:
    from quiz.banks.model import Bank, Source
    from quiz.play.attempt import Response
    from quiz.services.attempt_session import AttemptSession, Clocks
    from quiz.services.requests import BoardRequest
    from quiz.services.services import Services
    from quiz.store.records import Player

T = TypeVar("T")


class QuizBase(InsetApp):
    """The app as its screens see it. No screen knows another: ``QuizApp`` knows them all, and goes from one to the next."""

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
        self._services: Services | None = None
        self._clocks = clocks
        self._new_seed = new_seed

    # Banks, store and settings

    @property
    def services(self) -> "Services":
        """Banks and store; there once ``prepare`` has returned."""
        assert self._services is not None
        return self._services

    @property
    def ready(self) -> bool:
        """Whether banks and store are there."""
        return self._services is not None

    async def prepare(self) -> None:
        """Read the banks and open the store, off the loop."""

        def made() -> "Services":
            # Here, because the first frame waits for neither banks nor store.
            from quiz.services.services import Services

            services = Services(self.request, self._clocks, self._new_seed)
            services.open_store_or_memory()
            # Before the question whether the app leaves: where it leaves later, on_unmount finds what to let go of.
            self._services = services
            if self.leaving.is_set():
                # It comes too late for on_unmount, and nobody else would let go of the store.
                services.close()
            return services

        services = await asyncio.to_thread(made)
        self.run_worker(services.back_up, thread=True, group="back-up")

    async def on_unmount(self) -> None:
        """Let go of the store. One that cannot even be closed is left behind."""
        # The app's own handler sets it too, but only after this one.
        self.leaving.set()
        if self._services:
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.to_thread(self._services.close), CLOSING_SECONDS)

    async def from_store(self, ask: Callable[[], T]) -> T | None:
        """Run something that touches the store, off the loop. Where it fails say why and return None."""
        try:
            return await asyncio.to_thread(ask)
        except StoreError as error:
            self.say(str(error))
            return None

    async def sign_in(self, name: str, team: str | None) -> None:
        """Play under this name from now on, and remember it; ``team`` None keeps the one there is."""
        services = self.services
        player = await self.from_store(lambda: services.sign_in(name, team, self.settings))
        if player:
            self.player = player
            self.keep_settings(replace(self.settings, player=player.name, team=player.team))

    def keep_settings(self, settings: Settings) -> None:
        """Go by these settings from now on. A file that cannot be written is said, and they hold for this run."""
        if settings == self.settings:
            return
        self.settings = settings
        try:
            write_settings(settings, self.request.settings_file)
        except OSError as error:
            reason = error.strerror or "the file cannot be written"
            self.say(f"Your settings hold until you close the quiz; they could not be kept: {reason}.")

    async def flag(self, session: "AttemptSession", question_id: str) -> None:
        """Flag a question for whoever looks after the bank, or take the flag back, and say which."""
        at = self.services.clocks.wall()
        flagged = await self.from_store(lambda: session.store.flag(session.player.id, session.bank.id, question_id, at))
        if flagged is not None:
            self.say("Flagged: the trainer will see it." if flagged else "The flag is off again.")

    # Links

    def open_link(self, url: str) -> None:
        """Open a source in the browser, if it is a web address; through the app, so that it works from afar too."""
        # Here, because the rules bring in the model of a bank, for which the first frame does not wait.
        from quiz.banks.rules import is_web_address

        if is_web_address(url):
            self.open_url(url)
            self.say(f"Opening {url}")
        else:
            self.say("This is no web address, so it was not opened.")

    async def open_sources(self, sources: "Sequence[Source]") -> None:
        """Open the one source there is, or ask which where there are several. Call from a worker."""
        # Here, because the first frame holds no dialog.
        from quiz.tui.dialogs import Dialog

        if len(sources) == 1:
            self.open_link(sources[0].url)
        elif sources:
            ways = [(source.url, f"{source.title}, {source.publisher}") for source in sources]
            url = await self.push_screen_wait(Dialog("Which source?", "It opens in your browser.", ways))
            if url:
                self.open_link(url)

    # Where one can go from here

    async def play(self, bank: "Bank", *, learn: bool = False) -> None:
        """Play ``bank`` (``learn``: practise it), after asking what has to be asked. Call from a worker."""
        raise NotImplementedError

    async def ask_name(self) -> "Player | None":
        """Ask who is playing and sign them in. Returns None where they would not say. Call from a worker."""
        raise NotImplementedError

    def show_results(self, session: "AttemptSession") -> None:
        """Show what an attempt came to, in place of the screen on which it was played."""
        raise NotImplementedError

    def show_review(self, session: "AttemptSession", responses: "Sequence[Response]") -> None:
        """Walk through ``responses`` of an attempt, of which there is at least one."""
        raise NotImplementedError

    def show_board(self, request: "BoardRequest") -> None:
        """Show the leaderboard that is asked for."""
        raise NotImplementedError

    def show_preview(self, file: Path) -> None:
        """Show a bank file as players will see it."""
        raise NotImplementedError

    def show_trainer(self) -> None:
        """Show how every bank stands."""
        raise NotImplementedError

    def show_settings(self) -> None:
        """Show the settings, to be changed."""
        raise NotImplementedError
