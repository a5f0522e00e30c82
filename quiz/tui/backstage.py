"""What stands behind the screens: the banks, the store, the player. Made after the first frame, off the event loop.

Everything of one running app lives here and on the app, nothing in a module, so that many apps can share a process.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from typing import NamedTuple

from quiz.banks.loading import Library, bank_files, load_library, read_bank
from quiz.banks.model import Bank
from quiz.services.attempt_session import AttemptSession, Clocks, PlayOptions, can_resume
from quiz.services.requests import AppRequest, PlayRequest
from quiz.services.school import read_school, school_file
from quiz.services.settings import Settings
from quiz.store.errors import MissingStoreError, StoreError
from quiz.store.maintenance import back_up
from quiz.store.records import AttemptRecord, Player
from quiz.store.store import Store, open_store


def real_clocks() -> Clocks:
    """Return the machine's own clocks."""
    return Clocks(monotonic=time.monotonic, wall=lambda: time.time_ns() // 1_000_000)


class Unfinished(NamedTuple):
    """An attempt that the player may go on with."""

    record: AttemptRecord
    answered: int
    """How many of its questions have been answered."""


class Services:
    """Banks and store of one app. Methods that touch the store block: call them off the loop."""

    def __init__(self, request: AppRequest, clocks: Clocks | None = None, new_seed: Callable[[], int] | None = None) -> None:
        """Read the banks and open the store. A store that cannot be opened is kept as ``trouble``, not raised."""
        self.request = request
        self.clocks = clocks or real_clocks()
        self._new_seed = new_seed or (lambda: SystemRandom().getrandbits(31))
        self._stamps = _stamps(request.bank_folders)
        self.library: Library = load_library(request.bank_folders)
        self.names = read_school(school_file(request.settings_file)).names
        """The school's own names, for what to do now."""
        self.asked_bank = self._asked_bank(request.play.bank)
        self.trouble: StoreError | None = None
        self.store: Store = self._opened(request)

    @property
    def banks(self) -> dict[str, Bank]:
        """The banks that can be played, by id."""
        own = {self.asked_bank.id: self.asked_bank} if self.asked_bank else {}
        return self.library.banks | own

    def look_again(self) -> bool:
        """Read the banks anew where a file of the folders has come, gone or changed; say whether that was so."""
        stamps = _stamps(self.request.bank_folders)
        if stamps == self._stamps:
            return False
        self._stamps, self.library = stamps, load_library(self.request.bank_folders)
        return True

    def use_memory(self) -> None:
        """Play without keeping scores, for as long as the app runs."""
        self.store.close()
        self.store = open_store(":memory:")
        self.trouble = None

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def back_up(self) -> None:
        """Keep the day's copy of the store that is played on, if there is none yet."""
        if self.trouble is None and self.request.board is None:
            back_up(self.request.store, self.clocks.wall())

    def sign_in(self, name: str, team: str) -> Player:
        """Return the player of this name, made if new. Raises StoreError."""
        return self.store.sign_in(name, team, self.clocks.wall())

    def unfinished(self, player: Player, bank: Bank) -> Unfinished | None:
        """Return the player's latest open attempt at this bank that can go on. Raises StoreError."""
        for record in self.store.open_attempts(player.id):
            fits = record.bank_id == bank.id and can_resume(record, bank)
            if fits and (answered := len(self.store.responses(record.id))):
                return Unfinished(record, answered)
        return None

    def abandon(self, unfinished: Unfinished) -> None:
        """End an attempt with which the player does not go on, unless another window does. Raises StoreError."""
        self.store.abandon(unfinished.record.id, unfinished.answered, self.clocks.wall())

    def play_request(self, bank: Bank) -> PlayRequest:
        """Return how the command line wants ``bank`` to be played: as it said, unless it named another one."""
        asked = self.request.play
        is_asked = asked.bank is None or asked.bank == bank.id or bank is self.asked_bank
        return asked if is_asked else PlayRequest()

    def terms(self, bank: Bank, play: PlayRequest, settings: Settings) -> PlayOptions:
        """Return how to play ``bank``: what was asked for, else what the settings say."""
        extra = play.extra_time or settings.extra_time
        return PlayOptions(
            mode="learn" if play.learn else "quiz",
            preset=settings.preset_for(play.preset),
            extra_time=None if extra == "none" else float(extra),
            length=play.questions,
            topic=play.topic,
            seed_given=play.seed is not None,
            shadowed=self.library.shadows(bank),
        )

    def begin(self, player: Player, bank: Bank, terms: PlayOptions, seed: int | None) -> AttemptSession:
        """Begin an attempt, drawn by ``seed`` if there is one. Raises StoreError, or ValueError where no question fits."""
        return AttemptSession.begin(self.store, player, bank, terms, self._new_seed() if seed is None else seed, self.clocks)

    def resume(self, player: Player, bank: Bank, record: AttemptRecord, terms: PlayOptions) -> AttemptSession:
        """Go on with an open attempt. Raises StoreError."""
        return AttemptSession.resume(self.store, player, bank, record, terms, self.clocks)

    def _asked_bank(self, asked: str | None) -> Bank | None:
        if asked and asked not in self.library.banks and Path(asked).is_file():
            return read_bank(Path(asked)).bank
        return None

    def _opened(self, request: AppRequest) -> Store:
        try:
            # Who only shows the board needs no leave to write, but for a store that is not there yet.
            with suppress(MissingStoreError):
                return open_store(request.store, read_only=request.board is not None)
            return open_store(request.store)
        except StoreError as error:
            self.trouble = error
            return open_store(":memory:")


def _stamps(folders: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Return the time of change and the size of each bank file."""
    stamps: dict[Path, tuple[int, int]] = {}
    for file in bank_files(folders):
        with suppress(OSError):
            found = file.stat()
            stamps[file] = (found.st_mtime_ns, found.st_size)
    return stamps
