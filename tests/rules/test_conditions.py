from __future__ import annotations

import pytest

from fgj_desktop.rules.conditions import (
    above,
    below,
    built_without_approval,
    capital_below_floor,
    code_after_period,
    code_format,
    dated_without_fact,
    demand_over_rest,
    ends_before_it_begins,
    invested_without_start,
    is_after_period,
    is_before,
    is_before_construction,
    is_missing,
    is_negative,
    is_other,
    is_zero,
    listed_without_start,
    over_plan,
    passed_without_approval,
    plan_over_rest,
    returned_without_reason,
    reviewed_without_code,
    started_without_investment,
    sum_above,
    ten_thousand_times,
    unfinished_past_date,
    unfinished_past_end,
)


def test_a_plan_may_be_all_that_is_left_but_no_more() -> None:
    assert plan_over_rest(70, 100, 30) == 0
    assert plan_over_rest(71, 100, 30) == 1
    assert plan_over_rest(100, 100, None) == 0
    assert plan_over_rest(None, 100, 30) == 0
    assert plan_over_rest(71, None, 30) == 0


def test_a_total_below_the_plan_is_noticed() -> None:
    assert below(99, 100) == 1
    assert below(100, 100) == 0
    assert below(None, 100) == 0
    assert below(99, None) == 0


def test_zero_is_not_empty() -> None:
    assert is_zero(0) == 1
    assert is_zero(None) == 0
    assert is_zero(1) == 0
    assert is_missing(0) == 0
    assert is_missing(None) == 1
    assert is_missing("") == 1
    assert is_missing("项目") == 0


def test_a_slip_of_the_unit_is_told_from_growth() -> None:
    assert ten_thousand_times(60_830_000, 6_083) == 1
    assert ten_thousand_times(90_000_000, 6_083) == 1
    assert ten_thousand_times(60_830, 6_083) == 0
    assert ten_thousand_times(5, 0) == 0
    assert ten_thousand_times(5, None) == 0
    assert ten_thousand_times(None, 5) == 0


@pytest.mark.parametrize(
    ("code", "fails"),
    [
        ("2018-440204-83-03-846312", 0),
        ("2104-440204-47-03-81377X", 0),
        (None, 0),
        ("2018-440204-83-03-84631", 1),
        ("201844020483038463120000", 1),
        ("2018-44020-483-03-846312", 1),
        ("正在办理", 1),
    ],
)
def test_codes_have_24_signs_in_five_groups(code: str | None, fails: int) -> None:
    assert code_format(code) == fails


@pytest.mark.parametrize(
    ("code", "fails"),
    [
        ("2018-440204-83-03-846312", 0),
        ("2020-440204-83-03-846312", 0),
        ("2109-440204-83-03-846312", 0),
        ("2110-440204-83-03-846312", 1),
        ("2201-440204-83-03-846312", 1),
        ("2113-440204-83-03-846312", 0),
        ("21", 0),
        ("二〇二一", 0),
        ("２１１２-440204", 0),
        (None, 0),
    ],
)
def test_a_code_is_not_dated_after_the_period(code: str | None, fails: int) -> None:
    assert code_after_period(code, 2021, 9) == fails


def test_a_code_of_the_old_kind_carries_a_year() -> None:
    assert code_after_period("2020-440204-83-03-846312", 2019, 12) == 1
    assert code_after_period("2019-440204-83-03-846312", 2019, 1) == 0


def test_bonds_are_limited_by_total_less_capital() -> None:
    assert demand_over_rest(80, 100, 20) == 0
    assert demand_over_rest(81, 100, 20) == 1
    assert demand_over_rest(101, 100, None) == 1
    assert demand_over_rest(None, 100, 20) == 0
    assert capital_below_floor(20, 100) == 0
    assert capital_below_floor(19, 100) == 1
    assert capital_below_floor(None, 100) == 0
    assert capital_below_floor(5, 0) == 0


def test_a_review_needs_a_code() -> None:
    assert reviewed_without_code(None, "市级审核") == 1
    assert reviewed_without_code("", "国家审核通过") == 1
    assert reviewed_without_code(None, "区级审核") == 0
    assert reviewed_without_code(None, None) == 0
    assert reviewed_without_code("2104-440204-04-01-526603", "省级审核") == 0


@pytest.mark.parametrize(
    ("approval", "fails"), [("办理中", 1), ("未办理", 1), ("已办结", 0), ("无需办理", 0), (None, 0)]
)
def test_passing_and_building_need_the_approval_as_far_as_it_is_known(
    approval: str | None, fails: int
) -> None:
    assert passed_without_approval("国家审核通过", approval) == fails
    assert passed_without_approval("省级审核", approval) == 0
    assert built_without_approval("在建", approval) == fails
    assert built_without_approval("未开工", approval) == 0


def test_an_amount_is_above_another_by_one_fen() -> None:
    assert above(101, 100) == 1
    assert above(100, 100) == 0
    assert above(None, 100) == 0
    assert above(101, None) == 0


def test_more_than_the_plan_is_told_only_where_there_is_one() -> None:
    assert over_plan(101, 100) == 1
    assert over_plan(100, 100) == 0
    assert over_plan(101, 0) == 0
    assert over_plan(101, None) == 0
    assert over_plan(None, 100) == 0


