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
    """What is left of each question that was asked and is there still, by the ids of its bank and of itself."""
    topped_up: int = 0
    """How many questions top-ups have asked today."""

    @property
    def room(self) -> int:
        """How many more they ask today."""
        return max(MOST_ASKED - self.topped_up, 0)


_DAY = 24 * 60 * 60 * 1000
_BEGIN = date(1970, 1, 1)


def day_of(at: int) -> int:
    """Return the day of a moment in milliseconds since 1970, UTC: its number, for everywhere it is the same day."""
    return at // _DAY


def day_as_date(day: int) -> date:
    """Return a day by its number."""
    return _BEGIN + timedelta(days=day)


class SameQuestions:
    """Which questions of a bank are the same as those of an earlier text of it. What was found out once is kept."""

    def __init__(self) -> None:
        """Begin knowing nothing."""
        self._found: dict[tuple[str, str], Mapping[str, str]] = {}

    def now(self, store: Store, bank: Bank, bank_hash: str) -> Mapping[str, str]:
        """Return the ids that questions of the text with this hash have in ``bank``, by what they were called there.

        None of a text that was not kept, and none of a question that has changed or gone. Raises StoreError.
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

    An answer of tomorrow counts as one of today, for clocks differ; one that lies further ahead says nothing.
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


NOTHING_DUE = TopUp((), None)
"""What there is for whoever was never asked anything."""


def top_up(memory: Memory, banks: Mapping[str, Bank], today: int, new: Random | None = None) -> TopUp:
    """Return what a top-up asks ``today``; with dice for what is ``new``, that fills it up with what was never asked.

    Who has had today's top-up has nothing more to do today, unless they want what is new.
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
    """Return how much top-ups ask from when on, as long as nothing is answered: nothing from ``today`` on, to begin with."""
    later = [
        Due(len(chosen), minutes_of(chosen), day * _DAY)
        for day, chosen in coming(list(_known(memory, banks)), today, memory.room)
    ]
    return [Due(0, 0, today * _DAY), *later]


COMING = ("today", "this week", "next week", "in 3 weeks", "in 4 weeks", "later")
"""The spans of time for which it is counted how many questions come again; a week begins today."""
_ENDS = (1, 7, 14, 21, 28)
"""The days from today before which all but the last of them end."""


def coming_by_week(memory: Memory, asked_today: int, today: int) -> tuple[int, ...]:
    """Return how many questions come again in each of ``COMING``, of which ``asked_today`` are asked today.

    What has no room in the top-ups of its days comes on the days after them: there is never a heap of it.
    """
    due = Counter(bisect_right(_ENDS, recall.due - today) for recall in memory.recalls.values())
    counts, waiting, begin = [asked_today], due[0] - asked_today, _ENDS[0]
    for span, end in enumerate(_ENDS[1:], 1):
        waiting += due[span]
        counts.append(min(waiting, (end - begin) * MOST_ASKED))
        waiting, begin = waiting - counts[-1], end
    return (*counts, waiting + due[len(_ENDS)])


def minutes_of(chosen: Iterable[TopUpQuestion]) -> int:
    """Return about how many minutes they take, with reading why of what was not known last."""
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
"""Days from which on months are told, and no weeks."""


def in_how_long(days: int) -> str:
    """Return when something is that is so many days ahead: today, tomorrow, in four days, in about four weeks."""
    if days < 2:
        return "tomorrow" if days == 1 else "today"
    if days < 7:
        return f"in {_NUMBERS[days]} days"
    number, thing = (round(days / 7), "week") if days < _MONTH_FROM else (round(days / 30), "month")
    return f"in about a {thing}" if number == 1 else f"in about {_NUMBERS[number]} {thing}s"


def when_again(responses: Sequence[Response], days: Sequence[int]) -> list[str]:
    """Return in a sentence or two when questions come again, each after so many ``days``; ``responses`` are to them."""
    right = sorted(ahead for response, ahead in zip(responses, days, strict=True) if response.right)
    wrong = sorted(ahead for response, ahead in zip(responses, days, strict=True) if not response.right)
    both = bool(right and wrong)
    if both and {*right} == {*wrong}:
        # All of it at one time: what is told of both is told once.
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
    """Return of ``coming``, by the spans of ``COMING``, when something comes again and how much of it."""
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
