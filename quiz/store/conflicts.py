"""Retries a transaction that the database rolled back because another program's was in its way."""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from quiz.store.connection import Connection
from quiz.store.errors import ConflictError

_TRIES = 6
_FIRST_SECONDS = 0.02


class _Retries(Protocol):
    @property
    def pauses(self) -> Callable[[], Iterable[float]]: ...


_Self = TypeVar("_Self", bound=_Retries)
_Parameters = ParamSpec("_Parameters")
_Result = TypeVar("_Result")


def jittered_pauses() -> Iterator[float]:
    """Return the seconds to wait before each further try: longer each time, and different for those who collided."""
    return (random.uniform(0, _FIRST_SECONDS * 2**number) for number in range(1, _TRIES))


def again_after_conflict(
    method: Callable[Concatenate[_Self, _Parameters], _Result],
) -> Callable[Concatenate[_Self, _Parameters], _Result]:
    """Retry a method that is one transaction and nothing else, for as long as there are pauses left.

    It is the method that runs again because a ``with`` block cannot: Python runs its body once.
    """

    @wraps(method)
    def run(self: _Self, /, *args: _Parameters.args, **keywords: _Parameters.kwargs) -> _Result:
        # Hardly ever is there one: pauses are only thought of then.
        pauses: Iterator[float] | None = None
        while True:
            try:
                return method(self, *args, **keywords)
            except ConflictError:
                pauses = pauses or iter(self.pauses())
                if (pause := next(pauses, None)) is None:
                    raise
                time.sleep(pause)

    return run


class StorePart:
    """A part of a store. Each of its methods is one transaction, and may raise StoreError."""

    def __init__(
        self,
        connection: Connection,
        new_id: Callable[[], str],
        pauses: Callable[[], Iterable[float]] = jittered_pauses,
    ) -> None:
        """Use ``connection``; ``new_id`` makes ids that never repeat, ``pauses`` seconds between tries."""
        self._connection = connection
        self._new_id = new_id
        self.pauses = pauses
