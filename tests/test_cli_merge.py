"""The command merge as a script uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fgj_desktop.cli import main
from fgj_desktop.ledgers import BOND_RESERVE, KEY_PROJECT
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from tests.store.support import AUGUST, SEPTEMBER, add_project, new_store


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies edited apart: one cell each, one cell both, a new item there."""
    with new_store(tmp_path, "甲.fgj") as store:
        record = add_project(store, "甲项目", physical_progress="开工")
        other = tmp_path / "李四.fgj"
        store.connection.execute("VACUUM INTO ?", (str(other),))
        with store.action("修改") as writes:
            writes.put(KEY_PROJECT, record, SEPTEMBER, {"physical_progress": "基础施工"})
    with Store.open(other, RULES) as theirs:
        with theirs.action("修改") as writes:
            values = {"physical_progress": "主体施工", "remark": "已核实"}
            writes.put(KEY_PROJECT, record, SEPTEMBER, values)  # type: ignore[arg-type]
        with theirs.action("新增") as writes:
            writes.insert(BOND_RESERVE, {"name": "丁项目"}, AUGUST)
    return store.path, other


def progress(path: Path) -> object:
    with Store.open(path, RULES, read_only=True) as store:
        return store.view(KEY_PROJECT, SEPTEMBER).rows()[0].values["physical_progress"]


def test_a_merge_tells_what_it_did_and_what_it_left(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    store, other = map(str, files)
    assert main(["merge", store, other, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("将并入：新增 1 项，修改 1 处。\n")
    assert "冲突：甲项目　形象进度　2021年9月：本文件 基础施工，对方 主体施工，用本文件的" in said
    assert main(["merge", store, other]) == 0
    assert capsys.readouterr().out.startswith("已并入：新增 1 项，修改 1 处。可按 Ctrl+Z 全部撤回。\n")
    assert progress(files[0]) == "基础施工"
    assert main(["history", store]) == 0
    assert "并入“李四”：新增 1 项，修改 1 处" in capsys.readouterr().out
    assert main(["undo", store]) == 0
    assert main(["merge", store, other, "--theirs"]) == 0
    assert progress(files[0]) == "主体施工"
    capsys.readouterr()
    assert main(["merge", store, other]) == 0
    assert capsys.readouterr().out.startswith("没有变化：“李四”没有需要并入的内容。")


def test_json_is_one_object(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["merge", *map(str, files), "--ledger", "bond_reserve", "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dry_run"] is True
    assert [one["label"] for one in told["added"]] == ["丁项目"]
    assert told["conflicts"] == []
    assert main(["merge", *map(str, files), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ledgers"]["key_project"] == {
        "added": 0,
        "changed": 1,
        "conflicts": 1,
        "deleted_there": 0,
        "deleted_here": 0,
        "same": 0,
    }
    assert [(one["title"], one["ours"], one["theirs"], one["taken"]) for one in told["conflicts"]] == [
        ("形象进度", "基础施工", "主体施工", "ours")
    ]


def test_what_is_refused_and_what_is_wrong_usage(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    store, other = map(str, files)
    assert main(["merge", store, store]) == 1
    assert "就是当前打开的台账文件" in capsys.readouterr().err
    assert main(["merge", store, other, "--theirs", "--ours"]) == 2
    assert "只能写一个" in capsys.readouterr().err
    assert main(["merge", store]) == 2
    capsys.readouterr()
    with Store.open(files[0], RULES) as opened:
        opened.settings.set("office", "浈江区发展和改革局")
    with Store.open(files[1], RULES) as opened:
        opened.settings.set("office", "武江区发展和改革局")
    assert main(["merge", store, other]) == 1
    assert "对方文件的单位是“武江区发展和改革局”" in capsys.readouterr().err
    assert main(["merge", store, other, "--other-bureau"]) == 0
