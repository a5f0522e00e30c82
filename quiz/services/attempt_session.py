"""An attempt that is written down step by step: the one way in which every front end plays a quiz.

The state machine answers at once; ``keep`` then writes the response, and only after it has returned is feedback shown.
"""

import time
from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from quiz.banks.model import Bank, Preset
from quiz.play.attempt import GRACE, Attempt, Response, Result, State, result_of
from quiz.play.board_rules import practice_notice, practice_reasons
from quiz.play.drawing import Pool, PresentedQuestion, draw
from quiz.play.points import points_notice
from quiz.play.timing import time_limit
from quiz.questions.question import Question, quiz_length
from quiz.store.errors import PlayedElsewhereError, StoreError
from quiz.store.records import AttemptRecord, Mode, Origin, Player
from quiz.store.rows import damaged
from quiz.store.store import Store


class Clocks(Struct, frozen=True):
    """The two clocks that playing needs."""

    monotonic: Callable[[], float]
    """Seconds that never run backwards: deadlines."""
    wall: Callable[[], int]
    """Milliseconds since 1970 in UTC: what is written down."""

    def today(self) -> date:
        """Return today's date, local time."""
        return date.fromtimestamp(self.wall() / 1000)


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
    only: tuple[str, ...] = ()
    """Only the questions with these ids; empty for any."""
    cleared_before: int = 0
    """In a round of mistakes, how many of the pile earlier rounds have cleared."""
    seed_given: bool = False
    """Whether the player said which number the questions are drawn by."""
    shadowed: bool = False
    """Whether the bank was named by its file while another in the folders has its id."""
    ask_certainty: bool = False
    """Whether a quiz asks after each answer how sure the player is, unless the bank forbids it.

    The preset ``certainty`` always asks, since its points depend on it.
    """
    grace: float = GRACE

    def questions(self, bank: Bank) -> list[Question]:
        """Return the questions that may be drawn from ``bank``. Raises ValueError where there are none."""
        found = [question for question in bank.questions if self.topic is None or question.topic == self.topic]
        if self.only:
            found = [question for question in found if question.id in self.only]
        if not any(question.SCORED for question in found):
            raise ValueError(f'"{bank.title}" has no questions on the topic "{self.topic}".')
        return found

    def number_of_questions(self, bank: Bank) -> int:
        """Return how many marked questions an attempt at ``bank`` asks. Raises ValueError where no question fits."""
        return quiz_length(self.questions(bank), self.wanted(bank))

    def wanted(self, bank: Bank) -> int:
        """Return how many questions are asked for, whether there are as many or not; 0 for all."""
        return bank.about.quiz_length if self.length is None else self.length

    def practice_reasons(self, bank: Bank) -> tuple[str, ...]:
        """Return why an attempt at ``bank`` stays off the board though it is not called practice; empty if it counts.

        Raises ValueError where no question fits.
        """
        if self.mode != "quiz":
            return ()
        return practice_reasons(
            bank,
            questions=self.number_of_questions(bank),
            preset=self.preset or bank.about.preset,
            topic=self.topic,
            seed_given=self.seed_given,
            shadowed=self.shadowed,
        )

    def is_timed(self, bank: Bank) -> bool:
        """Say whether any question of ``bank`` would have a time limit. Raises ValueError where no question fits."""
        usual, extra = bank.about.time_limit, self.extra_time
        return any(time_limit(question, usual, extra) is not None for question in self.questions(bank))

    def facts(self, bank: Bank, *, is_kept: bool = True) -> list[str]:
        """Return what to know before starting ``bank``, one sentence each; ``is_kept`` says whether answers are kept."""
        points = points_notice(self.preset or bank.about.preset, is_timed=self.is_timed(bank))
        reasons = self.practice_reasons(bank)
        return [
            "Your first answer is final. Each answer says why.",
            "Practice has no clock and counts on no board." if self.mode == "learn" else points,
            "Leave when you must: what you answered is kept." if is_kept else "Scores are not kept this time.",
            *([practice_notice(reasons)] if reasons and is_kept else []),
        ]


