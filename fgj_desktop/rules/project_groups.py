"""Key projects beside each other in documents: by level, by unit, by leader, each group with its counts and sums.

A project of two units is the first one's, so that the groups of units add up to the whole; levels overlap and do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.kinds import linked_ids
from fgj_desktop.rules.basis import PROJECTS
from fgj_desktop.rules.leaving_out import Standing
from fgj_desktop.rules.projects import is_listed, is_started, levels
from fgj_desktop.rules.reporters import first_unit, in_unit_order
from fgj_desktop.rules.schedule import BEHIND, NO_INVESTMENT, ON_SCHEDULE

if TYPE_CHECKING:
    from collections.abc import Callable

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.rules.projects import Rows
    from fgj_desktop.store.rows import Row

LEVELS = ("省", "市", "区")
LEVEL = "level"
NO_LEADER, NO_UNIT = "未明确挂点领导", "未填单位"


@dataclass(frozen=True, slots=True)
class ProjectGroup:
    """Some projects: how they stand, how many have begun, are listed, reach the schedule."""

    name: str
    rows: Rows
    standing: Standing
    started: int
    listed: int
    on_schedule: int
    behind: int
    no_investment: int
    part: str = ""
    """What a figure of these projects has behind its name: 「（责任单位：区水务局）」; empty for all of them."""

    @property
    def not_started(self) -> int:
        """How many have not begun."""
        return len(self.rows) - self.started

    @classmethod
    def of(cls, name: str, rows: Rows, basis: Basis, part: str = "") -> ProjectGroup:
        """The group of these rows."""

        def number(holds: Callable[[Row], bool]) -> int:
            return sum(map(holds, rows))

        return cls(
            name,
            rows,
            Standing.of(rows, basis.month),
            number(is_started),
            number(is_listed),
            number(lambda row: row.values.get("state") == ON_SCHEDULE),
            number(lambda row: row.values.get("state") == BEHIND),
            number(lambda row: row.values.get("state") == NO_INVESTMENT),
            part,
        )


def whole(basis: Basis) -> ProjectGroup:
    """All counted projects."""
    return ProjectGroup.of("合计", basis.rows(PROJECTS), basis)


def by_level(basis: Basis) -> tuple[ProjectGroup, ...]:
    """省, 市, 区重点, those without a project left out; a project of two levels is in both."""
    found = {level: tuple(row for row in basis.rows(PROJECTS) if level in levels(row)) for level in LEVELS}
    return tuple(
        ProjectGroup.of(f"{level}重点", rows, basis, f"（级别：{level}）")
        for level, rows in found.items()
        if rows
    )


def by_unit(basis: Basis) -> tuple[ProjectGroup, ...]:
    """The projects of each unit in the units' order; those of nobody last."""
    found: dict[int | None, list[Row]] = {}
    for row in basis.rows(PROJECTS):
        found.setdefault(first_unit(row.values.get("responsible_unit")), []).append(row)
    return tuple(
        ProjectGroup.of(name, tuple(found[unit]), basis, f"（责任单位：{name}）")
        for unit in in_unit_order(basis, found)
        for name in [basis.unit_name(unit)]
    )


def by_leader(basis: Basis) -> tuple[ProjectGroup, ...]:
    """The projects of each leader in the leaders' order; of several leaders a project is in each one's."""
    names, places = basis.labels("leader"), basis.order("leader")
    found: dict[int | None, list[Row]] = {}
    for row in basis.rows(PROJECTS):
        leaders: list[int | None] = [*linked_ids(row.values.get("leader"))]
        for leader in leaders or [None]:
            found.setdefault(leader, []).append(row)
    order = sorted(found, key=lambda one: len(places) if one is None else places.get(one, len(places)))
    return tuple(
        ProjectGroup.of(name, tuple(_worst_first(found[one])), basis, f"（挂点领导：{name}）")
        for one in order
        for name in [NO_LEADER if one is None else names.get(one, str(one))]
    )


def _worst_first(rows: list[Row]) -> list[Row]:
    """By the gap to the schedule, the worst first; those without a gap last."""
    return sorted(
        rows, key=lambda row: (row.values.get("gap_points") is None, row.values.get("gap_points") or 0)
    )
