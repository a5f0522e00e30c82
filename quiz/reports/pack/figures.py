"""How many have done a training, as it may be told to anybody who is not to know who.

Counts that hang together give each other away: who reads that 44 quizzes were passed, and beside it that all but a few of
48 people are done, knows how few. So the pages without names tell one count of people for each course, the same on all of
them; how many quizzes were finished or passed, how many failed or were asked what stands on none. What else they tell are
means and shares of many, without how many those are.
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
"""Per cent to which a mean mark is rounded."""
FEWEST_TOLD = 2 * FEWEST
"""The fewest people of whom it is told how many are done, and their mean mark: all or none of fewer would tell of each."""


class CourseFigure(Struct, frozen=True, kw_only=True):
    """How many of the staff are done at a course, as it may be told."""

    course: Course
    people: int | None
    """How many count; None where that is not told."""
    done: int | None
    """How many of them are done; None where that is not told."""
    words: str
    """Both in words, whatever may be told."""
    met: bool | None
    """Whether the target is met; None where even that would tell how few are wanting."""


def course_figures(found: Completion) -> tuple[CourseFigure, ...]:
    """Return what may be told of each course to whoever is not to know who.

    *What is hidden.* Everything of fewer than ``FEWEST_TOLD`` people. Of more, how many are done where from 1 to below
    ``FEWEST`` are, or are not; that is told in words that leave it open. How many people count, where that differs from
    course to course by so few: they are the same people, but for those who are new and have time at one and not at others.

    *What is guaranteed.* Whoever knows these figures alone can work out no hidden count: at least two values are possible
    for each, and whether the target is met is left out where one of the two answers would leave one.
    """
    counts = sorted({one.people for one in found.courses})
    same = all(later - earlier >= FEWEST for earlier, later in pairwise(counts))
    return tuple(_figure(one, found.rules.target, tells_people=same) for one in found.courses)


def mean_mark(attempts: Iterable[FinishedAttempt]) -> int | None:
    """Return the mean of everybody's last mark in per cent; None of fewer than ``FEWEST_TOLD`` people.

    It is to the nearest ``MEAN_STEP``: two packs a day apart seldom tell the mark of the one who played meanwhile.

    ``attempts`` are those at one bank, in the order in which they began. Guests, and quizzes by other rules than the
    bank's own, are left out.
    """
    counting = chosen_attempts((one for one in attempts if one.on_board and not one.guest), "last")
    mean = fsum(one.mark for one in counting) / max(len(counting), 1)
    return MEAN_STEP * round(mean / MEAN_STEP) if len(counting) >= FEWEST_TOLD else None


def shown_count(count: int) -> str:
    """Return a count of people that stands in no sum: none, a figure, or that it is a small one."""
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
    """Say whether it may be told if the target is met: neither answer may leave one of the counts that the words allow."""
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
    # Rounded up, as in the report by name: part of a person is done when the person is.
    return done >= -(-target * people // 100)
