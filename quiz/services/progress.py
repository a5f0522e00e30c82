"""A player's progress in each bank and over all of them: best results, open attempts, mistakes, what is due."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.services.attempt_session import can_resume
from quiz.services.topups import NOTHING_DUE, Memory, TopUp
from quiz.store.records import AttemptRecord, Best, FinishedMark, LatestAnswer, Mode, Player
from quiz.store.store import Store


class Unfinished(Struct, frozen=True):
    """An attempt that a player has left open."""

    record: AttemptRecord
    answered: int
    """How many of its questions have been answered."""
    can_resume: bool
    """Whether its bank is still as it was."""


class TopicProgress(Struct, frozen=True, kw_only=True):
    """A player's progress in one topic of a bank."""

    topic: str
    known: int
    """How many of its questions they are likely to know."""
    questions: int
    was_asked: bool
    """Whether any of its questions was ever asked."""

    @property
    def share(self) -> float:
        """How much of it is known, from 0 to 1."""
        return self.known / self.questions

    @property
    def is_weak(self) -> bool:
        """Whether it was asked and not all of it is known."""
        return self.was_asked and self.known < self.questions


class BankProgress(Struct, frozen=True, kw_only=True):
    """A player's progress in one bank."""

    best: Best | None
    """None until a quiz was finished."""
    marks: tuple[FinishedMark, ...]
    """The latest finished quizzes, the oldest first."""
    last_played: int | None
    """When the player last answered one of its questions, in milliseconds since 1970; None where never."""
    known: int
    """How many of the bank's questions they are likely to know: what was right when last asked, as it fades with time."""
    missed: tuple[str, ...]
    """The ids of the questions not right when last asked, the longest ago first."""
    missed_at: int | None
    """When the last of them was missed, in milliseconds since 1970; None where there are none."""
    unfinished: Unfinished | None
    """The quiz that the player can resume."""
    topics: tuple[TopicProgress, ...] = ()
    """Its topics in the order of the file; none where it was never played."""

    def has_passed(self, bank: Bank) -> bool:
        """Say whether the pass mark of ``bank``, as it is now, was ever reached; never by nothing right, whatever passes."""
        return _passes((self.best.whole or 0) if self.best else 0, bank)

    def weakest(self, most: int) -> list[TopicProgress]:
        """Return the topics that were asked and are known least, at most so many."""
        weak = (topic for topic in self.topics if topic.is_weak)
        return sorted(weak, key=lambda topic: topic.share)[:most]


def _passes(mark: float, bank: Bank) -> bool:
    """Say whether a mark in per cent passes; with nothing right nobody passes, even where the pass mark is 0."""
    return mark > 0 and mark >= bank.about.pass_mark


NEVER_PLAYED = BankProgress(best=None, marks=(), last_played=None, known=0, missed=(), missed_at=None, unfinished=None)

WEEKS = 8
"""How many weeks of their own activity a player sees."""
_MOST_GOES = 5
_MOST_WEAK = 5


class Go(Struct, frozen=True):
    """A quiz that was finished, and its bank."""

    bank: Bank
    finished: FinishedMark

    @property
    def passed(self) -> bool:
        """Whether it passed, by the bank's pass mark as it is now."""
        return self.finished.whole and _passes(self.finished.mark, self.bank)


class Weeks(Struct, frozen=True):
    """How many questions a player answered in each of the latest weeks, this one last."""

    first: date
    """The Monday of the first."""
    answers: tuple[int, ...]


class Overview(Struct, frozen=True, kw_only=True):
    """A player's progress over all banks."""

    banks: tuple[tuple[Bank, BankProgress], ...]
    """The progress in each."""
    known: int
    """How many questions they are likely to know."""
    questions: int
    passed: int
    """How many banks have been passed."""
    missed: tuple[tuple[Bank, tuple[str, ...]], ...]
    """The ids of the questions not right when last asked, by bank; the bank of the latest mistake first."""
    weakest: tuple[tuple[Bank, TopicProgress], ...]
    """The topics that are known least, of whatever bank."""
    goes: tuple[Go, ...]
    """The latest finished quizzes, the latest first."""
    weeks: Weeks
    top_up: TopUp = NOTHING_DUE
    """What is due again today."""
    coming: tuple[int, ...] = ()
    """How many questions come again in each of quiz.services.topups.COMING."""

    @property
    def has_played(self) -> bool:
        """Whether a question was ever answered."""
        return any(stands.last_played is not None for _, stands in self.banks)


