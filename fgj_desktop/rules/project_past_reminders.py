"""Reminders of key projects that need earlier months: red for two months, begun and still not listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.rules.lights import light_colour
from fgj_desktop.rules.projects import is_listed, is_started
from fgj_desktop.rules.reminder import Kind, Reminder, Urgency, name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

LEDGER = "key_project"


def red_for_two_months(basis: Basis) -> frozenset[int]:
    """The records that are red as of the month and were at the end of the month before, within the year."""
    month = basis.month
    if month.number == 1:
        return frozenset()
    before = {row.id for row in basis.at(month.previous).rows(LEDGER) if _is_red(row)}
    return frozenset(row.id for row in basis.rows(LEDGER) if row.id in before and _is_red(row))


def _is_red(row: Row) -> bool:
    light = row.values.get("light")
    return light_colour(None if light is None else str(light)) == "red"


def started_not_listed(basis: Basis) -> Iterator[Reminder]:
    """Projects begun a month or more ago and still not in the statistics library; two months are urgent."""
    waiting = [row for row in basis.rows(LEDGER) if is_started(row) and not is_listed(row)]
    if not waiting:
        return
    month = basis.month
    earlier = {
        months: {row.id for row in basis.at(month.months_before(months)).rows(LEDGER) if is_started(row)}
        for months in (1, 2)
    }
    for row in waiting:
        months = _months_since(row, month, earlier[1], earlier[2])
        if months:
            yield _reminder(row, month, months)


def _months_since(row: Row, month: Month, one: Collection[int], two: Collection[int]) -> int:
    """Whole months since the project began, told by its day, else by the ledgers of the months before; 2 at most."""
    begun = row.values.get("started_on")
    if begun:
        year, number, _ = (int(part) for part in date_bounds(str(begun))[1].split("-"))
        return min(2, max(0, (month.year - year) * 12 + month.number - number))
    return 2 if row.id in two else 1 if row.id in one else 0


def _reminder(row: Row, month: Month, months: int) -> Reminder:
    reason = row.values.get("not_listed_reason") or row.values.get("listing_progress")
    because = f"未入库原因：{str(reason).rstrip('。')}。" if reason else ""
    return Reminder(
        Kind.STARTED_NOT_LISTED,
        Urgency.HIGH if months >= 2 else Urgency.MIDDLE,
        f"{name_of(row)}开工{'超过两个月' if months >= 2 else '已一个月'}未统计入库",
        f"{because}请协助项目单位备齐入库材料，按先入库、后有数的要求办理。",
        LEDGER,
        row.id,
        (row.id,),
        f"{Kind.STARTED_NOT_LISTED.name}:{LEDGER}:{row.id}:{month.key}",
    )
