"""Reads the scores for a command that only looks."""

from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from quiz.cli.locations import Locations
from quiz.store.errors import MissingStoreError
from quiz.store.store import Store, open_store

_Read = TypeVar("_Read")


def from_scores(locations: Locations, read: Callable[[Store], _Read], without: _Read) -> _Read:
    """Return what ``read`` finds in the store, or ``without`` if there are no scores yet. Raises StoreError.

    Looking does not make a file of scores.
    """
    try:
        with closing(open_store(locations.store(), read_only=True)) as store:
            return read(store)
    except MissingStoreError:
        return without