def progress(store: Store, player: Player, banks: Mapping[str, Bank], memory: Memory, today: int) -> dict[str, BankProgress]:
    """Return the player's progress in each of ``banks``, by its id. Raises StoreError.

    ``memory`` is what they remember of their questions, ``today`` the number of the day.
    """
    bests, marks, answers = store.bests(player.id), store.latest_marks(player.id), store.latest_answers(player.id)
    opened = store.open_attempts(player.id)
    found = {}
    for bank_id, bank in banks.items():
        given = answers.get(bank_id, [])
        wrong = _missed(bank, given)
        likely = _likelihoods(bank, given, memory, today)
        found[bank_id] = BankProgress(
            best=bests.get(bank_id),
            marks=tuple(marks.get(bank_id, ())),
            last_played=given[-1].at if given else None,
            known=_count(likely.values()),
            missed=tuple(answer.question_id for answer in wrong),
            missed_at=wrong[-1].at if wrong else None,
            unfinished=resumable(store, opened, bank, "quiz"),
            topics=tuple(_topics(bank, given, likely)) if given else (),
        )
    return found


def overview(
    standing: Sequence[tuple[Bank, BankProgress]],
    weeks: Weeks,
    top_up: TopUp = NOTHING_DUE,
    coming: tuple[int, ...] = (),
) -> Overview:
    """Sum up a player's progress over all banks."""
    weak = [(bank, topic) for bank, stands in standing for topic in stands.weakest(_MOST_WEAK)]
    goes = [Go(bank, finished) for bank, stands in standing for finished in stands.marks]
    missed = sorted(
        (found for found in standing if found[1].missed), key=lambda found: found[1].missed_at or 0, reverse=True
    )
    return Overview(
        banks=tuple(standing),
        known=sum(stands.known for _, stands in standing),
        questions=sum(len(bank.scored) for bank, _ in standing),
        passed=sum(stands.has_passed(bank) for bank, stands in standing),
        missed=tuple((bank, stands.missed) for bank, stands in missed),
        weakest=tuple(sorted(weak, key=lambda found: found[1].share)[:_MOST_WEAK]),
        goes=tuple(sorted(goes, key=lambda go: go.finished.at, reverse=True)[:_MOST_GOES]),
        weeks=weeks,
        top_up=top_up,
        coming=coming,
    )


def weeks(store: Store, player: Player, today: date) -> Weeks:
    """Return how much ``player`` did in the weeks up to that of ``today``. Raises StoreError."""
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    mondays = (datetime.combine(first + timedelta(weeks=number), time()) for number in range(WEEKS + 1))
    begins = [int(monday.timestamp() * 1000) for monday in mondays]
    return Weeks(first, tuple(store.answers_by_week(player.id, begins)))


def _likelihoods(bank: Bank, answers: Sequence[LatestAnswer], memory: Memory, today: int) -> dict[str, float]:
    """Return how likely each question right in ``answers`` is still known; what was missed is not known."""
    recalls = (
        (one.question_id, memory.recalls.get((bank.id, one.question_id))) for one in _still_asked(bank, answers) if one.right
    )
    return {question_id: recall.likelihood(today) for question_id, recall in recalls if recall}


def _count(likelihoods: Iterable[float]) -> int:
    """Return the expected number known: a question just answered right counts whole, others fade."""
    return round(sum(likelihoods))


def _topics(bank: Bank, answers: Sequence[LatestAnswer], likely: Mapping[str, float]) -> Iterator[TopicProgress]:
    """Yield a player's progress in each topic, from their last ``answers`` to the bank's questions."""
    asked = {answer.question_id for answer in answers}
    by_topic: dict[str, list[str]] = {}
    for question in bank.scored:
        if question.topic:
            by_topic.setdefault(question.topic, []).append(question.id)
    for topic, ids in by_topic.items():
        known = _count(likely.get(question_id, 0.0) for question_id in ids)
        yield TopicProgress(topic=topic, known=known, questions=len(ids), was_asked=not asked.isdisjoint(ids))


def missed(bank: Bank, answers: Sequence[LatestAnswer]) -> tuple[str, ...]:
    """Return the ids of the questions of ``bank`` that were not right in ``answers``, in that order."""
    return tuple(answer.question_id for answer in _missed(bank, answers))


def _missed(bank: Bank, answers: Sequence[LatestAnswer]) -> list[LatestAnswer]:
    return [answer for answer in _still_asked(bank, answers) if not answer.right]


def _still_asked(bank: Bank, answers: Sequence[LatestAnswer]) -> list[LatestAnswer]:
    known = {question.id for question in bank.scored}
    return [answer for answer in answers if answer.question_id in known]


def unfinished(store: Store, opened: Iterable[AttemptRecord], bank: Bank, mode: Mode) -> Iterator[Unfinished]:
    """Yield those of the ``opened`` attempts that are of this mode at ``bank``. Raises StoreError."""
    for record in opened:
        if (record.bank_id, record.mode) == (bank.id, mode):
            yield Unfinished(record, len(store.responses(record.id)), can_resume(record, bank))


def resumable(store: Store, opened: Iterable[AttemptRecord], bank: Bank, mode: Mode) -> Unfinished | None:
    """Return the first of ``unfinished`` that has answers and can go on. Raises StoreError."""
    # Attempts at changed banks may be many, so they go before any answers are read.
    can_go_on = (record for record in opened if can_resume(record, bank))
    return next((found for found in unfinished(store, can_go_on, bank, mode) if found.answered), None)
