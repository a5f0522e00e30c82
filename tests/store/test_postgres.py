"""What only PostgreSQL can do to a store: be far away, go away, refuse, and be shared by machines. No password gets out."""

import contextlib
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest

from quiz.store import schema
from quiz.store.errors import StoreError
from quiz.store.migration import migrate
from quiz.store.postgres import PostgresConnection
from quiz.store.records import Player
from quiz.store.store import Store, open_store
from tests.store.makers import BANK, attempt_of, play, response_to
from tests.store.postgres_server import LOCKED, PASSWORD, PostgresServer


def test_a_lost_connection_is_made_again_by_the_next_call_in_silence(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    with contextlib.closing(open_store(address)) as store:
        ann = store.sign_in("Ann", "", 1)
        postgres.cut_connections(address)
        assert store.sign_in("Bob", "", 1) == store.find_player("Bob")
        assert store.find_player("Ann") == ann


class CutInTheMiddle(PostgresConnection):
    """A connection that is lost once, after a statement has changed something and before all is done."""

    server: PostgresServer
    cuts = 0

    def changed(self, statement: str, values: Mapping[str, object] | None = None) -> int:
        rows = super().changed(statement, values)
        if self.cuts:
            self.cuts -= 1
            self.server.cut_connections(self._url)
        return rows


def test_a_connection_lost_in_the_middle_leaves_nothing_half_done(postgres: PostgresServer) -> None:
    connection = CutInTheMiddle(postgres.fresh_database())
    connection.server = postgres
    migrate(connection, schema.scripts())
    with contextlib.closing(Store(connection)) as store:
        ann = store.sign_in("Ann", "", 1)
        begun = store.begin(attempt_of(ann, questions=("q0",)), BANK)
        connection.cuts = 1
        with pytest.raises(StoreError):
            store.record(begun.id, response_to(0), 2000)
        assert store.responses(begun.id) == []
        assert store.players_board(None) == []
        assert store.record(begun.id, response_to(0), 2001) is True
        assert [row.at for row in store.players_board(None)] == [2001]


class CannotTakeBack:
    """A driver's connection on which a transaction cannot be taken back."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def execute(self, statement: str, *values: Any) -> Any:
        if statement == "ROLLBACK":
            raise psycopg.OperationalError("no")
        return self._raw.execute(statement, *values)


def test_what_could_not_be_taken_back_is_not_kept_with_the_next_transaction(postgres: PostgresServer) -> None:
    connection = PostgresConnection(postgres.fresh_database())
    migrate(connection, schema.scripts())
    with contextlib.closing(Store(connection)) as store:
        connection._raw = CannotTakeBack(connection._raw)
        with pytest.raises(ZeroDivisionError), connection.transaction():
            connection.execute("INSERT INTO players VALUES ('a', 'Ann', 'ann', '', '', 1)")
            raise ZeroDivisionError
        store.sign_in("Bob", "", 1)
        assert store.find_player("Ann") is None


def test_a_server_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refusal:
        open_store(f"postgresql://ann:{PASSWORD}@/scores?host={tmp_path}")
    assert refusal.value.message.startswith(f"The scores at postgresql://{tmp_path}/scores cannot be reached: ")
    assert "\n" not in str(refusal.value)


def test_a_database_that_is_not_there_is_said_in_words(postgres: PostgresServer) -> None:
    with pytest.raises(StoreError, match=r'lets nobody in: database "nowhere" does not exist\. Check the names'):
        open_store(postgres.address("nowhere"))


def test_an_account_that_may_make_no_tables_is_told_whom_to_ask(postgres: PostgresServer) -> None:
    address = postgres.fresh_database().replace("quiz@", f"{LOCKED}:{PASSWORD}@")
    with pytest.raises(StoreError, match=r"permission denied .* Ask whoever looks after the database"):
        open_store(address)


def test_a_wrong_password_is_said_and_not_shown(postgres: PostgresServer) -> None:
    with pytest.raises(StoreError, match="does not take this name and password: password authentication failed") as refusal:
        open_store(postgres.address("postgres", f"{LOCKED}:wrong-horse"))
    assert "wrong-horse" not in str(refusal.value)
    assert "PGPASSFILE" in refusal.value.fix
    assert "network" not in str(refusal.value)


def test_a_missing_password_is_asked_for(postgres: PostgresServer) -> None:
    with pytest.raises(StoreError, match=r"wants a password, and none was given\. .* PGPASSFILE .* QUIZ_STORE"):
        open_store(postgres.address("postgres", LOCKED))


def test_an_account_that_may_only_read_is_told_so(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    postgres.set(address, "default_transaction_read_only = on")
    with pytest.raises(StoreError, match=r"may only be read\. Ask whoever looks after the database"):
        open_store(address)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:right-horse@{nowhere}",
        "postgresql://ann:right@horse@{nowhere}",
        "postgresql://ann:right/horse@{nowhere}",
        "postgresql://ann:right?horse@{nowhere}",
        "postgresql://ann:right%horse@{nowhere}",
        "postgresql://ann:right#horse@{nowhere}",
        "postgresql://ann:right:horse@{nowhere}",
        "postgresql://ann:right%2Fhorse@{nowhere}",
        "postgresql://ann:right@horse:1234@{nowhere}",
        "postgres://ann:right-horse@{nowhere}&wrong=1",
        "postgresql://{nowhere}&password=right@horse",
        "postgresql://{nowhere}&user=a@b&password=right-horse",
    ],
)
def test_no_part_of_a_password_is_in_any_message(tmp_path: Path, address: str) -> None:
    with pytest.raises(StoreError) as refusal:
        open_store(address.format(nowhere=f"/scores?host={tmp_path}"))
    shown = str(refusal.value).replace(str(tmp_path), "")
    assert "right" not in shown
    assert "horse" not in shown


def test_where_the_scores_are_is_said_without_name_and_password(postgres: PostgresServer) -> None:
    address = postgres.fresh_database().replace("quiz@", f"quiz:{PASSWORD}@")
    with contextlib.closing(open_store(address)) as store:
        assert store.location.startswith(f"postgresql://{postgres.folder}/quiz_")
        assert PASSWORD not in store.location


def test_without_the_driver_the_package_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"-m pip install 'psycopg\[binary\]'"):
        open_store("postgresql:///scores")


def test_bests_reached_at_the_same_moment_on_two_machines_are_both_in_the_sum(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    with contextlib.closing(open_store(address)) as store, contextlib.closing(open_store(address)) as other:
        for number in range(25):
            ann = store.sign_in(f"Ann {number}", "", 1)
            together = threading.Barrier(2)

            def finish(machine: Store, bank: str, ann: Player = ann, together: threading.Barrier = together) -> None:
                begun = machine.begin(attempt_of(ann, bank, questions=("q0",)), BANK)
                together.wait()
                machine.record(begun.id, response_to(points=100), 2000)

            playing = [threading.Thread(target=finish, args=pair) for pair in ((store, "first"), (other, "second"))]
            for thread in playing:
                thread.start()
            for thread in playing:
                thread.join()
        assert [row.points for row in store.players_board(None)] == [200.0] * 25


def test_a_player_signs_in_at_two_machines_at_once_and_is_one(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    with contextlib.closing(open_store(address)) as store, contextlib.closing(open_store(address)) as other:
        for number in range(25):
            together = threading.Barrier(2)
            seen: list[Player] = []

            def sign_in(
                machine: Store, name: str, together: threading.Barrier = together, seen: list[Player] = seen
            ) -> None:
                together.wait()
                seen.append(machine.sign_in(name, "", 1))

            arriving = [
                threading.Thread(target=sign_in, args=pair) for pair in ((store, f"Ann {number}"), (other, f"ann {number}"))
            ]
            for thread in arriving:
                thread.start()
            for thread in arriving:
                thread.join()
            assert len({player.id for player in seen}) == 1
            assert len(seen) == 2
        play(store, seen[0])
        assert len(store.players_board(None)) == 1


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_what_a_database_or_the_environment_prefers_to_utf8_makes_no_difference(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", encoding)
    for address in (postgres.fresh_database(encoding), postgres.fresh_database()):
        for _ in range(2):  # the second time it is recognised as ours
            with contextlib.closing(open_store(address)) as store:
                assert store.sign_in("Zoë", "", 1).name == "Zoë"
                play(store, store.sign_in("Zoë", "", 1))


def test_a_database_that_cannot_keep_a_name_says_so(postgres: PostgresServer) -> None:
    with (
        contextlib.closing(open_store(postgres.fresh_database("LATIN1"))) as store,
        pytest.raises(StoreError, match="cannot keep these characters"),
    ):
        store.sign_in("Łukasz 王", "", 1)