class AttemptSession:
    """A player, a bank, an attempt and the store that keeps it."""

    def __init__(
        self,
        store: Store,
        player: Player,
        bank: Bank,
        record: AttemptRecord,
        attempt: Attempt,
        clocks: Clocks,
        *,
        cleared_before: int = 0,
    ) -> None:
        """Use ``begin`` or ``resume`` instead."""
        self.cleared_before = cleared_before
        """In a round of mistakes, how many of the pile earlier rounds have cleared."""
        self.store = store
        self.player = player
        self.bank = bank
        self.record = record
        self.attempt = attempt
        self._clocks = clocks
        self._keeping: Response | None = None
        self._written_as_given: int | None = None
        """The position of a response written down before the player said how sure they are; None if there is none."""

    @classmethod
    def begin(
        cls,
        store: Store,
        player: Player,
        bank: Bank,
        options: PlayOptions,
        seed: int,
        clocks: Clocks,
        *,
        origin: Origin = "",
        site: str = "",
    ) -> "AttemptSession":
        """Draw a quiz by ``seed`` and record its start, with where it is played from and at which site.

        Raises StoreError, or ValueError where no question fits.
        """
        pool = Pool(options.questions(bank), bank.about.topics, store.past(player.id, bank.id))
        drawn = [question for _, question in draw([pool], options.wanted(bank), Random(seed))]
        record = begin_record(
            store,
            player,
            bank,
            drawn,
            mode=options.mode,
            preset=options.preset or bank.about.preset,
            seed=seed,
            on_board=options.mode == "quiz" and not options.practice_reasons(bank),
            origin=origin,
            site=site,
            at=clocks.wall(),
        )
        return cls._made(store, player, bank, record, options, clocks, ())

    @classmethod
    def resume(
        cls, store: Store, player: Player, bank: Bank, record: AttemptRecord, options: PlayOptions, clocks: Clocks
    ) -> "AttemptSession":
        """Go on where an attempt stopped. ``can_resume`` must be true of it. Raises StoreError."""
        responses = tuple(store.responses(record.id))
        if not all(belongs(response, record, bank) for response in responses):
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
        extra = None if record.is_practice else options.extra_time
        asked = [
            PresentedQuestion(question, question.arranged(record.seed), time_limit(question, bank.about.time_limit, extra))
            for question in (by_id[question_id] for question_id in record.questions)
        ]
        may_ask = record.preset == "certainty" or (options.ask_certainty and bank.about.ask_certainty)
        attempt = Attempt(
            asked,
            record.preset,
            clocks.monotonic,
            grace=options.grace,
            asks_certainty=may_ask and record.mode == "quiz",
            responses=responses,
        )
        return cls(store, player, bank, record, attempt, clocks, cleared_before=options.cleared_before)

    @property
    def id(self) -> str:
        """Identifies the session for as long as it lasts."""
        return self.record.id

    @property
    def repeats(self) -> bool:
        """Whether it is a round through what was missed before, and asks nothing else."""
        return self.record.mode == "mistakes"

    @property
    def was_missed(self) -> bool:
        """Whether the question was missed last time; only a top-up says so."""
        return False

    @property
    def missed(self) -> tuple[str, ...]:
        """The ids of the questions that were asked and not wholly right, in the order asked."""
        return tuple(response.question_id for response in self.attempt.responses if response.missed)

    @property
    def pile(self) -> int:
        """In a round of mistakes, how many there were at the start of the first round."""
        return self.cleared_before + len(self.attempt.asked)

    @property
    def cleared(self) -> int:
        """How many of the ``pile`` have been right once."""
        return self.cleared_before + sum(response.right for response in self.attempt.responses)

    def show(self, *, keep_place: bool = False) -> None:
        """Show the current question; if it is timed, write down when, for the clock runs on through a crash.

        With ``keep_place`` the player's place is written down even without a clock. Raises StoreError.
        """
        if self.attempt.state is not State.WAITING:
            return
        position, is_timed = self.attempt.position, self.attempt.current.limit is not None
        if self._is_shown(position) and self.record.shown_at is not None:
            self.attempt.show(elapsed=self._elapsed())
            return
        # No time is kept without a clock: resumed under one, the question would seem to have timed out.
        if is_timed or (keep_place and not self._is_shown(position)):
            self._keep_place(position, self._clocks.wall() if is_timed else None)
        self.attempt.show()

    @property
    def is_at_feedback(self) -> bool:
        """Whether the player has seen nothing since the feedback of the latest response, as far as places are kept."""
        latest = self.attempt.latest
        return latest is not None and self._is_shown(latest.position) and self.attempt.state is not State.GIVEN

    def see_results(self) -> None:
        """Write down that the player has left the last feedback for the results. Raises StoreError."""
        if self.is_at_feedback:
            self._keep_place(len(self.attempt.asked), None)

    def ask_again(self) -> None:
        """Be where a player was who was asked how sure they are of the latest answer when the program ended."""
        latest = self.attempt.latest
        if latest and self._is_shown(latest.position) and self.attempt.reopen(self._elapsed()):
            self._written_as_given = latest.position

    def _is_shown(self, position: int) -> bool:
        return self.record.shown_position == position

    def _elapsed(self) -> float:
        """Return the seconds since the current question was shown; 0 without a clock."""
        shown_at = self.record.shown_at
        return 0.0 if shown_at is None else (self._clocks.wall() - shown_at) / 1000

    def _keep_place(self, position: int, at: int | None) -> None:
        self.store.show(self.record.id, position, at)
        self.record = replace(self.record, shown_position=position, shown_at=at)

    def keep(self, response: Response) -> None:
        """Write a response down. May be called again after a StoreError, until it returns. Raises StoreError.

        An answer is written as soon as it is given, so that a crash while the player is asked how sure they are cannot lose
        it; their reply is added afterwards. Where the points depend on the reply, both are written together.
        """
        if self.attempt.points_are_open:
            return
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
        if response.position == self._written_as_given:
            sure, position = response.certainty, response.position
            if sure is not None and not self.store.note_certainty(self.record.id, position, sure):
                self._check_kept(response)
            return
        try:
            self.store.record(self.record.id, response, self._clocks.wall())
        except PlayedElsewhereError:
            if self._keeping != response:
                raise
            self._check_kept(response)
        self._written_as_given = response.position if self.attempt.state is State.GIVEN else None

    def _check_kept(self, response: Response) -> None:
        """Raise PlayedElsewhereError where another program has kept something else.

        A connection lost during the commit leaves its outcome open: this very response may have been kept.
        """
        if response not in self.store.responses(self.record.id):
            raise PlayedElsewhereError

    def leave(self) -> None:
        """Close a round of mistakes left unfinished; any other attempt can be resumed. Raises StoreError."""
        if self.repeats:
            self.store.abandon(self.record.id, len(self.attempt.responses), self._clocks.wall())

    def result(self) -> Result:
        """Return the result so far; once finished, the one that the store holds."""
        record = self.record
        if record.outcome == "finished":
            return Result(mark=record.mark, points=record.points, passed=record.passed)
        return result_of(self.attempt.asked, self.attempt.responses, self.record.pass_mark)


