"""What the checks declared with the ledgers ask: each function says whether its check fails (1) or not.

Arguments come in the declared order; an empty one makes no check fail unless emptiness is the fault.
"""

from __future__ import annotations

import re

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.rules.amounts import NATIONAL_PASSED
from fgj_desktop.rules.schedule import construction_end, month_number, start_span

_CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{5}[0-9X]")
_REVIEWED = frozenset({"市级审核", "省级审核", NATIONAL_PASSED})
_APPROVED = frozenset({"已办结", "无需办理"})
FINISHED, RETURNED = "已竣工", "退回修改"
_FIRST_CODE_YEAR, _LAST_CODE_YEAR = 2016, 2020
# A wrong unit (元 for 万元) makes 10,000 times; the true growth of a month comes on top.
_UNIT_FAULT, _UNIT_FAULT_LIMIT = 5_000, 50_000


def plan_over_rest(plan: int | None, total: int | None, invested_before_year: int | None) -> int:
    """Whether the year's plan is more than what is left of the total."""
    return int(plan is not None and total is not None and plan > total - (invested_before_year or 0))


def below(amount: int | None, bound: int | None) -> int:
    """Whether the first amount is less than the second."""
    return int(amount is not None and bound is not None and amount < bound)


def above(amount: int | None, bound: int | None) -> int:
    """Whether the first amount is more than the second."""
    return int(amount is not None and bound is not None and amount > bound)


def over_plan(amount: int | None, plan: int | None) -> int:
    """Whether an amount is more than the year's plan; a plan of 0 is a fault of its own."""
    return int(amount is not None and plan is not None and 0 < plan < amount)


def sum_above(first: int | None, second: int | None, bound: int | None) -> int:
    """Whether two amounts together are more than a third; of the two, one may be empty."""
    if bound is None or (first is None and second is None):
        return 0
    return int((first or 0) + (second or 0) > bound)


def is_negative(amount: int | None) -> int:
    """Whether the amount is below 0."""
    return int(amount is not None and amount < 0)


def is_zero(amount: int | None) -> int:
    """Whether the amount is 0; empty is not 0."""
    return int(amount == 0)


def is_other(difference: int | None, _expected: int | None) -> int:
    """Whether a difference from what was expected, which the message tells, is neither empty nor 0."""
    return int(bool(difference))


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


def is_after_period(date: str | None, year: int, month: int) -> int:
    """Whether a date lies surely after the period."""
    days = _days(date)
    return int(days is not None and days[0] > f"{year:04d}-{month:02d}-31")


def is_before(date: str | None, other: str | None) -> int:
    """Whether the first date lies surely before the second, as far as both are known."""
    days, others = _days(date), _days(other)
    return int(days is not None and others is not None and days[1] < others[0])


def is_before_construction(date: str | None, construction_period: str | None) -> int:
    """Whether a date lies surely before the beginning of 建设起止年限."""
    days, span = _days(date), start_span(None, construction_period)
    return int(days is not None and span is not None and days[1] < _month_text(span[0]))


def ends_before_it_begins(construction_period: str | None) -> int:
    """Whether 建设起止年限 ends surely before it begins."""
    if not construction_period:
        return 0
    start, end = start_span(None, construction_period), construction_end(construction_period)
    return int(start is not None and end is not None and end[1] < start[0])


def unfinished_past_end(
    construction_period: str | None,
    total: int | None,
    invested_before_year: int | None,
    invested: int | None,
    year: int,
    month: int,
) -> int:
    """应竣工未竣工: 建设起止年限 has surely ended before the period while the total is not invested yet."""
    if not construction_period or total is None or total <= 0:
        return 0
    end = construction_end(construction_period)
    done = (invested_before_year or 0) + (invested or 0)
    return int(end is not None and end[1] < month_number(year, month) and done < total)


def unfinished_past_date(planned_finish: str | None, state: str | None, year: int, month: int) -> int:
    """Whether the planned finish lies surely before the period while the state does not say 已竣工."""
    days = _days(planned_finish)
    return int(days is not None and days[1] < f"{year:04d}-{month:02d}-01" and state != FINISHED)


def started_without_investment(started: int | None, invested: int | None, actual: int | None) -> int:
    """Whether a project has begun and nothing is invested this year, by neither count."""
    return int(started == 1 and (invested or 0) <= 0 and (actual or 0) <= 0)


def invested_without_start(started: int | None, invested: int | None, actual: int | None) -> int:
    """Whether something is invested in a project that is said not to have begun: it may be 前期费用."""
    return int(started == 0 and ((invested or 0) > 0 or (actual or 0) > 0))


def listed_without_start(listed: int | None, started: int | None) -> int:
    """Whether a project is in the statistical library that is said not to have begun."""
    return int(listed == 1 and started == 0)


def dated_without_fact(date: str | None, fact: int | None) -> int:
    """Whether there is a date of what is said not to have happened."""
    return int(bool(date) and fact == 0)


def returned_without_reason(state: str | None, reason: str | None) -> int:
    """Whether a project was sent back and nothing says why."""
    return int(state == RETURNED and not reason)


def _days(stored: str | None) -> tuple[str, str] | None:
    """The first and the last day that a stored date may mean, as ISO texts; None when it says none."""
    if not stored:
        return None
    try:
        return date_bounds(stored)
    except (ValueError, IndexError):
        return None


def _month_text(number: int) -> str:
    """The first day of a month given by its running number."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}-01"


def hazards_without_rectification(rectification: str | None, hazards: int | None) -> int:
    """Whether hazards were found and nothing is said of their rectification."""
    return int((hazards or 0) > 0 and rectification in {None, "无隐患"})
