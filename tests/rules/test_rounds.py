"""Rounds of reporting: what a new one begins with, and how each unit stands with it."""

from __future__ import annotations

import datetime

import pytest

from fgj_desktop.errors import UserError
from fgj_desktop.ledgers import CHASE_RECORD, REPORT_ROUND, UNIT_RETURN, ledger_named
from fgj_desktop.ledgers.kinds import link_list
from fgj_desktop.ledgers.report_period import ReportPeriod
from fgj_desktop.rules.reminders import reminders_of
from fgj_desktop.rules.report_rounds import returns_of_month
from fgj_desktop.rules.rounds import (
    RoundInfo,
    proposed_round,
    round_of,
    round_with_id,
    rounds,
    standings,
    units_missing,
)
from fgj_desktop.store.store import Store
from tests.sample_store import SEPTEMBER, clock, store

__all__ = ["clock", "store"]
TASKS, PROJECTS, UNITS = (ledger_named(name) for name in ("urban_task", "key_project", "responsible_unit"))
SECOND = ReportPeriod.parse("2021-09-H2")


def units_of(store: Store) -> dict[str, int]:
    return {name: record for record, name in store.links().labels("responsible_unit").items()}


@pytest.fixture
def opened(store: Store) -> RoundInfo:
    """Three tasks of two units, of which one has written; and the round of the second half of September."""
    units = units_of(store)
    with store.action("新增任务") as writes:
        for name, unit in (("放宽落户", "区教育局"), ("扩建学校", "区教育局"), ("供水改造", "区水务局")):
            record = writes.insert(TASKS, {"name": name, "lead_unit": units[unit]}, SEPTEMBER)
        writes.put(TASKS, record, SEPTEMBER, {"original:H2": "已完成招标。", "reported_on:H2": "2021-09-30"})
        writes.insert(
            ledger_named("work_mechanism"),
            {
                "name": "城镇化工作领导小组",
                "issuing_name": "区城镇化工作领导小组办公室",
                "reports": "新型城镇化半月进展",
                "office_unit": units["区住建局"],
                "telephone": "0751-0000000",
            },
        )
    with store.action("发放填报表") as writes:
        writes.insert(REPORT_ROUND, proposed_round(store, TASKS, SECOND))
    found = round_of(store, TASKS, SECOND)
    assert found is not None
    return found


def register(store: Store, one: RoundInfo, unit: str, state: str) -> None:
    with store.action("登记已报") as writes:
        values = {"name": f"{unit}报送", "round": one.id, "unit": units_of(store)[unit], "state": state}
        writes.insert(UNIT_RETURN, values)


def states(store: Store, one: RoundInfo) -> dict[str, str]:
    return {each.name: each.state for each in standings(store, one)}


def test_a_new_round_has_its_day_its_name_and_in_whose_name_it_goes_out(opened: RoundInfo) -> None:
    assert opened.name == "新型城镇化半月进展（2021年9月下半月）"
    assert (opened.deadline, opened.text("deadline_time")) == (datetime.date(2021, 10, 1), "17:00")
    assert opened.text("issuing_name") == "区城镇化工作领导小组办公室"
    assert (opened.text("contact"), opened.text("telephone")) == ("区住建局", "0751-0000000")
    assert opened.state == "收集中"


def test_a_ledger_of_months_has_no_round_of_half_a_month(store: Store) -> None:
    with pytest.raises(UserError, match="不按半月填报"):
        proposed_round(store, PROJECTS, SECOND)
    assert proposed_round(store, PROJECTS, ReportPeriod.parse("2021-09"))["name"] == (
        "重点项目月度进展（2021年9月）"
    )


def test_units_stand_by_what_the_ledger_holds_until_something_is_registered(
    store: Store, opened: RoundInfo
) -> None:
    assert states(store, opened) == {"区教育局": "未报", "区水务局": "已报"}
    register(store, opened, "区教育局", "零报告")
    register(store, opened, "区水务局", "退回修改")
    assert states(store, opened) == {"区教育局": "零报告", "区水务局": "退回修改"}
    assert [one.name for one in units_missing(standings(store, opened))] == ["区水务局"]
    register(store, opened, "区水务局", "迟报")
    found = {one.name: one for one in standings(store, opened)}
    assert (found["区水务局"].state, len(found["区水务局"].returns)) == ("迟报", 2)
    assert found["区水务局"].returns[0].state == "迟报"


