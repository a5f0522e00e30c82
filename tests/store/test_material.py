"""The text of a bank is kept with what was played of it, and is given back as it was."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from quiz.banks.loading import read_bank
from quiz.banks.model import Bank
from quiz.store.records import Origin
from quiz.store.store import Store, open_store
from tests import builders
from tests.store.makers import attempt_of, response_to
from tests.store.test_games import PLAN


def bank_file(folder: Path, *, before: str = "", line_end: str = "\n", note: str = "") -> Bank:
    """Write a bank as a file, and read it."""
    file = folder / "first.toml"
    text = f"{before}# {note}\n{builders.to_toml(builders.document())}".replace("\n", line_end)
    file.write_bytes(text.encode())
    bank = read_bank(file).bank
    assert bank is not None
    return bank


def begin(store: Store, bank: Bank) -> None:
    player = store.sign_in("Ann", "Red", 1)
    store.begin(attempt_of(player, bank.id, bank_hash=bank.content_hash), bank)


@given(
    before=st.sampled_from(["", "\ufeff"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    note=st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=20),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
def test_a_text_is_kept_to_the_byte_and_read_back_as_the_same_bank(
    tmp_path: Path, before: str, line_end: str, note: str
) -> None:
    bank = bank_file(tmp_path, before=before, line_end=line_end, note=note)
    content = Path(bank.file).read_bytes()
    assert bank.text.encode() == content
    assert hashlib.sha256(content).hexdigest().startswith(bank.content_hash)
    store = open_store(":memory:")
    begin(store, bank)
    kept = store.material(bank.content_hash)
    assert kept is not None
    assert replace(kept, file=bank.file) == bank
    store.close()


def test_material_is_kept_once_a_text_and_found_by_its_bank(store: Store, tmp_path: Path) -> None:
    first = bank_file(tmp_path)
    begin(store, first)
    begin(store, first)
    second = bank_file(tmp_path, note="changed")
    store.games.begin(PLAN, "BCDFG", 5, [second])
    assert set(store.material_of_bank("first")) == {first.content_hash, second.content_hash}
    assert store.material_of_bank("other") == {}
    assert store.material("0123456789abcdef") is None


def test_what_was_changed_in_the_store_is_not_taken_for_what_was_played(store: Store, tmp_path: Path) -> None:
    bank = bank_file(tmp_path)
    begin(store, bank)
    with store._connection.transaction():
        store._connection.execute("UPDATE bank_material SET content = content || '# more'")
    assert store.material(bank.content_hash) is None


def test_a_text_under_the_hash_of_another_is_not_taken_for_it(store: Store, tmp_path: Path) -> None:
    bank = bank_file(tmp_path)
    begin(store, bank)
    with store._connection.transaction():
        store._connection.execute("UPDATE bank_material SET bank_hash = '0123456789abcdef'")
    assert store.material("0123456789abcdef") is None


def test_what_was_played_before_texts_were_kept_is_kept_while_it_is_as_it_was(store: Store, tmp_path: Path) -> None:
    old = bank_file(tmp_path)
    begin(store, replace(old, text=""))
    assert store.material(old.content_hash) is None
    other = bank_file(tmp_path, note="changed")
    store.keep_lacking_material([other], 9)
    assert store.material_of_bank("first") == {}
    store.keep_lacking_material([old, other], 9)
    assert set(store.material_of_bank("first")) == {old.content_hash}


@pytest.mark.parametrize("origin", ["", "app", "plain", "live", "web", "ssh"])
def test_what_was_so_when_it_was_played_stays(store: Store, origin: Origin) -> None:
    ann = store.sign_in("Ann", "Red", 1)
    begun = store.begin(attempt_of(ann, origin=origin, team=ann.team, site="Hill"), builders.bank())
    store.sign_in("Ann", "Blue", 2)
    for position in range(2):
        store.record(begun.id, response_to(position), 3)
    kept = store.attempt(begun.id)
    assert kept is not None
    assert (kept.origin, kept.team, kept.site, kept.game_id) == (origin, "Red", "Hill", None)


def test_boards_of_all_sites_have_one_revision_that_grows(store: Store) -> None:
    ann = store.sign_in("Ann", "Red", 1)
    before = store.board_revision()
    for site in ("Hill", "", "Vale", "Hill"):
        begun = store.begin(attempt_of(ann, site=site, questions=("q0",), possible=1.0), builders.bank())
        store.record(begun.id, response_to(), 3)
        assert store.board_revision() == (before := before + 1)
