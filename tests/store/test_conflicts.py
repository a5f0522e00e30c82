"""A transaction that the database took back because of another one is tried again, a few times."""

from collections.abc import Callable, Iterable

import pytest

from quiz.store.conflicts import again_after_conflict, jittered_pauses
from quiz.store.errors import ConflictError, StoreError


class Keeper:
    def __init__(self, *errors: StoreError) -> None:
        self.pauses: Callable[[], Iterable[float]] = lambda: (0.0, 0.0)
        self.errors = list(errors)
        self.tries = 0

    @again_after_conflict
    def keep(self, what: str) -> str:
        self.tries += 1
        if self.errors:
            raise self.errors.pop()
        return what


def test_what_collided_is_tried_again() -> None:
    keeper = Keeper(ConflictError("", ""), ConflictError("", ""))
    assert keeper.keep("it") == "it"
    assert keeper.tries == 3


def test_what_collides_again_and_again_is_said() -> None:
    keeper = Keeper(*(ConflictError("", "") for _ in range(9)))
    with pytest.raises(ConflictError):
        keeper.keep("it")
    assert keeper.tries == 3


def test_any_other_failure_is_said_at_once() -> None:
    keeper = Keeper(StoreError("", ""))
    with pytest.raises(StoreError):
        keeper.keep("it")
    assert keeper.tries == 1


def test_all_tries_together_take_a_second_or_two_at_most() -> None:
    assert 0 < sum(jittered_pauses()) < 2
    assert list(jittered_pauses()) != list(jittered_pauses())
