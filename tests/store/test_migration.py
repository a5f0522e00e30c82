"""From one schema to the next: all of it or nothing, on both kinds of store; a SQLite file is copied aside first."""

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from quiz.store.errors import StoreError
from quiz.store.postgres import PostgresConnection
from quiz.store.sqlite import SqliteConnection
from quiz.store.store import open_store
from tests.store.makers import ask_file

FIRST = """
-- A comment; with a semicolon.
CREATE TABLE pupils (name TEXT NOT NULL);
INSERT INTO pupils (name) VALUES ('Ann')
"""
SECOND = "ALTER TABLE pupils ADD COLUMN house TEXT NOT NULL DEFAULT 'red'; INSERT INTO pupils (name) VALUES ('Bob');"
BROKEN = "INSERT INTO pupils (name) VALUES ('Cem'); INSERT INTO nowhere (name) VALUES ('Dee');"


def ask(address: str, statement: str) -> Sequence[tuple[object, ...]]:
    """Ask a store of either kind something behind its back."""
    postgres = address.startswith("postgres")
    connection = PostgresConnection(address) if postgres else SqliteConnection(Path(address))
    with contextlib.closing(connection), connection.transaction():
        return connection.execute(statement)


def test_an_older_store_gets_the_scripts_that_it_has_not_had(address: str) -> None:
    open_store(address, [FIRST]).close()
    open_store(address, [FIRST, SECOND]).close()
    assert ask(address, "SELECT name, house FROM pupils ORDER BY name") == [("Ann", "red"), ("Bob", "red")]
    assert ask(address, "SELECT version FROM schema_version") == [(2,)]


def test_a_store_that_is_up_to_date_is_left_alone(address: str) -> None:
    open_store(address, [FIRST, SECOND]).close()
    open_store(address, [FIRST, SECOND]).close()
    assert ask(address, "SELECT COUNT(*) FROM pupils") == [(2,)]


@pytest.mark.parametrize("had", [[], [FIRST]])
def test_a_migration_that_fails_changes_nothing(address: str, had: list[str]) -> None:
    if had:
        open_store(address, had).close()
    with pytest.raises(StoreError):
        open_store(address, [FIRST, BROKEN])
    open_store(address, [FIRST]).close()
    assert ask(address, "SELECT name FROM pupils") == [("Ann",)]


def test_a_newer_store_is_refused_and_keeps_working_for_the_newer_program(address: str) -> None:
    open_store(address, [FIRST, SECOND]).close()
    with pytest.raises(StoreError, match="written by a newer version of INSET Quiz; it was left as it is"):
        open_store(address, [FIRST])
    assert ask(address, "SELECT version FROM schema_version") == [(2,)]


def test_a_database_of_another_program_is_refused(address: str) -> None:
    ask(address, "CREATE TABLE bookmarks (address TEXT)")
    with pytest.raises(StoreError, match="is a database of another program; it was left as it is"):
        open_store(address)


@pytest.mark.parametrize("had", [[], [FIRST]], ids=["made", "migrated"])
def test_programs_that_start_at_once_make_or_migrate_it_once(address: str, had: list[str]) -> None:
    if had:
        open_store(address, had).close()
    failures: list[StoreError] = []
    together = threading.Barrier(4)

    def start() -> None:
        together.wait()
        try:
            open_store(address, [FIRST, SECOND]).close()
        except StoreError as error:
            failures.append(error)

    starting = [threading.Thread(target=start) for _ in range(4)]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join()
    assert failures == []
    assert ask(address, "SELECT name FROM pupils ORDER BY name") == [("Ann",), ("Bob",)]


def test_a_file_is_copied_aside_before_it_is_migrated(tmp_path: Path) -> None:
    file, aside = tmp_path / "scores.db", tmp_path / "scores.db.version-1"
    open_store(str(file), [FIRST]).close()
    assert not aside.exists()
    ask_file(file, "INSERT INTO pupils (name) VALUES ('Zoe')")
    open_store(str(file), [FIRST, SECOND]).close()
    assert ask_file(aside, "SELECT * FROM pupils") == [("Ann",), ("Zoe",)]
    assert oct(aside.stat().st_mode & 0o777) == "0o600"
    assert ask_file(aside, "SELECT version FROM schema_version") == [(1,)]
    open_store(str(aside), [FIRST]).close()


def test_a_copy_aside_is_never_overwritten_by_what_has_been_migrated_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One program begins to copy; another that started with it migrates as soon as it can."""
    file = tmp_path / "scores.db"
    open_store(str(file), [FIRST]).close()
    backup = SqliteConnection.backup
    other = threading.Thread(target=lambda: open_store(str(file), [FIRST, SECOND]).close())

    def begin_to_copy(connection: SqliteConnection, suffix: str) -> None:
        if threading.current_thread() is threading.main_thread():
            other.start()
            other.join(timeout=0.2)
        backup(connection, suffix)

    monkeypatch.setattr(SqliteConnection, "backup", begin_to_copy)
    open_store(str(file), [FIRST, SECOND]).close()
    other.join()
    assert ask_file(file, "SELECT version FROM schema_version") == [(2,)]
    assert ask_file(tmp_path / "scores.db.version-1", "SELECT version FROM schema_version") == [(1,)]
