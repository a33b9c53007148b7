"""报送日程: by which days reports are due, as data that the clerk edits; kept as JSON in the file's settings."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from fgj_desktop.rules.workdays import Adjustment, adjusted, workdays_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from fgj_desktop.ledgers.period import Month

SETTING = "due_rules"
MOST_DAYS_AHEAD = 30
_FURTHEST = datetime.timedelta(days=62)
"""More than the most workdays ahead come to, with the longest holidays."""


class Frequency(Enum):
    """How often a report is due; the value is what is read."""

    HALF_MONTH = "半月"
    MONTH = "每月"
    QUARTER = "每季"
    YEAR = "每年"
    ONCE = "一次性"


class Owed(Enum):
    """Who owes the report; the value is what is read."""

    BUREAU = "本局"
    PROJECT_UNITS = "项目责任单位"
    MEMBER_UNITS = "领导小组成员单位"


@dataclass(frozen=True, slots=True)
class DueRule:
    """One report and its days.

    ``days`` are days of the month: of a half-monthly report first that of the first half, then the day of the
    *following* month for the second half. ``months`` limits a yearly rule to its months. ``exceptions`` replaces
    the day in a month of the year (12 → 8). ``on`` is the day of a report that is due once. The rule holds for
    stated days from ``since`` to ``until``, both included. ``remind_days`` are workdays.
    """

    name: str
    title: str
    frequency: Frequency
    days: tuple[int, ...] = ()
    owed: Owed = Owed.BUREAU
    ledger: str = ""
    adjustment: Adjustment = Adjustment.NONE
    remind_days: int = 3
    exceptions: tuple[tuple[int, int], ...] = ()
    months: tuple[int, ...] = ()
    on: datetime.date | None = None
    active: bool = True
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True, order=True)
class DueDay:
    """A day on which a report is due. ``period`` is what it reports of: 2021-08, 2021-08-H1, 2021-Q3, 2021."""

    day: datetime.date
    period: str
    stated: datetime.date
    """The day as the rule has it, before it was adjusted."""


DEFAULT_RULES: tuple[DueRule, ...] = (
    DueRule(
        "half_month", "新型城镇化半月进展", Frequency.HALF_MONTH, (15, 1), Owed.MEMBER_UNITS, "urban_task"
    ),
    DueRule("key_project", "重点项目月度进展", Frequency.MONTH, (8,), Owed.PROJECT_UNITS, "key_project"),
    DueRule("city_report", "省市重点项目月报", Frequency.MONTH, (6,), Owed.BUREAU, "key_project"),
    DueRule("preparatory", "前期预备项目季报", Frequency.QUARTER, (6,), Owed.BUREAU, "application"),
    DueRule(
        "listing_papers",
        "统计入库材料",
        Frequency.MONTH,
        (10,),
        Owed.BUREAU,
        "statistics_project",
        active=False,
    ),
    DueRule(
        "investment",
        "固定资产投资月报",
        Frequency.MONTH,
        (18,),
        Owed.BUREAU,
        "fixed_asset_investment",
        active=False,
    ),
)
"""What a new file begins with. Days that differ from place to place are proposed, but switched off."""


def due_days(rule: DueRule, first: datetime.date, last: datetime.date) -> list[DueDay]:
    """The days of a rule from ``first`` to ``last``, both included, by their adjusted day."""
    if not rule.active:
        return []
    margin = datetime.timedelta(days=31)
    found = (
        DueDay(adjusted(stated, rule.adjustment), period, stated)
        for stated, period in _stated(rule, first - margin, last + margin)
        if _holds_on(rule, stated)
    )
    return sorted(one for one in found if first <= one.day <= last)


def near_days(rule: DueRule, today: datetime.date, after: datetime.timedelta) -> list[DueDay]:
    """The days that are over for no longer than ``after``, and those ahead of which it is time to remind.

    Reminding begins so many workdays before: what is due within a holiday is told before the holiday.
    """
    found = due_days(rule, today - after, today + _FURTHEST)
    return [one for one in found if workdays_before(one.day, rule.remind_days) <= today]


def due_of(rule: DueRule, month: Month) -> DueDay | None:
    """The day by which a monthly report of a month is due; None when the rule does not ask for it."""
    start = month.last_day
    found = due_days(rule, start - datetime.timedelta(days=31), start + datetime.timedelta(days=62))
    return next((one for one in found if one.period == month.key), None)


def _holds_on(rule: DueRule, day: datetime.date) -> bool:
    return (rule.since is None or rule.since <= day) and (rule.until is None or day <= rule.until)


def _stated(rule: DueRule, first: datetime.date, last: datetime.date) -> Iterator[tuple[datetime.date, str]]:
    if rule.frequency is Frequency.ONCE:
        if rule.on is not None:
            yield rule.on, rule.on.isoformat()
        return
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield from _of_month(rule, year, month)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _of_month(rule: DueRule, year: int, month: int) -> Iterator[tuple[datetime.date, str]]:
    """The days that lie in one month, each with the period it reports of."""
    if not rule.days:
        return
    before = (year - 1, 12) if month == 1 else (year, month - 1)
    day = dict(rule.exceptions).get(month, rule.days[0])
    match rule.frequency:
        case Frequency.HALF_MONTH:
            yield _date(year, month, day), f"{year}-{month:02d}-H1"
            yield _date(year, month, rule.days[-1]), f"{before[0]}-{before[1]:02d}-H2"
        case Frequency.MONTH:
            yield _date(year, month, day), f"{before[0]}-{before[1]:02d}"
        case Frequency.QUARTER if month in (1, 4, 7, 10):
            yield _date(year, month, day), f"{before[0]}-Q{(before[1] + 2) // 3}"
        case Frequency.YEAR if month in rule.months:
            yield _date(year, month, day), str(year)


def _date(year: int, month: int, day: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    last = (following - datetime.timedelta(days=1)).day
    return datetime.date(year, month, min(max(1, day), last))


def rules_of(kept: object) -> tuple[DueRule, ...]:
    """The rules of a file's setting; the usual ones when none are kept. What cannot be read falls back to the usual rule."""
    if not isinstance(kept, list):
        return DEFAULT_RULES
    usual = {rule.name: rule for rule in DEFAULT_RULES}
    read = (_read(one, usual) for one in kept if isinstance(one, dict))
    return tuple(rule for rule in read if rule is not None)


