"""The self-check finds what is wrong in a file that still opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.store.self_check import check_contents
from fgj_desktop.store.store import Store
from tests.store.support import AUGUST, add_project, add_unit, new_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = new_store(tmp_path)
    unit = add_unit(made, "浈江区教育局", "区教育局", 1)
    add_project(made, "乐园镇小学", responsible_unit=unit)
    return made


def faults(store: Store) -> dict[str, tuple[str, ...]]:
    return {part.title: part.faults for part in check_contents(store) if part.faults}


def test_a_sound_file_has_no_fault(store: Store) -> None:
    parts = check_contents(store)
    assert not any(part.faults for part in parts)
    assert "记录 2 条，名称引用：正常" in [part.text for part in parts]


def test_an_entry_without_a_record_is_found(store: Store) -> None:
    store.connection.pragma("foreign_keys", 0)
    store.connection.execute("INSERT INTO key_project_month (record, key) VALUES (7, '2021-09')")
    assert faults(store) == {"各表的关联": ("key_project_month 中有数据不属于任何记录",)}


def test_a_name_that_is_gone_is_found(store: Store) -> None:
    store.connection.execute("UPDATE key_project_year SET responsible_unit = 7")
    (found,) = faults(store).values()
    assert found == ("《区市重点项目台账》的“责任单位”中有已不存在的名称",)


def test_a_period_that_is_none_is_found(store: Store) -> None:
    record = store.view(KEY_PROJECT, AUGUST).ids()[0]
    store.connection.execute("INSERT INTO key_project_month (record, key) VALUES (?, '2021.9')", (record,))
    assert faults(store)["各期数据的期别"] == ("《区市重点项目台账》有期别“2021.9”",)


def test_a_mark_without_a_record_is_found(store: Store) -> None:
    store.connection.execute(
        "INSERT INTO cell (ledger, record, key, \"column\", note) VALUES ('key_project', 7, '', 'name', 'x')"
    )
    assert faults(store)["原文、批注和“—”所在的单元格"] == ("《区市重点项目台账》有 1 处不属于任何记录",)


def test_an_action_that_cannot_be_read_is_found(store: Store) -> None:
    store.connection.execute("UPDATE action SET changeset = x'54ff', compressed = 0 WHERE id = 1")
    (found,) = faults(store).values()
    assert found[0].startswith("第 1 条“新增 浈江区教育局”不能读取")


def test_a_column_that_is_missing_is_found(store: Store) -> None:
    store.connection.execute("ALTER TABLE leader DROP COLUMN remark")
    assert "表结构与本版本一致" in faults(store)


def test_many_faults_are_cut_short(store: Store) -> None:
    store.connection.pragma("foreign_keys", 0)
    store.connection.executemany(
        "INSERT INTO key_project_month (record, key) VALUES (?, '2021-09')", ((n,) for n in range(50))
    )
    (found,) = faults(store).values()
    assert len(found) == 21
    assert found[-1] == "其余未列"


def test_a_table_that_is_missing_ends_the_check_with_its_name(store: Store) -> None:
    store.connection.pragma("foreign_keys", 0)
    store.connection.execute("DROP TABLE key_project_month")
    assert faults(store)["表结构与本版本一致"] == ("表 key_project_month 的列与本版本不同",)