def test_a_unit_without_a_task_that_sent_something_is_among_them(store: Store, opened: RoundInfo) -> None:
    register(store, opened, "乐园镇", "已报")
    found = standings(store, opened)
    assert [one.name for one in found] == ["区教育局", "区水务局", "乐园镇"]
    assert found[-1].records == ()


def test_who_was_chased_is_told_with_the_unit(store: Store, opened: RoundInfo) -> None:
    with store.action("登记催报") as writes:
        values = {
            "name": "催报",
            "round": opened.id,
            "units": link_list([units_of(store)["区教育局"]]),
            "chased_on": "2021-09-30",
        }
        writes.insert(CHASE_RECORD, values)
    assert [len(one.chased) for one in standings(store, opened)] == [1, 0]


def test_a_month_of_projects_is_missing_where_none_of_a_units_is_entered(store: Store) -> None:
    period = ReportPeriod.parse("2021-09")
    with store.action("发放填报表") as writes:
        record = writes.insert(REPORT_ROUND, proposed_round(store, PROJECTS, period))
    one = round_with_id(store, record)
    assert one is not None
    assert states(store, one) == {
        "区教育局": "已报",
        "区住建局": "已报",
        "区水务局": "已报",
        "乐园镇": "已报",
    }
    later = round_of(store, PROJECTS, period.next)
    assert later is None


def test_a_round_of_what_this_version_does_not_know_is_left_out(store: Store, opened: RoundInfo) -> None:
    with store.action("别的版本") as writes:
        writes.insert(REPORT_ROUND, {"name": "甲", "ledger_name": "unknown", "period": "2021-09"})
        writes.insert(REPORT_ROUND, {"name": "乙", "ledger_name": "urban_task", "period": "2021年"})
    assert [one.id for one in rounds(store)] == [opened.id]


def test_scores_are_reported_by_the_unit_that_scores_the_indicator(store: Store) -> None:
    units = units_of(store)
    scores, indicators = ledger_named("town_score"), ledger_named("town_assessment")
    with store.action("登记得分") as writes:
        writes.insert(
            indicators, {"name": "固定资产投资", "year": 2021, "scoring_unit": units["区住建局"]}, SEPTEMBER
        )
        for year in (2021, 2020):
            writes.insert(scores, {"name": "固定资产投资", "year": year, "town": units["乐园镇"]}, SEPTEMBER)
    with store.action("发放填报表") as writes:
        writes.insert(REPORT_ROUND, proposed_round(store, scores, ReportPeriod.parse("2021-09")))
    one = round_of(store, scores, ReportPeriod.parse("2021-09"))
    assert one is not None
    assert [(each.name, len(each.records)) for each in standings(store, one)] == [
        ("区住建局", 1),
        ("未填单位", 1),
    ]


def test_a_unit_that_answered_by_telephone_is_no_longer_chased(store: Store, opened: RoundInfo) -> None:
    def chased() -> set[str]:
        found = reminders_of(store, SEPTEMBER, datetime.date(2021, 10, 8))
        return {one.title for one in found if "（9月下" in one.title or "9月进展" in one.title}

    projects = {"区水务局9月进展未报 1 项", "区住建局9月进展未报 1 项"}
    assert chased() == {"新型城镇化半月进展（9月下半月）1 个单位未报", *projects}
    register(store, opened, "区教育局", "零报告")
    with store.action("发放填报表") as writes:
        record = writes.insert(REPORT_ROUND, proposed_round(store, PROJECTS, ReportPeriod.parse("2021-09")))
    month = round_with_id(store, record)
    assert month is not None
    register(store, month, "区水务局", "零报告")
    assert chased() == {"区住建局9月进展未报 1 项"}
    assert returns_of_month(store, PROJECTS, SEPTEMBER).missing == 1
