"""What others could read is closed to them when it is opened to play; links are followed, and those to nowhere said."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.store.errors import StoreError
from quiz.store.store import open_store
from tests.store.makers import ask_file, play

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scores.db"


@pytest.fixture
def no_mask() -> Iterator[None]:
    """Let files be open to all that are not closed on purpose."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(path.stat().st_mode & 0o777) for path in folder.glob("scores*")}


def test_all_that_others_could_read_is_closed_to_them(file: Path) -> None:
    with contextlib.closing(open_store(str(file))) as store:
        play(store, store.sign_in("Ann", "", 1))
        names = ["scores.db", "scores.db-shm", "scores.db-wal", "scores.db.backup-2026-11-01", "scores.db.version-1"]
        for name in names:
            path = file.with_name(name)
            path.touch()
            path.chmod(0o664)
        open_store(str(file)).close()
        assert modes(file.parent) == dict.fromkeys(names, "0o600")


def test_who_only_reads_leaves_the_modes(file: Path) -> None:
    open_store(str(file)).close()
    file.chmod(0o644)
    open_store(str(file), read_only=True).close()
    assert modes(file.parent) == {"scores.db": "0o644"}


def test_the_mode_of_a_strangers_file_stays(file: Path) -> None:
    ask_file(file, "CREATE TABLE bookmarks (address TEXT)")
    file.chmod(0o644)
    with pytest.raises(StoreError):
        open_store(str(file))
    assert modes(file.parent) == {"scores.db": "0o644"}


def test_to_close_a_file_to_others_takes_no_lock_away(file: Path) -> None:
    writes = f"import sqlite3; sqlite3.connect({str(file)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    open_store(str(file)).close()
    with contextlib.closing(open_store(str(file))) as first, first._connection.transaction():
        file.chmod(0o644)
        open_store(str(file)).close()
        open_store(str(file), read_only=True).close()
        assert modes(file.parent)["scores.db"] == "0o600"
        another = subprocess.run([sys.executable, "-c", writes], capture_output=True, text=True, check=False)
        assert "database is locked" in another.stderr


@pytest.mark.usefixtures("no_mask")
def test_a_link_is_followed_and_what_it_leads_to_is_private(tmp_path: Path) -> None:
    link, folder = tmp_path / "link.db", tmp_path / "elsewhere"
    folder.mkdir()
    link.symlink_to(folder / "scores.db")
    with contextlib.closing(open_store(str(link))) as store:
        play(store, store.sign_in("Ann", "", 1))
        assert modes(folder) == dict.fromkeys(("scores.db", "scores.db-shm", "scores.db-wal"), "0o600")
    (folder / "scores.db").chmod(0o666)
    open_store(str(link)).close()
    assert modes(folder) == {"scores.db": "0o600"}
    assert link.is_symlink()


@pytest.mark.parametrize("linked", ["scores.db", ""], ids=["file", "folder"])
def test_a_link_to_a_drive_that_is_not_there_makes_no_new_store(tmp_path: Path, linked: str) -> None:
    link, drive = tmp_path / "link", tmp_path / "drive"
    link.symlink_to(drive / linked)
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"link is a link to .*drive.*, which is not there\. Connect the drive"):
            open_store(str(link if linked else link / "scores.db"), read_only=read_only)
    assert not drive.exists()


def test_a_link_that_leads_to_itself_is_said_in_words(tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(link)
    for read_only in (False, True):
        with pytest.raises(StoreError):
            open_store(str(link), read_only=read_only)
