"""An answer is in the store before anything is said of it, and a store that fails is told in words."""

import contextlib
from collections.abc import Iterator

import pytest

from quiz.store.errors import PlayedElsewhereError
from quiz.store.location import backups
from quiz.store.sqlite import SqliteConnection
from quiz.store.store import open_store
from tests.builders import true_false
from tests.plain.table import Step, Table
from tests.services.attempt_sessions import FailingStore
from tests.store.makers import ask_file


@pytest.fixture
def failing(table: Table, monkeypatch: pytest.MonkeyPatch) -> Iterator[FailingStore]:
    """Put two true statements on the table, and a store that can fail, which is what the program opens."""
    table.lay(true_false("one"), true_false("two"))
    open_store(table.store).close()
    with contextlib.closing(FailingStore(SqliteConnection(table.folder / "scores.db"))) as store:
        monkeypatch.setattr("quiz.services.services.open_store", lambda address: store)
        with monkeypatch.context() as while_playing:
            while_playing.setattr(store, "close", lambda: None)
            yield store


def break_down(store: FailingStore) -> Step:
    def now() -> None:
        store.fails = "before"

    return now


def test_a_pipe_ends_when_an_answer_cannot_be_kept(table: Table, failing: FailingStore) -> None:
    heard = table.play("t", break_down(failing), "t")
    assert heard.status == 1
    assert heard.complaints == ["The connection was lost.", "Try again."]
    assert heard.text.count("Right.") == 1
    assert heard.said[-1].startswith("Stopped. 1 of 2 questions is answered, and that is kept.")


def test_no_json_stands_for_an_attempt_that_was_not_kept(table: Table, failing: FailingStore) -> None:
    heard = table.play(break_down(failing), "t", as_json=True)
    assert (heard.status, heard.results) == (1, [])


def test_a_person_may_try_again_until_it_is_kept(table: Table, failing: FailingStore) -> None:
    again = break_down(failing)
    heard = table.play(again, "t", again, "y", "y", "t", person=True, player="Ann")
    assert heard.status == 0
    assert heard.said.count("The connection was lost.") == 2
    assert heard.said.count("Try again?") == 2
    assert "You had 2 of 2 right." in heard.said
    assert [len(responses) for _, responses in table.kept("Ann")] == [2]


@pytest.mark.parametrize("steps", [["n"], ["q"], []], ids=["n", "q", "end"])
def test_a_person_may_give_up_and_hears_what_is_kept(table: Table, failing: FailingStore, steps: list[Step]) -> None:
    heard = table.play("t", break_down(failing), "t", *steps, person=True, player="Ann")
    assert (heard.status, heard.complaints) == (1, [])
    assert heard.said[-1].startswith("Stopped. 1 of 2 questions is answered")


def test_a_lost_connection_after_the_answer_was_kept_counts_it_once(table: Table, failing: FailingStore) -> None:
    def after() -> None:
        failing.fails = "after"

    heard = table.play(after, "t", "y", "t", person=True, player="Ann")
    assert heard.status == 0
    assert [len(responses) for _, responses in table.kept("Ann")] == [2]


def test_an_interruption_while_an_answer_is_written_says_only_what_is_kept(
    table: Table, failing: FailingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*values: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(failing, "record", interrupted)
    heard = table.play("t", as_json=True)
    assert heard.status == 0
    assert heard.said[-1] == "Stopped. None of the 2 questions is answered yet."
    assert heard.attempt["responses"] == []


def test_who_plays_on_elsewhere_is_not_asked_to_try_again(
    table: Table, failing: FailingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(*values: object) -> bool:
        raise PlayedElsewhereError

    monkeypatch.setattr(failing, "record", elsewhere)
    heard = table.play("t", "y", "y", person=True, player="Ann")
    assert heard.status == 1
    assert "another window" in heard.complaints[0]
    assert "Try again?" not in heard.said


def test_a_store_that_cannot_be_opened_is_said_before_anything_is_asked(table: Table) -> None:
    table.lay(true_false())
    table.store = str(table.folder / "first.toml" / "scores.db")
    heard = table.play("t")
    assert (heard.status, heard.said, len(heard.complaints)) == (1, [], 2)


def test_an_answer_is_in_the_store_before_anything_is_said_of_it(
    table: Table, failing: FailingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def kept(*values: object) -> bool:
        order.append("kept")
        return False

    def said(*values: object) -> list[str]:
        order.append("said")
        return []

    monkeypatch.setattr(failing, "record", kept)
    monkeypatch.setattr("quiz.plain.narration.outcome", said)
    table.play("t", "f")
    assert order == ["kept", "said"] * 2


def test_the_first_quiz_of_a_day_keeps_a_copy_of_what_was_there(table: Table) -> None:
    table.lay(true_false("one"))
    table.play("t", player="Ann")
    file = table.folder / "scores.db"
    assert backups(file) == []
    table.play("t", player="Bob")
    table.play("t", player="Cem")
    (copy,) = backups(file)
    assert ask_file(copy, "SELECT name FROM players") == [("Ann",)]
