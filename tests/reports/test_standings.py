from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reports.standings import initials, movements, ranked, since_when, span_from, spans
from quiz.store.records import BoardRow


def row(key: str, points: float) -> BoardRow:
    return BoardRow(key=key, name=key.title(), team="", points=points, mark=50.0, bank=None, at=1)


def test_equal_points_share_a_rank_and_leave_out_the_next() -> None:
    found = ranked([row("a", 9), row("b", 7), row("c", 7), row("d", 1)])
    assert [line.rank for line in found] == [1, 2, 2, 4]


@given(st.lists(st.integers(-1000, 1000), max_size=30))
def test_a_rank_is_one_more_than_the_number_of_better_lines(points: list[int]) -> None:
    found = ranked([row(str(place), value) for place, value in enumerate(sorted(points, reverse=True))])
    for line in found:
        assert line.rank == 1 + sum(other.points > line.points for other in found)


def test_movement_counts_places_up_and_down_and_names_newcomers() -> None:
    before = ranked([row("a", 9), row("b", 8), row("c", 7), row("d", 6)])
    now = ranked([row("c", 9), row("a", 8), row("new", 7), row("d", 6)])
    assert movements(before, now) == {"c": 2, "a": -1, "new": "new", "d": 0}


def test_where_nobody_stood_before_nobody_has_moved_and_nobody_is_new() -> None:
    assert movements([], ranked([row("a", 9)])) == {}


MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)


def test_each_span_knows_the_one_before_with_which_it_is_compared() -> None:
    always, today, week = spans(WEDNESDAY)
    assert (always.since, always.compared_from, always.compared_until) == (None, None, WEDNESDAY)
    assert (today.since, today.compared_from, today.compared_until) == (WEDNESDAY, date(2026, 11, 24), WEDNESDAY)
    assert (week.since, week.compared_from, week.compared_until) == (MONDAY, date(2026, 11, 16), MONDAY)
    assert spans(MONDAY)[2].since == MONDAY


def test_a_span_from_a_day_is_compared_with_as_many_days_before_it() -> None:
    span = span_from(date(2026, 11, 20), WEDNESDAY)
    assert (span.since, span.compared_from, span.compared_until) == (
        date(2026, 11, 20),
        date(2026, 11, 14),
        date(2026, 11, 20),
    )
    assert span.words == "since 20 Nov 2026"
    assert span_from(date(2030, 1, 1), WEDNESDAY).compared_from == date(2029, 12, 31), "a day that is to come"
    assert span_from(date(1970, 1, 2), date(9999, 12, 31)).compared_from == date(1970, 1, 2), "before which nothing is kept"


@pytest.mark.parametrize(
    ("name", "short"), [("Sam Jones", "S. J."), ("sam", "S."), ("Zoë de Vries", "Z. D. V."), ("[/]", "?"), ("", "?")]
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def milliseconds(year: int, month: int, day: int) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp() * 1000)


def test_since_takes_today_days_and_dates() -> None:
    today = date(2026, 11, 23)
    assert since_when("today", today, UTC) == milliseconds(2026, 11, 23)
    assert since_when("7d", today, UTC) == milliseconds(2026, 11, 16)
    assert since_when("2026-01-02", today, UTC) == milliseconds(2026, 1, 2)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "d", "-7d"])
def test_what_is_no_day_is_refused_with_examples(text: str) -> None:
    with pytest.raises(ValueError, match="Write today, 7d"):
        since_when(text, date(2026, 11, 23), UTC)
