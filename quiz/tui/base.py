"""What the quiz's screens know of their app: settings, player, store, links, and where one can go from here."""

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
"""The most characters of a policy's title in a line."""


def has_browser(environment: Mapping[str, str], platform: str) -> bool:
    """Say whether a browser would open before whoever sits here: not over ssh, and on Linux not without a desktop.

    A browser inside the terminal would take the app's place.
    """
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return False
    return platform != "linux" or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


class QuizBase(InsetApp):
    """The app as its screens see it. No screen knows another: ``QuizApp`` knows them all, and goes from one to the next."""

    def __init__(
        self,
        request: AppRequest,
        clocks: "Clocks | None" = None,
        new_seed: Callable[[], int] | None = None,
    ) -> None:
        """Take what was asked for on the command line; ``clocks`` and ``new_seed`` are handed in by tests."""
        self._keeper = SettingsKeeper(request.settings_file)
        super().__init__(self.settings.theme)
        self.move_as(self.settings.movement)
        self.request = request
        self.player: Player | None = None
        self._services: Services | None = None
        self._clocks = clocks
        self._new_seed = new_seed
        self.is_starting = False
        """Whether something is about to be played, of which there is one at a time."""
        self.is_trying_theme = False
        """Whether the theme that is shown is only looked at, and not yet chosen."""
        self._held_key = HeldKey(clocks.monotonic if clocks else time.monotonic)
        self._editors: list[subprocess.Popen[bytes]] = []

    @override
    async def on_event(self, event: events.Event) -> None:
        """Take events as every app does, but for keys that are held or that the screen's gate keeps out."""
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
        """Try once more to open the store that could not be opened, off the loop."""
        await asyncio.to_thread(self._open_store, self.services)

    def _open_store(self, services: "Services") -> None:
        """Open the store, and let go of it at once where the app has left meanwhile. Blocks."""
        services.open_store_or_memory()
        # Before the question whether the app leaves: where it leaves later, on_unmount finds what to let go of.
        self._services = services
        if self.leaving.is_set():
            # It comes too late for on_unmount, and nobody else would let go of the store.
            services.close()

    async def on_unmount(self) -> None:
        """Keep the last settings, and let go of the store. What cannot even be closed is left behind."""
        # The app's own handler sets it too, but only after this one.
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
        """Run something that touches the store, off the loop. Where it fails say why and return None."""
        try:
            return await asyncio.to_thread(ask)
        except StoreError as error:
            self.say(str(error))
            return None

    async def unless_refused(self, ask: Callable[[], T]) -> T | None:
        """Do as ``from_store`` does with something that may be refused: where it raises RequestError say why, too."""
        try:
            return await self.from_store(ask)
        except RequestError as refusal:
            self.say(str(refusal))
            return None

    async def sign_in(self, name: str, team: str | None, *, remember: bool = True) -> None:
        """Play under this name from now on, and ``remember`` it; ``team`` None keeps the one there is."""
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
        """Go by these settings from now on, and write them, off the loop."""
        if settings == self.settings:
            return
        self._keeper.settings = settings
        self.move_as(settings.movement)
        self.run_worker(self._write_settings(), group="settings")

    async def _write_settings(self) -> None:
        """Write the newest settings. A file that cannot be written is said, and they hold for this run."""
        try:
            await asyncio.to_thread(self._keeper.write)
        except OSError as error:
            reason = error.strerror or "the file cannot be written"
            self.say(f"Your settings hold until you close the quiz; they could not be kept: {reason}.")

    async def flag(self, session: "AttemptSession", question_id: str) -> None:
        """Flag a question for whoever looks after the bank, or take the flag back, and say which."""
        at = self.services.clocks.wall()
        flagged = await self.from_store(lambda: session.store.flag(session.player.id, session.bank.id, question_id, at))
        if flagged is not None:
            kept = "Flagged for whoever looks after this bank; your name is not shown. f takes it back."
            self.say(kept if flagged else "The flag is off again.")

    # Links

    def open_link(self, url: str, note: str = "") -> None:
        """Open a source in the browser, if it is a web address; where there is none to see, show and copy the address.

        ``note`` is what there is to know about it.
        """
        # Here, because the rules bring in the model of a bank, for which the first frame does not wait.
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
        """Open a bank file in the trainer's editor at a line; where there is none, say what to do."""
        # Here, because players never need it.
        from quiz.services.editors import editor_call

        has_desktop = has_browser(os.environ, sys.platform)
        try:
            call = editor_call(file.absolute(), line, os.environ, sys.platform, has_desktop=has_desktop)
            if call.in_terminal:
                with self.suspend():
                    # All waits: the terminal is the editor's until it ends.
                    subprocess.run(call.arguments, check=False)  # noqa: S603
            else:
                # Asked after, so that none that has ended is left lying in the table of processes.
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
        """Open the one source there is, or ask which where there are several. Call from a worker."""
        browser = has_browser(os.environ, sys.platform)
        url = await self._which_source(sources, "The one you choose opens in your browser." if browser else _COPIES)
        if url:
            self.open_link(url, sources[0].note if len(sources) == 1 else "")

    async def copy_source(self, sources: "Sequence[Source]") -> None:
        """Copy the address of the one source there is, or ask which where there are several. Call from a worker."""
        url = await self._which_source(sources, _COPIES)
        if url:
            self.copy_link(url)

    async def _which_source(self, sources: "Sequence[Source]", then: str) -> str:
        """Return the address of the one that is meant, nothing where none is; ``then`` says what happens to it."""
        # Here, because the first frame holds no dialog.
        from quiz.reports.feedback import source_line
        from quiz.tui.dialogs import ListDialog

        if len(sources) < 2:
            return sources[0].url if sources else ""
        ways = [(source.url, source_line(source)) for source in sources]
        return await self.push_screen_wait(ListDialog("Which source?", then, ways))

    # Where one can go from here

    async def play(self, bank: "Bank", *, learn: bool = False) -> None:
        """Play ``bank`` (``learn``: practise it), after asking what has to be asked. Call from a worker."""
        raise NotImplementedError

    async def go_on(self, bank: "Bank", mode: "Mode") -> None:
        """Go on with the quiz, or the practice, that the player has left open at ``bank``. Call from a worker."""
        raise NotImplementedError

    def leave_for(self, way: Coroutine[Any, Any, None]) -> None:
        """Go home and on from there. A worker of a screen that goes would end with it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.run_worker(way, group="start")

    async def practise_missed(self, bank: "Bank", after: "AttemptSession | None" = None) -> None:
        """Practise what was missed in the attempt ``after``, else what the player missed in ``bank`` when last asked.

        Call from a worker.
        """
        raise NotImplementedError

    async def top_up(self, *, new: bool = False) -> None:
        """Ask again what is due, with ``new`` also what was never asked; say so where nothing is. Call from a worker."""
        raise NotImplementedError

    async def practise_topic(self, bank: "Bank", topic: str) -> None:
        """Practise the questions of one topic of ``bank``. Call from a worker."""
        raise NotImplementedError

    async def has_store(self) -> bool:
        """Say what keeps the store from opening, if anything does. Returns False where the player would rather close.

        Call from a worker.
        """
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

    async def certify(self, player: "Player", attempt_id: str, bank_id: str) -> None:
        """Ask which name is to stand on the certificate of a passed attempt, and write it. Call from a worker."""
        raise NotImplementedError

    async def asks_for_policy(self, player: "Player") -> Content:
        """Return in a line that the school asks a player to read its policy; empty where nothing is to be acknowledged."""
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
        """Show how the player stands at all banks together."""
        raise NotImplementedError

    def show_preview(self, file: Path) -> None:
        """Show a bank file as players will see it."""
        raise NotImplementedError

    def show_import(self, file: Path, then: Callable[[str | None], None]) -> None:
        """Show what a file of another program holds; ``then`` is told the bank made of it where it was written."""
        raise NotImplementedError

    def edit_question(self, change: "QuestionChange", bank: "Bank", then: Callable[[str | None], None]) -> None:
        """Change a question of ``bank`` in a form; ``then`` is told its file where that was written, else nothing."""
        raise NotImplementedError

    def show_trainer(self) -> None:
        """Show how every bank stands."""
        raise NotImplementedError

    def show_items(self, bank: "Bank") -> None:
        """Show how well the questions of a bank work."""
        raise NotImplementedError

    def show_briefing(self) -> None:
        """Show what to brief next."""
        raise NotImplementedError

    def show_completion(self) -> None:
        """Show who of the staff has done the training."""
        raise NotImplementedError

    async def ask_staff_list(self, file: str, note: str) -> str:
        """Ask where the list of staff is, beginning with ``file``; ``note`` says why the last one would not do.

        Returns the whole path, or nothing where nobody would say. Call from a worker.
        """
        raise NotImplementedError

    def show_follow_up(self, one: "CourseCompletion", warnings: tuple[str, ...]) -> None:
        """Show whom to follow up at a bank, by name; ``warnings`` are of the list that they stand on."""
        raise NotImplementedError

    def show_settings(self) -> None:
        """Show the settings, to be changed."""
        raise NotImplementedError
