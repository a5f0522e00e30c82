"""Where a store's file is: the copies beside it, and whether it is on a network drive."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from glob import escape
from pathlib import Path

from quiz.paths import expand

_NETWORK_TYPES = {
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "drvfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
    "panfs", "prl_fs", "prl_fuse", "pvfs2", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav",
}  # fmt: skip
"""Drives of other machines, and folders that a virtual machine shares with its host."""

_LOCAL_FUSE = {
    "bindfs", "cryfs", "encfs", "exfat", "ext2", "fuse-overlayfs", "gocryptfs", "lxcfs", "mergerfs", "ntfs", "ntfs-3g",
    "portal", "securefs", "unionfs", "veracrypt",
}  # fmt: skip
"""Kinds of FUSE on a local disk. Any other counts as a network drive: most are, and treating it as one is always safe."""

_DRIVE_REMOTE = 4
_DAILY = re.compile(r"\.backup-\d{4}-\d\d-\d\d$")
_MOUNT_SECONDS = 2.0
_MAC_LINE = re.compile(r"^.* on (?P<point>/.*) \((?P<kind>[^(),]+)(?P<options>[^()]*)\)$")


def is_here(address: str) -> bool:
    """Say whether the store at ``address`` is a file or in memory, and not on a server."""
    return "://" not in address


def store_file(address: str) -> Path | None:
    """Return the file of the store at ``address``, or None for one in memory or on a server."""
    return expand(address) if is_here(address) and address != ":memory:" else None


def beside(file: Path, ending: str) -> Path:
    """Return the path of the store's file with ``ending`` added, links followed as SQLite follows them."""
    return Path(os.path.realpath(file) + ending)


def backups(file: Path) -> list[Path]:
    """Return the daily copies beside the store's ``file``, the newest first."""
    return sorted((path for path in _beside_like(file, ".backup-*") if _DAILY.search(path.name)), reverse=True)


def companions(file: Path) -> list[Path]:
    """Return every file that may hold people's scores: the store's ``file``, its logs, and the copies beside it.

    SQLite's own are listed whether they exist or not.
    """
    return [*(beside(file, ending) for ending in ("", "-wal", "-shm", "-journal")), *copies(file)]


def copies(file: Path) -> list[Path]:
    """Return the copies beside the store's ``file``: daily ones, those of migrations, and unfinished ones of either."""
    return [*sorted(_beside_like(file, ".version-*")), *sorted(_beside_like(file, ".backup-*"))]


def left_over(file: Path) -> list[Path]:
    """Return the unfinished copies beside the store's ``file``, by names that only this program gives."""
    copies = (".version-*", ".backup-????-??-??")
    halves = (f"{copy}.{'?' * 8}.part{ending}" for copy in copies for ending in ("", "-journal", "-wal", "-shm"))
    return [half for pattern in halves for half in _beside_like(file, pattern)]


def _beside_like(file: Path, pattern: str) -> Iterator[Path]:
    real = beside(file, "")
    return real.parent.glob(escape(real.name) + pattern)


def how_to_put_back(location: str) -> str:
    """Say in a sentence what to do about a damaged store at ``location``, and which copy is the newest."""
    newest = ""
    if "://" not in location and (found := backups(Path(location))):
        log, memory = (beside(Path(location), ending) for ending in ("-wal", "-shm"))
        newest = f" ({found[0]} is the newest; first take {log} and {memory} away)"
    return f"Put a copy of it back in its place{newest}, or keep the scores elsewhere: quiz --store FILE."


def network_file_system(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str | None:
    """Return the kind of network file system that ``path`` is on, for example ``nfs4``, or None for a local disk.

    Linux reads ``mounts``, a Mac runs ``mount``, Windows asks for the type of drive. None also where it cannot be told.
    """
    path = Path(os.path.realpath(path))
    if sys.platform == "win32":
        return _windows_network_drive(path)
    if sys.platform == "darwin":
        return innermost(path, mac_mounts(_asked_mount()))
    try:
        return innermost(path, _linux_mounts(mounts.read_text(encoding="utf-8", errors="surrogateescape")))
    except OSError:
        return None


def innermost(path: Path, mounts: Iterable[tuple[str, str | None]]) -> str | None:
    """Return the kind of network file system of the innermost, latest of ``mounts`` that holds ``path``, None if local."""
    best, kind = "", None
    for point, network in mounts:
        inside = point == "/" or str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, network
    return kind


def _linux_mounts(text: str) -> Iterator[tuple[str, str | None]]:
    for line in text.splitlines():
        _device, point, kind, *_ = [*line.split(" "), "", "", ""]
        unescaped = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), point)
        fuse, _, sort = kind.partition(".")
        network = kind in _NETWORK_TYPES or (fuse == "fuse" and sort not in _LOCAL_FUSE)
        yield unescaped, kind if network else None


def mac_mounts(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield each place that the words of a Mac's ``mount`` name, with the kind of file system if it is not local."""
    for line in text.splitlines():
        if found := _MAC_LINE.match(line):
            local = "local" in found["options"].split(", ") and found["kind"] not in _NETWORK_TYPES
            yield found["point"], None if local else found["kind"]


def _asked_mount() -> str:
    import subprocess

    try:
        asked = subprocess.run(["/sbin/mount"], capture_output=True, timeout=_MOUNT_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return os.fsdecode(asked.stdout)


def _windows_network_drive(path: Path) -> str | None:
    if str(path).startswith(r"\\"):
        return "a network share"
    try:
        import ctypes

        drive = os.path.splitdrive(path)[0] + "\\"
        remote = ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE  # type: ignore[attr-defined,unused-ignore]
    except (ImportError, AttributeError, OSError):
        return None
    return "a network drive" if remote else None
