"""A change made in the app loses nobody else's, can be taken back, and leaves the banks that ship as they are."""

import errno
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from quiz.banks.editing import EditingError
from quiz.banks.loading import load_library, read_bank
from quiz.paths import shipped_banks
from quiz.services.mending import MOST_KEPT, ChangedElsewhereError, Mending, QuestionChange
from quiz.services.requests import RequestError
from tests.banks.faulty import text_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "my bank.toml"
    file.write_text(text_of(), encoding="utf-8")
    file.chmod(0o644)
    return file


@pytest.fixture
def mending(tmp_path: Path) -> Mending:
    return Mending(tmp_path / "own", tmp_path / "kept")


def draft(file: Path, prompt: str) -> QuestionChange:
    bank = read_bank(file).bank
    assert bank
    question = replace(bank.questions[0], prompt=prompt)
    return QuestionChange(file=file, content=file.read_bytes(), position=0, question=question)


def test_a_change_is_saved_with_the_permissions_of_the_file_and_taken_back(file: Path, mending: Mending) -> None:
    before = file.read_bytes()
    assert mending.save(draft(file, "First?")) == file
    first = file.read_bytes()
    mending.save(draft(file, "Second?"))
    assert b'"Second?"' in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert mending.undo(file)
    assert file.read_bytes() == first
    assert mending.undo(file)
    assert file.read_bytes() == before
    assert not mending.undo(file)
    assert [entry.name for entry in file.parent.iterdir() if entry.name.startswith(".")] == []


def test_what_was_changed_elsewhere_is_neither_written_over_nor_taken_back(file: Path, mending: Mending) -> None:
    made = draft(file, "First?")
    file.write_text(text_of() + "# by hand\n", encoding="utf-8")
    by_hand = file.read_bytes()
    with pytest.raises(ChangedElsewhereError):
        mending.save(made)
    assert file.read_bytes() == by_hand
    mending.save(draft(file, "First?"))
    file.write_bytes(by_hand)
    with pytest.raises(ChangedElsewhereError):
        mending.undo(file)
    assert file.read_bytes() == by_hand


def test_a_question_that_would_spoil_the_bank_is_not_saved(file: Path, mending: Mending) -> None:
    before = file.read_bytes()
    with pytest.raises(EditingError, match="prompt is empty"):
        mending.save(draft(file, " "))
    assert file.read_bytes() == before
    assert not mending.undo(file)


def test_the_last_twenty_files_are_kept_whatever_bank_they_are_of(file: Path, mending: Mending, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_bytes(file.read_bytes())
    for number in range(MOST_KEPT + 5):
        mending.save(draft(other if number % 2 else file, f"Number {number}?"))
    assert len(list((tmp_path / "kept").iterdir())) == MOST_KEPT
    assert sum(bool(mending.undo(file)) for _ in range(MOST_KEPT)) == MOST_KEPT // 2


def test_a_shipped_bank_is_copied_first_and_the_copy_stands_in_its_place(mending: Mending, tmp_path: Path) -> None:
    shipped = sorted(shipped_banks().glob("*.toml"))[0]
    before = shipped.read_bytes()
    file = mending.save(draft(shipped, "Mine?"))
    assert file == tmp_path / "own" / shipped.name
    assert shipped.read_bytes() == before
    library = load_library([shipped_banks(), tmp_path / "own"])
    assert not library.broken
    (mine,) = (reading for reading in library.readings if reading.bank and reading.bank.questions[0].prompt == "Mine?")
    assert mine.bank
    assert library.banks[mine.bank.id] is mine.bank
    assert len(library.readings) == len(list(shipped_banks().glob("*.toml")))
    with pytest.raises(RequestError, match="already"):
        mending.save(draft(shipped, "Mine again?"))


def test_the_copy_of_a_shipped_bank_is_taken_away_again(mending: Mending) -> None:
    shipped = sorted(shipped_banks().glob("*.toml"))[0]
    file = mending.save(draft(shipped, "Mine?"))
    first = file.read_bytes()
    mending.save(draft(file, "Mine again?"))
    assert mending.undo(file) == file
    assert file.read_bytes() == first
    assert mending.can_undo(file)
    assert mending.undo(file) == shipped
    assert not file.exists()
    assert not mending.undo(file)


def test_a_change_that_cannot_be_written_leaves_the_one_before_to_be_taken_back(
    file: Path, mending: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()
    mending.save(draft(file, "First?"))
    first = file.read_bytes()

    def full(file: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(file))

    with monkeypatch.context() as failing:
        failing.setattr("quiz.services.mending.replace_file", full)
        with pytest.raises(OSError, match="No space"):
            mending.save(draft(file, "Second?"))
    assert file.read_bytes() == first
    assert mending.undo(file) == file
    assert file.read_bytes() == before


def test_a_file_that_is_protected_is_left_as_it_is(file: Path, mending: Mending) -> None:
    before = file.read_bytes()
    made = draft(file, "First?")
    file.chmod(0o444)
    with pytest.raises(PermissionError, match="protected against writing"):
        mending.save(made)
    assert file.read_bytes() == before
    assert not mending.can_undo(file)
    file.chmod(0o644)
    mending.save(made)
    changed = file.read_bytes()
    file.chmod(0o444)
    with pytest.raises(PermissionError):
        mending.undo(file)
    assert file.read_bytes() == changed
