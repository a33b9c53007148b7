"""Blanks of other layouts: names given, groups, shares, dates, other months, unclear titles."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from fgj_desktop.exchange.fill_columns import corrected
from fgj_desktop.exchange.fill_plan import FillPlan
from fgj_desktop.exchange.workbook import read_workbook
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.store.store import Store
from tests.exchange.blanks import KEY_PROJECT, SEPTEMBER, filled, parts_of
from tests.exchange.packages import xlsx
from tests.sample_store import PROJECTS

NAMES = [one[0] for one in PROJECTS]


def blank(folder: Path, *rows: Sequence[Any], change: Callable[[Worksheet], object] | None = None) -> Path:
    """A blank of one sheet with these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    path = folder / "表.xlsx"
    book.save(path)
    return path


def sheet_of(path: Path) -> Worksheet:
    """The first sheet."""
    return openpyxl.load_workbook(path).worksheets[0]


HEAD = (("2021年重点项目表（1—9月）",), ("单位：万元",))


def test_rows_that_name_their_project_are_filled_whatever_their_order(store: Store, tmp_path: Path) -> None:
    path = blank(
        tmp_path,
        *HEAD,
        ("序号", "项目名称", "总投资", "责任单位"),
        (1, "★犁市镇污水处理设施及管网", None, None),
        (2, "乐园镇中心小学扩建", None, None),
        (3, "别处的项目", None, None),
        (4, "十里亭镇老旧小区的改造", None, None),
    )
    plan, out = filled(store, path)
    sheet = sheet_of(out)
    assert [sheet["C4"].value, sheet["D4"].value] == [8000, "区水务局"]
    assert sheet["C5"].value == 9000
    assert sheet["B4"].value == "★犁市镇污水处理设施及管网"
    assert sheet["C6"].value is None
    lines = plan.lines()
    assert "第 6 行“别处的项目”在台账中没有找到，未填。" in lines
    assert "第 5 行“乐园镇中心小学扩建”按台账中“乐园镇中心小学扩建项目”填，请核对。" in lines
    assert (
        "第 7 行“十里亭镇老旧小区的改造”在台账中没有找到，与台账中“十里亭镇老旧小区改造”相近，未填。" in lines
    )
    assert any(line.startswith("表中没有列出：") for line in lines)
    assert len(filled(store, path, similar=True)[0].rows) == 3


def test_those_that_are_not_named_go_into_empty_rows_when_asked(store: Store, tmp_path: Path) -> None:
    rows = [(number, None, None) for number in range(2, 9)]
    path = blank(tmp_path, *HEAD, ("序号", "项目名称", "总投资"), (1, NAMES[2], None), *rows)
    plan, _ = filled(store, path)
    assert len(plan.rows) == 1
    plan, out = filled(store, path, missing=True)
    assert [sheet_of(out).cell(row, 2).value for row in range(4, 10)] == [
        NAMES[2],
        *(name for name in NAMES if name != NAMES[2]),
    ]


def test_what_the_blank_already_says_stays_and_a_difference_is_told(store: Store, tmp_path: Path) -> None:
    path = blank(tmp_path, *HEAD, ("序号", "项目名称", "总投资"), (1, NAMES[0], 8888), (2, NAMES[1], None))
    plan, out = filled(store, path)
    assert sheet_of(out)["C4"].value == 8888
    assert [one.message for one in plan.unfilled] == [f"C4 {NAMES[0]}，总投资“9000”：表中已有“8888”，未改。"]


def test_groups_of_the_blank_get_their_own_records(store: Store, tmp_path: Path) -> None:
    with store.action("改性质") as writes:
        for row in store.view(KEY_PROJECT, SEPTEMBER).rows()[:2]:
            writes.put(KEY_PROJECT, row.id, SEPTEMBER, {"nature": "新开工"})
    path = blank(
        tmp_path,
        *HEAD,
        ("序号", "项目名称", "总投资"),
        ("一、续建项目", None, None),
        (1, None, None),
        (2, None, None),
        ("二、新开工项目", None, None),
        (1, None, None),
        (2, None, None),
        (3, None, None),
        (None, "合计", "=SUM(C5:C10)"),
    )
    plan, out = filled(store, path)
    sheet = sheet_of(out)
    assert [sheet.cell(row, 2).value for row in range(5, 9)] == NAMES[2:]
    assert [sheet.cell(row, 1).value for row in range(5, 9)] == [1, 2, 3, 4]
    assert sheet["A9"].value == "二、新开工项目"
    assert [sheet.cell(row, 2).value for row in range(10, 13)] == [*NAMES[:2], None]
    assert sheet["C13"].value == "=SUM(C5:C12)"
    assert plan.insertions.count == 2


def _formats(sheet: Worksheet) -> None:
    for row in range(4, 12):
        for letter, code in (("C", "0.0%"), ("D", "0.00"), ("F", "yyyy-mm-dd"), ("G", 'yyyy"年"m"月"')):
            sheet[f"{letter}{row}"].number_format = code
        sheet[f"B{row}"].value = NAMES[row - 4] if row - 4 < len(NAMES) else None


