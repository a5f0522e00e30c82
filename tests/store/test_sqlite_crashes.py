"""What is confirmed stays: programs killed in the middle of play, programs that write at the same time."""

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from quiz.services.attempt_session import AttemptSession, can_resume
from quiz.store.sqlite import SqliteConnection
from quiz.store.store import Store, open_store
from tests.builders import right_answer
from tests.services.attempt_sessions import BANKS_OWN_OPTIONS, a_bank, clocks
from tests.store.makers import ask_file

KILLS = 8
Start = Callable[..., "subprocess.Popen[str]"]
Confirmed = list[tuple[str, int]]
"""Attempt and position of each response that a program has confirmed."""


def confirmed(said: IO[str] | None, most: int | None = None) -> Confirmed:
    """Read what a program that plays confirms, all of it or the first lines; one that was killed may end in half a line."""
    assert said is not None
    lines = said.readlines() if most is None else [said.readline() for _ in range(most)]
    return [(attempt, int(position)) for attempt, position in (line.split() for line in lines if line.endswith("\n"))]


def missing(store: Store, responses: Confirmed) -> Confirmed:
    kept = {(attempt, r.position) for attempt in {attempt for attempt, _ in responses} for r in store.responses(attempt)}
    return [response for response in responses if response not in kept]


def play_to_the_end(session: AttemptSession) -> None:
    while not session.attempt.finished:
        session.show()
        response = session.attempt.answer(right_answer(session.attempt.current.question))
        assert response is not None
        session.keep(response)
        session.attempt.advance()


def test_every_confirmed_response_outlives_any_kill_and_play_goes_on(tmp_path: Path, start: Start) -> None:
    file = tmp_path / "scores.db"
    seen: Confirmed = []
    for kill in range(KILLS):
        child = start("plays", str(file), "Ann", "0")
        seen += confirmed(child.stdout, most=3 + 5 * kill)
        child.kill()
        seen += confirmed(child.stdout)
        child.wait()
        store = open_store(str(file))
        assert ask_file(file, "PRAGMA integrity_check") == [("ok",)]
        assert missing(store, seen) == []
        ann = store.find_player("Ann")
        assert ann is not None
        for record in store.open_attempts(ann.id):
            assert can_resume(record, a_bank())
            play_to_the_end(AttemptSession.resume(store, ann, a_bank(), record, BANKS_OWN_OPTIONS, clocks()))
            finished = store.attempt(record.id)
            assert finished is not None
            assert (finished.outcome, finished.mark) == ("finished", 100.0)
        assert store.open_attempts(ann.id) == []
        store.close()


def test_programs_that_write_at_the_same_time_lose_nothing(tmp_path: Path, start: Start) -> None:
    file, names = tmp_path / "scores.db", ("Ann", "Bob", "Cem")
    children = [start("plays", str(file), name, "12") for name in names]
    said = [confirmed(child.stdout) for child in children]
    assert [child.wait() for child in children] == [0, 0, 0]
    store = open_store(str(file))
    assert [len(responses) for responses in said] == [12 * 9] * 3
    assert missing(store, [response for responses in said for response in responses]) == []
    assert [row.mark for row in store.players_board(None)] == [100.0] * 3
    store.close()


def test_a_second_store_in_one_program_leaves_the_lock_of_the_first(tmp_path: Path) -> None:
    """POSIX takes a program's locks on a file away as soon as it closes that file anywhere."""
    file = tmp_path / "scores.db"
    ask_file(file, "CREATE TABLE a (n INTEGER)")
    writes = f"import sqlite3; sqlite3.connect({str(file)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    with contextlib.closing(sqlite3.connect(file)) as first:
        first.execute("BEGIN IMMEDIATE")
        SqliteConnection(file).close()
        another = subprocess.run([sys.executable, "-c", writes], capture_output=True, text=True, check=False)
        assert "database is locked" in another.stderr
        first.rollback()


def test_programs_that_make_the_same_store_at_once_all_get_it(tmp_path: Path, start: Start) -> None:
    names = ("Ann", "Bob", "Cem", "Dee")
    pipes = [(child.stdin, child.stdout) for child in (start("opens", name) for name in names)]
    assert [said.readline() for _, said in pipes if said] == ["ready\n"] * 4
    for number in range(40):
        file = tmp_path / f"{number}.db"
        for told, _ in pipes:
            assert told is not None
            told.write(f"{file}\n")
            told.flush()
        assert [said.readline() for _, said in pipes if said] == ["well\n"] * 4
        assert sorted(ask_file(file, "SELECT name FROM players")) == [(name,) for name in names]
