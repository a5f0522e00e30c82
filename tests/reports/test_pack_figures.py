"""What pages without names tell: of small counts nothing that could be worked out, of large ones the figure."""

from collections import Counter
from typing import Any

import pytest
from msgspec.structs import replace

from quiz.reports.completion import Completion, Course, CourseCompletion, Rules, State
from quiz.reports.pack.figures import CourseFigure, course_figures, mean_mark, shown_count
from tests.reports.test_completion import TODAY
from tests.reports.test_topics import attempt


def course(people: int, done: int, title: str = "Scams") -> CourseCompletion:
    counts: dict[State, int] = {"done": done, "not begun": people - done}
    return CourseCompletion(
        course=Course(id=title, title=title), standings=(), counts=counts, people=people, done=done, needed=0, required=()
    )


def figures(*courses: CourseCompletion, target: int = 95) -> tuple[CourseFigure, ...]:
    rules = Rules(today=TODAY, target=target)
    unlisted: dict[str, Any] = {"unlisted": 0, "unlisted_guests": 0, "unlisted_names": ()}
    return course_figures(Completion(rules=rules, courses=courses, doubles=(), met=True, **unlisted))


@pytest.mark.parametrize("target", [5, 50, 90, 95, 97, 98, 99, 100])
def test_no_count_below_five_can_be_worked_out_whatever_is_told_beside_it(target: int) -> None:
    for people in range(2, 61):
        shown = [figures(course(people, done), target=target)[0] for done in range(people + 1)]
        alike = Counter(shown)
        for done, one in enumerate(shown):
            hidden = people < 10 or 0 < done < 5 or 0 < people - done < 5
            assert one.done == (None if hidden else done)
            assert (alike[one] > 1) is hidden, (people, done)


def test_large_counts_are_told_and_the_share_never_reaches_a_target_that_is_not_met() -> None:
    (one,) = figures(course(201, 190))
    assert (one.people, one.done, one.words, one.met) == (201, 190, "190 of 201 (94 %)", False)
    assert [figures(course(48, done))[0].words for done in (48, 46, 40, 3, 0)] == [
        "all 48",
        "all but fewer than 5 of 48",
        "40 of 48 (83 %)",
        "fewer than 5 of 48",
        "none of 48",
    ]


def test_people_who_are_new_at_one_course_alone_are_not_found_by_taking_one_from_the_other() -> None:
    first, second = figures(course(48, 30, "Scams"), course(47, 30, "Chats"))
    assert (first.people, second.people, first.done, second.done) == (None,) * 4
    assert (first.words, second.words) == ("62 %", "63 %")
    assert figures(course(48, 48, "Scams"), course(47, 45, "Chats"))[1].words == "all but fewer than 5"
    assert [one.people for one in figures(course(48, 30, "Scams"), course(40, 30, "Chats"))] == [48, 40]


def test_the_mean_is_of_everybodys_last_quiz_by_the_banks_own_rules_and_of_many() -> None:
    ten = [replace(attempt(number), mark=80.0) for number in range(10)]
    last = replace(attempt(3), id="again", mark=100.0, started_at=50)
    others = [replace(attempt(20), guest=True, mark=0.0), replace(attempt(21), on_board=False, mark=0.0)]
    assert mean_mark([*ten, last, *others]) == 80
    assert mean_mark([*ten[:9], *others]) is None


def test_a_small_count_in_no_sum_is_said_to_be_small() -> None:
    assert [shown_count(count) for count in (0, 1, 4, 5)] == ["0", "fewer than 5", "fewer than 5", "5"]
