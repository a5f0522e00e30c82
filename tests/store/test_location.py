"""Which paths stand on a network drive, by what Linux says is mounted where."""

import sys
from pathlib import Path

import pytest

from quiz.store.location import innermost, mac_mounts, network_file_system, store_file

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


NETWORK = (
    "9p afpfs afs beegfs ceph cifs davfs drvfs fuse.davfs2 fuse.gvfsd-fuse fuse.rclone fuse.s3fs fuse.sshfs "
    "fuse.vmhgfs-fuse glusterfs gpfs lustre nfs nfs4 prl_fs smb3 smbfs vboxsf virtiofs vmhgfs webdav"
)
LOCAL = (
    "apfs btrfs exfat ext4 fuse.encfs fuse.fuse-overlayfs fuse.gocryptfs fuse.mergerfs fuseblk ntfs3 overlay tmpfs xfs zfs"
)


@pytest.mark.parametrize("kind", NETWORK.split())
def test_drives_of_other_machines_and_of_a_virtual_machines_host_are_known(tmp_path: Path, kind: str) -> None:
    (tmp_path / "mounts").write_text(f"/dev/sda1 / ext4 rw 0 0\nsomething /srv {kind} rw 0 0\n")
    assert network_file_system(Path("/srv/scores.db"), tmp_path / "mounts") == kind


@pytest.mark.parametrize("kind", LOCAL.split())
def test_disks_of_this_machine_are_no_network(tmp_path: Path, kind: str) -> None:
    (tmp_path / "mounts").write_text(f"server:/ / nfs rw 0 0\nsomething /srv {kind} rw 0 0\n")
    assert network_file_system(Path("/srv/scores.db"), tmp_path / "mounts") is None


MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//ann@server.school.example/Staff on /Volumes/Staff (smbfs, nodev, nosuid, mounted by ann)
server:/export/home (old) on /Volumes/Old (1) on server (nfs, asynchronous)
/dev/disk4s1 on /Volumes/Stick (msdos, local, nodev, nosuid, noowners)
rclone@macfuse0 on /Volumes/Cloud (macfuse, nodev, nosuid, synchronous, mounted by ann)
Guest on /Volumes/Host (prl_fs, local, nodev)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/Users/ann/scores.db", None),
        ("/System/Volumes/Data/Users/ann/scores.db", None),
        ("/Volumes/Staff/scores.db", "smbfs"),
        ("/Volumes/Old (1) on server/scores.db", "nfs"),
        ("/Volumes/Stick/scores.db", None),
        ("/Volumes/Cloud/scores.db", "macfuse"),
        ("/Volumes/Host/scores.db", "prl_fs"),
    ],
)
def test_a_mac_says_what_is_local(path: str, kind: str | None) -> None:
    assert innermost(Path(path), mac_mounts(MAC)) == kind


def test_the_home_of_a_user_who_does_not_exist_is_a_name_like_any_other() -> None:
    assert store_file("~nosuch/scores.db") == Path("~nosuch/scores.db")
    assert store_file(":memory:") is store_file("postgresql://server/scores") is None