def kept_rules(rules: Sequence[DueRule]) -> list[dict[str, Any]]:
    """The rules as JSON for the setting."""
    return [
        {
            "name": rule.name,
            "title": rule.title,
            "frequency": rule.frequency.value,
            "days": list(rule.days),
            "owed": rule.owed.value,
            "ledger": rule.ledger,
            "adjustment": rule.adjustment.value,
            "remind_days": rule.remind_days,
            "exceptions": [list(pair) for pair in rule.exceptions],
            "months": list(rule.months),
            "on": rule.on.isoformat() if rule.on else None,
            "active": rule.active,
            "since": rule.since.isoformat() if rule.since else None,
            "until": rule.until.isoformat() if rule.until else None,
        }
        for rule in rules
    ]


def _read(kept: dict[str, Any], usual: Mapping[str, DueRule]) -> DueRule | None:
    try:
        return DueRule(
            str(kept["name"]),
            str(kept["title"]),
            Frequency(kept["frequency"]),
            tuple(int(day) for day in kept["days"]),
            Owed(kept["owed"]),
            str(kept.get("ledger", "")),
            Adjustment(kept["adjustment"]),
            int(kept["remind_days"]),
            tuple((int(month), int(day)) for month, day in kept.get("exceptions", ())),
            tuple(int(month) for month in kept.get("months", ())),
            _day(kept.get("on")),
            bool(kept.get("active", True)),
            _day(kept.get("since")),
            _day(kept.get("until")),
        )
    except (KeyError, TypeError, ValueError):
        return usual.get(str(kept.get("name", "")))


def _day(kept: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(kept) if kept else None
