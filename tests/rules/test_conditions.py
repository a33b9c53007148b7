from __future__ import annotations

import pytest

from fgj_desktop.rules.conditions import (
    below,
    built_without_approval,
    capital_below_floor,
    code_after_period,
    code_format,
    demand_over_rest,
    fell_without_note,
    is_missing,
    is_zero,
    passed_without_approval,
    plan_over_rest,
    reviewed_without_code,
    ten_thousand_times,
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


def test_a_cumulative_may_fall_only_with_a_note() -> None:
    assert fell_without_note(5900, 6083, None) == 1
    assert fell_without_note(5900, 6083, "结算核减") == 0
    assert fell_without_note(6083, 6083, None) == 0
    assert fell_without_note(0, 6083, None) == 1
    assert fell_without_note(None, 6083, None) == 0
    assert fell_without_note(5900, None, None) == 0


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
