"""What is confirmed stays: programs killed in the middle of play, programs that write at the same time."""

from pathlib import Path
from typing import TextIO

from quiz.store.sitting import Sitting, can_resume
from quiz.store.store import Store, open_store
from tests.builders import right_answer
from tests.store.makers import ask_file
from tests.store.programs import start
from tests.store.sittings import NO_TERMS, a_bank, clocks

KILLS = 8


def confirmed(said: TextIO, most: int | None = None) -> list[tuple[str, int]]:
    """Read what a program that plays has confirmed, all of it or the first lines."""
    lines = said.readlines() if most is None else [said.readline() for _ in range(most)]
    return [(attempt, int(position)) for attempt, position in (line.split() for line in lines)]


def play_to_the_end(sitting: Sitting) -> None:
    while not sitting.attempt.finished:
        sitting.show()
        response = sitting.attempt.answer(right_answer(sitting.attempt.current.question))
        assert response is not None
        sitting.keep(response)
        sitting.attempt.advance()


def is_kept(store: Store, attempt_id: str, position: int) -> bool:
    return any(response.position == position for response in store.responses(attempt_id))


def test_every_confirmed_response_outlives_any_kill_and_play_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "scores.db"
    seen: list[tuple[str, int]] = []
    for kill in range(KILLS):
        with start("plays", str(file), "Ann", "0") as child:
            assert child.stdout is not None
            seen += confirmed(child.stdout, most=3 + 5 * kill)
            child.kill()
            seen += confirmed(child.stdout)
        store = open_store(str(file))
        assert ask_file(file, "PRAGMA integrity_check") == [("ok",)]
        assert [line for line in seen if not is_kept(store, *line)] == []
        ann = store.find_player("Ann")
        assert ann is not None
        for record in store.open_attempts(ann.id):
            assert can_resume(record, a_bank())
            play_to_the_end(Sitting.resume(store, ann, a_bank(), record, NO_TERMS, clocks()))
            finished = store.attempt(record.id)
            assert finished is not None
            assert (finished.outcome, finished.mark) == ("finished", 100.0)
        assert store.open_attempts(ann.id) == []
        store.close()
    assert len(seen) == len(set(seen)), "nothing was asked twice"


def test_programs_that_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    file, names = tmp_path / "scores.db", ("Ann", "Bob", "Cem")
    store = open_store(str(file))
    children = [start("plays", str(file), name, "12") for name in names]
    said = [child.communicate()[0].splitlines() for child in children]
    assert [child.returncode for child in children] == [0, 0, 0]
    assert [len(lines) for lines in said] == [12 * 9] * 3
    for name, lines in zip(names, said, strict=True):
        player = store.find_player(name)
        assert player is not None
        assert store.bests(player.id)["first"].attempts == 12
        assert all(is_kept(store, attempt, int(position)) for attempt, position in map(str.split, lines))
    assert [row.mark for row in store.players_board(None)] == [100.0] * 3
    store.close()


def test_programs_that_make_the_same_store_at_once_all_get_it(tmp_path: Path) -> None:
    names = ("Ann", "Bob", "Cem")
    children = [start("opens", name) for name in names]
    pipes = [(child.stdin, child.stdout) for child in children]
    assert [said.readline() for _, said in pipes if said] == ["ready\n"] * 3
    for number in range(25):
        file = tmp_path / f"{number}.db"
        for told, _ in pipes:
            assert told is not None
            told.write(f"{file}\n")
            told.flush()
        assert [said.readline() for _, said in pipes if said] == ["well\n"] * 3
        assert sorted(ask_file(file, "SELECT name FROM players")) == [(name,) for name in names]
    for child in children:
        child.communicate()
