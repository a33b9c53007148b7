from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from fgj_desktop.rules.amounts import (
    bond_gap,
    both_passed,
    completion,
    current_plan,
    gap_points,
    month_amount,
    plan_basis,
    ratio,
    share_of_total,
)


def test_a_proposed_plan_stands_in_only_while_none_is_issued() -> None:
    plans = [(None, None, 7, 0), (None, None, 7, 1), (5, None, 7, 0), (5, 6, 7, 1), (None, None, None, 0)]
    assert [current_plan(*one) for one in plans] == [7, None, 5, 6, None]
    assert [plan_basis(*one) for one in plans] == ["拟定计划", None, "年初计划", "调整后计划", "未下达"]


def test_the_adjusted_plan_is_the_one_in_force() -> None:
    assert current_plan(100, None) == 100
    assert current_plan(100, 80) == 80
    assert current_plan(None, 80) == 80
    assert current_plan(100, 0) == 0
    assert current_plan(None, None) is None


def test_a_months_amount_is_a_difference_and_may_be_negative() -> None:
    assert month_amount(500, 300) == 200
    assert month_amount(300, 500) == -200
    assert month_amount(300, None) == 300
    assert month_amount(None, 300) is None
    assert month_amount(0, None) == 0


def test_completion_is_exact_and_empty_without_a_plan_or_amount() -> None:
    assert completion(1, 3) == Fraction(1, 3)
    assert completion(250, 100) == Fraction(5, 2)
    assert completion(-10, 100) == Fraction(-1, 10)
    assert completion(0, 100) == 0
    assert completion(None, 100) is None
    assert completion(10, 0) is None
    assert completion(10, None) is None


def test_the_gap_is_taken_before_rounding() -> None:
    assert gap_points(157, 1000, None, 2) == Fraction(157, 1000) - Fraction(2, 12)
    assert gap_points(20, 100, 30, 2) == Fraction(-1, 10)
    assert gap_points(75, 100, None, 9) == 0
    assert gap_points(None, 100, None, 9) is None
    assert gap_points(10, 0, None, 9) is None


def test_the_share_of_the_total_counts_earlier_years() -> None:
    assert share_of_total(30, 20, 100) == Fraction(1, 2)
    assert share_of_total(None, 20, 100) == Fraction(1, 5)
    assert share_of_total(None, None, 100) is None
    assert share_of_total(30, 20, 0) is None
    assert share_of_total(30, 20, None) is None


def test_ratios_need_two_amounts() -> None:
    assert ratio(130, 100) == Fraction(13, 10)
    assert ratio(130, None) is None
    assert ratio(None, 100) is None
    assert ratio(130, 0) is None


def test_the_bond_gap_is_what_is_not_allocated() -> None:
    assert bond_gap(100, 40) == 60
    assert bond_gap(100, None) == 100
    assert bond_gap(None, 40) is None


def test_both_lines_must_be_passed() -> None:
    assert both_passed("国家审核通过", "财政部审核通过") == 1
    assert both_passed("国家审核通过", None) == 0
    assert both_passed("省级审核", "财政部审核通过") == 0
    assert both_passed(None, None) is None


@given(st.integers(-(10**18), 10**18), st.integers(1, 10**18), st.integers(1, 12))
def test_completion_less_schedule_is_the_gap(invested: int, plan: int, month: int) -> None:
    share = completion(invested, plan)
    assert share is not None
    assert gap_points(invested, plan, None, month) == share - Fraction(month, 12)