def test_two_amounts_together_may_reach_a_third_but_not_pass_it() -> None:
    assert sum_above(60, 40, 100) == 0
    assert sum_above(60, 41, 100) == 1
    assert sum_above(None, 101, 100) == 1
    assert sum_above(101, None, 100) == 1
    assert sum_above(None, None, 100) == 0
    assert sum_above(60, 41, None) == 0


def test_zero_is_not_negative() -> None:
    assert is_negative(-1) == 1
    assert is_negative(0) == 0
    assert is_negative(None) == 0


@pytest.mark.parametrize(
    ("date", "fails"),
    [
        ("2021-09-30", 0),
        ("2021-10-01", 1),
        ("2021-09", 0),
        ("2021-10", 1),
        ("2021", 0),
        ("2022", 1),
        ("2021-Q3", 0),
        ("2021-Q4", 1),
        ("2021-H2", 0),
        (None, 0),
        ("没有日期", 0),
        ("2021-H", 0),
    ],
)
def test_only_a_date_that_is_surely_to_come_is_after_the_period(date: str | None, fails: int) -> None:
    assert is_after_period(date, 2021, 9) == fails


def test_dates_are_compared_as_far_as_they_are_known() -> None:
    assert is_before("2021-03-09", "2021-03-10") == 1
    assert is_before("2021-03-10", "2021-03-10") == 0
    assert is_before("2021-03", "2021-03-10") == 0
    assert is_before("2021-02", "2021-03-10") == 1
    assert is_before("2021", "2021-12-31") == 0
    assert is_before("2020", "2021") == 1
    assert is_before(None, "2021") == 0
    assert is_before("2021", None) == 0


def test_a_start_before_the_construction_period_is_noticed() -> None:
    assert is_before_construction("2021-02-28", "2021年3月-2022年12月") == 1
    assert is_before_construction("2021-03-01", "2021年3月-2022年12月") == 0
    assert is_before_construction("2021-02", "2021-2022") == 0
    assert is_before_construction("2020-12-31", "2021-") == 1
    assert is_before_construction("2020-12-31", "三年") == 0
    assert is_before_construction(None, "2021-2022") == 0


@pytest.mark.parametrize(
    ("period", "fails"),
    [
        ("2021-2022", 0),
        ("2022-2021", 1),
        ("2021", 0),
        ("2021-", 0),
        ("2021年10月-2021年9月", 1),
        ("2021年10月-9月", 1),
        ("2021.10-2021.10", 0),
        ("09.10-11.3", 0),
        ("三年", 0),
        (None, 0),
    ],
)
def test_a_construction_period_ends_after_it_begins(period: str | None, fails: int) -> None:
    assert ends_before_it_begins(period) == fails


@pytest.mark.parametrize(
    ("period", "year", "month", "fails"),
    [
        ("2019-2020", 2021, 1, 1),
        ("2019-2021", 2021, 12, 0),
        ("2019-2021", 2022, 1, 1),
        ("2019年3月-2021年8月", 2021, 8, 0),
        ("2019年3月-2021年8月", 2021, 9, 1),
        ("2019-", 2030, 1, 0),
        (None, 2030, 1, 0),
    ],
)
def test_what_should_be_finished_and_is_not_is_noticed(
    period: str | None, year: int, month: int, fails: int
) -> None:
    assert unfinished_past_end(period, 100, 60, 39, year, month) == fails
    assert unfinished_past_end(period, 100, 60, 40, year, month) == 0
    assert unfinished_past_end(period, None, 60, 39, year, month) == 0
    assert unfinished_past_end(period, 0, None, None, year, month) == 0


def test_a_planned_finish_in_this_very_month_is_not_past() -> None:
    assert unfinished_past_date("2021-08", "在建", 2021, 9) == 1
    assert unfinished_past_date("2021-09", "在建", 2021, 9) == 0
    assert unfinished_past_date("2021-08", "已竣工", 2021, 9) == 0
    assert unfinished_past_date("2021", "在建", 2021, 12) == 0
    assert unfinished_past_date(None, "在建", 2021, 9) == 0


def test_a_start_and_an_investment_belong_together() -> None:
    assert started_without_investment(1, None, None) == 1
    assert started_without_investment(1, 0, 0) == 1
    assert started_without_investment(1, None, 5) == 0
    assert started_without_investment(1, 5, None) == 0
    assert started_without_investment(0, None, None) == 0
    assert started_without_investment(None, None, None) == 0
    assert invested_without_start(0, 5, None) == 1
    assert invested_without_start(0, None, 5) == 1
    assert invested_without_start(0, 0, None) == 0
    assert invested_without_start(None, 5, None) == 0
    assert invested_without_start(1, 5, 5) == 0
    assert listed_without_start(1, 0) == 1
    assert listed_without_start(1, None) == 0
    assert listed_without_start(0, 0) == 0


def test_a_date_of_what_did_not_happen_is_noticed() -> None:
    assert dated_without_fact("2021-03", 0) == 1
    assert dated_without_fact("2021-03", None) == 0
    assert dated_without_fact(None, 0) == 0


def test_a_return_needs_its_reason() -> None:
    assert returned_without_reason("退回修改", None) == 1
    assert returned_without_reason("退回修改", "缺立项") == 0
    assert returned_without_reason("市级审核", None) == 0


def test_only_a_difference_is_told() -> None:
    assert [is_other(amount, 5) for amount in (None, 0, 1, -1)] == [0, 0, 1, 1]
