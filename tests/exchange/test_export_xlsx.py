"""The exported workbook, looked at as Excel would: layout, formulas, formats, safety, printing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from fgj_desktop.errors import EnvironmentProblem, UserError
from fgj_desktop.exchange import export_file
from fgj_desktop.exchange.export import export_ledger, fields_with_content
from fgj_desktop.exchange.export_formulas import runs
from fgj_desktop.exchange.export_widths import display_width, lines_of, parts_of
from fgj_desktop.exchange.importer import import_files, inspect
from fgj_desktop.exchange.workbook import read_workbook
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.values import DASH, Misfit
from fgj_desktop.rules.print_setup import PrintSetup, Sheet
from fgj_desktop.store.filters import Order, equals
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, WAN

KEY = ledger_named("key_project")


def put(store: Store, name: str, **values: object) -> int:
    with store.action("修改") as writes:
        record = store.view(KEY, SEPTEMBER).ids([equals("name", name)])[0]
        writes.put(KEY, record, SEPTEMBER, values)  # type: ignore[arg-type]
    return record


def sectors(store: Store) -> None:
    for serial, name in enumerate(("乐园镇中心小学扩建项目", "风采街道停车场建设"), 11):
        put(store, name, sector="民生", serial=serial)
    for name in (
        "十里亭镇老旧小区改造",
        "犁市镇污水处理设施及管网",
        "新韶镇供水管网改造",
        "乐园镇农贸市场提升",
    ):
        put(store, name, sector="基础设施")


def exported(store: Store, folder: Path, **options: object) -> Worksheet:
    path = folder / "台账.xlsx"
    export_ledger(store, KEY, SEPTEMBER, path, **options)  # type: ignore[arg-type]
    return openpyxl.load_workbook(path).active  # type: ignore[return-value]


def column_of(sheet: Worksheet, title: str) -> str:
    for row in sheet.iter_rows(min_row=3, max_row=4):
        for cell in row:
            if cell.value == title:
                return cell.column_letter  # type: ignore[union-attr]
    raise AssertionError(title)


def test_title_lines_header_total_groups_and_notes_stand_in_their_rows(store: Store, tmp_path: Path) -> None:
    sectors(store)
    store.settings.set("office", "浈江区发展和改革局")
    sheet = exported(store, tmp_path)
    assert sheet["A1"].value == "浈江区2021年重点项目月度台账（1—9月）"
    assert sheet["A2"].value == "填报单位（盖章）：浈江区发展和改革局"
    line = [cell.value for cell in sheet[2] if cell.value]
    assert line[1:] == ["填报日期：2021年10月8日　数据截至2021年9月30日", "单位：万元"]
    assert sheet["B3"].value == "项目名称"
    assert [sheet.cell(row, 2).value for row in (5, 6)] == ["合计（6 项）", "一、基础设施（4 项）"]
    assert sheet.cell(11, 2).value == "二、民生（2 项）"
    texts = [str(row[0].value) for row in sheet.iter_rows(min_row=14) if row[0].value]
    assert texts[0].startswith("注：1.亮灯规则")
    assert texts[-1] == "填报人："


def test_the_header_has_two_levels_where_columns_belong_together(store: Store, tmp_path: Path) -> None:
    sheet = exported(store, tmp_path)
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert "B3:B4" in merged
    group = next(cell for cell in sheet[3] if cell.value == "2021年1—9月完成情况")
    area = next(one for one in merged if one.startswith(f"{group.column_letter}3:"))  # type: ignore[union-attr]
    assert area.endswith("3")
    assert column_of(sheet, "9月当月完成投资") == group.column_letter  # type: ignore[union-attr]


def test_sums_are_formulas_with_their_results_beside(store: Store, tmp_path: Path) -> None:
    sectors(store)
    sheet = exported(store, tmp_path)
    plan, done = column_of(sheet, "2021年计划投资"), column_of(sheet, "1—9月累计完成投资（纳统）")
    share, gap = column_of(sheet, "占年度计划（％）"), column_of(sheet, "较时间进度（百分点）")
    assert sheet[f"{plan}5"].value == f"=SUM({plan}6,{plan}11)"
    assert sheet[f"{plan}6"].value == f"=SUM({plan}7:{plan}10)"
    assert sheet[f"{share}5"].value == f"={done}5/{plan}5"
    assert sheet[f"{gap}11"].value == f"=({done}11/{plan}11-9/12)*100"
    values = openpyxl.load_workbook(tmp_path / "台账.xlsx", data_only=True).active
    assert values is not None
    assert values[f"{plan}5"].value == 18000
    assert values[f"{share}5"].value == pytest.approx(8150 / 18000)
    assert values[f"{gap}11"].value == pytest.approx((3200 / 6000 - 0.75) * 100)


def test_rows_that_do_not_count_are_left_out_of_the_formula(store: Store, tmp_path: Path) -> None:
    sectors(store)
    put(store, "犁市镇污水处理设施及管网", register_state="调出")
    sheet = exported(store, tmp_path)
    plan = column_of(sheet, "2021年计划投资")
    assert sheet[f"{plan}6"].value == f"=SUM({plan}7,{plan}9:{plan}10)"


def test_a_share_of_an_adjusted_plan_is_written_as_a_number(store: Store, tmp_path: Path) -> None:
    put(store, "犁市镇污水处理设施及管网", adjusted_plan=2000 * WAN)
    sheet = exported(store, tmp_path)
    share = column_of(sheet, "占年度计划（％）")
    assert sheet[f"{share}5"].value == pytest.approx(8150 / 17000)


def test_text_is_never_a_formula_and_codes_stay_text(store: Store, tmp_path: Path) -> None:
    put(store, "新韶镇供水管网改造", problem="=1+1", remark="+cmd|' /C calc'!A0", code="2103")
    sheet = exported(store, tmp_path, group_by=None)
    cells = {
        title: sheet[f"{column_of(sheet, title)}9"] for title in ("存在问题", "备注", "项目代码", "项目名称")
    }
    assert [cell.value for cell in cells.values()] == [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "2103",
        "新韶镇供水管网改造",
    ]
    assert all(cell.data_type == "s" for cell in cells.values())
    assert cells["项目代码"].number_format == "@"


def test_amounts_have_just_the_decimals_they_need(store: Store, tmp_path: Path) -> None:
    put(store, "新韶镇供水管网改造", total_investment=50_001_234)
    sheet = exported(store, tmp_path, group_by=None)
    total = column_of(sheet, "总投资")
    assert sheet[f"{total}6"].number_format == "#,##0"
    assert sheet[f"{total}9"].number_format == "#,##0.000000"[: len("#,##0.") + 6]
    assert sheet[f"{total}9"].value == 50.001234
    assert sheet[f"{column_of(sheet, '占年度计划（％）')}6"].number_format == "0.00%"


def test_marks_of_the_clerk_go_along(store: Store, tmp_path: Path) -> None:
    record = put(
        store,
        "新韶镇供水管网改造",
        actual_invested_to_date=Misfit("约5000", "不是数值"),
        problem=DASH,
    )
    with store.action("批注") as writes:
        writes.annotate(KEY, record, "problem", SEPTEMBER, note="电话核实\x07过")
        writes.annotate(KEY, record, "remark", SEPTEMBER, colour="red")
        writes.put(KEY, record, SEPTEMBER, {"remark": "改"})
    sheet = exported(store, tmp_path, group_by=None)
    problem = sheet[f"{column_of(sheet, '存在问题')}9"]
    assert problem.value == "—"
    assert problem.comment is not None
    assert problem.comment.text == "电话核实过"
    assert sheet[f"{column_of(sheet, '1—9月实际完成投资')}9"].value == "约5000"
    assert sheet[f"{column_of(sheet, '备注')}9"].font.color.rgb == "FFFF0000"


def test_grounds_of_the_clerk_are_filled_and_none_else(store: Store, tmp_path: Path) -> None:
    record = put(store, "新韶镇供水管网改造", problem="征地", remark="改")
    with store.action("底色") as writes:
        writes.annotate(KEY, record, "problem", SEPTEMBER, colour="yellow")
        writes.annotate(KEY, record, "remark", SEPTEMBER, colour="#00ff7f")
        writes.annotate(KEY, record, "name", SEPTEMBER, colour="不知道")
    sheet = exported(store, tmp_path, group_by=None)
    assert sheet[f"{column_of(sheet, '存在问题')}9"].fill.fgColor.rgb == "FFFFF2AB"
    assert sheet[f"{column_of(sheet, '备注')}9"].fill.fgColor.rgb == "FF00FF7F"
    assert sheet[f"{column_of(sheet, '项目名称')}9"].fill.fill_type is None


@pytest.mark.parametrize(
    ("on", "number"), [(Sheet("A3"), 8), (Sheet("A4"), 9), (Sheet("A3", shrunk=True), 9)]
)
def test_it_is_ready_to_print(store: Store, tmp_path: Path, on: Sheet, number: int) -> None:
    sheet = exported(store, tmp_path, setup=PrintSetup(on))
    assert int(sheet.page_setup.paperSize) == number
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$4"
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.freeze_panes == "C5"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_it_is_set_up_as_the_print_is(store: Store, tmp_path: Path) -> None:
    setup = PrintSetup(
        Sheet("A4", landscape=False),
        columns=("serial", "name", "annual_plan"),
        order=(Order("annual_plan", descending=True),),
        group="responsible_unit",
        notes=("本表为快报数。",),
        signature="制表：",
        mark="A&B　内部资料",
    )
    sheet = exported(store, tmp_path, setup=setup)
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("portrait", 9)
    assert sheet.oddHeader.left.text == "A&&B　内部资料"
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "二、区住建局（2 项）" in texts
    assert "形象进度" not in texts
    assert any(text.endswith("本表为快报数。") for text in texts)
    assert texts[-1] == "制表："
    plan = import_files(store, [tmp_path / "台账.xlsx"], ledger=KEY)
    assert plan.message == "没有变化：这份表与台账完全一致。"


def test_names_moved_far_to_the_right_are_not_repeated_with_all_before_them(
    store: Store, tmp_path: Path
) -> None:
    fields = ["serial", "level", "nature", "total_investment", "annual_plan", "name"]
    sheet = exported(store, tmp_path, fields=fields)
    assert sheet.freeze_panes is not None
    assert sheet.freeze_panes.startswith("A")
    assert not sheet.print_title_cols


def test_plain_has_neither_total_nor_groups(store: Store, tmp_path: Path) -> None:
    sectors(store)
    sheet = exported(store, tmp_path, plain=True)
    assert sheet["B5"].value == "十里亭镇老旧小区改造"
    assert not any(str(cell.value).startswith("=") for row in sheet.iter_rows() for cell in row)


def test_columns_and_rows_are_those_given(store: Store, tmp_path: Path) -> None:
    fields = ["annual_plan", "name"]
    sheet = exported(store, tmp_path, fields=fields, filters=[equals("started", 0)], group_by=None)
    header = next(row for row in sheet.iter_rows(values_only=True) if "项目名称" in row)
    assert header == ("2021年计划投资", "项目名称")
    names = {row[1] for row in sheet.iter_rows(values_only=True)} - {None, "项目名称"}
    assert names == {"合计（2 项）", "新韶镇供水管网改造", "风采街道停车场建设"}


def test_hidden_columns_that_hold_something_go_into_a_full_export(store: Store) -> None:
    put(store, "新韶镇供水管网改造", planned_start="2021-10")
    fields = fields_with_content(store, KEY, SEPTEMBER)
    assert "planned_start" in fields
    assert "measure" not in fields
    assert "register_state" not in fields
    assert fields.index("planned_start") > fields.index("annual_plan")


def test_the_program_knows_its_own_export(store: Store, tmp_path: Path) -> None:
    exported(store, tmp_path)
    path = tmp_path / "台账.xlsx"
    assert read_workbook(path).mark == "key_project 2021-09"
    table = inspect(path).tables[0]
    assert table.exported is not None
    assert table.exported.month == SEPTEMBER


def test_an_export_made_into_next_month_s_report_is_a_report_like_any_other(
    store: Store, tmp_path: Path
) -> None:
    exported(store, tmp_path)
    path = tmp_path / "台账.xlsx"
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active["A1"] = "浈江区2021年重点项目月度台账（1—10月）"
    book.save(path)
    assert inspect(path).tables[0].exported is None


@pytest.mark.parametrize("mark", ["~$台账.xlsx", ".~台账.xlsx", ".~lock.台账.xlsx#"])
def test_a_workbook_open_elsewhere_is_left_alone(store: Store, tmp_path: Path, mark: str) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"before")
    (tmp_path / mark).touch()
    with pytest.raises(EnvironmentProblem, match="文件正被 WPS 打开，未能导出"):
        export_ledger(store, KEY, SEPTEMBER, path)
    assert path.read_bytes() == b"before"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (OSError(28, "full"), "磁盘空间不足，“台账.xlsx”未能导出，原有文件未改动"),
        (PermissionError(13, "in use"), "文件正被 WPS 打开"),
    ],
)
def test_what_the_machine_refuses_is_said_and_leaves_the_old_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, message: str
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"before")

    def refuse(part: Path) -> None:
        raise error

    monkeypatch.setattr(export_file, "_settle", refuse)
    with pytest.raises(EnvironmentProblem, match=message):
        export_ledger(store, KEY, SEPTEMBER, path)
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.glob("*.xlsx")] == ["台账.xlsx"]


def test_a_wrong_place_or_ending_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="只能导出为"):
        export_ledger(store, KEY, SEPTEMBER, tmp_path / "台账.txt")
    with pytest.raises(UserError, match="不存在，未能导出"):
        export_ledger(store, KEY, SEPTEMBER, tmp_path / "无" / "台账.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_new_file_has_the_rights_of_any_new_file(store: Store, tmp_path: Path) -> None:
    export_ledger(store, KEY, SEPTEMBER, tmp_path / "台账.xlsx")
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "台账.xlsx").stat().st_mode & 0o777 == 0o666 & ~mask


def test_an_empty_ledger_is_exported_as_its_header(empty_store: Store, tmp_path: Path) -> None:
    result = export_ledger(empty_store, KEY, SEPTEMBER, tmp_path / "空.xlsx")
    assert result.rows == 0
    assert result.message.startswith("已导出 0 行")


def test_runs_widths_and_parts() -> None:
    assert list(runs([7, 8, 9, 11])) == [(7, 9), (11, 11)]
    assert list(runs([])) == []
    assert display_width("项目A\n名") == 5
    assert lines_of("十个字的一段文字啊", 10) == 3
    assert parts_of([10, 10, 10, 10], 2) == [(1, 2), (3, 4)]
    assert parts_of([50, 1, 1], 3) == [(1, 1), (2, 2), (3, 3)]
