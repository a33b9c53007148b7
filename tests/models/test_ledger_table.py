"""The table model: rows, edits as actions, misfits kept, order that waits to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fgj_desktop.errors import EnvironmentProblem
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.models.block_edit import write_cells
from fgj_desktop.models.chips import chips_of
from fgj_desktop.models.choice import Choice
from fgj_desktop.models.document import LedgerDocument
from fgj_desktop.models.grid_protocol import GridRole
from fgj_desktop.models.ledger_table import LedgerTable
from fgj_desktop.rules.year_change import apply_year_change, plan_year_change
from fgj_desktop.store.filters import Order
from fgj_desktop.store.store import Store
from fgj_desktop.store.writes import Writes
from tests.models.table_tools import clear
from tests.sample_store import AUGUST, PROJECTS, SEPTEMBER, WAN

KEY = ledger_named("key_project")


@pytest.fixture
def table(store: Store, qapp: QApplication) -> Iterator[LedgerTable]:
    made = LedgerTable(LedgerDocument(store), KEY)
    yield made
    made.detach()


def at(table: LedgerTable, row: int, field: str) -> QModelIndex:
    return table.index(row, table.column_of(field))


def text(table: LedgerTable, row: int, field: str) -> str:
    return table.cell(row, table.column_of(field)).text


def names(table: LedgerTable) -> list[str]:
    return [text(table, row, "name") for row in range(table.rowCount())]


def put(table: LedgerTable, row: int, field: str, typed: str) -> bool:
    return table.setData(at(table, row, field), typed)


def values(table: LedgerTable, row: int) -> dict[str, Any]:
    data = table.row_data(row)
    assert data is not None
    return data.values


def test_rows_stand_in_the_order_of_the_ledger(table: LedgerTable) -> None:
    assert names(table) == [project[0] for project in PROJECTS]


def test_a_cell_shows_value_light_and_where_it_comes_from(table: LedgerTable) -> None:
    light = table.cell(0, table.column_of("light"))
    assert (light.light, light.text, light.readonly) == ("green", "", True)
    assert text(table, 0, "invested_to_date") == "3,200"
    assert text(table, 0, "completion") == "80.00%"
    assert table.cell(0, table.column_of("completion")).readonly
    carried = table.cell(0, table.column_of("physical_progress"))
    assert (carried.text, carried.muted) == ("主体施工", True)
    assert table.cell(1, table.column_of("completion")).alarm


def test_titles_hold_the_period(table: LedgerTable) -> None:
    column = table.column_of("invested_to_date")
    assert table.column_title(column) == "1—9月累计完成投资（纳统）"
    assert table.column_group(column) == "2021年1—9月完成情况"
    assert table.headerData(column, Qt.Orientation.Horizontal) == "1—9月累计完成投资（纳统）"


def test_typing_writes_one_action_with_the_columns_name(table: LedgerTable) -> None:
    assert put(table, 3, "invested_to_date", "１,６００")
    assert values(table, 3)["invested_to_date"] == 1600 * WAN
    assert table.document.store.undo_label() == "修改：1—9月累计完成投资"
    assert table.document.undo()
    assert text(table, 3, "invested_to_date") == ""


def test_typing_the_month_writes_the_cumulative(table: LedgerTable) -> None:
    assert put(table, 0, "invested_in_month", "500")
    assert text(table, 0, "invested_to_date") == "3,300"
    assert text(table, 0, "invested_in_month") == "500"


def test_typing_over_a_carried_value_writes_this_period(table: LedgerTable) -> None:
    put(table, 0, "physical_progress", "封顶")
    assert not table.cell(0, table.column_of("physical_progress")).muted
    table.document.set_month(AUGUST)
    assert text(table, 0, "physical_progress") == "主体施工"


def test_clearing_an_own_value_returns_to_the_carried_one(table: LedgerTable) -> None:
    put(table, 0, "physical_progress", "封顶")
    assert clear(table, at(table, 0, "physical_progress"), at(table, 0, "completion")).computed == 1
    cell = table.cell(0, table.column_of("physical_progress"))
    assert (cell.text, cell.muted) == ("主体施工", True)
    assert table.document.store.undo_label() == "清除：形象进度"


def test_what_follows_from_the_year_before_is_muted_until_it_is_typed_over(table: LedgerTable) -> None:
    store = table.document.store
    plan = plan_year_change(store, KEY, 2022)
    with store.action(plan.label) as writes:
        apply_year_change(writes, plan)
    table.document.set_month(Month(2022, 2))
    before = table.column_of("invested_before_year")
    assert (table.cell(0, before).text, table.cell(0, before).muted) == ("3,200", True)
    put(table, 0, "invested_before_year", "3300")
    shown = table.cell(0, before)
    assert (shown.text, shown.muted) == ("3,300", False)
    assert shown.info == "填写的数与按上年台账推算的 3,200 相差 100；清除后自动随上年更正。"
    clear(table, table.index(0, before))
    assert (table.cell(0, before).text, table.cell(0, before).muted) == ("3,200", True)
    assert store.undo_label() == "清除：至2021年底累计完成投资"


def test_text_that_does_not_fit_is_kept_and_marked(table: LedgerTable) -> None:
    assert put(table, 0, "annual_plan", "约3000")
    cell = table.cell(0, table.column_of("annual_plan"))
    assert cell.text == "约3000"
    assert "“约3000”不是数值" in cell.error
    assert table.data(at(table, 0, "annual_plan"), Qt.ItemDataRole.EditRole) == "约3000"
    assert values(table, 0)["annual_plan"] is None


def test_a_dash_is_neither_empty_nor_zero(table: LedgerTable) -> None:
    put(table, 3, "invested_to_date", "—")
    assert text(table, 3, "invested_to_date") == "—"
    put(table, 3, "invested_to_date", "0")
    assert text(table, 3, "invested_to_date") == "0"


def test_a_date_of_two_readings_is_asked_about(table: LedgerTable, qtbot: QtBot) -> None:
    bonds = LedgerTable(table.document, ledger_named("bond_reserve"))
    with qtbot.waitSignal(bonds.question) as asked:
        put(bonds, 0, "planned_start", "2022.1")
    assert asked.args is not None
    question = asked.args[0]
    assert question.misfit.choices == ("2022-01", "2022-10")
    assert text(bonds, 0, "planned_start") == "2022.1"
    assert bonds.answer(question, "2022-10")
    assert text(bonds, 0, "planned_start") == "2022年10月"
    bonds.detach()


def test_a_failed_check_is_shown_at_its_cell(table: LedgerTable) -> None:
    put(table, 0, "invested_to_date", "2700")
    error = table.cell(0, table.column_of("invested_to_date")).error
    assert error == "累计数小于上月（2,800 → 2,700），请填写核减说明。"
    put(table, 0, "total_investment", "100")
    assert "总投资小于年度计划投资" in table.cell(0, table.column_of("total_investment")).warning


def test_choices_are_found_by_every_name(table: LedgerTable) -> None:
    index = at(table, 0, "responsible_unit")
    assert table.data(index, GridRole.KIND) == "unit"
    offered = table.data(index, GridRole.CHOICES)
    assert [choice.text for choice in offered] == ["区教育局", "区住建局", "区水务局", "乐园镇"]
    assert "浈江区教育局" in offered[0].search or "浈江区区教育局" in offered[0].search
    assert table.data(at(table, 0, "started"), GridRole.KIND) == "flag"
    assert table.data(at(table, 0, "scope"), GridRole.KIND) == "long_text"


def test_a_read_only_file_opens_no_editor(store: Store) -> None:
    store.read_only = True
    table = LedgerTable(LedgerDocument(store), KEY)
    assert not table.flags(at(table, 0, "name")) & Qt.ItemFlag.ItemIsEditable
    assert not put(table, 0, "name", "另一个名称")
    table.detach()


# --- totals -------------------------------------------------------------------------------------


def test_totals_say_how_many_rows_they_add_up(table: LedgerTable) -> None:
    assert table.total(table.column_of("name")) == "合计"
    table.compute_totals()
    assert table.total(table.column_of("name")) == "合计（6 项）"
    assert table.total(table.column_of("annual_plan")) == "18,000"
    assert table.total(table.column_of("invested_to_date")) == "8,150"
    assert table.total(table.column_of("completion")) == "45.28%"
    assert table.total(table.column_of("scope")) == ""


@pytest.mark.parametrize(
    ("name", "column", "year"), [("town_score", "year", 2021), ("application", "plan_year", 2022)]
)
def test_an_added_record_begins_with_its_year(
    store: Store, qapp: QApplication, name: str, column: str, year: int
) -> None:
    table = LedgerTable(LedgerDocument(store, SEPTEMBER), ledger_named(name))
    assert table.add_record() is not None
    assert values(table, 0)[column] == year
    assert write_cells(table, "粘贴", {}, [{"name": "教育"}, {"name": "卫生", column: 2019}])
    assert [values(table, row)[column] for row in range(3)] == [year, year, 2019]
    table.detach()


@pytest.mark.parametrize(
    ("name", "column"),
    [("key_project", "name"), ("safety_inspection", "inspected_on"), ("town_score", "name")],
)
def test_an_added_record_is_begun_at_its_first_empty_cell(
    store: Store, qapp: QApplication, name: str, column: str
) -> None:
    table = LedgerTable(LedgerDocument(store, SEPTEMBER), ledger_named(name))
    record = table.add_record()
    assert record is not None
    table.reload()
    assert table.first_to_fill(record) == column
    table.detach()


def test_a_record_shown_but_not_counted_is_told_beside_the_total_and_at_its_name(
    store: Store, qapp: QApplication
) -> None:
    inspection = ledger_named("safety_inspection")
    with store.action("录入") as writes:
        days = (
            ("加油站", "2021-09-06"),
            ("变电站", "2021-10-20"),
            ("储备库", "2021-11-02"),
            ("粮库", "2020-10-20"),
        )
        for name, day in days:
            writes.insert(inspection, {"name": name, "inspected_on": day}, SEPTEMBER)
    table = LedgerTable(LedgerDocument(store, SEPTEMBER), inspection)
    table.compute_totals()
    # That of the year before is in the year before's ledger.
    assert names(table) == ["加油站", "变电站", "储备库"]
    assert table.total(table.column_of("name")) == "合计（1 次，不计 2）"
    tips = [at(table, row, "name").data(Qt.ItemDataRole.ToolTipRole) for row in range(3)]
    assert tips == ["", *["检查日期不在2021年1—9月，不计入项数和合计。"] * 2]
    table.detach()


def test_totals_of_filtered_rows_say_so(table: LedgerTable) -> None:
    table.show(Choice(search="lyz"))
    table.compute_totals()
    assert table.total(table.column_of("name")) == "合计（筛选后 2 项）"


def test_amounts_follow_the_unit_of_money(table: LedgerTable) -> None:
    table.document.set_money_unit(10_000 * WAN)
    table.compute_totals()
    assert text(table, 0, "annual_plan") == "0.4"
    assert table.total(table.column_of("annual_plan")) == "1.8"
    put(table, 0, "annual_plan", "0.5")
    assert values(table, 0)["annual_plan"] == 5000 * WAN


# --- order and filters --------------------------------------------------------------------------


def test_rows_are_sorted_filtered_and_found_by_initials(table: LedgerTable) -> None:
    table.show(Choice(order=(Order("annual_plan", descending=True),)))
    assert names(table)[0] == "十里亭镇老旧小区改造"
    table.show(Choice(search="lyz"))
    assert names(table) == ["乐园镇中心小学扩建项目", "乐园镇农贸市场提升"]
    table.show(Choice(search="区水务局"))
    assert len(names(table)) == 2
    behind = next(chip for chip in chips_of("key_project") if chip.name == "behind")
    table.show(Choice(chip=behind))
    assert names(table) == ["十里亭镇老旧小区改造", "乐园镇农贸市场提升"]


def test_the_chips_of_a_ledger_count_what_they_filter(table: LedgerTable) -> None:
    view = table.document.view(KEY)
    counted = {chip.title: view.count(chip.filters) for chip in chips_of("key_project")}
    assert counted == {
        "全部": 6,
        "达到时间进度": 2,
        "落后时间进度": 2,
        "未产生投资": 2,
        "未到计划开工时间": 0,
        "不计进度": 0,
        "年度计划未下达": 0,
        "按拟定计划": 0,
        "已开工": 4,
        "未开工": 2,
        "已开工未入库": 1,
        "有投资未入库": 1,
        "本月未报": 2,
        "内容与上月相同": 0,
    }


def test_an_edit_neither_moves_nor_hides_its_row(table: LedgerTable, qtbot: QtBot) -> None:
    table.show(Choice(search="lyz", order=(Order("annual_plan"),)))
    before = names(table)
    assert before == ["乐园镇农贸市场提升", "乐园镇中心小学扩建项目"]
    with qtbot.waitSignal(table.stale_changed):
        put(table, 0, "annual_plan", "9000")
    assert names(table) == before
    assert table.is_stale
    table.show(table.choice)
    assert names(table) == before[::-1]
    assert not table.is_stale


def test_a_row_that_no_longer_fits_the_filter_stays_until_asked(table: LedgerTable, qtbot: QtBot) -> None:
    table.show(Choice(search="lyz"))
    with qtbot.waitSignal(table.stale_changed):
        put(table, 0, "name", "中心小学扩建项目")
    assert names(table) == ["中心小学扩建项目", "乐园镇农贸市场提升"]
    table.reload()
    assert names(table) == ["乐园镇农贸市场提升"]


@pytest.mark.parametrize("further", [False, True])
def test_clicks_on_a_title_sort_up_down_and_back(further: bool) -> None:
    choice = Choice(order=(Order("name"),))
    first = choice.sorted_by("annual_plan", further=further)
    others = (Order("name"),) if further else ()
    assert first.order == (*others, Order("annual_plan"))
    second = first.sorted_by("annual_plan", further=further)
    assert second.order == (*others, Order("annual_plan", descending=True))
    assert second.sorted_by("annual_plan", further=further).order == others


# --- rows that come and go ----------------------------------------------------------------------


def test_a_new_record_stands_at_the_end_with_the_next_number(table: LedgerTable) -> None:
    record = table.add_record()
    assert record is not None
    assert table.row_of(record) == 6
    assert text(table, 6, "serial") == "7"
    assert table.document.store.undo_label() == "新增项目"
    table.document.undo()
    assert table.rowCount() == 6


def test_a_record_deleted_comes_back_to_its_place(table: LedgerTable) -> None:
    record = table.record(2)
    assert table.delete_records([record])
    assert table.rowCount() == 5
    assert table.document.store.undo_label() == "删除项目：犁市镇污水处理设施及管网"
    table.document.undo()
    assert table.row_of(record) == 2
    assert names(table)[2] == "犁市镇污水处理设施及管网"


def test_a_renamed_unit_shows_in_every_row(table: LedgerTable) -> None:
    units = ledger_named("responsible_unit")
    assert text(table, 0, "responsible_unit") == "区教育局"
    unit = table.document.view(units).ids()[0]
    table.document.act("修改：简称", lambda w: w.set(units, unit, "short_name", None, "区教体局"))
    assert text(table, 0, "responsible_unit") == "区教体局"


def test_another_period_shows_other_values(table: LedgerTable) -> None:
    table.document.set_month(AUGUST)
    assert text(table, 0, "invested_to_date") == "2,800"
    assert table.column_title(table.column_of("invested_to_date")) == "1—8月累计完成投资（纳统）"
    table.document.set_month(SEPTEMBER)
    assert text(table, 0, "invested_to_date") == "3,200"


def test_refreshes_wait_until_no_editor_is_open(table: LedgerTable) -> None:
    waiting: list[Any] = []
    table.defer = waiting.append
    record = table.record(0)
    table.document.act("删除", lambda writes: writes.delete(KEY, [record]))
    assert table.rowCount() == 6
    assert text(table, 0, "name") == ""
    waiting[0]()
    assert table.rowCount() == 5


def test_a_drive_that_fails_while_reading_is_told_in_words(
    table: LedgerTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = table.document.view(KEY)

    def fail(_ids: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(view, "rows", fail)
    with pytest.raises(EnvironmentProblem, match="读取台账"):
        table.cell(0, 0)


def test_a_new_record_follows_the_largest_serial_however_many_have_none(table: LedgerTable) -> None:
    largest = table.next_serial() - 1

    def insert(writes: Writes) -> None:
        for number in range(60):
            writes.insert(KEY, {"name": f"新项目{number}"}, SEPTEMBER)

    assert table.document.act("新增", insert)
    assert table.next_serial() == largest + 1
