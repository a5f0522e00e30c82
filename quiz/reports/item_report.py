"""The statistics of a bank's questions as shown: today's questions, from everybody's finished quizzes.

Answers to earlier versions of the bank count if the question set the same task. Figures from too few people are left out,
with how many more are needed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.questions.identity import question_hash
from quiz.questions.question import Question
from quiz.reports.item_notices import FEWEST_FOR_DISCRIMINATION, FEWEST_FOR_FACILITY, Notice, notices
from quiz.reports.item_statistics import ItemStatistics, QuizStatistics, Responses, quiz_statistics
from quiz.reports.option_counts import OptionCounts, WrongAnswer, commonest_wrong, count_options, grouped
from quiz.store.finished import FinishedAttempt, GivenAnswer
from quiz.store.store import Store

Which: TypeAlias = Literal["first", "best", "last", "all"]
"""Which of the quizzes of one person count."""


class Figures(Struct, frozen=True, kw_only=True):
    """The figures of a question that may be shown; None where too few people answered, or there is no such figure."""

    facility: float | None
    """How much of it was right on average, in per cent."""
    sd: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None
    effective_weight: float | None
    people_wanting: int
    """How many more people are needed to say how many knew it."""
    people_wanting_to_discriminate: int
    """How many more are needed to say how well it discriminates."""


class ItemLine(Struct, frozen=True, kw_only=True):
    """One question of the bank."""

    id: str
    kind: str
    """The name of its type."""
    prompt: str
    key: tuple[str, ...]
    """The right answer in words; empty where there is none."""
    people: int
    """How many people were asked it."""
    figures: Figures | None
    """None if it has no key."""
    counts: OptionCounts | None
    """None if so few people were asked that it would tell of them."""
    commonest_wrong: WrongAnswer | None
    notices: tuple[Notice, ...]


class ItemReport(Struct, frozen=True, kw_only=True):
    """The statistics of a bank's questions."""

    bank: str
    title: str
    version: str
    which: Which
    people: int
    attempts: int
    items: tuple[ItemLine, ...]
    """In the order of the file."""
    consistency: float | None
    """Coefficient of internal consistency; None if attempts had different questions, or for too few people."""
    standard_error: float | None
    """How far off a total may be by chance, in marks; None like ``consistency``."""
    answers_changed: int
    """Answers to questions that are gone or set another task now: these count only in totals."""
    answers_unknown: int
    """Answers to versions whose texts were not kept, so that nobody knows what they mean: these count only in totals."""


def read_item_report(store: Store, bank: Bank, which: Which = "first", since: int | None = None) -> ItemReport:
    """Read the statistics of a bank's questions, from quizzes begun at ``since`` or later (milliseconds, UTC).

    Raises StoreError.
    """
    # Quizzes first: a quiz that ends meanwhile is then left out; read last, it would count without its answers.
    attempts = store.finished_attempts(bank.id, since)
    return item_report(bank, store.material_of_bank(bank.id), attempts, store.given_answers(bank.id, since), which)


def item_report(
    bank: Bank,
    played: Mapping[str, Bank],
    attempts: Sequence[FinishedAttempt],
    answers: Iterable[GivenAnswer],
    which: Which = "first",
) -> ItemReport:
    """Return the statistics of a bank's questions.

    ``played`` are its versions as played, by hash; ``attempts`` come in the order in which they began, with all their
    ``answers``.
    """
    chosen = {attempt.id: attempt for attempt in chosen_attempts(attempts, which)}
    given = [answer for answer in answers if answer.attempt_id in chosen]
    same = _Same(bank, played)
    keys = [same.key(chosen[answer.attempt_id].bank_hash, answer.question_id) for answer in given]
    whole = quiz_statistics(
        Responses(
            attempts=[answer.attempt_id for answer in given],
            questions=keys,
            marks=[answer.mark for answer in given],
            worths=[answer.weight for answer in given],
        )
    )
    texts: dict[str, list[str | None]] = defaultdict(list)
    people: dict[str, set[str]] = defaultdict(set)
    for key, answer in zip(keys, given, strict=True):
        texts[key].append(answer.given)
        people[key].add(chosen[answer.attempt_id].player_id)
    everybody = len({attempt.player_id for attempt in chosen.values()})
    is_told = everybody >= FEWEST_FOR_DISCRIMINATION
    return ItemReport(
        bank=bank.id,
        title=bank.title,
        version=bank.about.version,
        which=which,
        people=everybody,
        attempts=len(chosen),
        items=tuple(_line(question, texts[question.id], len(people[question.id]), whole) for question in bank.questions),
        consistency=_rounded(whole.consistency) if is_told else None,
        standard_error=_rounded(whole.standard_error) if is_told else None,
        answers_changed=sum(key.startswith(_CHANGED) for key in keys),
        answers_unknown=sum(key.startswith(_UNKNOWN) for key in keys),
    )


