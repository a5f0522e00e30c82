"""A PostgreSQL that does not answer, holds others up, restarts or collides: nobody waits without end."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import psycopg
import pytest
from msgspec.structs import replace

from quiz.store import boards, schema
from quiz.store.connection import Connection
from quiz.store.errors import StoreError
from quiz.store.migration import migrate
from quiz.store.postgres import PostgresConnection
from quiz.store.store import Store, open_store
from tests.store.makers import BANK, attempt_of, response_to
from tests.store.postgres_server import LOCKED, PASSWORD, PostgresServer
from tests.store.silent_network import network
from tests.store.test_games import END, PLAN, PLAYED, played
from tests.terminal import terminal

PATIENCE = 1.0
"""Seconds, in place of the eight that people are asked to wait."""


@contextlib.contextmanager
def impatient(address: str) -> Iterator[tuple[Store, PostgresConnection]]:
    # The tables are made by somebody who has the time.
    open_store(address).close()
    connection = PostgresConnection(address, PATIENCE)
    try:
        migrate(connection, schema.scripts())
        yield Store(connection), connection
    finally:
        connection.close()


@contextlib.contextmanager
def takes_at_most(seconds: float) -> Iterator[None]:
    """Allow some more on a machine that is busy: what is wrong here waits for ever."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < seconds + 10


@contextlib.contextmanager
def locked(address: str, table: str = "players") -> Iterator[None]:
    with psycopg.connect(address) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        yield


