"""What is kept under a name: told, handed out in words, and gone from every file once it is erased."""

import json
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from quiz.banks.loading import read_bank
from quiz.banks.model import Bank
from quiz.game.events import Answered, Event, Joined, Opened, QuestionShown
from quiz.questions.answers import Picked, Typed
from quiz.reports.personal_record import NOT_KEPT, GameAnswer, PersonalRecord
from quiz.reports.personal_record_html import html_record
from quiz.services.personal_data import erase, look_up, record_of
from quiz.services.requests import RequestError
from quiz.services.settings import Settings, read_settings, write_settings
from quiz.store.certificates import CertificateRecord
from quiz.store.maintenance import back_up
from quiz.store.store import Store, open_store
from tests import builders
from tests.game.games import plan
from tests.store.makers import attempt_of, play, response_to
from tests.store.test_erasing import LATER, hall

NAME = "Zoë Åkerman"
QUESTIONS = (builders.single("q0", prompt="Whom do you ring?"), builders.short("q1", "Report Fraud"))


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    file = tmp_path / "banks" / "first.toml"
    file.parent.mkdir()
    made = builders.bank(*QUESTIONS, title="Scams at work")
    file.write_text(builders.to_toml(builders.document(made)), encoding="utf-8")
    found = read_bank(file).bank
    assert found
    return found


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    file = tmp_path / "settings.json"
    write_settings(Settings(player=NAME, team="Maths", theme="inset-light"), file)
    return file


def played(store: Store, bank: Bank, name: str = NAME) -> None:
    """Play a quiz as a person, typing the name as an answer, and a live game as a guest of the same name."""
    player = store.sign_in(name, "Maths", 1)
    begun = store.begin(attempt_of(player, bank_hash=bank.content_hash, team="Maths", origin="app"), bank)
    store.record(begun.id, response_to(0, given=Picked((0,)), mark=0.0, points=0, certainty=3), 2_000)
    store.record(begun.id, response_to(1, given=Typed(f"ask {name}"), mark=0.0, points=0), 3_000)
    store.flag(player.id, "first", "q0", 4_000)
    store.acknowledgements.keep(player.id, f"What {name} may do", "2026-09", "ab" * 32, 5_000)
    hall(store, [name], (Picked((1,)), Typed(f"ask {name}")))
    hall(store, ["Bea"])


def holders(folder: Path, name: str = NAME) -> set[str]:
    """Return the names of the files in which a name stands, in whatever way it may be written."""
    forms = {name, name.casefold(), name.upper()}
    bytes_of = {form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")}
    bytes_of |= {json.dumps(form)[1:-1].encode() for form in forms}
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.name for file in files if any(form in file.read_bytes() for form in bytes_of)}


def test_nothing_of_the_name_is_left_in_any_file(tmp_path: Path, bank: Bank, settings_file: Path) -> None:
    file = tmp_path / "scores.db"
    with closing(open_store(str(file))) as store:
        # Pages that were freed before everything was overwritten on deletion, as some builds of SQLite do.
        store._connection.execute("PRAGMA secure_delete = OFF")  # type: ignore[attr-defined,unused-ignore]
        for number in range(60):
            played(store, bank, f"{NAME} {number:02}" if number else NAME)
        with store._connection.transaction():
            store._connection.execute("DELETE FROM players WHERE name <> :name", {"name": NAME})
            store._connection.execute("DELETE FROM games")
        store._connection.execute("PRAGMA secure_delete = ON")
    with closing(open_store(str(file))) as store:
        played(store, bank)
        for ending in (".version-3", ".backup-1970-01-01"):
            file.with_name(f"scores.db{ending}").write_bytes(file.read_bytes())
        assert holders(tmp_path) >= {"scores.db", "scores.db-wal", "scores.db.version-3", "settings.json"}
        for guest in (False, True):
            holding = look_up(store, str(file), settings_file, NAME.upper())
            done = erase(store, holding, holding.choose(guest=guest), LATER, with_copies=guest)
            assert (done.traces, len(done.copies_left), done.settings_left) == ("", 0 if guest else 2, None)
        left = [row[0] for row in store._connection.execute("SELECT DISTINCT event FROM game_events")]
        assert len(left) > 3
        assert holders(tmp_path) == set()
    assert holders(tmp_path) == set()
    assert read_settings(settings_file) == Settings(theme="inset-light")


