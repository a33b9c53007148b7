"""Every kind of dirt that clerks' workbooks hold: each goes in with nothing lost."""

from __future__ import annotations

import base64
import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.importer import import_files, inspect, replan
from fgj_desktop.ledgers.period import Month
from tests.exchange.importing import (
    KEY_PROJECT,
    LEADER,
    SEPTEMBER,
    TITLES,
    UNIT,
    UNITS,
    WAN,
    a_store,
    fill,
    imported,
    project,
    rows_of,
    text_of,
    workbook,
)
from tests.exchange.packages import package


def edited(path: Path, **cells: object) -> Path:
    """The workbook with some cells changed, by address."""
    book = openpyxl.load_workbook(path)
    for address, value in cells.items():
        book.worksheets[0][address] = value
    book.save(path)
    return path


def one_column(title: str, *values: object) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Titles and records with one more column of these values."""
    return (*TITLES, title), [(*project(n, f"第{n}号项目"), value) for n, value in enumerate(values, 1)]


# 1–3: totals


def test_total_formulas_without_result_are_named_and_rows_go_in(tmp_path: Path) -> None:
    total = (None, "合计（2项）", None, "=SUM(D5:D6)", "=SUM(E5:E6)", None, None, None)
    path = workbook(tmp_path, total, project(1, "甲项目"), project(2, "乙项目"))
    with a_store(tmp_path) as store:
        plan = imported(store, path)

        assert len(rows_of(store)) == 2
        assert any("公式没有保存计算结果" in one for one in plan.warnings)


def test_a_total_that_misses_a_row_is_told_and_rows_count(tmp_path: Path) -> None:
    total = (None, "合计", None, 10000, 1000, 750, None, None)
    path = workbook(tmp_path, total, project(1, "甲项目"), project(2, "乙项目"))
    with a_store(tmp_path) as store:
        plan = imported(store, path)

    wrong = [one.message for one in plan.reconciliations if not one.agrees]
    assert "2021年计划投资：表内合计比明细少 1,000 万元，请核对第 4 行。数据已按明细导入。" in wrong


def test_a_declared_count_that_differs_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path, (None, "合计（48项）"), project(1, "甲项目"), project(2, "乙项目"))
    with a_store(tmp_path) as store:
        plan = imported(store, path)

    assert [one.message for one in plan.reconciliations] == ["表内合计写明 48 项，实有 2 项，请核对第 4 行。"]


@pytest.mark.parametrize(
    "words", [("合计", "2个"), ("全区", None), ("总 计", None), (None, "合  计（2 项）")]
)
def test_a_total_row_is_never_a_project(tmp_path: Path, words: tuple[str | None, str | None]) -> None:
    total = (*words, None, 20000, 2000, 1500, None, None)
    path = workbook(tmp_path, project(1, "甲项目"), project(2, "乙项目"), total, total)
    with a_store(tmp_path) as store:
        plan = imported(store, path)

        assert list(rows_of(store)) == ["甲项目", "乙项目"]
        assert all(one.agrees for one in plan.reconciliations)
        assert len(plan.reconciliations) >= 6


# 4–6: hidden rows, filters, the same project twice


def test_hidden_rows_go_in_and_are_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, project(1, "甲项目"), project(2, "乙项目"))
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[5].hidden = True
    book.worksheets[0].auto_filter.ref = "A3:H5"
    book.save(path)
    with a_store(tmp_path) as store:
        plan = imported(store, path)

        assert list(rows_of(store)) == ["甲项目", "乙项目"]
        assert any(notice.startswith("第 5 行是隐藏行") for notice in plan.tables[0].notices)


def test_a_project_in_two_blocks_counts_once(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        (None, "合计（2项）", None, 20000, 2000, 1500),
        (None, "一、市重点项目（1项）", None, 10000, 1000, 750),
        project(1, "甲项目", None),
        (None, "二、区重点项目（2项）", None, 20000, 2000, 1500),
        project(1, "甲项目"),
        project(2, "乙项目"),
    )
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        rows = rows_of(store)

        assert list(rows) == ["甲项目", "乙项目"]
        assert rows["甲项目"].values["level"] == "市、区"
        assert rows["乙项目"].values["level"] == "区"
        assert rows["甲项目"].values["code"] == "2101-440204-48-01-000001"
        assert any("是同一项目“甲项目”，只计一次" in notice for notice in plan.notices)
        assert all(one.agrees for one in plan.reconciliations)


# 7–8: names


def test_one_name_in_many_spellings_is_one_project(tmp_path: Path) -> None:
    first = workbook(tmp_path, project(1, "学前教育补短板项目（一期）", None), project(2, "古驿道项目", None))
    spelt = ["浈江区学前教育补短板项目(一期) ", "韶关市浈江区学前教育补短板\n项目一期"]
    with a_store(tmp_path) as store:
        store.settings.set("office", "浈江区发展和改革局")
        imported(store, first)
        for name in spelt:
            again = workbook(tmp_path, project(1, name, None), project(2, "古驿道项目", None), name="再.xlsx")
            plan = import_files(store, [again])
            assert plan.is_empty, name


def test_parts_of_a_project_are_never_taken_for_one(tmp_path: Path) -> None:
    first = workbook(tmp_path, project(1, "污水处理提升工程（一期）", None))
    second = workbook(tmp_path, project(1, "污水处理提升工程（二期）", None), name="再.xlsx")
    with a_store(tmp_path) as store:
        imported(store, first)
        plan = imported(store, second)

        assert plan.questions == []
        assert len(rows_of(store)) == 2
        assert [one.label for one in plan.absent] == ["污水处理提升工程（一期）"]


def test_a_renamed_project_keeps_its_old_name(tmp_path: Path) -> None:
    first = workbook(tmp_path, project(1, "乐园镇小学改造项目", None))
    second = workbook(
        tmp_path, project(1, "乐园镇中心学校项目（原乐园镇小学改造项目）", None), name="再.xlsx"
    )
    with a_store(tmp_path) as store:
        imported(store, first)
        imported(store, second)

        (row,) = rows_of(store).values()
        assert row.values["name"] == "乐园镇中心学校项目"
        assert row.values["former_names"] == "乐园镇小学改造项目"


def test_a_name_changed_under_one_code_is_a_rename(tmp_path: Path) -> None:
    first = workbook(tmp_path, project(1, "乐园镇小学改造项目"))
    second = workbook(tmp_path, project(1, "文化中心项目"), name="再.xlsx")
    with a_store(tmp_path) as store:
        imported(store, first)
        imported(store, second)
        assert rows_of(store)["文化中心项目"].values["former_names"] == "乐园镇小学改造项目"

        plan = imported(store, first)

        assert list(rows_of(store)) == ["文化中心项目"]
        assert "“乐园镇小学改造项目”是“文化中心项目”的曾用名，名称未改。" in plan.notices


def test_a_close_name_is_asked_about_and_new_until_answered(tmp_path: Path) -> None:
    first = workbook(tmp_path, project(1, "乐园镇中心小学扩建项目", None))
    second = workbook(tmp_path, project(1, "乐园镇小学扩建", None, 10000, 1000, 800), name="再.xlsx")
    with a_store(tmp_path) as store:
        imported(store, first)
        plan = import_files(store, [second])
        (question,) = plan.questions
        assert question.text == (
            "项目名称相近：“乐园镇小学扩建”与台账中“乐园镇中心小学扩建项目”。是否为同一项目？"
        )
        assert [one.label for one in plan.added] == ["乐园镇小学扩建"]

        same = replan(store, plan, plan.options.answered({question.id: "same"}))

        assert same.added == []
        assert {one.field for one in same.changes if one.replaces} == {"name", "invested_to_date"}


@pytest.mark.parametrize("mark", ["★", "■", "1、", "（1）", "●", "▲"])
def test_what_stands_before_a_name_is_no_part_of_it(tmp_path: Path, mark: str) -> None:
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, project(1, f"{mark}甲项目")))

        assert list(rows_of(store)) == ["甲项目"]


def test_marks_mean_what_the_note_says(tmp_path: Path) -> None:
    note = ("注：标▲为省重点项目，标●为市重点项目。",)
    rows = (project(1, "▲甲项目"), project(2, "●乙项目"), project(3, "丙项目"))
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, *rows, below=(note,)), star_means_city_too=False)

        levels = [row.values["level"] for row in rows_of(store).values()]
        assert levels == ["省、区", "市、区", "区"]


# 9–13: cells


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("3000万", 3000),
        ("1.2亿", 12000),
        ("３，３７０", 3370),
        ("7,446.08", 7446.08),
        ("1382.5万元", 1382.5),
        (0, 0),
        (1234.56789, 1234.56789),
    ],
)
def test_amounts_as_people_write_them(tmp_path: Path, cell: object, amount: float) -> None:
    path = edited(workbook(tmp_path, project(1, "甲项目")), E4=cell)
    with a_store(tmp_path) as store:
        plan = imported(store, path)

        assert plan.refused == []
        assert rows_of(store)["甲项目"].values["annual_plan"] == round(amount * WAN)


@pytest.mark.parametrize("cell", ["约5000", "5000（含设备）", "无", "待定", "同上", "3000左右"])
def test_text_in_an_amount_is_kept_and_marked(tmp_path: Path, cell: str) -> None:
    path = edited(workbook(tmp_path, project(1, "甲项目")), E4=cell)
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        row = rows_of(store)["甲项目"]

        assert row.values["annual_plan"] is None
        assert row.marks["annual_plan"].misfit == cell
        (refused,) = plan.refused
        assert refused.place.text == "1-9月!E4"
        assert refused.message.startswith("第 4 行2021年计划投资“")
        assert refused.message.endswith("已保留原文并标出。")
        assert import_files(store, [path]).is_empty


@pytest.mark.parametrize("cell", ["-", "—", "/", "——", "－"])
def test_a_dash_is_neither_nothing_nor_zero(tmp_path: Path, cell: str) -> None:
    path = edited(workbook(tmp_path, project(1, "甲项目")), F4=cell)
    with a_store(tmp_path) as store:
        imported(store, path)
        row = rows_of(store)["甲项目"]

        assert row.values["invested_to_date"] is None
        assert row.marks["invested_to_date"].dash
        assert import_files(store, [path]).is_empty


def test_a_value_ten_thousand_times_last_months_is_told(tmp_path: Path) -> None:
    august = workbook(
        tmp_path, project(1, "甲项目"), title="2021年重点项目（1-8月）", sheet="8月", name="8.xlsx"
    )
    september = edited(workbook(tmp_path, project(1, "甲项目")), F4=7_800_000)
    with a_store(tmp_path) as store:
        imported(store, august)
        plan = imported(store, september)

        assert plan.warnings == ["1-9月!F4：该值约为上月的 10,000 倍，可能误用“元”，请核对。"]


def test_a_percent_in_any_form_is_only_compared(tmp_path: Path) -> None:
    titles, records = one_column("占年度计划%", 75, "75.00%", 0.75, "75.0", 60)
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, *records, titles=titles))

    (warning,) = plan.warnings
    assert warning == "1-9月“占年度计划%”有 1 行与计算结果不同（第 8 行）。此列由程序计算，未导入。"


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2021年底", "2021-12"),
        ("9月底", "2021-09"),
        ("2022年上半年", "2022-H1"),
        (44470, "2021-10-01"),
        ("2021/9/31", None),
        ("2021.13", None),
        ("拟2022年", None),
        (2021.9, "2021-09"),
        (datetime.date(2021, 9, 30), "2021-09-30"),
    ],
)
def test_dates_as_people_write_them(tmp_path: Path, cell: object, date: str | None) -> None:
    titles, records = one_column("开工日期", cell)
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, *records, titles=titles))
        row = rows_of(store)["第1号项目"]

        assert row.values["started_on"] == date
        if date is None:
            assert row.marks["started_on"].misfit == str(cell)


def test_a_date_with_two_readings_is_asked_about(tmp_path: Path) -> None:
    titles, records = one_column("开工日期", "2021.1")
    path = workbook(tmp_path, *records, titles=titles)
    with a_store(tmp_path) as store:
        plan = import_files(store, [path])
        (question,) = plan.questions
        assert "可能是1月或10月，请选择" in question.text

        answered = replan(store, plan, plan.options.answered({question.id: "2021-10"}))

        assert answered.refused == []


def test_flags_as_people_write_them(tmp_path: Path) -> None:
    titles, records = one_column("是否开工", "是", "否", "√", "×", "已开工", "未开工", "Y", None)
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, *records, titles=titles))

        flags = [row.values["started"] for row in rows_of(store).values()]
        assert flags == [1, 0, 1, 0, 1, 0, 1, None]


# 14–17: units, merges, leaders, codes


@pytest.mark.parametrize(
    ("cell", "lead", "others"),
    [
        ("卫健局、教育局", "区卫健局", "区教育局"),
        ("区卫健局（牵头）", "区卫健局", ""),
        ("区卫生健康局/教育局", "区卫健局", "区教育局"),
        ("浈江区卫生健康局\n区教育局", "区卫健局", "区教育局"),
        ("区住建局", "区住建管理局", ""),
    ],
)
def test_units_are_found_by_what_people_call_them(tmp_path: Path, cell: str, lead: str, others: str) -> None:
    path = edited(workbook(tmp_path, project(1, "甲项目")), H4=cell)
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        imported(store, path)
        row = rows_of(store)["甲项目"]

        assert text_of(store, row, "responsible_unit") == lead
        assert text_of(store, row, "supporting_units") == others
        assert store.size(UNIT) == 27
        assert import_files(store, [path]).is_empty


def test_an_unknown_unit_is_added_in_the_same_action(tmp_path: Path) -> None:
    path = edited(workbook(tmp_path, project(1, "甲项目")), H4="区林业和草原局")
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = imported(store, path)

        assert [one.label for one in plan.added] == ["区林业和草原局", "甲项目"]
        assert text_of(store, rows_of(store)["甲项目"], "responsible_unit") == "区林业和草原局"
        assert store.view(UNIT, SEPTEMBER).rows()[-1].values["serial"] == 28
        store.undo()
        assert store.size(UNIT) == 27


def test_a_unit_proposed_as_the_same_can_be_added_as_new(tmp_path: Path) -> None:
    path = edited(workbook(tmp_path, project(1, "甲项目")), H4="卫健局")
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = import_files(store, [path])
        (question,) = plan.questions
        assert question.text == "责任单位“卫健局”未登记，是否即“区卫健局”？"

        other = replan(store, plan, plan.options.answered({question.id: "new"}))

        assert [one.label for one in other.added] == ["卫健局", "甲项目"]


def test_merged_units_and_texts_are_filled_down_amounts_are_not(tmp_path: Path) -> None:
    titles = (*TITLES, "存在问题")
    path = workbook(
        tmp_path, *[(*project(n, f"第{n}号项目"), "用地未完善") for n in (1, 2, 3)], titles=titles
    )
    book = openpyxl.load_workbook(path)
    for column in "EHI":
        book.worksheets[0].merge_cells(f"{column}4:{column}6")
    book.save(path)
    with a_store(tmp_path) as store:
        imported(store, path)
        rows = list(rows_of(store).values())

        assert [text_of(store, row, "responsible_unit") for row in rows] == ["区教育局"] * 3
        assert [row.values["problem"] for row in rows] == ["用地未完善"] * 3
        assert [row.values["annual_plan"] for row in rows] == [1000 * WAN, None, None]


def test_posts_of_leaders_with_blanks_and_several_in_a_cell(tmp_path: Path) -> None:
    titles, records = one_column(
        "挂点领导", "常务 副区长", "常务副区长、分管农业副区长", "常务副区长\n分管工业副区长"
    )
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, records[1], records[0], records[2], titles=titles))

        assert sorted(store.links().labels(LEADER.name).values()) == [
            "分管农业副区长",
            "分管工业副区长",
            "常务副区长",
        ]
        shown = {name: text_of(store, row, "leader") for name, row in rows_of(store).items()}
        assert shown["第1号项目"] == "常务副区长"
        assert shown["第2号项目"] == "常务副区长、分管农业副区长"


@pytest.mark.parametrize(
    ("cell", "code", "misfit"),
    [
        (" 2101-440204-48-01-000001 ", "2101-440204-48-01-000001", None),
        ("2101－440204－48－01－000001", "2101-440204-48-01-000001", None),
        (210144020448010001, None, "210144020448010001"),
        ("正在办理", None, "正在办理"),
    ],
)
def test_codes_with_blanks_signs_and_lost_digits(
    tmp_path: Path, cell: object, code: str | None, misfit: str | None
) -> None:
    path = edited(workbook(tmp_path, project(1, "甲项目")), C4=cell)
    with a_store(tmp_path) as store:
        imported(store, path)
        row = rows_of(store)["甲项目"]

        assert row.values["code"] == code
        if misfit is not None:
            assert row.marks["code"].misfit is not None
            assert row.marks["code"].reason in ("代码按数值保存，精度已丢失", "不是项目代码")


# 18–22: header pages, notes, comments, colours


def test_a_header_repeated_on_every_page_is_skipped(tmp_path: Path) -> None:
    page = ((TITLES[0], *TITLES[1:]),)
    rows = (
        project(1, "甲项目"),
        ("第 1 页 共 2 页",),
        ("浈江区2021年重点项目月度台账（1-9月）",),
        *page,
        project(2, "乙项目"),
    )
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, *rows))

        assert list(rows_of(store)) == ["甲项目", "乙项目"]
        assert plan.refused == []


def test_rows_of_hints_and_column_numbers_below_the_header_are_no_projects(tmp_path: Path) -> None:
    hints = (None, "（与批复名一致）", None, "（万元）", "（亿元）", "（万元）", None, None)
    numbers = (1, 2, 3, 4, 5, 6, 7, 8)
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, hints, numbers, project(1, "甲项目", None, 10000, 0.1)))

        (row,) = rows_of(store).values()
        assert row.values["name"] == "甲项目"
        assert row.values["annual_plan"] == 1000 * WAN


def test_comments_stay_as_notes(tmp_path: Path) -> None:
    path = workbook(tmp_path, project(1, "甲项目"))
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["F4"].comment = Comment("电话核实：含设备", "科员")
    book.save(path)
    with a_store(tmp_path) as store:
        imported(store, path)

        assert "电话核实：含设备" in str(rows_of(store)["甲项目"].marks["invested_to_date"].note)
        assert import_files(store, [path]).is_empty


def test_red_and_struck_cells_keep_their_colour(tmp_path: Path) -> None:
    path = workbook(tmp_path, project(1, "甲项目"), project(2, "乙项目"))
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["F4"].font = Font(color="FFFF0000")
    book.worksheets[0]["B5"].font = Font(strike=True)
    book.save(path)
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        rows = rows_of(store)

        assert rows["甲项目"].marks["invested_to_date"].colour == "red"
        assert rows["乙项目"].marks["name"].colour == "strike"
        (question,) = plan.questions
        assert question.kind == "leaving"
        assert rows["乙项目"].values["register_state"] == "在册"

        left = replan(store, plan, plan.options.answered({question.id: "调出"}))

        assert [(one.title, one.after) for one in left.changes] == [("在册状态", "调出")]


# 23–28: empty rows, sheet and file names


def test_a_thousand_formatted_empty_rows_are_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path, project(1, "甲项目"))
    book = openpyxl.load_workbook(path)
    for row in range(5, 1005):
        book.worksheets[0].cell(row, 2).font = Font(bold=True)
    book.save(path)
    with a_store(tmp_path) as store:
        plan = imported(store, path)

        assert len(rows_of(store)) == 1
        assert plan.refused == []


@pytest.mark.parametrize(
    ("sheet", "name", "title"),
    [
        ("9月 (2)", "2021年重点项目台账.xlsx", "浈江区重点项目月度台账"),
        ("Sheet1", "附件2：2021年重点项目台账（教育局）1-9月(1).xlsx", "浈江区重点项目月度台账"),
        ("Sheet1", "台账.xlsx", "浈江区重点项目台账（截至2021年9月底）"),
        ("Sheet1", "台账.xlsx", "浈江区2021年前三季度重点项目台账"),
    ],
)
def test_the_period_is_found_wherever_it_stands(tmp_path: Path, sheet: str, name: str, title: str) -> None:
    titles = [text.replace("1-9月", "").replace("2021年", "年度") for text in TITLES]
    path = workbook(tmp_path, project(1, "甲项目"), titles=titles, title=title, sheet=sheet, name=name)

    (table,) = inspect(path).tables

    assert table.facts.month == SEPTEMBER


def test_csv_in_gbk_goes_in(tmp_path: Path) -> None:
    lines = [
        "浈江区2021年重点项目月度台账（1-9月）",
        "单位：万元",
        ",".join(TITLES),
        '1,甲项目,,"10,000",1000,750,主体,区教育局',
    ]
    path = tmp_path / "台账.csv"
    path.write_bytes("\r\n".join(lines).encode("gbk"))
    with a_store(tmp_path) as store:
        imported(store, path)

        assert rows_of(store)["甲项目"].values["total_investment"] == 10000 * WAN


# 30–35


def test_last_periods_form_goes_into_its_own_month(tmp_path: Path) -> None:
    path = workbook(tmp_path, project(1, "甲项目"), title="浈江区2021年重点项目（1-8月）", sheet="8月")
    with a_store(tmp_path) as store:
        plan = imported(store, path, month=SEPTEMBER)

        assert plan.tables[0].month == Month(2021, 8)
        assert plan.questions[0].kind == "period"
        assert any("写的是2021年1—8月" in notice for notice in plan.tables[0].notices)


def test_a_title_not_brought_up_to_date_is_told(tmp_path: Path) -> None:
    titles = [text.replace("1-9月累计", "1-8月累计") for text in TITLES]
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, project(1, "甲项目"), titles=titles))

        assert rows_of(store)["甲项目"].values["invested_to_date"] == 750 * WAN
        assert any("与报告期2021年1—9月不同" in notice for notice in plan.tables[0].notices)


def test_a_row_put_in_without_a_number_goes_in(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        imported(
            store,
            workbook(
                tmp_path, project(1, "甲项目"), (None, *project(2, "插入项目")[1:]), project(2, "乙项目")
            ),
        )

        assert set(rows_of(store)) == {"甲项目", "插入项目", "乙项目"}
        assert rows_of(store)["插入项目"].values["serial"] is None


@pytest.mark.parametrize("words", ["无", "无更新", "同上期"])
def test_no_news_in_a_progress_cell_is_kept_as_reported(tmp_path: Path, words: str) -> None:
    path = edited(workbook(tmp_path, project(1, "甲项目")), G4=words)
    with a_store(tmp_path) as store:
        imported(store, path)
        row = rows_of(store)["甲项目"]

        assert row.values["physical_progress"] == words
        assert row.reported


def test_the_unit_of_money_may_stand_in_the_footer_only(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, project(1, "甲项目", None, 1.2), above=(), below=((None, "注：金额单位：亿元"),)
    )
    with a_store(tmp_path) as store:
        plan = imported(store, path)

        assert rows_of(store)["甲项目"].values["total_investment"] == 12000 * WAN
        assert "本表单位为亿元，已按 1 亿元＝10,000 万元换算。" in plan.tables[0].notices


def test_a_column_may_have_a_unit_of_its_own(tmp_path: Path) -> None:
    titles = [text.replace("总投资", "总投资（亿元）") for text in TITLES]
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, project(1, "甲项目", None, 1.2, 1000), titles=titles))

        row = rows_of(store)["甲项目"]
        assert (row.values["total_investment"], row.values["annual_plan"]) == (12000 * WAN, 1000 * WAN)
        assert "各列金额单位不同，已分别换算。" in plan.tables[0].notices


def test_of_two_tables_on_a_sheet_the_ledger_is_taken_and_the_other_named(tmp_path: Path) -> None:
    below = (
        (None,),
        ("各镇办情况汇总表",),
        ("镇办", "项目个数", "总投资"),
        ("新韶镇", 5, 1000),
    )
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, project(1, "甲项目"), below=below))

        assert list(rows_of(store)) == ["甲项目"]
        assert any("行起是另一个表，未导入" in notice for notice in plan.tables[0].notices)


def test_of_two_tables_side_by_side_the_ledger_is_taken(tmp_path: Path) -> None:
    titles = (*TITLES, None, "序号", "项目名称", "备注")
    with a_store(tmp_path) as store:
        plan = imported(
            store, workbook(tmp_path, (*project(1, "甲项目"), None, 1, "别的项目", "略"), titles=titles)
        )

        assert list(rows_of(store)) == ["甲项目"]
        assert any("同表另有“序号—备注”" in notice for notice in plan.tables[0].notices)


# domain §3.2


def test_header_words_broken_over_rows_and_lines_are_joined(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    fill(
        sheet,
        [
            ("附件1",),
            ("浈江区2021年重点项目月度台账",),
            ("填报单位（盖章）：浈江区发展和改革局",),
            (
                "序号",
                "项 目\n名 称",
                "建设起",
                "总投资　(万元)",
                "2021年1-9月完成情况",
                None,
                "责任单位",
                None,
            ),
            (None, None, "止年限", None, "累计完成投资", "形象进度", "单位", "责任人"),
            (1, "甲项目", "2009-2011", 100, 50, "完工", "区教育局", "股长"),
        ],
    )
    for area in ("E4:F4", "G4:H4", "A4:A5", "B4:B5", "D4:D5"):
        sheet.merge_cells(area)
    path = tmp_path / "表.xlsx"
    book.save(path)
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        row = rows_of(store)["甲项目"]

        assert plan.tables[0].month == SEPTEMBER
        assert row.values["construction_period"] == "2009-2011"
        assert (row.values["total_investment"], row.values["invested_to_date"]) == (100 * WAN, 50 * WAN)
        assert text_of(store, row, "responsible_unit") == "区教育局"
        assert any("未识别的列：" in notice for notice in plan.tables[0].notices)


def test_columns_in_any_order_and_unknown_ones_are_told(tmp_path: Path) -> None:
    titles = ("备注2", *reversed(TITLES), "微信")
    record = ("某", *reversed(project(1, "甲项目")), "某")
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, record, titles=titles))

        assert rows_of(store)["甲项目"].values["invested_to_date"] == 750 * WAN
        assert "未识别的列：备注2、微信。未导入，可指定对应列。" in plan.tables[0].notices


@pytest.mark.parametrize(
    ("group", "field", "value"),
    [
        ("一、产业（1项）", "sector", "产业"),
        ("（一）在建（1项）", "nature", "续建"),
        ("【预备】(1个)", "nature", "前期预备"),
        ("Ⅰ、交通（1项）", "sector", "交通"),
        ("——铁路", "sector", "铁路"),
        ("新开工项目", "nature", "新开工"),
        ("二、市本级（1项）", "sector", None),
    ],
)
def test_groups_say_something_of_their_rows(
    tmp_path: Path, group: str, field: str, value: str | None
) -> None:
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, (None, group), project(1, "甲项目")))

        assert list(rows_of(store)) == ["甲项目"]
        assert rows_of(store)["甲项目"].values[field] == value


def test_a_text_with_a_count_in_a_projects_row_is_no_group(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        imported(
            store, workbook(tmp_path, (None, "村级公路（5个行政村）", None, 100, 10, 5, "施工", "区教育局"))
        )

        assert list(rows_of(store)) == ["村级公路（5个行政村）"]


def test_serial_numbers_with_marks_are_read(tmp_path: Path) -> None:
    cells = ("1●", "2、", "（3）", 4.0, "5.0")
    rows = [(cell, *project(n, f"第{n}号项目")[1:]) for n, cell in enumerate(cells, 1)]
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, *rows))

        assert [row.values["serial"] for row in rows_of(store).values()] == [1, 2, 3, 4, 5]


def test_errors_and_formulas_without_result_are_marked_not_empty(tmp_path: Path) -> None:
    path = edited(workbook(tmp_path, project(1, "甲项目")), D4="#REF!", E4="=F4*2")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D4"].data_type = "e"
    book.save(path)
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        row = rows_of(store)["甲项目"]

        assert row.marks["total_investment"].misfit == "#REF!"
        assert row.marks["annual_plan"].misfit is not None
        assert len(plan.refused) == 2


def test_new_build_in_a_column_of_nature_is_newly_begun(tmp_path: Path) -> None:
    titles, records = one_column("建设性质", "续建", "新建")
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, *records, titles=titles))

        assert [row.values["nature"] for row in rows_of(store).values()] == ["续建", "新开工"]


def test_example_rows_and_rows_without_a_name_are_refused_with_reason(tmp_path: Path) -> None:
    rows = (project(1, "演示项目"), project(2, "甲项目"), (3, None, None, 5, 5, 5, "施工", "区教育局"))
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, *rows))

        assert list(rows_of(store)) == ["甲项目"]
        assert [(one.row, one.reason) for one in plan.refused_rows] == [(4, "示例行"), (6, "没有名称")]
        assert plan.message.startswith("已导入：新增 1 项")
        assert "未导入 2 行" in plan.message


def test_notes_and_signatures_are_no_projects(tmp_path: Path) -> None:
    below = (
        ("注：1.标★为省重点项目。",),
        ("2.未统计入库项目不纳入统计。",),
        (None, "填报人：", None, "审核人：", None, "联系电话："),
    )
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, project(1, "甲项目"), below=below))

        assert list(rows_of(store)) == ["甲项目"]
        assert plan.refused == []


def test_an_empty_cell_keeps_the_old_value_unless_clearing_is_chosen(tmp_path: Path) -> None:
    full = workbook(tmp_path, project(1, "甲项目"))
    empty = edited(workbook(tmp_path, project(1, "甲项目"), name="空.xlsx"), E4=None)
    with a_store(tmp_path) as store:
        imported(store, full)

        assert import_files(store, [empty]).is_empty
        imported(store, empty, clear_empty=True)

        assert rows_of(store)["甲项目"].values["annual_plan"] is None


def test_amounts_of_the_month_alone_become_the_cumulative(tmp_path: Path) -> None:
    august = workbook(
        tmp_path, project(1, "甲项目"), title="2021年重点项目（1-8月）", sheet="8月", name="8.xlsx"
    )
    titles = [text.replace("1-9月累计完成投资（纳统）", "9月当月完成投资") for text in TITLES]
    september = edited(workbook(tmp_path, project(1, "甲项目"), titles=titles), F4=50)
    with a_store(tmp_path) as store:
        imported(store, august)
        imported(store, september)

        assert rows_of(store)["甲项目"].values["invested_to_date"] == 800 * WAN
        assert import_files(store, [september]).is_empty


def test_a_column_without_cumulative_but_of_all_months_is_the_cumulative(tmp_path: Path) -> None:
    titles = [text.replace("1-9月累计完成投资（纳统）", "1-9月完成投资") for text in TITLES]
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, project(1, "甲项目"), titles=titles))

        assert rows_of(store)["甲项目"].values["invested_to_date"] == 750 * WAN


def test_next_years_plan_is_not_taken_for_this_years(tmp_path: Path) -> None:
    titles = (*TITLES, "2022年计划投资")
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, (*project(1, "甲项目"), 5000), titles=titles))

        assert rows_of(store)["甲项目"].values["annual_plan"] == 1000 * WAN
        assert any("标题中的年份与报告期" in notice for notice in plan.tables[0].notices)


def test_a_wide_sheet_keeps_addresses_right(tmp_path: Path) -> None:
    titles = (*[f"列{n}" for n in range(30)], *TITLES)
    path = edited(
        workbook(tmp_path, (*[None] * 30, *project(1, "甲项目")), titles=titles),
        **{f"{get_column_letter(35)}4": "约5000"},
    )
    with a_store(tmp_path) as store:
        plan = import_files(store, [path], ledger=KEY_PROJECT, sheet="1-9月")

        assert plan.refused[0].place.address == "AI4"


def test_units_named_before_the_list_of_units_came_are_found_by_their_short_names(tmp_path: Path) -> None:
    path = edited(workbook(tmp_path, project(1, "甲项目"), project(2, "乙项目")), H5="区卫健局")
    with a_store(tmp_path) as store:
        imported(store, path)
        assert store.size(UNIT) == 2
        imported(store, UNITS)

        assert store.size(UNIT) == 27
        rows = {row.values["short_name"]: row for row in store.view(UNIT, SEPTEMBER).rows()}
        assert rows["区卫健局"].values["name"] == "浈江区卫生健康局"
        assert rows["区卫健局"].values["former_names"] is None
        assert import_files(store, [UNITS]).is_empty


def test_a_name_too_long_to_be_one_refuses_its_row(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        plan = imported(store, workbook(tmp_path, project(1, "长" * 101), project(2, "乙项目")))

        assert list(rows_of(store)) == ["乙项目"]
        assert [one.reason for one in plan.refused_rows] == ["名称超过 100 字"]


# 26, 28, 29: a docx table, macros, a stamp over cells


def test_a_docx_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "反馈表.docx"
    path.write_bytes(package({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}))
    with a_store(tmp_path) as store, pytest.raises(UserError, match="Word"):
        import_files(store, [path])


def test_a_workbook_with_macros_gives_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "9月台账.xlsm"
    with (
        zipfile.ZipFile(workbook(tmp_path, project(1, "甲项目"))) as source,
        zipfile.ZipFile(path, "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml"))
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    with a_store(tmp_path) as store:
        imported(store, path)
        assert list(rows_of(store)) == ["甲项目"]


def test_a_stamp_lying_over_cells_hides_nothing(tmp_path: Path) -> None:
    from openpyxl.drawing.image import Image

    path = workbook(tmp_path, project(1, "甲项目"), project(2, "乙项目"))
    book = openpyxl.load_workbook(path)
    stamp = tmp_path / "章.png"
    stamp.write_bytes(base64.b64decode(_PIXEL))
    book.worksheets[0].add_image(Image(str(stamp)), "B5")
    book.save(path)
    with a_store(tmp_path) as store:
        imported(store, path)
        assert list(rows_of(store)) == ["甲项目", "乙项目"]


_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
