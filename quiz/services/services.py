"""What one can do, whatever front end one sits before: find a bank, sign in, begin an attempt or go on with one.

All of it lives on an object and nothing in a module, so that many apps can share a process.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from typing import NamedTuple

from quiz.banks.loading import Library, bank_files, load_library
from quiz.banks.model import Bank
from quiz.play.attempt import GRACE
from quiz.play.drawing import topics
from quiz.questions.diagnostics import nearest, quoted
from quiz.questions.text import tidy_name
from quiz.services.attempt_session import AttemptSession, Clocks, PlayOptions, can_resume, system_clocks
from quiz.services.bank_finding import find_bank
from quiz.services.requests import AppRequest, PlayRequest, RequestError
from quiz.services.school import read_school, school_file
from quiz.services.settings import Settings
from quiz.store.errors import MissingStoreError, StoreError
from quiz.store.maintenance import back_up
from quiz.store.records import AttemptRecord, Player
from quiz.store.store import Store, open_store


class Unfinished(NamedTuple):
    """An attempt that a player has left open."""

    record: AttemptRecord
    answered: int
    """How many of its questions have been answered."""
    can_resume: bool
    """Whether its bank is still as it was."""


class Services:
    """Banks, store, clocks and the school's names of one run. Methods that touch the store block: call them off the loop."""

    def __init__(self, request: AppRequest, clocks: Clocks | None = None, new_seed: Callable[[], int] | None = None) -> None:
        """Read the banks; ``clocks`` and ``new_seed`` are the system's own if not given. The store is not opened yet."""
        self.request = request
        self.clocks = clocks or system_clocks()
        self.new_seed = new_seed or (lambda: SystemRandom().getrandbits(31))
        self._stamps = _stamps(request.bank_folders)
        self.library: Library = load_library(request.bank_folders)
        self.names = read_school(school_file(request.settings_file)).names
        """The school's own names, for what to do now."""
        self._from_files: dict[str, Bank] = {}
        self.trouble: StoreError | None = None
        """Why the store could not be opened."""
        self._store: Store | None = None

    @property
    def banks(self) -> dict[str, Bank]:
        """The banks that can be played, by id: those of the folders, and those that were asked for by their files."""
        return self.library.banks | self._from_files

    def find_bank(self, asked: str) -> Bank:
        """Return the bank with this id or in this file; from now on it is one of ``banks``. Raises BankNotFoundError."""
        bank = find_bank(asked, self.library)
        if self.library.banks.get(bank.id) is not bank:
            self._from_files[bank.id] = bank
        return bank

    def look_again(self) -> bool:
        """Read the banks anew where a file of the folders has come, gone or changed; say whether that was so."""
        stamps = _stamps(self.request.bank_folders)
        if stamps == self._stamps:
            return False
        self._stamps, self.library = stamps, load_library(self.request.bank_folders)
        return True

    @property
    def store(self) -> Store:
        """The store, which has to be open."""
        assert self._store is not None
        return self._store

    def open_store(self) -> None:
        """Open the store. Raises StoreError."""
        if self.request.board is not None:
            # Who only shows the board needs no leave to write, but for a store that is not there yet.
            with suppress(MissingStoreError):
                self._store = open_store(self.request.store, read_only=True)
                return
        self._store = open_store(self.request.store)

    def open_store_or_memory(self) -> None:
        """Open the store; where that fails keep why as ``trouble``, and scores in memory for as long as this runs."""
        try:
            self.open_store()
        except StoreError as error:
            self.trouble = error
            self._store = open_store(":memory:")

    def close(self) -> None:
        """Let go of the store, if it is open."""
        if self._store is not None:
            self._store.close()

    def back_up(self) -> None:
        """Keep the day's copy of the store that is played on, if there is none yet."""
        if self.trouble is None and self.request.board is None:
            back_up(self.request.store, self.clocks.wall())

    def sign_in(self, name: str, team: str | None, settings: Settings) -> Player:
        """Return the player of this name, made if new. Raises StoreError.

        Where no ``team`` is named nobody is moved out of theirs, but whose settings these are into the one they name.
        """
        if team is None:
            is_owner = name.casefold() == tidy_name(settings.player).casefold()
            known = self.store.find_player(name)
            team = (settings.team if is_owner else "") or (known.team if known else "")
        return self.store.sign_in(name, tidy_name(team), self.clocks.wall())

    def play_request(self, bank: Bank) -> PlayRequest:
        """Return how ``bank`` was asked to be played when all this began: not at all, where that named another one."""
        asked = self.request.play
        is_asked = asked.bank is None or asked.bank == bank.id or bank is self._from_files.get(bank.id)
        return asked if is_asked else PlayRequest()

    def play_options(
        self, bank: Bank, play: PlayRequest, settings: Settings, *, untimed: bool = False, grace: float = GRACE
    ) -> PlayOptions:
        """Return how to play ``bank``: what was asked for, else what the settings say. Raises RequestError.

        With ``untimed`` no clock runs unless extra time was asked for. ``grace`` is in seconds.
        """
        extra = play.extra_time or ("none" if untimed else settings.extra_time)
        return PlayOptions(
            mode="learn" if play.learn else "quiz",
            preset=settings.preset_for(play.preset),
            extra_time=None if extra == "none" else float(extra),
            length=play.questions,
            topic=_topic(play.topic, bank),
            seed_given=play.seed is not None,
            shadowed=self.library.shadows(bank),
            grace=grace,
        )

    def unfinished(self, player: Player, bank: Bank) -> Iterator[Unfinished]:
        """Yield the player's open attempts at this bank, the latest first. Raises StoreError."""
        for record in self.store.open_attempts(player.id):
            if record.bank_id == bank.id:
                yield Unfinished(record, len(self.store.responses(record.id)), can_resume(record, bank))

    def resumable(self, player: Player, bank: Bank) -> Unfinished | None:
        """Return the player's latest open attempt at this bank that has answers and can go on. Raises StoreError."""
        return next((found for found in self.unfinished(player, bank) if found.can_resume and found.answered), None)

    def abandon(self, unfinished: Unfinished) -> None:
        """End an attempt with which the player does not go on, unless another window does. Raises StoreError."""
        self.store.abandon(unfinished.record.id, unfinished.answered, self.clocks.wall())

    def begin(self, player: Player, bank: Bank, options: PlayOptions, seed: int | None) -> AttemptSession:
        """Begin an attempt, drawn by ``seed`` if there is one. Raises StoreError, or ValueError where no question fits."""
        seed = self.new_seed() if seed is None else seed
        return AttemptSession.begin(self.store, player, bank, options, seed, self.clocks)

    def resume(self, player: Player, bank: Bank, unfinished: Unfinished, options: PlayOptions) -> AttemptSession:
        """Go on with an open attempt that can be resumed. Raises StoreError."""
        return AttemptSession.resume(self.store, player, bank, unfinished.record, options, self.clocks)


def _topic(asked: str | None, bank: Bank) -> str | None:
    """Return the bank's own spelling of a topic. Raises RequestError where it has none of that name."""
    if asked is None:
        return None
    known = topics(bank.questions)
    for topic in known:
        if topic.casefold() == asked.strip().casefold():
            return topic
    near = nearest(asked, known) if known else "It has no topics at all."
    raise RequestError(f"{quoted(bank.title)} has no questions on the topic {quoted(asked)}.", near)


def _stamps(folders: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Return the time of change and the size of each bank file."""
    stamps: dict[Path, tuple[int, int]] = {}
    for file in bank_files(folders):
        with suppress(OSError):
            found = file.stat()
            stamps[file] = (found.st_mtime_ns, found.st_size)
    return stamps
