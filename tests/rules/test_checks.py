from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers import LEDGERS, ledger_named
from fgj_desktop.ledgers.declaration import Severity
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, YI, Context, Value
from fgj_desktop.rules.checks import findings, findings_by_record
from fgj_desktop.store.rows import Mark, Row, Twin

MakeRow = Callable[..., Row]

MONTH = Month(2021, 9)
PROJECTS = ledger_named("key_project")
BONDS = ledger_named("bond_reserve")


def messages(row: Row, money_unit: int = WAN) -> list[str]:
    return [one.message for one in findings(PROJECTS, row, Context(money_unit=money_unit), MONTH)]


def test_a_sound_row_has_no_findings(project: MakeRow) -> None:
    assert not messages(project(annual_plan=100 * WAN, total_investment=500 * WAN, invested_to_date=80 * WAN))


def test_a_fallen_cumulative_is_told_with_both_numbers(project: MakeRow) -> None:
    row = project(
        annual_plan=9000 * WAN,
        **{"invested_to_date@own": 5900 * WAN, "invested_to_date@previous": 6083 * WAN},
    )
    assert messages(row) == ["累计数小于上月（6,083 → 5,900），请填写核减说明。"]
    assert messages(row, YI) == ["累计数小于上月（0.6083 → 0.59），请填写核减说明。"]
    assert findings(PROJECTS, row, Context(), MONTH)[0].severity is Severity.ERROR


def test_an_entered_sum_of_earlier_years_is_compared_with_the_derived_one(project: MakeRow) -> None:
    amounts = {"invested_before_year@derived": 1200 * WAN, "invested_before_year@own": 1170 * WAN}
    row = project(annual_plan=100 * WAN, invested_before_year=1170 * WAN, **amounts)
    (found,) = findings(PROJECTS, row, Context(), MONTH)
    assert (found.field, found.severity) == ("invested_before_year", Severity.INFO)
    assert found.message == "填写的数与按上年台账推算的 1,200 相差 -30；清除后自动随上年更正。"


def test_a_plan_of_zero_and_a_total_below_the_plan_are_warnings(project: MakeRow) -> None:
    assert messages(project(annual_plan=0)) == ["年度计划为 0，不计进度。"]
    row = project(annual_plan=600 * WAN, total_investment=500 * WAN)
    found = findings(PROJECTS, row, Context(), MONTH)
    assert [one.field for one in found] == ["annual_plan", "total_investment"]
    assert {one.severity for one in found} == {Severity.WARNING}


def test_text_that_does_not_fit_is_quoted_with_the_reason(project: MakeRow) -> None:
    row = project(marks={"annual_plan": Mark("约3000", "不是数值")})
    assert messages(row) == ["2021年计划投资“约3000”不是数值，已保留原文并标出。"]
    row = project(marks={"planned_start": Mark("2021.1", "“2021.1”可能是1月或10月，请选择")})
    assert messages(row) == ["计划开工月份“2021.1”可能是1月或10月，请选择，已保留原文并标出。"]


def test_long_text_is_quoted_by_its_beginning(project: MakeRow) -> None:
    row = project(marks={"name": Mark("很长" * 80, "超过 100 字")})
    assert messages(row) == [f"项目名称“{'很长' * 10}…”超过 100 字，已保留原文并标出。"]


def test_a_cell_with_a_misfit_or_a_dash_is_not_also_called_empty(project: MakeRow) -> None:
    assert messages(project(responsible_unit=None)) == ["责任单位未填写。"]
    assert not messages(project(responsible_unit=None, marks={"responsible_unit": Mark(dash=True)}))
    row = project(responsible_unit=None, marks={"responsible_unit": Mark("某局", "名称未登记")})
    assert messages(row) == ["责任单位“某局”名称未登记，已保留原文并标出。"]


def test_a_note_alone_is_no_finding(project: MakeRow) -> None:
    assert not messages(project(marks={"annual_plan": Mark(note="含设备", colour="red")}))


def test_a_code_after_the_period_is_an_error(project: MakeRow) -> None:
    assert messages(project(code="2110-440204-47-03-813776")) == ["项目代码的时间晚于报告期，请核对。"]


def test_a_bond_in_review_without_a_code_is_told_with_its_state(bond: MakeRow) -> None:
    row = bond(code=None, national_state="市级审核")
    assert [one.message for one in findings(BONDS, row, Context(), MONTH)] == [
        "没有项目代码，不应为“市级审核”，请核对。"
    ]


