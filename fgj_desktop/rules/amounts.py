"""Computed columns: plans in force, amounts of a month, shares and gaps. Exact; None where empty.

Each function takes the stored values in the order in which its column declares them.
"""

from __future__ import annotations

from fractions import Fraction

from fgj_desktop.rules.schedule import due_twelfths

NATIONAL_PASSED = "国家审核通过"
FISCAL_PASSED = "财政部审核通过"


FIRST_PLAN, ADJUSTED_PLAN, PROPOSED_PLAN, NO_PLAN = "年初计划", "调整后计划", "拟定计划", "未下达"


def current_plan(
    annual_plan: int | None,
    adjusted_plan: int | None,
    proposed_plan: int | None = None,
    is_issued: int | None = None,
) -> int | None:
    """The plan in force: the adjusted one from the month it was entered for, else that of the year.

    The proposed one stands in while no project of the ledger has the year's plan yet (``is_issued`` 0).
    """
    if adjusted_plan is not None or annual_plan is not None:
        return annual_plan if adjusted_plan is None else adjusted_plan
    return proposed_plan if is_issued == 0 else None


def plan_basis(
    annual_plan: int | None, adjusted_plan: int | None, proposed_plan: int | None, is_issued: int | None
) -> str | None:
    """Which plan is in force; None for a project without one when others have theirs."""
    if adjusted_plan is not None:
        return ADJUSTED_PLAN
    if annual_plan is not None:
        return FIRST_PLAN
    if is_issued != 0:
        return None
    return NO_PLAN if proposed_plan is None else PROPOSED_PLAN


def month_amount(own: int | None, previous: int | None) -> int | None:
    """The month's amount: the cumulative entered for it less the one before; may be negative (冲减)."""
    return None if own is None else own - (previous or 0)


def completion(invested: int | None, plan: int | None) -> Fraction | None:
    """占年度计划: None without a plan above 0 or without a cumulative amount."""
    return None if invested is None or plan is None or plan <= 0 else Fraction(invested, plan)


def gap_points(
    invested: int | None, plan: int | None, planned_to_date: int | None, month: int
) -> Fraction | None:
    """较时间进度: completion less what is due by the schedule, as a share of the plan."""
    if invested is None or plan is None or plan <= 0:
        return None
    return Fraction(invested * 12 - due_twelfths(plan, planned_to_date, month), plan * 12)


def share_of_total(
    invested_before_year: int | None, invested: int | None, total_investment: int | None
) -> Fraction | None:
    """占总投资: everything invested since the beginning over the total."""
    if total_investment is None or total_investment <= 0:
        return None
    if invested_before_year is None and invested is None:
        return None
    return Fraction((invested_before_year or 0) + (invested or 0), total_investment)


def ratio(part: int | None, whole: int | None) -> Fraction | None:
    """One amount over another; None where either is empty or the second is not above 0."""
    return None if part is None or whole is None or whole <= 0 else Fraction(part, whole)


def net_amount(amount: int | None, moved_out: int | None, moved_in: int | None) -> int | None:
    """债券净额度: the amount after changes of use (用途调整)."""
    return None if amount is None else amount - (moved_out or 0) + (moved_in or 0)


def rest_of(amount: int | None, used: int | None) -> int | None:
    """What is left of an amount."""
    return None if amount is None else amount - (used or 0)


def bond_gap(demand: int | None, allocated: int | None) -> int | None:
    """债券资金缺口: the demand not yet covered by bonds."""
    return None if demand is None else demand - (allocated or 0)


def both_passed(national_state: str | None, fiscal_state: str | None) -> int | None:
    """双通过: 1 when both lines are passed, 0 when not, None when neither line is filled."""
    if national_state is None and fiscal_state is None:
        return None
    return int(national_state == NATIONAL_PASSED and fiscal_state == FISCAL_PASSED)


def difference(amount: int | None, other: int | None) -> int | None:
    """One amount less another; None where either is empty."""
    return None if amount is None or other is None else amount - other
