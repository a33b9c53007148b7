from __future__ import annotations

from pathlib import Path, PurePath, PureWindowsPath

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.store import location
from fgj_desktop.store.location import (
    LocationKind,
    describe_location,
    require_safe_place,
    synchronised_folder,
)

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
//server/share /mnt/公共盘 cifs rw,vers=3.0 0 0
server:/export /mnt/with\040space nfs4 rw 0 0
box /home/clerk/box fuse.sshfs rw 0 0
dav /home/clerk/dav fuse.davfs2 rw 0 0
C:\134 /mnt/c 9p rw 0 0
/dev/sdb1 /run/media/clerk/U盘 vfat rw 0 0
/dev/sr0 /media/cdrom iso9660 ro 0 0
/dev/sdc1 /srv/locked ext4 ro,relatime 0 0
/dev/sdd1 /mnt/公共盘/inner ext4 rw 0 0
short line
"""


@pytest.mark.parametrize(
    ("path", "kind", "detail"),
    [
        ("/home/clerk/台账.fgj", LocationKind.LOCAL, ""),
        ("/mnt/公共盘/台账.fgj", LocationKind.NETWORK, "cifs"),
        ("/mnt/公共盘二/台账.fgj", LocationKind.LOCAL, ""),
        ("/mnt/公共盘/inner/台账.fgj", LocationKind.LOCAL, ""),
        ("/mnt/with space/台账.fgj", LocationKind.NETWORK, "nfs4"),
        ("/home/clerk/box/a/b.fgj", LocationKind.NETWORK, "fuse.sshfs"),
        ("/home/clerk/dav/b.fgj", LocationKind.NETWORK, "fuse.davfs2"),
        ("/mnt/c/Users/b.fgj", LocationKind.NETWORK, "9p"),
        ("/run/media/clerk/U盘/b.fgj", LocationKind.REMOVABLE, "vfat"),
        ("/media/cdrom/b.fgj", LocationKind.READ_ONLY, "iso9660"),
        ("/srv/locked/b.fgj", LocationKind.READ_ONLY, "ext4"),
        ("/home/clerk/坚果云/b.fgj", LocationKind.SYNC, "坚果云"),
        ("/home/clerk/Dropbox/台账/b.fgj", LocationKind.SYNC, "Dropbox"),
        ("/run/media/clerk/U盘/OneDrive/b.fgj", LocationKind.SYNC, "OneDrive"),
    ],
)
def test_the_mount_a_file_lies_on_tells_the_kind_of_place(path: str, kind: LocationKind, detail: str) -> None:
    found = describe_location(Path(path), mounts=MOUNTS)
    assert (found.kind, found.detail) == (kind, detail)


def test_of_two_mounts_on_one_point_the_later_hides_the_earlier() -> None:
    mounts = "a /data nfs rw 0 0\nb /data ext4 rw 0 0\n"
    assert describe_location(Path("/data/a.fgj"), mounts=mounts).kind is LocationKind.LOCAL


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (0, LocationKind.LOCAL),
        (2, LocationKind.REMOVABLE),
        (3, LocationKind.LOCAL),
        (4, LocationKind.NETWORK),
        (5, LocationKind.READ_ONLY),
    ],
)
def test_a_drive_of_windows_tells_the_kind_of_place(code: int, kind: LocationKind) -> None:
    assert describe_location(Path("/D/台账.fgj"), mounts="", drive_type=lambda _: code).kind is kind


def test_a_share_named_by_its_server_is_a_network_place() -> None:
    found = location._by_drive(PureWindowsPath(r"\\server\share\台账.fgj"), lambda _: 3)
    assert found is not None
    assert found.kind is LocationKind.NETWORK


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive", "OneDrive - 区发展和改革局", "Dropbox", "Dropbox (局办公室)", "Google Drive", "iCloudDrive",
        "坚果云", "我的坚果云", "Nutstore", "Nutstore Files", "百度网盘", "百度网盘同步空间", "BaiduNetdisk",
        "BaiduNetdiskWorkspace", "BaiduSyncdisk", "腾讯微云", "微云同步助手", "WPS云盘", "WPS Cloud Files",
        "WPSDrive", "Seafile", "Nextcloud", "onedrive",
    ],
)  # fmt: skip
def test_folders_of_synchronising_programs_are_known_by_name(folder: str) -> None:
    assert synchronised_folder(PurePath("/home/clerk") / folder / "2021" / "台账.fgj") == folder
    assert synchronised_folder(PureWindowsPath("D:/") / folder / "台账.fgj") == folder


@pytest.mark.parametrize("folder", ["我的文档", "OneDriver", "云", "网盘资料整理", "Dropbox备份说明", "wps"])
def test_other_folders_are_not_taken_for_synchronised_ones(folder: str) -> None:
    assert synchronised_folder(PurePath("/home/clerk") / folder / "台账.fgj") == ""


def test_a_ledger_is_refused_where_it_would_be_damaged(tmp_path: Path) -> None:
    assert not require_safe_place(tmp_path / "台账.fgj").unsafe
    with pytest.raises(UserError, match="台账存放在网络盘或同步目录"):
        require_safe_place(tmp_path / "坚果云" / "台账.fgj")


def test_a_link_out_of_a_synchronised_folder_does_not_make_the_ledger_safe(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    try:
        (tmp_path / "Dropbox").symlink_to(tmp_path / "data", target_is_directory=True)
    except OSError:
        pytest.skip("links need a privilege on Windows")
    assert describe_location(tmp_path / "Dropbox" / "a.fgj").kind is LocationKind.SYNC
    assert describe_location(tmp_path / "data" / "a.fgj").kind is not LocationKind.SYNC
