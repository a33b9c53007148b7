"""How each unit stands with a half-monthly report: 已报, 迟报, 零报告, 未报."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import Value
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.due_rules import DEFAULT_RULES
from fgj_desktop.rules.reminder import Reminder, Urgency
from fgj_desktop.rules.report_reminders import Sent, half_month_reports, report_reminders
from fgj_desktop.rules.workdays import Adjustment
from fgj_desktop.store.rows import Row

HALF = DEFAULT_RULES[0]
DUE = datetime.date(2021, 9, 15)


def task(number: int, unit: int | None, **values: Value) -> Row:
    named = {name.replace("__", ":"): value for name, value in values.items()}
    return Row(number, {"name": f"任务{number}", "lead_unit": unit, **named}, frozenset())


@pytest.mark.parametrize(
    ("values", "sent"),
    [
        ({}, Sent.MISSING),
        ({"progress__H2": "已印发"}, Sent.MISSING),
        ({"original__H1": "已印发"}, Sent.REPORTED),
        ({"progress__H1": "已印发", "reported_on__H1": "2021-09-15"}, Sent.REPORTED),
        ({"progress__H1": "已印发", "reported_on__H1": "2021-09-16"}, Sent.LATE),
        ({"progress__H1": "已印发", "report_state__H1": "迟报"}, Sent.LATE),
        ({"progress__H1": "已印发", "report_state__H1": "退回修改"}, Sent.MISSING),
        ({"report_state__H1": "已采用"}, Sent.REPORTED),
        ({"report_state__H1": "零报告"}, Sent.NOTHING_NEW),
        ({"original__H1": "无更新"}, Sent.NOTHING_NEW),
        ({"original__H1": "无", "reported_on__H1": "2021-09-20"}, Sent.LATE),
        ({"report_state__H1": "未报"}, Sent.MISSING),
    ],
)
def test_one_task_tells_how_its_unit_stands(values: dict[str, Value], sent: Sent) -> None:
    assert [one.sent for one in half_month_reports([task(1, 7, **values)], "H1", DUE)] == [sent]


def test_a_unit_has_reported_with_one_of_its_tasks_and_owes_nothing_for_finished_ones() -> None:
    tasks = [
        task(1, 7),
        task(2, 7, progress__H1="已印发"),
        task(3, 8, task_state="已完成"),
        task(4, None),
    ]
    found = half_month_reports(tasks, "H1", DUE)
    assert [(one.unit, one.sent, len(one.tasks)) for one in found] == [
        (7, Sent.REPORTED, 2),
        (None, Sent.MISSING, 1),
    ]


def told(tasks: list[Row], today: str, adjustment: Adjustment = Adjustment.NONE) -> list[Reminder]:
    mechanism = Row(1, {"name": "领导小组", "reports": HALF.title, "members": ",7,8,9,"}, frozenset())
    rows = {"urban_task": tasks, "work_mechanism": [mechanism]}
    basis = Basis(Month(2021, 8), lambda name, _month: rows.get(name, []))
    day = datetime.date.fromisoformat(today)
    return [
        one
        for one in report_reminders(basis, [replace(HALF, adjustment=adjustment)], day)
        if "9月下" in one.title
    ]


def test_the_counts_the_missing_units_and_members_without_tasks_are_told() -> None:
    tasks = [task(1, 7, progress__H2="已印发"), task(2, 8), task(3, None)]
    one = told(tasks, "2021-09-30")[0]
    assert one.title == "新型城镇化半月进展（9月下半月）2 个单位未报"
    assert one.detail == (
        "应于10月1日前报送（当日为休息日）。已报 1，未报 2。未报：8、未填单位。成员单位中 1 个无牵头任务。"
    )
    assert (one.records, one.urgency) == ((2, 3), Urgency.MIDDLE)
    assert told(tasks, "2021-10-02")[0].urgency is Urgency.HIGH
    assert told(tasks[:1], "2021-09-30") == []


def test_a_day_moved_after_a_holiday_makes_nobody_late() -> None:
    tasks = [task(1, 7, progress__H2="已印发", reported_on__H2="2021-10-08"), task(2, 8)]
    assert "迟报 1，未报 1" in told(tasks, "2021-10-08")[0].detail
    later = told(tasks, "2021-10-08", Adjustment.LATER)[0]
    assert "（原定10月1日，逢休息日顺延）。已报 1，未报 1" in later.detail
    assert str(later.due) == "2021-10-08"
