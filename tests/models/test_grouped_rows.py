"""Rows under the headings of their groups: subtotals, folding, and what edits, undo and other periods do to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.declaration import Total
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.grouped_rows import Folded
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.store.filters import Order
from fgj_desktop.store.store import Store
from fgj_desktop.store.writes import Writes
from tests.models.table_tools import clear
from tests.sample_store import AUGUST

KEY = ledger_named("key_project")
BY_UNIT = Choice(group="responsible_unit")
ALL_ROWS = [
    "区教育局（1 项）",
    "乐园镇中心小学扩建项目",
    "区住建局（2 项）",
    "十里亭镇老旧小区改造",
    "风采街道停车场建设",
    "区水务局（2 项）",
    "犁市镇污水处理设施及管网",
    "新韶镇供水管网改造",
    "乐园镇（1 项）",
    "乐园镇农贸市场提升",
]


@pytest.fixture
def folded() -> Folded:
    return {}


@pytest.fixture
def table(store: Store, folded: Folded, qapp: QApplication) -> Iterator[LedgerTable]:
    made = LedgerTable(LedgerDocument(store), KEY, choice=BY_UNIT, folded=folded)
    yield made
    made.detach()


def text(table: LedgerTable, row: int, field: str) -> str:
    return table.cell(row, table.column_of(field)).text


def names(table: LedgerTable) -> list[str]:
    return [text(table, row, "name") for row in range(table.rowCount())]


def row_named(table: LedgerTable, name: str) -> int:
    return names(table).index(name)


def at(table: LedgerTable, row: int, field: str) -> QModelIndex:
    return table.index(row, table.column_of(field))


def put(table: LedgerTable, name: str, field: str, typed: str) -> bool:
    return table.setData(at(table, row_named(table, name), field), typed)


def record_named(table: LedgerTable, name: str) -> int:
    return table.record(row_named(table, name))


def test_every_group_stands_under_its_heading_with_count_and_subtotals(table: LedgerTable) -> None:
    assert names(table) == ALL_ROWS
    table.compute_totals()
    water = row_named(table, "区水务局（2 项）")
    assert table.is_heading(water)
    assert text(table, water, "annual_plan") == "5,000"
    assert text(table, water, "invested_to_date") == "2,250"
    assert text(table, water, "completion") == "45.00%"
    assert text(table, water, "level") == ""
    assert (table.rowCount(), table.record_count) == (10, 6)
    assert all(table.cell(water, column).heading for column in range(table.columnCount()))


def test_the_subtotals_shown_add_up_to_the_total_shown(table: LedgerTable) -> None:
    for field in KEY.group_fields:
        table.show(Choice(group=field.name))
        table.compute_totals()
        for column, one in enumerate(table.fields):
            if one.column.total is Total.SUM:
                parts = [
                    table.cell(row, column).text for row in range(table.rowCount()) if table.is_heading(row)
                ]
                added = sum(float(part.replace(",", "")) for part in parts if part)
                assert added == float(table.total(column).replace(",", "") or 0), (field.name, one.name)


def test_a_heading_holds_no_record_and_cannot_be_edited(table: LedgerTable) -> None:
    plan = at(table, 0, "annual_plan")
    assert not table.flags(plan) & Qt.ItemFlag.ItemIsEditable
    assert not table.setData(plan, "5")
    assert table.row_data(0) is None
    assert table.records(0, 2) == [record_named(table, "乐园镇中心小学扩建项目")]
    before = table.document.store.action_count()
    assert clear(table, plan, at(table, 0, "completion")).computed == 0
    assert table.document.store.action_count() == before


def test_clearing_a_block_with_headings_clears_the_records_alone(table: LedgerTable) -> None:
    assert clear(table, *(at(table, row, "annual_plan") for row in range(4))).computed == 0
    assert [text(table, row, "annual_plan") for row in (1, 3)] == ["", ""]
    table.compute_totals()
    assert text(table, row_named(table, "区住建局（2 项）"), "annual_plan") == "2,000"


def test_a_folded_group_shows_its_heading_alone(table: LedgerTable) -> None:
    table.compute_totals()
    table.set_folded(2, True)
    assert names(table) == [*ALL_ROWS[:3], *ALL_ROWS[5:]]
    assert table.is_folded(2)
    assert table.cell(2, table.column_of("name")).fold == "folded"
    assert text(table, 2, "annual_plan") == "8,000"
    assert table.record_count == 6
    table.set_folded(2, False)
    assert names(table) == ALL_ROWS


def test_all_groups_fold_and_unfold(table: LedgerTable) -> None:
    table.fold_all(True)
    assert names(table) == [name for name in ALL_ROWS if "项）" in name]
    table.fold_all(False)
    assert names(table) == ALL_ROWS


def test_groups_are_found_folded_as_they_were_left(store: Store, folded: Folded, table: LedgerTable) -> None:
    table.set_folded(2, True)
    table.show(replace(BY_UNIT, group="level"))
    table.show(BY_UNIT)
    assert table.is_folded(2)
    again = LedgerTable(LedgerDocument(store), KEY, choice=BY_UNIT, folded=folded)
    assert names(again) == names(table)
    again.detach()


def test_an_edit_that_changes_the_group_moves_nothing_and_shows_as_stale(
    table: LedgerTable, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(table.stale_changed):
        assert put(table, "犁市镇污水处理设施及管网", "responsible_unit", "区教育局")
    assert table.is_stale
    assert row_named(table, "犁市镇污水处理设施及管网") == 6
    table.reload()
    assert row_named(table, "犁市镇污水处理设施及管网") == 2


def test_undo_of_a_deletion_brings_record_and_heading_back(table: LedgerTable) -> None:
    table.delete_records([record_named(table, "乐园镇农贸市场提升")])
    table.compute_totals()
    assert names(table) == ALL_ROWS[:8]
    table.document.undo()
    table.compute_totals()
    assert names(table) == ALL_ROWS
    table.check_stale()
    assert not table.is_stale


def test_a_new_record_stands_under_a_heading_of_its_own(table: LedgerTable) -> None:
    assert table.add_record() is not None
    table.compute_totals()
    assert names(table) == [*ALL_ROWS, "未填责任单位（1 项）", ""]
    table.document.undo()
    assert names(table) == ALL_ROWS


def test_a_record_that_comes_back_into_a_folded_group_is_found_there(table: LedgerTable) -> None:
    record = record_named(table, "新韶镇供水管网改造")
    table.delete_records([record])
    table.set_folded(row_named(table, "区水务局（2 项）"), True)
    table.document.undo()
    assert table.row_of(record) < 0
    assert table.record_count == 6
    assert table.unfold_record(record)
    assert names(table) == ALL_ROWS


def test_a_record_deleted_in_a_folded_group_is_gone_when_it_unfolds(table: LedgerTable) -> None:
    record = record_named(table, "新韶镇供水管网改造")
    table.set_folded(5, True)
    table.delete_records([record])
    assert table.record_count == 5
    table.set_folded(5, False)
    assert table.row_of(record) < 0


def test_order_and_filter_hold_within_the_groups(table: LedgerTable) -> None:
    table.show(replace(BY_UNIT, order=(Order("annual_plan"),), search="镇"))
    assert names(table) == [
        "区教育局（1 项）",
        "乐园镇中心小学扩建项目",
        "区住建局（1 项）",
        "十里亭镇老旧小区改造",
        "区水务局（2 项）",
        "新韶镇供水管网改造",
        "犁市镇污水处理设施及管网",
        "乐园镇（1 项）",
        "乐园镇农贸市场提升",
    ]


def test_another_period_keeps_the_groups(table: LedgerTable) -> None:
    table.set_folded(0, True)
    table.document.set_month(AUGUST)
    table.compute_totals()
    assert names(table) == [ALL_ROWS[0], *ALL_ROWS[2:]]
    assert text(table, 0, "invested_to_date") == "2,800"


def test_a_renamed_unit_renames_its_heading(table: LedgerTable) -> None:
    units = ledger_named("responsible_unit")
    unit = table.document.view(units).ids()[0]
    table.document.act(
        "更名", lambda writes: writes.put(units, unit, AUGUST, {"short_name": "区教育和体育局"})
    )
    table.compute_totals()
    assert names(table)[0] == "区教育和体育局（1 项）"


def test_ids_known_before_are_not_taken_for_groups(store: Store, table: LedgerTable) -> None:
    ids = store.view(KEY, table.document.month).ids()
    again = LedgerTable(table.document, KEY, choice=BY_UNIT, ids=ids)
    assert names(again) == ALL_ROWS
    again.detach()


def test_a_choice_that_names_no_column_that_groups_shows_plain_rows(table: LedgerTable) -> None:
    table.show(Choice(group="remark"))
    assert not table.is_grouped
    assert table.rowCount() == 6


def test_edits_of_many_records_move_no_row_either(
    table: LedgerTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fgj_desktop.models.shown_rows._FEW", 1)
    records = table.records(0, table.rowCount())
    units = ledger_named("responsible_unit")
    unit = table.document.view(units).ids()[0]
    month = table.document.month

    def rewrite(writes: Writes) -> None:
        for record in records:
            writes.put(KEY, record, month, {"responsible_unit": unit})

    table.document.act("修改", rewrite)
    assert table.records(0, table.rowCount()) == records
    assert text(table, 9, "responsible_unit") == "区教育局"
    table.document.undo()
    table.compute_totals()
    assert names(table) == ALL_ROWS
    table.delete_records(records[:3])
    assert table.record_count == 3
