"""How many of the staff were overdue at a day, by team, by site or by year: figures that name nobody. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from quiz.reports.completion import IS_DONE, NOT_COUNTED, Course, Evidence, Period, Rules, Staff, fold
from quiz.reports.staff_list import Person
from quiz.reports.suppression import FEWEST, suppress

Group: TypeAlias = Literal["team", "site"]
"""What of a person says to which group they belong."""
By: TypeAlias = Group | Literal["year"]
_MOST_YEARS = 20
"""How far back years are told of: a date in 1900 is what a program writes that knows none."""


class OverdueRow(Struct, frozen=True, kw_only=True):
    """How many of a group are done at every course and how many are overdue; None where it would tell of too few."""

    label: str
    people: int | None
    done: int | None
    overdue: int | None


class OverdueTable(Struct, frozen=True, kw_only=True):
    """Who was overdue at a day, by team or by site; or by year, at the same day of each. It names nobody."""

    day: date
    by: By
    courses: tuple[str, ...]
    """Their titles."""
    rows: tuple[OverdueRow, ...]
    total: OverdueRow | None
    """All staff; years have no total, for they are the same people."""
    fewest: int


def overdue_table(
    people: Iterable[Person],
    courses: Sequence[Course],
    evidence: Sequence[Evidence],
    rules: Rules,
    day: date,
    by: By,
    fewest: int = FEWEST,
) -> OverdueTable:
    """Return how many were, or will be, overdue at a ``day`` by what is known now: not done at one course at least.

    Who is new and has time, or has left, is in no figure. What would tell of fewer than ``fewest`` people is hidden.
    """
    staff = Staff(people, evidence, rules)
    if by == "year":
        # Each year is the last line of its table by team and no figure more: what is hidden in one is hidden in both.
        days = list(_same_day_of_years(courses, evidence, day))
        rows = [replace(_total(staff, courses, then, fewest), label=f"{then.day} {then:%b %Y}") for then in days]
    else:
        rows = _groups(staff, courses, day, fewest, by)[0]
    total = _total(staff, courses, day, fewest) if rows and by != "year" else None
    titles = tuple(course.title for course in courses)
    return OverdueTable(day=day, by=by, courses=titles, rows=tuple(rows), total=total, fewest=fewest)


def _total(staff: Staff, courses: Sequence[Course], day: date, fewest: int) -> OverdueRow:
    """Return the line of all staff: what the table by team hides, or that by site, stands in neither of them."""
    kinds: list[Group] = ["team", "site"] if any(person.site for person in staff.people) else ["team"]
    totals = [_groups(staff, courses, day, fewest, by)[1] for by in kinds]

    def shown(figure: str) -> int | None:
        found: list[int | None] = [getattr(total, figure) for total in totals]
        return None if None in found else found[0]

    return OverdueRow(label="All staff", people=shown("people"), done=shown("done"), overdue=shown("overdue"))


def _groups(
    staff: Staff, courses: Sequence[Course], day: date, fewest: int, by: Group
) -> tuple[list[OverdueRow], OverdueRow]:
    """Return a row for each team or site in which anybody counts, and one for all of them."""
    groups = list(_counts_by(by, staff, courses, day))
    safe = suppress([counts for _, counts in groups], fewest)
    rows = [
        OverdueRow(label=label, people=safe.row_totals[place], done=safe.cells[place][0], overdue=safe.cells[place][1])
        for place, (label, _) in enumerate(groups)
    ]
    done, overdue = safe.column_totals or (None, None)
    return rows, OverdueRow(label="All staff", people=safe.total, done=done, overdue=overdue)


def _counts_by(by: Group, staff: Staff, courses: Sequence[Course], day: date) -> Iterator[tuple[str, list[int]]]:
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in staff.people:
        groups[fold(getattr(person, by))].append(person)
    for key in sorted(groups, key=lambda key: (not key, key)):
        counts = _done_and_overdue(staff, groups[key], courses, day)
        if any(counts):
            spellings = (getattr(person, by) for person in groups[key] if person.is_here(day))
            yield min(spellings) or f"in no {by}", counts


def _same_day_of_years(courses: Iterable[Course], evidence: Iterable[Evidence], day: date) -> Iterator[date]:
    """Yield the day of each year from the first of which anything is known."""
    asked = {course.id for course in courses}
    first = min((one.on for one in evidence if one.course in asked), default=day)
    for year in range(max(first.year, day.year - _MOST_YEARS + 1), day.year):
        then = Period(months=12 * (year - day.year)).after(day)
        if then >= first:
            yield then
    yield day


def _done_and_overdue(staff: Staff, people: Iterable[Person], courses: Sequence[Course], day: date) -> list[int]:
    done = overdue = 0
    for person in people:
        states = {staff.standing(person, course, day).state for course in courses}
        if states <= IS_DONE:
            done += 1
        elif not states <= (NOT_COUNTED | IS_DONE):
            overdue += 1
    return [done, overdue]
