"""How a player stands at all banks together, from how they stand at each."""

import sys
import time
from datetime import date, datetime

import pytest
from msgspec.structs import replace

from quiz.banks.model import Bank
from quiz.services.progress import NEVER_PLAYED, BankProgress, Go, TopicProgress, Weeks, overview, weeks
from quiz.store.records import Best, FinishedMark
from quiz.store.store import Store, open_store
from tests import builders
from tests.store.makers import play

NO_WEEKS = Weeks(date(2026, 10, 5), (0,) * 8)


def bank(identifier: str, questions: int = 4) -> Bank:
    return builders.bank(*(builders.single(f"q{number}") for number in range(questions)), identifier=identifier)


def stands(*topics: tuple[str, int, int], marks: tuple[float, ...] = (), missed_at: int | None = None) -> BankProgress:
    return BankProgress(
        best=Best(max(marks), 500, len(marks), max(marks)) if marks else None,
        marks=tuple(FinishedMark(mark, int(mark)) for mark in marks),
        last_played=1,
        known=sum(known for _, known, _ in topics),
        missed=("q0",) if missed_at else (),
        missed_at=missed_at,
        unfinished=None,
        topics=tuple(
            TopicProgress(topic=name, known=known, questions=of, was_asked=known > 0) for name, known, of in topics
        ),
    )


def test_what_is_known_passed_and_missed_is_added_up() -> None:
    banks = [bank("a"), bank("b"), bank("c", 5)]
    found = overview(
        [
            (banks[0], stands(("x", 2, 4), marks=(50, 90), missed_at=3)),
            (banks[1], stands(("y", 1, 4), marks=(70,), missed_at=5)),
            (banks[2], NEVER_PLAYED),
        ],
        NO_WEEKS,
    )
    assert (found.known, found.questions, found.passed, found.has_played) == (3, 13, 1, True)
    assert [(of.id, ids) for of, ids in found.missed] == [("b", ("q0",)), ("a", ("q0",))]
    assert [(go.bank.id, go.finished.mark, go.passed) for go in found.goes] == [
        ("a", 90, True),
        ("b", 70, False),
        ("a", 50, False),
    ]


def test_weak_is_what_was_asked_and_is_not_all_known_the_weakest_first() -> None:
    topics = (("all", 3, 3), ("half", 2, 4), ("never asked", 0, 9), ("little", 1, 8))
    found = overview([(bank("a"), stands(*topics)), (bank("b"), stands(("third", 1, 3)))], NO_WEEKS)
    assert [topic.topic for _, topic in found.weakest] == ["little", "third", "half"]


def test_where_nothing_was_played_there_is_nothing() -> None:
    found = overview([(bank("a"), NEVER_PLAYED)], NO_WEEKS)
    assert (found.has_played, found.known, found.weakest, found.goes, found.missed) == (False, 0, (), (), ())


def test_the_eight_weeks_begin_on_mondays_and_end_with_this_one() -> None:
    store: Store = open_store(":memory:")
    player = store.sign_in("Ann", "", 1)
    found = weeks(store, player, date(2026, 11, 28))
    store.close()
    assert (found.first, found.answers) == (date(2026, 10, 5), (0,) * 8)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no way to be elsewhere for a moment.")
def test_a_week_ends_on_sunday_at_midnight_though_the_clocks_have_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    store: Store = open_store(":memory:")
    player = store.sign_in("Ann", "", 1)
    for day, hour in ((25, 23), (26, 0)):
        play(store, player, at=int(datetime(2026, 10, day, hour, 30).timestamp() * 1000))
    found = weeks(store, player, date(2026, 11, 28))
    store.close()
    monkeypatch.undo()
    time.tzset()
    assert (found.first, found.answers[:4]) == (date(2026, 10, 5), (0, 0, 1, 1))


def test_a_good_mark_in_the_part_of_a_live_game_that_one_was_there_for_has_not_passed() -> None:
    late = replace(
        stands(("a", 1, 4), marks=(100.0,)), best=Best(100.0, 500, 1), marks=(FinishedMark(100.0, 1, whole=False),)
    )
    assert not late.has_passed(bank("a"))
    assert not Go(bank("a"), late.marks[0]).passed


def test_nothing_right_has_not_passed_whatever_passes() -> None:
    easy = builders.bank(builders.single("q0"), pass_mark=0)
    nothing = stands(("a", 0, 1), marks=(0.0,))
    assert not nothing.has_passed(easy)
    assert not Go(easy, nothing.marks[0]).passed
