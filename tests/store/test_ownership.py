"""Stores of ours are known by their mark, those of before by their tables; what is not ours or not whole stays untouched."""

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from quiz.store import schema
from quiz.store.connection import APPLICATION_ID
from quiz.store.errors import StoreError
from quiz.store.store import open_store
from tests.store.makers import BEFORE, ask_file

FLYWAY = "CREATE TABLE schema_version (installed_rank INTEGER, version TEXT, script TEXT);"
STRANGERS = {
    "another table": "CREATE TABLE bookmarks (address TEXT);",
    "versions of Flyway": FLYWAY + "INSERT INTO schema_version VALUES (1, '1.1', 'V1_1.sql');",
    "no version yet": "CREATE TABLE schema_version (version TEXT);",
    "a version in words": "CREATE TABLE schema_version (version TEXT); INSERT INTO schema_version VALUES ('1.1');",
    "several versions": "CREATE TABLE schema_version (version INTEGER); INSERT INTO schema_version VALUES (1), (2);",
    "version 0": "CREATE TABLE schema_version (version INTEGER); INSERT INTO schema_version VALUES (0);",
    "a version like ours": "CREATE TABLE schema_version (version INTEGER); INSERT INTO schema_version VALUES (2);"
    "CREATE TABLE players (id INTEGER, shirt INTEGER); CREATE TABLE games (id INTEGER);",
    "a far higher version": "CREATE TABLE schema_version (version INTEGER); INSERT INTO schema_version VALUES (20261128);",
    "a table named as our mark": "CREATE TABLE inset_quiz (id INTEGER);",
}


def run(address: str, script: str) -> None:
    """Run a script on a database of either kind, behind the store's back."""
    if address.startswith("postgres"):
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(script.encode())
    else:
        with contextlib.closing(sqlite3.connect(address)) as file:
            file.executescript(script)


def everything(address: str) -> object:
    """Return all that can be compared: every byte beside a file, every table of a server with its rows."""
    if not address.startswith("postgres"):
        folder = Path(address).parent
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".db-shm"}
    with psycopg.connect(address) as server:
        tables = server.execute("SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2").fetchall()
        own = [name for schema, name in tables if schema == "public"]
        return tables, [server.execute(f"SELECT * FROM {name}".encode()).fetchall() for name in own]


def refused(address: str) -> str:
    """Try the store in both ways, see that nothing of it has changed, and return what was said."""
    before = everything(address)
    said = []
    for read_only in (False, True):
        with pytest.raises(StoreError) as refusal:
            open_store(address, read_only=read_only)
        said.append(str(refusal.value))
        assert everything(address) == before
    assert said[0] == said[1]
    return said[0]


@pytest.mark.parametrize("made", STRANGERS.values(), ids=STRANGERS.keys())
def test_a_stranger_is_refused_and_left_untouched(address: str, made: str) -> None:
    run(address, made)
    assert "is a database of another program; it was left as it is. Keep the scores elsewhere" in refused(address)


@pytest.mark.parametrize("made", ["CREATE VIEW all_tables AS SELECT 1;", "PRAGMA application_id = 1196444487;"])
def test_a_strangers_file_that_has_no_table_yet_is_refused(tmp_path: Path, made: str) -> None:
    run(str(tmp_path / "scores.db"), made)
    assert "is a database of another program" in refused(str(tmp_path / "scores.db"))


@pytest.mark.parametrize("made", STRANGERS.values(), ids=STRANGERS.keys())
def test_the_log_of_a_stranger_that_was_killed_stays_his(tmp_path: Path, made: str) -> None:
    file = tmp_path / "scores.db"
    killed = f"import os, sqlite3; c = sqlite3.connect({str(file)!r}); c.execute('PRAGMA journal_mode = WAL')\n"
    subprocess.run([sys.executable, "-c", f"{killed}c.executescript({made!r}); os._exit(0)"], check=True)
    assert (tmp_path / "scores.db-wal").stat().st_size
    assert "is a database of another program" in refused(str(file))


