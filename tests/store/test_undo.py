"""Undo and redo without limit, also after reopening; one gesture is one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.ledgers import BOND_RESERVE, KEY_PROJECT, RESPONSIBLE_UNIT
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.rules import RULES
from fgj_desktop.store.store import Store
from tests.store.support import AUGUST, SEPTEMBER, WAN, add_project, add_unit, contents, new_store, reopen

if TYPE_CHECKING:
    from pathlib import Path


def test_an_action_that_changes_nothing_leaves_no_history(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, 100 * WAN)
        assert writes.change is None
        assert [entry.label for entry in store.history()] == ["新增 甲项目"]


def test_whatever_fails_inside_an_action_takes_all_of_it_back(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        before = contents(store)

        def fail() -> None:
            with store.action("导入") as writes:
                writes.insert(KEY_PROJECT, {"name": "甲项目"}, AUGUST)
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        assert contents(store) == before
        assert store.undo_label() is None


def test_undo_names_what_it_takes_back_and_redo_ends_at_a_new_action(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        add_project(store, "甲项目")
        add_project(store, "乙项目")
        assert store.undo_label() == "新增 乙项目"
        store.undo()
        assert (store.undo_label(), store.redo_label()) == ("新增 甲项目", "新增 乙项目")
        add_project(store, "丙项目")
        assert store.redo_label() is None
        store.undo()
        store.undo()
        assert store.view(KEY_PROJECT, AUGUST).ids() == []
        assert store.redo_label() == "新增 甲项目"
        assert store.undo() is None


def test_undo_and_redo_work_in_a_file_opened_again(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    record = add_project(store, "甲项目", annual_plan=100 * WAN)
    with store.action("修改") as writes:
        writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, 90 * WAN)
    store = reopen(store)
    store.undo()
    assert store.view(KEY_PROJECT, AUGUST).rows()[0].values["annual_plan"] == 100 * WAN
    store = reopen(store)
    store.redo()
    assert store.view(KEY_PROJECT, AUGUST).rows()[0].values["annual_plan"] == 90 * WAN
    store.close()


def test_deleting_a_record_takes_its_entries_and_undo_brings_all_back(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN, invested_to_date=3 * WAN)
        with store.action("修改") as writes:
            writes.put(
                KEY_PROJECT,
                record,
                SEPTEMBER,
                {"invested_to_date": Misfit("约5000", "不是数值"), "approval_state:立项": "已办结"},
            )
        before = contents(store)
        with store.action("删除 1 项") as writes:
            writes.delete(KEY_PROJECT, [record])
        assert not any(contents(store).values())
        store.undo()
        assert contents(store) == before


def test_a_unit_in_use_is_not_deleted(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        unit = add_unit(store, "浈江区水务局", "区水务局", 1)
        add_project(store, "甲项目", supporting_units=f",{unit},")

        def delete() -> None:
            with store.action("删除") as writes:
                writes.delete(RESPONSIBLE_UNIT, [unit])

        with pytest.raises(UserError, match="配合单位"):
            delete()
        assert store.links().label("responsible_unit", unit) == "区水务局"


def test_a_second_process_reads_and_follows(tmp_path: Path) -> None:
    with new_store(tmp_path) as store, Store.open(store.path, RULES) as second:
        assert second.read_only
        add_project(store, "甲项目")
        assert second.changed_elsewhere()
        assert not second.changed_elsewhere()
        assert len(second.view(KEY_PROJECT, AUGUST).ids()) == 1
        with pytest.raises(EnvironmentProblem, match="只读"):
            add_project(second, "乙项目")


def test_listeners_hear_what_changed(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        heard = []
        store.on_change.append(heard.append)
        record = add_project(store, "甲项目")
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "remark", AUGUST, "收尾")
        store.undo()
        assert [(change.label, dict(change.records), change.structure) for change in heard] == [
            ("新增 甲项目", {"key_project": frozenset({record})}, True),
            ("修改", {"key_project": frozenset({record})}, False),
            ("修改", {"key_project": frozenset({record})}, False),
        ]


def test_history_tells_the_cells_before_and_after(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", annual_plan=100 * WAN)
        with store.action("修改 2 个单元格") as writes:
            writes.put(KEY_PROJECT, record, AUGUST, {"annual_plan": 90 * WAN, "started": DASH})
        (entry, _) = store.history(record=record)
        cells = {
            (cell.column, cell.key, cell.before, cell.after, cell.aspect) for cell in store.cells(entry.id)
        }
        assert cells == {
            ("annual_plan", "2021", 100 * WAN, 90 * WAN, "content"),
            ("started", "2021-08", None, DASH, "content"),
        }
        assert {cell.record_label for cell in store.cells(entry.id)} == {"甲项目"}
        assert store.history(text="不存在") == []


class Gestures:
    """Random gestures on one file; each is one action."""

    def __init__(self, store: Store, data: st.DataObject) -> None:
        self.store = store
        self.data = data

    def projects(self) -> list[int]:
        rows = self.store.connection.execute("SELECT id FROM key_project")
        return [int(row[0]) for row in rows]

    def one(self) -> None:
        choice = self.data.draw(st.sampled_from(("add", "edit", "edit", "edit", "delete", "swap", "bond")))
        known = self.projects()
        with self.store.action(choice) as writes:
            if choice == "add" or not known:
                values = {"name": self.data.draw(st.text(max_size=3)), "annual_plan": self.data.draw(amounts)}
                writes.insert(KEY_PROJECT, values, AUGUST)
            elif choice == "edit":
                record = self.data.draw(st.sampled_from(known))
                for _ in range(self.data.draw(st.integers(1, 4))):
                    field, value = self.data.draw(cells)
                    writes.set(
                        KEY_PROJECT,
                        record,
                        field,
                        self.data.draw(st.sampled_from((AUGUST, SEPTEMBER))),
                        value,
                    )
            elif choice == "delete":
                writes.delete(KEY_PROJECT, {self.data.draw(st.sampled_from(known))})
            elif choice == "swap":
                one, two = self.data.draw(st.sampled_from(known)), self.data.draw(st.sampled_from(known))
                writes.put(KEY_PROJECT, one, AUGUST, {"serial": 1, "code": "乙"})
                writes.put(KEY_PROJECT, two, AUGUST, {"serial": 2, "code": "甲"})
                writes.put(KEY_PROJECT, one, AUGUST, {"serial": 2, "code": "甲"})
                writes.put(KEY_PROJECT, two, AUGUST, {"serial": 1, "code": "乙"})
            else:
                writes.insert(BOND_RESERVE, {"name": "债", "approval_state:环评": "办理中"}, SEPTEMBER)


amounts = st.one_of(st.none(), st.integers(-5, 10**15))
cells = st.one_of(
    st.tuples(
        st.just("invested_to_date"),
        st.one_of(amounts, st.just(DASH), st.builds(Misfit, st.text(), st.text())),
    ),
    st.tuples(st.just("physical_progress"), st.one_of(st.none(), st.text(max_size=5))),
    st.tuples(st.just("annual_plan"), st.one_of(amounts, st.just(DASH))),
    st.tuples(st.sampled_from(("name", "approval_document:立项")), st.one_of(st.none(), st.text(max_size=5))),
    st.tuples(st.just("invested_in_month"), st.integers(-5, 10**12)),
)


@given(st.data())
@settings(max_examples=60)
def test_undo_after_reopening_restores_the_rows_exactly(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    store = new_store(tmp_path_factory.mktemp("undo"))
    try:
        gestures = Gestures(store, data)
        states = [contents(store)]
        for _ in range(data.draw(st.integers(1, 8))):
            before = store.action_count()
            gestures.one()
            if store.action_count() > before:
                states.append(contents(store))
        store = reopen(store)
        for expected in reversed(states[:-1]):
            assert store.undo() is not None
            assert contents(store) == expected
        assert store.undo() is None
        store = reopen(store)
        for expected in states[1:]:
            assert store.redo() is not None
            assert contents(store) == expected
        assert store.redo() is None
    finally:
        store.close()