def test_traces_that_another_program_keeps_are_told(
    tmp_path: Path, settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.store.sqlite.BUSY_SECONDS", 0.05)
    address = str(tmp_path / "scores.db")
    with closing(open_store(address)) as store, closing(open_store(address, read_only=True)) as other:
        play(store, store.sign_in(NAME, "", 1))
        with other._connection.reading():
            assert other._connection.execute("SELECT name FROM players")
            holding = look_up(store, address, settings_file, NAME)
            done = erase(store, holding, holding.choose(guest=None), LATER)
        assert (done.traces, store.people.about(NAME)) == ("Another program has the file open. Close it.", None)
        assert holders(tmp_path) > set()
        assert store.people.clear_traces() == ""
        assert holders(tmp_path) == set()


@pytest.mark.parametrize("odd", ["'abc'", "x'00ff'", "9e99", "-1"])
def test_rows_that_another_program_wrote_keep_nobody_from_their_record_nor_from_being_erased(
    tmp_path: Path, bank: Bank, settings_file: Path, odd: str
) -> None:
    address = str(tmp_path / "scores.db")
    keys = {"id", "attempt_id", "player_id", "name_key", "game_id", "code", "position", "number", "outcome"}
    with closing(open_store(address)) as store:
        played(store, bank)
        connection = store._connection
        with connection.transaction():
            for table in ("players", "attempts", "responses", "flags", "games", "game_events"):
                for column in sorted(connection.columns(table) - keys):
                    with suppress(Exception):
                        connection.execute(f"UPDATE {table} SET {column} = {odd}")
            connection.execute("UPDATE games SET ended_at = NULL")
        for guest in (False, True):
            holding = look_up(store, address, settings_file, NAME)
            data = holding.guest if guest else holding.person
            if data:
                assert holding.lines(address)
                assert html_record(record_of(store, holding, data, LATER))
                erase(store, holding, data, LATER, keep_figures=True)
        assert store.people.about(NAME) is None


def test_a_copy_that_was_made_while_somebody_was_asked_goes_too(tmp_path: Path, settings_file: Path) -> None:
    file = tmp_path / "scores.db"
    with closing(open_store(str(file))) as store:
        play(store, store.sign_in(NAME, "", 1))
        holding = look_up(store, str(file), settings_file, NAME)
        assert holding.copies == ()
        back_up(str(file), LATER)
        done = erase(store, holding, holding.choose(guest=None), LATER, with_copies=True)
    assert (done.copies_left, holders(tmp_path)) == ((), set())


def record(store: Store, settings_file: Path, *, guest: bool) -> PersonalRecord:
    holding = look_up(store, store.location, settings_file, NAME)
    return record_of(store, holding, holding.choose(guest=guest), LATER)


def test_a_record_has_questions_and_answers_in_words_as_they_were_played(
    tmp_path: Path, bank: Bank, settings_file: Path
) -> None:
    with closing(open_store(str(tmp_path / "scores.db"))) as store:
        played(store, bank)
        (attempt,) = (one for one in store.finished_attempts() if one.name == NAME and not one.guest)
        certificate = CertificateRecord(code="CODE-1", attempt_id=attempt.id, name="Dr Åkerman", issued_at=LATER)
        store.keep_certificate(certificate)
        Path(bank.file).write_text("another text altogether", encoding="utf-8")
        found = record(store, settings_file, guest=False)
        document: dict[str, Any] = json.loads(msgspec.json.encode(found))
    (quiz,) = document["quizzes"]
    assert (quiz["title"], quiz["kind"], quiz["played"], quiz["outcome"]) == (
        "Scams at work",
        "quiz",
        "in the app",
        "finished",
    )
    first, second = quiz["answers"]
    assert (first["question"], first["answer"], first["right_answer"]) == ("Whom do you ring?", ["option 0"], ["option 1"])
    assert (first["how_sure"], first["mark"], first["out_of"]) == ("very sure", 0.0, 1.0)
    assert (second["answer"], second["right_answer"]) == ([f"ask {NAME}"], ["Report Fraud"])
    assert [flag["question"] for flag in document["flagged_questions"]] == ["Whom do you ring?"]
    (certificate,) = document["certificates"]
    assert (certificate["name"], certificate["quiz"], certificate["code"]) == ("Dr Åkerman", "Scams at work", "CODE-1")
    assert "<dd>Dr Åkerman</dd>" in html_record(found)
    (policy,) = document["acknowledged_policies"]
    assert (policy["policy"], policy["version"], policy["sha256"]) == (f"What {NAME} may do", "2026-09", "ab" * 32)
    assert f"<dd>What {NAME} may do</dd>" in html_record(found)
    assert document["settings_of_this_machine"] == {"player": NAME, "team": "Maths", "theme": "inset-light"}
    assert {table: len(rows) for table, rows in document["rows"].items()} == {
        **{
            "players": 1,
            "attempts": 1,
            "responses": 2,
            "flags": 1,
            "best": 2,
            "certificates": 1,
            "acknowledgements": 1,
            "credentials": 0,
            "due": 0,
        },
    }


def test_answers_of_a_live_game_are_in_words_also_where_it_never_ended(
    tmp_path: Path, bank: Bank, settings_file: Path
) -> None:
    with closing(open_store(str(tmp_path / "scores.db"))) as store:
        game_plan = plan(*QUESTIONS)
        game_plan = replace(game_plan, banks=(replace(game_plan.banks[0], content_hash=bank.content_hash),))
        game = store.games.begin(game_plan, "BCDFG", 5_000, [bank])
        events: list[Event] = [
            Joined(at=0.0, player="p", name=NAME),
            Joined(at=0.0, player="q", name="Bea"),
            QuestionShown(at=1.0),
            Opened(at=2.0),
            Answered(at=3.0, player="q", given=Picked((1,))),
            Answered(at=3.0, player="p", given=Picked((2,))),
        ]
        store.games.keep(game.id, 0, events)
        (found,) = record(store, settings_file, guest=True).live_games
    assert (found.answers, found.note) == ((GameAnswer("Whom do you ring?", "option 2"),), "")


def test_a_guests_record_says_that_a_guest_is_anybody_and_what_is_lost(
    tmp_path: Path, bank: Bank, settings_file: Path
) -> None:
    with closing(open_store(str(tmp_path / "scores.db"))) as store:
        played(store, bank)
        found = record(store, settings_file, guest=True)
    assert "anybody can have typed this name" in found.kind
    assert found.settings_of_this_machine == {}
    (game,) = found.live_games
    assert (game.names, game.note) == ((NAME,), NOT_KEPT)
    first, second = found.quizzes[0].answers
    assert NOT_KEPT in first.question
    assert first.answer == ('kept by its place among the answers alone, counted from 0: {"kind":"picked","options":[1]}',)
    assert second.answer == (f"ask {NAME}",)
    assert f"ask {NAME}" in html_record(found)


def test_a_page_is_one_that_hostile_names_do_nothing_in(tmp_path: Path, settings_file: Path) -> None:
    with closing(open_store(str(tmp_path / "scores.db"))) as store:
        name = "<img src=x onerror=y>"
        play(store, store.sign_in(name, "<b>", 1))
        holding = look_up(store, store.location, settings_file, name)
        record = record_of(store, holding, holding.choose(guest=None), LATER)
    page = html_record(record)
    assert "<img" not in page
    assert "<b>" not in page
    assert "http" not in page
    assert "<script" not in page
    # Not every bank says its version.
    of_none = html_record(replace(record, quizzes=tuple(replace(quiz, version="") for quiz in record.quizzes)))
    assert ("version 2026.11 of" in page, "version  of" in of_none) == (True, False)


@pytest.mark.parametrize(
    ("person", "guest", "asked", "words"),
    [
        (True, True, None, "Say which is meant: --person or --guest"),
        (False, True, None, "add --guest"),
        (False, True, False, "add --guest"),
        (True, False, True, "Nothing is kept of a guest called"),
        (False, False, None, "Nothing is kept of a person called"),
    ],
)
def test_a_person_and_a_guest_are_never_taken_for_one_another(
    tmp_path: Path, settings_file: Path, person: bool, guest: bool, asked: bool | None, words: str
) -> None:
    with closing(open_store(str(tmp_path / "scores.db"))) as store:
        if person:
            play(store, store.sign_in("Ann", "", 1))
        if guest:
            hall(store, ["ann"])
        holding = look_up(store, store.location, settings_file, " ANN ")
        with pytest.raises(RequestError, match=words):
            holding.choose(guest=asked)
        assert holding.settings_file is None
        if person:
            chosen = holding.choose(guest=False)
            assert not chosen.guest


def test_a_top_up_has_neither_mark_nor_points(tmp_path: Path, bank: Bank) -> None:
    """It is stored like a quiz of one bank, of which a mark of nothing would be told."""
    with closing(open_store(str(tmp_path / "scores.db"))) as store:
        player = store.sign_in(NAME, "", 1)
        begun = store.begin(
            attempt_of(player, questions=("q0",), bank_hash=bank.content_hash, mode="topup", on_board=False), bank
        )
        store.record(begun.id, response_to(0, given=Picked((1,)), points=1000), 2_000)
        holding = look_up(store, store.location, tmp_path / "settings.json", NAME)
        record = record_of(store, holding, holding.choose(guest=False), LATER)
    (told,) = record.quizzes
    assert (told.kind, told.mark_per_cent, told.passed, told.points) == ("top-up", None, None, None)
    assert [answer.points for answer in told.answers] == [None]
    page = html_record(record).partition("The same as the database has it")[0]
    assert "top-up" in page
    assert not [words for words in ("not passed", "point", "% right") if words in page.replace("Points count", "")]
