"""Tasks of 新型城镇化 as charts tell them: when each is due and in which state it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_bounds
from fgj_desktop.rules.chart_query import Pick
from fgj_desktop.rules.deadlines import DONE, NOT_BEGUN, OVERDUE, STANDING, UNDER_WAY
from fgj_desktop.rules.stacks import Part, Stack, Stacks
from fgj_desktop.rules.time_lines import place_of
from fgj_desktop.store.filters import Counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from fgj_desktop.rules.chart_query import ChartQuery
    from fgj_desktop.store.rows import Row

STATES = (
    Part(OVERDUE, "red"),
    Part(NOT_BEGUN, "grey"),
    Part(UNDER_WAY, "accent"),
    Part(DONE, "green"),
    Part(STANDING, "violet"),
)
_NAMES = tuple(part.name for part in STATES)
_BEFORE, _LATER, _UNDATED = "往年", "以后年度", "长期或未定"


@dataclass(frozen=True, slots=True)
class TaskPoint:
    """One task: its last day (ISO) and where that lies on the months of the year, None without one."""

    name: str
    unit: str
    state: str
    deadline: str | None
    place: Fraction | None
    pick: Pick


def task_points(query: ChartQuery) -> list[TaskPoint] | None:
    """The tasks by deadline, those without one last; None without a task."""
    rows = _rows(query)
    links = query.store.links()
    points = []
    for row in rows:
        deadline = row.values.get("deadline")
        day = None if deadline is None else date_bounds(str(deadline))[1]
        unit = row.values.get("lead_unit")
        name = str(row.values.get("name") or "")
        points.append(
            TaskPoint(
                name,
                "" if unit is None else links.label("responsible_unit", int(unit)),
                _state(row),
                day,
                None if day is None else place_of(day, query.month.year),
                Pick(name, query.ledger.name, (row.id,)),
            )
        )
    return sorted(points, key=lambda one: (one.deadline is None, one.deadline or "")) or None


def tasks_by_month(query: ChartQuery) -> Stacks | None:
    """How many tasks are due in which month of the year, by state; those of other years and without a day too."""
    found: dict[tuple[int, str], list[Row]] = {}
    for row in _rows(query):
        found.setdefault(_due(row, query.month.year), []).append(row)
    stacks = []
    for (_, label), rows in sorted(found.items()):
        states = [_state(row) for row in rows]
        amounts = tuple(states.count(name) for name in _NAMES)
        pick = Pick(f"{label}到期", query.ledger.name, tuple(row.id for row in rows))
        stacks.append(Stack(label, amounts, pick))
    return Stacks(STATES, tuple(stacks), unit=query.ledger.measure_word) if stacks else None


def _due(row: Row, year: int) -> tuple[int, str]:
    """Where a task stands in the order of months, and what that is called."""
    deadline = row.values.get("deadline")
    if deadline is None:
        return 14, _UNDATED
    day = date_bounds(str(deadline))[1]
    if int(day[:4]) != year:
        return (0, _BEFORE) if int(day[:4]) < year else (13, _LATER)
    return int(day[5:7]), f"{int(day[5:7])}月"


def _state(row: Row) -> str:
    state = str(row.values.get("task_state") or NOT_BEGUN)
    return state if state in _NAMES else UNDER_WAY


def _rows(query: ChartQuery) -> Sequence[Row]:
    return query.view.rows(query.view.ids((Counted(), *query.filters)))
