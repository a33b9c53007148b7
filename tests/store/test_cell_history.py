"""The history of a cell: every value it held, in order, of its own period and of earlier ones."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from fgj_desktop.ledgers import KEY_PROJECT
from fgj_desktop.ledgers.declaration import Axis
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.store.cell_state import CellState
from fgj_desktop.store.changes import row_changes
from fgj_desktop.store.changeset_rows import record_changes
from tests.store.support import AUGUST, SEPTEMBER, WAN, add_project, contents, new_store

if TYPE_CHECKING:
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.store.cell_changes import CellChange
    from fgj_desktop.store.cell_history import CellVersion
    from fgj_desktop.store.store import Store

FIELDS = ("invested_to_date", "annual_plan", "code", "approval_state:立项", "physical_progress")


def history(store: Store, record: int, field: str, month: Month = SEPTEMBER) -> list[CellVersion]:
    return store.cell_history(KEY_PROJECT, record, field, month)


def contents_of(versions: list[CellVersion]) -> list[tuple[str, object, object]]:
    return [(one.key, one.before.content, one.after.content) for one in versions]


def test_a_cell_tells_every_value_of_its_period_and_of_earlier_ones(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", invested_to_date=3200 * WAN)
        with store.action("修改：累计") as writes:
            writes.set(KEY_PROJECT, record, "invested_to_date", SEPTEMBER, 3900 * WAN)
        with store.action("修改：累计") as writes:
            writes.set(KEY_PROJECT, record, "invested_to_date", SEPTEMBER, 3950 * WAN)
        found = history(store, record, "invested_to_date")
        assert contents_of(found) == [
            ("2021-08", None, 3200 * WAN),
            ("2021-09", None, 3900 * WAN),
            ("2021-09", 3900 * WAN, 3950 * WAN),
        ]
        assert [one.is_newest for one in found] == [True, False, True]
        assert [one.entry.label for one in found] == ["新增 甲项目", "修改：累计", "修改：累计"]
        assert contents_of(history(store, record, "invested_to_date", AUGUST)) == contents_of(found[:1])


def test_what_is_typed_through_another_column_is_in_the_history_of_both(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", invested_to_date=3200 * WAN)
        with store.action("修改：当月完成投资") as writes:
            writes.set(KEY_PROJECT, record, "invested_in_month", SEPTEMBER, 100 * WAN)
        through, written = (
            history(store, record, field) for field in ("invested_in_month", "invested_to_date")
        )
        assert through == written
        assert written[-1].after.content == 3300 * WAN
        assert history(store, record, "completion") == []


def test_text_that_does_not_fit_notes_and_dashes_are_versions(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", AUGUST, annual_plan=4000 * WAN)
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, Misfit("约3000", "不是数值"))
        with store.action("批注") as writes:
            writes.annotate(KEY_PROJECT, record, "annual_plan", AUGUST, note="待核实", answer="县里文件")
        with store.action("修改") as writes:
            writes.set(KEY_PROJECT, record, "annual_plan", AUGUST, DASH)
        found = history(store, record, "annual_plan", AUGUST)
        assert [one.after.content for one in found] == [
            4000 * WAN,
            Misfit("约3000", "不是数值"),
            Misfit("约3000", "不是数值"),
            DASH,
        ]
        assert found[2].after.on_top == {"note": "待核实", "colour": "", "answer": "县里文件"}
        assert found[3].after.note == "待核实"


def test_an_undo_is_a_version_and_the_undone_action_says_so(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目")
        with store.action("修改：项目代码") as writes:
            writes.set(KEY_PROJECT, record, "code", None, "一")
        store.undo()
        found = history(store, record, "code")
        assert contents_of(found) == [("", None, "一"), ("", "一", None)]
        assert [(one.entry.kind, one.entry.state) for one in found] == [("edit", "undone"), ("undo", "done")]


def test_a_record_that_came_back_has_the_values_from_before_its_deletion(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        record = add_project(store, "甲项目", invested_to_date=3200 * WAN)
        with store.action("删除项目：甲项目") as writes:
            writes.delete(KEY_PROJECT, [record])
        add_project(store, "乙项目")
        (deletion,) = [one for one in store.history() if one.label.startswith("删除")]
        store.revert(deletion.id)
        assert contents_of(history(store, record, "invested_to_date")) == [
            ("2021-08", None, 3200 * WAN),
            ("2021-08", 3200 * WAN, None),
            ("2021-08", None, 3200 * WAN),
        ]


def test_the_rows_of_a_record_are_found_in_a_large_changeset(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        with store.action("导入", kind="import") as writes:
            records = [
                writes.insert(
                    KEY_PROJECT,
                    {
                        "name": f"项目{number}" * (number % 30),
                        "annual_plan": number * WAN,
                        "invested_to_date": Misfit("约" * number, "不是数值") if number % 7 == 0 else number,
                        "physical_progress": "\0T\x12cell" * (number % 3),
                    },
                    AUGUST,
                )
                for number in range(300)
            ]
        with store.action("删除") as writes:
            writes.delete(KEY_PROJECT, records[:150])
        tables = store._journal.map
        for entry in store.history():
            changeset = store._journal.changeset(entry.id)
            assert len(changeset) > 8192
            every = list(row_changes(changeset))
            for record in (*records[::13], 5):
                expected = [one for one in every if tables.record_of(one) == ("key_project", record)]
                found = record_changes(changeset, tables, "key_project", record)
                assert sorted(found, key=repr) == sorted(expected, key=repr)


class Cells:
    """Random gestures on two projects; notes down what each cell holds after each."""

    def __init__(self, store: Store, data: st.DataObject) -> None:
        self.store, self.data = store, data
        self.records = [add_project(store, name, code="原") for name in ("甲", "乙")]
        self.seen: dict[tuple[int, str, str], list[CellState]] = {}
        self.note()

    def note(self) -> None:
        for record in self.records:
            for field in FIELDS:
                for month in (AUGUST, SEPTEMBER):
                    key, state = today(self.store, record, field, month)
                    states = self.seen.setdefault((record, field, key), [CellState()])
                    if state != states[-1]:
                        states.append(state)

    def gesture(self) -> None:
        draw = self.data.draw
        record = draw(st.sampled_from(self.records))
        field = draw(st.sampled_from(FIELDS))
        month = draw(st.sampled_from((AUGUST, SEPTEMBER)))
        match draw(
            st.sampled_from(("type", "type", "note", "through", "import", "undo", "redo", "revert", "delete"))
        ):
            case "undo":
                self.store.undo()
            case "redo":
                self.store.redo()
            case "revert":
                self.store.revert(draw(st.sampled_from(self.store.history())).id)
            case what if self.store.view(KEY_PROJECT, month).contains(record):
                self.change(what, record, field, month)
            case _:
                pass
        self.note()

    def change(self, what: str, record: int, field: str, month: Month) -> None:
        draw = self.data.draw
        with self.store.action(what, kind="import" if what == "import" else "edit") as writes:
            if what == "delete":
                writes.delete(KEY_PROJECT, [record])
            elif what == "note":
                writes.annotate(
                    KEY_PROJECT, record, field, month, note=draw(st.sampled_from(("", "一", "二")))
                )
            elif what == "through":
                writes.set(KEY_PROJECT, record, "invested_in_month", month, draw(st.integers(0, 9)) * WAN)
            elif what == "import":
                for number in range(60):
                    writes.insert(KEY_PROJECT, {"name": f"项目{number}", "problem": "待办" * 9}, month)
                writes.put(KEY_PROJECT, record, month, {"invested_to_date": draw(st.integers(0, 9)) * WAN})
            else:
                writes.set(KEY_PROJECT, record, field, month, draw(value_for(field)))


def value_for(field: str) -> st.SearchStrategy[object]:
    odd = [None, DASH, Misfit("约3000", "不是数值"), Misfit("约4000", "不是数值")]
    fitting = [0, WAN, 2 * WAN] if field in FIELDS[:2] else ["一", "二"]
    return st.sampled_from([*odd, *fitting])


def today(store: Store, record: int, field: str, month: Month) -> tuple[str, CellState]:
    """The cell as the file's tables hold it."""
    column = KEY_PROJECT.fields_by_name[field].column
    name, table = column.name, KEY_PROJECT.table(column.per)
    per = KEY_PROJECT.fields_by_name[field].column.per
    item = KEY_PROJECT.fields_by_name[field].item
    key = item or ("" if per is None else "2021" if per is Axis.YEAR else month.key)
    where, bound = ("id = ?", (record,)) if key == "" else ("record = ? AND key = ?", (record, key))
    connection = store.connection
    row = connection.execute(f'SELECT "{name}" FROM "{table}" WHERE {where}', bound).fetchone()
    marks = connection.execute(
        'SELECT misfit, reason, dash, note, colour, answer FROM cell WHERE record = ? AND key = ? AND "column" = ?',
        (record, key, name),
    ).fetchone()
    return key, CellState(row[0] if row else None, *(marks or ()))  # type: ignore[arg-type]


