"""What people still know of what they once knew, after 30 days and after 90, by topic; never of a person."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from quiz.banks.model import Bank
from quiz.questions.identity import question_hash
from quiz.questions.text import people as people_in_words
from quiz.questions.text import plural
from quiz.reports.suppression import FEWEST, ShownShare, safe_share
from quiz.store.finished import SpacedAnswer

SPANS = ((30, 90), (90, None))
"""The spans of days, from and before, after which something was asked again."""
_ALL_RIGHT = 1 - 1e-9


class Retained(Struct, frozen=True, kw_only=True):
    """How much was still right when asked again after so many days."""

    days: int
    """The least number of days."""
    answers: int
    people: int
    share: ShownShare
    """Per cent of the answers that were right."""


class TopicRetention(Struct, frozen=True):
    """What was still known of one topic, for each span with enough people."""

    topic: str
    spans: tuple[Retained, ...]


def retention(
    answers: Iterable[SpacedAnswer],
    banks: Mapping[str, Bank],
    topic_of: Callable[[str, str, str], str],
    fewest: int = FEWEST,
) -> tuple[TopicRetention, ...]:
    """Return what was still known of each topic, by name; ``banks`` are by hash, as played.

    ``topic_of`` returns a question's topic, from the hash and id of its bank and its own id.

    Nothing is told about fewer than ``fewest`` people, and a topic with nothing to tell is not named. There are no totals,
    so subtraction finds nothing. A question that changed between the two answers is another one.
    """
    found: dict[str, dict[int, list[SpacedAnswer]]] = defaultdict(lambda: defaultdict(list))
    for one in answers:
        if _is_same(one, banks):
            days = next(least for least, end in SPANS if end is None or one.days < end)
            found[topic_of(one.bank_hash, one.bank_id, one.question_id)][days].append(one)
    told = (
        TopicRetention(topic, tuple(_told(by_days, fewest)))
        for topic, by_days in sorted(found.items(), key=lambda of: of[0])
    )
    return tuple(one for one in told if one.spans)


def _told(by_days: Mapping[int, Sequence[SpacedAnswer]], fewest: int) -> Iterator[Retained]:
    for days, answers in sorted(by_days.items()):
        persons = len({one.person for one in answers})
        right = sum(one.mark / one.weight >= _ALL_RIGHT for one in answers)
        share = safe_share(right, len(answers), persons, fewest)
        if share is not None:
            yield Retained(days=days, answers=len(answers), people=persons, share=share)


def _is_same(one: SpacedAnswer, banks: Mapping[str, Bank]) -> bool:
    if one.bank_hash == one.before_hash:
        return True
    questions = [bank.question(one.question_id) for bank in map(banks.get, (one.bank_hash, one.before_hash)) if bank]
    hashes = {question_hash(question) for question in questions if question}
    return len(questions) == 2 and None not in questions and len(hashes) == 1


def retention_lines(found: Sequence[TopicRetention]) -> list[str]:
    """Return it in plain lines, with a heading; nothing where nothing can be told."""
    if not found:
        return []
    heading = "Of what was right, how much was right when it was asked again"
    return [heading, *(f"   after {words}: {one.topic}" for one in found for words in map(_in_words, one.spans))]


def _in_words(span: Retained) -> str:
    share = f"{span.share:.0f} %" if isinstance(span.share, float) else span.share
    return f"{span.days} days {share:>11} of {plural(span.answers, 'answer')}, {people_in_words(span.people)}"
