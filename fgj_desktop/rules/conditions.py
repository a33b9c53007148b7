"""What the checks declared with the ledgers ask: each function says whether its check fails (1) or not.

Arguments come in the declared order; an empty one makes no check fail unless emptiness is the fault.
"""

from __future__ import annotations

import re

from fgj_desktop.rules.amounts import NATIONAL_PASSED
from fgj_desktop.rules.schedule import month_number

_CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{5}[0-9X]")
_REVIEWED = frozenset({"市级审核", "省级审核", NATIONAL_PASSED})
_APPROVED = frozenset({"已办结", "无需办理"})
_FIRST_CODE_YEAR, _LAST_CODE_YEAR = 2016, 2020
# A wrong unit (元 for 万元) makes 10,000 times; the true growth of a month comes on top.
_UNIT_FAULT, _UNIT_FAULT_LIMIT = 5_000, 50_000


def plan_over_rest(plan: int | None, total: int | None, invested_before_year: int | None) -> int:
    """Whether the year's plan is more than what is left of the total."""
    return int(plan is not None and total is not None and plan > total - (invested_before_year or 0))


def below(amount: int | None, bound: int | None) -> int:
    """Whether the first amount is less than the second."""
    return int(amount is not None and bound is not None and amount < bound)


def is_zero(amount: int | None) -> int:
    """Whether the amount is 0; empty is not 0."""
    return int(amount == 0)


def fell_without_note(own: int | None, previous: int | None, note: str | None) -> int:
    """Whether a cumulative amount is less than the one before and no 核减说明 explains it."""
    return int(own is not None and previous is not None and own < previous and not note)


def ten_thousand_times(own: int | None, previous: int | None) -> int:
    """Whether a cumulative amount is about 10,000 times the one before."""
    if own is None or previous is None or previous <= 0:
        return 0
    return int(previous * _UNIT_FAULT <= own <= previous * _UNIT_FAULT_LIMIT)


def code_format(code: str | None) -> int:
    """Whether a code is not of the form 4-6-2-2-6 (24 signs with hyphens)."""
    return int(bool(code) and not _CODE.fullmatch(str(code)))


def code_after_period(code: str | None, year: int, month: int) -> int:
    """Whether the time in a code lies after the period: a year up to 2020, then YYMM."""
    head = (code or "")[:4]
    if len(head) < 4 or not (head.isascii() and head.isdigit()):
        return 0
    if _FIRST_CODE_YEAR <= int(head) <= _LAST_CODE_YEAR:
        return int(int(head) > year)
    code_year, code_month = 2000 + int(head[:2]), int(head[2:])
    if not 1 <= code_month <= 12:
        return 0
    return int(month_number(code_year, code_month) > month_number(year, month))


def is_missing(value: int | str | None) -> int:
    """Whether nothing is filled in."""
    return int(value is None or value == "")


def demand_over_rest(demand: int | None, total: int | None, capital: int | None) -> int:
    """Whether the bonds asked for are more than the total less the capital."""
    return int(demand is not None and total is not None and demand > total - (capital or 0))


def capital_below_floor(capital: int | None, total: int | None) -> int:
    """Whether the capital is less than 20 % of the total."""
    return int(capital is not None and total is not None and total > 0 and capital * 5 < total)


def reviewed_without_code(code: str | None, national_state: str | None) -> int:
    """Whether a project without a code is said to be with the city or beyond."""
    return int(not code and national_state in _REVIEWED)


def passed_without_approval(national_state: str | None, approval: str | None) -> int:
    """Whether a project has passed the nation's review while its 立项 is known to be open."""
    return int(national_state == NATIONAL_PASSED and approval is not None and approval not in _APPROVED)


def built_without_approval(construction_state: str | None, approval: str | None) -> int:
    """Whether a project is being built while its 立项 is known to be open."""
    return int(construction_state == "在建" and approval is not None and approval not in _APPROVED)
