"""Key projects by month: how far they are against the time schedule, and in which states.

Asked of the same views as the grid, so that the figures agree to the 分. Only counted projects (正式、在册) are in;
filters narrow them as they narrow the grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.rules.amounts import completion
from fgj_desktop.rules.schedule import STATES, schedule_share

if TYPE_CHECKING:
    from fgj_desktop.ledgers import Ledger
    from fgj_desktop.ledgers.period import Month
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.rules.chart_query import ChartQuery
    from fgj_desktop.store.store import Store

AMOUNTS = ("current_plan", "invested_to_date")


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """The completion of all projects at the end of a month beside the time schedule; shares of the plan."""

    month: Month
    completion: Fraction | None
    schedule: Fraction


@dataclass(frozen=True, slots=True)
class YearsOfCompletion:
    """The months of this year and of the last; ``needed`` is what each month to come must bring, in 分."""

    this_year: tuple[MonthPoint, ...]
    last_year: tuple[MonthPoint, ...]
    needed: Fraction | None
    """测算; None in December, without a plan, and when the plan is fulfilled."""

    @property
    def now(self) -> MonthPoint:
        """The month asked for."""
        return self.this_year[-1]


@dataclass(frozen=True, slots=True)
class StatesPoint:
    """How many projects are in each state at the end of a month; every state is there."""

    month: Month
    counts: dict[str, int]


def reported_months(store: Store, ledger: Ledger, month: Month) -> list[Month]:
    """The months of the year up to ``month`` that have entries; ``month`` itself always."""
    return [one for one in store.months(ledger) if one.year == month.year and one < month] + [month]


def completion_by_month(query: ChartQuery) -> YearsOfCompletion | None:
    """占年度计划 against the time schedule, month by month, beside last year; None where nothing is planned yet."""
    store, ledger, month = query.store, query.ledger, query.month
    this_year = tuple(_point(query, one) for one in reported_months(store, ledger, month))
    if all(point.completion is None for point in this_year):
        return None
    known = [one for one in store.months(ledger) if one.year == month.year - 1]
    last_year = [point for one in known if (point := _point(query, one)).completion is not None]
    return YearsOfCompletion(this_year, tuple(last_year), _needed(query))


def _point(query: ChartQuery, month: Month) -> MonthPoint:
    totals = query.store.view(query.ledger, month).totals(query.filters, AMOUNTS)
    return MonthPoint(month, completion(*invested_and_plan(totals)), schedule_share(month))


def _needed(query: ChartQuery) -> Fraction | None:
    invested, plan = invested_and_plan(query.view.totals(query.filters, AMOUNTS))
    left = 12 - query.month.number
    if plan is None or not left or plan <= (invested or 0):
        return None
    return Fraction(plan - (invested or 0), left)


def states_by_month(query: ChartQuery) -> list[StatesPoint] | None:
    """How many projects are in each 推进状态, month by month; None without a project."""
    points = []
    for one in reported_months(query.store, query.ledger, query.month):
        counts = query.store.view(query.ledger, one).counts("state", query.filters)
        points.append(StatesPoint(one, {state: counts.get(state, 0) for state in STATES}))
    return points if any(any(point.counts.values()) for point in points) else None


def invested_and_plan(totals: dict[str, Value]) -> tuple[int | None, int | None]:
    """The two sums; nothing invested at all is 0 as long as there is a plan."""
    plan = totals["current_plan"]
    invested = totals["invested_to_date"]
    if plan is None:
        return (None if invested is None else int(invested)), None
    return int(invested or 0), int(plan)
