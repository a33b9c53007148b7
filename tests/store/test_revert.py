"""Reverting an older action: untouched cells go back, later work stays and is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from fgj_desktop.ledgers import KEY_PROJECT, RESPONSIBLE_UNIT
from fgj_desktop.ledgers.values import DASH, Misfit
from tests.store.support import AUGUST, SEPTEMBER, WAN, add_project, add_unit, contents, new_store
from tests.store.test_undo import Gestures

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from fgj_desktop.store.store import Store


def cells(found: list) -> set[tuple[str, str | None]]:  # type: ignore[type-arg]
    return {(one.key, one.column) for one in found}


def newest(store: Store) -> int:
    return store.history(1)[0].id


def test_a_cell_edited_since_is_kept_and_its_neighbours_go_back(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        with store.action("导入《9月台账》", kind="import") as writes:
            writes.put(
                KEY_PROJECT,
                record,
                SEPTEMBER,
                {"invested_to_date": 60 * WAN, "physical_progress": "主体施工", "annual_plan": 90 * WAN},
            )
        imported = newest(store)
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "invested_to_date", SEPTEMBER, 65 * WAN)
        revert = store.revert(imported)
        assert cells(revert.kept) == {("2021-09", "invested_to_date")}
        assert cells(revert.reverted) == {("2021-09", "physical_progress"), ("2021", "annual_plan")}
        (row,) = store.view(KEY_PROJECT, SEPTEMBER).rows()
        assert row.values["invested_to_date"] == 65 * WAN
        assert row.values["physical_progress"] is None
        assert row.values["annual_plan"] == 100 * WAN


def test_a_record_worked_on_since_its_import_stays_whole(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        with store.action("导入《9月台账》", kind="import") as writes:
            kept = writes.insert(KEY_PROJECT, {"name": "甲项目", "annual_plan": 100 * WAN}, SEPTEMBER)
            writes.insert(KEY_PROJECT, {"name": "乙项目", "annual_plan": 50 * WAN}, SEPTEMBER)
        imported = newest(store)
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, kept, "invested_to_date", SEPTEMBER, 5 * WAN)
        revert = store.revert(imported)
        assert revert.kept_records == 1
        assert [row.values["name"] for row in store.view(KEY_PROJECT, SEPTEMBER).rows()] == ["甲项目"]
        assert store.view(KEY_PROJECT, SEPTEMBER).rows()[0].values["annual_plan"] == 100 * WAN


def test_a_unit_that_a_later_project_names_is_kept(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        unit = add_unit(store, "浈江区水务局", "区水务局", 1)
        added = newest(store)
        add_project(store, "甲项目", responsible_unit=unit)
        revert = store.revert(added)
        assert {one.reason for one in revert.kept} == {"linked"}
        assert store.links().label(RESPONSIBLE_UNIT.name, unit) == "区水务局"


def test_a_deleted_record_comes_back_unless_it_was_deleted_meanwhile(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, 90 * WAN)
        edited = newest(store)
        with store.action("删除") as writes:
            writes.delete(KEY_PROJECT, [record])
        deleted = newest(store)
        assert {one.reason for one in store.plan_revert(edited).failed} == {"deleted"}
        add_project(store, "乙项目")
        revert = store.revert(deleted)
        assert revert.failed == []
        assert len(store.view(KEY_PROJECT, AUGUST).ids()) == 2


def test_a_revert_is_an_action_of_its_own(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, 90 * WAN)
        edited = newest(store)
        add_project(store, "乙项目")
        before = contents(store)
        store.revert(edited)
        assert store.undo_label() == "撤销：修改"
        assert [entry.reverted for entry in store.history() if entry.id == edited] == [True]
        store.undo()
        assert contents(store) == before
        assert [entry.reverted for entry in store.history() if entry.id == edited] == [False]


def test_marks_are_reverted_as_cells_are(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        with store.action("修改") as writes:
            writes.put(
                KEY_PROJECT, record, AUGUST, {"annual_plan": Misfit("约3000", "不是数值"), "started": DASH}
            )
        edited = newest(store)
        add_project(store, "乙项目")
        store.revert(edited)
        row = store.view(KEY_PROJECT, AUGUST).rows([record])[0]
        assert row.marks == {}
        assert row.values["annual_plan"] == 100 * WAN


@given(st.data())
@settings(max_examples=40)
def test_planning_tells_exactly_what_reverting_does(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    with new_store(tmp_path_factory.mktemp("revert")) as store:
        gestures = Gestures(store, data)
        for _ in range(data.draw(st.integers(2, 7))):
            gestures.one()
        entries = store.history()
        if len(entries) < 2:
            return
        action = data.draw(st.sampled_from(entries[1:])).id
        before = contents(store)
        plan = store.plan_revert(action)
        assert contents(store) == before
        revert = store.revert(action)
        assert (plan.reverted, plan.kept, plan.failed) == (revert.reverted, revert.kept, revert.failed)
        broken = store.connection.execute("PRAGMA foreign_key_check").fetchall()
        assert broken == []
        if revert.change is not None:
            store.undo()
            assert contents(store) == before
