"""Many writes by one commit: each all or nothing, and all of them once it has ended."""

import contextlib
from pathlib import Path

import pytest

from quiz.store.errors import StoreError
from quiz.store.store import Store, open_store
from tests.store.makers import BANK, attempt_of, play


def test_what_is_written_together_is_kept_and_one_that_fails_takes_nothing_with_it(store: Store) -> None:
    with store.together():
        ann = store.sign_in("Ann", "Red", 1)
        with pytest.raises(StoreError):
            store.begin(attempt_of(ann, player_id="nobody"), BANK)
        attempt = play(store, ann)
        assert store.find_player("Ann") == ann, "what was written is read"
    assert store.attempt(attempt.id) is not None
    assert [row.name for row in store.players_board(None)] == ["Ann"]


def test_others_see_nothing_before_its_end_and_nothing_where_that_fails(tmp_path: Path) -> None:
    address = str(tmp_path / "scores.db")
    with contextlib.closing(open_store(address)) as store, contextlib.closing(open_store(address)) as other:
        with store.together():
            store.sign_in("Ann", "", 1)
            assert other.find_player("Ann") is None
        assert other.find_player("Ann") is not None
        with contextlib.suppress(KeyError), store.together():
            store.sign_in("Bea", "", 1)
            raise KeyError
        assert store.find_player("Bea") is None
        store.sign_in("Cem", "", 1)
        assert other.find_player("Cem") is not None, "afterwards each is kept by itself again"


def test_where_the_database_takes_all_of_it_back_that_is_said(tmp_path: Path) -> None:
    """As it does by itself where the disk is full."""
    with contextlib.closing(open_store(str(tmp_path / "scores.db"))) as store:
        with pytest.raises(StoreError), store.together():
            store.sign_in("Ann", "", 1)
            store._connection.execute("ROLLBACK")
        assert store.find_player("Ann") is None
        store.sign_in("Bea", "", 1)
        assert store.find_player("Bea") is not None