@given(st.data())
@settings(max_examples=25)
def test_every_version_begins_where_the_one_before_ends_and_the_last_is_the_cell_today(
    data: st.DataObject,
) -> None:
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder)) as store:
        cells = Cells(store, data)
        for _ in range(data.draw(st.integers(1, 12))):
            cells.gesture()
        for (record, field, key), states in cells.seen.items():
            found = [one for one in history(store, record, field) if one.key == key]
            assert [CellState(), *(one.after for one in found)] == states
            assert [one.before for one in found] == states[:-1]
            assert [one.is_newest for one in found] == [False] * (len(found) - 1) + [True] * bool(found)


@given(st.data())
@settings(max_examples=25)
def test_restoring_any_version_gives_that_value_and_undo_takes_it_back(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder)) as store:
        cells = Cells(store, data)
        for _ in range(data.draw(st.integers(1, 8))):
            cells.gesture()
        record, field = data.draw(st.sampled_from(cells.records)), data.draw(st.sampled_from(FIELDS))
        found = history(store, record, field)
        if not found or not store.view(KEY_PROJECT, SEPTEMBER).contains(record):
            return
        version = data.draw(st.sampled_from(found))
        before = contents(store)
        with store.action("恢复旧值", kind="restore") as writes:
            writes.restore(KEY_PROJECT, record, version.column, version.key, version.after.content)
        month = AUGUST if version.key == AUGUST.key else SEPTEMBER
        assert today(store, record, field, month)[1].content == version.after.content
        if writes.change is not None:
            store.undo()
        assert contents(store) == before


