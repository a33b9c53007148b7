"""What the charts show, asked of the same views as the grid, so that the figures agree to the 分.

Only counted projects (正式、在册) are in; filters narrow them as they narrow the grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from fgj_desktop.ledgers import ledger_named
from fgj_desktop.rules.amounts import completion
from fgj_desktop.rules.schedule import STATES, schedule_share
from fgj_desktop.store.filters import Filter, equals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.store.store import Store

UnitOrder = Literal["serial", "worst"]
_AMOUNTS = ("current_plan", "invested_to_date")


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """The completion of all projects at the end of a month beside the time schedule; shares of the plan."""

    month: Month
    completion: Fraction | None
    schedule: Fraction


@dataclass(frozen=True, slots=True)
class UnitPoint:
    """The projects of one 责任单位: amounts in 分, their completion, and the time schedule.

    ``unit`` is the unit's record, None for the projects without one.
    """

    unit: int | None
    label: str
    count: int
    plan: int | None
    invested: int | None
    completion: Fraction | None
    schedule: Fraction


@dataclass(frozen=True, slots=True)
class StatesPoint:
    """How many projects are in each state at the end of a month; every state is there."""

    month: Month
    counts: dict[str, int]


def reported_months(store: Store, month: Month) -> list[Month]:
    """The months of the year up to ``month`` that have entries; ``month`` itself always."""
    known = store.months(ledger_named("key_project"))
    return [one for one in known if one.year == month.year and one < month] + [month]


def completion_by_month(store: Store, month: Month, filters: Sequence[Filter] = ()) -> list[MonthPoint]:
    """占年度计划 against the time schedule, month by month; None where nothing is planned."""
    points = []
    for one in reported_months(store, month):
        totals = store.view(ledger_named("key_project"), one).totals(filters, _AMOUNTS)
        points.append(MonthPoint(one, completion(*_invested_and_plan(totals)), schedule_share(one)))
    return points


def completion_by_unit(
    store: Store, month: Month, filters: Sequence[Filter] = (), order: UnitOrder = "serial"
) -> list[UnitPoint]:
    """占年度计划 of each 责任单位 with projects, by 排序号 or the furthest behind first.

    Projects without a unit come last; so do, when the worst come first, units without a plan.
    """
    view = store.view(ledger_named("key_project"), month)
    counts = view.counts("responsible_unit", filters)
    units = store.view(ledger_named("responsible_unit"), month).ids()
    links = store.links()
    points = []
    for unit in [*(one for one in units if one in counts), *([None] if None in counts else [])]:
        totals = view.totals([*filters, equals("responsible_unit", unit)], _AMOUNTS)
        invested, plan = _invested_and_plan(totals)
        label = "未填责任单位" if unit is None else links.label("responsible_unit", unit)
        share = completion(invested, plan)
        points.append(UnitPoint(unit, label, counts[unit], plan, invested, share, schedule_share(month)))
    if order == "worst":
        points.sort(key=_shortfall)
    return points


def states_by_month(store: Store, month: Month, filters: Sequence[Filter] = ()) -> list[StatesPoint]:
    """How many projects are in each 推进状态, month by month."""
    points = []
    for one in reported_months(store, month):
        counts = store.view(ledger_named("key_project"), one).counts("state", filters)
        points.append(StatesPoint(one, {state: counts.get(state, 0) for state in STATES}))
    return points


def _invested_and_plan(totals: dict[str, Value]) -> tuple[int | None, int | None]:
    """The two sums; nothing invested at all is 0 as long as there is a plan."""
    plan = totals["current_plan"]
    invested = totals["invested_to_date"]
    if plan is None:
        return (None if invested is None else int(invested)), None
    return int(invested or 0), int(plan)


def _shortfall(point: UnitPoint) -> tuple[bool, bool, Fraction]:
    return point.unit is None, point.completion is None, point.completion or Fraction(0)
