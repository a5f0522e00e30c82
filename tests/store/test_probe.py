"""Doctor's trial of a PostgreSQL store: what the account may do shows, and nothing stays of it."""

from urllib.parse import urlsplit

import psycopg
import pytest

from quiz.store.errors import StoreError
from quiz.store.probe import try_database
from quiz.store.store import open_store
from tests.store.postgres_server import PostgresServer


def names(address: str) -> list[str]:
    with psycopg.connect(address) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM players ORDER BY name")]


@pytest.fixture
def address(postgres: PostgresServer) -> str:
    """Return a store with one player."""
    address = postgres.fresh_database()
    store = open_store(address)
    store.sign_in("Ann", "", 1)
    store.close()
    return address


def test_nothing_stays_of_a_trial(address: str) -> None:
    assert try_database(address).startswith("postgresql://")
    assert names(address) == ["Ann"]


def test_an_empty_database_is_tried_and_stays_empty(postgres: PostgresServer) -> None:
    address = postgres.fresh_database()
    try_database(address)
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = current_schema()").fetchall() == []


@pytest.mark.parametrize("rights", ["SELECT", "SELECT, INSERT", "SELECT, INSERT, UPDATE"])
def test_an_account_that_may_not_do_everything_is_told_so(postgres: PostgresServer, address: str, rights: str) -> None:
    database = urlsplit(address).path[1:]
    with psycopg.connect(address) as connection:
        connection.execute(f"CREATE ROLE reader_{database} LOGIN")
        connection.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA public TO reader_{database}".encode())
    with pytest.raises(StoreError, match="permission denied"):
        try_database(postgres.address(database, f"reader_{database}"))


def test_a_store_without_its_tables_is_said(address: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("DROP TABLE best")
    with pytest.raises(StoreError, match="no longer whole, it lacks best"):
        try_database(address)
