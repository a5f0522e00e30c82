"""The law of the boards: whatever was played in whatever order, they equal a count of all attempts from scratch."""

import contextlib
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as replace_row

from quiz.store import boards
from quiz.store.connection import Connection
from quiz.store.postgres import PostgresConnection
from quiz.store.records import BoardRow, Mode, Player
from quiz.store.sqlite import SqliteConnection
from quiz.store.store import Store, open_store
from tests.store.makers import BANK, attempt_of, play

BANKS, SITES = ("first", "second"), ("Hill", "Vale")
one_fixture_for_all_examples = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@dataclass(frozen=True)
class Event:
    """Something that happens: a player signs in to a team and, where there is a bank, begins an attempt."""

    name: str
    team: str
    bank: str | None
    points: int
    mark: float
    at: int
    mode: Mode
    finished: bool
    by_the_rules: bool
    site: str

    @property
    def on_board(self) -> bool:
        return self.mode == "quiz" and self.by_the_rules

    @property
    def counts(self) -> bool:
        return self.bank is not None and self.finished and self.on_board


events = st.builds(
    Event,
    name=st.sampled_from(("Ann", "Bob", "Cem")),
    team=st.sampled_from(("", "art", "office")),
    bank=st.sampled_from((*BANKS, *BANKS, None)),
    points=st.sampled_from((-300, 400)),
    mark=st.sampled_from((0.25, 1.0)),
    at=st.integers(0, 9),
    mode=st.sampled_from(("quiz", "quiz", "quiz", "learn")),
    finished=st.sampled_from((True, True, True, False)),
    by_the_rules=st.sampled_from((True, True, True, False)),
    site=st.sampled_from(("", *SITES)),
)


def carry_out(store: Store, event: Event) -> Player:
    player = store.sign_in(event.name, event.team, event.at)
    if event.bank and event.finished:
        play(
            store,
            player,
            event.bank,
            points=event.points,
            mark=event.mark,
            at=event.at,
            mode=event.mode,
            on_board=event.on_board,
            site=event.site,
        )
    elif event.bank:
        store.begin(attempt_of(player, event.bank), BANK)
    return player


def recount(happened: list[Event], players: dict[str, Player], bank: str | None, since: int | None) -> list[BoardRow]:
    """Return the players' board as plainly as it can be said: the best of each bank, added up."""
    rows = []
    for player in players.values():
        bests = []
        for one in BANKS if bank is None else (bank,):
            counted = [e for e in happened if e.counts and (e.name, e.bank) == (player.name, one) and e.at >= (since or 0)]
            bests += sorted(counted, key=lambda e: (-e.points, -e.mark, e.at))[:1]
        if bests:
            mark = round(100 * sum(e.mark for e in bests) / len(bests), 2)
            points, at = float(sum(e.points for e in bests)), max(e.at for e in bests)
            rows.append(
                BoardRow(key=player.id, name=player.name, team=player.team, points=points, mark=mark, bank=bank, at=at)
            )
    return sorted(rows, key=lambda row: (-row.points, -row.mark, row.at, row.key))


def recount_sites(boards: dict[str, list[BoardRow]]) -> list[BoardRow]:
    """Return the board by sites from the players' boards of each: the mean of whoever has played there."""
    rows = [
        replace_row(row, key=site, name=site, team="")
        for site, board in boards.items()
        for row in recount_teams([replace_row(one, team=site) for one in board])
    ]
    return sorted(rows, key=lambda row: (-row.points, -row.mark, row.at, row.key))


def recount_teams(board: list[BoardRow]) -> list[BoardRow]:
    """Return the teams' board from the players': the mean of the members."""
    rows = []
    for team in {row.team for row in board} - {""}:
        members = [row for row in board if row.team == team]
        points, mark = (sum(values) / len(members) for values in zip(*((m.points, m.mark) for m in members), strict=True))
        at, bank = max(m.at for m in members), members[0].bank
        rows.append(
            BoardRow(key=team, name=team, team=team, points=points, mark=mark, bank=bank, at=at, members=len(members))
        )
    rows.sort(key=lambda row: (-row.points, -row.mark, row.at, row.key))
    return [replace_row(row, points=round(row.points, 1), mark=round(row.mark, 2)) for row in rows]


@pytest.fixture
def emptied(address: str) -> Iterator[Callable[[], Store]]:
    """Return what gives a store with nobody in it: the fixture is made once, hypothesis tries many examples."""
    connection: Connection
    connection = PostgresConnection(address) if address.startswith("postgres") else SqliteConnection(Path(address))
    with contextlib.closing(open_store(address)) as store, contextlib.closing(connection):

        def empty() -> Store:
            with connection.transaction():
                connection.execute("DELETE FROM players")
            return store

        yield empty


@one_fixture_for_all_examples
@given(happened=st.lists(events, min_size=6, max_size=20), since=st.integers(0, 9), most=st.integers(0, 4))
def test_boards_equal_a_count_of_all_attempts_from_scratch(
    emptied: Callable[[], Store], happened: list[Event], since: int, most: int
) -> None:
    store = emptied()
    players = {event.name: carry_out(store, event) for event in happened}
    for bank in (None, *BANKS):
        for from_then in (None, since):
            board = recount(happened, players, bank, from_then)
            assert store.players_board(bank, from_then) == board
            assert store.players_board(bank, from_then, most) == board[:most]
            assert store.teams_board(bank, from_then) == recount_teams(board)
            assert store.teams_board(bank, from_then, most) == recount_teams(board)[:most]


@one_fixture_for_all_examples
@given(happened=st.lists(events, min_size=6, max_size=20), since=st.integers(0, 9), most=st.integers(0, 2))
def test_the_boards_of_each_site_equal_a_count_of_what_was_played_there(
    emptied: Callable[[], Store], happened: list[Event], since: int, most: int
) -> None:
    store = emptied()
    players = {event.name: carry_out(store, event) for event in happened}
    # What is reckoned anew, as after an erasure, is the same as what was kept step by step.
    for reckon_anew in (False, True):
        if reckon_anew:
            with store._connection.transaction():
                for player in players.values():
                    boards.recount(store._connection, player.id)
        for bank, from_then in itertools.product((None, "first"), (None, since)):
            each = {
                site: recount([event for event in happened if event.site == site], players, bank, from_then)
                for site in SITES
            }
            for site, board in each.items():
                assert store.players_board(bank, from_then, site=site) == board
                assert store.teams_board(bank, from_then, site=site) == recount_teams(board)
            assert store.sites_board(bank, from_then) == recount_sites(each)
            assert store.sites_board(bank, from_then, most) == recount_sites(each)[:most]
        assert store.sites() == sorted({event.site for event in happened if event.counts} - {""})


@one_fixture_for_all_examples
@given(happened=st.lists(events, max_size=10))
def test_the_revision_grows_exactly_when_a_board_changes(emptied: Callable[[], Store], happened: list[Event]) -> None:
    store = emptied()

    def all_boards(now: int) -> list[list[BoardRow]]:
        # What changes the board of one bank changes that of all banks, of all time or from now on.
        looks = (store.players_board, store.teams_board, store.sites_board)
        return [look(None, since) for look in looks for since in (None, now)]

    for now, event in enumerate(happened):
        boards_before, before = all_boards(now), store.board_revision()
        carry_out(store, replace(event, at=now))
        assert (store.board_revision() > before) == (all_boards(now) != boards_before)
        assert store.board_revision() >= before
