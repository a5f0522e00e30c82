"""Counts of people as they may be shown: what is hidden cannot be worked out, and no more is hidden than must be."""

from collections.abc import Iterator, Sequence
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reports.suppression import SafeTable, safe_share, suppress

FEWEST = st.integers(3, 20)


def tables(most: int = 40, rows: int = 6, columns: int = 5) -> st.SearchStrategy[list[list[int]]]:
    counts = st.integers(0, most) | st.integers(0, 6)
    return st.integers(1, columns).flatmap(
        lambda of: st.lists(st.lists(counts, min_size=of, max_size=of), min_size=1, max_size=rows)
    )


def with_totals(table: Sequence[Sequence[int]]) -> list[list[int]]:
    lines = [[*row, sum(row)] for row in table]
    return [*lines, [sum(column) for column in zip(*lines, strict=True)]]


def published(safe: SafeTable) -> list[list[int | None]]:
    """Return a table with its totals, as it is shown."""
    lines = [[*row, total] for row, total in zip(safe.cells, safe.row_totals, strict=True)]
    return [*lines, [*safe.column_totals, safe.total]]


def worked_out(shown: Sequence[Sequence[int | None]]) -> list[list[tuple[float, float]]]:
    """Return the least and the most that each count can be, by sums of one row or column at a time until nothing moves."""
    least = [[0.0 if count is None else float(count) for count in line] for line in shown]
    most = [[inf if count is None else float(count) for count in line] for line in shown]
    places = [[(row, column) for column in range(len(shown[0]))] for row in range(len(shown))]
    sums = [*places, *map(list, zip(*places, strict=True))]
    moved = True
    while moved:
        moved = False
        for *parts, total in sums:
            for this in (*parts, total):
                others = [place for place in parts if place != this]
                if this == total:
                    low, high = sum(least[r][c] for r, c in parts), sum(most[r][c] for r, c in parts)
                else:
                    (r, c) = total
                    low = least[r][c] - sum(most[r][c] for r, c in others)
                    high = most[r][c] - sum(least[r][c] for r, c in others)
                row, column = this
                if low > least[row][column] or high < most[row][column]:
                    least[row][column] = max(low, least[row][column])
                    most[row][column] = min(high, most[row][column])
                    moved = True
    return [list(zip(*lines, strict=True)) for lines in zip(least, most, strict=True)]


def hidden_counts(table: Sequence[Sequence[int]], safe: SafeTable) -> Iterator[tuple[int, int, int]]:
    """Yield row, column and true count of what is hidden, totals included."""
    for row, (line, counts) in enumerate(zip(published(safe), with_totals(table), strict=True)):
        for column, (shown, count) in enumerate(zip(line, counts, strict=True)):
            if shown is None:
                yield row, column, count
            else:
                assert shown == count


@given(tables(), FEWEST)
def test_sums_tell_no_hidden_count_nor_that_it_is_a_small_one(table: list[list[int]], fewest: int) -> None:
    safe = suppress(table, fewest)
    bounds = worked_out(published(safe))
    for row, column, count in hidden_counts(table, safe):
        least, most = bounds[row][column]
        assert least < most
        assert count >= fewest or most >= fewest


@given(tables(), FEWEST)
def test_no_count_below_the_fewest_is_shown(table: list[list[int]], fewest: int) -> None:
    assert all(
        count is None or count == 0 or count >= fewest for line in published(suppress(table, fewest)) for count in line
    )


@given(tables(), FEWEST)
def test_a_nought_is_shown_in_large_groups_alone(table: list[list[int]], fewest: int) -> None:
    counts, shown = with_totals(table), published(suppress(table, fewest))
    for row, line in enumerate(shown):
        for column, count in enumerate(line):
            assert count != 0 or min(counts[row][-1], counts[-1][column]) >= 2 * fewest


@given(tables(most=4, rows=2, columns=2))
def test_for_each_hidden_count_another_whole_table_is_possible(table: list[list[int]]) -> None:
    safe = suppress(table, 3)
    others = list(possible(safe, len(table), len(table[0]), sum(map(sum, table)) + 3))
    for row, column, count in hidden_counts(table, safe):
        values = {with_totals(other)[row][column] for other in others}
        assert len(values) > 1
        assert count >= 3 or max(values) >= 3


