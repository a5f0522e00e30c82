"""Whether a file stands on a network drive, where several machines writing to one SQLite file can harm it."""

import os
import sys
from pathlib import Path

_NETWORK_TYPES = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "ncpfs", "9p", "afs", "webdav", "davfs", "ceph"}
_DRIVE_REMOTE = 4


def network_file_system(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str | None:
    """Return the kind of network file system that ``path`` stands on, for example ``nfs4``, or None for a local disk.

    Linux reads ``mounts``; Windows asks for the kind of drive; elsewhere, or where it cannot be told, None.
    """
    path = path.resolve()
    if sys.platform == "win32":
        return _windows_network_drive(path)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    best, kind = "", ""
    for line in lines:
        _device, point, file_system, *_ = [*line.split(" "), "", "", ""]
        point = point.replace("\\040", " ")
        inside = point == "/" or str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, file_system
    network = kind in _NETWORK_TYPES or (kind.startswith("fuse.") and kind != "fuse.fuseblk" and "ssh" in kind)
    return kind if network else None


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