def begin_record(
    store: Store,
    player: Player,
    bank: Bank,
    questions: Sequence[Question],
    *,
    mode: Mode,
    preset: Preset,
    seed: int,
    on_board: bool,
    origin: Origin,
    site: str,
    at: int,
) -> AttemptRecord:
    """Record that a player starts ``questions`` of a bank; ``at`` is in milliseconds UTC. Raises StoreError."""
    return store.begin(
        AttemptRecord(
            id="",
            player_id=player.id,
            bank_id=bank.id,
            bank_version=bank.about.version,
            bank_hash=bank.content_hash,
            mode=mode,
            preset=preset,
            seed=seed,
            questions=tuple(question.id for question in questions),
            possible=sum(question.worth for question in questions),
            pass_mark=float(bank.about.pass_mark),
            on_board=on_board,
            origin=origin,
            team=player.team,
            site=site,
            started_at=at,
        ),
        bank,
    )


def can_resume(record: AttemptRecord, bank: Bank | None) -> bool:
    """Say whether an open attempt can go on: its bank is there and has not changed since."""
    if record.outcome != "open" or bank is None or record.bank_hash != bank.content_hash:
        return False
    return 0 < len(record.questions) == len({q.id for q in bank.questions} & set(record.questions))


def belongs(response: Response, record: AttemptRecord, bank: Bank) -> bool:
    """Say whether a response is to a question of this attempt, with an answer that the question accepts."""
    if not 0 <= response.position < len(record.questions) or record.questions[response.position] != response.question_id:
        return False
    question = next(question for question in bank.questions if question.id == response.question_id)
    return response.given is None or question.accepts(response.given)
