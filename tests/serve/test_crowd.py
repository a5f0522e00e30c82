"""How much may come, from whom, by a clock that is handed in."""

from quiz.serve.crowd import Crowd
from quiz.serve.running import OncePerOutage
from tests import builders


def test_everybody_behind_one_address_gets_in_however_often_they_try() -> None:
    clock = builders.FakeClock()
    crowd = Crowd(clock, 500)
    waiting = 100
    # One after another, each of them again every five seconds or more often.
    for _ in range(60 * 20):
        clock.move(0.05)
        waiting -= bool(waiting) and crowd.allows_name("school")
    assert not waiting


def test_one_address_with_the_code_leaves_places_and_keeps_out_nobody_who_has_a_name() -> None:
    clock = builders.FakeClock()
    crowd = Crowd(clock, 10)
    for number in range(10):
        if crowd.has_room(f"bot {number}", "x"):
            crowd.plays(f"bot {number}", None, "x")
    assert not crowd.has_room("bot", "x")
    for number in range(2):
        assert crowd.has_room(f"new {number}", "y")
        crowd.plays(f"new {number}", None, "y")
    assert not crowd.has_room("new", "z"), "all places are taken"
    crowd.plays("known", None)
    assert crowd.has_room("known", "x")
    assert not crowd.has_room("bot 0", "x"), "whoever was silent for longest has given their place"


def test_each_outage_is_told_once() -> None:
    clock, told = builders.FakeClock(), list[str]()
    trouble = OncePerOutage(told.append, clock)
    for _ in range(9):
        trouble("The disk is full.")
        clock.move(200)
    assert told == ["The disk is full."]
    clock.move(3600)
    trouble("The disk is full.")
    assert len(told) == 2
