"""Where a ledger lies: on this PC, on a network drive, in a folder that is being synchronised.

SQLite's write-ahead log needs memory shared between processes of one machine, and a synchronising
program copies database and log at different moments. Both damage ledgers, so both are refused.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING

from fgj_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

UNSAFE_PLACE = "台账存放在网络盘或同步目录，易损坏。请存放在本机，可自动把备份复制到该处。"


class LocationKind(StrEnum):
    """The sorts of places that matter to a database file."""

    LOCAL = "local"
    NETWORK = "network"
    SYNC = "sync"
    REMOVABLE = "removable"
    READ_ONLY = "read-only"


@dataclass(frozen=True, slots=True)
class Location:
    """The kind of place and, in `detail`, what told it: a file system, a folder's name, a drive."""

    kind: LocationKind
    detail: str = ""

    @property
    def unsafe(self) -> bool:
        """Whether a ledger must not be worked on here."""
        return self.kind in {LocationKind.NETWORK, LocationKind.SYNC}


_NETWORK_TYPES = frozenset(
    {
        "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2", "drvfs",
        "fuse.curlftpfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.rclone",
        "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse", "gfs2", "glusterfs",
        "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "prl_fs", "smb", "smb2", "smb3", "smbfs",
        "vboxsf", "virtiofs",
    }
)  # fmt: skip
"""File systems without memory shared by all that use a file, as Linux names them."""

_SYNC_FOLDER = re.compile(
    r"""
      onedrive ([ ]-[ ].+)?
    | dropbox ([ ]\(.+\))?
    | google[ ]?drive | googledrive
    | icloud[ ]?drive
    | nextcloud | owncloud
    | seafile | 我的资料库
    | (我的)?坚果云 | nutstore([ ]files)?
    | 百度网盘.* | 百度云同步盘 | baidunetdisk.* | baidusyncdisk | baiduyun.*
    | (腾讯)?微云.* | weiyun.*
    | wps云盘 | wps[ ]?cloud([ ]files)? | wpsdrive | kingsoft[ ]cloud[ ]files
    | 阿里云盘.* | adrive | 天翼云盘.* | 夸克网盘.*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Folder names of synchronising programs used in offices."""

_REMOVABLE_ROOTS = ("/media/", "/run/media/")
_WINDOWS_KINDS = {
    2: Location(LocationKind.REMOVABLE, "removable drive"),
    4: Location(LocationKind.NETWORK, "network drive"),
    5: Location(LocationKind.READ_ONLY, "optical drive"),
}
"""The answers of GetDriveTypeW that matter."""


@dataclass(frozen=True, slots=True)
class _Mount:
    point: str
    file_system: str
    options: frozenset[str]


def describe_location(
    path: Path,
    *,
    mounts: str | None = None,
    drive_type: Callable[[PurePath], int] | None = None,
) -> Location:
    """Tell the kind of place `path` lies in; the file itself need not exist.

    Args:
        path: a file or folder; links are followed.
        mounts: text in the form of /proc/self/mounts, read from the system when None.
        drive_type: answers as GetDriveTypeW does; the system's own on Windows when None.
    """
    real = path.resolve()
    found = _by_drive(real, drive_type) if drive_type or sys.platform == "win32" else None
    if found is None and sys.platform != "win32":
        found = _by_mount(real, _system_mounts() if mounts is None else mounts)
    if found is not None and found.unsafe:
        return found
    # The name as written counts too: a link may lead into or out of a synchronised folder.
    sync = synchronised_folder(real) or synchronised_folder(path.absolute())
    if sync:
        return Location(LocationKind.SYNC, sync)
    return found or Location(LocationKind.LOCAL)


def require_safe_place(path: Path) -> Location:
    """The place of `path`, if a ledger may be worked on there.

    Raises:
        UserError: it is a network drive or a synchronised folder.
    """
    location = describe_location(path)
    if location.unsafe:
        raise UserError(UNSAFE_PLACE)
    return location


def synchronised_folder(path: PurePath) -> str:
    """The name of the folder in `path` that some program synchronises; empty when none is."""
    return next((part for part in path.parts if _SYNC_FOLDER.fullmatch(part)), "")


def _by_mount(path: PurePath, mounts: str) -> Location | None:
    mount = _mount_of(PurePosixPath(path.as_posix()), mounts)
    if mount is None:
        return None
    if mount.file_system in _NETWORK_TYPES:
        return Location(LocationKind.NETWORK, mount.file_system)
    if "ro" in mount.options or mount.file_system == "iso9660":
        return Location(LocationKind.READ_ONLY, mount.file_system)
    if mount.point.startswith(_REMOVABLE_ROOTS):
        return Location(LocationKind.REMOVABLE, mount.file_system)
    return None


def _mount_of(path: PurePosixPath, mounts: str) -> _Mount | None:
    """The deepest mount above `path`; of several on one point the last, which hides the others."""
    best: _Mount | None = None
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 4:
            continue
        point = _unescaped(fields[1])
        if path.is_relative_to(point) and (best is None or len(point) >= len(best.point)):
            best = _Mount(point, fields[2], frozenset(fields[3].split(",")))
    return best


def _unescaped(field: str) -> str:
    r"""The kernel writes spaces, tabs and backslashes as \040 and alike."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)


def _system_mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _by_drive(path: PurePath, drive_type: Callable[[PurePath], int] | None) -> Location | None:
    if str(path).startswith("\\\\"):
        return Location(LocationKind.NETWORK, "network share")
    return _WINDOWS_KINDS.get((drive_type or _system_drive_type)(path))


def _system_drive_type(path: PurePath) -> int:
    """What Windows calls the drive; a folder into which a drive is mounted counts as that drive."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        root = ctypes.create_unicode_buffer(1024)
        mounted = kernel.GetVolumePathNameW(str(path), root, len(root))
        return int(kernel.GetDriveTypeW(root.value if mounted else path.anchor))
    return 0
