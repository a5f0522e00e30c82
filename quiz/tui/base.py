"""What the quiz's screens know of their app: settings, player, store, links, and the ways to other screens."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.app import SuspendNotSupported
from textual.content import Content
from typing_extensions import override

from quiz.questions.text import cut
from quiz.services.requests import AppRequest, RequestError
from quiz.services.settings import Settings, SettingsKeeper
from quiz.store.errors import StoreError
from quiz.tui.inset_app import CLOSING_SECONDS, InsetApp
from quiz.tui.key_gate import LEAVING, GatedScreen, HeldKey

if TYPE_CHECKING:
    from quiz.banks.model import Bank, Source
    from quiz.play.attempt import Response
    from quiz.reports.completion import CourseCompletion
    from quiz.services.attempt_session import AttemptSession, Clocks
    from quiz.services.mending import QuestionChange
    from quiz.services.requests import BoardRequest
    from quiz.services.services import Services
    from quiz.store.records import Mode, Player

T = TypeVar("T")

_COPIES = "The address of the one you choose is copied."
_POLICY_TITLE = 40
"""Characters to which a policy's title is cut in a line."""


def has_browser(environment: Mapping[str, str], platform: str) -> bool:
    """Say whether a browser would open on the user's own screen: not over ssh, nor on Linux without a desktop.

    A browser inside the terminal would take the app's place.
    """
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return False
    return platform != "linux" or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


