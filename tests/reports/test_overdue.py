"""Who was overdue at a day, by team and by year: figures that name nobody, and hide what would tell of a few."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from quiz.reports.completion import Evidence
from quiz.reports.overdue import OverdueTable, overdue_table
from quiz.reports.overdue_text import overdue_csv, overdue_lines
from quiz.reports.staff_list import Person
from quiz.reports.suppression import suppress
from tests.reports.test_completion import COURSE, RULES, TODAY, at

GROUPS = st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(1, 9), st.integers(0, 9))
"""A team, a site, how many people, and how many of them are done."""


class TestFigures:
    """Tables by team and year name nobody, and hide what would tell of a few."""

    def people(self) -> list[Person]:
        return [Person(name=f"p{number}", team="Maths" if number < 22 else "Office") for number in range(25)]

    def test_teams_of_a_few_are_hidden(self) -> None:
        passed = [at(f"p{number}", "passed", TODAY) for number in range(10)]
        table = overdue_table(self.people(), [COURSE], passed, RULES, TODAY, "team")
        assert [(row.label, row.people) for row in table.rows] == [("Maths", None), ("Office", None)]
        assert overdue_lines(table)[-1] == "– is hidden: fewer than 5 people, or it would tell of them."
        assert "p1" not in "".join(overdue_lines(table)) + overdue_csv(table)

    def test_what_is_due_at_a_day_to_come_is_reckoned(self) -> None:
        people = self.people()[:20]
        passed = [at(f"p{number}", "passed", date(2026, 1 + number // 10, 1)) for number in range(20)]
        table = overdue_table(people, [COURSE], passed, RULES, date(2027, 1, 15), "team")
        assert [(row.people, row.done, row.overdue) for row in table.rows] == [(20, 10, 10)]

    def test_years_are_the_same_day_of_each(self) -> None:
        passed = [at(f"p{number}", "passed", date(2024 + number // 10, 3, 1)) for number in range(20)]
        table = overdue_table(self.people()[:20], [COURSE], passed, RULES, date(2025, 8, 31), "year")
        assert [(row.label, row.done, row.overdue) for row in table.rows] == [
            ("31 Aug 2024", 10, 10),
            ("31 Aug 2025", 10, 10),
        ]
        assert table.total is None

    def test_a_date_of_long_ago_makes_no_table_of_a_hundred_years(self) -> None:
        table = overdue_table(self.people(), [COURSE], [at("p1", "passed", date(1900, 1, 1))], RULES, TODAY, "year")
        assert len(table.rows) == 20

    @given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 60))
    def test_what_one_table_hides_of_all_staff_no_other_tells(self, maths: int, office: int, hill: int, done: int) -> None:
        people = [
            Person(
                name=f"p{number}",
                team="Maths" if number < maths else "Office",
                site="Hill" if number % 31 < hill else "Vale",
            )
            for number in range(maths + office)
        ]
        known = [at(f"p{number}", "passed", TODAY) for number in range(done)]
        tables = {by: overdue_table(people, [COURSE], known, RULES, TODAY, by) for by in ("team", "site", "year")}
        (of_the_year,) = tables["year"].rows
        for by in ("team", "site"):
            groups = sorted({getattr(person, by) for person in people})
            counts = [_counts(people, by, group, done) for group in groups]
            total, safe = tables[by].total, suppress(counts)
            shown = (total.people, total.done, total.overdue) if total else (None, None, None)
            assert (of_the_year.people, of_the_year.done, of_the_year.overdue) == shown
            hidden_alone = [figure is None for figure in (safe.total, *(safe.column_totals or (None, None)))]
            assert all(figure is None for figure, hidden in zip(shown, hidden_alone, strict=True) if hidden)

    def test_a_head_is_not_found_by_taking_the_table_by_team_from_that_by_site(self) -> None:
        people = [
            *(Person(name=f"p{number}", team="Nursery", site="Moor") for number in range(10)),
            Person(name="head", team="Leadership", site="Moor"),
            *(Person(name=f"l{number}", team="Leadership", site="Hill") for number in range(9)),
            *(Person(name=f"t{number}", team="Teachers", site="Hill") for number in range(20)),
        ]
        known = [
            at(f"{letter}{number}", "passed", TODAY)
            for letter, done in (("p", 5), ("l", 5), ("t", 9))
            for number in range(done)
        ]
        by_site = overdue_table(people, [COURSE], known, RULES, TODAY, "site")
        assert [(row.label, row.people, row.done) for row in by_site.rows] == [("Hill", 29, None), ("Moor", 11, None)]
        by_team = overdue_table(people, [COURSE], known, RULES, TODAY, "team")
        assert [row.done for row in by_team.rows] == [5, 5, 9], "what gives nobody away stays"

    @given(st.lists(GROUPS, min_size=1, max_size=4))
    def test_both_tables_together_tell_of_no_few(self, groups: list[tuple[int, int, int, int]]) -> None:
        people = list[Person]()
        known = list[Evidence]()
        for number, (team, site, size, done) in enumerate(groups):
            mine = [Person(name=f"p{number}.{who}", team=f"t{team}", site=f"s{site}") for who in range(size)]
            people += mine
            known += [at(one.name, "passed", TODAY) for one in mine[:done]]
        tables = [overdue_table(people, [COURSE], known, RULES, TODAY, by) for by in ("team", "site")]
        parts = defaultdict[tuple[str, str], list[int]](lambda: [0, 0])
        for team, site, size, done in groups:
            parts[f"t{team}", f"s{site}"][0] += min(done, size)
            parts[f"t{team}", f"s{site}"][1] += size - min(done, size)
        possible = list(_others(parts, tables))
        shown = {row.label for table in tables for row in table.rows if row.done is not None}
        for place, (part, (done, overdue)) in enumerate(sorted(parts.items())):
            least = min(done, overdue)
            lines = [row for table in tables for row in table.rows if row.label in part]
            if any(0 in (row.done, row.overdue) for row in lines):
                # Of so many it may be told that all have fared alike, and so it is of each part of them.
                continue
            # Where neither line of a group is shown, each table has hidden all that it can.
            if shown & {*part} and (0 < least < 5 or (not least and done + overdue < 10)):
                assert len({other[place] for other in possible}) > 1, part


def _others(parts: Mapping[tuple[str, str], Sequence[int]], tables: Sequence[OverdueTable]) -> Iterator[tuple[int, ...]]:
    """Yield how many of each team at each site may be done, for all that both tables say and for groups of known size."""
    keys = sorted(parts)
    for counts in product(*(range(sum(parts[key]) + 1) for key in keys)):
        found = dict(zip(keys, counts, strict=True))
        if all(
            row.done in (None, sum(count for key, count in found.items() if row.label in key))
            for table in tables
            for row in table.rows
        ) and all(table.total is None or table.total.done in (None, sum(counts)) for table in tables):
            yield counts


def _counts(people: list[Person], by: str, group: str, done: int) -> list[int]:
    """Return how many of a group are done and how many are not, where the first so many are."""
    mine = [int(person.name[1:]) < done for person in people if getattr(person, by) == group]
    return [sum(mine), len(mine) - sum(mine)]
