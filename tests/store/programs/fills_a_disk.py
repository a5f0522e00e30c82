"""Plays on a tiny disk that fills up, then is cleared, then may only be read. Says what happened as one JSON document.

Argument: the folder in which the disk is mounted. Needs a mount namespace of its own (``unshare --mount``).
"""

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from quiz.store.errors import StoreError
from quiz.store.maintenance import back_up
from quiz.store.store import open_store
from tests.store.makers import BANK, ask_file, attempt_of, play, response_to


def error_of(address: Path) -> str:
    try:
        open_store(str(address)).close()
    except StoreError as error:
        return str(error)
    return ""


def names_on_the_board(file: Path) -> list[str]:
    with contextlib.closing(open_store(str(file), read_only=True)) as store:
        return [row.name for row in store.players_board(None)]


def main(disk: Path) -> None:
    file, ballast = disk / "scores.db", disk / "ballast"
    store = open_store(str(file))
    ann = store.sign_in("Ann", "", 1)
    play(store, ann)
    begun = store.begin(attempt_of(ann, questions=tuple(f"q{i}" for i in range(5000))), BANK)
    kept = 0
    store.record(begun.id, response_to(kept), 2000)
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as stone:
        while stone.write(b"\0" * 1024):
            pass
    said: dict[str, object] = {}
    while "full" not in said:
        try:
            kept += 1
            store.record(begun.id, response_to(kept), 2000)
        except StoreError as error:
            said["full"] = str(error)
    before = sorted(path.name for path in disk.iterdir())
    back_up(str(file), 1_000_000)
    said["half a copy"] = sorted(path.name for path in disk.iterdir()) != before
    said["new on a full disk"] = error_of(disk / "new.db")
    ballast.unlink()
    store.record(begun.id, response_to(kept), 2000)
    said["kept"] = [response.position for response in store.responses(begun.id)] == list(range(kept + 1))
    said["integrity"] = ask_file(file, "PRAGMA integrity_check")
    store.close()
    said["reopened"] = error_of(file)
    with contextlib.closing(sqlite3.connect(disk / "old.db")) as old:
        old.executescript((Path(__file__).parents[1] / "before" / "version-1.sql").read_text())
    before = sorted(path.name for path in disk.iterdir())
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    said["read-only"] = error_of(file)
    said["board"] = [names_on_the_board(path) for path in (file, disk / "old.db")]
    said["touched by reading"] = sorted(path.name for path in disk.iterdir()) != before
    said["new on a read-only disk"] = error_of(disk / "other.db")
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
