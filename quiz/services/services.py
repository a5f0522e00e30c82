"""The use cases that every front end shares: find a bank, sign in, begin an attempt or resume one.

All of it lives on an object and nothing in a module, so that many apps can share a process.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from quiz.banks.loading import Library, bank_files, load_library
from quiz.banks.model import Bank
from quiz.play.attempt import GRACE
from quiz.play.drawing import topics
from quiz.questions.diagnostics import nearest, quoted
from quiz.questions.names import tidy_name
from quiz.services.attempt_session import AttemptSession, Clocks, PlayOptions, system_clocks
from quiz.services.bank_finding import find_bank
from quiz.services.noticing import BankNotices, FileTroubles
from quiz.services.progress import (
    BankProgress,
    Overview,
    Unfinished,
    missed,
    overview,
    progress,
    resumable,
    unfinished,
    weeks,
)
from quiz.services.requests import AppRequest, PlayRequest, RequestError
from quiz.services.school import SCHOOL_FILE, PolicyFile, own_site, read_school, school_file
from quiz.services.settings import Settings
from quiz.services.topup_session import TopUpSession
from quiz.services.topups import (
    Memory,
    SameQuestions,
    TopUp,
    coming_by_week,
    day_of,
    due_from,
    memory_of,
    top_up,
)
from quiz.store.due import Due
from quiz.store.errors import MissingStoreError, StoreError
from quiz.store.location import is_here
from quiz.store.maintenance import back_up
from quiz.store.probe import try_store
from quiz.store.records import Mode, Player
from quiz.store.store import Store, open_store

if TYPE_CHECKING:
    from quiz.services.policy import SignOff

_EDITING = 2.0
"""Seconds for which an editor that is saving may leave the school's file empty or missing."""
_SCHOOL_GONE = "It is gone, or empty: no name, site or policy of the school is used any more."


