"""Boards only read: they wait for nobody, change nothing, and show what lies where nothing may be written."""

import contextlib
import errno
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from quiz.store import schema, sqlite
from quiz.store import store as store_module
from quiz.store.errors import MissingStoreError, StoreError
from quiz.store.store import open_store
from tests.builders import PATIENCE
from tests.store.makers import ask_file, make_older, play
from tests.store.postgres_server import LOCKED, PASSWORD, PostgresServer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store in which Ann has played, in a folder of its own."""
    file = tmp_path / "shared" / "scores.db"
    with contextlib.closing(open_store(str(file))) as store:
        play(store, store.sign_in("Ann", "Science", 1))
    return file


@pytest.fixture
def nothing_may_be_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so that a real folder would keep nobody out."""
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)


def names_on_the_board(address: Path) -> list[str]:
    with contextlib.closing(open_store(str(address), read_only=True)) as store:
        return [row.name for row in store.players_board(None)]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
@pytest.mark.parametrize("read_only", [True, False], ids=["board", "play"])
def test_nobody_waits_for_a_writer_in_order_to_open(
    file: Path, lock: str, read_only: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.0)
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(lock)
        with contextlib.closing(open_store(str(file), read_only=read_only)) as store:
            assert len(store.players_board(None)) == 1


def test_who_reads_leaves_nothing_behind(file: Path) -> None:
    before = contents(file.parent)
    assert names_on_the_board(file) == ["Ann"]
    assert contents(file.parent) == before


def test_who_reads_cannot_write(file: Path) -> None:
    with (
        contextlib.closing(open_store(str(file), read_only=True)) as store,
        pytest.raises(StoreError, match="may not be written"),
    ):
        store.sign_in("Bob", "", 2)


def test_a_board_follows_those_who_play(file: Path) -> None:
    with contextlib.closing(open_store(str(file), read_only=True)) as board:
        before = board.board_revision()
        with contextlib.closing(open_store(str(file))) as store:
            play(store, store.sign_in("Bob", "", 1))
            assert board.board_revision() > before
        assert len(board.players_board(None)) == 2


@pytest.mark.usefixtures("nothing_may_be_written")
def test_what_may_not_be_written_is_shown_and_followed(file: Path) -> None:
    before = contents(file.parent)
    with contextlib.closing(open_store(str(file), read_only=True)) as board:
        assert len(board.players_board(None)) == 1
        assert contents(file.parent) == before
        ask_file(file, "UPDATE players SET name = 'Anna'")
        assert [row.name for row in board.players_board(None)] == ["Anna"]
        with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("UPDATE players SET name = 'Hanna'")
            assert [row.name for row in board.players_board(None)] == ["Hanna"], "from the log of a living writer"
        assert [row.name for row in board.players_board(None)] == ["Hanna"]


@pytest.mark.usefixtures("nothing_may_be_written")
def test_what_may_not_be_written_is_not_opened_to_play(file: Path) -> None:
    before = contents(file.parent)
    with pytest.raises(StoreError, match="may not be written"):
        open_store(str(file))
    assert contents(file.parent) == before


