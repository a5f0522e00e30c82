"""An attempt that is written down as it goes: the one way in which every front end plays a quiz.

The state machine answers at once; ``keep`` then writes the response, and only after it has returned is feedback shown.
"""

import time
from collections.abc import Callable
from random import Random

from msgspec import Struct

from quiz.banks.model import Bank, Preset
from quiz.play.attempt import GRACE, Attempt, Response, Result, State, result_of
from quiz.play.board_rules import practice_reasons
from quiz.play.drawing import PresentedQuestion, draw
from quiz.play.timing import time_limit
from quiz.questions.question import Question
from quiz.store.errors import PlayedElsewhereError, StoreError
from quiz.store.records import AttemptRecord, Mode, Player
from quiz.store.rows import damaged
from quiz.store.store import Store


class Clocks(Struct, frozen=True):
    """The two clocks that playing needs."""

    monotonic: Callable[[], float]
    """Seconds that never run backwards: deadlines."""
    wall: Callable[[], int]
    """Milliseconds since 1970 in UTC: what is written down."""


def system_clocks() -> Clocks:
    """Return the machine's own clocks."""
    return Clocks(monotonic=time.monotonic, wall=lambda: time.time_ns() // 1_000_000)


class PlayOptions(Struct, frozen=True, kw_only=True):
    """How somebody wants to play."""

    mode: Mode = "quiz"
    preset: Preset | None = None
    """How points are given; None for the bank's own way."""
    extra_time: float | None = 1.0
    """What time limits are multiplied by; None takes them away."""
    length: int | None = None
    """How many questions; None for the bank's own number, 0 for all."""
    topic: str | None = None
    """Only questions of this topic."""
    seed_given: bool = False
    """Whether the player said which number the questions are drawn by."""
    shadowed: bool = False
    """Whether the bank was asked for by its file while another bank of the folders has its id."""
    grace: float = GRACE

    def questions(self, bank: Bank) -> list[Question]:
        """Return the questions that may be drawn from ``bank``. Raises ValueError where there are none."""
        found = [question for question in bank.questions if self.topic is None or question.topic == self.topic]
        if not found:
            raise ValueError(f'"{bank.title}" has no questions on the topic "{self.topic}".')
        return found

    def number_of_questions(self, bank: Bank) -> int:
        """Return how many questions an attempt at ``bank`` asks. Raises ValueError where no question fits."""
        return min(bank.quiz_length(self.length), len(self.questions(bank)))

    def practice_reasons(self, bank: Bank) -> tuple[str, ...]:
        """Return why an attempt at ``bank`` stays off the board though it is not called practice; empty if it counts.

        Raises ValueError where no question fits.
        """
        if self.mode == "learn":
            return ()
        return practice_reasons(
            bank,
            questions=self.number_of_questions(bank),
            preset=self.preset or bank.about.preset,
            topic=self.topic,
            seed_given=self.seed_given,
            shadowed=self.shadowed,
        )


class AttemptSession:
    """A player, a bank, an attempt and the store that keeps it."""

    def __init__(
        self, store: Store, player: Player, bank: Bank, record: AttemptRecord, attempt: Attempt, clocks: Clocks
    ) -> None:
        """Use ``begin`` or ``resume`` instead."""
        self.store = store
        self.player = player
        self.bank = bank
        self.record = record
        self.attempt = attempt
        self._clocks = clocks
        self._keeping: Response | None = None

    @classmethod
    def begin(
        cls, store: Store, player: Player, bank: Bank, options: PlayOptions, seed: int, clocks: Clocks
    ) -> "AttemptSession":
        """Draw a quiz by ``seed`` and keep its beginning. Raises StoreError, or ValueError where no question fits."""
        asked_before = store.times_asked(player.id, bank.id)
        drawn = draw(options.questions(bank), options.number_of_questions(bank), asked_before, Random(seed))
        record = store.begin(
            AttemptRecord(
                id="",
                player_id=player.id,
                bank_id=bank.id,
                bank_version=bank.about.version,
                bank_hash=bank.content_hash,
                mode=options.mode,
                preset=options.preset or bank.about.preset,
                seed=seed,
                questions=tuple(question.id for question in drawn),
                possible=float(sum(question.weight for question in drawn)),
                pass_mark=float(bank.about.pass_mark),
                on_board=options.mode == "quiz" and not options.practice_reasons(bank),
                started_at=clocks.wall(),
            )
        )
        return cls._made(store, player, bank, record, options, clocks, ())

    @classmethod
    def resume(
        cls, store: Store, player: Player, bank: Bank, record: AttemptRecord, options: PlayOptions, clocks: Clocks
    ) -> "AttemptSession":
        """Go on where an attempt stopped. ``can_resume`` must be true of it. Raises StoreError."""
        responses = tuple(store.responses(record.id))
        if not all(_belongs(response, record, bank) for response in responses):
            raise damaged(store.location)
        return cls._made(store, player, bank, record, options, clocks, responses)

    @classmethod
    def _made(
        cls,
        store: Store,
        player: Player,
        bank: Bank,
        record: AttemptRecord,
        options: PlayOptions,
        clocks: Clocks,
        responses: tuple[Response, ...],
    ) -> "AttemptSession":
        by_id = {question.id: question for question in bank.questions}
        extra = None if record.mode == "learn" else options.extra_time
        asked = [
            PresentedQuestion(question, question.arranged(record.seed), time_limit(question, bank.about.time_limit, extra))
            for question in (by_id[question_id] for question_id in record.questions)
        ]
        attempt = Attempt(asked, record.preset, clocks.monotonic, grace=options.grace, responses=responses)
        return cls(store, player, bank, record, attempt, clocks)

    def show(self) -> None:
        """Put the current question on the screen, and where time runs write down when: it runs on over a crash.

        Raises StoreError.
        """
        if self.attempt.state is not State.WAITING:
            return
        if self.record.shown_position == self.attempt.position and self.record.shown_at is not None:
            self.attempt.show(elapsed=(self._clocks.wall() - self.record.shown_at) / 1000)
            return
        # Where no time runs none may be found to have run out by whoever goes on under a clock.
        if self.attempt.current.limit is not None:
            self.store.show(self.record.id, self.attempt.position, self._clocks.wall())
        self.attempt.show()

    def keep(self, response: Response) -> None:
        """Write a response down. May be called again after a StoreError, until it returns. Raises StoreError."""
        try:
            self._record(response)
            if self.attempt.finished:
                self.record = self.store.attempt(self.record.id) or self.record
        except PlayedElsewhereError:
            raise
        except StoreError:
            self._keeping = response
            raise

    def _record(self, response: Response) -> None:
        try:
            self.store.record(self.record.id, response, self._clocks.wall())
        except PlayedElsewhereError:
            # A connection that is lost during the commit leaves open whether it was done: it may have been kept before.
            if not (self._keeping == response and response in self.store.responses(self.record.id)):
                raise

    def result(self) -> Result:
        """Return what the attempt has come to so far; at its end that is what the store holds."""
        record = self.record
        if record.outcome == "finished":
            return Result(mark=record.mark, points=record.points, passed=record.passed)
        return result_of(self.attempt.asked, self.attempt.responses, self.record.pass_mark)


def can_resume(record: AttemptRecord, bank: Bank | None) -> bool:
    """Say whether an open attempt can go on: its bank is there and has not changed since."""
    if record.outcome != "open" or bank is None or record.bank_hash != bank.content_hash:
        return False
    return 0 < len(record.questions) == len({q.id for q in bank.questions} & set(record.questions))


def _belongs(response: Response, record: AttemptRecord, bank: Bank) -> bool:
    """Say whether a response is one to a question of this attempt, with an answer that this question can have."""
    if not 0 <= response.position < len(record.questions) or record.questions[response.position] != response.question_id:
        return False
    question = next(question for question in bank.questions if question.id == response.question_id)
    return response.given is None or question.accepts(response.given)