def chosen_attempts(attempts: Iterable[FinishedAttempt], which: Which) -> list[FinishedAttempt]:
    """Return each person's attempts that count; ``attempts`` come in the order in which they began.

    The best is the first with the highest mark.
    """
    found = list(attempts)
    if which == "all":
        return found
    by_person: dict[str, FinishedAttempt] = {}
    for attempt in found:
        kept = by_person.get(attempt.player_id)
        if kept is None or which == "last" or (which == "best" and attempt.mark > kept.mark):
            by_person[attempt.player_id] = attempt
    return list(by_person.values())


_CHANGED = "\nchanged "
_UNKNOWN = "\nunknown "
"""Begin the keys of questions that are not in the bank; no id has a line break."""


class _Same:
    """Finds the question of today that sets the same task as one of an earlier version."""

    def __init__(self, bank: Bank, played: Mapping[str, Bank]) -> None:
        self._versions = {**played, bank.content_hash: bank}
        self._tasks = {question.id: question_hash(question) for question in bank.questions}
        self._ids = {task: question_id for question_id, task in self._tasks.items()}
        self._keys: dict[tuple[str, str], str] = {}

    def key(self, bank_hash: str, question_id: str) -> str:
        """Return the id of today's question, or a key of its own where there is none."""
        asked = bank_hash, question_id
        if asked not in self._keys:
            self._keys[asked] = self._key(*asked)
        return self._keys[asked]

    def _key(self, bank_hash: str, question_id: str) -> str:
        version = self._versions.get(bank_hash)
        question = version.question(question_id) if version else None
        if question is None:
            return f"{_UNKNOWN}{question_id}"
        task = question_hash(question)
        if self._tasks.get(question_id) == task:
            return question_id
        return self._ids.get(task, f"{_CHANGED}{task}")


def _line(question: Question, texts: Sequence[str | None], people: int, whole: QuizStatistics) -> ItemLine:
    counts = count_options(question, grouped(texts))
    statistics = whole.items.get(question.id, _NOTHING)
    is_told = people >= FEWEST_FOR_FACILITY
    return ItemLine(
        id=question.id,
        kind=question.NAME,
        prompt=question.prompt,
        key=tuple(question.key_in_words()),
        people=people,
        figures=_figures(statistics, people) if question.SCORED else None,
        counts=counts if is_told else None,
        commonest_wrong=commonest_wrong(question, counts) if is_told else None,
        notices=tuple(notices(question, people, statistics, counts)),
    )


_NOTHING = ItemStatistics(
    n=0, facility=0, sd=None, discrimination_index=None, discriminative_efficiency=None, effective_weight=None
)


def _figures(statistics: ItemStatistics, people: int) -> Figures:
    knows, discriminates = people >= FEWEST_FOR_FACILITY, people >= FEWEST_FOR_DISCRIMINATION
    return Figures(
        facility=_rounded(statistics.facility) if knows else None,
        sd=_rounded(statistics.sd) if knows else None,
        discrimination_index=_rounded(statistics.discrimination_index) if discriminates else None,
        discriminative_efficiency=_rounded(statistics.discriminative_efficiency) if discriminates else None,
        effective_weight=_rounded(statistics.effective_weight) if discriminates else None,
        people_wanting=max(FEWEST_FOR_FACILITY - people, 0),
        people_wanting_to_discriminate=max(FEWEST_FOR_DISCRIMINATION - people, 0),
    )


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 2)
