"""The bureau's own workbooks: each is known by its content alone, goes in whole, and again changes nothing."""

from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from fgj_desktop.exchange.importer import apply, import_files, inspect
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.period import Month
from fgj_desktop.resources import resource_path
from fgj_desktop.store.store import Store
from tests.exchange.importing import SEPTEMBER, UNITS, a_store, imported

YUAN, WAN, YI = 100, 1_000_000, 10_000_000_000
BOOKS = {
    "application": ("2022年省市重点项目申报表.xlsx", 46),
    "bond_project": ("专项债券已发行项目2021年9月.xlsx", 9),
    "bond_reserve": ("专项债储备项目台账2022年.xls", 27),
    "fixed_asset_investment": ("固定资产投资月报2021年9月.xlsx", 4),
    "key_project": ("重点项目月度台账2021年.xlsx", 48),
    "responsible_unit": ("责任单位一览表.xlsx", 27),
    "safety_inspection": ("安全生产检查台账2021年.xlsx", 17),
    "statistics_project": ("固定资产投资在库项目2021年9月.xlsx", 82),
    "urban_task": ("新型城镇化任务清单台账2021年8月.xlsx", 13),
}


def book(ledger: str) -> Path:
    return resource_path("sample") / BOOKS[ledger][0]


def values(store: Store, ledger: str, *names: str, month: Month = SEPTEMBER) -> list[tuple[object, ...]]:
    rows = store.view(ledger_named(ledger), month).rows()
    return [tuple(row.values[name] for name in names) for row in rows]


@pytest.mark.parametrize("ledger", BOOKS)
def test_a_workbook_of_another_name_is_still_its_own_ledger(ledger: str, tmp_path: Path) -> None:
    path = tmp_path / f"新建{book(ledger).suffix}"
    shutil.copy(book(ledger), path)

    assert {table.ledger.name for table in inspect(path).tables if table.ledger} == {ledger}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_workbooks_saved_by_another_program_are_read_alike(ending: str, tmp_path: Path) -> None:
    names = [resource_path("sample") / name for name, _ in BOOKS.values()]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path)]
    subprocess.run([*convert, *map(str, names)], check=True, capture_output=True, timeout=120)

    for ledger, (name, count) in BOOKS.items():
        with a_store(tmp_path, f"{ledger}-{ending}") as store:
            plan = imported(store, (tmp_path / name).with_suffix(f".{ending}"))
            assert {one.ledger.name for one in plan.tables if one.ledger} == {ledger}
            assert (len(plan.listed), plan.refused) == (count, [])


