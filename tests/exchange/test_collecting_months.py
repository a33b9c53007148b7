"""Returns of monthly ledgers and of scores: amounts, states, carried texts, and towns across."""

from __future__ import annotations

from pathlib import Path

import pytest

from fgj_desktop.exchange.return_applier import apply_returns
from fgj_desktop.exchange.return_plan import Decisions, Kind
from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.rounds import standings
from fgj_desktop.store.store import Store
from tests.exchange.return_tools import (
    SEPTEMBER,
    changes_of,
    collected,
    filled,
    one_exception,
    records_of,
    result_of,
    send,
    units_of,
)
from tests.sample_store import WAN, clock, store

__all__ = ["clock", "store"]
PROJECTS, SCORES, INDICATORS = (
    ledger_named(name) for name in ("key_project", "town_score", "town_assessment")
)
OCTOBER = SEPTEMBER.next
MONTH = ReportPeriod(OCTOBER)
ROAD = "十里亭镇老旧小区改造"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "收到"
    place.mkdir()
    return place


def test_amounts_and_states_of_a_month_are_written_to_their_columns(
    store: Store, tmp_path: Path, folder: Path
) -> None:
    one, _spec, (form,) = send(store, PROJECTS, MONTH, tmp_path / "发放")
    with filled(form, folder / "住建局.xlsx") as sheet:
        sheet.put(ROAD, "actual_invested_to_date", 2600.5)
        sheet.put(ROAD, "physical_progress", "外墙施工")
    plan = collected(store, one, folder)
    assert plan.exceptions == []
    assert changes_of(result_of(store, plan, "区住建局")) == {
        (ROAD, "actual_invested_to_date"): "2,600.5",
        (ROAD, "physical_progress"): "外墙施工",
    }
    apply_returns(store, plan, Decisions())
    record = records_of(store, PROJECTS)[ROAD]
    (row,) = store.view(PROJECTS, OCTOBER).rows([record])
    assert row.values["actual_invested_to_date"] == 2_600_500_000 == int(2600.5 * WAN)
    assert row.values["physical_progress"] == "外墙施工"
    (before,) = store.view(PROJECTS, SEPTEMBER).rows([record])
    assert before.values["physical_progress"] == "主体施工"


def test_the_day_of_the_deadline_is_not_the_month_of_a_form_without_marks(
    store: Store, tmp_path: Path, folder: Path
) -> None:
    from fgj_desktop.exchange.form_marks import MARKS_SHEET

    one, _spec, (form,) = send(store, PROJECTS, MONTH, tmp_path / "发放")
    with filled(form, folder / "住建局.xlsx") as sheet:
        sheet.put(ROAD, "physical_progress", "外墙施工")
        titles = [sheet.sheet.cell(row, 2).value for row in range(1, sheet.top)]
        assert any("2021年9月30日" in str(title) for title in titles)
        del sheet.book[MARKS_SHEET]
    plan = collected(store, one, folder)
    assert changes_of(result_of(store, plan, "区住建局")) == {(ROAD, "physical_progress"): "外墙施工"}


def test_nothing_new_does_not_take_the_place_of_what_stands(
    store: Store, tmp_path: Path, folder: Path
) -> None:
    one, _spec, (form,) = send(store, PROJECTS, MONTH, tmp_path / "发放")
    with filled(form, folder / "住建局.xlsx") as sheet:
        sheet.put(ROAD, "physical_progress", "同上期")
    plan = collected(store, one, folder)
    result = result_of(store, plan, "区住建局")
    assert (result.standing, result.changes, result.original) == ("零报告", (), f"{ROAD}：同上期")
    apply_returns(store, plan, Decisions())
    assert {each.name: each.state for each in standings(store, one)}["区住建局"] == "零报告"
    (row,) = store.view(PROJECTS, OCTOBER).rows([records_of(store, PROJECTS)[ROAD]])
    assert row.values["physical_progress"] == "主体施工"


def test_none_behind_the_problems_says_that_there_is_none_any_more(
    store: Store, tmp_path: Path, folder: Path
) -> None:
    record = records_of(store, PROJECTS)[ROAD]
    with store.action("填报问题") as writes:
        writes.put(PROJECTS, record, SEPTEMBER, {"problem": "资金未到位"})
    one, _spec, (form,) = send(store, PROJECTS, MONTH, tmp_path / "发放")
    with filled(form, folder / "住建局.xlsx") as sheet:
        sheet.put(ROAD, "problem", "无")
        sheet.put("风采街道停车场建设", "problem", "无更新")
        sheet.put(ROAD, "physical_progress", "／")
    plan = collected(store, one, folder)
    assert changes_of(result_of(store, plan, "区住建局")) == {(ROAD, "problem"): "无"}
    apply_returns(store, plan, Decisions())
    (row,) = store.view(PROJECTS, OCTOBER).rows([record])
    assert (row.values["problem"], row.values["physical_progress"]) == ("无", "主体施工")


def test_a_dash_where_a_number_is_known_is_asked_about(store: Store, tmp_path: Path, folder: Path) -> None:
    september = ReportPeriod(SEPTEMBER)
    one, _spec, (form,) = send(store, PROJECTS, september, tmp_path / "发放")
    with filled(form, folder / "住建局.xlsx") as sheet:
        sheet.put(ROAD, "actual_invested_to_date", "—")
    plan = collected(store, one, folder)
    assert one_exception(plan, lambda each: True).kind is Kind.CLEARED
    apply_returns(store, plan, Decisions())
    (row,) = store.view(PROJECTS, SEPTEMBER).rows([records_of(store, PROJECTS)[ROAD]])
    assert row.values["actual_invested_to_date"] == 2400 * WAN