def test_a_fall_is_answered_by_its_own_column(project: MakeRow) -> None:
    fallen = {"invested_to_date@own": 5900 * WAN, "invested_to_date@previous": 6083 * WAN}
    [found] = findings(PROJECTS, project(annual_plan=9000 * WAN, **fallen), Context(), MONTH)
    assert found.answered_by == "reduction_note"
    assert found.is_open
    row = project(annual_plan=9000 * WAN, reduction_note="结算核减", **fallen)
    [found] = findings(PROJECTS, row, Context(), MONTH)
    assert found.answer == "结算核减"
    assert not found.is_open


def test_other_findings_are_answered_on_their_cell(project: MakeRow) -> None:
    row = project(annual_plan=0, marks={"annual_plan": Mark(answer="市里已同意")})
    [found] = findings(PROJECTS, row, Context(), MONTH)
    assert (found.answer, found.answered_by, found.is_open) == ("市里已同意", None, False)


def test_text_that_does_not_fit_cannot_be_answered(project: MakeRow) -> None:
    row = project(marks={"annual_plan": Mark("约3000", "不是数值", answer="就是这样")})
    [found] = findings(PROJECTS, row, Context(), MONTH)
    assert not found.can_be_answered
    assert found.is_open


def test_a_text_reported_again_word_for_word_is_only_worth_a_look(project: MakeRow) -> None:
    same = {"physical_progress@own": "主体封顶", "physical_progress@previous": "主体封顶"}
    [found] = findings(PROJECTS, project(annual_plan=1, **same), Context(), MONTH)
    assert (found.severity, found.message, found.is_open) == (Severity.INFO, "内容与上月相同。", False)
    other = {"physical_progress@own": "主体封顶", "physical_progress@previous": "基础完成"}
    assert not messages(project(annual_plan=1, **other))
    assert not messages(project(annual_plan=1, **{"physical_progress@previous": "主体封顶"}))


def test_a_negative_amount_is_noticed_in_every_column_of_money(project: MakeRow, bond: MakeRow) -> None:
    assert messages(project(annual_plan=1, planned_to_date=-1)) == ["金额为负数，请核对。"]
    row = bond(bond_allocated=-1)
    assert [one.message for one in findings(BONDS, row, Context(), MONTH)] == ["金额为负数，请核对。"]


def test_a_shared_text_names_the_other_record_unless_it_is_faulted_already(project: MakeRow) -> None:
    row = project(annual_plan=1, code="2104-440204-47-03-813776")
    row.repeats = {"code": Twin(2, "乐园镇小学扩建")}
    assert messages(row) == ["项目代码与“乐园镇小学扩建”相同，请核对。"]
    row.values["code"] = "正在办理"
    assert messages(row) == ["项目代码应为 24 位（含连字符），请核对。"]


_TEXTS = (None, "", "2021-09", "2021-H", "2021-", "2021.1", "09.10-11.3", "٢٠٢١", "\x00", "退回修改", "{0}")
_NUMBERS = (None, 0, 1, -1, 100, 10**6, 2**63 - 1, -(2**63))


@pytest.mark.parametrize("name", [ledger.name for ledger in LEDGERS])
@given(seed=st.integers(0, 2**32), text=st.text(max_size=12))
def test_no_value_of_any_kind_makes_a_check_fall(name: str, seed: int, text: str) -> None:
    ledger = ledger_named(name)
    chosen = random.Random(seed)
    values: dict[str, Value] = {}
    for asked in [argument for check in ledger.every_check for argument in check.arguments]:
        if not asked.startswith("@"):
            is_number = ledger.fields_by_name[asked.partition("@")[0]].column.kind.storage == "INTEGER"
            values[asked] = chosen.choice(_NUMBERS) if is_number else chosen.choice((*_TEXTS, text))
    fields = [one.name for one in ledger.fields]
    marks = {one: Mark(misfit=chosen.choice((None, text)), answer=text) for one in chosen.sample(fields, 2)}
    for one in findings(ledger, Row(1, values, frozenset(), marks), Context(), MONTH):
        assert one.message
        assert one.title


def test_findings_of_many_rows_leave_the_sound_ones_out(project: MakeRow) -> None:
    rows = [project(1), project(2, name=None), project(3, annual_plan=0)]
    assert list(findings_by_record(PROJECTS, rows, Context(), MONTH)) == [2, 3]


@pytest.mark.parametrize(
    ("date", "told"), [("2021-09-14", True), ("2021-10-20", True), ("2021-11-02", False)]
)
def test_a_record_dated_beyond_the_month_being_entered_is_not_checked_yet(date: str, told: bool) -> None:
    inspection = ledger_named("safety_inspection")
    values: dict[str, Value] = {"name": "加油站", "inspected_on": date, "hazards": 2}
    found = findings(inspection, Row(1, values, frozenset()), Context(), MONTH)
    assert ("整改情况不符" in [one.title for one in found]) is told