@pytest.mark.parametrize("ledger", BOOKS)
def test_every_row_goes_in_and_again_changes_nothing(ledger: str, tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        if ledger != "responsible_unit":
            imported(store, UNITS)
        dry = import_files(store, [book(ledger)])
        plan = apply(store, dry).plan

        assert plan is dry
        assert (len(plan.listed), plan.refused, plan.absent) == (BOOKS[ledger][1], [], [])
        assert [one.message for one in plan.reconciliations if not one.agrees] == []
        assert not [text for one in plan.tables for text in one.notices if "未识别" in text]
        assert import_files(store, [book(ledger)]).message == "没有变化：这份表与台账完全一致。"


def test_applications_of_province_and_city_stand_apart(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = imported(store, book("application"))
        found = values(store, "application", "level", "kind", "plan_year", "total_investment", "annual_plan")

    sums: dict[tuple[object, object], list[int]] = {}
    for level, kind, _, total, plan_amount in found:
        one = sums.setdefault((level, kind), [0, 0, 0])
        one[0] += 1
        one[1] += int(str(total))
        one[2] += int(str(plan_amount or 0))
    assert sums == {
        ("省", "正式项目"): [5, 5839 * YI // 100, 1568 * YI // 100],
        ("省", "前期预备项目"): [8, 32070 * YI // 100, 0],
        ("市", "正式项目"): [14, 9022 * YI // 100, 2171 * YI // 100],
        ("市", "前期预备项目"): [19, 36126 * YI // 100, 0],
    }
    assert {year for _, _, year, _, _ in found} == {2022}
    assert sum(one.is_count and one.agrees for one in plan.reconciliations) == 4


def test_one_project_in_both_lists_is_two_applications(tmp_path: Path) -> None:
    path = tmp_path / "申报.xlsx"
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for sheet, amount in (("省重点", 2), ("市重点", 3)):
        rows = made.create_sheet(sheet)
        rows.append([f"浈江区拟申报列入2022年{sheet}建设项目计划表"])
        rows.append([None, None, None, "单位：亿元"])
        rows.append(["序号", "项目名称", "类别", "总投资（估算）"])
        rows.append([1, "同一个项目", "正式项目", amount])
        rows.append([2, "另一个项目", "正式项目", amount])
    made.save(path)
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        found = values(store, "application", "name", "level", "total_investment")
        assert plan.questions == []
        assert import_files(store, [path]).is_empty
        made.remove(made["省重点"])
        made.save(path)
        only_city = import_files(store, [path])

    assert sorted(found) == sorted(
        (name, level, amount * YI)
        for name in ("同一个项目", "另一个项目")
        for level, amount in (("省", 2), ("市", 3))
    )
    assert (only_city.message, only_city.absent) == ("没有变化：这份表与台账完全一致。", [])


def test_lists_under_each_other_in_one_sheet_stand_apart_too(tmp_path: Path) -> None:
    path = tmp_path / "申报.xlsx"
    made = openpyxl.Workbook()
    rows = made.worksheets[0]
    rows.append(["浈江区拟申报列入2022年重点建设项目计划表（单位：亿元）"])
    rows.append(["序号", "项目名称", "类别", "总投资（估算）"])
    for number, (level, amount) in enumerate((("省重点", 2), ("市重点", 3)), 1):
        rows.append([None, f"{'一二'[number - 1]}、{level}项目（1项）", None, amount])
        rows.append([number, "同一个项目", "正式项目", amount])
    made.save(path)
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        found = values(store, "application", "level", "total_investment")
        assert import_files(store, [path]).is_empty

    assert sorted(map(str, found)) == sorted(map(str, [("省", 2 * YI), ("市", 3 * YI)]))
    assert all(one.agrees for one in plan.reconciliations)


def test_inspections_of_one_place_are_told_apart_by_their_day(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        imported(store, book("safety_inspection"))
        days = sorted(
            str(day)
            for name, day in values(store, "safety_inspection", "name", "inspected_on")
            if name == "成品粮油加工储备库"
        )

    assert days == ["2021-04-08", "2021-06-30", "2021-07-12", "2021-08-30"]


def test_two_visits_on_one_day_are_two_a_row_given_twice_is_one(tmp_path: Path) -> None:
    path = tmp_path / "检查.xlsx"
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["安全生产检查台账（2021年1-9月）"])
    sheet.append(["序号", "检查日期", "检查类型", "被检查单位", "发现隐患（处）"])
    sheet.append([1, "2021.3.9", "日常检查", "花坪镇加油站", 0])
    sheet.append([2, datetime.datetime(2021, 3, 9), "联合整治", "花坪镇加油站", 2])
    sheet.append([3, "2021年3月9日", "联合整治", "花坪镇加油站", 2])
    made.save(path)
    with a_store(tmp_path) as store:
        plan = imported(store, path)
        kinds = values(store, "safety_inspection", "kind", "hazards")
        assert import_files(store, [path]).is_empty

    assert sorted(map(str, kinds)) == ["('日常检查', 0)", "('联合整治', 2)"]
    assert any("只计一次" in text for text in plan.notices)


def test_of_two_visits_on_one_day_each_keeps_its_own_when_one_row_goes(tmp_path: Path) -> None:
    path = tmp_path / "检查.xlsx"
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["安全生产检查台账（2021年1-9月）"])
    sheet.append(["序号", "检查日期", "检查类型", "被检查单位", "发现隐患（处）"])
    sheet.append([1, "2021.3.9", "日常检查", "花坪镇加油站", 0])
    sheet.append([2, "2021.3.9", "联合整治", "花坪镇加油站", 2])
    made.save(path)
    with a_store(tmp_path) as store:
        imported(store, path)
        sheet.delete_rows(3)
        sheet["A3"] = 2
        made.save(path)
        plan = import_files(store, [path])

    assert (plan.is_empty, [one.label for one in plan.absent]) == (True, ["花坪镇加油站"])


def test_names_of_several_units_together_are_kept_and_no_unit_is_made_of_them(tmp_path: Path) -> None:
    path = tmp_path / "宣传.xlsx"
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["安全生产宣传演练台账（2021年1-9月）"])
    sheet.append(["序号", "日期", "活动类型", "活动内容", "宣传资料（份）", "覆盖镇办"])
    for number, towns in enumerate(("新韶镇、乐园镇", "各镇办", "领导小组成员单位", 5.5), 1):
        sheet.append([number, f"2021.6.{number}", "集中宣传", f"活动{number}", 100, towns])
    made.save(path)
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = imported(store, path)
        rows = store.view(ledger_named("publicity"), SEPTEMBER).rows()

    assert plan.named == []
    assert [row.marks["towns"].misfit for row in rows[1:]] == ["各镇办", "领导小组成员单位", "5.5"]
    assert [one.place.text for one in plan.refused] == ["Sheet!F4", "Sheet!F5", "Sheet!F6"]
    assert "“各镇办”是统称，不是一个单位" in plan.refused[0].message


def test_one_problem_of_two_projects_is_two_problems(tmp_path: Path) -> None:
    path = tmp_path / "问题.xlsx"
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["浈江区2021年重点项目存在问题清单"])
    sheet.append(["序号", "问题描述", "重点项目", "解决层级"])
    for number, project in enumerate(("新韶镇农贸批发市场升级项目", "犁市镇美丽乡村示范片项目"), 1):
        sheet.append([number, "用地手续未完善", project, "区级"])
    made.save(path)
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        imported(store, book("key_project"))
        plan = imported(store, path)
        assert import_files(store, [path]).is_empty

    assert (len(plan.listed), plan.refused, plan.notices) == (2, [], [])


def test_amounts_in_yuan_and_the_year_beside_the_month(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        imported(store, UNITS)
        plan = imported(store, book("bond_project"))
        found = values(store, "bond_project", "name", "bond_year", "paid")

    assert [one.month for one in plan.tables] == [SEPTEMBER]
    assert ("浈江区老旧小区改造（一期）项目", 2020, 3_572_543_129) in found
