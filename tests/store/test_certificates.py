"""Certificates as they are kept: by their codes, with the store's own secret, and gone with their attempt."""

from quiz.store.certificates import CertificateRecord
from quiz.store.store import Store, open_store
from tests.store.makers import BANK, attempt_of, play


def test_a_certificate_is_kept_once_and_goes_with_its_attempt(store: Store) -> None:
    ann = store.sign_in("Ann", "Red", 1)
    attempt = play(store, ann, mark=1.0)
    first = CertificateRecord(code="A", attempt_id=attempt.id, name="Mrs A. Ŵyn", issued_at=5)
    later = CertificateRecord(code="B", attempt_id=attempt.id, name="Mrs\nA. \x1b[2J", issued_at=6)
    for record in (first, later):
        store.keep_certificate(record)
    assert store.certificate("A") == first
    assert [one.code for one in store.certificates_of_player(ann.id)] == ["B", "A"]
    assert store.certificates_of_player(ann.id)[0].name == "Mrs\\u000aA. \\u001b[2J"
    store.keep_certificate(CertificateRecord(code="A", attempt_id=attempt.id, name="Mrs A. Ŵyn", issued_at=9))
    assert [one.code for one in store.certificates_of_player(ann.id)] == ["A", "B"]
    assert store.certificate("C") is None
    with store._connection.transaction():
        store._connection.execute("DELETE FROM players WHERE id = :id", {"id": ann.id})
    assert store.certificate("A") is None


def test_the_secret_is_made_once_and_differs_from_store_to_store(store: Store) -> None:
    assert store.certificate_secret() is None
    made = store.make_certificate_secret()
    assert (store.make_certificate_secret(), store.certificate_secret()) == (made, made)
    assert len(made) == 64
    other = open_store(":memory:")
    assert other.make_certificate_secret() != made
    other.close()


def test_who_has_begun_and_not_finished_is_known_of_people_alone(store: Store) -> None:
    ann, bob = store.sign_in("Ann", "Red", 1), store.sign_in("Bob", "", 1)
    play(store, bob)
    guest = store.sign_in("Gus", "", 1)
    for player in (ann, guest):
        store.begin(attempt_of(player, started_at=5_000), BANK)
    store.begin(attempt_of(ann, started_at=6_000, mode="learn"), BANK)
    with store._connection.transaction():
        store._connection.execute("UPDATE players SET guest = 1 WHERE id = :id", {"id": guest.id})
    assert [(one.name, one.bank_id, one.started_at) for one in store.begun_attempts()] == [("Ann", "first", 5_000)]
