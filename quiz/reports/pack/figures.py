"""How many have done a training, as people may be told who must not know who.

Related counts give each other away: anybody who reads that 44 quizzes were passed, and that all but a few of 48 people are
done, knows how few. So the pages without names give one count of people for each course, the same on all of them, and
never how many quizzes were finished or passed, how many failed, or how many were asked what. Whatever else they give is
means and shares of many, without saying of how many.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import fsum

from msgspec import Struct

from quiz.reports.completion import Completion, Course, CourseCompletion
from quiz.reports.item_report import chosen_attempts
from quiz.reports.suppression import FEWEST
from quiz.store.finished import FinishedAttempt

MEAN_STEP = 5
"""The step in per cent to which a mean mark is rounded."""
FEWEST_TOLD = 2 * FEWEST
"""The fewest people whose count of done and mean mark are told: all or none of fewer would tell of each."""


class CourseFigure(Struct, frozen=True, kw_only=True):
    """How many of the staff have done a course, as it may be told."""

    course: Course
    people: int | None
    """How many count; None if that is not told."""
    done: int | None
    """How many of them are done; None if that is not told."""
    words: str
    """Both in words, as far as may be told."""
    met: bool | None
    """Whether the target is met; None if even that would tell how few are missing."""


def course_figures(found: Completion) -> tuple[CourseFigure, ...]:
    """Return what may be told about each course without giving anybody away.

    *What is hidden.* Everything about fewer than ``FEWEST_TOLD`` people. For more, the number done if from 1 to below
    ``FEWEST`` are, or are not; that is put in words that leave it open. The number that count, if it differs from course
    to course by so few: they are the same people, except those who are new and still have time in one course.

    *What is guaranteed.* From these figures alone no hidden count can be worked out: at least two values are possible for
    each, and whether the target is met is left out if either answer would leave only one.
    """
    counts = sorted({one.people for one in found.courses})
    same = all(later - earlier >= FEWEST for earlier, later in pairwise(counts))
    return tuple(_figure(one, found.rules.target, tells_people=same) for one in found.courses)


def mean_mark(attempts: Iterable[FinishedAttempt]) -> int | None:
    """Return the mean of everybody's last mark in per cent; None for fewer than ``FEWEST_TOLD`` people.

    Rounded to ``MEAN_STEP``, so that two packs a day apart seldom tell the mark of the one person who played in between.

    ``attempts`` are those at one bank, in the order in which they began; guests' attempts, and those not by the bank's own
    rules, are left out.
    """
    counting = chosen_attempts((one for one in attempts if one.on_board and not one.guest), "last")
    mean = fsum(one.mark for one in counting) / max(len(counting), 1)
    return MEAN_STEP * round(mean / MEAN_STEP) if len(counting) >= FEWEST_TOLD else None


def shown_count(count: int) -> str:
    """Return a count of people that is part of no sum: zero, a figure, or that it is small."""
    return f"fewer than {FEWEST}" if 0 < count < FEWEST else str(count)


def _figure(one: CourseCompletion, target: int, *, tells_people: bool) -> CourseFigure:
    if one.people < FEWEST_TOLD:
        words = f"not told: fewer than {FEWEST_TOLD} people count"
        return CourseFigure(course=one.course, people=None, done=None, words=words, met=None)
    hidden = _is_small(one.done) or _is_small(one.people - one.done)
    return CourseFigure(
        course=one.course,
        people=one.people if tells_people else None,
        done=one.done if tells_people and not hidden else None,
        words=_words(one, tells_people=tells_people),
        met=_is_met(one.done, one.people, target) if _leaves_it_open(one, target) else None,
    )


def _leaves_it_open(one: CourseCompletion, target: int) -> bool:
    """Say whether it may be told if the target is met: neither answer may leave one count of those the words allow."""
    few = range(1, FEWEST)
    if _is_small(one.done):
        possible: Sequence[int] = few
    elif _is_small(one.people - one.done):
        possible = [one.people - wanting for wanting in few]
    else:
        return True
    met = sum(_is_met(done, one.people, target) for done in possible)
    return met != 1 and len(possible) - met != 1


def _words(one: CourseCompletion, *, tells_people: bool) -> str:
    of_all = f" of {one.people}" if tells_people else ""
    wanting = one.people - one.done
    if not wanting:
        return f"all {one.people}" if tells_people else "all"
    if not one.done:
        return f"none{of_all}"
    if _is_small(wanting):
        return f"all but fewer than {FEWEST}{of_all}"
    if _is_small(one.done):
        return f"fewer than {FEWEST}{of_all}"
    share = f"{one.per_cent} %"
    return f"{one.done}{of_all} ({share})" if tells_people else share


def _is_small(count: int) -> bool:
    return 0 < count < FEWEST


def _is_met(done: int, people: int, target: int) -> bool:
    # Rounded up, as in the report by name: there is no part of a person.
    return done >= -(-target * people // 100)
