"""Erasing somebody, on both kinds of store: all of theirs goes, nothing of anybody else's, and games stay what they were."""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from quiz.banks.loading import read_text
from quiz.game.events import Answered, Event, Joined, Locked, Renamed
from quiz.game.game import Game
from quiz.questions.answers import Answer, Picked, Typed
from quiz.store.certificates import CertificateRecord
from quiz.store.erasing import Erased
from quiz.store.errors import ErasedError, HostedElsewhereError, StoreError
from quiz.store.games import GameRecord
from quiz.store.personal import rows_as_dicts
from quiz.store.store import Store, open_store
from tests import builders
from tests.game.games import plan
from tests.store.makers import BANK, attempt_of, play, response_to

QUESTIONS = (builders.single("a"), builders.short("b", "Report Fraud"))
LATER = 10**12
NAMES = ("Ann", "Bea", "Cem")


def all_rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, but for the number that says that a board has changed."""
    connection = store._connection
    with connection.reading():
        tables = sorted(connection.tables() - {"board_revision"})
        found = {table: rows_as_dicts(connection, table, "1 = 1", {}) for table in tables}
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


def seat(name: str) -> str:
    """Return the id of a player of ``hall``, in which their name does not stand."""
    return f"id-{name[::-1]}"


def hall(
    store: Store, names: Sequence[str], answers: Sequence[Answer] = (Picked((1,)), Typed("my dog")), **changes: Any
) -> tuple[GameRecord, Game]:
    """Play a live game to its end, in which all of these names give the same answers."""
    game = Game(plan(*QUESTIONS, **changes), builders.asked(*QUESTIONS, limit=20.0))
    record = store.games.begin(game.plan, "BCDFG", 5_000, ())
    events: list[Event] = []

    def do(event: Event | None) -> None:
        assert event
        game.apply(event)
        events.append(event)

    for name in names:
        do(game.join(seat(name), name, "", 0.0))
    for number, answer in enumerate(answers):
        for _ in range(2):
            do(game.next(number + 1.0))
        for name in names:
            do(game.answer(seat(name), number, 0, answer, number + 2.0))
        while game.phase.value != "revealed":
            do(game.next(number + 3.0))
    store.games.keep(record.id, 0, events)
    end = game.finish(9.0)
    assert end
    game.apply(end)
    store.games.finish(record, len(events), [end], game, 6_000)
    return record, game


def marks(store: Store, record: GameRecord) -> list[tuple[int, bool, list[float]]]:
    """Return what a game that is read again comes to, without names."""
    game = Game(record.plan, builders.asked(*QUESTIONS, limit=20.0), store.games.events(record.id))
    return [(one.points, one.answered, [score.fraction for score in one.scores.values()]) for one in game.players]


def test_all_of_a_person_goes_and_the_boards_follow(store: Store) -> None:
    ann, bea = store.sign_in("Ann", "Red", 1), store.sign_in("Bea", "Red", 1)
    whole = play(store, ann, points=900)
    play(store, bea, points=100)
    store.begin(attempt_of(ann), BANK)
    store.flag(ann.id, "first", "q0", 1)
    store.keep_certificate(CertificateRecord(code="7KQF", attempt_id=whole.id, name="Mrs A. Khan", issued_at=1))
    revision = store.board_revision()
    assert store.people.erase("ann", LATER) == Erased(attempts=2, kept_attempts=0, games=0)
    assert [row.name for row in store.players_board("first")] == ["Bea"]
    assert [row.points for row in store.teams_board(None)] == [100]
    assert store.board_revision() > revision
    assert store.people.about("Ann") is None
    assert not [word for word in (ann.id, "Khan") if word in repr(all_rows(store))]
    assert store.people.erase("ann", LATER) is None


def test_a_table_of_another_program_beside_ours_is_not_ours_to_read(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    with store._connection.transaction():
        store._connection.execute("CREATE TABLE chess (player_id INTEGER NOT NULL)")
    about = store.people.about("Ann")
    assert about
    assert (about.player_id, "chess" in about.rows) == (ann.id, False)
    store.people.erase("Ann", LATER)
    assert store.people.about("Ann") is None


def test_a_guest_and_a_person_of_one_name_are_two(store: Store) -> None:
    play(store, store.sign_in("Ann", "Red", 1))
    hall(store, ["ann"])
    person, guest = store.people.about("Ann"), store.people.about("Ann", guest=True)
    assert person
    assert guest
    assert (person.guest, person.seats, guest.guest, len(guest.seats)) == (False, (), True, 1)
    store.people.erase("Ann", LATER)
    assert store.people.about("Ann", guest=True) == guest
    store.people.erase("Ann", LATER, guest=True)
    assert "ann" not in repr(all_rows(store)["game_events"]).casefold()


def test_a_game_in_which_somebody_was_erased_is_what_it_was(store: Store) -> None:
    record, _game = hall(store, ["Ann", "Bea"])
    before = marks(store, record)
    assert store.people.erase("Ann", LATER, guest=True, keep_figures=False) == Erased(attempts=1, kept_attempts=0, games=1)
    assert marks(store, record) == before
    events = store.games.events(record.id)
    assert [event.name for event in events if isinstance(event, Joined)] == ["erased player 1", "Bea"]
    typed = [event.given.text for event in events if isinstance(event, Answered) and isinstance(event.given, Typed)]
    assert typed == ["…", "my dog"]
    # A second erasure takes a name that is free, and the game can be read with both.
    store.people.erase("Bea", LATER, guest=True)
    assert [event.name for event in store.games.events(record.id) if isinstance(event, Joined)] == [
        "erased player 1",
        "erased player 2",
    ]
    assert marks(store, record) == before


def test_figures_and_right_words_stay_in_games_for_the_marks_hang_on_them(store: Store) -> None:
    bank = builders.bank(*QUESTIONS)
    text = builders.to_toml(builders.document(bank))
    kept = read_text(text, "", "").bank
    assert kept
    record, _ = hall(store, ["Ann"], (Picked((1,)), Typed("report fraud.")))
    sha = hashlib.sha256(text.encode()).hexdigest()
    planned = replace(record.plan.banks[0], content_hash=sha[:16])
    whole = replace(record.plan, banks=(planned,))
    game = store.games.begin(whole, "CDFGH", 5_000, [replace(kept, content_hash=sha[:16], text=text)])
    answers = [Answered(at=2.0, player="p", given=Typed(words)) for words in ("Report Fraud", "72", "my dog")]
    store.games.keep(game.id, 0, [Joined(at=0.0, player="p", name="Ann"), *answers])
    store.people.erase("Ann", LATER, guest=True)
    given = [event.given for event in store.games.events(game.id) if isinstance(event, Answered)]
    assert given == [Typed("Report Fraud"), Typed("72"), Typed("…")]


def test_who_joined_and_never_answered_is_a_guest_too(store: Store) -> None:
    record = store.games.begin(plan(*QUESTIONS), "BCDFG", 5_000, ())
    store.games.keep(
        record.id,
        0,
        [Joined(at=0.0, player="p", name="Rude", team="Red"), Renamed(at=1.0, player="p", name="Player 1")],
    )
    about = store.people.about("rude", guest=True)
    assert about
    assert about.player_id is None
    store.people.erase("rude", LATER, guest=True)
    assert {event.name for event in store.games.events(record.id) if isinstance(event, Joined | Renamed)} == {
        "erased player 1"
    }


def test_what_a_guest_did_behind_a_mask_goes_and_the_mask_stays_for_others(store: Store) -> None:
    hall(store, ["Ann"], approve=True)
    hall(store, ["Bea"], (Picked((0,)), Typed("my dog")), approve=True)
    assert [(row.name, row.mark, row.points) for row in store.players_board(None)] == [("Player 1", 50.0, 980)]
    store.people.erase("Ann", LATER, guest=True)
    assert [(row.name, row.mark, row.points) for row in store.players_board(None)] == [("Player 1", 0.0, 0)]
    left = store.people.about("Player 1", guest=True)
    assert left
    assert len(left.rows["attempts"]) == 1
    store.people.erase("Bea", LATER, guest=True)
    assert store.people.about("Player 1", guest=True) is None


def test_a_name_that_a_persons_attempts_came_of_is_theirs_and_not_a_guests(store: Store) -> None:
    record, _ = hall(store, ["Ann", "Bea"])
    assert store.games.claim(record.id, ["Ann"], 7_000) == 1
    guest = store.people.about("Ann", guest=True)
    assert guest is None
    store.people.erase("Ann", LATER)
    names = [event.name for event in store.games.events(record.id) if isinstance(event, Joined)]
    assert names == ["erased player 1", "Bea"]


def test_a_game_that_may_be_going_on_is_not_written_into(store: Store) -> None:
    record = store.games.begin(plan(*QUESTIONS), "BCDFG", 5_000, ())
    store.games.keep(record.id, 0, [Joined(at=0.0, player="p", name="Ann")])
    before = all_rows(store)
    with pytest.raises(StoreError, match="The live game BCDFG, in which this name plays, has not ended yet"):
        store.people.erase("Ann", 6_000, guest=True)
    assert all_rows(store) == before


def test_a_host_that_still_has_the_old_names_keeps_none_more(store: Store) -> None:
    record = store.games.begin(plan(*QUESTIONS), "BCDFG", 5_000, ())
    known: list[Event] = [Joined(at=0.0, player="p", name="Ann"), Locked(at=1.0, locked=True)]
    store.games.keep(record.id, 0, known)
    # Days later nothing tells that a host has it open.
    store.people.erase("Ann", LATER, guest=True)
    with pytest.raises(HostedElsewhereError):
        store.games.keep(record.id, len(known), [Joined(at=2.0, player="q", name="Bea")])
    resumed = Game(record.plan, builders.asked(*QUESTIONS, limit=20.0), store.games.events(record.id))
    assert ([one.name for one in resumed.players], resumed.locked) == (["erased player 1"], True)
    assert "Ann" not in repr(all_rows(store))


def test_a_damaged_event_of_a_game_keeps_nobody_from_being_erased(store: Store) -> None:
    record, _ = hall(store, ["Ann", "Bea"])
    with store._connection.transaction():
        store._connection.execute(
            "INSERT INTO game_events (game_id, number, event) VALUES (:game, 99, :event)",
            {"game": record.id, "event": '{"event":"joined","name":'},
        )
    assert store.people.erase("Ann", LATER, guest=True) == Erased(attempts=1, kept_attempts=0, games=1)


def test_figures_that_stay_tell_of_nobody(store: Store) -> None:
    ann = store.sign_in("Ann", "Red", 1)
    may = 1_780_000_000_000
    whole = store.begin(attempt_of(ann, started_at=may, team="Red", site="North", seed=1984), BANK)
    store.record(whole.id, response_to(0, points=8345, seconds=2.718), may + 1)
    store.record(whole.id, response_to(1, given=Typed("I am Ann"), points=8346, seconds=3.142), may + 2)
    store.begin(attempt_of(ann), BANK)
    store.keep_certificate(CertificateRecord(code="7KQF", attempt_id=whole.id, name="Mrs Ann", issued_at=1))
    assert store.people.erase("Ann", LATER, keep_figures=True) == Erased(attempts=2, kept_attempts=1, games=0)
    (kept,) = store.finished_attempts()
    assert (kept.name, kept.team, kept.site, kept.guest, kept.mark, kept.passed) == ("erased", "", "", False, 100.0, True)
    assert kept.anonymous
    assert (kept.started_at, kept.ended_at) == (1_777_593_600_000, 1_777_593_600_000)
    assert [(one.given, one.mark) for one in store.given_answers()] == [
        ('{"kind":"picked","options":[1]}', 1.0),
        (None, 1.0),
    ]
    assert store.players_board(None) == store.players_board(None, since=0) == []
    assert "Ann" not in repr(all_rows(store))
    assert str(may)[:6] not in repr(all_rows(store))
    fingerprints = ("8345", "8346", str(8345 + 8346), "2.718", "3.142")
    assert not [one for one in fingerprints if one in repr(all_rows(store))], (
        "an older table of results has them with a name"
    )
    # Nobody comes upon them by a name.
    assert store.people.about("erased") is None
    assert store.sign_in("erased", "", 1).id != kept.player_id


def test_figures_of_a_guest_lead_to_no_game(store: Store) -> None:
    hall(store, ["Ann"])
    assert store.people.erase("Ann", LATER, guest=True, keep_figures=True) == Erased(attempts=1, kept_attempts=1, games=1)
    (kept,) = store.finished_attempts()
    assert (kept.name, kept.guest, kept.game_id, kept.origin, kept.mark) == ("erased", True, None, "live", 50.0)


def test_who_is_erased_while_they_play_is_told_so(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    begun = store.begin(attempt_of(ann), BANK)
    store.people.erase("Ann", LATER)
    with pytest.raises(ErasedError, match="Your name was erased"):
        store.record(begun.id, response_to(), 2_000)
    with pytest.raises(ErasedError):
        store.begin(attempt_of(ann), BANK)


@pytest.fixture
def emptied(address: str) -> Iterator[Callable[[], Store]]:
    """Return what gives a store with nobody in it: the fixture is made once, hypothesis tries many examples."""
    with contextlib.closing(open_store(address)) as store:

        def empty() -> Store:
            with store._connection.transaction():
                for table in ("players", "games"):
                    store._connection.execute(f"DELETE FROM {table}")
            return store

        yield empty


steps = st.one_of(
    st.tuples(st.just("play"), st.sampled_from(NAMES), st.integers(1, 9)),
    st.tuples(st.just("hall"), st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True), st.booleans()),
    st.tuples(st.just("claim"), st.lists(st.sampled_from(NAMES), max_size=2, unique=True), st.none()),
    st.tuples(
        st.just("erase"), st.sampled_from(NAMES), st.sampled_from([(g, k) for g in (True, False) for k in (True, False)])
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    happened=st.lists(steps, min_size=2, max_size=7), last=st.sampled_from(NAMES), guest=st.booleans(), keep=st.booleans()
)
def test_whatever_was_played_and_erased_nobody_elses_rows_change(
    emptied: Callable[[], Store], happened: list[Any], last: str, guest: bool, keep: bool
) -> None:
    store, numbers = emptied(), count(1)
    last_game = ""
    for step, who, how in [*happened, ("erase", last, (guest, keep))]:
        if step == "play":
            play(store, store.sign_in(who, "Red", 1), points=how * 100, at=next(numbers))
        elif step == "hall":
            last_game = hall(store, who, (Picked((int(how),)), Typed("my dog")))[0].id
        elif step == "claim":
            store.games.claim(last_game, who, next(numbers))
        else:
            _erase_and_compare(store, who, *how)


def _erase_and_compare(store: Store, name: str, guest: bool, keep: bool) -> None:
    data = store.people.about(name, guest=guest)
    before, board = all_rows(store), store.players_board(None)
    store.people.erase(name, LATER, guest=guest, keep_figures=keep)
    after = all_rows(store)
    seats = {(seat.game_id, member) for seat in data.seats for member in seat.members} if data else set()
    mine = {data.player_id} if data else set()
    attempts = {row["id"] for row in before["attempts"] if row["player_id"] in mine}
    assert not mine & {row["player_id"] for table in ("attempts", "flags", "best") for row in after[table]}
    for table, rows in before.items():
        if table == "game_events":
            changed = [
                (row, new) for row, new in zip(rows_in_order(rows), rows_in_order(after[table]), strict=True) if row != new
            ]
            assert {(row["game_id"], json.loads(row["event"])["player"]) for row, new in changed} <= seats
            continue
        others = [
            row for row in rows if row.get("player_id", row.get("id")) not in mine and row.get("attempt_id") not in attempts
        ]
        assert [row for row in others if row not in after[table]] == []
        anonymous = [row for row in after[table] if row not in others]
        assert keep or anonymous == []
        assert name not in repr(anonymous)
    assert store.players_board(None) == [row for row in board if row.key not in mine]


def rows_in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["game_id"], row["number"]))
