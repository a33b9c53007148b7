"""Key projects beside each other: groups of them by unit, sector, town or leader, and project by project."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Choices, LinkList
from fgj_desktop.rules.amounts import completion
from fgj_desktop.rules.chart_query import Pick
from fgj_desktop.rules.lights import light_colour
from fgj_desktop.rules.projects import amount
from fgj_desktop.rules.schedule import BEHIND, NO_INVESTMENT, due_twelfths, schedule_share
from fgj_desktop.rules.summaries import AMOUNTS, invested_and_plan
from fgj_desktop.store.filters import Counted
from fgj_desktop.store.grouping import Grouping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fgj_desktop.rules.chart_query import ChartQuery
    from fgj_desktop.store.grouping import Group
    from fgj_desktop.store.rows import Row

FURTHEST = 10


@dataclass(frozen=True, slots=True)
class GroupPoint:
    """The counted projects of one group: how many, amounts in 分, their completion, and the time schedule."""

    label: str
    count: int
    plan: int | None
    invested: int | None
    completion: Fraction | None
    schedule: Fraction
    pick: Pick

    @property
    def is_behind(self) -> bool:
        """Whether the completion is below the schedule; without one it is not reached either."""
        return self.completion is None or self.completion < self.schedule


@dataclass(frozen=True, slots=True)
class ProjectPoint:
    """One project: its completion beside what is due by its own schedule, as shares of its plan."""

    name: str
    completion: Fraction | None
    due: Fraction
    state: str
    light: str
    """The colour's name of its light."""
    pick: Pick

    @property
    def gap(self) -> Fraction | None:
        """较时间进度, as a share of the plan."""
        return None if self.completion is None else self.completion - self.due

    @property
    def is_behind(self) -> bool:
        """Whether it is behind, or without investment where some is due."""
        return self.state in {BEHIND, NO_INVESTMENT}


def completion_by(query: ChartQuery, field: str) -> list[GroupPoint] | None:
    """占年度计划 of each group by a column, in the order of groups; projects without a value last.

    Of several leaders the first decides, as everywhere. None without a project.
    """
    grouping = Grouping(query.ledger.fields_by_name[field], query.month, query.store.links())
    filters = (Counted(), *query.without(field))
    totals = query.view.group_totals(grouping, filters, AMOUNTS)
    points = []
    for group in query.view.grouped(grouping, filters):
        invested, plan = invested_and_plan(totals[group.key])
        points.append(
            GroupPoint(
                group.title,
                group.counted,
                plan,
                invested,
                completion(invested, plan),
                schedule_share(query.month),
                _pick(query, grouping, group),
            )
        )
    return points or None


def _pick(query: ChartQuery, grouping: Grouping, group: Group) -> Pick:
    """A group of a column with several values in a cell is picked record by record: each has one group only."""
    field = grouping.field
    title = group.title
    if isinstance(field.column.kind, LinkList | Choices):
        words = title if group.key is None else f"{field.title_for(query.month, short=True)} {title}"
        return Pick(words, query.ledger.name, tuple(group.ids))
    return Pick(title, query.ledger.name, tuple(group.ids), field.name, group.key)


def projects(query: ChartQuery) -> list[ProjectPoint] | None:
    """Every project in the ledger's order; None without one."""
    return [_project(query, row) for row in _rows(query)] or None


def furthest_behind(query: ChartQuery) -> list[ProjectPoint] | None:
    """The ten projects furthest behind their schedule, the worst first; None when none is behind.

    Of projects as far behind each other the largest plan comes first. Those that are not due yet, or not
    assessed, are not behind.
    """
    found = [(_project(query, row), amount(row, "current_plan") or 0) for row in _rows(query)]
    behind = [(point, plan) for point, plan in found if point.is_behind and (point.gap or 0) < 0]
    behind.sort(key=lambda one: (one[0].gap, -one[1]))
    return [point for point, _ in behind[:FURTHEST]] or None


def _rows(query: ChartQuery) -> Sequence[Row]:
    return query.view.rows(query.view.ids((Counted(), *query.filters)))


def _project(query: ChartQuery, row: Row) -> ProjectPoint:
    plan, invested = amount(row, "current_plan"), amount(row, "invested_to_date")
    due = schedule_share(query.month)
    if plan:
        due = Fraction(due_twelfths(plan, amount(row, "planned_to_date"), query.month.number), plan * 12)
    share = completion(invested if plan is None else invested or 0, plan)
    name = str(row.values.get("name") or "")
    light = row.values.get("light")
    return ProjectPoint(
        name,
        share,
        due,
        str(row.values.get("state") or ""),
        light_colour(None if light is None else str(light)),
        Pick(name, query.ledger.name, (row.id,)),
    )
