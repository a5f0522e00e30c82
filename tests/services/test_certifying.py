"""Which quiz earns a certificate, however it is asked for; and what stands on one whose bank was not kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quiz.reports.certificate import AcknowledgedPolicy
from quiz.services.certifying import check, checked_lines, issue, keep_page, known_name, passed_attempt
from quiz.services.requests import RequestError
from quiz.store.store import Store, open_store
from tests import builders
from tests.store.makers import BANK, attempt_of, play, response_to

DAY = 86_400_000


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(":memory:")
    yield store
    store.close()


@pytest.mark.parametrize(
    "how",
    [{"mark": 0.5}, {"mark": 1.0, "mode": "learn"}, {"mark": 1.0, "on_board": False}],
    ids=["failed", "practice", "other"],
)
def test_nothing_but_a_passed_quiz_by_the_banks_rules_earns_one(store: Store, how: dict[str, Any]) -> None:
    attempt = play(store, store.sign_in("Ann", "", 1), **how)
    with pytest.raises(RequestError, match="takes a passed quiz of a person"):
        issue(store, attempt.id, "Ann", 5, {})


def test_skipping_all_of_a_quiz_that_anything_passes_earns_none(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    attempt = play(store, ann, mark=0.0)
    with store._connection.transaction():
        store._connection.execute("UPDATE attempts SET passed = 1, pass_mark = 0")
    with pytest.raises(RequestError, match="takes a passed quiz of a person"):
        issue(store, attempt.id, "Ann", 5, {})
    with pytest.raises(RequestError, match='"Ann" had nothing right at'):
        passed_attempt(store, ann, BANK)


def test_who_was_there_for_part_of_a_live_game_is_told_why_it_is_not_passed(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    play(store, ann, mark=1.0)
    with store._connection.transaction():
        store._connection.execute("UPDATE attempts SET passed = 0, origin = 'live'")
    with pytest.raises(RequestError, match="came late to a live game, or it ended early") as refused:
        passed_attempt(store, ann, BANK)
    assert "100 %" not in str(refused.value)


def test_neither_a_guest_nor_an_attempt_that_goes_on_earns_one(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    guest, open_still = play(store, ann, mark=1.0), store.begin(attempt_of(ann), BANK)
    with store._connection.transaction():
        store._connection.execute("UPDATE players SET guest = 1")
    for attempt_id in (guest.id, open_still.id, "none"):
        with pytest.raises(RequestError):
            issue(store, attempt_id, "Ann", 5, {})
    assert store.certificates_of_player(ann.id) == []


def test_the_name_is_known_from_then_on_and_an_older_certificate_keeps_its_own(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    first, second = play(store, ann, mark=1.0, at=2_000), play(store, ann, mark=1.0, at=3_000)
    assert known_name(store, ann, first.id) is None
    issue(store, first.id, "Miss A. Old", 5, {})
    assert known_name(store, ann, second.id) == "Miss A. Old"
    issue(store, second.id, "Mrs A. New", 6, {})
    assert (known_name(store, ann, first.id), known_name(store, ann, "third")) == ("Miss A. Old", "Mrs A. New")
    for at, name in ((7, "Mrs A. Nwe"), (8, "Mrs A. New")):
        issue(store, second.id, name, at, {})
        assert known_name(store, ann, second.id) == name


def test_a_part_of_a_question_and_a_poll_are_not_counted_as_right(store: Store) -> None:
    begun = store.begin(attempt_of(store.sign_in("Ann", "", 1), questions=("q0", "q1", "q2"), pass_mark=70.0), BANK)
    for place, (mark, weight) in enumerate(((1.0, 1.0), (0.5, 1.0), (0.0, 0.0))):
        store.record(begun.id, response_to(place, mark=mark, weight=weight), 3_000)
    made = issue(store, begun.id, "Ann", 5, {})
    assert (made.mark, made.questions, made.right) == (75.0, 2, 1)


def test_what_was_not_kept_is_called_as_it_is_now_and_said_to_be_lost(store: Store) -> None:
    attempt = play(store, store.sign_in("Ann", "", 1), mark=1.0)
    made = issue(store, attempt.id, "Ann", 5, {"first": builders.bank(builders.single(), title="Now")})
    assert (made.bank, made.material) == ("Now", "0123456789abcdef")
    assert issue(store, attempt.id, "Ann", 9, {}).bank == "first"
    assert check(store, made.code, {}).certificate.code == made.code


def test_a_check_says_where_the_bank_asks_far_more_than_what_was_passed(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    made = issue(store, play(store, ann, mark=1.0).id, "Ann", 5, {})
    easy, hard = (
        builders.bank(*(builders.single(f"q{n}") for n in range(size)), identifier="first", quiz_length=size)
        for size in (2, 9)
    )
    assert checked_lines(check(store, made.code, {"first": easy})) == checked_lines(check(store, made.code, {}))
    *_, said = checked_lines(check(store, made.code, {"first": hard}))
    assert said == "“The first bank” asks far more here now: 9 questions, and 80 % pass. Look at the figures above."


def test_no_page_is_written_over_and_no_id_leads_out_of_the_folder(store: Store, tmp_path: Path) -> None:
    attempt = play(store, store.sign_in("Ann", "", 1), mark=1.0)
    made = issue(store, attempt.id, "Ann", 5, {})
    folders = [tmp_path / "nowhere", tmp_path]
    files = [keep_page(made, "../../first", folders) for _ in range(2)]
    assert [file.name for file in files] == ["certificate-first-1970-01-01.html", "certificate-first-1970-01-01-2.html"]
    assert files[0].parent == tmp_path


def test_signing_makes_another_certificate_and_leaves_the_one_before_as_it_was(store: Store) -> None:
    ann = store.sign_in("Ann", "", 1)
    attempt = play(store, ann, mark=1.0)
    before = issue(store, attempt.id, "Ann", 5, {})
    signed = store.acknowledgements.keep(ann.id, "Acceptable use", "2026-09", "ab" * 32, 7 * DAY)
    after = issue(store, attempt.id, "Ann", 8 * DAY, {})
    policy = AcknowledgedPolicy(title="Acceptable use", version="2026-09", sha256="ab" * 32, on=date(1970, 1, 8))
    assert (before.acknowledged, after.acknowledged) == (None, policy)
    assert before.code != after.code
    assert issue(store, attempt.id, "Ann", 9 * DAY, {}) == after
    for made in (before, after):
        checked = check(store, made.code, {})
        assert (checked.certificate, checked.unchanged) == (made, True)
    with store._connection.transaction():
        store._connection.execute("UPDATE acknowledgements SET version = '2027' WHERE id = :id", {"id": signed.id})
    assert [check(store, made.code, {}).unchanged for made in (before, after)] == [True, False]


def test_the_policy_acknowledged_last_stands_on_it_and_nobody_elses(store: Store) -> None:
    ann, bea = store.sign_in("Ann", "", 1), store.sign_in("Bea", "", 1)
    attempt = play(store, ann, mark=1.0)
    for player, version, at in ((ann, "2", 9), (ann, "1", 8), (bea, "3", 10)):
        store.acknowledgements.keep(player.id, "Acceptable use", version, "ab" * 32, at)
    named = issue(store, attempt.id, "Ann", 11, {}).acknowledged
    assert named
    assert named.version == "2"
