"""How many chose what in kept answers, and how many were right; never the words that somebody typed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress

from msgspec import Struct

from quiz.game.scoring import ALL_RIGHT
from quiz.questions.answers import Answer
from quiz.questions.counts import AnswerCount, PartCounts
from quiz.questions.question import Question
from quiz.reports.tally import is_hidden
from quiz.store.rows import given_of


class OptionCounts(Struct, frozen=True, kw_only=True):
    """How many answered what."""

    answered: int
    unanswered: int
    """How many skipped it or let its time run out."""
    right: int
    """How many had all of it right; like the next two, 0 where there is no key."""
    partly: int
    wrong: int
    parts: tuple[PartCounts, ...]
    """As its type counts; empty for typed words, and for a poll that so few answered that it would tell of them."""


class WrongAnswer(Struct, frozen=True, kw_only=True):
    """The commonest wrong answer."""

    part: PartCounts
    """The part of the question it belongs to."""
    answer: AnswerCount
    outvotes: bool
    """Whether more gave it than the right answer, if that is counted beside it."""


def grouped(texts: Iterable[str | None]) -> dict[Answer | None, int]:
    """Count kept answers, without those that cannot be read.

    Each text is parsed once, however many have given it.
    """
    found: dict[Answer | None, int] = {}
    for text, count in Counter(texts).items():
        with suppress(ValueError):
            answer = given_of(text)
            found[answer] = found.get(answer, 0) + count
    return found


def count_options(question: Question, answers: Mapping[Answer | None, int]) -> OptionCounts:
    """Count the answers to a question, from how many gave each; None is for no answer.

    Answers that the question does not accept are left out.
    """
    accepted = {answer: count for answer, count in answers.items() if answer is not None and question.accepts(answer)}
    answered = sum(accepted.values())
    marks = Counter[str]()
    for answer, count in accepted.items() if question.SCORED else ():
        mark = question.mark(answer)
        marks["right" if mark > ALL_RIGHT else "partly" if mark > 0 else "wrong"] += count
    return OptionCounts(
        answered=answered,
        unanswered=answers.get(None, 0),
        right=marks["right"],
        partly=marks["partly"],
        wrong=marks["wrong"],
        parts=() if is_hidden(question, answered) else question.count_answers(accepted),
    )


def wrong_answers(question: Question, counts: OptionCounts) -> list[WrongAnswer]:
    """Return the commonest wrong answer to each part of a question that has any, the first of equal ones."""
    found = []
    for part in counts.parts if question.SCORED else ():
        wrong = [answer for answer in part.counts if answer.count and answer.fraction <= 0]
        right = [answer.count for answer in part.counts if answer.fraction > ALL_RIGHT]
        # Typed answers list only the commonest, and several may be right.
        votes = max(right, default=0) if part.complete else max(counts.right, *right, 0)
        if wrong:
            most = max(wrong, key=lambda answer: answer.count)
            found.append(WrongAnswer(part=part, answer=most, outvotes=bool(right) and most.count > votes))
    return found


def commonest_wrong(question: Question, counts: OptionCounts) -> WrongAnswer | None:
    """Return the commonest wrong answer in any part, the first of equal ones; None if there was none."""
    return max(wrong_answers(question, counts), key=lambda wrong: wrong.answer.count, default=None)
