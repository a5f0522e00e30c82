"""A key counts only after a while without any."""

import pytest

from quiz.tui.key_gate import KeyGate
from tests.builders import FakeClock

REPEAT = 0.03
"""How soon a key that is held comes again."""


def test_a_key_counts_once_none_has_come_for_a_while() -> None:
    clock = FakeClock()
    gate = KeyGate(clock)
    gate.shut()
    clock.move(0.2)
    assert not gate.lets_through("1")
    clock.move(0.2)
    assert not gate.lets_through("1"), "only 0.2 seconds since the key before"
    clock.move(0.3)
    assert gate.lets_through("1")


def test_once_open_it_lets_fast_typing_through_until_it_is_shut() -> None:
    clock = FakeClock()
    gate = KeyGate(clock)
    gate.shut()
    clock.move(0.3)
    assert all(gate.lets_through(key) for key in "report")
    gate.shut()
    assert not gate.lets_through("f")


def test_a_key_that_is_held_counts_only_after_it_was_let_go() -> None:
    clock = FakeClock()
    gate = KeyGate(clock)
    gate.shut()
    for _ in range(100):
        clock.move(REPEAT)
        assert not gate.lets_through("enter")
    clock.move(0.29)
    assert not gate.lets_through("enter")
    clock.move(0.31)
    assert gate.lets_through("enter")


@pytest.mark.parametrize("key", ["escape", "ctrl+q", "ctrl+c", "f1"])
def test_the_ways_out_and_help_always_count_and_open_nothing(key: str) -> None:
    gate = KeyGate(FakeClock())
    assert gate.lets_through(key)
    assert not gate.lets_through("1")
