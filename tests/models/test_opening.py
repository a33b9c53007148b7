"""Opening a file: its first rows, who keeps us from writing, or why it was not opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.opening import open_ledger
from fgj_desktop.rules import RULES
from fgj_desktop.store.recovery import Condition
from fgj_desktop.store.store import Store
from tests.sample_store import AUGUST, SEPTEMBER, fill
from tests.store.conftest import read_only_folder

__all__ = ["read_only_folder"]


def made(path: Path) -> Path:
    with Store.create(path, RULES) as store:
        fill(store)
    return path


def test_a_ledger_opens_with_its_first_rows(tmp_path: Path) -> None:
    opened = open_ledger(made(tmp_path / "台账.fgj"), {})
    assert opened.store is not None
    assert opened.problem == ""
    assert opened.ledger == "key_project"
    assert opened.month == SEPTEMBER
    assert [row.id for row in opened.rows] == opened.ids
    assert len(opened.ids) == 6
    assert opened.owner == ""
    opened.store.close()


def test_a_ledger_opens_where_it_was_left(tmp_path: Path) -> None:
    path = made(tmp_path / "台账.fgj")
    opened = open_ledger(path, {"ledger": "responsible_unit", "month": "2021-08"})
    assert opened.store is not None
    assert (opened.ledger, opened.month, len(opened.ids)) == ("responsible_unit", AUGUST, 4)
    opened.store.close()


def test_nonsense_remembered_does_no_harm(tmp_path: Path) -> None:
    opened = open_ledger(made(tmp_path / "台账.fgj"), {"ledger": "no_such", "month": 7, "cell": "x"})
    assert opened.store is not None
    assert (opened.ledger, opened.month) == ("key_project", Month(2021, 9))
    opened.store.close()


def test_the_second_window_reads_and_knows_who_writes(tmp_path: Path) -> None:
    path = made(tmp_path / "台账.fgj")
    first, second = open_ledger(path, {}), open_ledger(path, {})
    assert first.store is not None
    assert second.store is not None
    assert second.store.read_only
    assert second.owner.startswith("只读：")
    assert second.owner.endswith("正在使用")
    second.store.close()
    first.store.close()


def test_what_is_no_ledger_is_said(tmp_path: Path) -> None:
    path = tmp_path / "报告.fgj"
    path.write_text("这不是台账文件，只是一段文字。" * 20, encoding="utf-8")
    opened = open_ledger(path, {})
    assert opened.store is None
    assert opened.problem == "此文件不是本软件的台账文件。"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    opened = open_ledger(tmp_path / "没有.fgj", {})
    assert opened.store is None
    assert "找不到台账文件" in opened.problem


def test_a_damaged_file_is_told_from_another_programs(tmp_path: Path) -> None:
    path = made(tmp_path / "台账.fgj")
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 6] = b"\x00" * 4096 * 5
    path.write_bytes(content)
    opened = open_ledger(path, {})
    assert opened.store is None
    assert opened.state is not None
    assert opened.state.condition is Condition.DAMAGED


def test_on_read_only_media_it_is_for_reading_and_said_why(
    tmp_path: Path, read_only_folder: Callable[[Path], None]
) -> None:
    folder = tmp_path / "光盘"
    folder.mkdir()
    path = made(folder / "台账.fgj")
    read_only_folder(folder)
    opened = open_ledger(path, {})
    assert opened.store is not None
    assert opened.store.read_only
    assert opened.owner == "只读：文件或所在文件夹不能写入"
    assert len(opened.rows) == 6
    opened.store.close()


def test_on_a_network_drive_it_is_refused_with_where_to_keep_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "台账.fgj")
    before = path.read_bytes()
    mounts = f"//server/share {tmp_path.resolve()} cifs rw 0 0\n"
    monkeypatch.setattr("fgj_desktop.store.location._system_mounts", lambda: mounts)
    opened = open_ledger(path, {})
    assert opened.store is None
    assert opened.problem == "台账存放在网络盘或同步目录，易损坏。请存放在本机，可自动把备份复制到该处。"
    assert path.read_bytes() == before


def test_a_file_from_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = made(tmp_path / "台账.fgj")
    content = bytearray(path.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    path.write_bytes(content)
    opened = open_ledger(path, {})
    assert opened.store is None
    assert opened.problem == "台账文件由更高版本建立，请升级后再打开。"
    assert path.read_bytes() == content
