"""Reading and writing whole files: nothing waits for ever, nothing half written is left, nothing is overwritten unasked."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.files import MOST_BYTES, read_file, write_new, write_over


def no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="It is not an ordinary file"):
        read_file(tmp_path / "pipe")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without end")
def test_a_device_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to("/dev/zero")
    with pytest.raises(OSError, match="It is not an ordinary file"):
        read_file(tmp_path / "link.toml")


def test_a_file_of_a_size_that_nobody_writes_by_hand_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large"
    with file.open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    with pytest.raises(OSError, match="It is larger than 64 MB"):
        read_file(file)


def test_a_new_file_has_the_usual_permissions_and_never_takes_another_ones_place(tmp_path: Path) -> None:
    file = tmp_path / "new"
    write_new(file, b"one")
    (tmp_path / "usual").touch()
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)
    with pytest.raises(FileExistsError) as refused:
        write_new(file, b"two")
    assert refused.value.filename == str(file)
    assert file.read_bytes() == b"one"


def test_where_there_are_no_hard_links_it_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", unknown)
    write_new(tmp_path / "new", b"one")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "new", b"two")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir() if file.is_file()] == [("new", b"one")]


@pytest.mark.parametrize(("write", "step"), [(write_new, "os.fsync"), (write_over, "pathlib.Path.replace")])
def test_a_write_that_fails_leaves_nothing_that_would_stop_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], None], step: str
) -> None:
    with monkeypatch.context() as full:
        full.setattr(step, no_space)
        with pytest.raises(OSError, match="No space left on device") as failed:
            write(tmp_path / "new", b"one")
    assert failed.value.filename == str(tmp_path / "new")
    assert not any(file.is_file() for file in tmp_path.iterdir())
    write(tmp_path / "new", b"one")
    assert (tmp_path / "new").read_bytes() == b"one"


def test_settings_do_not_wait_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are written on the app's loop, and a disk may take a second."""
    monkeypatch.setattr(os, "fsync", no_space)
    write_over(tmp_path / "settings.json", b"{}")
    assert (tmp_path / "settings.json").read_bytes() == b"{}"


def test_a_folder_that_is_not_there_is_named_by_the_file_that_was_wanted(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as failed:
        write_new(tmp_path / "none" / "new", b"one")
    assert failed.value.filename == str(tmp_path / "none" / "new")
