"""Which files a SQLite store takes, which it refuses in words and leaves as they are, and who may read them."""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quiz.store import schema, sqlite
from quiz.store.errors import StoreError
from quiz.store.sqlite import SqliteConnection
from quiz.store.store import Store, open_store
from tests.store.makers import ask_file, play


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scores.db"


@pytest.fixture
def no_mask() -> Iterator[None]:
    """Let files be open to all that are not closed on purpose."""
    before = os.umask(0)
    yield
    os.umask(before)


def filled(file: Path) -> None:
    """Make a store in which somebody has played."""
    with contextlib.closing(open_store(str(file))) as store:
        ann = store.sign_in("Ann", "Science", 1)
        for _ in range(20):
            play(store, ann)


def a_text(file: Path) -> None:
    file.write_text("Name,Points\nAnn,700\n" * 100)


def a_short_text(file: Path) -> None:
    file.write_text("hello")


def all_after_the_first_page_lost(file: Path) -> None:
    filled(file)
    file.write_bytes(file.read_bytes()[:4096].ljust(file.stat().st_size, b"\xa5"))


def cut_short(file: Path) -> None:
    filled(file)
    file.write_bytes(file.read_bytes()[:4096])


def of_another_program(file: Path) -> None:
    ask_file(file, "CREATE TABLE bookmarks (address TEXT)")


def of_another_program_that_reads_while_it_writes(file: Path) -> None:
    of_another_program(file)
    ask_file(file, "PRAGMA journal_mode = WAL")


def of_a_newer_program(file: Path) -> None:
    open_store(str(file), [*schema.scripts(), "CREATE TABLE of_tomorrow (id TEXT)"]).close()


def of_a_newer_program_on_a_network_drive(file: Path) -> None:
    of_a_newer_program(file)
    ask_file(file, "PRAGMA journal_mode = DELETE")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (a_text, "not a file of scores"),
        (a_short_text, "not a file of scores"),
        (all_after_the_first_page_lost, "damaged"),
        (cut_short, "damaged"),
        (of_another_program, "of another program"),
        (of_another_program_that_reads_while_it_writes, "of another program"),
        (of_a_newer_program, "newer version"),
        (of_a_newer_program_on_a_network_drive, "newer version"),
    ],
)
def test_a_file_that_is_no_store_is_refused_and_left_byte_for_byte(
    file: Path, make: Callable[[Path], None], words: str
) -> None:
    make(file)
    before = file.read_bytes()
    with pytest.raises(StoreError) as refusal:
        open_store(str(file))
    assert words in refusal.value.message
    assert str(file) in refusal.value.message
    assert "left as it is" in refusal.value.message.replace("was left", "left")
    assert "quiz --store FILE" in refusal.value.fix
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.glob("scores*")] == ["scores.db"]


def test_an_empty_file_becomes_a_store(file: Path) -> None:
    file.touch()
    filled(file)
    assert ask_file(file, "SELECT name FROM players") == [("Ann",)]


def test_a_store_is_made_with_its_folders_and_in_the_home_that_a_path_names(pinned_environment: Path) -> None:
    open_store("~/a/b/scores.db").close()
    assert (pinned_environment / "a" / "b" / "scores.db").is_file()


def test_a_store_in_memory_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = list(tmp_path.iterdir())
    with contextlib.closing(open_store(":memory:")) as store:
        play(store, store.sign_in("Ann", "", 1))
        assert len(store.players_board(None)) == 1
    assert list(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("no_mask")
def test_only_the_owner_may_read_the_scores_and_every_file_beside_them(file: Path) -> None:
    with contextlib.closing(open_store(str(file))) as store:
        play(store, store.sign_in("Ann", "", 1))
        beside = sorted(path for path in file.parent.glob("scores*"))
        assert [path.name for path in beside] == ["scores.db", "scores.db-shm", "scores.db-wal"]
        assert [oct(path.stat().st_mode & 0o777) for path in beside] == ["0o600"] * 3


def test_a_folder_where_the_file_should_be_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"The scores cannot be kept in .*: Is a directory\. Check the folder"):
        open_store(str(tmp_path))


def test_words_in_a_path_are_not_taken_for_what_went_wrong(tmp_path: Path) -> None:
    in_the_way = tmp_path / "full, locked, malformed and readonly"
    in_the_way.touch()
    with pytest.raises(StoreError, match="The scores cannot be kept in"):
        open_store(str(in_the_way / "scores.db"))


def test_a_store_that_may_only_be_read_says_so_and_can_be_read(file: Path) -> None:
    filled(file)
    read_only = SqliteConnection(file)
    with contextlib.closing(Store(read_only)) as store:
        with read_only.reading():
            read_only.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match=r"scores\.db may not be written\. Ask for permission"):
            store.sign_in("Bob", "", 2)
        assert len(store.players_board(None)) == 1


@pytest.mark.parametrize("code", ["EACCES", "EPERM", "EROFS"])
def test_a_folder_that_may_not_be_written_is_said_in_words(file: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        number = getattr(errno, code)
        raise OSError(number, os.strerror(number), str(file))

    monkeypatch.setattr(os, "open", refuse)  # root may write anywhere: a real folder would keep nobody out
    with pytest.raises(StoreError, match=r"scores\.db may not be written"):
        open_store(str(file))


def test_who_waits_too_long_for_another_program_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(file)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    with contextlib.closing(open_store(str(file))) as store, contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program is writing to"):
            store.sign_in("Bob", "", 1)
        assert len(store.players_board(None)) == 1, "a board does not wait for those who write"
        other.rollback()
        assert store.sign_in("Bob", "", 1).name == "Bob"


def test_a_new_store_waits_for_another_program_that_is_making_it(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as other, ThreadPoolExecutor() as threads:
        other.execute("BEGIN IMMEDIATE")
        opened = threads.submit(open_store, str(file))
        with pytest.raises(TimeoutError):
            opened.result(timeout=0.1)
        other.rollback()
        opened.result().close()


def test_a_network_drive_gets_the_journal_that_works_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(file)
    assert ask_file(file, "PRAGMA journal_mode") == [("wal",)]
    monkeypatch.setattr(sqlite, "network_file_system", lambda path: "nfs4")
    filled(file)
    assert ask_file(file, "PRAGMA journal_mode") == [("delete",)]


def test_a_commit_is_on_the_disk_before_it_is_confirmed(file: Path) -> None:
    with contextlib.closing(SqliteConnection(file)) as opened, opened.reading():
        assert opened.execute("PRAGMA synchronous") == [(2,)], "FULL: nothing is lost in a power cut"
        assert opened.execute("PRAGMA foreign_keys") == [(1,)]


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_went_while_it_was_played_on_is_said_and_not_written_into(tmp_path: Path, replaced: bool) -> None:
    file = tmp_path / "scores.db"
    with contextlib.closing(open_store(str(file))) as store:
        store.sign_in("Ann", "", 1)
        file.rename(tmp_path / "aside.db")
        if replaced:
            file.write_bytes(b"something else")
        with pytest.raises(StoreError, match="moved, deleted or replaced"):
            store.sign_in("Bob", "", 2)
        file.unlink(missing_ok=True)
        (tmp_path / "aside.db").rename(file)
        assert store.sign_in("Bob", "", 2).name == "Bob"
