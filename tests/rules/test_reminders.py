from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.values import WAN
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, due_word
from fgj_desktop.rules.reminders import reminders
from fgj_desktop.store.rows import Row

MakeRow = Callable[..., Row]
MONTH = Month(2021, 9)
TODAY = datetime.date(2021, 10, 6)


def told(
    projects: Sequence[Row] = (),
    bonds: Sequence[Row] = (),
    today: datetime.date = TODAY,
    month: Month = MONTH,
    **more: int,
) -> list[Reminder]:
    return reminders(projects, bonds, month, today, **more)


def test_nothing_is_said_about_projects_that_do_well(project: MakeRow) -> None:
    row = project(annual_plan=100 * WAN, invested_to_date=90 * WAN, started=1, listed=1)
    assert told([row]) == []


def test_those_behind_come_worst_first_and_red_ones_are_urgent(project: MakeRow) -> None:
    rows = [
        project(number, annual_plan=100 * WAN, invested_to_date=done * WAN, started=1, listed=1)
        for number, done in ((1, 70), (2, 10), (3, 40), (4, 80))
    ]
    found = told(rows)
    assert [one.record for one in found] == [2, 3, 1]
    assert [one.urgency for one in found] == [Urgency.HIGH, Urgency.HIGH, Urgency.MIDDLE]
    assert found[0].title == "项目2落后时间进度"
    assert found[0].detail == ("1—9月完成 10 万元，占年度计划 10.00%，严重滞后于时间进度，差65个百分点。")


def test_begun_without_investment_asks_for_help_with_the_papers(project: MakeRow) -> None:
    rows = [
        project(1, annual_plan=WAN, started=1, listed=0),
        project(2, annual_plan=WAN, started=1, listed=1),
    ]
    found = told(rows)
    assert [one.kind for one in found] == [Kind.STARTED_WITHOUT_INVESTMENT] * 2
    assert "请协助项目单位备齐入库材料" in found[0].detail
    assert "请向统计部门核实" in found[1].detail


def test_invested_but_not_listed_names_the_largest_first(project: MakeRow) -> None:
    rows = [
        project(number, annual_plan=WAN, started=begun, listed=0, actual_invested_to_date=done * WAN)
        for number, done, begun in ((1, 337, 0), (2, 1280, 1), (3, 0, 1))
    ]
    found = [one for one in told(rows) if one.kind is Kind.INVESTED_NOT_LISTED]
    assert [one.record for one in found] == [2, 1]
    assert "1,280 万元" in found[0].detail
    assert "前期费用" in found[1].detail


def test_nobody_is_asked_to_report_more_investment(september: list[Row]) -> None:
    assert not any("补报" in one.title + one.detail for one in told(september))


def test_past_the_planned_start_and_not_begun(project: MakeRow) -> None:
    rows = [
        project(1, started=0, planned_start="2021-05"),
        project(2, started=0, construction_period="2021年8月-2022年12月"),
        project(3, started=0, planned_start="2021-09"),
        project(4, started=1, planned_start="2021-05"),
        project(5, started=None, planned_start="2021-05"),
        project(6, started=None, planned_start="2021-05", annual_plan=WAN, invested_to_date=WAN),
    ]
    found = [one for one in told(rows) if one.kind is Kind.PAST_START]
    assert [one.record for one in found] == [1, 2, 5]
    assert found[0].detail == "计划2021年5月开工，截至9月底未开工。请了解原因，协调推进开工。"
    assert "2021年8月-2022年12月" in found[1].detail
    assert {one.urgency for one in found} == {Urgency.HIGH}


def test_bonds_without_a_code_or_sent_back(bond: MakeRow) -> None:
    rows = [
        bond(1, code=None),
        bond(
            2,
            national_state="退回修改",
            national_reviewed_on="2021-09-20",
            national_return_reason="缺可研批复。",
        ),
        bond(3, fiscal_state="退回修改"),
        bond(4, code=None, register_state="调出"),
    ]
    found = told(bonds=rows)
    assert [(one.kind, one.record) for one in found] == [
        (Kind.BOND_RETURNED, 2),
        (Kind.BOND_RETURNED, 3),
        (Kind.BOND_WITHOUT_CODE, 1),
    ]
    assert found[0].title == "储备2被国家重大库退回修改"
    assert found[0].detail == "2021年9月20日退回。退回原因：缺可研批复。"
    assert found[1].detail == "请补填退回原因。"


def test_a_review_is_stuck_after_thirty_days_without_a_change(bond: MakeRow) -> None:
    rows = [
        bond(1, national_state="市级审核", national_reviewed_on="2021-09-06"),
        bond(2, national_state="市级审核", national_reviewed_on="2021-09-07"),
        bond(3, national_state="市级审核"),
        bond(4, national_state="国家审核通过", national_reviewed_on="2021-01-06"),
        bond(5, fiscal_state="省级初审", fiscal_reviewed_on="2021-08"),
    ]
    found = told(bonds=rows)
    assert [one.title for one in found] == [
        "储备1在国家重大库市级审核已停留 30 天",
        "储备5在财政系统省级初审已停留 36 天",
    ]
    assert told(bonds=rows[1:2], stuck_days=29)


def test_days_are_not_counted_far_beyond_the_period(bond: MakeRow) -> None:
    rows = [bond(1, national_state="市级审核", national_reviewed_on="2021-09-30")]
    found = told(bonds=rows, today=datetime.date(2030, 1, 1))
    assert found[0].title == "储备1在国家重大库市级审核已停留 31 天"


def test_the_most_urgent_come_first_and_keys_are_unique(september: list[Row], bond: MakeRow) -> None:
    found = told(september, [bond(900, code=None)])
    assert [one.urgency for one in found] == sorted(one.urgency for one in found)
    assert len({one.key for one in found}) == len(found)
    assert len([one for one in found if one.kind is Kind.BEHIND]) == 13


def test_due_words_follow_the_calendar() -> None:
    wednesday = datetime.date(2021, 10, 6)
    days = [5, 6, 7, 10, 11]
    words = [due_word(datetime.date(2021, 10, day), wednesday) for day in days]
    assert words == ["已逾期", "今日到期", "本周到期", "本周到期", ""]
    assert due_word(None, wednesday) == ""