def test_shares_and_dates_are_written_as_the_formats_ask(store: Store, tmp_path: Path) -> None:
    with store.action("开工日期") as writes:
        for row, day in zip(
            store.view(KEY_PROJECT, SEPTEMBER).rows(), ("2021-03-15", "2021-05", "2021-H1"), strict=False
        ):
            writes.put(KEY_PROJECT, row.id, SEPTEMBER, {"started_on": day})
    titles = (
        "序号",
        "项目名称",
        "占年度计划",
        "占年度计划（％）",
        "占年度计划完成率",
        "开工日期",
        "开工日期",
    )
    path = blank(tmp_path, *HEAD, titles, change=_formats)
    plan, _ = filled(store, path)
    columns = plan.columns
    for index, name in ((2, "completion"), (4, "completion"), (6, "started_on")):
        columns = corrected(columns, index, name)
    plan, out = filled(store, path, columns={"Sheet": columns})
    sheet = sheet_of(out)
    assert [sheet["C4"].value, sheet["D4"].value, sheet["E4"].value] == [0.8, 80, "80.00%"]
    assert sheet["F4"].value == datetime.datetime(2021, 3, 15)
    assert [sheet["F5"].value, sheet["F6"].value] == ["2021年5月", "2021年上半年"]
    assert sheet["G4"].value == datetime.datetime(2021, 3, 15)
    assert sheet["G5"].value == datetime.datetime(2021, 5, 1)
    assert sheet["G6"].value == "2021年上半年"


def test_a_column_of_another_month_gets_that_months_figure(store: Store, tmp_path: Path) -> None:
    path = blank(
        tmp_path,
        *HEAD,
        (
            "序号",
            "项目名称",
            "1-8月累计完成投资（纳统）",
            "1-9月累计完成投资（纳统）",
            "上年同期累计完成投资",
        ),
        (1, NAMES[0], None, None, None),
    )
    plan, out = filled(store, path)
    sheet = sheet_of(out)
    assert [sheet["C4"].value, sheet["D4"].value, sheet["E4"].value] == [2800, 3200, None]
    assert [one.month.key if one.month else None for one in plan.columns][2:4] == ["2021-08", None]


def test_a_month_in_the_title_that_is_not_the_period_is_told(store: Store, tmp_path: Path) -> None:
    path = blank(
        tmp_path,
        ("2021年重点项目表（1—8月）",),
        ("单位：万元",),
        ("序号", "项目名称", "总投资"),
        (1, NAMES[0], None),
    )
    plan, _ = filled(store, path)
    assert plan.notices == ["表中写的是2021年1—8月，按2021年1—9月填，请核对表内标题和日期。"]


def test_without_a_unit_wan_is_taken_and_told(store: Store, tmp_path: Path) -> None:
    path = blank(
        tmp_path, ("2021年重点项目表（1—9月）",), ("序号", "项目名称", "总投资"), (1, NAMES[0], None)
    )
    plan, out = filled(store, path)
    assert plan.notices == ["表中没有写明金额单位，按万元填。"]
    assert sheet_of(out)["C3"].value == 9000


def test_a_unit_in_a_title_counts_for_its_column(store: Store, tmp_path: Path) -> None:
    path = blank(
        tmp_path, *HEAD, ("序号", "项目名称", "总投资（亿元）", "2021年计划投资"), (1, NAMES[0], None, None)
    )
    _, out = filled(store, path)
    assert [sheet_of(out)["C4"].value, sheet_of(out)["D4"].value] == [0.9, 4000]


def test_text_that_is_no_amount_is_listed_and_a_dash_is_kept(store: Store, tmp_path: Path) -> None:
    from fgj_desktop.ledgers.values import DASH, Misfit

    with store.action("填") as writes:
        first, second, third = store.view(KEY_PROJECT, SEPTEMBER).ids()[:3]
        writes.put(KEY_PROJECT, first, SEPTEMBER, {"total_investment": Misfit("约9000", "不是数值")})
        writes.put(KEY_PROJECT, second, SEPTEMBER, {"total_investment": DASH})
        writes.put(KEY_PROJECT, third, SEPTEMBER, {"total_investment": 0})
    path = blank(tmp_path, *HEAD, ("序号", "项目名称", "总投资"))
    plan, out = filled(store, path)
    sheet = sheet_of(out)
    assert [sheet["C4"].value, sheet["C5"].value, sheet["C6"].value] == [None, "—", 0]
    assert [one.message for one in plan.unfilled] == [
        f"C4 {NAMES[0]}，总投资“约9000”：台账中是文字，不是数值。"
    ]


@pytest.mark.parametrize("text", ["=1+1", "甲<乙>&丙", " 前后 ", "第一行\n第二行"])
def test_texts_arrive_as_they_are(store: Store, tmp_path: Path, text: str) -> None:
    with store.action("填") as writes:
        writes.put(
            KEY_PROJECT, store.view(KEY_PROJECT, SEPTEMBER).ids()[0], SEPTEMBER, {"physical_progress": text}
        )
    path = blank(tmp_path, *HEAD, ("序号", "项目名称", "形象进度"))
    _, out = filled(store, path)
    assert sheet_of(out)["C4"].value == text
    assert sheet_of(out)["C4"].data_type != "f"


