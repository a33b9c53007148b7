"""Days off and days worked instead (调休), as the State Council announces them year by year.

The announcements come with the package chinesecalendar, offline. Of a year that it does not know only the weekends
are known, and whoever asks can say so.
"""

from __future__ import annotations

import datetime
from enum import Enum
from functools import lru_cache

_DAY = datetime.timedelta(days=1)


class Adjustment(Enum):
    """What becomes of a due day that is a day off; the value is what is read."""

    NONE = "不调整"
    EARLIER = "提前"
    LATER = "顺延"


def is_workday(day: datetime.date) -> bool:
    """Whether offices work on a day; by weekends alone where the holidays are not known."""
    known = _announced(day)
    return day.weekday() < 5 if known is None else known


def is_announced(year: int) -> bool:
    """Whether the days off of a whole year are known."""
    return _announced(datetime.date(year, 12, 31)) is not None


def unannounced_words(year: int) -> str:
    """What is said of a year whose days off are not known; empty for a known one."""
    return "" if is_announced(year) else f"{year}年放假安排未公布，仅按周末推算"


def adjusted(day: datetime.date, adjustment: Adjustment) -> datetime.date:
    """The due day itself, or the last workday before, or the first one after, when it is a day off."""
    if adjustment is Adjustment.NONE:
        return day
    step = -_DAY if adjustment is Adjustment.EARLIER else _DAY
    while not is_workday(day):
        day += step
    return day


def workdays_before(day: datetime.date, count: int) -> datetime.date:
    """The day that lies so many workdays before another one; days off between do not count."""
    while count > 0:
        day -= _DAY
        count -= is_workday(day)
    return day


def moved_words(stated: datetime.date, day: datetime.date, adjustment: Adjustment) -> str:
    """What is said of a day that was moved, is a day off and stays, or may be one unknown to us; in brackets."""
    if adjustment is Adjustment.NONE:
        return "" if is_workday(day) else "（当日为休息日）"
    words = unannounced_words(stated.year)
    if day != stated:
        moved = f"原定{stated.month}月{stated.day}日，逢休息日{adjustment.value}"
        words = f"{moved}，{words}" if words else moved
    return f"（{words}）" if words else ""


@lru_cache(maxsize=4_000)
def _announced(day: datetime.date) -> bool | None:
    """Whether a day is worked by the announcement; None where there is none."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