def test_a_game_that_ends_on_one_site_holds_up_nobody_on_another(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgres.fresh_database()
    change, ended = boards.change, list[bool]()
    with contextlib.closing(open_store(address)) as hill, impatient(address) as (vale, _):
        bob = vale.sign_in("Bob", "", 1)
        begun = vale.begin(attempt_of(bob, site="Vale", questions=("q0",), possible=1.0), BANK)

        def beside(connection: Connection, site: str) -> None:
            change(connection, site)
            if site == "Hill":
                # All that the game writes is written, and nothing of it is kept yet.
                ended.append(vale.record(begun.id, response_to(), 9))

        monkeypatch.setattr(boards, "change", beside)
        record = hill.games.begin(replace(PLAN, site="Hill"), "BCDFG", 1_000, ())
        hill.games.finish(record, 0, [*PLAYED, END], played([*PLAYED, END]), 99_000)
        assert ended == [True]
        assert {row.name for row in vale.players_board(None)} == {"Ann", "Bea", "Late", "Bob"}


def test_a_lock_of_another_program_is_said_and_the_next_call_goes_on(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    with impatient(address) as (store, _):
        with locked(address), takes_at_most(PATIENCE), pytest.raises(StoreError, match=r"holds the scores .* let go"):
            store.sign_in("Ann", "", 1)
        assert store.sign_in("Ann", "", 1).name == "Ann"


def test_a_statement_that_takes_too_long_is_said(postgres: PostgresServer) -> None:
    with impatient(postgres.fresh_database()) as (_, connection):

        def sleep() -> None:
            with connection.transaction():
                connection.execute("SELECT pg_sleep(20)")

        with takes_at_most(PATIENCE), pytest.raises(StoreError, match="take too long to answer"):
            sleep()


def test_a_network_that_falls_silent_is_said_in_time_and_works_again_when_it_is_back(postgres: PostgresServer) -> None:
    with network(postgres.socket) as between, impatient(between.address(postgres.fresh_database())) as (store, _):
        ann = store.sign_in("Ann", "", 1)
        between.silent.set()
        for _ in range(2):
            with (
                takes_at_most(PATIENCE),
                pytest.raises(StoreError, match=r"cannot be reached: no answer within 1 sec"),
            ):
                store.find_player("Ann")
        between.silent.clear()
        assert store.find_player("Ann") == ann


def test_a_network_that_falls_silent_in_the_middle_is_said_in_time(postgres: PostgresServer) -> None:
    with network(postgres.socket) as between, impatient(between.address(postgres.fresh_database())) as (_, connection):

        def fall_silent() -> None:
            with connection.transaction():
                between.silent.set()
                connection.execute("SELECT 1")

        with takes_at_most(PATIENCE), pytest.raises(StoreError, match="cannot be reached: no answer within"):
            fall_silent()


def test_those_who_wait_for_the_one_that_waits_are_told_in_time_too(postgres: PostgresServer) -> None:
    with network(postgres.socket) as between, impatient(between.address(postgres.fresh_database())) as (store, _):
        between.silent.set()
        said: list[str] = []

        def ask() -> None:
            with pytest.raises(StoreError) as refusal:
                store.teams()
            said.append(refusal.value.message)

        asking = [threading.Thread(target=ask) for _ in range(5)]
        with takes_at_most(2 * PATIENCE):
            for thread in asking:
                thread.start()
            for thread in asking:
                thread.join()
        assert len(said) == 5


def test_a_connection_that_has_gone_silent_alone_is_made_again_in_silence(postgres: PostgresServer) -> None:
    with impatient(postgres.fresh_database()) as (store, connection):
        with connection.transaction():
            server_side = int(connection.execute("SELECT pg_backend_pid()")[0][0])
        os.kill(server_side, signal.SIGSTOP)
        try:
            assert store.sign_in("Ann", "", 1) == store.find_player("Ann")
        finally:
            os.kill(server_side, signal.SIGCONT)


def test_an_address_where_nobody_answers_is_said_in_time(postgres: PostgresServer) -> None:
    with network(postgres.socket) as between:
        between.silent.set()
        with takes_at_most(PATIENCE), pytest.raises(StoreError, match="cannot be reached: no answer within"):
            PostgresConnection(between.address(postgres.address("postgres")), PATIENCE)


def test_a_restart_of_the_server_in_the_middle_of_a_quiz_is_not_noticed(postgres: PostgresServer) -> None:
    with contextlib.closing(open_store(postgres.fresh_database())) as store:
        begun = store.begin(attempt_of(store.sign_in("Ann", "", 1), questions=("q0", "q1")), BANK)
        store.record(begun.id, response_to(0), 2000)
        postgres.halt()
        coming_back = threading.Timer(0.3, postgres.start)
        coming_back.start()
        try:
            assert store.record(begun.id, response_to(1), 3000) is True
        finally:
            coming_back.join()
        assert len(store.players_board(None)) == 1


def test_an_account_that_is_refused_is_not_tried_again(postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database may lock an account after a few wrong passwords."""
    address = postgres.fresh_database()
    dialled: list[Future[Any]] = []
    dial = PostgresConnection._dial

    def count(connection: PostgresConnection, connecting: "Future[Any]") -> None:
        dialled.append(connecting)
        dial(connection, connecting)

    with contextlib.closing(PostgresConnection(address.replace("quiz@", f"{LOCKED}:{PASSWORD}@"))) as connection:
        monkeypatch.setattr(PostgresConnection, "_dial", count)
        postgres.run(f"ALTER ROLE {LOCKED} PASSWORD 'another'")
        try:
            postgres.cut_connections(address)
            with pytest.raises(StoreError, match="does not take this name and password"), connection.reading():
                pass
        finally:
            postgres.run(f"ALTER ROLE {LOCKED} PASSWORD '{PASSWORD}'")
    assert len(dialled) == 1


def test_a_transaction_in_which_too_long_nothing_came_is_a_lost_connection(postgres: PostgresServer) -> None:
    with impatient(postgres.fresh_database()) as (store, connection):

        def fall_asleep() -> None:
            with connection.transaction():
                connection.execute("SET LOCAL idle_in_transaction_session_timeout = 50")
                time.sleep(0.3)
                connection.execute("SELECT 1")

        with pytest.raises(StoreError, match=r"lost\. Try again\.$"):
            fall_asleep()
        assert store.sign_in("Ann", "", 1).name == "Ann"


def test_closing_cancels_what_waits(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    with contextlib.closing(open_store(address)) as store, locked(address):
        said: list[str] = []

        def sign_in() -> None:
            with pytest.raises(StoreError) as refusal:
                store.sign_in("Ann", "", 1)
            said.append(refusal.value.message)

        waiting = threading.Thread(target=sign_in)
        waiting.start()
        wait_for(lambda: bool(waiting_for_locks(postgres)))
        with takes_at_most(1.5):
            store.close()
            waiting.join()
        assert waiting_for_locks(postgres) == 0
        assert said == [f"The scores at {store.location} were closed before this was kept."]
        with pytest.raises(StoreError, match="were closed"):
            store.teams()


def test_closing_does_not_wait_for_a_silent_network(postgres: PostgresServer) -> None:
    with network(postgres.socket) as between:
        store = open_store(between.address(postgres.fresh_database()))
        between.silent.set()

        def ask() -> None:
            with pytest.raises(StoreError, match="were closed"):
                store.teams()

        asking = threading.Thread(target=ask)
        asking.start()
        with takes_at_most(1.5):
            store.close()
            asking.join()


def test_the_app_leaves_in_time_and_lets_go_of_the_database_while_another_program_holds_it(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    open_store(address).close()
    with locked(address), terminal("play", "scam-recognition", "--player", "Ann", "--store", address) as shown:
        wait_for(lambda: bool(waiting_for_locks(postgres)), seconds=30)
        shown.type("\x11")
        assert shown.ends(3.5) == 0
        assert waiting_for_locks(postgres) == 0


def waiting_for_locks(postgres: PostgresServer) -> int:
    return int(postgres.run("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")[0][0])


def wait_for(happens: Callable[[], bool], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < until
        threading.Event().wait(0.01)


def test_a_deadlock_is_tried_again_in_silence(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    # The store's own side finds the deadlock first, and so is the one that is taken back.
    postgres.set(address, "deadlock_timeout = '1s'")
    with contextlib.closing(open_store(address)) as store:
        begun = store.begin(attempt_of(store.sign_in("Ann", "", 1), questions=("q0",)), BANK)
        store.record(begun.id, response_to(0), 2000)
        with psycopg.connect(address) as other:
            other.execute("SET deadlock_timeout = '20s'")
            other.execute("UPDATE board_revision SET revision = revision + 1")
            moving = threading.Thread(target=store.sign_in, args=("Ann", "Maths", 3000))
            moving.start()
            wait_for(lambda: waiting_for_locks(postgres) == 1)
            other.execute("UPDATE players SET name = 'Anne'")
        moving.join()
        found = store.find_player("Ann")
        assert found is not None
        assert (found.name, found.team) == ("Ann", "Maths")


def test_a_role_that_defaults_to_serializable_lets_all_finish_at_once(
    postgres: PostgresServer, start: Callable[..., "subprocess.Popen[str]"]
) -> None:
    address = postgres.fresh_database()
    postgres.set(address, "default_transaction_isolation = 'serializable'")
    open_store(address).close()
    playing = [start("plays", address, f"Player {number}", "3") for number in range(6)]
    for program in playing:
        program.communicate(timeout=60)
    assert [program.returncode for program in playing] == [0] * 6
    with contextlib.closing(open_store(address)) as store:
        assert len(store.players_board(None)) == 6
