"""How many of the staff were overdue on a day, by team, by site or by year: figures that name nobody. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from quiz.reports.completion import IS_DONE, NOT_COUNTED, Course, Evidence, Period, Rules, Staff, fold
from quiz.reports.nested_groups import NestedGroups
from quiz.reports.staff_list import Person
from quiz.reports.suppression import FEWEST, SafeTable, suppress

Group: TypeAlias = Literal["team", "site"]
"""The field of a person that says which group they are in."""
By: TypeAlias = Group | Literal["year"]
_MOST_YEARS = 20
"""The most years to go back: programs write a date in 1900 for one that they do not know."""
_PARTS_AT_A_TIME = 400
"""The number of groups of one team at one site for which one more is hidden at a time."""


class OverdueRow(Struct, frozen=True, kw_only=True):
    """How many of a group are done at every course and how many are overdue; None if it would tell of too few."""

    label: str
    people: int | None
    done: int | None
    overdue: int | None


class OverdueTable(Struct, frozen=True, kw_only=True):
    """How many were overdue on a day, by team or by site; or by year, on the same day of each. It names nobody."""

    day: date
    by: By
    courses: tuple[str, ...]
    """Their titles."""
    rows: tuple[OverdueRow, ...]
    total: OverdueRow | None
    """All staff; years have no total, being the same people."""
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
    """Return how many were, or will be, overdue on a ``day`` by what is known now: not done in at least one course.

    People who are new and have time, or have left, are in no figure. Anything that would tell of fewer than ``fewest``
    people is hidden, also by subtracting the table by site from that by team. A list without sites has no table by site.
    """
    staff = Staff(people, evidence, rules)
    if by == "year":
        # Each year is the last line of its table by team, and nothing else: what is hidden in one is hidden in both.
        days = list(_same_day_of_years(courses, evidence, day))
        totals = (_Tables(_Groups(staff, courses, then), fewest).total() for then in days)
        rows = [replace(one, label=f"{then.day} {then:%b %Y}") for one, then in zip(totals, days, strict=True)]
        total = None
    else:
        tables = _Tables(_Groups(staff, courses, day), fewest)
        rows = tables.rows(by) if by in tables.of else []
        total = tables.total() if rows else None
    titles = tuple(course.title for course in courses)
    return OverdueTable(day=day, by=by, courses=titles, rows=tuple(rows), total=total, fewest=fewest)


class _Groups:
    """The figures of everybody who counts on a day, by team, and by site if the list has any."""

    def __init__(self, staff: Staff, courses: Sequence[Course], day: date) -> None:
        self._here = [person for person in staff.people if person.is_here(day)]
        self.parts: dict[tuple[str, str], tuple[int, int]] = {}
        """How many of each team at each site are done, and how many are overdue."""
        for person in staff.people:
            counts = _done_and_overdue(staff, person, courses, day)
            part = fold(person.team), fold(person.site)
            if any(counts):
                done, overdue = self.parts.get(part, (0, 0))
                self.parts[part] = done + counts[0], overdue + counts[1]
        self.kinds: list[Group] = ["team", "site"] if any(person.site for person in staff.people) else ["team"]

    def keys(self, by: Group) -> list[str]:
        """Return the keys of the groups, in order; people in no group come last."""
        return sorted({_of(by, part) for part in self.parts}, key=lambda key: (not key, key))

    def counts(self, by: Group) -> list[list[int]]:
        """Return how many of each group are done and overdue, in the order of ``keys``."""
        found = {key: [0, 0] for key in self.keys(by)}
        for part, (done, overdue) in self.parts.items():
            found[_of(by, part)][0] += done
            found[_of(by, part)][1] += overdue
        return [*found.values()]

    def label(self, by: Group, key: str) -> str:
        spellings = (getattr(person, by) for person in self._here if fold(getattr(person, by)) == key)
        return min(spellings) or f"in no {by}"


def _of(by: Group, part: tuple[str, str]) -> str:
    return part[0] if by == "team" else part[1]


class _Tables:
    """The tables by team and by site as they may be shown: subtracting one from the other reveals nothing hidden."""

    def __init__(self, groups: _Groups, fewest: int) -> None:
        self._groups = groups
        self._secret: dict[Group, set[str]] = {by: set() for by in groups.kinds}
        self.of: dict[Group, SafeTable] = {}
        while True:
            self.of = {by: suppress(groups.counts(by), fewest, self._secret_cells(by)) for by in groups.kinds}
            if len(groups.kinds) < 2 or not self._hides_more(fewest):
                break

    def rows(self, by: Group) -> list[OverdueRow]:
        """Return a row for each team or site with anybody who counts."""
        safe = self.of[by]
        return [
            OverdueRow(
                label=self._groups.label(by, key),
                people=safe.row_totals[place],
                done=safe.cells[place][0],
                overdue=safe.cells[place][1],
            )
            for place, key in enumerate(self._groups.keys(by))
        ]

    def total(self) -> OverdueRow:
        """Return the line of all staff: what either table hides is in neither."""
        done, overdue = (self._shown(safe.column_totals[place] for safe in self._told()) for place in (0, 1))
        return OverdueRow(
            label="All staff", people=self._shown(safe.total for safe in self._told()), done=done, overdue=overdue
        )

    def _told(self) -> list[SafeTable]:
        return [safe for safe in self.of.values() if safe.cells]

    def _shown(self, figures: Iterable[int | None]) -> int | None:
        found = [*figures]
        return None if None in found or not found else found[0]

    def _secret_cells(self, by: Group) -> set[tuple[int, int]]:
        rows = (place for place, key in enumerate(self._groups.keys(by)) if key in self._secret[by])
        return {(row, column) for row in rows for column in (0, 1)}

    def _hidden(self, by: Group) -> set[str]:
        return {key for key, cells in zip(self._groups.keys(by), self.of[by].cells, strict=True) if None in cells}

    def _hides_more(self, fewest: int) -> bool:
        """Hide groups that give somebody away, sites rather than teams; say whether there were any to hide.

        One at a time, for what is hidden with it may do for the next; a few in a very large trust, to save minutes.
        """
        total, hidden = self.total(), {by: self._hidden(by) for by in self._groups.kinds}
        is_total_hidden = None in (total.done, total.overdue)
        nested = NestedGroups(self._groups.parts, hidden["team"], hidden["site"], is_total_hidden=is_total_hidden)
        shown = (
            next(((by, _of(by, part)) for by in reversed(self._groups.kinds) if _of(by, part) not in hidden[by]), None)
            for part in nested.given_away(fewest)
        )
        more = [*islice(filter(None, shown), 1 + len(self._groups.parts) // _PARTS_AT_A_TIME)]
        for by, key in more:
            self._secret[by].add(key)
        return bool(more)


def _same_day_of_years(courses: Iterable[Course], evidence: Iterable[Evidence], day: date) -> Iterator[date]:
    """Yield the day of each year from the first that anything is known about."""
    asked = {course.id for course in courses}
    first = min((one.on for one in evidence if one.course in asked), default=day)
    for year in range(max(first.year, day.year - _MOST_YEARS + 1), day.year):
        then = Period(months=12 * (year - day.year)).after(day)
        if then >= first:
            yield then
    yield day


def _done_and_overdue(staff: Staff, person: Person, courses: Iterable[Course], day: date) -> tuple[bool, bool]:
    states = {staff.standing(person, course, day).state for course in courses}
    return states <= IS_DONE, not states <= (NOT_COUNTED | IS_DONE)