def test_what_was_saved_as_a_result_of_the_empty_form_is_taken_out(store: Store, tmp_path: Path) -> None:
    titles = "".join(
        f'<c r="{letter}1" t="str"><v>{title}</v></c>'
        for letter, title in zip("ABC", ("序号", "项目名称", "总投资（万元）"), strict=True)
    )
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row - 1}</v></c><c r="B{row}"/></row>' for row in range(2, 8)
    )
    total = '<row r="8"><c r="B8" t="str"><v>合计</v></c><c r="C8"><f>SUM(C2:C7)</f><v>0</v></c>'
    other = '<c r="D8"><f>1+1</f><v>2</v></c><c r="E8"><f>C8/10000</f><v>0</v></c></row>'
    path = tmp_path / "空.xlsx"
    path.write_bytes(xlsx(f'<row r="1">{titles}</row>{rows}{total}{other}'))
    _, out = filled(store, path)
    values = read_workbook(out).sheets[0]
    assert [values.value(7, column) for column in (2, 3, 4)] == [None, 2, None]
    parts = parts_of(out)
    assert b'<c r="C8"><f>SUM(C2:C7)</f></c>' in parts["xl/worksheets/sheet1.xml"]
    assert b'<calcPr fullCalcOnLoad="1"/>' in parts["xl/workbook.xml"]


def test_a_plan_says_which_columns_the_ledger_lacks(store: Store, tmp_path: Path) -> None:
    path = blank(tmp_path, *HEAD, ("序号", "项目名称", "总投资", "市级包抓领导"), (1, NAMES[0], None, None))
    plan, _ = filled(store, path)
    assert isinstance(plan, FillPlan)
    assert "D 列“市级包抓领导”未填：台账中没有相应的列。" in plan.lines()
    assert plan.message == "已填 1 项、1 格，1 列未填，未填 5 处。"


@pytest.mark.parametrize("merged", [False, True])
def test_what_all_rows_have_in_common_is_no_heading(store: Store, tmp_path: Path, merged: bool) -> None:
    rows = [
        ("浈江区", None, None) if not merged or number == 0 else (None, None, None) for number in range(4)
    ]
    path = blank(
        tmp_path,
        *HEAD,
        ("县（市、区）", "项目名称", "总投资"),
        *rows,
        ("合计", None, "=SUM(C4:C7)"),
        change=lambda sheet: sheet.merge_cells("A4:A7") if merged else None,
    )
    plan, out = filled(store, path)
    sheet = sheet_of(out)
    assert [sheet.cell(row, 2).value for row in range(4, 10)] == NAMES
    assert sheet["C10"].value == "=SUM(C4:C9)"
    if merged:
        assert "A4:A9" in {str(one) for one in sheet.merged_cells.ranges}
    else:
        assert {sheet.cell(row, 1).value for row in range(4, 10)} == {"浈江区"}
    assert plan.insertions.count == 2


@pytest.mark.parametrize(
    ("title", "amount"),
    [
        ("1—9月完成投资", 3200),
        ("2021年完成投资", 3200),
        ("截至9月底完成投资", 3200),
        ("9月完成投资", 400),
        ("当月完成投资", 400),
    ],
)
def test_the_year_so_far_and_the_month_are_told_apart(
    store: Store, tmp_path: Path, title: str, amount: int
) -> None:
    path = blank(tmp_path, *HEAD, ("序号", "项目名称", title, "总投资"), (1, NAMES[0], None, None))
    _, out = filled(store, path)
    assert sheet_of(out)["C4"].value == amount
    path = blank(
        tmp_path,
        *HEAD,
        ("序号", "项目名称", title, "1-9月累计完成投资（纳统）"),
        (1, NAMES[0], None, None),
    )
    _, out = filled(store, path)
    assert sheet_of(out)["C4"].value == amount


def test_half_months_get_each_its_own_progress(store: Store, tmp_path: Path) -> None:
    tasks = ledger_named("urban_task")
    with store.action("填") as writes:
        task = writes.insert(tasks, {"serial": 1, "name": "简化落户手续"}, SEPTEMBER)
        writes.put(tasks, task, SEPTEMBER, {"progress:H1": "九月上", "progress:H2": "九月下"})
        writes.put(tasks, task, Month(2021, 8), {"progress:H2": "八月下"})
    titles = ("序号", "工作任务", "8月下半月进展情况", "9月上半月进展情况", "9月下半月进展情况")
    path = blank(tmp_path, ("新型城镇化工作进展（2021年9月）",), titles, (1, None, None, None, None))
    _, out = filled(store, path, ledger=tasks)
    assert [cell.value for cell in sheet_of(out)[3]] == [1, "简化落户手续", "八月下", "九月上", "九月下"]