@given(st.data())
@settings(max_examples=25)
def test_the_groups_of_a_revert_add_up_to_the_cells_of_the_action(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder)) as store:
        cells = Cells(store, data)
        for _ in range(data.draw(st.integers(1, 8))):
            cells.gesture()
        done = [one for one in store.history() if one.state == "done" and not one.reverted]
        if not done:
            return
        action = data.draw(st.sampled_from(done)).id
        plan = store.plan_revert(action)
        planned = [*plan.reverted, *plan.kept, *plan.failed]
        cells = {(one.record, one.key, one.column) for one in planned}
        rows = {(one.record, one.key) for one in planned if one.column is None}
        records = {record for record, key in rows if key == ""}
        for cell in store.cells(action):
            is_planned = (cell.record, cell.key, cell.column) in cells
            # Of a row that the action made and that is gone since, nothing is left to take back.
            is_gone = not store.view(KEY_PROJECT, SEPTEMBER).contains(cell.record) or is_empty(store, cell)
            assert is_planned or is_gone or (cell.record, cell.key) in rows or cell.record in records


def is_empty(store: Store, cell: CellChange) -> bool:
    field = (
        cell.column if ":" in cell.column or cell.column != "approval_state" else f"approval_state:{cell.key}"
    )
    month = AUGUST if cell.key == AUGUST.key else SEPTEMBER
    return today(store, cell.record, field, month)[1] == CellState()
