"""Key projects beside each other: groups of them by unit, sector, town or leader, and project by project."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import Choices, LinkList
from fgj_desktop.rules.amounts import completion
from fgj_desktop.rules.chart_query import Pick
from fgj_desktop.rules.register_change import FORMER, called
from fgj_desktop.rules.schedule import BEHIND, NO_INVESTMENT, due_twelfths, schedule_share
from fgj_desktop.rules.summaries import AMOUNTS, invested_and_plan
from fgj_desktop.store.filters import Counted
from fgj_desktop.store.grouping import Grouping

if TYPE_CHECKING:
    from fgj_desktop.ledgers.values import Value
    from fgj_desktop.rules.chart_query import ChartQuery
    from fgj_desktop.store.grouping import Group

FURTHEST = 10
_OF_PROJECT = ("name", "current_plan", "invested_to_date", "planned_to_date", "state", FORMER)


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
    return [point for point, _ in _projects(query)] or None


def furthest_behind(query: ChartQuery) -> list[ProjectPoint] | None:
    """The ten projects furthest behind their schedule, the worst first; None when none is behind.

    Of projects as far behind each other the largest plan comes first. Those that are not due yet, or not
    assessed, are not behind.
    """
    behind = [one for one in _projects(query) if one[0].is_behind and (one[0].gap or 0) < 0]
    behind.sort(key=lambda one: (one[0].gap, -one[1]))
    return [point for point, _ in behind[:FURTHEST]] or None


def _projects(query: ChartQuery) -> list[tuple[ProjectPoint, int]]:
    """The counted projects with their plans in force."""
    values = query.view.values(_OF_PROJECT)
    ids = query.view.ids((Counted(), *query.filters))
    return [(_project(query, one, values[one]), int(values[one][1] or 0)) for one in ids]


def _project(query: ChartQuery, record: int, values: tuple[Value, ...]) -> ProjectPoint:
    # As in print, a month before a renaming has the old name.
    name, state = str(called(values[0], values[5], query.month) or ""), str(values[4] or "")
    plan, invested, planned = (None if one is None else int(one) for one in values[1:4])
    due = schedule_share(query.month)
    if plan:
        due = Fraction(due_twelfths(plan, planned, query.month.number), plan * 12)
    share = completion(invested if plan is None else invested or 0, plan)
    return ProjectPoint(name, share, due, state, Pick(name, query.ledger.name, (record,)))
