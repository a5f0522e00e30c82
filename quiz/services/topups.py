"""What somebody remembers of what they were asked, which questions are due again, and when others come."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.play.attempt import Response
from quiz.play.recall import Recall, Review, replay, review
from quiz.play.topup import MOST_ASKED, TopUpQuestion, choose, coming
from quiz.questions.diagnostics import quoted
from quiz.questions.identity import question_hash
from quiz.questions.reading_time import WORDS_A_MINUTE, usual_seconds
from quiz.store.due import Due
from quiz.store.records import Player
from quiz.store.store import Store


class Memory(Struct, frozen=True):
    """What somebody remembers."""

    recalls: Mapping[tuple[str, str], Recall]
    """How well each question that was asked and still exists is remembered, by the ids of bank and question."""
    topped_up: int = 0
    """How many questions top-ups have asked today."""

    @property
    def room(self) -> int:
        """How many more they ask today."""
        return max(MOST_ASKED - self.topped_up, 0)


_DAY = 24 * 60 * 60 * 1000
_BEGIN = date(1970, 1, 1)


def day_of(at: int) -> int:
    """Return the number of the UTC day of a time in milliseconds since 1970: the same day everywhere."""
    return at // _DAY


def day_as_date(day: int) -> date:
    """Return a day by its number."""
    return _BEGIN + timedelta(days=day)


class SameQuestions:
    """Finds which questions of a bank are unchanged from an earlier text of it, and remembers the result."""

    def __init__(self) -> None:
        """Begin knowing nothing."""
        self._found: dict[tuple[str, str], Mapping[str, str]] = {}

    def now(self, store: Store, bank: Bank, bank_hash: str) -> Mapping[str, str]:
        """Map the ids in the text with this hash to the ids of the same questions in ``bank``.

        Empty if that text was not kept; without questions that have changed or gone. Raises StoreError.
        """
        called = bank.content_hash, bank_hash
        if called not in self._found:
            self._found[called] = _same(store, bank, bank_hash)
        return self._found[called]


def _same(store: Store, bank: Bank, bank_hash: str) -> Mapping[str, str]:
    if bank.content_hash == bank_hash:
        return {question.id: question.id for question in bank.scored}
    was = store.material(bank_hash)
    if was is None:
        return {}
    now = {question_hash(question): question.id for question in bank.scored}
    hashes = ((question.id, question_hash(question)) for question in was.scored)
    return {question_id: now[found] for question_id, found in hashes if found in now}


def memory_of(store: Store, player: Player, banks: Mapping[str, Bank], same: SameQuestions, today: int) -> Memory:
    """Return what a player remembers of the questions of ``banks``, replayed from all their answers. Raises StoreError.

    Clocks differ, so an answer dated tomorrow counts as today's; one further ahead is ignored.
    """
    reviews: dict[tuple[str, str], list[Review]] = defaultdict(list)
    topped_up = 0
    for answer in store.rated_answers(player.id):
        bank, day = banks.get(answer.bank_id), day_of(answer.at)
        topped_up += answer.mode == "topup" and day == today
        if bank is None or day > today + 1:
            continue
        if question_id := same.now(store, bank, answer.bank_hash).get(answer.question_id):
            said = review(min(day, today), answer.mark / answer.weight, answer.certainty)
            reviews[bank.id, question_id].append(said)
    return Memory({called: recall for called, found in reviews.items() if (recall := replay(found))}, topped_up)


class TopUp(Struct, frozen=True):
    """A few questions that are due again."""

    questions: tuple[TopUpQuestion, ...]
    """Those that are asked now, in that order; none where nothing is due."""
    next_day: date | None
    """When the next question is due; None where none will be before something is answered."""

    @property
    def minutes(self) -> int:
        """About how many minutes it takes."""
        return minutes_of(self.questions)

    @property
    def missed(self) -> int:
        """How many of its questions were not known when they were last asked."""
        return sum(one.recall is not None and one.recall.missed for one in self.questions)


def why_again(questions: int, missed: int) -> str:
    """Return why so many ``questions`` are asked again, of which so many were ``missed`` last time."""
    if not missed:
        return "before you forget"
    which = "" if questions == 1 else f"{'all' if missed == questions else missed} of them "
    return f"{which}missed last time"


NOTHING_DUE = TopUp((), None)
"""The top-up of somebody who was never asked anything."""


def top_up(memory: Memory, banks: Mapping[str, Bank], today: int, new: Random | None = None) -> TopUp:
    """Return what a top-up asks ``today``; dice as ``new`` fill it up with questions never asked.

    After today's top-up nothing more is due today, except new questions.
    """
    known = list(_known(memory, banks))
    unseen = [] if new is None else [one for one in _all(memory, banks) if one.recall is None]
    if new is not None:
        new.shuffle(unseen)
    chosen = choose(known, today, unseen, memory.room if new is None else MOST_ASKED)
    asked = {(one.bank.id, one.question.id) for one in chosen}
    later = [max(recall.due, today + 1) for called, recall in memory.recalls.items() if called not in asked]
    return TopUp(tuple(chosen), day_as_date(min(later)) if later else None)


def due_from(memory: Memory, banks: Mapping[str, Bank], today: int) -> list[Due]:
    """Forecast what top-ups will ask, and from which day, if nothing is answered; first of all, nothing from ``today``."""
    later = [
        Due(len(chosen), minutes_of(chosen), day * _DAY)
        for day, chosen in coming(list(_known(memory, banks)), today, memory.room)
    ]
    return [Due(0, 0, today * _DAY), *later]


COMING = ("today", "this week", "next week", "in 3 weeks", "in 4 weeks", "later")
"""The spans for which questions coming again are counted; weeks begin today."""
_ENDS = (1, 7, 14, 21, 28)
"""Where the spans end, in days from today; the last is open."""


def coming_by_week(memory: Memory, asked_today: int, today: int) -> tuple[int, ...]:
    """Return how many questions come again in each of ``COMING``, ``asked_today`` of them today.

    What does not fit into the top-ups of its days moves to the days after, so that nothing piles up.
    """
    due = Counter(bisect_right(_ENDS, recall.due - today) for recall in memory.recalls.values())
    counts, waiting, begin = [asked_today], due[0] - asked_today, _ENDS[0]
    for span, end in enumerate(_ENDS[1:], 1):
        waiting += due[span]
        counts.append(min(waiting, (end - begin) * MOST_ASKED))
        waiting, begin = waiting - counts[-1], end
    return (*counts, waiting + due[len(_ENDS)])


def minutes_of(chosen: Iterable[TopUpQuestion]) -> int:
    """Return about how many minutes they take, including explanations of what was missed last time."""
    seconds = 0.0
    for one in chosen:
        seconds += usual_seconds(one.question)
        if one.recall is None or one.recall.missed:
            seconds += len(one.question.explanation.split()) * 60 / WORDS_A_MINUTE
    return max(1, round(seconds / 60)) if seconds else 0


def _known(memory: Memory, banks: Mapping[str, Bank]) -> Iterator[TopUpQuestion]:
    return (one for one in _all(memory, banks) if one.recall)


def _all(memory: Memory, banks: Mapping[str, Bank]) -> Iterator[TopUpQuestion]:
    for bank in banks.values():
        for question in bank.scored:
            yield TopUpQuestion(bank, question, memory.recalls.get((bank.id, question.id)))


# In words

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_MONTH_FROM = 60
"""From this many days on, months are told instead of weeks."""


def in_how_long(days: int) -> str:
    """Put so many days ahead into words: today, tomorrow, in four days, in about four weeks."""
    if days < 2:
        return "tomorrow" if days == 1 else "today"
    if days < 7:
        return f"in {_NUMBERS[days]} days"
    number, thing = (round(days / 7), "week") if days < _MONTH_FROM else (round(days / 30), "month")
    return f"in about a {thing}" if number == 1 else f"in about {_NUMBERS[number]} {thing}s"


def when_again(responses: Sequence[Response], days: Sequence[int]) -> list[str]:
    """Say in a sentence or two when questions come again; ``days`` and ``responses`` have one entry for each."""
    right = sorted(ahead for response, ahead in zip(responses, days, strict=True) if response.right)
    wrong = sorted(ahead for response, ahead in zip(responses, days, strict=True) if not response.right)
    both = bool(right and wrong)
    if both and {*right} == {*wrong}:
        # All come at the same time, so say it once.
        right, wrong, both = [*right, *wrong], [], False
    sentences = (_again(right, "What you knew" if both else ""), _again(wrong, "What you missed" if both else ""))
    return [sentence for sentence in sentences if sentence]


def _again(days: Sequence[int], what: str) -> str:
    if not days:
        return ""
    first, last = in_how_long(days[0]), in_how_long(days[-1])
    subject = f"{what} comes" if what else "These come" if len(days) > 1 else "It comes"
    rest = "" if first == last else f", the last of {'it' if what else 'them'} {last}"
    return f"{subject} again {first}{rest}."


def coming_in_parts(coming: Sequence[int]) -> list[tuple[str, int]]:
    """Pair the counts in ``coming`` with the spans of ``COMING``, without empty ones."""
    return [(span, count) for span, count in zip(COMING, coming, strict=True) if count]


def nothing_due(found: TopUp, today: date) -> str:
    """Return the sentence that says that nothing is due, and when something is; ``today`` is the day that it is here."""
    if found.next_day is None:
        return "Nothing is due. What a quiz has asked you comes again here after some days."
    return f"Nothing is due. Next: {day_in_words(found.next_day, today)}."


def nothing_played(name: str) -> str:
    """Return the sentence for a name under which nobody has played."""
    return f"Nothing was played yet under the name {quoted(name)}."


def day_in_words(day: date, today: date) -> str:
    """Return a day as ``3 December``, with its year where that is not today's."""
    return f"{day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")
