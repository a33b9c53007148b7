"""Reminders that look at earlier months, at bonds and at the towns' assessment, from made-up rows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import pytest

from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN, Value
from fgj_desktop.rules.assessment_reminders import assessment_reminders
from fgj_desktop.rules.basis import Basis
from fgj_desktop.rules.issued_bond_reminders import (
    issued_bond_reminders,
    reference_share,
    reserve_reminders,
)
from fgj_desktop.rules.project_past_reminders import red_for_two_months, started_not_listed
from fgj_desktop.rules.reminder import Kind, Urgency
from fgj_desktop.store.rows import Row

MakeRow = Callable[..., Row]
MONTH = Month(2021, 9)
AUGUST, JULY = MONTH.previous, MONTH.months_before(2)


def row(number: int, **values: Value) -> Row:
    return Row(number, {"name": f"事项{number}", **values}, frozenset())


def basis(months: Mapping[Month, Sequence[Row]], ledger: str = "key_project", month: Month = MONTH) -> Basis:
    return Basis(month, lambda name, at: months.get(at, ()) if name == ledger else ())


def test_red_for_two_months_is_red_now_and_at_the_end_of_the_month_before() -> None:
    def at(*lights: str) -> list[Row]:
        return [row(number, light=light) for number, light in enumerate(lights, start=1)]

    months = {AUGUST: at("红灯", "黄灯", "红灯"), MONTH: at("红灯", "红灯", "绿灯")}
    assert red_for_two_months(basis(months)) == {1}
    january = {Month(2021, 12): at("红灯"), Month(2022, 1): at("红灯")}
    assert red_for_two_months(basis(january, month=Month(2022, 1))) == frozenset()


@pytest.mark.parametrize(
    ("started_on", "begun_since", "urgency"),
    [
        ("2021-09-01", MONTH, None),
        ("2021-08-31", MONTH, Urgency.MIDDLE),
        ("2021-07", MONTH, Urgency.HIGH),
        (None, MONTH, None),
        (None, AUGUST, Urgency.MIDDLE),
        (None, JULY, Urgency.HIGH),
    ],
)
def test_begun_and_not_listed_for_a_month_or_two(
    started_on: str | None, begun_since: Month, urgency: Urgency | None
) -> None:
    months = {
        at: [row(1, started=int(at >= begun_since), listed=0, started_on=started_on)]
        for at in (JULY, AUGUST, MONTH)
    }
    found = list(started_not_listed(basis(months)))
    assert [one.urgency for one in found] == ([urgency] if urgency else [])
    assert all("请协助项目单位备齐入库材料" in one.detail for one in found)


def test_a_listed_project_is_left_alone_and_the_reason_is_told() -> None:
    months = {
        MONTH: [
            row(1, started=1, listed=1, started_on="2021-05-01"),
            row(2, started=1, listed=0, started_on="2021-05-01", not_listed_reason="施工许可证未办理。"),
        ]
    }
    found = list(started_not_listed(basis(months)))
    assert [one.record for one in found] == [2]
    assert found[0].detail.startswith("未入库原因：施工许可证未办理。请协助")


@pytest.mark.parametrize(
    ("issued_on", "month", "share"),
    [
        ("2021-03-20", Month(2021, 3), Fraction(0)),
        ("2021-03-20", Month(2021, 4), Fraction(1, 6)),
        ("2021-03-20", MONTH, Fraction(1)),
        ("2020-11", Month(2021, 2), Fraction(1, 2)),
        ("2021-12-01", MONTH, Fraction(0)),
        (None, MONTH, None),
    ],
)
def test_the_reference_line_is_linear_over_six_months(
    issued_on: str | None, month: Month, share: Fraction | None
) -> None:
    assert reference_share(issued_on, month) == share


def test_a_slow_bond_is_told_only_when_the_reference_line_is_chosen() -> None:
    slow = row(1, issued_on="2021-06-30", net_amount=100 * WAN, payment_share=Fraction(49, 100))
    quick = row(2, issued_on="2021-06-30", net_amount=100 * WAN, payment_share=Fraction(1, 2))
    bonds = basis({MONTH: [slow, quick]}, "bond_project")
    assert list(issued_bond_reminders(bonds)) == []
    found = list(issued_bond_reminders(bonds, reference_line=True))
    assert [(one.kind, one.record) for one in found] == [(Kind.BOND_SLOW, 1)]
    assert found[0].detail == "支出进度 49.00%，参考线 50.00%（发行次月起 6 个月）。"


@pytest.mark.parametrize(
    ("today", "urgencies"),
    [
        ("2021-09-15", []),
        ("2021-09-16", [Urgency.MIDDLE]),
        ("2021-10-24", [Urgency.MIDDLE]),
        ("2021-10-25", [Urgency.HIGH]),
        ("2021-12-31", [Urgency.HIGH]),
        ("2022-01-01", []),
    ],
)
def test_reserves_are_due_by_october_of_the_year_before(today: str, urgencies: list[Urgency]) -> None:
    rows = [
        row(1, reserve_year=2022, both_passed=0),
        row(2, reserve_year=2022, both_passed=1),
        row(3, both_passed=None),
        row(4, reserve_year=2021, both_passed=0),
        *(row(9, reserve_year=mistyped, both_passed=0) for mistyped in (20211, 1, 0, -3)),
    ]
    day = datetime.date.fromisoformat(today)
    found = list(reserve_reminders(basis({MONTH: rows}, "bond_reserve"), day))
    assert [one.urgency for one in found] == urgencies
    assert all(one.records == (1, 3) and one.due == datetime.date(2021, 10, 31) for one in found)


TOWN = row(1, name="新韶镇", short_name="新韶镇", unit_type="镇")
PLAN = row(11, name="重点项目", year=2021, weight=10_000, kind="基本", scope="通用", scoring_unit=5)


def assessed(*indicators: Row, scores: Sequence[Row] = (), published: bool = False) -> Basis:
    rows: dict[str, Sequence[Row]] = {
        "town_assessment": indicators,
        "town_score": scores,
        "town_result": [row(31, year=2021, published_on="2022-03-01")] if published else [],
        "responsible_unit": [TOWN],
    }
    return Basis(MONTH, lambda name, _month: rows.get(name, ()))


def test_detailed_plans_are_asked_of_the_scoring_unit_about_their_day() -> None:
    due = [row(number, year=2021, scoring_unit=5, plan_due="2021-10-15") for number in (1, 2)]
    handed_in = row(3, year=2021, scoring_unit=5, plan_due="2021-10-15", detailed_plan="已报")
    all_of_them = assessed(*due, handed_in)
    assert list(assessment_reminders(all_of_them, datetime.date(2021, 9, 29))) == []
    found = list(assessment_reminders(all_of_them, datetime.date(2021, 9, 30)))
    assert [(one.title, one.urgency) for one in found] == [("5细化考核方案未报 2 项", Urgency.MIDDLE)]
    late = list(assessment_reminders(all_of_them, datetime.date(2021, 10, 15)))
    assert [one.urgency for one in late] == [Urgency.HIGH]


def test_scores_are_asked_for_when_the_year_is_over_and_until_the_result_is_out() -> None:
    january = datetime.date(2022, 1, 10)
    assert list(assessment_reminders(assessed(PLAN), datetime.date(2021, 12, 31))) == []
    found = list(assessment_reminders(assessed(PLAN), january))
    assert [(one.title, one.records) for one in found] == [("5有 1 项考核指标未评完", (11,))]
    score = row(21, name="重点项目", town=1, year=2021, score=9_000)
    assert list(assessment_reminders(assessed(PLAN, scores=[score]), january)) == []
    assert list(assessment_reminders(assessed(PLAN, published=True), january)) == []
