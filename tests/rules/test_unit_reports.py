"""Which units have not reported a month, by the days of 报送日程; and reports that no ledger tells by unit."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.due_rules import DEFAULT_RULES, DueRule, Frequency, Owed
from fgj_desktop.rules.reminder import Reminder, Urgency
from fgj_desktop.rules.report_reminders import report_reminders
from fgj_desktop.rules.unit_report_reminders import unit_report_reminders
from fgj_desktop.rules.workdays import Adjustment
from fgj_desktop.store.rows import Row
from fgj_desktop.store.store import Store
from tests.sample_store import clock, store

__all__ = ["clock", "store"]
MakeRow = Callable[..., Row]
MONTH = Month(2021, 9)
MONTHLY = next(rule for rule in DEFAULT_RULES if rule.name == "key_project")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def told(
    rows: Sequence[Row] | Mapping[Month, Sequence[Row]],
    today: str = "2021-10-06",
    month: Month = MONTH,
    rule: DueRule = MONTHLY,
) -> list[Reminder]:
    by_month = rows if isinstance(rows, Mapping) else {month: rows}
    basis = Basis(month, lambda name, at: by_month.get(at, ()) if name == "key_project" else ())
    return list(unit_report_reminders(basis, [rule], day(today)))


def silent(project: MakeRow, number: int = 1, **values: object) -> Row:
    return project(number, annual_plan=WAN, invested_to_date=WAN, **{"reported": False, **values})


def test_units_that_have_not_reported_are_told_with_their_projects(project: MakeRow) -> None:
    rows = [
        silent(project, 1, responsible_unit=1),
        silent(project, 2, responsible_unit=2),
        silent(project, 3, responsible_unit=2, reported=True),
        silent(project, 4, responsible_unit=None),
        silent(project, 5, responsible_unit=1),
        silent(project, 6, nature="前期预备"),
    ]
    found = told(rows)
    assert [(one.title, one.records) for one in found] == [
        ("19月进展未报 2 项", (1, 5)),
        ("29月进展未报 1 项", (2,)),
        ("未填责任单位的项目9月进展未报 1 项", (4,)),
    ]
    assert found[0].detail == "9月进展应于10月8日前报送：项目1、项目5。"
    assert found[0].due == day("2021-10-08")


def test_units_come_in_their_order_with_their_names(store: Store) -> None:
    found = unit_report_reminders(Basis.of(store, MONTH), [MONTHLY], day("2021-10-06"))
    assert [one.title for one in found] == ["区住建局9月进展未报 1 项", "区水务局9月进展未报 1 项"]


@pytest.mark.parametrize(
    ("today", "urgency"),
    [
        ("2021-09-30", Urgency.LOW),
        ("2021-10-01", Urgency.MIDDLE),
        ("2021-10-08", Urgency.MIDDLE),
        ("2021-10-09", Urgency.HIGH),
    ],
)
def test_reports_become_urgent_as_the_day_comes_near(project: MakeRow, today: str, urgency: Urgency) -> None:
    assert told([silent(project)], today)[0].urgency is urgency


def test_the_rule_of_the_schedule_gives_the_day(project: MakeRow) -> None:
    rows = [silent(project)]
    assert told(rows, rule=replace(MONTHLY, days=(5,)))[0].due == day("2021-10-05")
    moved = told(rows, rule=replace(MONTHLY, days=(3,), adjustment=Adjustment.LATER))[0]
    assert moved.due == day("2021-10-08")
    assert moved.detail == "9月进展应于10月8日前报送（原定10月3日，逢休息日顺延）：项目1。"
    january = [silent(project, month=Month(2021, 12))]
    assert told(january, month=Month(2021, 12))[0].due == day("2022-01-08")
    assert told(rows, rule=replace(MONTHLY, active=False)) == []


def test_long_lists_of_names_are_cut_short(project: MakeRow) -> None:
    rows = [silent(project, number) for number in range(1, 6)]
    assert told(rows)[0].detail.endswith("项目1、项目2、项目3等。")


def test_a_later_month_whose_day_has_come_is_told_in_one(project: MakeRow) -> None:
    done = [silent(project, number, responsible_unit=number, reported=True) for number in range(1, 9)]
    october = [silent(project, number, responsible_unit=number) for number in range(1, 9)]
    months = {MONTH: done, Month(2021, 10): october}
    assert told(months, "2021-11-02") == []
    one = told(months, "2021-11-29")[0]
    assert one.title == "重点项目月度进展（10月）尚未收到，8 个单位未报"
    assert one.detail == "10月进展应于11月8日前报送：1、2、3、4、5、6等。"
    assert (one.urgency, one.due, len(one.records)) == (Urgency.HIGH, day("2021-11-08"), 8)


@pytest.mark.parametrize(
    ("rule", "title", "detail"),
    [
        (
            DueRule("x", "旬报", Frequency.HALF_MONTH, (15, 1), Owed.MEMBER_UNITS),
            "旬报应于10月15日前报送",
            "报送2021年10月上半月情况。由领导小组成员单位报送，请提醒。已收齐的请点“已知悉”。",
        ),
        (
            DueRule("x", "季报", Frequency.QUARTER, (15,), Owed.PROJECT_UNITS, "key_project"),
            "季报应于10月15日前报送",
            "报送2021年三季度情况。由项目责任单位报送，请提醒。已收齐的请点“已知悉”。",
        ),
        (
            DueRule("x", "年报", Frequency.YEAR, (15,), months=(10,)),
            "年报应于10月15日前报送",
            "报送2021年情况。已报送的请点“已知悉”。",
        ),
        (
            DueRule("x", "自评", Frequency.ONCE, on=day("2021-10-16"), adjustment=Adjustment.EARLIER),
            "自评应于10月15日前报送",
            "请按时报送（原定10月16日，逢休息日提前）。已报送的请点“已知悉”。",
        ),
    ],
)
def test_reports_that_no_ledger_tells_by_unit_are_brought_up_whole(
    rule: DueRule, title: str, detail: str
) -> None:
    basis = Basis(MONTH, lambda _name, _month: ())
    found = list(report_reminders(basis, [rule], day("2021-10-13")))
    assert [(one.title, one.detail) for one in found] == [(title, detail)]
    assert list(unit_report_reminders(basis, [rule], day("2021-10-13"))) == []
