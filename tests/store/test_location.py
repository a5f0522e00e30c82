"""Which paths stand on a network drive, by what Linux says is mounted where."""

import sys
from pathlib import Path

import pytest

from quiz.store.location import network_file_system

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for the kind of drive")

MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
server:/home /srv/home nfs4 rw 0 0
//server/share /srv/home/shared\040folder cifs rw 0 0
/dev/sdb1 /srv/home/local xfs rw 0 0
me@host:/data /srv/by-ssh fuse.sshfs rw 0 0
/dev/sdc1 /srv/stick fuseblk rw 0 0
/dev/sdd1 /srv/twice ext4 rw 0 0
server:/twice /srv/twice nfs rw 0 0
a line that says little
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/scores.db", None),
        ("/srv/home/ann/scores.db", "nfs4"),
        ("/srv/home", "nfs4"),
        ("/srv/homework/scores.db", None),
        ("/srv/home/shared folder/scores.db", "cifs"),
        ("/srv/home/shared/scores.db", "nfs4"),
        ("/srv/home/local/scores.db", None),
        ("/srv/by-ssh/scores.db", "fuse.sshfs"),
        ("/srv/stick/scores.db", None),
        ("/srv/twice/scores.db", "nfs"),
    ],
)
def test_the_innermost_and_latest_mount_decides(tmp_path: Path, path: str, kind: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert network_file_system(Path(path), mounts) == kind


def test_a_link_to_a_network_drive_is_one(tmp_path: Path) -> None:
    real, link, mounts = tmp_path / "real", tmp_path / "link", tmp_path / "mounts"
    link.symlink_to(real)
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/home {real} nfs rw 0 0\n")
    assert network_file_system(link / "scores.db", mounts) == "nfs"


def test_a_relative_path_stands_where_the_program_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/home {tmp_path} nfs rw 0 0\n")
    assert network_file_system(Path("scores.db"), mounts) == "nfs"


def test_where_nobody_says_what_is_mounted_the_disk_counts_as_local(tmp_path: Path) -> None:
    assert network_file_system(Path("/srv/scores.db"), tmp_path / "nothing") is None