def test_a_strangers_table_of_a_kind_that_sqlite_lacks_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "scores.db"
    hidden = (
        "INSERT INTO sqlite_master VALUES ('table', 'shapes', 'shapes', 0, 'CREATE VIRTUAL TABLE shapes USING nobody()')"
    )
    run(str(file), f"CREATE TABLE a (b); PRAGMA writable_schema = ON; {hidden};")
    assert "is a database of another program" in refused(str(file))


@pytest.mark.parametrize("version", range(1, 11))
def test_a_store_of_before_opens_with_everything_in_it_and_is_marked(address: str, version: int) -> None:
    run(address, (BEFORE / f"version-{version}.sql").read_text())
    for _ in range(2):
        with contextlib.closing(open_store(address)) as store:
            bob = store.find_player("bob o'neill")
            assert bob is not None
            people = [("Ann", 1000), ("Bob O'Neill", 500)]
            guests = [("Ann", 100)] if version >= 4 else []
            assert [(row.name, row.points) for row in store.players_board(None)] == people + guests
            assert [attempt.id for attempt in store.open_attempts(bob.id)] == ["id-5"]
            assert [response.points for response in store.responses("id-5")] == [800]
            assert store.flag_counts("first") == {"q0": 1}
            game = {1: None, 2: "id-6", 3: "id-6"}.get(version, "00112233445566ff")
            assert game is None or len(store.games.events(game)) == 3
            teams = {
                one.team for player in (bob, store.find_player("Ann")) if player for one in store.history(player.id, "first")
            }
            assert teams == {"", "Science"}
            assert store.material_of_bank("first") == {}
            of_game = store.attempt("00112233445566ff-p-first")
            assert of_game is None or (of_game.origin, of_game.game_id, of_game.team) == ("live", game, "Red")
            assert (of_game is None) == (version < 4)
            assert store.board_revision() == 3
    assert marks(address) == 1
    if not address.startswith("postgres"):
        assert ask_file(Path(address), "PRAGMA application_id") == [(APPLICATION_ID,)]


def marks(address: str) -> int:
    statement = "SELECT COUNT(*) FROM inset_quiz"
    if not address.startswith("postgres"):
        return int(ask_file(Path(address), statement)[0][0])
    with psycopg.connect(address) as server:
        return int(server.execute(statement).fetchall()[0][0])


def test_a_store_of_before_that_is_only_read_is_not_marked(address: str) -> None:
    run(address, (BEFORE / "version-2.sql").read_text())
    before = everything(address)
    open_store(address, schema.scripts()[:2], read_only=True).close()
    assert everything(address) == before


def test_a_store_that_lost_its_number_in_a_dump_gets_it_back(tmp_path: Path) -> None:
    file = tmp_path / "scores.db"
    open_store(str(file)).close()
    ask_file(file, "PRAGMA application_id = 0")
    open_store(str(file)).close()
    assert ask_file(file, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert marks(str(file)) == 1


@pytest.mark.parametrize(
    ("lost", "words"),
    [
        ("DROP TABLE flags", "lacks flags"),
        ("ALTER TABLE responses DROP COLUMN certainty", "lacks responses.certainty"),
        ("DROP TABLE schema_version", "lacks schema_version"),
        ("DELETE FROM schema_version", "lacks schema_version"),
        ("DROP TABLE flags; DROP TABLE best", "lacks "),
    ],
)
def test_a_store_that_lacks_something_is_refused_untouched(address: str, lost: str, words: str) -> None:
    open_store(address).close()
    run(address, lost)
    said = refused(address)
    assert words in said
    assert "it was left as it is. Put a copy of it back" in said


def test_a_store_of_before_that_lacks_something_is_still_known_as_ours(address: str) -> None:
    run(address, (BEFORE / "version-2.sql").read_text() + "DROP TABLE flags;")
    assert "is no longer whole, it lacks flags" in refused(address)


def test_tables_of_others_beside_ours_do_no_harm(address: str) -> None:
    open_store(address).close()
    run(address, "CREATE TABLE notes (text TEXT)")
    open_store(address).close()
