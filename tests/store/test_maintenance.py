"""A copy of each day of use, the last three, whole or not at all; and a look at every page."""

import contextlib
import errno
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quiz.store.errors import StoreError
from quiz.store.location import backups
from quiz.store.maintenance import back_up, check_integrity
from quiz.store.sqlite import copy_file
from quiz.store.store import open_store
from tests.store.makers import ask_file, play


def at(day: int, hour: int = 9) -> int:
    return int(datetime(2026, 11, day, hour, tzinfo=UTC).timestamp() * 1000)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store in which Ann has played."""
    file = tmp_path / "scores [1].db"
    with contextlib.closing(open_store(str(file))) as store:
        play(store, store.sign_in("Ann", "Science", 1))
    return file


def names(file: Path) -> list[str]:
    return [path.name.removeprefix(file.name) for path in backups(file)]


def damage(file: Path, index: str) -> None:
    """Overwrite the beginning of an index."""
    ((page,),) = ask_file(file, f"SELECT rootpage FROM sqlite_master WHERE name = '{index}'")
    content = bytearray(file.read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xa5" * 200
    file.write_bytes(content)


def test_there_is_one_copy_a_day_and_the_last_three_stay(file: Path) -> None:
    for hour in (9, 12, 23):
        back_up(str(file), at(1, hour))
    assert names(file) == [".backup-2026-11-01"]
    for day in (2, 5, 9):
        back_up(str(file), at(day))
    assert names(file) == [".backup-2026-11-09", ".backup-2026-11-05", ".backup-2026-11-02"]


def test_a_copy_is_a_whole_store_by_itself_for_its_owner_alone(file: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    with contextlib.closing(open_store(str(file))) as store:
        store.sign_in("Bob", "", 2)
        back_up(str(file), at(1))  # while somebody plays, with a log beside the file
    os.umask(before)
    (copy,) = backups(file)
    assert oct(copy.stat().st_mode & 0o777) == "0o600"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [file.name, copy.name]
    file.unlink()
    copy.rename(file)
    with contextlib.closing(open_store(str(file))) as store:
        assert store.find_player("Bob") is not None
        assert len(store.players_board(None)) == 1


def test_the_day_begins_at_midnight_here(file: Path) -> None:
    back_up(str(file), at(1, hour=23))
    back_up(str(file), at(2, hour=0))
    assert len(backups(file)) == 2


def test_a_store_without_players_pushes_no_copy_out(file: Path) -> None:
    back_up(str(file), at(1))
    ask_file(file, "DELETE FROM players")
    for day in (2, 3, 4):
        back_up(str(file), at(day))
    assert names(file) == [".backup-2026-11-01"]


def test_a_damaged_store_pushes_no_copy_out(file: Path) -> None:
    back_up(str(file), at(1))
    damage(file, "best_first")
    for day in (2, 3, 4):
        back_up(str(file), at(day))
    assert names(file) == [".backup-2026-11-01"]
    assert check_integrity(str(file))


def test_a_full_disk_stops_nobody_and_leaves_no_half_copy(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = sorted(file.parent.iterdir())
    monkeypatch.setattr(Path, "replace", full)
    back_up(str(file), at(1))
    assert sorted(file.parent.iterdir()) == before


def test_halves_of_copies_go_when_nobody_is_at_them_any_more(file: Path) -> None:
    old, young = (file.with_name(f"{file.name}.backup-2026-11-0{day}.abcd_123.part") for day in (1, 2))
    for day, half in ((1, old), (3, young)):
        half.touch()
        os.utime(half, (at(day) / 1000,) * 2)
    back_up(str(file), at(3))
    assert (old.exists(), young.exists()) == (False, True)
    assert names(file) == [".backup-2026-11-03"]


def test_files_that_only_sound_like_halves_of_copies_stay(file: Path) -> None:
    endings = ("holiday.part1.zip", "download.partial", "backup-2026-11-01.zip.part", "backup-mine.abcd_123.part")
    strange = [file.with_name(f"{file.name}.{ending}") for ending in endings]
    for path in strange:
        path.touch()
        os.utime(path, (at(1) / 1000,) * 2)
    back_up(str(file), at(5))
    assert [path for path in strange if not path.exists()] == []


def test_the_journal_of_a_half_copy_goes_with_it(file: Path) -> None:
    journal = file.with_name(f"{file.name}.version-1.abcd_123.part-journal")
    journal.touch()
    os.utime(journal, (at(1) / 1000,) * 2)
    back_up(str(file), at(5))
    assert not journal.exists()


def test_an_older_store_that_is_damaged_is_not_migrated(tmp_path: Path) -> None:
    file = tmp_path / "scores.db"
    scripts = ["CREATE TABLE a (b INTEGER); CREATE INDEX c ON a (b);", "CREATE TABLE d (e INTEGER);"]
    open_store(str(file), scripts[:1]).close()
    damage(file, "c")
    before = file.read_bytes()
    with pytest.raises(StoreError, match=r"scores\.db is damaged; it was left as it is\. Put a copy of it back"):
        open_store(str(file), scripts)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["scores.db"]


def test_what_has_no_file_has_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    for address in (":memory:", "postgresql://nowhere/scores", str(tmp_path / "nothing.db")):
        back_up(address, at(1))
    assert sorted(tmp_path.iterdir()) == before
    assert check_integrity("postgresql://nowhere/scores") == []


def test_a_damaged_store_names_the_newest_copy(file: Path) -> None:
    back_up(str(file), at(1))
    back_up(str(file), at(2))
    file.write_text("no database at all" * 1000)
    with pytest.raises(StoreError) as refusal:
        open_store(str(file))
    assert f"({file}.backup-2026-11-02 is the newest; first take {file}-wal and {file}-shm away)" in refusal.value.fix


def test_a_damaged_store_behind_a_link_names_files_that_are_there(file: Path, tmp_path: Path) -> None:
    back_up(str(file), at(1))
    file.write_text("no database at all" * 1000)
    (tmp_path / "link").mkdir()
    link = tmp_path / "link" / "l.db"
    link.symlink_to(file)
    with pytest.raises(StoreError) as refusal:
        open_store(str(link))
    assert f"({file}.backup-2026-11-01 is the newest; first take {file}-wal" in refusal.value.fix


def test_a_sound_store_is_sound(file: Path) -> None:
    before = file.read_bytes()
    assert check_integrity(str(file)) == []
    assert file.read_bytes() == before


def test_rows_that_belong_to_nothing_are_found(file: Path) -> None:
    ask_file(file, "INSERT INTO flags VALUES ('nobody', 'first', 'q0', 1)")
    assert check_integrity(str(file)) == ["1 of the rows of flags belong to nothing."]


def test_a_file_that_cannot_be_read_at_all_is_said_in_words(file: Path) -> None:
    file.write_text("no database at all" * 1000)
    with pytest.raises(StoreError, match="is damaged or is not a file of scores"):
        check_integrity(str(file))


def test_a_copy_that_is_under_way_is_not_in_anybodys_way(file: Path) -> None:
    """Programs that make the same copy at once each write a file of their own; the last one stands, whole."""
    copy, together = file.with_name(file.name + ".backup-2026-11-01"), threading.Barrier(2)

    def make_copy(_: int) -> None:
        together.wait()
        copy_file(file, copy)

    with ThreadPoolExecutor() as programs:
        list(programs.map(make_copy, range(2)))
    assert check_integrity(str(copy)) == []
    assert names(file) == [".backup-2026-11-01"]
    assert len(list(file.parent.glob("*.part*"))) == 0


def test_a_clock_that_was_wrong_once_does_not_keep_the_copies_of_today_away(file: Path) -> None:
    for year in (2031, 2032, 2033):
        file.with_name(f"{file.name}.backup-{year}-01-01").write_bytes(b"")
    back_up(str(file), at(1))
    assert ".backup-2026-11-01" in names(file)
    assert len(names(file)) == 3
    for day in (2, 3):
        back_up(str(file), at(day))
    assert sorted(names(file)) == [f".backup-2026-11-0{day}" for day in (1, 2, 3)]


def test_a_copy_that_somebody_named_for_themselves_is_theirs(file: Path) -> None:
    kept = file.with_name(f"{file.name}.backup-keep-me-ok")
    kept.write_bytes(b"mine")
    for day in (1, 2, 3, 4):
        back_up(str(file), at(day))
    assert kept.read_bytes() == b"mine"
