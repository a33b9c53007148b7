from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.ledgers.period import Month
from fgj_desktop.rules.schedule import (
    BEHIND,
    NO_INVESTMENT,
    NOT_ASSESSED,
    NOT_DUE,
    ON_SCHEDULE,
    STATES,
    date_span,
    is_before_start,
    is_past_start,
    month_number,
    schedule_share,
    schedule_state,
    start_span,
)

amounts = st.one_of(st.none(), st.integers(-(10**30), 10**30))
starts = st.one_of(
    st.none(), st.sampled_from(["2020", "2021-05", "2021-10-08", "2021-H2", "2021-Q4", "2022"])
)


def state(plan: int | None, invested: int | None, month: int = 9, **more: object) -> str:
    return schedule_state(
        plan,
        invested,
        more.get("planned_to_date"),  # type: ignore[arg-type]
        more.get("planned_start"),  # type: ignore[arg-type]
        more.get("period"),  # type: ignore[arg-type]
        2021,
        month,
    )


def test_exactly_three_quarters_in_september_is_on_schedule() -> None:
    assert state(7908, 5931) == ON_SCHEDULE
    assert state(7908, 5930) == BEHIND


def test_a_twelfth_rounded_to_833_is_behind_in_january() -> None:
    assert state(10_000, 833, month=1) == BEHIND
    assert state(10_000, 834, month=1) == ON_SCHEDULE
    assert state(12_000, 1_000, month=1) == ON_SCHEDULE


def test_a_plan_that_no_project_has_yet_is_not_issued() -> None:
    of_plan = [schedule_state(plan, 50, None, None, None, 2022, 1, 0) for plan in (None, 0, 100)]
    assert of_plan == ["年度计划未下达", "不计进度", "达到时间进度"]
    assert schedule_state(None, 50, None, None, None, 2022, 1, 1) == "不计进度"


def test_more_than_the_plan_is_on_schedule() -> None:
    assert state(100, 250, month=12) == ON_SCHEDULE


@pytest.mark.parametrize("plan", [None, 0, -5])
def test_without_a_plan_nothing_is_assessed(plan: int | None) -> None:
    assert state(plan, 100) == NOT_ASSESSED
    assert state(plan, None) == NOT_ASSESSED


@pytest.mark.parametrize("invested", [None, 0, -300])
def test_empty_zero_and_negative_cumulatives_are_no_investment(invested: int | None) -> None:
    assert state(100, invested) == NO_INVESTMENT


def test_no_investment_stays_so_before_the_planned_start() -> None:
    assert state(100, None, planned_start="2021-10") == NO_INVESTMENT
    assert state(100, 0, period="2021年10月-2021年12月") == NO_INVESTMENT


def test_some_investment_before_the_planned_start_is_not_due() -> None:
    assert state(100, 10, planned_start="2021-10") == NOT_DUE
    assert state(100, 10, planned_start="2021-09") == BEHIND
    assert state(100, 80, planned_start="2021-10") == ON_SCHEDULE


def test_the_planned_start_goes_before_the_construction_period() -> None:
    assert state(100, 10, planned_start="2021-05", period="2021.10-2022.12") == BEHIND
    assert state(100, 10, period="2021.10-2022.12") == NOT_DUE


def test_a_bare_year_in_the_construction_period_postpones_nothing_within_it() -> None:
    assert state(100, 10, period="2021-2022") == BEHIND
    assert state(100, 10, period="2018-") == BEHIND


def test_a_project_with_a_plan_of_its_own_is_compared_with_it() -> None:
    assert state(100, 20, planned_to_date=20) == ON_SCHEDULE
    assert state(100, 20, planned_to_date=21) == BEHIND
    assert state(100, 99, month=12, planned_to_date=99) == ON_SCHEDULE
    assert state(100, 1, planned_to_date=0) == ON_SCHEDULE


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2021年10月-2021年12月", (2021, 10), (2021, 10)),
        ("2021.10-2023.12", (2021, 10), (2021, 10)),
        ("2021.5-2021.12", (2021, 5), (2021, 5)),
        ("2020—2022", (2020, 1), (2020, 12)),
        ("2018-", (2018, 1), (2018, 12)),
        ("2010－", (2010, 1), (2010, 12)),
        ("2019-21", (2019, 1), (2019, 12)),
        ("2021年", (2021, 1), (2021, 12)),
        ("2021-10", (2021, 10), (2021, 10)),
        ("２０２１．１０－２０２２．６", (2021, 10), (2021, 10)),
        ("2021年 10月 - 2022年", (2021, 10), (2021, 10)),
        ("202110-202212", (2021, 10), (2021, 10)),
        ("2021年下半年-2022年", (2021, 7), (2021, 12)),
        ("2021年四季度", (2021, 10), (2021, 12)),
        ("2021年底-2022年", (2021, 12), (2021, 12)),
        ("09.10-11.3", (2009, 10), (2009, 10)),
        ("2021.1-2021.12", (2021, 1), (2021, 1)),
        ("2021.1", (2021, 1), (2021, 10)),
    ],
)
def test_the_start_is_read_from_the_construction_period(
    period: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    assert start_span(None, period) == (month_number(*first), month_number(*last))


@pytest.mark.parametrize("period", [None, "", "待定", "12个月", "3年", "2021.13"])
def test_what_names_no_start_gives_none(period: str | None) -> None:
    span = start_span(None, period)
    assert span is None or span == date_span("2021")


def test_dates_mean_as_many_months_as_they_leave_open() -> None:
    assert date_span("2021-09-30") == date_span("2021-09")
    assert date_span("2022-H1") == (month_number(2022, 1), month_number(2022, 6))
    assert date_span("2022-Q3") == (month_number(2022, 7), month_number(2022, 9))
    assert date_span("2022") == (month_number(2022, 1), month_number(2022, 12))


def test_in_the_planned_month_itself_a_project_is_due_but_not_past() -> None:
    assert not is_before_start("2021-09", None, 2021, 9)
    assert not is_past_start("2021-09", None, 2021, 9)
    assert is_before_start("2021-09", None, 2021, 8)
    assert is_past_start("2021-09", None, 2021, 10)
    assert is_past_start("2020", None, 2021, 1)


def test_the_schedule_is_n_twelfths() -> None:
    assert schedule_share(Month(2021, 9)) * 4 == 3
    assert schedule_share(Month(2021, 12)) == 1


@given(amounts, amounts, amounts, starts, st.integers(1, 12))
def test_every_project_is_in_exactly_one_state(
    plan: int | None, invested: int | None, planned: int | None, start: str | None, month: int
) -> None:
    assert schedule_state(plan, invested, planned, start, None, 2021, month) in STATES


@given(st.integers(1, 10**40), st.integers(1, 12))
def test_comparison_is_exact_for_huge_amounts(twelfth: int, month: int) -> None:
    plan, due = twelfth * 12, twelfth * month
    assert state(plan, due, month=month) == ON_SCHEDULE
    assert state(plan, due - 1, month=month) in {BEHIND, NO_INVESTMENT}


@given(st.integers(1, 10**15), st.integers(1, 10**15), st.integers(1, 12))
def test_more_investment_never_makes_a_state_worse(plan: int, invested: int, month: int) -> None:
    if state(plan, invested, month=month) == ON_SCHEDULE:
        assert state(plan, invested + 1, month=month) == ON_SCHEDULE


@given(st.text(max_size=30))
def test_any_text_may_stand_in_the_construction_period(text: str) -> None:
    assert state(100, 10, period=text) in {BEHIND, NOT_DUE}
