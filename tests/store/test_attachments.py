"""Files beside the ledger: kept whole, once, under what their content is known by."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.ledgers import ATTACHMENT, KEY_PROJECT
from fgj_desktop.store import attachments
from fgj_desktop.store.attachments import (
    attachment_folder,
    attachments_of,
    copy_missing,
    find_file,
    keep_content,
    keep_file,
    size_words,
)
from fgj_desktop.store.self_check import check_contents
from fgj_desktop.store.store import Store
from tests.store.support import add_project, new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "工地.JPG"
    path.write_bytes(b"a picture" * 1000)
    return path


def kept_files(store: Store) -> list[Path]:
    return sorted(one for one in attachment_folder(store.path).rglob("*") if one.is_file())


def test_a_file_is_copied_under_its_hash_with_its_suffix(store: Store, photo: Path) -> None:
    kept = keep_file(store.path, photo)
    path = find_file(store.path, kept.digest)
    assert path is not None
    assert path.parent.parent == attachment_folder(store.path)
    assert path.parent.name == kept.digest[:2]
    assert path.name == f"{kept.digest}.jpg"
    assert path.read_bytes() == photo.read_bytes()
    assert (kept.name, kept.size, kept.category) == ("工地.JPG", 9000, "现场照片")


def test_the_same_content_is_kept_once_whatever_its_name(store: Store, photo: Path) -> None:
    other = photo.with_name("另一个名字.jpg")
    other.write_bytes(photo.read_bytes())
    assert keep_file(store.path, photo).digest == keep_file(store.path, other).digest
    assert len(kept_files(store)) == 1


def test_a_kept_file_that_was_altered_is_mended_by_adding_it_again(store: Store, photo: Path) -> None:
    kept = keep_file(store.path, photo)
    path = find_file(store.path, kept.digest)
    assert path is not None
    path.write_bytes(b"spoilt")
    keep_file(store.path, photo)
    assert path.read_bytes() == photo.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_is_no_plain_file_is_refused_in_words(
    store: Store, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, folder, empty, pipe = (tmp_path / name for name in ("链接.jpg", "文件夹", "空.txt", "管道"))
    link.symlink_to(photo)
    folder.mkdir()
    empty.touch()
    os.mkfifo(pipe)
    cases = {
        link: "是链接",
        folder: "是文件夹",
        empty: "是空文件",
        pipe: "不是普通文件",
        tmp_path / "没有.pdf": "找不到",
    }
    for path, words in cases.items():
        with pytest.raises(UserError, match=words):
            keep_file(store.path, path)
    monkeypatch.setattr(attachments, "LARGEST", 1000)
    with pytest.raises(UserError, match="超过 1000 字节，未添加"):
        keep_file(store.path, photo)
    assert kept_files(store) == []


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(store: Store, tmp_path: Path) -> None:
    huge = tmp_path / "录像.mp4"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(UserError, match=r"有 2,048.0 MB，超过 500.0 MB，未添加"):
        keep_file(store.path, huge)


def test_a_full_disk_leaves_nothing_half_written(
    store: Store, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentProblem, match="磁盘空间不足，添加附件未能完成"):
        keep_file(store.path, photo)
    assert kept_files(store) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser writes anywhere")
def test_a_folder_that_cannot_be_written_is_told(store: Store, photo: Path, tmp_path: Path) -> None:
    source = Path("/dev/shm") / photo.name
    source.write_bytes(photo.read_bytes())
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(EnvironmentProblem, match="没有读写"):
            keep_file(store.path, source)
    finally:
        tmp_path.chmod(0o700)
        source.unlink()


def test_a_place_taken_by_a_file_is_told(store: Store, photo: Path) -> None:
    attachment_folder(store.path).write_text("in the way")
    with pytest.raises(EnvironmentProblem, match="添加附件未能完成"):
        keep_file(store.path, photo)


def test_a_strange_suffix_leads_nowhere(store: Store) -> None:
    for name in ("a.../../b", "x.tar.gz;rm", "无后缀", "x." + "a" * 40, "x.文件"):
        kept = keep_content(store.path, name, name.encode())
        path = find_file(store.path, kept.digest)
        assert path is not None
        assert path.parent.parent == attachment_folder(store.path)
    assert find_file(store.path, "../../etc/passwd") is None
    assert find_file(store.path, "") is None


def attach(store: Store, record: int, kept: attachments.Kept) -> int:
    with store.action("添加附件") as writes:
        return writes.insert(
            ATTACHMENT,
            {"owner_ledger": "key_project", "owner": record, "name": kept.name, "digest": kept.digest},
        )


def faults(store: Store) -> tuple[str, ...]:
    return next(part.faults for part in check_contents(store) if part.title.startswith("附件"))


def test_the_check_lists_missing_and_altered_files(store: Store, photo: Path) -> None:
    project = add_project(store, "乐园镇小学")
    kept = keep_file(store.path, photo)
    attach(store, project, kept)
    assert faults(store) == ()
    path = find_file(store.path, kept.digest)
    assert path is not None
    path.write_bytes(b"altered")
    assert faults(store) == ("“乐园镇小学”的附件“工地.JPG”的文件已被改动，与添加时不同",)
    path.unlink()
    assert faults(store) == ("“乐园镇小学”的附件“工地.JPG”的文件不在“台账_附件”文件夹中",)


def test_deleting_the_project_takes_its_attachments_along_and_undo_brings_both_back(
    store: Store, photo: Path
) -> None:
    project = add_project(store, "乐园镇小学")
    attached = attach(store, project, keep_file(store.path, photo))
    with store.action("删除项目") as writes:
        writes.delete(KEY_PROJECT, [project])
    assert attachments_of(store, KEY_PROJECT, project) == []
    store.undo()
    assert attachments_of(store, KEY_PROJECT, project) == [attached]
    assert faults(store) == ()


def test_a_backup_folder_gets_what_it_does_not_have_yet(store: Store, photo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    assert copy_missing(store.path, folder) == 0
    kept = keep_file(store.path, photo)
    assert copy_missing(store.path, folder) == 1
    assert copy_missing(store.path, folder) == 0
    copy = folder / attachment_folder(store.path).name / kept.digest[:2] / f"{kept.digest}.jpg"
    assert copy.read_bytes() == photo.read_bytes()
    keep_content(store.path, "又一个.txt", b"more")
    assert copy_missing(store.path, folder) == 1


def test_sizes_read_as_people_say_them() -> None:
    assert [size_words(size) for size in (12, 2048, 3 * 1024**2 // 2)] == ["12 字节", "2 KB", "1.5 MB"]


def test_a_project_with_attachments_stays_when_the_action_that_added_it_is_reverted(
    store: Store, photo: Path
) -> None:
    project = add_project(store, "乐园镇小学")
    added = store.action_count()
    attached = attach(store, project, keep_file(store.path, photo))
    revert = store.revert(added)
    assert store.has_record(KEY_PROJECT, project)
    assert attachments_of(store, KEY_PROJECT, project) == [attached]
    assert revert.kept_records == 1


def test_the_check_lists_an_attachment_of_no_record(store: Store, photo: Path) -> None:
    attach(store, 4711, keep_file(store.path, photo))
    assert faults(store) == ("附件“工地.JPG”不属于任何记录",)
