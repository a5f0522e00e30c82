"""What takes too long is ended, and nothing else is."""

import threading
import time

from quiz.store.watchdog import Watchdog

LONG = 20.0


def test_what_takes_too_long_is_barked_at_once() -> None:
    dog = Watchdog()
    barked = threading.Event()
    for _ in range(2):
        barked.clear()
        with dog.limit(0.01, barked.set):
            assert barked.wait(LONG)
    dog.end()


def test_a_shorter_limit_after_a_longer_one_counts() -> None:
    dog = Watchdog()
    barked = threading.Event()
    with dog.limit(LONG, lambda: None):
        pass
    with dog.limit(0.01, barked.set):
        assert barked.wait(LONG / 2)
    dog.end()


def test_what_has_ended_in_time_is_left_alone() -> None:
    dog = Watchdog()
    barks: list[str] = []
    for _ in range(200):
        with dog.limit(LONG, lambda: barks.append("woof")):
            pass
    barked = threading.Event()
    with dog.limit(0.0, barked.set):
        assert barked.wait(LONG)
    assert barks == []
    dog.end()


def test_what_was_left_is_not_barked_at_when_its_time_comes() -> None:
    dog = Watchdog()
    barks: list[str] = []
    with dog.limit(0.05, lambda: barks.append("woof")):
        pass
    time.sleep(0.15)
    assert barks == []
    dog.end()


def test_a_watchdog_that_has_ended_leaves_no_thread_behind() -> None:
    before = set(threading.enumerate())
    dog = Watchdog()
    (watching,) = set(threading.enumerate()) - before
    dog.end()
    watching.join(LONG)
    assert not watching.is_alive()
