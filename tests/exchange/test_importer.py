from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import openpyxl
import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.exchange.importer import apply, import_files, inspect, replan
from fgj_desktop.exchange.worker import Job
from fgj_desktop.ledgers.period import Month
from tests.exchange.importing import (
    BOND_RESERVE,
    BONDS,
    KEY_PROJECT,
    MONTHLY,
    SEPTEMBER,
    TITLES,
    UNIT,
    UNITS,
    WAN,
    a_store,
    imported,
    project,
    rows_of,
    text_of,
    workbook,
)

SAMPLES = (MONTHLY, BONDS, UNITS)
YI = 10_000 * WAN


def test_the_samples_give_the_figures_of_the_third_quarter(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        imported(store, *SAMPLES, month=SEPTEMBER)

        september = store.view(KEY_PROJECT, SEPTEMBER).totals()
        assert (september[""], september["annual_plan"], september["invested_to_date"]) == (
            48,
            480_300 * WAN,
            202_400 * WAN,
        )
        assert store.view(KEY_PROJECT, Month(2021, 8)).totals()[""] == 47
        assert store.view(KEY_PROJECT, Month(2021, 6)).totals()["invested_to_date"] == 109_626 * WAN
        bonds = store.view(BOND_RESERVE, SEPTEMBER).totals()
        assert (bonds[""], bonds["total_investment"], bonds["bond_gap"]) == (27, 68 * YI, 20 * YI)


def test_the_samples_keep_marks_units_and_facts(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        plan = imported(store, *SAMPLES, month=SEPTEMBER)
        rows = rows_of(store)

        levels = store.view(KEY_PROJECT, SEPTEMBER).counts("level")
        assert levels == {"区": 37, "市、区": 8, "省、市、区": 3}
        assert store.view(KEY_PROJECT, SEPTEMBER).counts("sector") == {
            "产业": 9,
            "基础设施": 18,
            "民生": 12,
            "农林水利": 9,
        }
        assert rows["正威新材料科技示范城项目"].values["register_state"] == "调入"
        assert "正威新材料科技示范城项目" not in rows_of(store, Month(2021, 8))
        assert rows["正威新材料科技示范城项目"].marks["invested_to_date"].dash
        assert rows["十里亭镇农贸批发市场升级项目"].marks["problem"].note == "电话核实：预计10月底解决"
        two_units = rows["花坪镇老旧小区改造工程"]
        assert text_of(store, two_units, "responsible_unit") == "区住建管理局"
        assert text_of(store, two_units, "supporting_units") == "区财政局"
        assert [row.values["serial"] for row in store.view(KEY_PROJECT, SEPTEMBER).rows()] == [*range(1, 49)]
        assert store.view(UNIT, SEPTEMBER).totals()[""] == 27
        assert len(store.links().labels("leader")) == 5
        assert {row.values["reserve_year"] for row in store.view(BOND_RESERVE, SEPTEMBER).rows()} == {2022}
        assert all(one.agrees for one in plan.reconciliations)
        assert not plan.refused


def test_importing_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        imported(store, *SAMPLES, month=SEPTEMBER)
        actions = store.action_count()

        plan = imported(store, *SAMPLES, month=SEPTEMBER)

        assert plan.message == "没有变化：这份表与台账完全一致。"
        assert store.action_count() == actions


def test_one_changed_figure_is_one_changed_cell(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(MONTHLY)
    book["1-9月"]["L7"] = 13_900
    copy = tmp_path / "改过一格.xlsx"
    book.save(copy)
    with a_store(tmp_path) as store:
        imported(store, *SAMPLES, month=SEPTEMBER)

        plan = import_files(store, [copy])

        assert [(one.label, one.before, one.after, one.place.text) for one in plan.changes] == [
            ("烟叶复烤技改项目", "13,871", "13,900", "1-9月!L7")
        ]
        assert plan.changes[0].replaces
        assert plan.added == []


def test_one_undo_takes_the_whole_import_back(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        imported(store, *SAMPLES, month=SEPTEMBER)

        change = store.undo()

        assert change is not None
        assert change.label == "导入《重点项目月度台账2021年》等 3 个文件"
        assert all(store.size(ledger) == 0 for ledger in (KEY_PROJECT, BOND_RESERVE, UNIT))
        store.redo()
        assert store.view(KEY_PROJECT, SEPTEMBER).totals()[""] == 48


def test_planning_writes_nothing(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        plan = import_files(store, SAMPLES, month=SEPTEMBER)

        assert len(plan.added) == 27 + 5 + 48 + 27
        assert store.action_count() == 0
        assert store.size(KEY_PROJECT) == 0
        assert store.links().labels("leader") == {}


def test_months_given_as_files_in_any_order_go_in_oldest_first(tmp_path: Path) -> None:
    august = workbook(
        tmp_path, project(1, "甲项目"), title="2021年重点项目（1-8月）", sheet="8月", name="b.xlsx"
    )
    september = workbook(tmp_path, project(1, "甲项目"), project(2, "乙项目"), name="a.xlsx")
    with a_store(tmp_path) as store:
        imported(store, september, august)

        assert rows_of(store)["甲项目"].values["register_state"] == "在册"
        assert rows_of(store)["乙项目"].values["register_state"] == "调入"
        assert list(rows_of(store, Month(2021, 8))) == ["甲项目"]


def test_an_earlier_month_imported_later_finds_its_projects(tmp_path: Path) -> None:
    august = workbook(
        tmp_path, project(1, "甲项目"), title="2021年重点项目（1-8月）", sheet="8月", name="b.xlsx"
    )
    september = workbook(tmp_path, project(1, "甲项目"), project(2, "乙项目"))
    with a_store(tmp_path) as store:
        imported(store, september)
        plan = imported(store, august)

        assert plan.added == []
        assert list(rows_of(store, Month(2021, 8))) == ["甲项目"]
        assert len(rows_of(store)) == 2


def test_a_file_says_what_it_is_before_anything_is_done() -> None:
    assert inspect(MONTHLY).text == "《重点项目月度台账》 2021年1—9月，48 项，单位万元；共 8 张表"
    assert inspect(BONDS).text == "《地方政府专项债券储备项目台账》，27 个，单位亿元"
    assert inspect(UNITS).text.endswith("27 个")
    issued = MONTHLY.with_name("专项债券已发行项目2021年9月.xlsx")
    assert inspect(issued).text.startswith("《专项债券项目资金支付和实物工作量情况表》 2021年1—9月，9 个")


def test_what_was_read_can_travel_between_processes() -> None:
    inspection = inspect(MONTHLY)

    assert pickle.loads(pickle.dumps(inspection)).text == inspection.text


def test_a_table_of_another_kind_is_refused_in_words(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, project(1, "甲"), title="浈江区拟申报列入2022年省重点建设项目计划表", sheet="省重点"
    )
    with a_store(tmp_path) as store, pytest.raises(UserError, match="省市重点申报"):
        import_files(store, [path], KEY_PROJECT)


def test_a_sheet_without_header_is_refused_in_words(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("随便", "写写"), titles=("甲", "乙"), sheet="汇总")
    with a_store(tmp_path) as store, pytest.raises(UserError, match="没有找到表头"):
        import_files(store, [path])


def test_an_unreadable_sheet_beside_a_good_one_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, project(1, "甲项目"))
    book = openpyxl.load_workbook(path)
    book.create_sheet("勿动").append(["缓存", 1])
    book.save(path)
    with a_store(tmp_path) as store:
        plan = imported(store, path)

    skipped = {one.sheet: one.skipped for one in plan.tables if one.skipped}
    assert skipped == {"勿动": "没有找到表头：前 20 行内没有“项目名称”等列名"}


def test_a_plan_made_before_another_change_is_made_anew(tmp_path: Path) -> None:
    path = workbook(tmp_path, project(1, "甲项目"))
    with a_store(tmp_path) as store:
        plan = import_files(store, [path])
        imported(store, path)

        result = apply(store, plan)

        assert result.change is None
        assert len(rows_of(store)) == 1


def test_a_period_that_differs_from_the_callers_is_asked_about(tmp_path: Path) -> None:
    path = workbook(tmp_path, project(1, "甲项目"))
    with a_store(tmp_path) as store:
        plan = import_files(store, [path], month=Month(2021, 10))
        (question,) = plan.questions
        assert question.kind == "period"
        assert plan.tables[0].month == SEPTEMBER

        other = replan(store, plan, plan.options.answered({question.id: "2021-10"}))

        assert other.tables[0].month == Month(2021, 10)
        assert other.open_questions == []


def test_a_second_copy_of_a_month_in_one_file_is_asked_about(tmp_path: Path) -> None:
    path = workbook(tmp_path, project(1, "甲项目"), project(2, "乙项目"))
    book = openpyxl.load_workbook(path)
    copy = book.copy_worksheet(book["1-9月"])
    copy.title = "1-9月 (2)"
    copy["F4"] = 800
    book.save(path)
    with a_store(tmp_path) as store:
        plan = import_files(store, [path])

        (question,) = plan.questions
        assert question.kind == "sheet"
        assert [one.sheet for one in plan.tables if not one.skipped] == ["1-9月 (2)"]


def test_the_original_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    shutil.copy(MONTHLY, path)
    before = path.read_bytes()
    with a_store(tmp_path) as store:
        imported(store, path)

    assert path.read_bytes() == before


def test_reverting_an_import_keeps_what_was_edited_since(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        imported(store, workbook(tmp_path, project(1, "甲项目"), project(2, "乙项目")))
        later = workbook(
            tmp_path, project(1, "甲项目", None, 20000, 2000), project(2, "乙项目"), name="再.xlsx"
        )
        imported(store, later)
        row = rows_of(store)["甲项目"]
        with store.action("修改 1 个单元格") as writes:
            writes.set(KEY_PROJECT, row.id, "annual_plan", SEPTEMBER, 3000 * WAN)

        revert = store.revert(store.history(2)[-1].id)

        assert len(revert.kept) == 1
        after = rows_of(store)["甲项目"].values
        assert (after["annual_plan"], after["total_investment"]) == (3000 * WAN, 10000 * WAN)


def test_a_file_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    job = Job(inspect, workbook(tmp_path, project(1, "甲项目")))
    job.start()

    assert job.result().text == "《重点项目月度台账》 2021年1—9月，1 项，单位万元"


def test_an_older_sheet_fills_gaps_and_takes_nothing_back(tmp_path: Path) -> None:
    september = workbook(tmp_path, project(1, "甲项目", None, 20000, 2000))
    august = workbook(
        tmp_path, project(1, "甲项目"), title="2021年重点项目（1-8月）", sheet="8月", name="8.xlsx"
    )
    with a_store(tmp_path) as store:
        imported(store, september)
        plan = imported(store, august)

        row = rows_of(store)["甲项目"].values
        assert (row["annual_plan"], row["code"]) == (2000 * WAN, "2101-440204-48-01-000001")
        assert rows_of(store, Month(2021, 8))["甲项目"].values["invested_to_date"] == 750 * WAN
        assert any("以较新一期为准，未改" in notice for notice in plan.notices)


def test_a_plan_stated_anew_by_a_later_month_holds_from_that_month_on(tmp_path: Path) -> None:
    june = Month(2021, 6)

    def row(plan: int, invested: int) -> list[object]:
        return [
            1,
            "乐园镇供水管网改造",
            "2101-440204-48-03-786889",
            9000,
            plan,
            invested,
            "主体施工",
            "区水务局",
        ]

    titles = list(TITLES)
    titles[5] = "1-6月累计完成投资（纳统）"
    first = workbook(
        tmp_path,
        row(1000, 300),
        titles=titles,
        title="浈江区2021年重点项目月度台账（1-6月）",
        sheet="1-6月",
        name="6月.xlsx",
    )
    second = workbook(tmp_path, row(800, 500), name="9月.xlsx")
    with a_store(tmp_path) as store:
        apply(store, import_files(store, [first]))
        plan = import_files(store, [second])
        assert [(one.field, one.after_value) for one in plan.replaced] == []
        assert ("adjusted_plan", 800 * WAN) in [(one.field, one.after_value) for one in plan.changes]
        apply(store, plan)
        totals = {month: store.view(KEY_PROJECT, month).totals() for month in (june, june.next, SEPTEMBER)}
        assert [one["current_plan"] for one in totals.values()] == [1000 * WAN, 1000 * WAN, 800 * WAN]
        assert totals[SEPTEMBER]["annual_plan"] == 1000 * WAN
        assert import_files(store, [second]).is_empty
        assert import_files(store, [first]).is_empty