class Services:
    """Banks, store, clocks and the school's names of one run. Methods that touch the store block: call them off the loop."""

    def __init__(self, request: AppRequest, clocks: Clocks | None = None, new_seed: Callable[[], int] | None = None) -> None:
        """Read the banks; ``clocks`` and ``new_seed`` are the system's own if not given. The store is not opened yet."""
        self.request = request
        self.clocks = clocks or system_clocks()
        self.new_seed = new_seed or (lambda: SystemRandom().getrandbits(31))
        self.on_notice: Callable[[str], object] = lambda sentence: None
        """Called with a sentence, once, when a changed file can no longer be read, and when it can again."""
        self._stamps = _stamps(request.bank_folders)
        self.library: Library = load_library(request.bank_folders)
        self._bank_notices = BankNotices(self.library)
        self._school_file = school_file(request.settings_file)
        self._school_stamp = _stamp(self._school_file)
        self._school_gone_since: float | None = None
        """When the file was first found gone or empty, by the monotonic clock; None otherwise."""
        self._school = read_school(self._school_file)
        self._school_troubles = FileTroubles(self._school.problems)
        self._policy_troubles = FileTroubles()
        self._from_files: dict[str, Bank] = {}
        self.trouble: StoreError | None = None
        """Why the store could not be opened."""
        self._store: Store | None = None
        self._same = SameQuestions()

    @property
    def banks(self) -> dict[str, Bank]:
        """The playable banks, by id: those in the folders, and those asked for by their files."""
        return self.library.banks | self._from_files

    def find_bank(self, asked: str) -> Bank:
        """Return the bank with this id or in this file; from now on it is one of ``banks``. Raises BankNotFoundError."""
        bank = find_bank(asked, self.library)
        if self.library.banks.get(bank.id) is not bank:
            self._from_files[bank.id] = bank
        return bank

    def look_again(self) -> bool:
        """Reread the banks and the school's file if any has come, gone or changed; say whether one has."""
        has_changed = self._look_at_school()
        stamps = _stamps(self.request.bank_folders)
        if stamps == self._stamps:
            return has_changed
        self._stamps, self.library = stamps, load_library(self.request.bank_folders)
        for sentence in self._bank_notices.of(self.library):
            self.on_notice(sentence)
        return True

    def _look_at_school(self) -> bool:
        stamp = _stamp(self._school_file)
        if stamp == self._school_stamp:
            return False
        found = read_school(self._school_file)
        if not found.is_empty:
            self._school_gone_since = None
        elif not self._school.is_empty:
            now = self.clocks.monotonic()
            self._school_gone_since = now if self._school_gone_since is None else self._school_gone_since
            if now - self._school_gone_since < _EDITING:
                return False
        is_gone = self._school_gone_since is not None
        self._school_stamp = stamp
        self._school = found.after(self._school)
        problems = (_SCHOOL_GONE,) if is_gone else found.problems
        begun, over = self._school_troubles.become({problem: f"{self._school_file}: {problem}" for problem in problems})
        for sentence in begun:
            holds = " Until it is fixed, what it said before stays in use." if found.problems else ""
            self.on_notice(f"{sentence}{holds}")
        if over and not problems:
            self.on_notice(f"{self._school_file} can be read again and is in use.")
        return True

    @property
    def names(self) -> Mapping[str, str]:
        """The school's own names, for what to do now."""
        return self._school.names

    @property
    def policy(self) -> PolicyFile | None:
        """The school's policy that staff are to acknowledge, if it has one."""
        return self._school.policy

    @property
    def site(self) -> str:
        """Which of the school's sites this is, as its school.toml says; empty where it says nothing."""
        return own_site(self.names)

    @property
    def school_notice(self) -> str:
        """What to say before anything is played where the school's file has a fault; empty where it has none.

        A result that is kept without its site stays so.
        """
        problems = self._school.problems
        if not problems:
            return ""
        return f"{SCHOOL_FILE}: {problems[0]} Until it is fixed, names, site and policy may be missing."

    @property
    def store(self) -> Store:
        """The store, which has to be open."""
        assert self._store is not None
        return self._store

    @property
    def keeps_scores_here(self) -> bool:
        """Whether answers are kept in a file or in memory, and not on a shared server."""
        return is_here(self.request.store)

    @property
    def has_store(self) -> bool:
        """Whether the store is open."""
        return self._store is not None

    def open_store(self, *, read_only: bool = False) -> None:
        """Open the store, with ``read_only`` only to look. Raises StoreError, and MissingStoreError where there is none."""
        self._store = open_store(self.request.store, read_only=True) if read_only else self._opened()

    def open_tried_store(self) -> None:
        """Open the store once something was written there and taken back: to open one that is up to date only reads it.

        Whoever serves others would hear from them alone that nothing is kept. Raises StoreError.
        """
        try_store(self.request.store)
        self.open_store()

    def _opened(self) -> Store:
        if self.request.board is not None:
            # Showing the board needs no write access, unless the store has yet to be made.
            with suppress(MissingStoreError):
                return open_store(self.request.store, read_only=True)
        return open_store(self.request.store)

    def open_store_or_memory(self) -> None:
        """Open the store; where that fails keep why as ``trouble``, and scores in memory for as long as this runs.

        May be called again once the trouble is fixed; until the store opens, nothing changes.
        """
        trouble: StoreError | None = None
        try:
            opened = self._opened()
        except StoreError as error:
            trouble, opened = error, open_store(":memory:")
        before, self._store, self.trouble = self._store, opened, trouble
        if before is not None:
            before.close()

    def close(self) -> None:
        """Let go of the store, if it is open."""
        if self._store is not None:
            self._store.close()

    def back_up(self) -> None:
        """Make today's copy of the store if there is none yet, and keep the texts of banks that it lacks."""
        if self.trouble is None and self.request.board is None:
            back_up(self.request.store, self.clocks.wall())
            # A bank played before texts were kept may be edited tomorrow, and that text lost.
            with suppress(StoreError):
                self.store.keep_lacking_material(self.banks.values(), self.clocks.wall())

    def sign_in(self, name: str, team: str | None, settings: Settings) -> Player:
        """Return the player of this name, made if new. Raises StoreError.

        Without a ``team`` players stay in theirs, except that the owner of the settings moves to the team set there.
        """
        if team is None:
            is_owner = name.casefold() == tidy_name(settings.player).casefold()
            known = self.store.find_player(name)
            team = (settings.team if is_owner else "") or (known.team if known else "")
        return self.store.sign_in(name, tidy_name(team), self.clocks.wall())

    def play_request(self, bank: Bank) -> PlayRequest:
        """Return the request that this run began with, if it was for ``bank``; else an empty one."""
        asked = self.request.play
        is_asked = asked.bank is None or asked.bank == bank.id or bank is self._from_files.get(bank.id)
        return asked if is_asked else PlayRequest()

    def play_options(
        self, bank: Bank, play: PlayRequest, settings: Settings, *, untimed: bool = False, grace: float = GRACE
    ) -> PlayOptions:
        """Return how to play ``bank``: what was asked for, else what the settings say. Raises RequestError.

        With ``untimed`` no clock runs, whatever extra time was asked for: it makes a limit longer and never brings one.
        ``grace`` is in seconds.
        """
        extra = "none" if untimed else play.extra_time or settings.extra_time
        return PlayOptions(
            mode="learn" if play.learn else "quiz",
            preset=settings.preset_for(play.preset),
            extra_time=None if extra == "none" else float(extra),
            length=play.questions,
            topic=_topic(play.topic, bank),
            seed_given=play.seed is not None,
            shadowed=self.library.shadows(bank),
            ask_certainty=settings.ask_certainty,
            grace=grace,
        )

    def unfinished(self, player: Player, bank: Bank, mode: Mode) -> Iterator[Unfinished]:
        """Yield the player's open attempts of this mode at this bank, the latest first. Raises StoreError."""
        yield from unfinished(self.store, self.store.open_attempts(player.id), bank, mode)

    def resumable(self, player: Player, bank: Bank, mode: Mode) -> Unfinished | None:
        """Return the latest of ``unfinished`` that has answers and can go on: a quiz or practice, as is asked for now."""
        return resumable(self.store, self.store.open_attempts(player.id), bank, mode)

    def open_attempts(self, player: Player) -> list[tuple[Bank, Unfinished]]:
        """Return what the player can resume, one quiz and one practice a bank, the latest first. Raises StoreError."""
        opened, banks = self.store.open_attempts(player.id), self.banks
        # Rounds of mistakes and top-ups are not resumed: what was missed or is due is asked afresh.
        ways = (record for record in opened if record.bank_id in banks and record.mode in ("quiz", "learn"))
        begun = dict.fromkeys((record.bank_id, record.mode) for record in ways)
        found = ((banks[bank_id], resumable(self.store, opened, banks[bank_id], mode)) for bank_id, mode in begun)
        return [(bank, left) for bank, left in found if left]

    def progress(self, player: Player) -> dict[str, BankProgress]:
        """Return the player's progress in each bank, by its id. Raises StoreError."""
        return progress(self.store, player, self.banks, self.memory(player), self._today)

    def progress_and_due(self, player: Player) -> tuple[dict[str, BankProgress], TopUp]:
        """Return the player's progress in each bank, and what is due again today. Raises StoreError."""
        banks, memory = self.banks, self.memory(player)
        return progress(self.store, player, banks, memory, self._today), top_up(memory, banks, self._today)

    def overview(self, player: Player) -> Overview:
        """Return the player's progress over all banks, and in each. Raises StoreError."""
        banks, today, memory = self.banks, self._today, self.memory(player)
        standing = progress(self.store, player, banks, memory, today)
        due = top_up(memory, banks, today)
        return overview(
            [(banks[bank_id], stands) for bank_id, stands in standing.items()],
            weeks(self.store, player, self.clocks.today()),
            due,
            coming_by_week(memory, len(due.questions), today),
        )

    def bank_progress(self, player: Player, bank: Bank) -> BankProgress:
        """Return the player's progress in one bank. Raises StoreError."""
        memory = self.memory(player, {bank.id: bank})
        return progress(self.store, player, {bank.id: bank}, memory, self._today)[bank.id]

    def mistakes(self, player: Player, bank: Bank) -> tuple[str, ...]:
        """Return the ids of the questions of ``bank`` that the player missed when last asked. Raises StoreError."""
        return missed(bank, self.store.latest_answers(player.id).get(bank.id, []))

    def is_first_go(self, player: Player, bank: Bank) -> bool:
        """Say whether the player has never begun an attempt at this bank. Raises StoreError."""
        return not self.store.has_begun(player.id, bank.id)

    def policy_due(self, player: Player) -> str | None:
        """Return the title of the policy if it is for the player to acknowledge now. Raises StoreError."""
        with suppress(RequestError):
            found = self.sign_off(player)
            if found and found.is_due:
                return found.policy.title
        return None

    def sign_off(self, player: Player) -> "SignOff | None":
        """Return the policy as it is now, and where a player is with it; None where the school has none.

        Raises RequestError where it cannot be read, which is noticed, or StoreError.
        """
        self._look_at_school()
        if self.policy is None:
            return None
        # Imported late: most schools have no policy, and the first frame must not wait for it.
        from quiz.services.policy import sign_off

        try:
            found = sign_off(self.store, player, self.policy)
        except RequestError as error:
            self._notice_policy({self.policy.title: str(error)})
            raise
        self._notice_policy({})
        return found

    def _notice_policy(self, troubles: Mapping[str, str]) -> None:
        begun, over = self._policy_troubles.become(troubles)
        for sentence in begun:
            self.on_notice(sentence)
        if self.policy and self.policy.title in over:
            self.on_notice(f"The policy {quoted(self.policy.title)} can be shown again.")

    def abandon(self, unfinished: Unfinished) -> None:
        """Close an attempt that the player will not resume, unless another window has. Raises StoreError."""
        self.store.abandon(unfinished.record.id, unfinished.answered, self.clocks.wall())

    def begin(self, player: Player, bank: Bank, options: PlayOptions, seed: int | None) -> AttemptSession:
        """Begin an attempt, drawn by ``seed`` if there is one. Raises StoreError, or ValueError where no question fits."""
        seed = self.new_seed() if seed is None else seed
        origin, site = self.request.origin, self.site
        return AttemptSession.begin(self.store, player, bank, options, seed, self.clocks, origin=origin, site=site)

    def begin_round(
        self,
        player: Player,
        bank: Bank,
        missed: tuple[str, ...],
        settings: Settings,
        cleared_before: int = 0,
        *,
        grace: float = GRACE,
    ) -> AttemptSession:
        """Begin a round through the questions with these ids, and end those that a crash has left open. Raises StoreError.

        ``cleared_before`` is how many of the same pile were right in the rounds before; ``grace`` is in seconds.
        """
        self.store.end_rounds(player.id, self.clocks.wall())
        options = PlayOptions(
            mode="mistakes",
            preset=settings.preset_for(None),
            length=0,
            only=missed,
            cleared_before=cleared_before,
            grace=grace,
        )
        return self.begin(player, bank, options, None)

    # Top-ups

    @property
    def _today(self) -> int:
        """The number of today, as ``day_of`` counts."""
        return day_of(self.clocks.wall())

    def memory(self, player: Player, banks: Mapping[str, Bank] | None = None) -> Memory:
        """Return what the player remembers of the questions of ``banks``, of all for None. Raises StoreError."""
        return memory_of(self.store, player, self.banks if banks is None else banks, self._same, self._today)

    def top_up(self, player: Player, *, new: bool = False) -> TopUp:
        """Return what is due again today, with ``new`` filled up with questions never asked. Raises StoreError."""
        return top_up(self.memory(player), self.banks, self._today, Random(self.new_seed()) if new else None)

    def begin_top_up(self, player: Player, asked: TopUp, *, grace: float = GRACE) -> TopUpSession:
        """Begin a top-up that asks at least one question, and end those that were left. Raises StoreError."""
        self.store.end_rounds(player.id, self.clocks.wall())
        return TopUpSession.begin_top_up(
            self.store,
            player,
            asked.questions,
            self.new_seed(),
            self.clocks,
            origin=self.request.origin,
            site=self.site,
            grace=grace,
        )

    def days_until_again(self, session: TopUpSession) -> list[int]:
        """Return in how many days each question that a top-up has asked so far comes again. Raises StoreError."""
        memory, asked = self.memory(session.player), session.chosen[: len(session.attempt.responses)]
        recalls = (memory.recalls.get((one.bank.id, one.question.id)) for one in asked)
        return [recall.due - self._today if recall else 0 for recall in recalls]

    def reckon_due(self, player: Player) -> list[Due]:
        """Forecast how much top-ups will ask the player, and from which day, if nothing is answered. Raises StoreError."""
        return due_from(self.memory(player), self.banks, self._today)

    def keep_due(self, player: Player) -> None:
        """Keep that forecast, after an answer or when something turns out not to be due. Raises StoreError."""
        self.store.keep_due(player.id, self.reckon_due(player))

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
    """Return the modification time and size of each bank file."""
    return {file: stamp for file in bank_files(folders) if (stamp := _stamp(file))}


def _stamp(file: Path) -> tuple[int, int] | None:
    """Return the modification time and size of a file; None where it cannot be looked at."""
    with suppress(OSError):
        found = file.stat()
        return found.st_mtime_ns, found.st_size
    return None
