"""Due days as data: halves of months, quarters, exceptions, and days off moved as each rule has it."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.due_rules import (
    DEFAULT_RULES,
    DueRule,
    Frequency,
    due_days,
    due_of,
    kept_rules,
    near_days,
    rules_of,
)
from fgj_desktop.rules.workdays import (
    Adjustment,
    adjusted,
    is_workday,
    moved_words,
    unannounced_words,
    workdays_before,
)

HALF, MONTHLY, _, QUARTERLY, PAPERS, INVESTMENT = DEFAULT_RULES


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def days(rule: DueRule, first: str, last: str) -> list[tuple[str, str]]:
    return [(one.day.isoformat(), one.period) for one in due_days(rule, day(first), day(last))]


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2021-09-18", True),
        ("2021-09-19", False),
        ("2021-09-20", False),
        ("2021-09-21", False),
        ("2021-09-26", True),
        ("2021-10-01", False),
        ("2021-10-07", False),
        ("2021-10-09", True),
        ("2021-10-10", False),
    ],
)
def test_holidays_and_the_days_worked_for_them(text: str, works: bool) -> None:
    assert is_workday(day(text)) is works


def test_of_a_year_without_announcement_weekends_are_known_and_that_is_said() -> None:
    assert is_workday(day("2041-10-01"))
    assert not is_workday(day("2041-10-05"))
    assert unannounced_words(2041) == "2041年放假安排未公布，仅按周末推算"
    assert unannounced_words(2021) == ""


@pytest.mark.parametrize(
    ("adjustment", "then"),
    [(Adjustment.NONE, "2021-10-03"), (Adjustment.EARLIER, "2021-09-30"), (Adjustment.LATER, "2021-10-08")],
)
def test_a_day_off_is_kept_or_moved(adjustment: Adjustment, then: str) -> None:
    assert adjusted(day("2021-10-03"), adjustment) == day(then)


def test_the_round_of_the_seed_is_on_its_sunday() -> None:
    assert days(HALF, "2021-08-10", "2021-09-30") == [
        ("2021-08-15", "2021-08-H1"),
        ("2021-09-01", "2021-08-H2"),
        ("2021-09-15", "2021-09-H1"),
    ]


def test_a_moved_day_belongs_to_the_days_asked_for_by_its_own_date() -> None:
    rule = DueRule("x", "报表", Frequency.MONTH, (6,), adjustment=Adjustment.LATER)
    assert days(rule, "2021-10-01", "2021-10-31") == [("2021-10-08", "2021-09")]
    earlier = DueRule("x", "报表", Frequency.MONTH, (1,), adjustment=Adjustment.EARLIER)
    assert days(earlier, "2021-09-30", "2021-09-30") == [("2021-09-30", "2021-09")]


def test_quarters_months_with_exceptions_and_single_days() -> None:
    assert days(QUARTERLY, "2021-01-01", "2021-12-31") == [
        ("2021-01-06", "2020-Q4"),
        ("2021-04-06", "2021-Q1"),
        ("2021-07-06", "2021-Q2"),
        ("2021-10-06", "2021-Q3"),
    ]
    december = DueRule("x", "报表", Frequency.MONTH, (25,), exceptions=((12, 8),))
    assert days(december, "2021-11-01", "2021-12-31") == [
        ("2021-11-25", "2021-10"),
        ("2021-12-08", "2021-11"),
    ]
    once = DueRule("x", "自评报告", Frequency.ONCE, on=day("2021-10-20"))
    assert days(once, "2021-10-01", "2021-10-31") == [("2021-10-20", "2021-10-20")]
    yearly = DueRule("x", "年报", Frequency.YEAR, (31,), months=(2,))
    assert days(yearly, "2021-01-01", "2021-12-31") == [("2021-02-28", "2021")]


def test_a_rule_that_is_switched_off_has_no_days() -> None:
    for rule in (PAPERS, INVESTMENT):
        assert days(rule, "2021-01-01", "2021-12-31") == []
        assert len(days(replace(rule, active=True), "2021-01-01", "2021-12-31")) == 12


def test_a_rule_holds_for_stated_days_from_and_to() -> None:
    rule = replace(HALF, since=day("2021-08-15"), until=day("2021-10-01"), adjustment=Adjustment.LATER)
    assert days(rule, "2021-01-01", "2021-12-31") == [
        ("2021-08-16", "2021-08-H1"),
        ("2021-09-01", "2021-08-H2"),
        ("2021-09-15", "2021-09-H1"),
        ("2021-10-08", "2021-09-H2"),
    ]


@pytest.mark.parametrize(
    ("month", "adjustment", "then"),
    [
        (Month(2021, 9), Adjustment.NONE, "2021-10-08"),
        (Month(2021, 12), Adjustment.NONE, "2022-01-08"),
        (Month(2021, 12), Adjustment.EARLIER, "2022-01-07"),
        (Month(2021, 12), Adjustment.LATER, "2022-01-10"),
    ],
)
def test_the_report_of_a_month_is_due_in_the_next(month: Month, adjustment: Adjustment, then: str) -> None:
    due = due_of(replace(MONTHLY, adjustment=adjustment), month)
    assert due is not None
    assert due.day == day(then)
    assert due_of(replace(MONTHLY, active=False), month) is None


def test_what_moved_a_day_is_said() -> None:
    assert (
        moved_words(day("2021-10-03"), day("2021-10-08"), Adjustment.LATER) == "（原定10月3日，逢休息日顺延）"
    )
    assert moved_words(day("2021-10-08"), day("2021-10-08"), Adjustment.LATER) == ""
    assert (
        moved_words(day("2041-10-06"), day("2041-10-07"), Adjustment.LATER)
        == "（原定10月6日，逢休息日顺延，2041年放假安排未公布，仅按周末推算）"
    )
    assert moved_words(day("2041-10-07"), day("2041-10-07"), Adjustment.NONE) == ""
    assert moved_words(day("2021-08-15"), day("2021-08-15"), Adjustment.NONE) == "（当日为休息日）"


def test_what_is_due_within_a_holiday_is_told_before_it() -> None:
    rule = replace(MONTHLY, days=(6,), remind_days=3)

    def told(today: str) -> list[str]:
        return [one.day.isoformat() for one in near_days(rule, day(today), datetime.timedelta(days=3))]

    assert told("2021-09-27") == []
    assert told("2021-09-28") == ["2021-10-06"]
    assert told("2021-10-09") == ["2021-10-06"]
    assert told("2021-10-10") == []
    # 26 September was worked: three workdays before the 29th.
    assert workdays_before(day("2021-09-29"), 3) == day("2021-09-26")
    assert workdays_before(day("2021-09-29"), 0) == day("2021-09-29")


def test_rules_come_back_from_the_file_as_they_were() -> None:
    changed = (
        *DEFAULT_RULES,
        DueRule(
            "once",
            "报表",
            Frequency.ONCE,
            on=day("2021-10-20"),
            exceptions=((12, 8),),
            since=day("2021-01-01"),
        ),
    )
    assert rules_of(json.loads(json.dumps(kept_rules(changed)))) == changed
    assert rules_of(None) == DEFAULT_RULES
    assert rules_of([{"name": "half_month", "days": "?"}, 7]) == (HALF,)


@given(st.dates(datetime.date(2005, 1, 1), datetime.date(2026, 9, 1)), st.sampled_from(list(Adjustment)))
def test_a_moved_day_is_a_workday_and_the_nearest(start: datetime.date, adjustment: Adjustment) -> None:
    moved = adjusted(start, adjustment)
    if adjustment is Adjustment.NONE:
        assert moved == start
        return
    assert is_workday(moved)
    between = range(1, abs((moved - start).days))
    sign = 1 if moved > start else -1
    assert not any(is_workday(start + datetime.timedelta(days=sign * number)) for number in between)
