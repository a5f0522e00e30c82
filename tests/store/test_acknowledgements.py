"""Acknowledged policies as they are kept, on both kinds of store: once for each version and text, and nobody else's."""

from contextlib import closing

from quiz.services.certifying import check
from quiz.store.certificates import CertificateRecord
from quiz.store.retention import Overdue
from quiz.store.store import Store, open_store
from tests.store.makers import BEFORE, play
from tests.store.test_erasing import LATER, all_rows
from tests.store.test_ownership import run

ONE, OTHER = "0a" * 32, "0b" * 32
TITLE = "Acceptable use"


def test_a_policy_is_acknowledged_once_and_anew_when_its_text_or_version_is_another(store: Store) -> None:
    ann, bea = store.sign_in("Ann", "", 1), store.sign_in("Bea", "Red", 1)
    kept = store.acknowledgements
    first = kept.keep(ann.id, TITLE, "1", ONE, 5)
    assert (first.title, first.version, first.sha256, first.at) == (TITLE, "1", ONE, 5)
    assert kept.keep(ann.id, "Another title", "1", ONE, 9) == first
    others = [kept.keep(ann.id, TITLE, "2", ONE, 6), kept.keep(ann.id, TITLE, "1", OTHER, 7)]
    assert kept.of_player(ann.id) == [*reversed(others), first]
    assert kept.of_player(bea.id) == []
    assert (kept.find(first.id), kept.find("none")) == (first, None)
    theirs = kept.keep(bea.id, "\x1b[2J", "1\u202e", ONE, 8)
    assert (theirs.title, theirs.version) == ("\\u001b[2J", "1\\u202e")
    assert [(one.name, one.team, one.acknowledgement.at) for one in kept.of_everybody()] == [
        ("Ann", "", 7),
        ("Ann", "", 6),
        ("Ann", "", 5),
        ("Bea", "Red", 8),
    ]


def test_guests_are_in_no_list_and_what_is_damaged_is_left_out(store: Store) -> None:
    ann, gus = store.sign_in("Ann", "", 1), store.sign_in("Gus", "", 1)
    for player in (ann, gus):
        store.acknowledgements.keep(player.id, TITLE, "1", ONE, 5)
    store.acknowledgements.keep(ann.id, TITLE, "2", ONE, 6)
    with store._connection.transaction():
        store._connection.execute("UPDATE players SET guest = 1 WHERE name = 'Gus'")
        store._connection.execute("UPDATE acknowledgements SET sha256 = '<b>' WHERE version = '2'")
    assert [one.name for one in store.acknowledgements.of_everybody()] == ["Ann"]
    assert [one.version for one in store.acknowledgements.of_player(ann.id)] == ["1"]


def test_a_passed_quiz_by_the_banks_rules_is_what_lets_one_acknowledge(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    play(store, ann, mark=0.5)
    play(store, ann, mark=1.0, on_board=False)
    play(store, ann, mark=1.0, mode="learn")
    play(store, store.sign_in("Bea", "", 1), mark=1.0)
    assert not store.acknowledgements.has_passed(ann.id)
    play(store, ann, mark=1.0)
    assert store.acknowledgements.has_passed(ann.id)


def test_it_goes_with_the_person_and_with_nobody_else(store: Store) -> None:
    ann, bea = store.sign_in("Ann", "", 1), store.sign_in("Bea", "", 1)
    attempt = play(store, ann, mark=1.0)
    kept = store.acknowledgements.keep(ann.id, TITLE, "1", ONE, 5)
    theirs = store.acknowledgements.keep(bea.id, TITLE, "1", ONE, 5)
    store.keep_certificate(
        CertificateRecord(code="A", attempt_id=attempt.id, name="Ann", issued_at=6, acknowledgement_id=kept.id)
    )
    about = store.people.about("Ann")
    assert about
    assert [row["version"] for row in about.rows["acknowledgements"]] == ["1"]
    store.people.erase("Ann", LATER, keep_figures=True)
    assert [row["id"] for row in all_rows(store)["acknowledgements"]] == [theirs.id]
    assert not [word for word in (ann.id, kept.id) if word in repr(all_rows(store))]


def test_what_is_too_old_goes_unless_a_certificate_that_stays_names_it(store: Store) -> None:
    ann, bea = store.sign_in("Ann", "", 1), store.sign_in("Bea", "", 1)
    attempt = play(store, ann, mark=1.0, at=7_000)
    named = store.acknowledgements.keep(ann.id, TITLE, "1", ONE, 5)
    store.acknowledgements.keep(ann.id, TITLE, "2", ONE, 6)
    store.acknowledgements.keep(bea.id, TITLE, "1", ONE, 6_800)
    store.keep_certificate(
        CertificateRecord(code="A", attempt_id=attempt.id, name="Ann", issued_at=8_000, acknowledgement_id=named.id)
    )
    gone = Overdue(attempts=0, games=0, flags=0, players=0, acknowledgements=1)
    assert store.people.overdue(6_500) == store.people.delete_overdue(6_500) == gone
    assert [one.acknowledgement.version for one in store.acknowledgements.of_everybody()] == ["1", "1"]
    assert store.certificate("A")
    assert store.people.delete_overdue(7_500) == Overdue(attempts=1, games=0, flags=0, players=2, acknowledgements=2)


def test_a_certificate_of_before_names_no_policy_and_is_what_it_was(address: str) -> None:
    run(address, (BEFORE / "version-7.sql").read_text())
    with closing(open_store(address)) as store:
        kept = CertificateRecord(code="NSVZ-N5QY-6N5N", attempt_id="id-2", name="Mrs A. Khan", issued_at=9_000)
        assert store.certificate("NSVZ-N5QY-6N5N") == kept
        assert store.acknowledgements.of_everybody() == []
        checked = check(store, "NSVZ-N5QY-6N5N", {})
        assert (checked.unchanged, checked.certificate.acknowledged) == (True, None)