def test_a_text_over_merged_cells_is_said_of_each_row(store: Store, tmp_path: Path, folder: Path) -> None:
    one, _spec, (form,) = send(store, PROJECTS, MONTH, tmp_path / "发放")
    with filled(form, folder / "水务局.xlsx") as sheet:
        row, column = sheet.row("犁市镇污水处理设施及管网"), sheet.columns["physical_progress"]
        assert sheet.row("新韶镇供水管网改造") == row + 1
        sheet.sheet.cell(row, column).value = "管网施工"
        sheet.sheet.cell(row + 1, column).value = None
        sheet.sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    result = result_of(store, collected(store, one, folder), "区水务局")
    assert set(changes_of(result).values()) == {"管网施工"}
    assert len(result.changes) == 2


def test_amounts_in_another_unit_are_converted(store: Store, tmp_path: Path, folder: Path) -> None:
    from tests.bad_workbooks import workbook

    one, _spec, _forms = send(store, PROJECTS, MONTH, tmp_path / "发放")
    title = ("重点项目填报表（2021年10月）", "", "单位：亿元")
    workbook(
        folder / "住建局.xlsx",
        title,
        ("序号", "项目名称", "1—10月实际完成投资"),
        (1, ROAD, 0.26),
    )
    result = result_of(store, collected(store, one, folder), "区住建局")
    assert changes_of(result) == {(ROAD, "actual_invested_to_date"): "2,600"}


@pytest.fixture
def scored(store: Store) -> Store:
    """Two indicators of two units, for two towns; one score is known."""
    units = units_of(store)
    with store.action("登记考核") as writes:
        for name, kind in (("犁市镇", "镇"), ("新韶镇", "镇")):
            writes.insert(
                ledger_named("responsible_unit"),
                {"serial": 9, "name": name, "short_name": name, "unit_type": kind},
            )
    units = units_of(store)
    with store.action("登记指标") as writes:
        for number, (name, unit) in enumerate((("安全生产", "区住建局"), ("教育均衡", "区教育局")), 1):
            writes.insert(
                INDICATORS,
                {
                    "serial": number,
                    "year": 2021,
                    "name": name,
                    "weight": 1000,
                    "scoring_unit": units[unit],
                },
                SEPTEMBER,
            )
        values = {"year": 2021, "name": "安全生产", "town": units["犁市镇"], "score": 900}
        writes.insert(SCORES, values, SEPTEMBER)
    return store


def test_scores_are_stored_in_a_record_for_each_town(scored: Store, tmp_path: Path, folder: Path) -> None:
    period = ReportPeriod(SEPTEMBER)
    one, spec, forms = send(scored, SCORES, period, tmp_path / "发放", by_unit=True)
    assert set(spec.unit_names.values()) == {"区住建局", "区教育局"}
    towns = {column.town: column.key for column in spec.entries if column.key.startswith("score@")}
    units = units_of(scored)
    for form in forms:
        with filled(form, folder / form.name) as sheet:
            if "住建" in form.name:
                sheet.put("安全生产", towns[units["犁市镇"]], 8.5)
                sheet.put("安全生产", towns[units["新韶镇"]], 12)
            else:
                sheet.put("教育均衡", towns[units["新韶镇"]], 9)
    plan = collected(scored, one, folder)
    asked = one_exception(plan, lambda each: True)
    assert (asked.kind, [cell.after for cell in asked.cells]) == (Kind.CHECK, ["12"])
    assert "大于分值" in asked.text
    apply_returns(scored, plan, Decisions({asked.id: "keep"}))
    found = {
        (str(row.values["name"]), row.values["town"]): row.values["score"]
        for row in scored.view(SCORES, SEPTEMBER).rows()
    }
    assert found == {("安全生产", units["犁市镇"]): 850, ("教育均衡", units["新韶镇"]): 900}
    scored.undo()
    assert scored.size(SCORES) == 1


def test_a_score_for_a_town_that_the_indicator_leaves_out_is_named(
    scored: Store, tmp_path: Path, folder: Path
) -> None:
    units = units_of(scored)
    record = records_of(scored, INDICATORS)["教育均衡"]
    with scored.action("只评街道") as writes:
        writes.put(INDICATORS, record, SEPTEMBER, {"scope": "街道和办事处"})
    one, spec, forms = send(scored, SCORES, ReportPeriod(SEPTEMBER), tmp_path / "发放")
    key = next(
        one.key for one in spec.entries if one.town == units["新韶镇"] and one.key.startswith("score@")
    )
    with filled(forms[0], folder / "教育局.xlsx") as sheet:
        sheet.put("教育均衡", key, 9)
    plan = collected(scored, one, folder)
    assert "“教育均衡”的新韶镇得分“9”不需填报，未读取。" in plan.files[0].notices


def test_a_number_of_people_below_nothing_is_asked_about(store: Store, tmp_path: Path, folder: Path) -> None:
    staff = ledger_named("staff_household_transfer")
    with store.action("登记") as writes:
        writes.insert(staff, {"serial": 1, "name": "区教育局"}, SEPTEMBER)
    one, _spec, forms = send(store, staff, ReportPeriod(SEPTEMBER), tmp_path / "发放")
    with filled(forms[0], folder / "教育局.xlsx") as sheet:
        sheet.put("区教育局", "unwilling", -3)
    asked = one_exception(collected(store, one, folder), lambda each: True)
    assert (asked.kind, "数量为负数" in asked.text) == (Kind.CHECK, True)
