"""The time schedule (时间进度): what should be invested by a month, and a project's state against it.

Everything is compared by cross-multiplying integers; nothing is rounded. Amounts are 分. What is due is
kept in twelfths of a 分, because a twelfth of a plan need not be a whole number of them.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import parse_date
from fgj_desktop.ledgers.text import half_width, squeeze
from fgj_desktop.ledgers.values import Misfit

if TYPE_CHECKING:
    from fgj_desktop.ledgers.period import Month

ON_SCHEDULE = "达到时间进度"
BEHIND = "落后时间进度"
NO_INVESTMENT = "未产生投资"
NOT_DUE = "未到计划开工时间"
NOT_ASSESSED = "不计进度"
PLAN_PENDING = "年度计划未下达"
STATES = (ON_SCHEDULE, BEHIND, NO_INVESTMENT, NOT_DUE, NOT_ASSESSED, PLAN_PENDING)

Span = tuple[int, int]
"""The first and the last month that a date may mean, as numbers of months."""

_START = re.compile(
    r"\d{4}年?(?:第?[一二三四1234]季度|上半年|下半年|[底末初])"
    r"|\d{4}[年./-](?:0?[1-9]|1[0-2])(?!\d)月?"
    r"|\d{6}(?!\d)"
    r"|\d{4}年?(?!\d)"
)
_SHORT_START = re.compile(r"(\d{2})\.(\d{1,2})(?!\d)")
_MONTH_ALONE = re.compile(r"(\d{1,2})月")
_BETWEEN = "-—–~～至到"
_DAY_AFTER = re.compile(rf"[.]\d{{1,2}}日?(?=[{_BETWEEN}])|\d{{1,2}}日(?=[{_BETWEEN}])|[底末初份上中下旬]+")


def month_number(year: int, month: int) -> int:
    """Months as one running number, so that they can be compared."""
    return year * 12 + month - 1


def schedule_share(month: Month) -> Fraction:
    """N/12 of the closed month."""
    return Fraction(month.number, 12)


@lru_cache(maxsize=4096)
def date_span(stored: str) -> Span:
    """The months that a stored date may mean: one month, a quarter, a half-year or a year."""
    year, _, rest = stored.partition("-")
    first = month_number(int(year), 1)
    if not rest:
        return first, first + 11
    if rest[0] == "H":
        start = first + 6 * (int(rest[1]) - 1)
        return start, start + 5
    if rest[0] == "Q":
        start = first + 3 * (int(rest[1]) - 1)
        return start, start + 2
    start = first + int(rest[:2]) - 1
    return start, start


@lru_cache(maxsize=4096)
def start_span(planned_start: str | None, construction_period: str | None) -> Span | None:
    """When a project is planned to begin: by its planned start, else by the start of its 建设起止年限.

    None when neither tells. ``2021-2022`` tells the year only: such a project is not due before that
    year and past its start after it, and within the year neither.
    """
    if planned_start:
        return date_span(planned_start)
    return _period_start(construction_period) if construction_period else None


def _period_start(period: str) -> Span | None:
    """Read the start of ``2021年10月-2021年12月``, ``2021.10-2023.12``, ``2018-``, ``09.10-11.3``."""
    return _first_span(_plain_period(period))[0]


@lru_cache(maxsize=4096)
def construction_end(construction_period: str) -> Span | None:
    """When 建设起止年限 ends: ``2021-2023`` in some month of 2023, ``2021`` within it, ``2018-`` is open.

    ``2021年3月-12月`` takes the year from its start. None when it is open or cannot be read.
    """
    start, rest = _first_span(_plain_period(construction_period))
    if start is None:
        return None
    if not rest:
        return start
    day = _DAY_AFTER.match(rest)
    end = rest[day.end() if day else 0 :].lstrip(_BETWEEN)
    if month := _MONTH_ALONE.match(end):
        end = f"{start[0] // 12}年{end}" if 1 <= int(month[1]) <= 12 else ""
    return _first_span(end)[0]


def _plain_period(period: str) -> str:
    return squeeze(half_width(period))


def _first_span(text: str) -> tuple[Span | None, str]:
    """The months that the date at the beginning of a text may mean, and what follows it."""
    if short := _SHORT_START.match(text):
        text = f"20{short[1]}.{short[2]}{text[short.end() :]}"
    found = _START.match(text)
    if found is None:
        return None, text
    rest = text[found.end() :]
    parsed = parse_date(found[0], 0)
    if not isinstance(parsed, Misfit):
        return date_span(parsed), rest
    if not parsed.choices:
        return None, rest
    first = date_span(parsed.choices[0])
    # 「2021.1」 alone may be a number that lost its zero (October); written before a 「-」 it is January.
    return (first if rest else (first[0], date_span(parsed.choices[-1])[1])), rest


def due_twelfths(plan: int, planned_to_date: int | None, month: int) -> int:
    """Twelve times what should be invested by the end of ``month``: the project's own plan, else N/12."""
    return plan * month if planned_to_date is None else planned_to_date * 12


def schedule_state(
    plan: int | None,
    invested: int | None,
    planned_to_date: int | None,
    planned_start: str | None,
    construction_period: str | None,
    year: int,
    month: int,
    is_issued: int | None = None,
) -> str:
    """推进状态 of one project. ``is_issued`` is 0 while no project of the ledger has a plan of the year.

    A cumulative amount that is empty, 0 or negative (冲减 beyond what was done) is no investment, due or
    not. A project with some investment below the schedule is 未到计划开工时间 before its planned start.
    """
    if plan is None or plan <= 0:
        return PLAN_PENDING if plan is None and is_issued == 0 else NOT_ASSESSED
    if invested is None or invested <= 0:
        return NO_INVESTMENT
    if invested * 12 >= due_twelfths(plan, planned_to_date, month):
        return ON_SCHEDULE
    if is_before_start(planned_start, construction_period, year, month):
        return NOT_DUE
    return BEHIND


def is_before_start(
    planned_start: str | None, construction_period: str | None, year: int, month: int
) -> bool:
    """Whether the month lies surely before the planned start."""
    span = start_span(planned_start, construction_period)
    return span is not None and month_number(year, month) < span[0]


def is_past_start(planned_start: str | None, construction_period: str | None, year: int, month: int) -> bool:
    """Whether the planned start lies surely before the month; in the planned month itself it does not."""
    span = start_span(planned_start, construction_period)
    return span is not None and month_number(year, month) > span[1]