@pytest.mark.parametrize("may_write", [True, False])
def test_an_older_store_shows_its_board(tmp_path: Path, may_write: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "scores.db"
    make_older(file, 1)
    before = file.read_bytes()
    monkeypatch.setattr(store_module, "may_write", lambda file: may_write)
    with contextlib.closing(open_store(str(file), read_only=True)) as board:
        assert [row.name for row in board.players_board(None)] == ["Ann", "Bob O'Neill"]
        assert board.is_copy is not may_write
    assert (file.read_bytes() == before) is not may_write
    assert ask_file(file, "SELECT version FROM schema_version") == [(len(schema.scripts()) if may_write else 1,)]


def test_an_empty_file_has_no_scores_and_stays_empty(tmp_path: Path) -> None:
    """A board that was opened on it would never follow those who begin to play."""
    (tmp_path / "scores.db").touch()
    with pytest.raises(MissingStoreError):
        open_store(str(tmp_path / "scores.db"), read_only=True)
    assert (tmp_path / "scores.db").stat().st_size == 0


@pytest.mark.parametrize("read_only", [True, False], ids=["board", "play"])
def test_a_log_without_its_file_is_said_and_left_alone(tmp_path: Path, read_only: bool) -> None:
    log = tmp_path / "scores.db-wal"
    log.write_text("x")
    with pytest.raises(StoreError, match=r"scores\.db-wal lies there without its file .*take the log away") as refusal:
        open_store(str(tmp_path / "scores.db"), read_only=read_only)
    assert not isinstance(refusal.value, MissingStoreError)
    assert list(tmp_path.glob("scores*")) == [log]


@pytest.mark.usefixtures("nothing_may_be_written")
def test_the_log_of_a_killed_writer_is_not_passed_over_and_not_called_a_matter_of_writing(file: Path) -> None:
    file.with_name("scores.db-wal").write_text("x")
    with pytest.raises(StoreError, match=r"scores\.db cannot be read while its log .*scores\.db-wal lies beside it"):
        open_store(str(file), read_only=True)


@pytest.mark.usefixtures("nothing_may_be_written")
def test_an_empty_log_keeps_nobody_from_reading(file: Path) -> None:
    file.with_name("scores.db-wal").touch()
    assert names_on_the_board(file) == ["Ann"]


def test_what_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There are no scores in .*scores\.db\. Finish a quiz first"):
        open_store(str(tmp_path / "a" / "scores.db"), read_only=True)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("name", ["a #1?mode=memory.db", "50% & more.db", "über.db", "it's.db"])
def test_any_name_of_a_file_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with contextlib.closing(open_store(str(file))) as store:
        play(store, store.sign_in("Ann", "", 1))
        assert names_on_the_board(file) == ["Ann"]
    assert file.is_file()
    assert names_on_the_board(file) == ["Ann"]


def test_a_reading_sees_one_state_of_everything(file: Path) -> None:
    connection = sqlite.SqliteConnection(file)
    with contextlib.closing(connection), connection.reading():
        before = connection.execute("SELECT COUNT(*) FROM players")
        ask_file(file, "INSERT INTO players VALUES ('b', 'Bob', 'bob', '', '', 1, 0)")
        assert connection.execute("SELECT COUNT(*) FROM players") == before


def test_what_is_deleted_is_gone_from_the_file(file: Path) -> None:
    with contextlib.closing(sqlite.SqliteConnection(file)) as connection:
        with connection.transaction():
            connection.execute("INSERT INTO players VALUES ('b', 'Bartholomew', 'bartholomew', '', '', 1, 0)")
        with connection.transaction():
            connection.execute("DELETE FROM players WHERE id = 'b'")
    assert b"Ann" in file.read_bytes()
    assert b"artholomew" not in file.read_bytes()


def test_what_may_not_be_read_is_said_in_words(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(StoreError, match=r"scores\.db may not be read\. Ask whoever keeps it"):
        open_store(str(file), read_only=True)


def test_a_folder_that_may_not_be_looked_into_is_said_in_words(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, **_: object) -> os.stat_result:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(StoreError, match=r"scores\.db may not be read\. Ask whoever keeps it"):
        open_store(str(file), read_only=True)


def test_a_server_is_opened_while_another_program_is_about_to_migrate(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    open_store(address).close()
    with ThreadPoolExecutor() as threads, psycopg.connect(address) as other:
        other.execute("SELECT pg_advisory_xact_lock(5216431)")
        threads.submit(open_store, address).result(timeout=PATIENCE).close()


def test_an_account_that_may_only_read_a_server_sees_the_board(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    with contextlib.closing(open_store(address)) as store:
        play(store, store.sign_in("Ann", "", 1))
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {LOCKED}".encode())
    reader = address.replace("quiz@", f"{LOCKED}:{PASSWORD}@")
    with contextlib.closing(open_store(reader, read_only=True)) as store:
        assert [row.name for row in store.players_board(None)] == ["Ann"]


@pytest.mark.usefixtures("nothing_may_be_written")
def test_a_board_goes_on_when_its_drive_is_back(file: Path) -> None:
    with contextlib.closing(open_store(str(file), read_only=True)) as board:
        away = file.rename(file.with_name("away.db"))
        with pytest.raises(StoreError, match="There are no scores"):
            board.board_revision()
        away.rename(file)
        assert len(board.players_board(None)) == 1
