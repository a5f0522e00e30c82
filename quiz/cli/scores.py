"""Reading the scores for a command that only looks."""

from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from quiz.cli.locations import Locations
from quiz.store.errors import MissingStoreError
from quiz.store.store import Store, open_store

_Read = TypeVar("_Read")


def from_scores(locations: Locations, read: Callable[[Store], _Read], without: _Read) -> _Read:
    """Return what ``read`` finds in the store, or ``without`` where nobody has written any scores yet. Raises StoreError.

    A file of scores is not made by looking for it.
    """
    try:
        with closing(open_store(locations.store(), read_only=True)) as store:
            return read(store)
    except MissingStoreError:
        return without
