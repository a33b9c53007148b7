from __future__ import annotations

from collections.abc import Callable

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.ledgers.declaration import Severity
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, YI, Context
from fgj_desktop.rules.checks import findings, findings_by_record
from fgj_desktop.store.rows import Mark, Row

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


def test_findings_of_many_rows_leave_the_sound_ones_out(project: MakeRow) -> None:
    rows = [project(1), project(2, name=None), project(3, annual_plan=0)]
    assert list(findings_by_record(PROJECTS, rows, Context(), MONTH)) == [2, 3]
