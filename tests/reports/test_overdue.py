"""Who was overdue at a day, by team and by year: figures that name nobody, and hide what would tell of a few."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quiz.reports.overdue import overdue_table
from quiz.reports.overdue_text import overdue_csv, overdue_lines
from quiz.reports.staff_list import Person
from quiz.reports.suppression import suppress
from tests.reports.test_completion import COURSE, RULES, TODAY, at


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


def _counts(people: list[Person], by: str, group: str, done: int) -> list[int]:
    """Return how many of a group are done and how many are not, where the first so many are."""
    mine = [int(person.name[1:]) < done for person in people if getattr(person, by) == group]
    return [sum(mine), len(mine) - sum(mine)]
