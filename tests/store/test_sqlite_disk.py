"""A disk that is full or may only be read: said in plain words, nothing half done, and the store works again afterwards."""

import contextlib
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.store import schema
from quiz.store.errors import StoreError
from quiz.store.migration import migrate
from quiz.store.sqlite import SqliteConnection
from quiz.store.store import Store
from tests.store.makers import BANK, ask_file, attempt_of, response_to


def test_a_full_store_says_so_and_works_again_once_there_is_room(tmp_path: Path) -> None:
    file = tmp_path / "scores.db"
    connection = SqliteConnection(file)
    migrate(connection, schema.scripts())
    with contextlib.closing(Store(connection)) as store:
        begun = store.begin(attempt_of(store.sign_in("Ann", "", 1), questions=tuple(f"q{i}" for i in range(5000))), BANK)
        kept = 0
        with connection.reading():
            connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the number of pages that there are
        with pytest.raises(StoreError) as full:
            for kept in range(5000):
                store.record(begun.id, response_to(kept), 2000)
        assert full.value.message == f"The disk is full, so the scores in {file} cannot be written."
        assert full.value.fix == "Free some space and try again."
        assert [response.position for response in store.responses(begun.id)] == list(range(kept))
        with connection.reading():
            connection.execute("PRAGMA max_page_count = 100000")
        store.record(begun.id, response_to(kept), 2000)
        assert len(store.responses(begun.id)) == kept + 1
    assert ask_file(file, "PRAGMA integrity_check") == [("ok",)]


def own_disk(folder: Path) -> list[str]:
    """Return the command that runs another with a disk of 800 kB on ``folder`` that nobody else can see."""
    apart = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    return [*apart, "sh", "-c", 'mount -t tmpfs -o size=800k none "$0" && exec "$@"', str(folder)]


def test_a_disk_that_is_full_or_read_only_is_said_in_plain_words(
    tmp_path: Path, start: Callable[..., "subprocess.Popen[str]"]
) -> None:
    try:
        subprocess.run([*own_disk(tmp_path), "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this account may not mount a disk of its own")
    child = start("fills_a_disk", str(tmp_path), before=own_disk(tmp_path))
    said = json.loads(child.communicate()[0])
    assert said["full"].startswith("The disk is full")
    assert said["new on a full disk"].startswith("The disk ")
    assert said["kept"] is True
    assert said["integrity"] == [["ok"]]
    assert said["half a copy"] is False
    assert said["reopened"] == ""
    assert said["board"] == [["Ann"], ["Ann", "Bob O'Neill"]]
    assert said["touched by reading"] is False
    assert "scores.db may not be written. Ask for permission" in said["read-only"]
    assert "other.db may not be written. Ask for permission" in said["new on a read-only disk"]
