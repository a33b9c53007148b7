"""What letters are written about: units whose projects lag, and matters that are to be supervised (督办)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fgj_desktop.ledgers.dates import date_text
from fgj_desktop.rules import figures_bonds
from fgj_desktop.rules.basis import PROJECTS
from fgj_desktop.rules.deadlines import FINISHED
from fgj_desktop.rules.project_groups import ProjectGroup, by_unit
from fgj_desktop.rules.projects import is_started
from fgj_desktop.rules.schedule import BEHIND, NO_INVESTMENT
from fgj_desktop.rules.workdays import Adjustment, adjusted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fgj_desktop.rules.basis import Basis
    from fgj_desktop.store.rows import Row

ANSWER_WITHIN = datetime.timedelta(days=7)
_MONTH = len("2021-09")


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of a letter of supervision."""

    ledger: str
    record: int
    unit: str
    kind: str
    name: str
    deadline: str
    now: str


def answer_by(day: datetime.date) -> datetime.date:
    """The day by which an answer is asked for: a week after the letter, moved to a workday."""
    return adjusted(day + ANSWER_WITHIN, Adjustment.LATER)


def lagging_groups(basis: Basis, units: Sequence[str] = ()) -> list[ProjectGroup]:
    """The units that have projects behind the schedule, not begun or without investment; those named only, if any are."""
    return [one for one in by_unit(basis) if lagging_rows(one) and (not units or one.name in units)]


def lagging_rows(group: ProjectGroup) -> list[Row]:
    """Its projects that are behind or without investment, the worst first."""
    rows = [row for row in group.rows if row.values.get("state") in (BEHIND, NO_INVESTMENT)]
    return sorted(
        rows, key=lambda row: (row.values.get("gap_points") is not None, row.values.get("gap_points") or 0)
    )


def supervised_matters(basis: Basis, units: Sequence[str] = ()) -> list[Matter]:
    """What is to be supervised, unit by unit: problems, decisions, bonds and projects; each of them once.

    A unit of the city is not the district's to supervise: what is asked of it goes with the list of problems.
    """
    places = basis.places("responsible_unit")
    of_city = {
        basis.unit_name(row.id)
        for row in basis.rows("responsible_unit")
        if str(row.values.get("unit_type") or "").startswith("市")
    }
    found = [one for one in _matters(basis) if one.unit not in of_city and (not units or one.unit in units)]
    return sorted(found, key=lambda one: places.get(one.unit, len(places)))


def _matters(basis: Basis) -> Iterator[Matter]:
    month = basis.month
    for row in basis.rows("problem"):
        if row.values.get("state") not in FINISHED:
            if row.values.get("supervised") == 1:
                yield _matter(basis, "problem", row, "提请督办的问题", "deadline", "progress")
            elif row.values.get("overdue"):
                yield _matter(basis, "problem", row, "逾期未解决的问题", "deadline", "progress")
    for row in basis.rows("decision"):
        if row.values.get("overdue") and row.values.get("state") not in FINISHED:
            yield _matter(basis, "decision", row, "逾期未落实的议定事项", "deadline", "progress")
    for row in figures_bonds.not_started(basis):
        kind = f"{month.year}年专项债项目尚未开工"
        yield _matter(basis, figures_bonds.ISSUED, row, kind, "deadline", "problem")
    for row in basis.rows(PROJECTS):
        planned = str(row.values.get("planned_start") or "")
        if not is_started(row) and len(planned) >= _MONTH and planned[:_MONTH] <= month.key:
            yield _matter(basis, PROJECTS, row, "已过计划开工月份未开工", "planned_start", "problem")


def _matter(basis: Basis, ledger: str, row: Row, kind: str, deadline: str, now: str) -> Matter:
    day = row.values.get(deadline)
    return Matter(
        ledger,
        row.id,
        basis.text(ledger, "responsible_unit", row),
        kind,
        " ".join(str(row.values.get("name") or "").split()),
        date_text(str(day)) if day else "",
        " ".join(str(row.values.get(now) or "").split()),
    )


def counted(matters: Sequence[Matter], by: Callable[[Matter], str]) -> dict[str, int]:
    """How many matters there are of each kind or unit, in their order."""
    found: dict[str, int] = {}
    for one in matters:
        found[by(one)] = found.get(by(one), 0) + 1
    return found
