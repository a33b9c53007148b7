"""A colleague's file that is older, newer, of another bureau, damaged, no ledger, or the same file."""

from __future__ import annotations

import shutil
from pathlib import Path

import apsw
import pytest

from fgj_desktop.errors import EnvironmentProblem, FgjError, UserError
from fgj_desktop.exchange.merging import Merging
from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.rules import RULES
from fgj_desktop.store.schema import SCHEMA_VERSION
from fgj_desktop.store.store import Store
from tests.exchange.merge_tools import copy_of, merge_in
from tests.store.support import add_project, contents, new_store

OLD = Path(__file__).parent.parent / "fixtures" / "ledgers" / "version_1.fgj"


def refusal(store: Store, path: Path) -> FgjError:
    """What is said, after which our file is as it was and still usable."""
    before = contents(store)
    with pytest.raises(FgjError) as raised:
        Merging(store, path)
    assert contents(store) == before
    add_project(store, "仍可录入")
    return raised.value


def test_the_very_file_that_is_open_is_refused_under_any_name(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        link = tmp_path / "链接.fgj"
        link.symlink_to(store.path)
        hard = tmp_path / "硬链接.fgj"
        hard.hardlink_to(store.path)
        for path in (store.path, link, hard):
            problem = refusal(store, path)
            assert isinstance(problem, UserError)
            assert str(problem) == (f"“{path.name}”就是当前打开的台账文件，未并入。请选择同事的台账文件。")


def test_a_file_of_an_older_version_is_merged_and_not_written_to(tmp_path: Path) -> None:
    old = Path(shutil.copy(OLD, tmp_path / "旧台账.fgj"))
    before = old.read_bytes()
    with new_store(tmp_path) as store:
        result = merge_in(store, old)
        assert len(result.rows.added) >= 6
        assert store.size(KEY_PROJECT) == 6
        assert merge_in(store, old).change is None
        store.undo()
        assert store.size(KEY_PROJECT) == 0
    assert old.read_bytes() == before


def test_an_older_file_merged_with_a_copy_brought_to_this_version_has_their_common_past(
    tmp_path: Path,
) -> None:
    old = Path(shutil.copy(OLD, tmp_path / "旧台账.fgj"))
    with Store.open(Path(shutil.copy(OLD, tmp_path / "新台账.fgj")), RULES) as store:
        add_project(store, "新项目")
        assert merge_in(store, old).message == "没有变化：“旧台账”没有需要并入的内容。"


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        newer = copy_of(store, "李四.fgj")
        newer.close()
        connection = apsw.Connection(str(newer.path))
        connection.pragma("user_version", SCHEMA_VERSION + 1)
        connection.close()
        problem = refusal(store, newer.path)
        assert isinstance(problem, UserError)
        assert str(problem) == "“李四.fgj”由更高版本建立，未并入。请先升级本机的软件。"


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    plain, empty = tmp_path / "文字.fgj", tmp_path / "空.fgj"
    plain.write_text("这不是台账" * 100, encoding="utf-8")
    empty.touch()
    with new_store(tmp_path) as store:
        for path in (plain, empty, tmp_path):
            assert str(refusal(store, path)) == f"“{path.name}”不是本软件的台账文件，未并入。"
        assert "找不到台账文件“没有.fgj”" in str(refusal(store, tmp_path / "没有.fgj"))


def test_a_damaged_file_is_refused_whatever_its_size(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        for number in range(60):
            add_project(store, f"项目{number}" * 20)
        other = copy_of(store, "李四.fgj")
        other.close()
        content = bytearray(other.path.read_bytes())
        content[len(content) // 2 : len(content) // 2 + 40_000] = b"x" * 40_000
        other.path.write_bytes(content)
        problem = refusal(store, other.path)
        assert isinstance(problem, EnvironmentProblem)
        assert str(problem).startswith("“李四.fgj”已损坏，未并入，本文件未作任何改动。")


def test_another_bureaus_file_is_told_by_its_office_and_region(tmp_path: Path) -> None:
    with new_store(tmp_path, "甲.fgj") as store, new_store(tmp_path, "乙.fgj") as other:
        store.settings.set("office", "浈江区发展和改革局")
        for name, value, said in (
            ("office", "武江区发展和改革局", "对方文件的单位是“武江区发展和改革局”"),
            ("office", "浈江区 发展和改革局", ""),
            ("office", "", ""),
        ):
            other.settings.set(name, value)
            merging = Merging(store, copy_path(other))
            assert merging.bureau_notice.startswith(said)
            assert bool(merging.bureau_notice) == bool(said)
            merging.close()
        store.settings.set("region", "440204")
        other.settings.set("region", "440203")
        merging = Merging(store, copy_path(other))
        assert merging.bureau_notice == (
            "对方文件的行政区划代码是“440203”，本文件是“440204”，可能不是本局的台账。"
        )
        merging.close()


def copy_path(store: Store) -> Path:
    path = store.path.with_name("丙.fgj")
    path.unlink(missing_ok=True)
    store.connection.execute("VACUUM INTO ?", (str(path),))
    return path


def test_a_file_that_its_owner_has_open_is_read_as_it_is_now(tmp_path: Path) -> None:
    code_folder = tmp_path / "同事"
    code_folder.mkdir()
    with new_store(tmp_path) as store, new_store(code_folder, "李四.fgj") as other:
        add_project(other, "甲项目")
        merging = Merging(store, other.path)
        add_project(other, "其后录入")
        for _ in merging.compare():
            pass
        assert merging.merge is not None
        assert [one.label for one in merging.merge.parts[KEY_PROJECT.name].added] == ["甲项目"]
        merging.close()
        add_project(other, "仍可录入")
