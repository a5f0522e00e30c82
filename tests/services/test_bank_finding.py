"""One bank is found in one way, whatever command it is named to: by its id, or by its file however that is spelt."""

from pathlib import Path

import pytest

from quiz.banks.loading import Library, load_library
from quiz.services.bank_finding import BankNotFoundError, find_bank
from tests.cli.conftest import BROKEN, write_bank


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return a library with the bank ``first``, and a file that cannot be played."""
    folder = tmp_path / "banks"
    write_bank(folder, "first")
    (folder / "broken.toml").write_text(BROKEN, encoding="utf-8")
    return load_library([folder])


@pytest.mark.parametrize(
    "asked", ["mine.toml", "./mine.toml", "../b/mine.toml", "~/b/mine.toml", "plain", "./plain", "~/b/plain"]
)
def test_a_file_is_found_however_it_is_spelt_with_a_suffix_or_without(
    library: Library, pinned_environment: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    file = write_bank(pinned_environment / "b", "mine")
    file.with_name("plain").write_bytes(file.read_bytes())
    monkeypatch.chdir(file.parent)
    assert find_bank(asked, library).id == "mine"


def test_an_id_goes_before_a_file_of_that_name(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_bank(tmp_path / "b", "mine")
    file.rename(file.with_name("first"))
    monkeypatch.chdir(file.parent)
    assert find_bank("first", library).id == "first"
    assert find_bank("./first", library).id == "mine"


@pytest.mark.parametrize("asked", ["frist", "first.tml", "x" * 5000, "a\0b", "\udcff", "", "."])
def test_what_no_bank_is_called_is_refused_with_what_there_is(library: Library, asked: str) -> None:
    with pytest.raises(BankNotFoundError) as refused:
        find_bank(asked, library)
    assert refused.value.sentences[0].startswith("There is no bank ")
    assert "first" in refused.value.sentences[1]


def test_a_bank_with_faults_is_refused_with_them_by_its_id_too(library: Library) -> None:
    with pytest.raises(BankNotFoundError) as refused:
        find_bank("broken", library)
    assert "broken.toml cannot be played." in refused.value.sentences[0]
    assert 'Did you mean "title"?' in str(refused.value)


def test_a_file_that_is_not_there_is_refused(library: Library) -> None:
    for asked in ("nowhere.toml", "~nosuch/mine", "nowhere/"):
        with pytest.raises(BankNotFoundError, match="cannot be played"):
            find_bank(asked, library)


def test_where_there_is_no_bank_at_all_it_says_where_to_look() -> None:
    with pytest.raises(BankNotFoundError, match="--banks"):
        find_bank("first", Library())