class QuizBase(InsetApp):
    """The app as its screens see it. No screen knows another; ``QuizApp`` knows them all and opens them."""

    def __init__(
        self,
        request: AppRequest,
        clocks: "Clocks | None" = None,
        new_seed: Callable[[], int] | None = None,
    ) -> None:
        """Begin with what the command line asked for; ``clocks`` and ``new_seed`` are for tests."""
        self._keeper = SettingsKeeper(request.settings_file)
        super().__init__(self.settings.theme)
        self.move_as(self.settings.movement)
        self.request = request
        self.player: Player | None = None
        self._services: Services | None = None
        self._clocks = clocks
        self._new_seed = new_seed
        self.is_starting = False
        """Whether something is about to be played; only one thing can be at a time."""
        self.is_trying_theme = False
        """Whether the theme shown is only being tried, not yet chosen."""
        self._held_key = HeldKey(clocks.monotonic if clocks else time.monotonic)
        self._editors: list[subprocess.Popen[bytes]] = []

    @override
    async def on_event(self, event: events.Event) -> None:
        """Handle events as every app does, except for keys that are held down or kept out by the screen's gate."""
        if not isinstance(event, events.Key) or event.is_forwarded or self._takes_key(event.key):
            await super().on_event(event)

    def _takes_key(self, key: str) -> bool:
        if self.is_too_small and key not in LEAVING:
            # Nobody can see what it would do.
            return False
        screen = self.screen if self._screen_stack else None
        if isinstance(screen, GatedScreen):
            self._held_key.note(key, screen)
            return screen.key_gate.lets_through(key)
        return self._held_key.lets_through(key, screen)

    # Banks, store and settings

    @property
    def services(self) -> "Services":
        """Banks and store, available once ``prepare`` has returned."""
        assert self._services is not None
        return self._services

    @property
    def ready(self) -> bool:
        """Whether banks and store are available."""
        return self._services is not None

    async def prepare(self) -> None:
        """Read the banks and open the store, off the loop."""

        def made() -> "Services":
            # Imported here because the first frame must not wait for banks and store.
            from quiz.services.services import Services

            services = Services(self.request, self._clocks, self._new_seed)
            self._open_store(services)
            return services

        services = await asyncio.to_thread(made)
        self.run_worker(services.back_up, thread=True, group="back-up")
        if self._keeper.are_lost:
            kept = f"The next choice makes a new {self._keeper.file.name}, and the old one is kept beside it."
            self.say(f"Your settings cannot be read, so the usual ones hold. {kept}")
        elif services.school_notice:
            self.say(services.school_notice)

    async def open_store_again(self) -> None:
        """Try once more to open the store, off the loop."""
        await asyncio.to_thread(self._open_store, self.services)

    def _open_store(self, services: "Services") -> None:
        """Open the store, and close it at once if the app has left meanwhile. Blocks."""
        services.open_store_or_memory()
        # Set before ``leaving`` is checked: if the app leaves after that, on_unmount finds the store and closes it.
        self._services = services
        if self.leaving.is_set():
            # Too late for on_unmount, and nothing else would close the store.
            services.close()

    async def on_unmount(self) -> None:
        """Save the last settings and close the store, waiting no longer than ``CLOSING_SECONDS``."""
        # The base class's handler sets it too, but only after this one.
        self.leaving.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.to_thread(self._let_go), CLOSING_SECONDS)

    def _let_go(self) -> None:
        # The worker that was to write the last choice may have been cancelled before it began.
        with suppress(OSError):
            self._keeper.write()
        if self._services:
            self._services.close()

    async def from_store(self, ask: Callable[[], T]) -> T | None:
        """Run something that touches the store, off the loop. If it fails, say why and return None."""
        try:
            return await asyncio.to_thread(ask)
        except StoreError as error:
            self.say(str(error))
            return None

    async def unless_refused(self, ask: Callable[[], T]) -> T | None:
        """Do as ``from_store`` does, and also say why if a RequestError refuses it."""
        try:
            return await self.from_store(ask)
        except RequestError as refusal:
            self.say(str(refusal))
            return None

    async def sign_in(self, name: str, team: str | None, *, remember: bool = True) -> None:
        """Play under this name from now on, and ``remember`` it; ``team`` None keeps the present one."""
        services = self.services
        player = await self.from_store(lambda: services.sign_in(name, team, self.settings))
        if player:
            self.player = player
        if player and remember:
            self.keep_settings(replace(self.settings, player=player.name, team=player.team))

    @property
    def settings(self) -> Settings:
        """What the user has chosen."""
        return self._keeper.settings

    def keep_settings(self, settings: Settings) -> None:
        """Use these settings from now on, and write them off the loop."""
        if settings == self.settings:
            return
        self._keeper.settings = settings
        self.move_as(settings.movement)
        self.run_worker(self._write_settings(), group="settings")

    async def _write_settings(self) -> None:
        """Write the newest settings. If that fails, say so; they still hold for this run."""
        try:
            await asyncio.to_thread(self._keeper.write)
        except OSError as error:
            reason = error.strerror or "the file cannot be written"
            self.say(f"Your settings hold until you close the quiz; they could not be kept: {reason}.")

    async def flag(self, session: "AttemptSession", question_id: str) -> None:
        """Flag a question for those who look after the bank, or take the flag back, and say which."""
        at = self.services.clocks.wall()
        flagged = await self.from_store(lambda: session.store.flag(session.player.id, session.bank.id, question_id, at))
        if flagged is not None:
            kept = "Flagged for whoever looks after this bank; your name is not shown. f takes it back."
            self.say(kept if flagged else "The flag is off again.")

    # Links

    def open_link(self, url: str, note: str = "") -> None:
        """Open a source in the browser if it is a web address; if no browser can be seen, show and copy the address.

        ``note`` is shown with it.
        """
        # Imported here because the rules bring in the model of a bank, and the first frame must not wait for that.
        from quiz.banks.rules import is_web_address

        if not is_web_address(url):
            self.say("This is not a web address, so it was not opened.")
        elif has_browser(os.environ, sys.platform):
            self.open_url(url)
            self.say(" · ".join(filter(None, (f"Opening {url}", note))))
        else:
            self.copy_link(url, note)

    def copy_link(self, url: str, note: str = "") -> None:
        """Copy the address of a source to the terminal's clipboard, and show it for terminals that have none."""
        self.copy_to_clipboard(url)
        self.say(" · ".join(filter(None, (f"Copied: {url}", note))))

    # The trainer's editor

    def open_editor(self, file: Path, line: int) -> None:
        """Open a bank file in the trainer's editor at a line; if there is no editor, say what to do."""
        # Imported here because players never need it.
        from quiz.services.editors import editor_call

        has_desktop = has_browser(os.environ, sys.platform)
        try:
            call = editor_call(file.absolute(), line, os.environ, sys.platform, has_desktop=has_desktop)
            if call.in_terminal:
                with self.suspend():
                    # Everything waits: the terminal belongs to the editor until it ends.
                    subprocess.run(call.arguments, check=False)  # noqa: S603
            else:
                # Polled, so that editors that have ended do not remain as zombies.
                self._editors = [editor for editor in self._editors if editor.poll() is None]
                self._editors.append(
                    subprocess.Popen(  # noqa: S603
                        call.arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                    )
                )
                self.say(f"Opening {file.name} in your editor. Save it there, and it is read again here.")
        except RequestError as error:
            self.say(str(error))
        except SuspendNotSupported:
            self.say(f"An editor cannot be opened here. Open {file} at line {line} where you sit.")
        except OSError as error:
            self.say(f"The editor could not be started: {error.strerror or error}. Open {file} at line {line}.")

    async def open_sources(self, sources: "Sequence[Source]") -> None:
        """Open the only source, or ask which if there are several. Call from a worker."""
        browser = has_browser(os.environ, sys.platform)
        url = await self._which_source(sources, "The one you choose opens in your browser." if browser else _COPIES)
        if url:
            self.open_link(url, sources[0].note if len(sources) == 1 else "")

    async def copy_source(self, sources: "Sequence[Source]") -> None:
        """Copy the address of the only source, or ask which if there are several. Call from a worker."""
        url = await self._which_source(sources, _COPIES)
        if url:
            self.copy_link(url)

    async def _which_source(self, sources: "Sequence[Source]", then: str) -> str:
        """Return the address of the chosen source, or '' for none; ``then`` tells the player what happens to it."""
        # Imported here because the first frame has no dialog.
        from quiz.reports.feedback import source_line
        from quiz.tui.dialogs import ListDialog

        if len(sources) < 2:
            return sources[0].url if sources else ""
        ways = [(source.url, source_line(source)) for source in sources]
        return await self.push_screen_wait(ListDialog("Which source?", then, ways))

    # The ways to other screens

    async def play(self, bank: "Bank", *, learn: bool = False) -> None:
        """Play ``bank`` (``learn``: practise it), after asking what has to be asked. Call from a worker."""
        raise NotImplementedError

    async def go_on(self, bank: "Bank", mode: "Mode") -> None:
        """Resume the quiz or practice that the player left open at ``bank``. Call from a worker."""
        raise NotImplementedError

    def leave_for(self, way: Coroutine[Any, Any, None]) -> None:
        """Go home and on from there: a worker of the present screen would end with the screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.run_worker(way, group="start")

    async def practise_missed(self, bank: "Bank", after: "AttemptSession | None" = None) -> None:
        """Practise what was missed in the attempt ``after``, else what the player missed in ``bank`` when last asked.

        Call from a worker.
        """
        raise NotImplementedError

    async def top_up(self, *, new: bool = False) -> None:
        """Ask what is due again, with ``new`` also what was never asked; say so if nothing is due. Call from a worker."""
        raise NotImplementedError

    async def practise_topic(self, bank: "Bank", topic: str) -> None:
        """Practise the questions of one topic of ``bank``. Call from a worker."""
        raise NotImplementedError

    async def has_store(self) -> bool:
        """Say what keeps the store from opening, if anything does. Returns False if the player would rather close.

        Call from a worker.
        """
        raise NotImplementedError

    async def ask_name(self) -> "Player | None":
        """Ask who is playing and sign them in. Returns None if they will not say. Call from a worker."""
        raise NotImplementedError

    def show_results(self, session: "AttemptSession") -> None:
        """Show the results of an attempt, in place of the screen it was played on."""
        raise NotImplementedError

    def show_review(self, session: "AttemptSession", responses: "Sequence[Response]") -> None:
        """Walk through ``responses`` of an attempt; there is at least one."""
        raise NotImplementedError

    async def certify(self, player: "Player", attempt_id: str, bank_id: str) -> None:
        """Ask for the name on the certificate of a passed attempt, and write the certificate. Call from a worker."""
        raise NotImplementedError

    async def asks_for_policy(self, player: "Player") -> Content:
        """Return a line asking the player to read the school's policy; empty if there is nothing to acknowledge."""
        if self.services.policy is None:
            return Content("")
        due = await self.from_store(lambda: self.services.policy_due(player))
        asks = Content.styled(f"Your school asks you to read “{cut(due or '', _POLICY_TITLE)}”  ", "$muted")
        return Content.assemble(asks, ("y", "bold $right")) if due else Content("")

    async def show_policy(self, player: "Player | None") -> None:
        """Show the school's policy to ``player``, who may acknowledge it after a pass. Call from a worker."""
        raise NotImplementedError

    def show_board(self, request: "BoardRequest") -> None:
        """Show the leaderboard that is asked for."""
        raise NotImplementedError

    def show_progress(self) -> None:
        """Show the player's progress over all banks."""
        raise NotImplementedError

    def show_preview(self, file: Path) -> None:
        """Show a bank file as players will see it."""
        raise NotImplementedError

    def show_import(self, file: Path, then: Callable[[str | None], None]) -> None:
        """Show what another program's file holds; ``then`` is told the file of the bank made of it, or None."""
        raise NotImplementedError

    def edit_question(self, change: "QuestionChange", bank: "Bank", then: Callable[[str | None], None]) -> None:
        """Change a question of ``bank`` in a form; ``then`` is told the bank's file if it was written."""
        raise NotImplementedError

    def show_trainer(self) -> None:
        """Show the state of every bank."""
        raise NotImplementedError

    def show_items(self, bank: "Bank") -> None:
        """Show how well the questions of a bank work."""
        raise NotImplementedError

    def show_briefing(self) -> None:
        """Show what to brief next."""
        raise NotImplementedError

    def show_completion(self) -> None:
        """Show how many of the staff have done the training."""
        raise NotImplementedError

    async def ask_staff_list(self, file: str, note: str) -> str:
        """Ask where the list of staff is, suggesting ``file``; ``note`` says why the last one would not do.

        Returns the absolute path, or '' if none was given. Call from a worker.
        """
        raise NotImplementedError

    def show_follow_up(self, one: "CourseCompletion", warnings: tuple[str, ...]) -> None:
        """Show whom to follow up at a bank, by name; ``warnings`` are about the list of staff."""
        raise NotImplementedError

    def show_settings(self) -> None:
        """Show the settings, to be changed."""
        raise NotImplementedError
