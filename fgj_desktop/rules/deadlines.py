"""Deadlines as they are written (11月底前, 长期坚持), and whether they have passed."""

from __future__ import annotations

import calendar
import re

from fgj_desktop.ledgers.dates import date_bounds, may_fall_within, parse_date
from fgj_desktop.ledgers.period import Month
from fgj_desktop.ledgers.text import half_width, squeeze
from fgj_desktop.ledgers.values import Misfit

STANDING, NOT_BEGUN, UNDER_WAY, DONE, OVERDUE = "长期坚持", "未启动", "推进中", "已完成", "逾期未完成"
FINISHED = frozenset({DONE, "已解决", "已销号", "已落实", "已办结", "已整改", "无隐患", "已回复"})
_EVER = "9999-12-31"
_STANDING_WORDS = ("长期", "持续", "常态化", "按年度")
_MONTH_END = re.compile(r"(?:((?:19|20|21)\d{2})年)?(\d{1,2})月(?:月?底|末)")
_YEAR_END = re.compile(r"((?:19|20|21)\d{2})年?(?:年?底|末)")
_BEFORE = re.compile(r"(?:之?前|以前)(?:完成)?$")


def is_standing(text: str | None) -> int:
    """Whether a deadline is none: 长期坚持."""
    return int(text is not None and any(word in text for word in _STANDING_WORDS))


def task_deadline(text: str | None, year: int) -> str | None:
    """The last day that a written deadline allows, ISO; None for 长期坚持 and for what cannot be read.

    「11月底前」 is 30 November of the year in hand. 「11月前」 is the day before November begins.
    """
    if text is None or is_standing(text):
        return None
    plain = squeeze(half_width(text))
    bare = _BEFORE.sub("", plain)
    if ended := _MONTH_END.fullmatch(bare):
        return _month_end(int(ended[1] or year), int(ended[2]))
    if ended := _YEAR_END.fullmatch(bare):
        return f"{ended[1]}-12-31"
    if bare in {"年底", "年末", "今年底"}:
        return f"{year}-12-31"
    parsed = parse_date(bare, year)
    if isinstance(parsed, Misfit):
        return parsed.choices[-1] if parsed.choices else None
    first, last = date_bounds(parsed)
    is_month = len(parsed) == 7 and parsed[5].isdigit()
    if is_month and bare != plain and first[5:7] != "01":
        return _month_end(int(first[:4]), int(first[5:7]) - 1)
    return last


def _month_end(year: int, month: int) -> str | None:
    if not 1 <= month <= 12:
        return None
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]}"


def deadline_without_year(text: str | None, year: int) -> int:
    """Whether a deadline names no year, so that it would move on with the year in hand."""
    return int(task_deadline(text, year) != task_deadline(text, year + 1))


def is_unreadable_deadline(text: str | None, year: int) -> int:
    """Whether a deadline is written that is neither a date nor 长期坚持."""
    return int(text is not None and not is_standing(text) and task_deadline(text, year) is None)


def conversion_state(state: str | None, deadline: str | None, year: int, month: int) -> str:
    """状态 of a village: what was entered, 逾期未完成 told from the deadline."""
    return task_state(state, deadline, None, year, month)


def task_state(state: str | None, deadline: str | None, standing: str | None, year: int, month: int) -> str:
    """状态 of a task as of a month: what was entered, 长期坚持 and 逾期未完成 told from the deadline."""
    if state == DONE:
        return DONE
    if is_standing(standing):
        return STANDING
    if is_past(deadline, state, year, month):
        return OVERDUE
    return state or NOT_BEGUN


def is_past(deadline: str | None, state: str | None, year: int, month: int) -> int | None:
    """Whether a deadline lies before the end of the month and the matter is not settled; None without one."""
    if deadline is None:
        return None
    return int(
        state not in FINISHED and date_bounds(deadline)[1] < f"{year}-{month:02d}-{_days(year, month)}"
    )


def is_past_undone(deadline: str | None, done_on: str | None, year: int, month: int) -> int | None:
    """Whether a deadline lies before the end of the month and nothing was done by then."""
    end = f"{year}-{month:02d}-{_days(year, month)}"
    is_done = done_on is not None and date_bounds(done_on)[0] <= end
    return None if deadline is None else int(not is_done and date_bounds(deadline)[1] < end)


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def settling_differs(state: str | None, settled_on: str | None, year: int, month: int) -> int:
    """Whether the state and the day of settling contradict each other as of a month."""
    if state is None:
        return 0
    if settled_on is None:
        return int(state in FINISHED)
    may_be_later = may_fall_within(settled_on, f"{Month(year, month).next.key}-01", _EVER)
    return int(state not in FINISHED and not may_be_later)
