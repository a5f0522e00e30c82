"""What is remembered: held against py-fsrs's own figures, and the law that nothing depends on how a history is cut."""

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as Grade
from hypothesis import given
from hypothesis import strategies as st

from quiz.play.points import Certainty
from quiz.play.recall import LONGEST, RETENTION, Rating, Recall, Review, replay, review

REVIEWS = st.lists(
    st.builds(Review, day=st.integers(20_000, 20_800), rating=st.sampled_from(Rating), misled=st.booleans()), max_size=12
).map(lambda reviews: sorted(reviews, key=lambda one: one.day))


def replayed(*reviews: tuple[int, Rating]) -> Recall:
    found = replay(Review(day, rating) for day, rating in reviews)
    assert found
    return found


@pytest.mark.parametrize(
    ("fraction", "certainty", "rating"),
    [
        (0.0, None, Rating.AGAIN),
        (0.0, 3, Rating.AGAIN),
        (0.49, None, Rating.AGAIN),
        (0.5, None, Rating.HARD),
        (0.99, 3, Rating.HARD),
        (1.0, 1, Rating.HARD),
        (1.0, None, Rating.GOOD),
        (1.0, 2, Rating.GOOD),
        (1.0, 3, Rating.EASY),
    ],
)
def test_a_rating_comes_of_the_mark_and_of_how_sure(fraction: float, certainty: Certainty | None, rating: Rating) -> None:
    said = review(7, fraction, certainty)
    assert (said.day, said.rating, said.misled) == (7, rating, fraction < 0.5 and certainty == 3)


def test_what_stays_is_what_py_fsrs_says_in_its_own_tests() -> None:
    """The stabilities in days behind ``ivl_history`` of its tests/test_basic.py, whose second Good is of the first day.

    That one does not count here, which makes the last of them a day shorter.
    """
    days, found = [0, 2, 13, 59, 222], []
    for count in range(1, 6):
        found.append(round(replayed(*((day, Rating.GOOD) for day in days[:count])).card.stability or 0))
    assert found[:4] == [2, 11, 46, 163]
    assert found[4] == pytest.approx(498, abs=1)


def test_intervals_are_those_of_the_retention_that_was_chosen_and_no_longer_than_half_a_year() -> None:
    day, intervals = 0, []
    recall: Recall | None = None
    for rating in [Rating.GOOD] * 5 + [Rating.AGAIN, Rating.GOOD]:
        recall = replay([Review(day, rating)], recall)
        assert recall
        intervals.append(recall.due - day)
        day = recall.due
    assert intervals[:5] == [4, 31, 173, LONGEST, LONGEST]
    assert intervals[5] < 31 < intervals[6] < LONGEST
    assert (replayed((0, Rating.AGAIN)).due, replayed((0, Rating.EASY)).due) == (1, 16)


def test_it_is_known_when_it_was_just_asked_and_fades_to_the_retention_until_it_is_due() -> None:
    recall = replayed((0, Rating.GOOD), (4, Rating.GOOD))
    assert recall.likelihood(4) == 1.0
    assert recall.likelihood(recall.due) == pytest.approx(RETENTION, abs=0.01)


@given(reviews=REVIEWS, cut=st.integers(0, 12))
def test_any_cut_of_a_history_comes_to_the_same(reviews: list[Review], cut: int) -> None:
    assert replay(reviews[cut:], replay(reviews[:cut])) == replay(reviews)


@given(reviews=REVIEWS)
def test_the_first_of_each_day_counts_as_the_library_has_it(reviews: list[Review]) -> None:
    firsts = {one.day: one for one in reversed(reviews)}
    scheduler = Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False
    )
    card, noon = Card(card_id=1), datetime(1970, 1, 1, 12, tzinfo=UTC)
    for day, one in sorted(firsts.items()):
        card, _ = scheduler.review_card(card, Grade(one.rating), noon + timedelta(days=day))
    found = replay(reviews)
    assert (found is None) == (not reviews)
    if found:
        assert (found.due, found.missed) == ((card.due - noon).days, firsts[max(firsts)].rating is Rating.AGAIN)


def test_one_of_a_day_that_is_over_changes_nothing() -> None:
    """A laptop whose clock is slow writes into the same store."""
    recall = replayed((10, Rating.GOOD))
    assert replay([Review(3, Rating.AGAIN)], recall) == recall