def possible(safe: SafeTable, rows: int, columns: int, most: int) -> Iterator[list[list[int]]]:
    """Yield every table with at most so many in a row that would be shown like this."""
    shown = published(safe)

    def fits(counts: Sequence[int], line: Sequence[int | None]) -> bool:
        return all(known in (None, count) for count, known in zip(counts, line, strict=True))

    def row_of(place: int, start: list[int]) -> Iterator[list[int]]:
        if len(start) == columns:
            if fits([*start, sum(start)], shown[place]):
                yield start
            return
        known = shown[place][len(start)]
        for count in range(most - sum(start) + 1) if known is None else [known]:
            yield from row_of(place, [*start, count])

    def from_row(place: int, table: list[list[int]]) -> Iterator[list[list[int]]]:
        if place == rows:
            if fits(with_totals(table)[-1], shown[-1]):
                yield table
            return
        for row in row_of(place, []):
            yield from from_row(place + 1, [*table, row])

    yield from from_row(0, [])


@given(st.integers(3, 20), st.data())
def test_a_table_of_large_counts_is_shown_as_it_is(fewest: int, data: st.DataObject) -> None:
    large = st.integers(fewest, 500)
    table = data.draw(st.lists(st.lists(large, min_size=3, max_size=3), min_size=1, max_size=5))
    assert published(suppress(table, fewest)) == with_totals(table)


def test_the_smallest_that_protects_is_hidden_beside_a_small_count_and_totals_stay() -> None:
    safe = suppress([[30, 2, 12], [20, 40, 9], [25, 33, 17]])
    assert safe.cells == ((30, None, None), (20, None, None), (25, 33, 17))
    assert safe.row_totals == (44, 69, 75)
    assert (safe.column_totals, safe.total) == ((75, 75, 38), 188)


def test_a_team_of_few_has_no_figure_and_no_other_gives_it_away() -> None:
    # By team: done, not done. The office has three people.
    safe = suppress([[14, 9], [21, 12], [2, 1]])
    assert safe.cells[2] == (None, None)
    assert safe.row_totals[2] is None
    assert safe.row_totals.count(None) == 2
    assert safe.total == 59


def test_a_total_is_hidden_only_where_cells_will_not_do() -> None:
    safe = suppress([[1, 20], [2, 2], [5, 7], [1, 0], [5, 0], [5, 0]])
    assert safe.row_totals == (21, None, None, None, 5, 5)
    assert (safe.column_totals, safe.total) == ((19, 29), 48)


def test_all_of_a_small_group_is_not_told_by_a_nought() -> None:
    safe = suppress([[6, 0], [30, 30]])
    assert safe.cells[0] == (None, None)
    assert safe.row_totals == (6, 60)
    assert suppress([[60, 0], [30, 30]]).cells == ((60, 0), (30, 30))


def test_of_few_people_in_all_nothing_is_shown() -> None:
    assert published(suppress([[2, 1], [0, 1]])) == [[None] * 3] * 3
    assert published(suppress([])) == [[None]]
    assert published(suppress([[], []])) == [[None]] * 3


@pytest.mark.parametrize(
    ("table", "fewest", "why"),
    [
        ([[1]], 2, "from 3 to 20"),
        ([[1]], 21, "from 3 to 20"),
        ([[1], [1, 2]], 5, "different length"),
        ([[-1]], 5, "below 0"),
    ],
)
def test_what_is_no_table_of_counts_is_refused(table: list[list[int]], fewest: int, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        suppress(table, fewest)


@pytest.mark.parametrize(
    ("part", "whole", "people", "shown"),
    [
        (2, 4, 4, None),
        (3, 6, 6, 50),
        (0, 9, 9, "almost none"),
        (9, 9, 9, "almost all"),
        (0, 10, 10, 0),
        (10, 10, 10, 100),
        (7, 19, 12, pytest.approx(100 * 7 / 19)),
        (19, 19, 7, "almost all"),
        (0, 0, 10, None),
    ],
)
def test_a_share_of_a_small_group_is_told_in_words_or_not_at_all(part: int, whole: int, people: int, shown: object) -> None:
    assert safe_share(part, whole, people) == shown
